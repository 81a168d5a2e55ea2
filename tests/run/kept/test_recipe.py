"""The recipes change with all that bears on results, and with nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.run.kept import recipe as recipes
from pipeline.run.kept.recipe import page_recipe, table_recipe
from pipeline.settings import Settings

ROOT = Path(__file__).parents[3]
SETTINGS = Settings()


@pytest.mark.parametrize("change", [{"accepted_error": 0.1}, {"pdf_dpi": 200}, {"max_pixels": 1000}])
def test_settings_that_bear_on_a_page_make_it_anew(change: dict[str, int]) -> None:
    assert page_recipe(replace(SETTINGS, **change)) != page_recipe(SETTINGS)


@pytest.mark.parametrize("change", [{"keep_runs": 1}, {"max_drop_share": 0.9}, {"page_limit_s": 5.0}, {"min_cell": 9}])
def test_settings_that_do_not_leave_it(change: dict[str, int]) -> None:
    assert page_recipe(replace(SETTINGS, **change)) == page_recipe(SETTINGS)
    assert table_recipe(replace(SETTINGS, **change)) != table_recipe(SETTINGS)


@pytest.mark.parametrize("name", ["TESSERACT", "PDFTOPPM"])
def test_another_version_of_a_program_makes_pages_anew(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page_recipe(SETTINGS)
    known = recipes.version
    changed = getattr(recipes, name)
    monkeypatch.setattr(recipes, "version", lambda program: "9.9" if program is changed else known(program))
    assert page_recipe(SETTINGS) != before


def test_code_forms_and_calibration_count_and_table_code_does_not_for_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[Path] = []
    read = Path.read_bytes

    def noted(path: Path) -> bytes:
        hashed.append(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    page_recipe(SETTINGS)
    folders = {folder for path in hashed for folder in path.parts[-4:-1]}
    assert {"pipeline", "scan", "layout", "read", "evidence", "forms", "codes"} <= folders
    assert "reader.onnx" in {path.name for path in hashed}
    assert not {"tables", "publish"} & folders
    of_run = {path.relative_to(ROOT / "pipeline" / "run").as_posix() for path in hashed if "run" in path.parts[-3:-1]}
    assert of_run == {"workers/page.py", "kept/codec.py"}
    table_recipe(SETTINGS)
    assert {"tables", "publish", "schemas"} <= {path.parent.name for path in hashed}
