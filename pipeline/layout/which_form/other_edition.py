"""Whether a table's headings are rather another edition's: a column lost or feigned makes one form as wide as another.

Editions differ in a column or two. A page of one whose table lost a ruling has as many columns as the other, nearly all
of its headings stand in the form's order, and behind the loss every value would be another field's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.form import Column
from pipeline.layout.which_form.heading_words import heading_likeness
from pipeline.layout.which_form.identify import SAME_HEADING, Match

ALIKE_LABELS = 0.15
"""By so much less the rest of the page may speak for the other form."""
MORE_COLUMNS = 2
LEAD, ALIKE_LEAD = 2, 1
"""So many more headings must stand in the other form's order, and where the rest of the page is as much the other's.
A page has none that are the other's alone: of 189 pages and rivals none led; one did where two headings had become one,
which reads as either. Where all but the table is rather the other's, none need lead: the column that tells is lost, if
there is one."""


def rather_of(matches: Sequence[Match], headings: Mapping[int, str]) -> Match | None:
    """The match whose headings those are rather than the best one's; None where the best one's are.

    headings: as read, by the column of the table, 0-based.
    """
    best, *others = matches
    read = [headings[at] for at in sorted(headings)]
    width = len(best.form.columns)
    rivals = [
        match
        for match in others
        if 0 < abs(len(match.form.columns) - width) <= MORE_COLUMNS
        and match.form.columns
        and match.without_columns >= best.without_columns - ALIKE_LABELS
    ]
    if not rivals or not best.columns_fit:
        return None
    own = in_order(read, best.form.columns)
    return next((match for match in rivals if in_order(read, match.form.columns) >= own + _lead(best, match)), None)


def _lead(best: Match, other: Match) -> int:
    """How many more headings must stand in the other's order."""
    if best.without_columns > other.without_columns:
        return LEAD
    own = [column.headings[0] for column in best.form.columns]
    tells = in_order(own, other.form.columns) < len(own)
    return 0 if best.without_columns < other.without_columns and tells else ALIKE_LEAD


def in_order(read: Sequence[str], columns: Sequence[Column]) -> int:
    """How many of the headings name columns of the form, from left to right, some of either left out."""
    most = [0] * (len(columns) + 1)
    for text in read:
        before = most.copy()
        for at, column in enumerate(columns, start=1):
            here = before[at - 1] + (heading_likeness(text, column) >= SAME_HEADING)
            most[at] = max(here, before[at], most[at - 1])
    return most[-1]
