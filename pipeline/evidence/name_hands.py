"""Names of a book doubted by how legible its hand is: what no list knows is believed only of a hand that reads clearly.

The recogniser is sure of a letter that a hand writes like another one. Over a book it shows: where many names are read
with doubt, those read without doubt are not all right either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from pipeline.evidence.book_ties import KNOWN
from pipeline.evidence.joint import Outcome
from pipeline.evidence.name_ties import KNOWN_PARTS
from pipeline.evidence.odd_words import LISTED_WORD
from pipeline.evidence.pages import Page, PageKey
from pipeline.evidence.pool import CellKey, cell_key, less_sure
from pipeline.model import FieldValue, State

LEGIBLE_NAMES = f"hand:names:{Outcome.DISAGREES}"
"""Evidence of a name with a part that is not listed, or of an area or occupation that is not, in a hand that is not
legible."""

_CLEAR, _LEGIBLE = 0.97, 0.88
"""A name is clear that the reader holds so likely, and a hand legible with so large a share of clear names."""
_FEWEST = 8
"""Names from which on a hand can be known to be legible."""
_MISREAD = 0.05
"""Share of misread ones among names that are not listed, in hands that are not legible, though they seem sure: 5 of 66
that the reader held 99.8 % likely, 16 of 160 at 98.5 %, and none of 90 in legible hands (37 books of benchmarks.
evidence_books in hands that the reader did not know)."""


def doubtful_names(
    pages: Sequence[Page], weighed: Mapping[CellKey, FieldValue], again: Collection[PageKey] = ()
) -> dict[CellKey, FieldValue]:
    """The names, areas and occupations outside their lists, less sure, of books whose hand is not legible.

    weighed: the fields of the pages that evidence between them changed. again: pages that are another one once more;
    they tell nothing of the hand that the other does not.
    """
    by_book: dict[str, list[tuple[CellKey, FieldValue]]] = defaultdict(list)
    for page in pages:
        content = page.result.content
        for value in content.values if content is not None else ():
            if value.state is State.VALUE:
                key = cell_key(page.order, value)
                by_book[page.result.book_id].append((key, weighed.get(key, value)))
    found: dict[CellKey, FieldValue] = {}
    for book in by_book.values():
        names = [value for (order, *_), value in book if order not in again and _looked_up(value)]
        if not _legible(names):
            found |= {
                key: less_sure(value, 1 - _MISREAD, LEGIBLE_NAMES) for key, value in book if _LISTS & {*value.evidence}
            }
    return found


_LISTS = frozenset(f"{check}:{Outcome.DISAGREES}" for check in (KNOWN_PARTS, KNOWN, LISTED_WORD))


def _looked_up(value: FieldValue) -> bool:
    """Whether it is a name whose parts were looked up."""
    return any(f"{KNOWN_PARTS}:{told}" in value.evidence for told in Outcome)


def _legible(names: Sequence[FieldValue]) -> bool:
    clear = sum(value.read_confidence >= _CLEAR for value in names)
    return len(names) >= _FEWEST and clear >= _LEGIBLE * len(names)
