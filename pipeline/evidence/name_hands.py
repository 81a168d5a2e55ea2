"""Names of a book doubted by how legible its hand is: what no list knows is believed only of a hand that reads clearly.

The recogniser is sure of a letter that a hand writes like another one. Over a book it shows: where many names are read
with doubt, those read without doubt are not all right either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.evidence.joint import Outcome
from pipeline.evidence.name_ties import KNOWN_PARTS
from pipeline.evidence.pages import Page, PageKey
from pipeline.evidence.pool import CellKey, cell_key
from pipeline.model import FieldValue, State

LEGIBLE_NAMES = f"hand:names:{Outcome.DISAGREES}"
"""Evidence of a name with a part that is not listed, in a hand that is not legible."""

_CLEAR, _LEGIBLE = 0.97, 0.88
"""A name is clear that the reader holds so likely, and a hand legible with so large a share of clear names."""
_FEWEST = 8
"""Names from which on a hand can be known to be legible."""
_MISREAD = 0.05
"""Share of misread ones among names that are not listed, in hands that are not legible, though they seem sure: 5 of 66
that the reader held 99.8 % likely, 16 of 160 at 98.5 %, and none of 90 in legible hands (37 books of benchmarks.
evidence_books in hands that the reader did not know)."""


def doubtful_names(pages: Sequence[Page], again: Collection[PageKey] = ()) -> dict[CellKey, FieldValue]:
    """The names with a part outside the list, less sure, of books whose hand is not legible.

    again: pages that are another one once more; they tell nothing of the hand that the other does not.
    """
    by_book: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_book[page.result.book_id].append(page)
    return {
        cell_key(page.order, value): _doubted(value)
        for book in by_book.values()
        if not _legible([value for page in book if page.order not in again for value in _names(page)])
        for page in book
        for value in _names(page)
        if _said(value, Outcome.DISAGREES)
    }


def _names(page: Page) -> list[FieldValue]:
    """The fields of a page whose parts were looked up."""
    values = page.result.content.values if page.result.content is not None else ()
    return [value for value in values if value.state is State.VALUE and any(_said(value, told) for told in Outcome)]


def _said(value: FieldValue, told: Outcome) -> bool:
    return f"{KNOWN_PARTS}:{told}" in value.evidence


def _legible(names: Sequence[FieldValue]) -> bool:
    clear = sum(value.read_confidence >= _CLEAR for value in names)
    return len(names) >= _FEWEST and clear >= _LEGIBLE * len(names)


def _doubted(value: FieldValue) -> FieldValue:
    """The name less sure by what hands like this one are misread, whatever seems sure of it."""
    return replace(
        value, confidence=round(value.confidence * (1 - _MISREAD), 6), evidence=(*value.evidence, LEGIBLE_NAMES)
    )
