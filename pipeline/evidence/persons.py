"""Which rows and sheets of a household speak of one person: sure links only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.evidence.households import HouseholdWriting
from pipeline.evidence.linking import ALIKE, alike, grouped
from pipeline.evidence.meaning import sex_of
from pipeline.evidence.page_fields import Fields, read
from pipeline.evidence.pages import Page

ALIKE_WITH_DATE = 50.0
"""Least similarity of two readings of a name (0 to 100) of persons of one household with one whole birth date."""

_WHOLE_DATE = len("2000-12-31")


@dataclass(frozen=True, slots=True, eq=False)
class PersonWriting:
    """One writing about a person: a row of a household's sheet, or a sheet of their own (row null)."""

    household: HouseholdWriting
    row: int | None
    fields: Fields

    @property
    def page(self) -> Page:
        """The page it stands on."""
        return self.household.page


def linked_persons(writings: Iterable[HouseholdWriting]) -> list[list[PersonWriting]]:
    """The writings about each person of one household, in the order of its sheets, then of their own sheets."""
    return grouped([one for writing in writings for one in _of_sheet(writing)], _same_person)


def _of_sheet(writing: HouseholdWriting) -> list[PersonWriting]:
    if writing.page.form == "data-warga":
        return [PersonWriting(writing, None, writing.fields)]
    return [PersonWriting(writing, row, fields) for row, fields in writing.members.items()]


def _same_person(writing: PersonWriting, group: Sequence[PersonWriting]) -> float:
    """How sure it is that a writing is about the person of `group`, 0 to 100.

    Whole birth dates must not contradict, nor sexes unless name and whole birth date are the same; a name that is not
    written the same needs the same birth date, and with that, in one household, half the letters do (twins of the same
    sex differ in more).
    """
    if any(writing.page is other.page for other in group):
        return 0.0
    score = 0.0
    for other in group:
        sexes = {sex_of(f["sex"].value) for f in (writing.fields, other.fields) if "sex" in f} - {None}
        dates = [read(fields, "birth_date") for fields in (writing.fields, other.fields)]
        same_date = len(dates[0]) == _WHOLE_DATE and dates[0] == dates[1]
        least = ALIKE_WITH_DATE if same_date else ALIKE
        name = alike(read(writing.fields, "name"), read(other.fields, "name"), least)
        if len(sexes) == 2 and not (name == 100 and same_date):
            return 0.0
        if all(len(date) == _WHOLE_DATE for date in dates) and not same_date and name < 100:
            return 0.0
        if name == 100 or same_date:
            score = max(score, name)
    return score
