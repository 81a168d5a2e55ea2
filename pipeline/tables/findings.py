"""Contradictions that stand on the paper, as warnings: what was checked, where, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evidence.arithmetic import amount_of
from pipeline.evidence.between import BELOW, MEMBERS
from pipeline.evidence.joint import Outcome
from pipeline.model import Decision, FieldValue, Part
from pipeline.tables.records import Page

_MESSAGES = {
    "total": "JUMLAH is not the sum of its column; check the rows and JUMLAH on the page.",
    "running": "The running number does not follow the one above; look for a row left out or written twice.",
    "nik:structure": "This cannot be a NIK (16 digits: area, day (+40 for women), month, year, serial); check it.",
    "nik:birth_date": "NIK and birth date contradict each other; the NIK stays, check the date on the identity card.",
    "nik:sex": "NIK and sex contradict each other; check both on the identity card.",
    "digits:length": "The number does not have as many digits as the form asks for.",
    "date:real": "There is no such date; check it.",
    "date:year": "The date lies after the year of the book; check both.",
    "year:plausible": "No book is of this year; check it, or state the year in book.toml.",
    "age:usual": "The person would be older than nearly anyone; check the birth date.",
    "date:month": "The date does not lie in the month of the page; check it, or the event was entered late.",
    "age:birth_date": "Age and birth date contradict each other in the year of the book; check both.",
    "level:age": "The person is too young for this level of schooling; check birth date and level.",
    "marks:one_sign": "Ticks and crosses stand on one page; tell whether a cross means no.",
    "page:duplicate": "The same page lies in the inbox twice; take one away.",
    "nik:unique": "Two persons have the same NIK; check both.",
    "book:year": "The pages of this book state different years; check the page, or state the year in book.toml.",
}
_OTHERWISE = "The numbers of this row contradict each other; check them on the page."

_PAGE_RULES = frozenset({"marks:one_sign", "page:duplicate"})
"""Reported once for a page, at its first cell."""


_WITH_NUMBERS = frozenset({BELOW, MEMBERS})
"""Reported from table `recaps`, where both numbers stand (stated_against_counted)."""


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning: the rule that came out as disagreeing, the cell to show, and the sentence."""

    page: Page
    cell: FieldValue
    rule: str
    message: str


def contradictions(page: Page) -> Iterator[Warned]:
    """The checks that disagree on a page, each once: a sum at its JUMLAH, a row's check at its first cell."""
    seen: set[tuple[str, str, int | None, str]] = set()
    content = page.result.content
    values = content.values if content is not None else ()
    for cell in sorted(values, key=lambda value: value.part is not Part.TOTAL):
        for entry in cell.evidence:
            rule, _, outcome = entry.rpartition(":")
            if outcome != Outcome.DISAGREES or rule in _WITH_NUMBERS:
                continue
            place = _scope(rule, cell)
            if place not in seen:
                seen.add(place)
                yield Warned(page, cell, rule, _message(page, cell, rule))


def _scope(rule: str, cell: FieldValue) -> tuple[str, str, int | None, str]:
    """What counts as one contradiction: the page, the column of a sum, or the row of a check."""
    if rule in _PAGE_RULES:
        return rule, "", None, ""
    if rule == "total":
        return rule, "", None, cell.field
    part = "outside" if cell.part in (Part.HEAD, Part.ITEMS) else str(cell.part)
    return rule, part, cell.row, ""


def _message(page: Page, cell: FieldValue, rule: str) -> str:
    sentence = _MESSAGES.get(rule, _OTHERWISE)
    if cell.decision is Decision.REVIEW:
        sentence += " Not sure yet: the reading waits for review."
    if rule != "total" or cell.part is not Part.TOTAL:
        return sentence
    stated = amount_of(cell.state, cell.value)
    column = [row[cell.field] for row in page.rows.values() if cell.field in row]
    counted = [amount_of(value.state, value.value) for value in column]
    known = [number for number in counted if number is not None]
    return f"Stated {stated}, counted {sum(known)}. {sentence}" if len(known) == len(counted) else sentence


def stated_against_counted(recaps: Sequence[Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
    """Rows of recaps whose count is not what the level below adds up to; JUMLAH rows are checked on their page."""
    for row in recaps:
        stated, counted = row.get("stated"), row.get("counted")
        if not row.get("is_total") and stated is not None and counted is not None and stated != counted:
            yield row


def same_nik(members: Sequence[Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
    """Rows of members whose NIK another person has in the same year."""
    owners: dict[tuple[object, object], set[object]] = {}
    for row in members:
        if row.get("nik") is not None:
            owners.setdefault((row["nik"], row.get("year")), set()).add(row["person_id"])
    for row in members:
        if row.get("nik") is not None and len(owners[row["nik"], row.get("year")]) > 1:
            yield row
