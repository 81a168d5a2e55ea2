"""docs/add-a-form.md is right: its example loads, and it explains every key and kind."""

import re
from pathlib import Path

from pipeline.form import CheckKind, Kind, TotalRow
from pipeline.formfile import check_form_file

DOCUMENT = (Path(__file__).parents[2] / "docs" / "add-a-form.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_loads(tmp_path: Path) -> None:
    (tmp_path / "fields.csv").write_text(block("csv"), encoding="utf-8")
    file = tmp_path / "my-form.toml"
    file.write_text(block("toml"), encoding="utf-8")
    form = check_form_file(file)
    assert form.total is TotalRow.ALWAYS
    assert form.checks[0].left == ("toddlers_male", "toddlers_female", "toddlers_weighed")
    assert form.items[0].field.options[1].words == ("Tidak", "Tdk")


def test_every_kind_and_key_is_explained() -> None:
    for word in (*Kind, *CheckKind, *TotalRow):
        assert f"`{word}`" in DOCUMENT
    source = "".join(
        (Path(__file__).parents[2] / "pipeline" / name).read_text(encoding="utf-8")
        for name in ("formfile.py", "form_parts.py")
    )
    keys = set(
        re.findall(r'\.(?:text|optional_text|number|flag|texts|alternatives|one_of|table|tables)\("(\w+)"', source)
    )
    assert len(keys) > 20
    assert not [key for key in keys if f"`{key}`" not in DOCUMENT]
