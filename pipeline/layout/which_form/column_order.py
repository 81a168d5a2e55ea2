"""Which field each column of a table is for: printers exchange columns, headings and all.

A table of as many columns as the form has is taken to be in the form's order; where a heading clearly names another
column of the form than the one that belongs there, the headings decide, or a person does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from pipeline.form import Column
from pipeline.layout.which_form.heading_words import heading_likeness
from pipeline.layout.words import plain

NAMES = 0.8
"""Likeness from which a heading names a column."""
CLEARER_BY = 0.25
"""How much more alike it is to the other column than to its own; headings differ in a letter (BALITA L, BALITA P)."""
SURE = 0.85
"""Likeness from which headings that change places are believed without a person, and one alone is heeded."""

EXACT_BY = 0.2
"""The same, where it is read without a fault: JML KRT over the column of JML KK; not BALITA L over that of BALITA P."""

LONG, FAR_CLEARER_BY = 12, 0.4
"""A heading of so many letters that is by so much more like another's than its own is not misread: `JENIS KELAMIN
KETUA`, where the date of birth stands, has 0.83 and 0.38."""

POORLY, POORLY_BY = 0.4, 0.15
"""Likeness, and how much more of it than to its own, with which each of two headings speaks for the other's column."""

ASTRAY, LIKELY = 3, 0.8
"""So many columns in doubt make another table, or one less where the form scores less than that: of 270 pages of
strangers and offices one has two, at 0.88, none more; of sheets that are like a form but for some columns, and were
taken for it, two have 9 and 11, two have two, at 0.71 and 0.75."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What stands in a column of the table: which of the form's columns, 0-based, whether its heading agrees, and how
    much what was read over the column is like that heading, 0 to 1."""

    column: int
    sure: bool = True
    alike: float = field(default=0.0, compare=False)


def placed_columns(columns: Sequence[Column], headings: Mapping[int, str]) -> tuple[Placed, ...]:
    """For each column of the table, from left to right, the column of the form. headings: as read, by column.

    Headings that change places among themselves move their columns; any other that names another column leaves both in
    doubt, unless that other has its own heading, and not this one's. One that could not be read speaks for nothing.
    """
    alike = {at: [heading_likeness(read, column) for column in columns] for at, read in headings.items()}
    says = {at: _named(at, columns, alike[at]) for at in sorted(alike)}
    moved = {at: other for at, other in says.items() if other != at}
    result = [Placed(at) for at in range(len(columns))]
    settled: set[int] = set()
    for at, other in moved.items():
        ring = _ring(at, moved)
        if ring and all(alike[one][moved[one]] >= SURE for one in ring):
            result[at] = Placed(other)
            settled.add(at)
            continue
        clearer_by = alike[at][other] - alike[at][at]
        long = len(plain(headings[at])) >= LONG and clearer_by >= FAR_CLEARER_BY
        if (
            not ring
            and not long
            and (alike[at][other] < SURE or clearer_by < (EXACT_BY if alike[at][other] == 1.0 else CLEARER_BY))
        ):
            continue  # One letter misread in one heading is no sign that columns changed places.
        result[at] = Placed(at, sure=False)
        settled.add(at)
        own = other in alike and alike[other][other] >= NAMES and alike[other][other] > alike[other][at]
        if other not in moved and not own:
            result[other] = Placed(other, sure=False)
    for at, other in combinations(sorted(alike), 2):
        if _rather(at, other, alike) and _rather(other, at, alike) and not settled & {at, other}:
            result[at], result[other] = Placed(at, sure=False), Placed(other, sure=False)
    return tuple(replace(one, alike=alike[at][one.column] if at in alike else 0.0) for at, one in enumerate(result))


def is_another_table(placed: Sequence[Placed], score: float) -> bool:
    """Whether headings say that the table has other columns than the form, though as many: several name others than
    their own without changing places. placed: as from placed_columns. score: of the form, 0 to 1."""
    astray = sum(not one.sure for one in placed)
    return astray >= ASTRAY or (astray == ASTRAY - 1 and score < LIKELY)


def _rather(at: int, other: int, alike: Mapping[int, Sequence[float]]) -> bool:
    """Whether a heading, poorly read, is more like that of another column than like its own."""
    return alike[at][other] >= POORLY and alike[at][other] - alike[at][at] >= POORLY_BY


def _ring(at: int, moved: Mapping[int, int]) -> list[int]:
    """The columns that change places with `at`, itself first; none where that does not come back to it."""
    ring = [at]
    while (following := moved.get(ring[-1])) is not None and following not in ring:
        ring.append(following)
    return ring if following == at else []


def _named(at: int, columns: Sequence[Column], alike: Sequence[float]) -> int:
    """The column of the form that the heading over column `at` names; its own unless it clearly names another."""
    others = [other for other, column in enumerate(columns) if not set(column.headings) & set(columns[at].headings)]
    best = max(others, key=lambda other: alike[other], default=at)
    clearly = alike[best] >= NAMES and alike[best] - alike[at] >= CLEARER_BY
    # One letter tells L from P: read without a fault, it counts.
    exactly = alike[best] == 1.0 > alike[at]
    return best if clearly or exactly else at
