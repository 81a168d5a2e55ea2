"""Items printed in ruled tables of their own: number, label and value side by side, a ruled row each.

No form's table has so few columns. Their rulings are put together with those of the form's table, and hide the labels
from whoever looks for a list of them; without them the page is a list, and they say better than anything else where
each item is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import Box
from pipeline.layout.erase import erased, ruling_stripes
from pipeline.layout.glance import Glance
from pipeline.layout.lines.frames import Frame, find_frames
from pipeline.layout.lines.net import DOUBLE_MM, twins
from pipeline.layout.lines.rulings import vertical_rulings
from pipeline.model import PageImage

SAME_MM = 0.3
"""From the edge of another table its outermost line lies no farther."""


def frames_of(glance: Glance) -> tuple[Frame, ...]:
    """The tables that the page's items may stand in."""
    frames, large = find_frames(glance.ink, glance.page.px_per_mm)
    return tuple(_with_outlines(frame, large, glance) for frame in frames)


def _with_outlines(frame: Frame, large: Sequence[Box], glance: Glance) -> Frame:
    """The table with the outer of two lines drawn round it, which touches none of its own. large: other tables, whose
    lines may lie as near."""
    scale, box = glance.page.px_per_mm, frame.box
    edges = [edge for table in large for edge in (table.top, table.bottom)]
    across = [
        line.between(box.left, box.right)
        for line in twins(glance.horizontals, frame.lines, scale, DOUBLE_MM)
        if not box.top < line.middle < box.bottom
        and not any(abs(line.middle - edge) < SAME_MM * scale for edge in edges)
    ]
    reach = DOUBLE_MM * scale
    down = [
        bar.between(box.top - reach, box.bottom + reach)
        for bar in twins(vertical_rulings(glance.ink, scale), frame.bars, scale, DOUBLE_MM)
        if not box.left < bar.middle < box.right
    ]
    return replace(frame, lines=(*frame.lines, *across), bars=(*frame.bars, *down))


def without_frames(glance: Glance, frames: tuple[Frame, ...]) -> PageImage:
    """The page without the rulings of those tables, of double ones both lines."""
    across = [stripe for frame in frames for stripe in ruling_stripes(frame.lines, frame.bars, upright=False)]
    down = [stripe for frame in frames for stripe in ruling_stripes(frame.bars, frame.lines, upright=True)]
    return replace(glance.page, grey=erased(glance.page.grey, glance.ink, across, down))
