"""Bad rows are left out and named; nothing is raised for them, and the order of rows changes nothing."""

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schemas
from schemas import TABLES
from schemas.frames import frame
from schemas.validate import ROWS_MADE, Finding, validate

READING = {
    "book_id": "pacul/rt1", "source": "pacul/rt1/1.jpg", "page_no": 1, "form": "catatan-keluarga", "edition": "III-15",
    "part": "table", "row": 0, "field": "name", "state": "value", "raw_text": "Wiwik Lestari", "value": "Wiwik Lestari",
    "confidence": 0.9, "decision": "accepted", "box_left": 1, "box_top": 2, "box_right": 3, "box_bottom": 4,
    "engine": "test 1",
}  # fmt: skip
MEMBER = {
    "person_id": "p1",
    "year": 2016,
    "nik_check": "absent",
    "village_code": "35.22.13.2001",
    "name": "Wiwik Lestari",
}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_an_empty_table_is_valid(name: str) -> None:
    result = validate(name, schemas.empty(name))
    assert len(result.rows) == 0 and result.findings == ()


@pytest.mark.parametrize(
    ("name", "good", "column", "value", "rule", "says"),
    [
        ("readings", READING, "page_no", 0, "bounds", "at or above 1"),
        ("readings", READING, "page_no", None, "not_nullable", "must not be empty"),
        ("readings", READING, "confidence", 1.01, "bounds", "between 0 and 1"),
        ("readings", READING, "confidence", None, "not_nullable", "must not be empty"),
        ("readings", READING, "box_left", float("inf"), "finite", "finite"),
        ("readings", READING, "part", "margin", "codes", "head, items, table, total"),
        ("readings", READING, "state", "doubtful", "codes", "ditto"),
        ("readings", READING, "evidence", [3], "type", "list<string>"),
        ("readings", READING, "raw_text", 3, "type", "string"),
        ("members", MEMBER, "year", 1066, "bounds", "between 1970 and 2100"),
        ("members", MEMBER, "sex", "M", "codes", "L, P"),
        ("members", MEMBER, "village_code", "../../etc", "pattern", "as its code prescribes"),
        ("members", MEMBER, "village_code", "35.22.13.2001\n", "pattern", "as its code prescribes"),
        ("members", MEMBER, "village_code", "3522132001", "pattern", "as its code prescribes"),
        ("members", MEMBER, "bps_village_code", "35221300", "pattern", "as its code prescribes"),
        ("members", MEMBER, "nik", "sudah", "pattern", "as its code prescribes"),
        ("members", MEMBER, "age", 151, "bounds", "between 0 and 150"),
        ("members", MEMBER, "birth_date", "1990", "type", "date"),
        ("members", MEMBER, "nik_check", None, "not_nullable", "must not be empty"),
        ("households", {"household_id": "h1"}, "rt", "003", "pattern", "as its code prescribes"),
    ],
)
def test_a_bad_row_is_left_out_with_a_sentence_and_the_good_one_stays(
    name: str, good: dict[str, object], column: str, value: object, rule: str, says: str
) -> None:
    other = {
        key: {"field": "sex", "person_id": "p2", "household_id": "h2"}.get(key, kept) for key, kept in good.items()
    }
    result = validate(name, frame(name, [good, {**other, column: value}]))
    assert len(result.rows) == 1
    assert result.rows.attrs[ROWS_MADE] == 2
    assert {(finding.table, finding.column, finding.severity) for finding in result.findings} == {
        (name, column, "error")
    }
    named = [finding for finding in result.findings if finding.rule == rule]
    assert len(named) == 1 and says in named[0].message.split(" / ")[1]


def test_findings_fit_the_quarantine_and_hold_no_cell_text() -> None:
    bad = {**READING, "confidence": 7, "raw_text": "Wiwik Lestari", "page_no": 4}
    findings = validate("readings", frame("readings", [bad])).findings
    assert findings == (
        Finding("pacul/rt1", 4, "readings", "pacul/rt1|4|table|0|name", "confidence", "bounds",
                "`confidence` harus di antara 0 dan 1; periksa halaman dan bacaannya. / `confidence` must lie between 0"
                " and 1; check the page and the reading."),
    )  # fmt: skip
    kept = validate("quarantine", frame("quarantine", [finding._asdict() for finding in findings]))
    assert len(kept.rows) == 1 and kept.findings == ()


def test_of_two_rows_with_one_key_one_stays_whatever_the_order() -> None:
    rows = [READING, {**READING, "raw_text": "Wiwik"}, {**READING, "raw_text": None}]
    results = [validate("readings", frame("readings", order)) for order in (rows, rows[::-1], rows[1:] + rows[:1])]
    for result in results:
        assert len(result.rows) == 1
        assert [finding.rule for finding in result.findings] == ["duplicate_key"] * 2
        pd.testing.assert_frame_equal(result.rows, results[0].rows)


def test_nulls_in_a_key_are_equal() -> None:
    head = {**READING, "part": "head", "row": None}
    assert len(validate("readings", frame("readings", [head, head])).rows) == 1


def test_a_bad_row_does_not_push_out_the_good_one_with_its_key() -> None:
    result = validate("readings", frame("readings", [{**READING, "raw_text": "A", "confidence": 2}, READING]))
    assert list(result.rows["raw_text"]) == ["Wiwik Lestari"]
    assert [finding.rule for finding in result.findings] == ["bounds"]


def test_like_findings_all_stay_in_the_quarantine() -> None:
    finding = {"table": "members", "key": "p1|2016", "rule": "nik_sex", "severity": "warning", "message": "Look."}
    assert len(validate("quarantine", frame("quarantine", [finding, finding])).rows) == 2


ROW = st.fixed_dictionaries(
    {
        "page_no": st.sampled_from([1, 2, None, "x"]),
        "part": st.sampled_from(["head", "table", "margin"]),
        "row": st.sampled_from([None, 0, 1]),
        "raw_text": st.sampled_from([None, "a", "b"]),
        "confidence": st.sampled_from([0.5, 2.0]),
        "evidence": st.sampled_from([[], ["total:agrees"]]),
    }
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(ROW, max_size=8), seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing_and_no_row_vanishes(rows: list[dict[str, object]], seed: int) -> None:
    full = [{**READING, **row} for row in rows]
    shuffled = random.Random(seed).sample(full, len(full))
    first, second = validate("readings", frame("readings", full)), validate("readings", frame("readings", shuffled))
    pd.testing.assert_frame_equal(first.rows, second.rows)
    assert first.findings == second.findings
    lost = len(full) - len(first.rows)
    assert (lost == 0) == (first.findings == ()) and lost <= len(first.findings)
    assert validate("readings", first.rows).findings == ()
