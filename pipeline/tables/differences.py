"""What two forms say differently of one household or person: a warning each, with both pages named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.evidence.arithmetic import amount_of
from pipeline.evidence.household_ties import COUNTS, FORMS
from pipeline.evidence.joint import Outcome
from pipeline.evidence.page_fields import Fields
from pipeline.evidence.pages import Page
from pipeline.model import FieldValue
from pipeline.tables.households import Household
from pipeline.tables.persons import Person
from pipeline.tables.records import Conflict
from pipeline.tables.rule_words import Sentence, stated_and_counted

_COLUMN_OF = {"house": "house_criteria"}
"""Fields whose column in the tables has another name."""

_WRITTEN_FREELY = frozenset({"name", "head_name", "birth_place"})
"""Names are written in several ways; they are reported where both were accepted (pipeline.tables.records.Conflict)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two pages differ on `column`: the page and cell that come second, and what is said of it."""

    page: Page
    cell: FieldValue | None
    column: str
    sentences: tuple[Sentence, ...]


def household_differences(household: Household) -> Iterator[Difference]:
    """What the household's forms say differently, accepted or not."""
    yield from _differences(household.conflicts, [(w.page, w.fields) for w in household.sources])


def person_differences(person: Person) -> Iterator[Difference]:
    """What the person's rows and own sheet say differently, accepted or not."""
    yield from _differences(person.conflicts, [(w.page, w.fields) for w in person.sources])


def _differences(conflicts: Iterable[Conflict], writings: Sequence[tuple[Page, Fields]]) -> Iterator[Difference]:
    """Conflicts between accepted values first; then facts that a check found to differ, each column once."""
    told = set()
    for conflict in conflicts:
        if conflict.column == "row_no" or _same_in_other_words(conflict):
            continue  # where somebody stands on a form is no fact about them
        told.add(conflict.column)
        kept, other = conflict.kept.source, conflict.page.source
        said = (
            f"{kept} dan {other} berbeda pada `{conflict.column}`; yang pertama dipakai, periksa keduanya.",
            f"{kept} and {other} differ on `{conflict.column}`; the first one's counts, check both.",
        )
        yield Difference(conflict.page, conflict.cell, conflict.column, (said,))
    found: dict[str, list[tuple[Page, FieldValue]]] = {}
    for page, fields in writings:
        for cell in fields.values():
            for entry in cell.evidence:
                fact, _, outcome = entry.removeprefix(FORMS).rpartition(":")
                if entry.startswith(FORMS) and outcome != Outcome.CANNOT_TELL and fact not in _WRITTEN_FREELY:
                    found.setdefault(fact, []).append((page, cell))
    for fact, places in sorted(found.items()):
        column = _COLUMN_OF.get(fact, fact)
        differing = [(p, c) for p, c in places if f"{FORMS}{fact}:{Outcome.DISAGREES}" in c.evidence]
        if differing and column not in told:
            page, cell = differing[-1]
            yield Difference(page, cell, column, _sentences(fact, places))


def _same_in_other_words(conflict: Conflict) -> bool:
    """Whether the check of that fact found no difference: Kawin is Menikah, and `other` may be the river."""
    fact = next((name for name, column in _COLUMN_OF.items() if column == conflict.column), conflict.column)
    evidence = conflict.cell.evidence if conflict.cell is not None else ()
    told = {entry.rpartition(":")[2] for entry in evidence if entry.rpartition(":")[0] == f"{FORMS}{fact}"}
    return bool(told) and Outcome.DISAGREES not in told and fact not in _WRITTEN_FREELY


def _sentences(fact: str, places: Sequence[tuple[Page, FieldValue]]) -> tuple[Sentence, ...]:
    pages = list(dict.fromkeys(page.source for page, _ in places))
    column = _COLUMN_OF.get(fact, fact)
    said = (
        f"{' dan '.join(pages)} berbeda pada `{column}`; periksa semuanya.",
        f"{' and '.join(pages)} differ on `{column}`; check them.",
    )
    first, last = places[0][1], places[-1][1]
    stated, counted = amount_of(last.state, last.value), amount_of(first.state, first.value)
    if fact in COUNTS and stated is not None and counted is not None and stated != counted:
        return stated_and_counted(stated, counted), said
    return (said,)
