"""Numbers that fill their columns from bar to bar: of what reaches a bar a part may have gone with it (132 as 13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pipeline.form import COUNT_KINDS
from pipeline.model import Crop
from pipeline.read.ink import Ink

AT_BAR_PX = 5
"""So near to the middle of a bar nothing is left of writing that reaches it (300 dpi)."""
FEWEST = 3
"""Numbers that reach both bars of a column: it is too narrow for its hand. Of 179 sure numbers that reach a bar of such
columns on three sets of office pages 6 were wrong; strangers have none."""
_HIGH = 0.3
"""Of the height of a number: what reaches the bar is a digit, no tail of one."""


def reach_bars_of_full_columns(cells: Mapping[int, tuple[Crop, Ink]]) -> frozenset[int]:
    """Which cells of a page hold a number that reaches a bar of a column that is too narrow for its hand. cells: those
    in which a number was read."""
    columns: dict[str, dict[int, tuple[bool, bool]]] = defaultdict(dict)
    for at, (crop, ink) in cells.items():
        if crop.cell.part.in_table and crop.cell.field.kind in COUNT_KINDS and ink.parts:
            columns[crop.cell.field.name][at] = _reached(ink)
    full = [column for column in columns.values() if sum(map(all, column.values())) >= FEWEST]
    return frozenset(at for column in full for at, reached in column.items() if any(reached))


def _reached(ink: Ink) -> tuple[bool, bool]:
    """Whether digits reach the left bar, the right bar."""
    high = _HIGH * max(part.box.height for part in ink.parts)
    digits = [part.box for part in ink.parts if part.box.height > high]
    return (
        min(box.left for box in digits) <= ink.cell.left + AT_BAR_PX,
        max(box.right for box in digits) >= ink.cell.right - AT_BAR_PX,
    )
