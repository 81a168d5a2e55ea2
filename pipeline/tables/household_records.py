"""What a sheet of a household, or a row of a dasawisma's recap, says about it: a record of table `households`."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.evidence.households import HouseholdWriting
from pipeline.evidence.page_fields import Fields
from pipeline.evidence.pages import Page
from pipeline.model import FieldValue
from pipeline.tables import wording
from pipeline.tables.records import Row

_TICKED_ANSWERS: Mapping[str, Mapping[str, str]] = {
    "house_criteria": {"house_healthy": "healthy", "house_unhealthy": "unhealthy"},
    "water_source": {"water_pdam": "pdam", "water_well": "well", "water_river": "river", "water_other": "other"},
    "staple_food": {"food_rice": "rice", "food_other": "other"},
}
"""Columns of the table that a recap asks as several tick columns, and the answer each stands for."""


def household_record(writing: HouseholdWriting) -> Row:
    """What one writing says about a household."""
    if writing.page.form == "rekap-dasawisma":
        return _recap_record(writing.page, writing.fields)
    return _sheet_record(writing.page)


def _place_columns(page: Page, record: Row) -> None:
    record.take("dasawisma", page.outside.get("dasawisma"), wording.text)
    record.take("rt", page.outside.get("rt"), wording.number_text)
    record.take("rw", page.outside.get("rw"), wording.number_text)
    record.take("dusun", page.outside.get("dusun"), wording.text)


def _counts(fields: Fields, record: Row) -> None:
    male = record.take("members_male", fields.get("members_male"), wording.whole, 0)
    female = record.take("members_female", fields.get("members_female"), wording.whole, 0)
    record.values["members_stated"] = male + female if male is not None and female is not None else None
    for reasons in (record.in_review, record.unreadable):
        if reasons & {"members_male", "members_female"}:
            reasons.add("members_stated")


def _sheet_record(page: Page) -> Row:
    record, fields = Row(), page.outside
    _place_columns(page, record)
    record.take("head_name", fields.get("head_name"), wording.text)
    if page.form == "data-warga":
        return record
    if page.form == "data-keluarga":
        _counts(fields, record)
        record.take("families", fields.get("families"), wording.whole)
    record.take("house_criteria", fields.get("house"), wording.house_criteria)
    record.take("latrine", fields.get("latrine"), wording.yes, False)
    record.take("latrine_count", fields.get("latrine_count"), wording.whole, 0)
    record.take("water_source", fields.get("water_source"), wording.water_source)
    record.take("staple_food", fields.get("staple_food"), wording.staple_food)
    for column in ("waste_place", "drainage", "p4k_sticker", "up2k"):
        record.take(column, fields.get(column), wording.yes, False)
    return record


def _recap_record(page: Page, fields: Fields) -> Row:
    record = Row()
    _place_columns(page, record)
    record.take("head_name", fields.get("head_name"), wording.text)
    record.take("families", fields.get("families"), wording.whole)
    _counts(fields, record)
    for column in ("latrine", "waste_place", "drainage", "p4k_sticker", "up2k"):
        record.take(column, fields.get(column), wording.yes, False)
    for column, answers in _TICKED_ANSWERS.items():
        _one_answer(record, column, {answer: fields.get(name) for name, answer in answers.items()})
    return record


def _one_answer(record: Row, column: str, ticks: Mapping[str, FieldValue | None]) -> None:
    """Fills `column` with the one answer that is ticked; with none or several ticked it stays null.

    It is in review as long as one of its tick columns is: that one may be the answer.
    """
    part = Row()
    marked = [answer for answer, cell in ticks.items() if part.take(answer, cell, wording.yes, False)]
    record.values[column] = None
    for answer in ticks:
        if answer in part.cells:
            record.cells.setdefault(column, part.cells[answer])
    if part.in_review:
        record.in_review.add(column)
    elif part.unreadable:
        record.unreadable.add(column)
    elif len(marked) == 1:
        record.values[column] = marked[0]
        record.confidences[column] = min(part.confidences[name] for name in marked)
        record.cells[column] = part.cells[marked[0]]
    elif part.written_none and len(part.written_none) == len([cell for cell in ticks.values() if cell is not None]):
        record.written_none.add(column)
