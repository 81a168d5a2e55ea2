"""Numbers of groups that were read as letters: what a page of a book calls Flamboyan 7, no other calls Flamboyant.

Either may be read as plainly as any, and be a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.codes import word_key
from pipeline.evidence.joint import Outcome
from pipeline.evidence.pages import Page
from pipeline.evidence.pool import CellKey, cell_key, less_sure
from pipeline.model import FieldValue, State

GROUP_NUMBER = f"group:number:{Outcome.DISAGREES}"
"""Evidence of a group's name that ends in letters where the book's other pages have a number that looks like them."""

FIELD = "dasawisma"
_ALIKE = str.maketrans("oiljtzsgbqa", "01117256694")
"""Letters as the digits that hands write like them (T as 7, with its bar)."""
_WEIGHT = 0.5
"""What is left of the confidence: one of the two readings is wrong, and which one, the ink did not tell."""


def doubtful_groups(pages: Sequence[Page], weighed: Mapping[CellKey, FieldValue]) -> dict[CellKey, FieldValue]:
    """The names of groups that end in letters where their book's other pages have a number instead, less sure.

    weighed: the fields of the pages that evidence between them changed.
    """
    named = [
        (page.result.book_id, cell_key(page.order, value), value)
        for page in pages
        for value in (page.result.content.values if page.result.content is not None else ())
        if value.field == FIELD and value.state is State.VALUE and value.row is None
    ]
    named = [(book, key, weighed.get(key, value)) for book, key, value in named]
    numbered = {(book, _as_digits(value)) for book, _, value in named if _ends_in_number(value)}
    return {
        key: less_sure(value, _WEIGHT, GROUP_NUMBER)
        for book, key, value in named
        if not _ends_in_number(value) and (book, _as_digits(value)) in numbered
    }


def _ends_in_number(value: FieldValue) -> bool:
    return word_key(value.value or "")[-1:].isdecimal()


def _as_digits(value: FieldValue) -> str:
    return word_key(value.value or "").translate(_ALIKE)
