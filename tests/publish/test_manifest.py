"""The manifest's sums come out, and its hashes are those of the files."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from pipeline.publish.counts import FEWEST_CELLS
from pipeline.publish.manifest import published_at, rows_by_village
from pipeline.publish.manifest_file import read_manifest
from pipeline.publish.publication import publish
from pipeline.publish.run_record import RunRecord
from pipeline.run.kept.published import pages_doubted, pages_pale
from pipeline.run.summary import doubted_pages, pale_pages
from pipeline.settings import Settings
from schemas import TABLES
from schemas.frames import frame

Tables = dict[str, pd.DataFrame]


def test_pages_cells_and_rows_reconcile(tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]) -> None:
    content = json.loads(
        (publish([tables], tmp_path, run(), Settings()).folder / "manifest.json").read_text(encoding="utf-8")
    )
    assert content["pages"] == {"found": 10, "read": 9, "repeated": 0, "refused": 1}
    assert content["cells"] == {"read": 108, "accepted": 99, "review": 9}
    assert set(content["tables"]) == set(TABLES)
    for table in content["tables"].values():
        assert table["rows_made"] == table["rows_published"] + table["rows_with_error"]
        assert table["rows_published"] == sum(file["rows"] for file in table["files"])
        if table["partitioned"]:
            assert sum(table["rows_by_village"].values()) == table["rows_published"]
    assert content["tables"]["members"]["rows_by_village"] == {"35.22.13.2001": 30, "35.22.15.2002": 30, "unknown": 30}
    assert content["tables"]["members"]["warnings"] == 1
    assert content["settings"]["keep_runs"] == 7 and content["recipe"] == "abc123"


def test_pages_of_pale_writing_are_named(tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]) -> None:
    """They stood in the report alone, and the operator at the terminal, who can scan again, was not told."""
    pale = {
        "book_id": "sidobandung/melati",
        "page_no": 3,
        "rule": "page:pale",
        "severity": "warning",
        "message": "m",
        "key": "1",
    }
    tables["quarantine"] = pd.concat([tables["quarantine"], frame("quarantine", [{"table": "readings", **pale}])])
    folder = publish([tables], tmp_path, run(), Settings()).folder
    assert pages_pale(folder) == ("sidobandung/melati#3",)
    assert "melati#3" in " ".join(pale_pages(pages_pale(folder)))
    assert not pale_pages(())


def test_pages_of_which_nearly_all_waits_are_named(
    tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]
) -> None:
    """Of a blurred page everything went to a person, and neither the run nor `status` said so."""
    readings = tables["readings"]
    first = readings["book_id"] == readings["book_id"].iloc[0]
    page = first & (readings["page_no"] == readings.loc[first, "page_no"].iloc[0]) & (readings["state"] != "blank")
    assert page.sum() >= FEWEST_CELLS
    readings.loc[page, "decision"] = "review"
    folder = publish([tables], tmp_path, run(), Settings()).folder
    name = f"{readings.loc[page, 'book_id'].iloc[0]}#{readings.loc[page, 'page_no'].iloc[0]}"
    assert pages_doubted(folder) == (name,)
    assert name in " ".join(doubted_pages(pages_doubted(folder)))
    assert not doubted_pages(())


def test_every_file_is_listed_with_its_hash(tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]) -> None:
    folder = publish([tables], tmp_path, run(), Settings()).folder
    content = read_manifest(folder)
    assert content is not None
    listed = {file["path"]: file for table in content["tables"].values() for file in table["files"]}
    assert set(listed) == {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    for path, file in listed.items():
        content_bytes = (folder / path).read_bytes()
        assert (file["sha256"], file["bytes"]) == (hashlib.sha256(content_bytes).hexdigest(), len(content_bytes))


def test_it_says_when_and_what_it_replaces(tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]) -> None:
    content = read_manifest(publish([tables], tmp_path, run(hours=3), Settings()).folder)
    assert content is not None
    assert published_at(content) == datetime.fromisoformat("2026-03-01T15:00:00+00:00")
    assert rows_by_village(content)["households"]["unknown"] == 10
    assert rows_by_village(None) == {}


WRONG = (
    '{"tables": {}}',
    '{"published": "yesterday", "tables": {}}',
    '{"published": "2026-01-01T00:00:00+00:00", "tables": [1]}',
    '{"published": "2026-01-01T00:00:00+00:00", "tables": {"pages": 7}}',
    '{"published": "2026-01-01T00:00:00+00:00", "tables": {"pages": {"files": []}}}',
)


@pytest.mark.parametrize("text", ["", "{", "[]", "\xff", "[" * 100_000, *WRONG], ids=range(10))
def test_a_manifest_that_cannot_be_read_is_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="latin-1")
    assert read_manifest(tmp_path) is None


@pytest.mark.parametrize("run_id", ["", ".hidden", "../up", "a/b", "a\n", "-x" * 100])
def test_a_run_id_that_is_no_folder_name_is_a_bug(run_id: str) -> None:
    now = datetime.fromisoformat("2026-03-01T15:00:00+00:00")
    with pytest.raises(ValueError, match="run_id"):
        RunRecord(run_id, now, now, 0)
    with pytest.raises(ValueError, match="time zone"):
        RunRecord("run-1", now.replace(tzinfo=None), now, 0)
