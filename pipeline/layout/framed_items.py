"""Items printed in ruled tables of their own: number, label and value side by side, a ruled row each.

No form's table has so few columns. Their rulings are put together with those of the form's table, and hide the labels
from whoever looks for a list of them; without them the page is a list, and they say better than anything else where
each item is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import Box
from pipeline.layout.erase import erased
from pipeline.layout.glance import Glance
from pipeline.layout.lines.frames import Frame, find_frames
from pipeline.layout.lines.net import DOUBLE_MM, twins
from pipeline.layout.lines.rulings import Ruling, vertical_rulings
from pipeline.layout.stripes import ruling_stripes
from pipeline.model import Cell, Doubt, Grey, PageImage, Part

SAME_MM = 0.3
"""From the edge of another table its outermost line lies no farther."""
LED_MM, LED, BESIDE_PX = 1.5, 0.9, 2
"""So far beyond a line bars are looked for that lead to it, and in how much of that there is ink on or beside them."""
LEAST_CROSSED = 3
"""Items and rows over which lines run: so many tell that the rulings round items may have been taken for the table's,
or for none."""


def crossed(cells: Sequence[Cell]) -> int:
    """Over how many items, and rows of the table, lines run that are none of theirs."""
    over = [cell for cell in cells if Doubt.OVERLAID in cell.doubts]
    return len({(cell.part, cell.row, None if cell.part is Part.TABLE else cell.field.name) for cell in over})


def without_pieces(frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """The tables without those that have a row of one cell, as the pieces of a broken table do."""
    return tuple(frame for frame in frames if min(map(len, frame.rows)) > 1)


def frames_of(glance: Glance) -> tuple[Frame, ...]:
    """The tables that the page's items may stand in."""
    frames, large = find_frames(glance.ink, glance.page.px_per_mm)
    return tuple(_with_outlines(frame, large, glance) for frame in frames)


def _with_outlines(frame: Frame, large: Sequence[Box], glance: Glance) -> Frame:
    """The table with the outer of two lines drawn round it, which touches none of its own. large: other tables, whose
    lines may lie as near."""
    scale, box = glance.page.px_per_mm, frame.box
    edges = [edge for table in large for edge in (table.top, table.bottom)]
    traced = vertical_rulings(glance.ink, scale)
    across = [
        line.between(box.left, box.right)
        for line in twins(glance.horizontals, frame.lines, scale, DOUBLE_MM)
        if not box.top < line.middle < box.bottom
        and not any(abs(line.middle - edge) < SAME_MM * scale for edge in edges)
        and not _is_led_to(line, traced, glance.ink, LED_MM * scale * (1 if line.middle > box.centre[1] else -1))
    ]
    reach = DOUBLE_MM * scale
    down = [
        bar.between(box.top - reach, box.bottom + reach)
        for bar in twins(traced, frame.bars, scale, DOUBLE_MM)
        if not box.left < bar.middle < box.right
    ]
    return replace(frame, lines=(*frame.lines, *across), bars=(*frame.bars, *down))


def _is_led_to(line: Ruling, bars: Sequence[Ruling], ink: Grey, beyond_px: float) -> bool:
    """Whether bars lead to a line from beyond it: it is that of another table, however pale the rest of that. ink: of
    the page, 255 where ink is; beyond_px: down, less than 0 up."""
    led = 0
    for bar in bars:
        y, off = float(line.at(bar.middle)), line.weight_px if beyond_px > 0 else -line.weight_px
        first, last = sorted((round(y + off), round(y + off + beyond_px)))
        x = round(float(bar.at(y + beyond_px / 2)))
        part = ink[max(0, first) : max(0, last), max(0, x - BESIDE_PX) : x + BESIDE_PX + 1]
        led += line.start <= x <= line.end and part.size > 0 and float((part > 0).any(axis=1).mean()) >= LED
    return led > 1


def without_frames(glance: Glance, frames: tuple[Frame, ...]) -> PageImage:
    """The page without the rulings of those tables, of double ones both lines."""
    across = [stripe for frame in frames for stripe in ruling_stripes(frame.lines, frame.bars, upright=False)]
    down = [stripe for frame in frames for stripe in ruling_stripes(frame.bars, frame.lines, upright=True)]
    return replace(glance.page, grey=erased(glance.page.grey, glance.ink, across, down))
