"""Which counts must not be published so that no small one can be read or worked out from sums."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

C = TypeVar("C")
"""A category: every person or household counted is in exactly one."""


def suppressed(
    categories: Mapping[C, int], cells: Mapping[str, frozenset[C]], fixed: Collection[frozenset[C]], min_cell: int
) -> frozenset[str]:
    """Names of the cells to leave out.

    categories: how many are in each. cells: the published counts, each the sum over a set of categories. fixed: sums
    that are known from elsewhere, such as totals of another table. A cell below `min_cell`, zeros too, is left out.
    Beside them as many others, smallest first, as it takes that no small count can be worked out: for each there is
    another world with the same published sums and another value in it, namely one in which someone who is there is
    moved to another category. Where the fixed sums alone give a count away nothing here can help; the caller keeps
    those out (see pipeline.tables.villages).
    """
    counts = {name: sum(categories[c] for c in members) for name, members in cells.items()}
    small = {name for name, count in counts.items() if count < min_cell}
    hidden = set(small)
    while True:
        known = [cells[name] for name in cells if name not in hidden] + list(fixed)
        bare = [name for name in sorted(small) if not _movable(cells[name], categories, known)]
        shown = sorted((name for name in cells if name not in hidden), key=lambda name: (counts[name], name))
        if not bare or not shown:
            return frozenset(hidden)
        helping = [name for name in shown if _helps(name, bare, cells, categories, hidden, fixed)]
        hidden.add((helping or shown)[0])


def _helps(
    name: str,
    bare: Collection[str],
    cells: Mapping[str, frozenset[C]],
    categories: Mapping[C, int],
    hidden: Collection[str],
    fixed: Collection[frozenset[C]],
) -> bool:
    """Whether leaving out `name` as well protects one more of the bare cells."""
    known = [cells[other] for other in cells if other not in hidden and other != name] + list(fixed)
    return any(_movable(cells[cell], categories, known) for cell in bare)


def _movable(cell: frozenset[C], categories: Mapping[C, int], known: Collection[frozenset[C]]) -> bool:
    """Whether moving one who is there to another category changes this cell's count and none of the known sums.

    Where no known sum covers a category, one more or less may be in it: people who are not counted are many.
    """
    nowhere = (False,) * len(known)
    inside: dict[tuple[bool, ...], set[bool]] = {nowhere: {False}}
    someone = {nowhere}
    for category, count in categories.items():
        place = tuple(category in members for members in known)
        inside.setdefault(place, set()).add(category in cell)
        if count > 0:
            someone.add(place)
    return any(len(sides) == 2 and place in someone for place, sides in inside.items())
