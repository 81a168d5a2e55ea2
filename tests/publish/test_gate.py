"""The gate refuses what breaks its schema, does not add up, or lost too much; and says so without cell text."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import GateError
from pipeline.publish.counts import Counts, Tally
from pipeline.publish.gate import drop_reasons, file_reasons
from pipeline.publish.parquet import WrittenFile, write_table
from pipeline.publish.publication import publish
from pipeline.publish.run_record import RunRecord
from pipeline.settings import Settings
from schemas.frames import frame

Tables = dict[str, pd.DataFrame]
MakeRun = Callable[..., RunRecord]


def count(tables: Tables) -> Counts:
    tally = Tally()
    tally.add(tables)
    return tally.counts(pages_found=10)


def refused(tables: Tables, out: Path, run: RunRecord, settings: Settings | None = None) -> str:
    with pytest.raises(GateError) as caught:
        publish([tables], out, run, settings or Settings())
    assert not (out / "current").exists()
    return caught.value.message


def test_rows_that_break_their_schema(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    tables["members"].loc[0, "sex"] = "Wiwik"
    message = refused(tables, tmp_path, run())
    assert "members breaks its schema in 1 places (codes of sex)" in message and "Wiwik" not in message


def test_two_rows_with_one_key(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    tables["members"] = pd.concat([tables["members"], tables["members"].tail(1)], ignore_index=True)
    assert "duplicate_key" in refused(tables, tmp_path, run())


def test_a_page_that_was_found_but_is_not_there(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    assert "11 pages were found, but 9 read and 1 refused" in refused(tables, tmp_path, run(pages_found=11))


def test_readings_of_a_page_that_was_not_read(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    tables["readings"].loc[0, "page_no"] = 10
    assert "readings of pages that were not read" in refused(tables, tmp_path, run())


def test_a_page_refused_without_a_reason(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    tables["pages"].loc[9, "reason"] = pd.NA
    assert "refused without a reason" in refused(tables, tmp_path, run())


def test_a_row_that_vanished_without_a_finding(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    tables["members"] = tables["members"].head(89)
    assert "Of 90 rows of members, 89 are published, but 0 errors" in refused(tables, tmp_path, run())


def test_a_row_that_an_error_in_quarantine_kept_out(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    tables["members"] = tables["members"].head(89)
    error = {"table": "members", "key": "p9|2016", "rule": "bounds", "severity": "error", "message": "Too old."}
    tables["quarantine"] = frame("quarantine", [error])
    publish([tables], tmp_path, run(), Settings())
    counts = count(tables)
    assert (counts.tables["members"].published, counts.tables["members"].with_error) == (89, 1)


def test_too_many_refused_pages(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    assert "1 of 10 pages were refused" in refused(tables, tmp_path, run(), Settings(max_failed_share=0.05))
    publish([tables], tmp_path, run(), Settings(max_failed_share=0.1))


def test_all_reasons_are_given_at_once(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    message = refused(tables, tmp_path, run(pages_found=11), Settings(max_failed_share=0.05))
    assert "11 pages were found" in message and "max_failed_share" in message


@pytest.mark.parametrize(
    ("before", "share", "fell"),
    [
        ({"members": {"35.22.13.2001": 30}}, 0.2, False),
        ({"members": {"35.22.13.2001": 37}}, 0.2, False),
        ({"members": {"35.22.13.2001": 38}}, 0.2, True),
        ({"members": {"33.28.12.2018": 1}}, 0.2, True),
        ({"members": {"unknown": 200}}, 0.2, True),
        ({"members": {"unknown": 90, "35.22.13.2001": 5}}, 0.2, False),
        ({"members": {"35.22.13.2001": 3000}}, 1.0, False),
        ({}, 0.0, False),
    ],
)
def test_rows_of_a_village_must_not_fall_by_more_than_the_share(
    before: dict[str, dict[str, int]], share: float, fell: bool, tables: Tables
) -> None:
    assert bool(drop_reasons(count(tables), before, Settings(max_drop_share=share))) == fell


def test_a_lost_disk_does_not_fill_the_message(tables: Tables) -> None:
    before = {"members": {f"33.28.12.{number}": 9 for number in range(2001, 2401)}}
    reasons = drop_reasons(count(tables), before, Settings())
    assert len(reasons) == 14 and reasons[-2] == "Dan 389 lagi / and as many more." and "--accept-drop" in reasons[-1]


def test_a_file_that_does_not_hold_its_rows(tables: Tables, tmp_path: Path) -> None:
    (written,) = write_table("pages", tables["pages"], tmp_path)
    wrong = WrittenFile(written.path, None, written.rows + 1, written.size_bytes, written.sha256)
    assert file_reasons(tmp_path, [written]) == ()
    assert file_reasons(tmp_path, [wrong]) == ("pages/part-0.parquet does not hold its 11 rows.",)
