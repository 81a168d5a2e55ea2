"""Tables written in two inks, one hardly darker than paper.

What a pen leaves is where somebody writes: in rows that are written otherwise, and in cells where nothing else is. The
back of a sheet, stains and grain do not know of the front: they are in its blank rows too, and beside its ink.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

import numpy as np

from pipeline.model import Crop, Part
from pipeline.read.ink import Ink

_FEWEST = 3
"""Blank cells with strokes; fewer are no rule."""
_EXPECTED = 8.0
"""Cells elsewhere that would have some, were they all over the page: none has by chance on one page in 3,000."""
_BESIDE_INK, _IN_BLANK_ROWS = 0.25, 0.05
"""Of the cells that would have some, so many do. On 60 made pages in pale ink at most 0.22 beside ink, where broken
strokes and their blur are, and none in blank rows; on 14 of which the back showed, 0.2 in one of the two at least."""
_MOST_CUT = 0.4
"""Of them, so many run into the sides of their cells at most: of 56 made pages in pale ink one has more, of five that
the back alone was taken for a pen on four."""
_BLANK_ROW = 0.2
"""A row in which so few cells are written is blank, but for specks and what is pale; JUMLAH is written by itself."""
_DARKER, _DARKEST_OF_BACK = 1.25, 0.9
"""Where the back shows, a pen's strokes are so much darker than this quantile of what is elsewhere: so 106 cells of
eight made pages were told, and none that was blank."""
_HALO_PX = 5.0
"""As far from ink nothing pale is looked for (300 dpi)."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """Pale strokes in a cell. strength: how dark they are, grey steps. cut: whether they run into its sides."""

    strength: float
    cut: bool


def second_ink(
    cells: Mapping[int, tuple[Crop, Ink]],
    strokes: Callable[[int], Strokes | None],
    traces: Callable[[int], Strokes | None],
) -> frozenset[int]:
    """Those of a table's cells that seem blank and are written in pale ink; none where strokes are of the back.

    strokes: pale ones in a cell, beside what is written there; not asked of all cells where few have some.
    traces: what is less than that; asked where others of its rows are written.
    """
    blank, in_blank_rows, written = _parted({at: cell for at, cell in cells.items() if cell[0].cell.part.in_table})
    free = sum(_free(cells[at][1]) for at in written)

    def are_elsewhere(seen: int, in_rows: int, beside: int) -> bool:
        share = seen / len(blank)
        few = seen < _FEWEST or share * (len(in_blank_rows) + free) < _EXPECTED
        return few or in_rows > _IN_BLANK_ROWS * share * len(in_blank_rows) or beside > _BESIDE_INK * share * free

    seen = _found(blank, strokes)
    if not blank or are_elsewhere(len(seen), 0, 0):
        return frozenset()
    in_rows, beside = _found(in_blank_rows, strokes), _found(written, strokes)
    if _end_inside(seen) and not are_elsewhere(len(seen), len(in_rows), len(beside)):
        return frozenset(seen.keys() | in_rows.keys() | _found(blank - seen.keys(), traces).keys())
    strengths = [one.strength for one in (*in_rows.values(), *beside.values())]
    limit = _DARKER * float(np.quantile(strengths, _DARKEST_OF_BACK)) if strengths else 0.0
    darker, in_rows, beside = (
        {at: one for at, one in some.items() if one.strength >= limit} for some in (seen, in_rows, beside)
    )
    pens = _end_inside(darker) and not are_elsewhere(len(darker), len(in_rows), len(beside))
    return frozenset(darker) if pens else frozenset()


def _found(cells: Set[int], strokes: Callable[[int], Strokes | None]) -> dict[int, Strokes]:
    """Those of the cells that have strokes."""
    return {at: found for at in sorted(cells) if (found := strokes(at)) is not None}


def _end_inside(cells: Mapping[int, Strokes]) -> bool:
    """Whether strokes end before the sides of their cells, as what is written there does."""
    return sum(one.cut for one in cells.values()) <= _MOST_CUT * len(cells)


def _parted(table: Mapping[int, tuple[Crop, Ink]]) -> tuple[set[int], set[int], set[int]]:
    """The cells without ink in rows that are written, those in blank rows, and those with ink."""
    rows: defaultdict[tuple[Part, int | None], list[int]] = defaultdict(list)
    for at, (crop, _) in table.items():
        rows[crop.cell.part, crop.cell.row].append(at)
    written = {at for at, (_, ink) in table.items() if not ink.blank}
    blank: set[int] = set()
    in_blank_rows: set[int] = set()
    for (part, _), row in rows.items():
        is_blank = part is Part.TABLE and len(written.intersection(row)) <= _BLANK_ROW * len(row)
        (in_blank_rows if is_blank else blank).update(at for at in row if at not in written)
    return blank, in_blank_rows, written


def _free(ink: Ink) -> float:
    """The share of a cell in which strokes beside its ink are looked for."""
    covered = ink.box().grown(_HALO_PX).overlap(ink.cell)
    return 1.0 - covered / max(ink.cell.area, 1.0)
