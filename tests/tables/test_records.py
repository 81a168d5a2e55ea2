from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.evidence.marks import BLANK_IS_NO
from pipeline.evidence.pages import Page, page_of
from pipeline.evidence.places import Place
from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, Part, State
from pipeline.tables import wording
from pipeline.tables.records import Row, merged
from tests.evidence.written_pages import codes, form, page, refused

CELL = FieldValue(
    Part.HEAD, None, "x", State.VALUE, "Ya", "Ya", None, 0.99, Decision.ACCEPTED, (), (), Box(0, 0, 1, 1), "test"
)


def cell(value: str | None, state: State = State.VALUE, **more: object) -> FieldValue:
    return replace(CELL, value=value, raw_text=value, state=state, **more)


def taken(value: FieldValue | None) -> Row:
    row = Row()
    row.take("savings", value, wording.yes, False)
    return row


def test_an_accepted_value_fills_its_column() -> None:
    record = taken(cell("Ya")).record()
    assert record == {
        "savings": True, "confidence": 0.99, "in_review": [], "written_none": [], "unreadable": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "found", "named"),
    [
        (cell("Ya", decision=Decision.REVIEW), None, "in_review"),
        (cell(None, State.NONE), False, "written_none"),
        (cell(None, State.UNREADABLE, decision=Decision.REVIEW), None, "unreadable"),
        (cell(None, State.BLANK), None, None),
        (cell(None, State.BLANK, evidence=(BLANK_IS_NO,)), False, None),
        (cell(None, State.BLANK, decision=Decision.REVIEW), None, "in_review"),
        (cell(None, State.STRUCK), None, None),
        (cell("mungkin"), None, None),
        (None, None, None),
    ],
)
def test_what_is_no_value_is_kept_apart(value: FieldValue | None, found: bool | None, named: str | None) -> None:
    record = taken(value).record()
    assert record["savings"] is found
    for reasons in ("in_review", "written_none", "unreadable"):
        assert record[reasons] == (["savings"] if reasons == named else [])


def on_page() -> Page:
    return page_of(page(form("data-warga", "4.14.1a"), {}), Place())


def test_the_first_source_wins_and_the_other_is_named() -> None:
    row, conflicts = merged([(on_page(), taken(cell("Ya"))), (on_page(), taken(cell("Tidak")))])
    assert row.values["savings"] is True
    assert [conflict.column for conflict in conflicts] == ["savings"]
    assert conflicts[0].cell is not None
    assert conflicts[0].cell.value == "Tidak"


def test_a_later_source_fills_what_the_first_lacks() -> None:
    for first in (cell(None, State.BLANK), cell("Ya", decision=Decision.REVIEW), None):
        row, conflicts = merged([(on_page(), taken(first)), (on_page(), taken(cell("Ya")))])
        assert row.values["savings"] is True
        assert not row.in_review
        assert not conflicts
        assert row.record()["confidence"] == 0.99


def test_a_column_that_nobody_fills_says_why_once() -> None:
    review, dash = cell("Ya", decision=Decision.REVIEW), cell(None, State.UNREADABLE, decision=Decision.REVIEW)
    row, _ = merged([(on_page(), taken(dash)), (on_page(), taken(review))])
    assert (row.in_review, row.unreadable) == ({"savings"}, set())


def test_a_refused_page_has_no_fields() -> None:
    with pytest.raises(ValueError, match="refused"):
        page_of(refused(), Place())


@pytest.mark.parametrize(
    ("convert", "written", "found"),
    [
        (wording.yes, "Ada", True),
        (wording.yes, "Tidak Ada", False),
        (wording.yes, "3", True),
        (wording.yes, "0", False),
        (wording.house_criteria, "Rumah Sehat", "healthy"),
        (wording.house_criteria, "Kurang Sehat", "unhealthy"),
        (wording.house_criteria, "Tidak Sehat", "unhealthy"),
        (wording.water_source, "DLL", "other"),
        (wording.water_source, "Sungai", "river"),
        (wording.staple_food, "Non Beras", "other"),
        (wording.sex, "Laki-laki", "L"),
        (wording.sex, "P", "P"),
        (wording.whole, "12", 12),
        (wording.whole, "true", 1),
        (wording.whole, "9999999999", None),
        (wording.digits, "sudah", None),
        (wording.digits, "0123", "0123"),
        (wording.text, "0", None),
        (wording.first_day, "1987", date(1987, 1, 1)),
        (wording.first_day, "1987-05", date(1987, 5, 1)),
        (wording.first_day, "1987-05-12", date(1987, 5, 12)),
        (wording.first_day, "0", None),
        (wording.date_precision, "1987-05", "month"),
        (wording.date_precision, "0", None),
    ],
)
def test_words_of_the_tables(convert: object, written: str, found: object) -> None:
    assert convert(cell(written)) == found


def test_every_option_of_the_forms_has_a_word_in_the_tables() -> None:
    converts = {
        "house": wording.house_criteria,
        "water_source": wording.water_source,
        "staple_food": wording.staple_food,
        "latrine": wording.yes,
        "waste_place": wording.yes,
        "drainage": wording.yes,
        "up2k": wording.yes,
    }
    seen = set()
    for of in ("III-15", "4.15"):
        seen |= _options_known(form("catatan-keluarga", of), converts)
    for of in ("4.14.2a-old", "4.14.2a-new"):
        seen |= _options_known(form("data-keluarga", of), converts)
    assert seen == set(converts)


def _options_known(of: object, converts: dict[str, object]) -> set[str]:
    seen = set()
    for entry in (*of.heads, *of.items):
        convert = converts.get(entry.field.name)
        if convert is not None:
            seen.add(entry.field.name)
            assert all(convert(cell(option.value)) is not None for option in entry.field.options)
    return seen


@pytest.mark.parametrize(
    ("written", "code"), [("SD", 3), ("MI", 4), ("SD/MI", None), ("SLTP", None), ("MTs", 9), ("TTSD", 23)]
)
def test_codes_only_where_the_writing_tells(written: str, code: int | None) -> None:
    of = form("catatan-keluarga", "III-15")
    education = replace(cell(written), field="education")
    assert wording.written_code(education, of, codes(), "regsosek_415") == code
