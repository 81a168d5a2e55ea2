"""The upper edge of a frame is no line to write on, however the frames of a form stand."""

import numpy as np
import pytest

from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.frames import without_frame_tops
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM

LEFT, RIGHT, TALL = 200, 900, 70


def drawn(tops: list[int], sides: bool = True) -> tuple[list[DottedLine], Grey]:
    """The edges of frames that begin at these heights, each edge once, and their ink."""
    ink = np.zeros((700, 1000), np.uint8)
    heights = sorted({y for top in tops for y in (top, top + TALL)})
    for y in heights:
        ink[y - 2 : y + 2, LEFT:RIGHT] = 255
    for top in tops:
        for x in (LEFT, RIGHT - 3) if sides else ():
            ink[top : top + TALL, x : x + 3] = 255
    return [DottedLine(LEFT, RIGHT, y, y, 4) for y in heights], ink


@pytest.mark.parametrize(
    ("tops", "kept"),
    [([100, 190, 280], [170, 260, 350]), ([100, 170, 240], [170, 240, 310])],
    ids=("apart", "one below the other"),
)
def test_of_a_frame_the_lower_edge_is_written_on(tops: list[int], kept: list[int]) -> None:
    """`DUSUN/LINGKUNGAN`, higher than its frame, took its upper edge: the dusun of three pages was blank, accepted."""
    lines, ink = drawn(tops)
    assert [line.y for line in without_frame_tops(lines, ink, PX_PER_MM)] == kept


def test_lines_without_sides_are_all_written_on() -> None:
    lines, ink = drawn([100, 190], sides=False)
    assert without_frame_tops(lines, ink, PX_PER_MM) == tuple(lines)
