"""Tables written in two inks, one hardly darker than paper.

What a pen leaves is where somebody writes: in rows that are written otherwise, and in cells where nothing else is. The
back of a sheet, stains and grain do not know of the front: they are in its blank rows too, and beside its ink.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Set

import numpy as np

from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink

_FEWEST = 3
"""Blank cells with strokes; fewer are no rule."""
_EXPECTED = 8.0
"""Cells elsewhere that would have some, were they all over the page: none has by chance on one page in 3,000."""
_BESIDE_INK, _IN_BLANK_ROWS = 0.25, 0.05
"""Of the cells that would have some, so many do. On 60 made pages in pale ink at most 0.22 beside ink, where broken
strokes and their blur are, and none in blank rows; on 14 of which the back showed, 0.2 in one of the two at least."""
_BLANK_ROW = 0.2
"""A row in which so few cells are written is blank, but for specks and what is pale; JUMLAH is written by itself."""
_DARKER, _DARKEST_OF_BACK = 1.25, 0.9
"""Where the back shows, a pen's strokes are so much darker than this quantile of what is elsewhere: so 106 cells of
eight made pages were told, and none that was blank."""
_HALO_PX = 5.0
"""As far from ink nothing pale is looked for (300 dpi)."""


def second_ink(
    cells: Mapping[int, tuple[Crop, Ink]], strength: Callable[[int], float], traces: Callable[[int], bool]
) -> frozenset[int]:
    """Those of a table's cells that seem blank and are written in pale ink; none where strokes are of the back.

    strength: how dark pale strokes in a cell are, beside what is written there, grey steps; 0 without any; not asked of
    all cells where few have some. traces: whether less than that is there; asked where others of its rows are written.
    """
    blank, in_blank_rows, written = _parted({at: cell for at, cell in cells.items() if cell[0].cell.part.in_table})
    free = sum(_free(cells[at][1]) for at in written)

    def are_elsewhere(seen: int, in_rows: int, beside: int) -> bool:
        share = seen / len(blank)
        few = seen < _FEWEST or share * (len(in_blank_rows) + free) < _EXPECTED
        return few or in_rows > _IN_BLANK_ROWS * share * len(in_blank_rows) or beside > _BESIDE_INK * share * free

    seen = _strengths(blank, strength)
    if not blank or are_elsewhere(len(seen), 0, 0):
        return frozenset()
    in_rows, beside = _strengths(in_blank_rows, strength), _strengths(written, strength)
    if not are_elsewhere(len(seen), len(in_rows), len(beside)):
        return frozenset(seen.keys() | in_rows.keys() | {at for at in sorted(blank - seen.keys()) if traces(at)})
    limit = _DARKER * float(np.quantile([*in_rows.values(), *beside.values()], _DARKEST_OF_BACK))
    above = [[at for at, dark in some.items() if dark >= limit] for some in (seen, in_rows, beside)]
    return frozenset() if are_elsewhere(*map(len, above)) else frozenset(above[0])


def _strengths(cells: Set[int], strength: Callable[[int], float]) -> dict[int, float]:
    """How dark strokes are in those of the cells that have some."""
    return {at: dark for at in sorted(cells) if (dark := strength(at)) > 0}


def _parted(table: Mapping[int, tuple[Crop, Ink]]) -> tuple[set[int], set[int], set[int]]:
    """The cells without ink in rows that are written, those in blank rows, and those with ink."""
    rows: defaultdict[tuple[Part, int | None], list[int]] = defaultdict(list)
    for at, (crop, _) in table.items():
        rows[_row(crop.cell)].append(at)
    written = {at for at, (_, ink) in table.items() if not ink.blank}
    blank: set[int] = set()
    in_blank_rows: set[int] = set()
    for (part, _), row in rows.items():
        is_blank = part is Part.TABLE and len(written.intersection(row)) <= _BLANK_ROW * len(row)
        (in_blank_rows if is_blank else blank).update(at for at in row if at not in written)
    return blank, in_blank_rows, written


def _row(cell: Cell) -> tuple[Part, int | None]:
    return cell.part, cell.row


def _free(ink: Ink) -> float:
    """The share of a cell in which strokes beside its ink are looked for."""
    covered = ink.box().grown(_HALO_PX).overlap(ink.cell)
    return 1.0 - covered / max(ink.cell.area, 1.0)
