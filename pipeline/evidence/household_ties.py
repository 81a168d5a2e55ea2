"""Ties of what several forms say of one household: its sheets, its row on the dasawisma's recap, persons' sheets."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial

from pipeline.evidence import meaning
from pipeline.evidence.arithmetic import WRONG_TOTAL, amount, counts_female, counts_male
from pipeline.evidence.belief import Candidate
from pipeline.evidence.households import HouseholdWriting, LinkedHousehold
from pipeline.evidence.joint import Outcome, SumTie, Tie
from pipeline.evidence.linking import alike, name_key
from pipeline.evidence.page_fields import read
from pipeline.evidence.pool import Pool
from pipeline.evidence.same import Meaning, SameTie, Test, equal
from pipeline.model import FieldValue, State

MEMBERS = "members"
"""Check of the members counted on a dasawisma's recap against the rows of the household's sheet."""

FORMS = "forms:"
"""Checks of one fact on several forms begin with this; the fact follows."""

LISTED_HEAD = "family:head"
"""Check of the head's name against the people that the sheet lists; nearly always the first of them is the head."""

FLAGS = ("waste_place", "drainage", "latrine", "p4k_sticker", "up2k", "environment_health")
COUNTS = (
    "families", "members_male", "members_female", "couples_fertile", "women_fertile", "pregnant", "breastfeeding",
    "elderly", "illiterate", "special_needs",
)  # fmt: skip
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "house": {"house_healthy": "healthy", "house_unhealthy": "unhealthy"},
    "water_source": {"water_pdam": "pdam", "water_well": "well", "water_river": "river", "water_other": "other"},
    "staple_food": {"food_rice": "rice", "food_other": "other"},
}
"""Fields of a sheet with one answer out of several, and the tick columns of the recap that ask the same."""

_WORDS = {"house": meaning.house_of, "water_source": meaning.water_of, "staple_food": meaning.food_of}

WRONG_FACT = 0.05
"""Share of facts that two forms tell differently, though both are read right: filled months apart, copied wrongly.
No source measures it for these books; 1 in 20 is a cautious guess."""

ANSWER_CHANCE = 0.5
"""Yes or no, healthy or not, this answer or another: whatever is read, half of what may be written agrees."""

COUNT_CHANCE = 0.2
"""Share of misread counts that agree with the other form: households have few members, and one hand wrote both (2 of 11
in books of hands that the reader did not know, benchmarks.evidence_books)."""

WRONG_NAME = 0.25
"""Share of names that two forms write differently: titles, second names and abbreviations come and go. A guess."""

WRONG_HEAD = 0.1
"""Share of sheets whose head is called otherwise in the list below, or is not in it. A guess: on one sheet, and by one
hand, names differ less than between forms."""

NAME_CHANCE, SURE_NAME_CHANCE = 0.25, 0.75
"""Share of misread names that are misread alike on the other form, for one hand wrote both: of those read with doubt,
and of those that seemed likelier right than not (27 of 117 and 79 of 103, benchmarks.evidence_books in held-out hands).
So two forms read alike make a doubtful name surer, and one that seems sure no surer."""

Places = Sequence[tuple[HouseholdWriting, FieldValue]]


def household_ties(pool: Pool, household: LinkedHousehold) -> Iterator[Tie]:
    """The ties of one household, in a fixed order."""
    sheets = [w for w in household.writings if w.row is None and w.page.form != "data-warga"]
    rows = [w for w in household.writings if w.row is not None]
    heads = _heads(household)
    names: list[Meaning] = [name_of] * len(heads)
    yield from _same(pool, "head_name", heads, names, WRONG_NAME, NAME_CHANCE, name_outcome, SURE_NAME_CHANCE)
    for sheet in sheets:
        yield from _listed_head(pool, sheet)
    for flag in FLAGS:
        places = _there(sheets, flag) + _there(rows, flag)
        meanings = [_yes if writing.row is None else _ticked for writing, _ in places]
        yield from _same(pool, flag, places, meanings)
    for field, columns in ANSWERS.items():
        told = _there(sheets, field)
        yield from _same(pool, field, told, [partial(_word, field)] * len(told))
        for column, answer in columns.items():
            for ticked in _there(rows, column):
                river = answer == "other" and "water_river" not in ticked[0].fields
                for place in told:
                    meanings = [partial(_is_answer, field, answer, river), _ticked]
                    yield from _same(pool, field, [place, ticked], meanings)
    for count in COUNTS:
        places = _there(sheets, count) + _there(rows, count)
        yield from _same(pool, count, places, [_number] * len(places), chance=COUNT_CHANCE)
    yield from _toddlers(pool, sheets, rows)
    yield from _members(pool, sheets, rows)


def _there(writings: Sequence[HouseholdWriting], field: str) -> list[tuple[HouseholdWriting, FieldValue]]:
    """The writings that have the field, with something written in it."""
    found = [(writing, writing.fields.get(field)) for writing in writings]
    return [(writing, cell) for writing, cell in found if cell is not None and cell.state is not State.BLANK]


def _same(
    pool: Pool, fact: str, places: Places, meanings: Sequence[Meaning], wrong: float = WRONG_FACT,
    chance: float = ANSWER_CHANCE, test: Test = equal, chance_sure: float | None = None,
) -> Iterator[Tie]:  # fmt: skip
    if len(places) > 1:
        cells = tuple(pool.cell(writing.page, cell) for writing, cell in places)
        yield SameTie(f"{FORMS}{fact}", cells, tuple(meanings), wrong, chance, None, test, chance_sure=chance_sure)


def _heads(household: LinkedHousehold) -> list[tuple[HouseholdWriting, FieldValue]]:
    """Where the head's name stands; sheets of another keluarga of the household have a head of their own."""
    places = _there(household.writings, "head_name")
    main = places[0][1].value or "" if places else ""
    return [(writing, cell) for writing, cell in places if alike(cell.value or "", main) > 0]


def _listed_head(pool: Pool, sheet: HouseholdWriting) -> Iterator[Tie]:
    """The head's name and that of its row: the one alike, else the first where the list begins with it. A sheet on
    which another one goes on need not list the head."""
    names = [fields["name"] for fields in sheet.members.values() if _written(fields.get("name"))]
    head = sheet.fields.get("head_name")
    if head is None or not _written(head) or not names:
        return
    row = max(names, key=lambda name: alike(name.value or "", sheet.head))
    if alike(row.value or "", sheet.head) == 0.0:
        first = next(iter(sheet.members.values()))
        if names[0] is not first.get("name") or read(first, "row_no") != "1":
            return
        row = names[0]
    cells = (pool.cell(sheet.page, head), pool.cell(sheet.page, row))
    yield SameTie(
        LISTED_HEAD, cells, (name_of, name_of), WRONG_HEAD, NAME_CHANCE, None, name_outcome,
        chance_sure=SURE_NAME_CHANCE,
    )  # fmt: skip


def _written(cell: FieldValue | None) -> bool:
    return cell is not None and cell.state is State.VALUE


def _toddlers(pool: Pool, sheets: Sequence[HouseholdWriting], rows: Sequence[HouseholdWriting]) -> Iterator[Tie]:
    for sheet, whole in _there(sheets, "toddlers"):
        for row in rows:
            parts = [row.fields[name] for name in ("toddlers_male", "toddlers_female") if name in row.fields]
            if len(parts) == 2 and any(cell.state is not State.BLANK for cell in parts):
                cells = tuple(pool.cell(row.page, cell) for cell in parts)
                wholes = (pool.cell(sheet.page, whole),)
                yield SumTie(f"{FORMS}toddlers", cells, wholes, amount, amount, WRONG_FACT, COUNT_CHANCE)


def _members(pool: Pool, sheets: Sequence[HouseholdWriting], rows: Sequence[HouseholdWriting]) -> Iterator[Tie]:
    """Members by sex on the recap against the people of the sheet, unless it may go on on another page.

    Several sheets of one household may be the same twice or of one keluarga each: of one form, nothing is compared.
    """
    for form in ("data-keluarga", "catatan-keluarga"):
        listing = [sheet for sheet in sheets if sheet.page.form == form]
        if len(listing) != 1 or not listing[0].members or len(listing[0].members) == len(listing[0].page.rows):
            continue
        sexes = [fields["sex"] for fields in listing[0].members.values() if "sex" in fields]
        if len(sexes) < len(listing[0].members):
            continue
        parts = tuple(pool.cell(listing[0].page, cell) for cell in sexes)
        for column, counts in (("members_male", counts_male), ("members_female", counts_female)):
            for row, cell in _there(rows, column):
                whole = (pool.cell(row.page, cell),)
                yield SumTie(MEMBERS, parts, whole, counts, amount, WRONG_TOTAL, COUNT_CHANCE)


def name_outcome(one: Hashable, other: Hashable) -> Outcome:
    """Names are the same, or alike, which says nothing, or different."""
    if one == other:
        return Outcome.AGREES
    return Outcome.CANNOT_TELL if alike(str(one), str(other)) > 0 else Outcome.DISAGREES


def name_of(candidate: Candidate) -> Hashable | None:
    """The name without what two writings of one name may differ in."""
    return name_key(candidate.value or "") or None


def _yes(candidate: Candidate) -> Hashable | None:
    return False if candidate.state is State.NONE else meaning.yes_of(candidate.value)


def _ticked(candidate: Candidate) -> Hashable | None:
    """A tick or a number on a recap; a cell left blank says nothing (contract)."""
    found = None if candidate.state is State.BLANK else amount(candidate)
    return None if found is None else found > 0


def _number(candidate: Candidate) -> Hashable | None:
    return None if candidate.state is State.BLANK else amount(candidate)


def _word(field: str, candidate: Candidate) -> Hashable | None:
    return _WORDS[field](candidate.value)


def _is_answer(field: str, answer: str, or_river: bool, candidate: Candidate) -> Hashable | None:
    """Whether a sheet gives that answer; where the recap has no column for the river, it may stand under others."""
    told = _WORDS[field](candidate.value)
    return None if told is None or (or_river and told == "river") else told == answer
