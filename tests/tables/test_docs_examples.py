from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.evidence.across import across
from pipeline.publish.publication import publish
from pipeline.publish.run_record import RunRecord
from pipeline.settings import Settings
from pipeline.tables.build import build_tables
from pipeline.tables.page_tables import page_tables
from tests.evidence.written_pages import CERTAIN, codes, forms
from tests.tables.invented_books import ID_KEY, whole_book

DOCS = Path(__file__).parents[2] / "docs" / "tables.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("village")
    pages = whole_book()
    weighed = across(pages, {}, forms(), codes(), CERTAIN)
    read, findings = page_tables(weighed)
    tables = build_tables(weighed, {}, forms(), codes(), ID_KEY, Settings(), findings)
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    (folder / "out").mkdir()
    publish([read, tables], folder / "out", RunRecord("run-1", noon, noon, len(pages)), Settings())
    return folder


def test_the_page_has_examples_for_duckdb_and_pandas() -> None:
    assert any("duckdb" in example for example in EXAMPLES)
    assert any("pandas" in example for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_runs_and_prints_something(
    example: str, published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(published)
    exec(compile(example, str(DOCS), "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) > 2
