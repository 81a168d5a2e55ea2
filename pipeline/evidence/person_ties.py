"""Ties of what several forms say of one person: rows of the household's sheets, and the person's own sheet."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial

from pipeline.codes import Codes, word_key
from pipeline.evidence import meaning
from pipeline.evidence.belief import Candidate
from pipeline.evidence.dates import precision
from pipeline.evidence.household_ties import FORMS, NAME_CHANCE, SURE_NAME_CHANCE, WRONG_NAME, name_of, name_outcome
from pipeline.evidence.identity import DATE_CHANCE, NIK_CHANCE, SEX_CHANCE, WRONG_NIK, matches_date, matches_sex
from pipeline.evidence.joint import Outcome, SmallTie, Tie
from pipeline.evidence.persons import PersonWriting
from pipeline.evidence.pool import Pool
from pipeline.evidence.same import Meaning, SameTie, Test, equal
from pipeline.model import FieldValue, State

WRONG_WORD = 0.1
"""Share of words of closed lists (school, work) that two forms tell differently, though both are read right: people
finish school and change work between two visits. No source measures it; the guess is cautious."""

WORD_CHANCE = 0.2
"""Share of misread words that are the word of the other form all the same: lists are short, and the hand is one."""

APART_CHANCE = 0.07
"""The same where one is a word and the other a mark on a printed option: they are not misread alike."""

WRONG_BIRTH = 0.05
"""Share of birth dates that two forms tell differently (estimated on one, copied from a card on the other). A guess."""

BIRTH_CHANCE = 0.05
"""Share of misread dates that are misread alike on the other form."""

WRONG_SEX = 0.01

OPEN_OPTIONS = frozenset({"lainnya", "anggotakeluarga"})
"""Printed options that leave the answer to the words beside them."""

_LISTED = ("religion", "education", "occupation", "special_needs")

_UNMARRIED = frozenset({"tidakkawin", "tidakmenikah"})
"""Words that may be said of the single and of the widowed or divorced alike (domain 1.3: the newer sheet has two)."""

_PARTED = frozenset({"janda", "duda", "cerai"})
"""Words that do not say whether by death or divorce, which other forms ask (domain 1.4)."""


def person_ties(pool: Pool, writings: Sequence[PersonWriting], codes: Codes) -> Iterator[Tie]:
    """The ties of one person, in a fixed order; none where only one writing is there."""
    if len(writings) < 2:
        return
    for field in ("name", "birth_place"):
        yield from _same(pool, writings, field, name_of, WRONG_NAME, NAME_CHANCE, name_outcome, SURE_NAME_CHANCE)
    yield from _same(pool, writings, "sex", _sex, WRONG_SEX, SEX_CHANCE)
    yield from _same(pool, writings, "birth_date", _date, WRONG_BIRTH, BIRTH_CHANCE, same_date)
    told = partial(_concept, codes, "marital_status")
    yield from _same(pool, writings, "marital_status", told, WRONG_WORD, WORD_CHANCE, same_status)
    for field in _LISTED:
        yield from _same(pool, writings, field, partial(_concept, codes, field), WRONG_WORD, WORD_CHANCE)
    yield from _nik_ties(pool, writings)


def _same(
    pool: Pool, writings: Sequence[PersonWriting], field: str, told: Meaning, wrong: float, chance: float,
    test: Test = equal, sure: float | None = None,
) -> Iterator[Tie]:  # fmt: skip
    places = _there(writings, field)
    if len(places) > 1:
        cells = tuple(pool.cell(writing.page, cell) for writing, cell in places)
        # On the person's own sheet words of lists are printed options to mark; in a household's rows they are written.
        apart = APART_CHANCE if chance == WORD_CHANCE else None
        ways = tuple(writing.row is None for writing, _ in places)
        yield SameTie(f"{FORMS}{field}", cells, (told,) * len(cells), wrong, chance, None, test, ways, apart, sure)


def _there(writings: Sequence[PersonWriting], field: str) -> list[tuple[PersonWriting, FieldValue]]:
    found = [(writing, writing.fields.get(field)) for writing in writings]
    return [(writing, cell) for writing, cell in found if cell is not None and cell.state is not State.BLANK]


def _nik_ties(pool: Pool, writings: Sequence[PersonWriting]) -> Iterator[Tie]:
    """The NIK of the person's own sheet against birth date and sex on the household's sheets."""
    for owner, nik in _there(writings, "nik"):
        for field, test, chance in (("birth_date", matches_date, DATE_CHANCE), ("sex", matches_sex, SEX_CHANCE)):
            for other, cell in _there(writings, field):
                if other is not owner:
                    pair = (pool.cell(owner.page, nik), pool.cell(other.page, cell))
                    yield SmallTie(f"nik:{field}", pair, test, WRONG_NIK, chance, (NIK_CHANCE, chance))


def _sex(candidate: Candidate) -> Hashable | None:
    return meaning.sex_of(candidate.value)


def _date(candidate: Candidate) -> Hashable | None:
    value = candidate.value
    return value if value is not None and len(value) in (4, 7, 10) and value[:4].isdecimal() else None


def same_date(one: Hashable, other: Hashable) -> Outcome:
    """Two dates in ISO 8601, as far as both are known; days that stand in for an unknown one count as unknown."""
    known = {"year": 4, "month": 7, "day": 10}
    left, right = str(one), str(other)
    if left == right:
        return Outcome.AGREES
    shared = min(known[precision(left)], known[precision(right)], len(left), len(right))
    return Outcome.AGREES if left[:shared] == right[:shared] else Outcome.DISAGREES


def same_status(one: Hashable, other: Hashable) -> Outcome:
    """Two marital statuses, each as precise as its form's list of words."""
    pair = {str(one), str(other)}
    if len(pair) == 1:
        return Outcome.AGREES
    if pair & _UNMARRIED and "married" not in pair:
        return Outcome.CANNOT_TELL
    widowed = {word for word in pair if word in _PARTED or word_key(word).startswith("cerai")}
    return Outcome.AGREES if widowed == pair and pair & _PARTED and pair != {"janda", "duda"} else Outcome.DISAGREES


def _concept(codes: Codes, field: str, candidate: Candidate) -> Hashable | None:
    """What a word of a list stands for, whatever the edition calls it (Kawin is Menikah); null for an open option."""
    key = word_key(candidate.value or "")
    if not key or key in OPEN_OPTIONS or candidate.value == "0":
        return None
    if key in _UNMARRIED | _PARTED:
        return key
    listed = codes.lists.get({"special_needs": "disability"}.get(field, field))
    entries = listed.entries if listed is not None else ()
    return next((entry.concept for entry in entries if word_key(entry.label) == key), key)
