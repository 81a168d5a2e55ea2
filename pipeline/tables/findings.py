"""Contradictions that stand on the paper, as warnings: what was checked, where, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.evidence.across import REPEATED_PAGE, counted_instead
from pipeline.evidence.address_ties import ADDRESS
from pipeline.evidence.arithmetic import EVENTS, amount_of
from pipeline.evidence.household_ties import FORMS, MEMBERS
from pipeline.evidence.joint import Outcome
from pipeline.evidence.name_ties import KNOWN_PARTS
from pipeline.evidence.odd_words import LISTED_WORD
from pipeline.evidence.page_fields import Fields
from pipeline.evidence.pages import Page
from pipeline.evidence.recap_ties import BELOW, COPIED
from pipeline.form import CheckKind, Form
from pipeline.model import Decision, FieldValue, Part
from pipeline.tables.rule_words import EVENT_COUNT, HEAD_COUNT, NOT_SURE, Sentence, rule_words, stated_and_counted
from pipeline.tables.wording import sex

_PAGE_RULES = frozenset(
    {
        "marks:one_sign",
        "rulings:seen",
        "cell:overlaid",
        "cell:cut_off",
        "cell:on_line",
        "cell:white_line",
        "ink:own",
        "heading:column",
        "row:fold",
        "row:place",
        "row:between",
        "row:below",
        "row:cancelled",
        "page:twice",
        "page:pale",
        REPEATED_PAGE,
    }
)
"""Reported once for a page, at its first cell."""

_ELSEWHERE = (BELOW, MEMBERS, COPIED, FORMS, "area:", "book:desa", "book:kecamatan", "book:kabupaten", "book:provinsi")
"""Checks between pages: reported where both sides are known (pipeline.tables.quarantine); the names of a village that
differ within a book, or are abbreviated, are no error of its writer."""

_OF_READING = (
    ADDRESS,
    KNOWN_PARTS,
    LISTED_WORD,
    "word:usual",
    "reader:likely",
    "word:printed",
    "word:left_open",
    "row:empty",
    "row:begins",
    "row:continued",
    "number:length",
    "hand:",
    "total:digit",
    "total:columns",
    "total:blank",
    "count:ditto",
    "count:none",
    "count:row",
    "digit:own",
    "digit:rewritten",
    "cell:corrected",
    "date:digit",
)
"""Doubts of what was read there: it waits for review, and nothing on the page need be wrong."""

_NUMBER_OF_A_HOME = (
    "Orang lain di rumah tangga ini punya nomor yang sama; mungkin No. KK, periksa keduanya.",
    "Another person of the household has the same number; it may be the No. KK, check both.",
)
_NUMBER_OF_TWO = (
    "Orang lain punya NIK yang sama pada tahun ini; periksa keduanya.",
    "Another person has the same NIK in this year; check both.",
)

_OF_THE_HEAD = ("year:", "book:")
"""Checks that are about a year or month in the head; of others it is only the measure, and the other cell is shown."""


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning: the rule that came out as disagreeing, the cell to show, and what is said of it."""

    page: Page
    cell: FieldValue
    rule: str
    sentences: tuple[Sentence, ...]


def contradictions(page: Page, form: Form) -> Iterator[Warned]:
    """The checks that disagree on a page, each once: a sum at its JUMLAH, a row's check at its first cell.

    Of a page that is another one once more, that alone is said.
    """
    seen: set[tuple[str, str, int | None, str]] = set()
    content = page.result.content
    values = content.values if content is not None else ()
    again = counted_instead(page.result) is not None
    for cell in sorted(values, key=lambda value: (value.part is not Part.TOTAL, value.part is Part.TABLE)):
        for entry in cell.evidence:
            rule, _, outcome = entry.rpartition(":")
            if (
                outcome != Outcome.DISAGREES
                or rule.startswith((*_ELSEWHERE, *_OF_READING))
                or (again and rule != REPEATED_PAGE)
            ):
                continue
            if _shown_elsewhere(rule, cell):
                continue
            place = _scope(rule, cell)
            if place not in seen:
                seen.add(place)
                yield Warned(page, cell, rule, _sentences(page, form, cell, rule))


def _shown_elsewhere(rule: str, cell: FieldValue) -> bool:
    """Whether the contradiction is shown at another of its cells: the date, not the year; the NIK, wherever it is."""
    measure = cell.part is Part.HEAD and cell.field in ("year", "month") and not rule.startswith(_OF_THE_HEAD)
    return measure or (rule.startswith("nik:") and cell.field != "nik")


def _scope(rule: str, cell: FieldValue) -> tuple[str, str, int | None, str]:
    """What counts as one contradiction: the page, the column of a sum, or the row of a check."""
    if rule in _PAGE_RULES or rule.startswith((HEAD_COUNT, EVENT_COUNT)):
        return rule, "", None, ""
    if rule == "total":
        return rule, "", None, cell.field
    part = "outside" if not cell.part.in_table else str(cell.part)
    return rule, part, cell.row, ""


def _sentences(page: Page, form: Form, cell: FieldValue, rule: str) -> tuple[Sentence, ...]:
    numbers = _numbers(page, form, cell, rule)
    said = [rule_words(rule)] if numbers is None else [stated_and_counted(*numbers), rule_words(rule)]
    if cell.decision is Decision.REVIEW and rule not in _PAGE_RULES:
        said.append(NOT_SURE)
    return tuple(said)


def _numbers(page: Page, form: Form, cell: FieldValue, rule: str) -> tuple[int, int] | None:
    """Stated and counted, for the checks of counts; null where a cell cannot be read."""
    counted: int | None = None
    stated = amount_of(cell.state, cell.value)
    if rule == "total" and cell.part is Part.TOTAL:
        counted = _sum([amount_of(row[cell.field].state, row[cell.field].value) for row in page.rows.values()
                        if cell.field in row])  # fmt: skip
    elif rule.startswith(HEAD_COUNT):
        wanted = "L" if rule.endswith("members_male") else "P"
        sexes = [sex(row["sex"]) for row in page.rows.values() if "sex" in row]
        counted = sum(one == wanted for one in sexes)
    elif rule.startswith(EVENT_COUNT):
        field, word = EVENTS[rule.removeprefix(EVENT_COUNT)]
        counted = sum(row[field].value == word for row in page.rows.values() if field in row)
    else:
        return _row_numbers(page, form, cell, rule)
    return None if stated is None or counted is None else (stated, counted)


def _row_numbers(page: Page, form: Form, cell: FieldValue, rule: str) -> tuple[int, int] | None:
    """Both sides of a form's own check of a row: what it ought to be, and what its parts add up to."""
    check = next((check for check in form.checks if check.name == rule), None)
    if check is None or check.kind is CheckKind.COLUMN_SUM:
        return None
    fields: Fields = page.outside
    if cell.part is Part.TOTAL:
        fields = page.total
    elif cell.part is Part.TABLE and cell.row is not None:
        fields = page.rows[cell.row]
    left, right = (
        _sum([amount_of(fields[name].state, fields[name].value) if name in fields else None for name in names])
        for names in (check.left, check.right)
    )
    return None if left is None or right is None else (right, left)


def _sum(amounts: list[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def same_nik(members: list[Mapping[str, object]]) -> Iterator[tuple[Mapping[str, object], Sentence]]:
    """Rows of members whose NIK another person has in the same year, and what that may mean.

    All members of a household share their No. KK, which the form's No. KTP/KK may hold instead (domain 1.8, 2.1).
    """
    owners: dict[tuple[object, object], list[Mapping[str, object]]] = {}
    for row in members:
        if row.get("nik") is not None:
            owners.setdefault((row["nik"], row.get("year")), []).append(row)
    for shared in owners.values():
        if len({row["person_id"] for row in shared}) < 2:
            continue
        one_home = len({row["household_id"] for row in shared}) == 1
        for row in shared:
            yield row, _NUMBER_OF_A_HOME if one_home else _NUMBER_OF_TWO


def same_person(members: list[Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
    """Rows of members with the name, whole birth date and sex of somebody of another household in the same year."""
    alike: dict[tuple[object, ...], list[Mapping[str, object]]] = {}
    for row in members:
        known = (row.get("name"), row.get("birth_date"), row.get("sex"))
        if None not in known and row.get("birth_date_precision") == "day":
            key = (str(known[0]).casefold(), *known[1:], row.get("village_code"), row.get("year"))
            alike.setdefault(key, []).append(row)
    for rows in alike.values():
        if len({row["household_id"] for row in rows}) > 1:
            yield from rows
