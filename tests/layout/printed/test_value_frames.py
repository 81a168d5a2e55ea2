"""Frames to write in are found by their sides and edges, however they stand; what is written in them hides none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.geometry import Box
from pipeline.layout.fields.value_boxes import box_on_line
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import find_print
from pipeline.layout.printed.value_frames import value_frames, with_frames
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, inked, line, paper, word

LEFT, RIGHT, TALL = 200, 900, 70


def framed(sheet: Grey, tops: list[int], lean: int = 0, sides: bool = True) -> None:
    """Frames that begin at these heights, their right end lower by `lean`."""
    for y in {y for top in tops for y in (top, top + TALL)}:
        line(sheet, (LEFT, y), (RIGHT, y + lean), 4)
    for top in tops if sides else ():
        line(sheet, (LEFT, top), (LEFT, top + TALL), 3)
        line(sheet, (RIGHT, top + lean), (RIGHT, top + TALL + lean), 3)


@pytest.mark.parametrize("lean", [0, 9], ids=("level", "leaning"))
@pytest.mark.parametrize("tops", [[100, 190, 280], [100, 170, 240]], ids=("apart", "one below the other"))
def test_frames_are_found_and_their_lower_edges_are_written_on(tops: list[int], lean: int) -> None:
    """`DUSUN/LINGKUNGAN`, higher than its frame, took its upper edge: the dusun of three pages was blank, accepted."""
    sheet = paper(500, 1100)
    framed(sheet, tops, lean)
    frames = value_frames(inked(sheet), PX_PER_MM)
    assert [frame.top.y for frame in frames] == pytest.approx([top + lean / 2 for top in tops], abs=2)
    assert [frame.bottom.y for frame in frames] == pytest.approx([top + TALL + lean / 2 for top in tops], abs=2)
    edges = [DottedLine(LEFT, RIGHT, y, y + lean, 4) for y in sorted({y for top in tops for y in (top, top + TALL)})]
    other = DottedLine(LEFT, RIGHT, 450, 450, 4)
    assert with_frames([*edges, other], frames, PX_PER_MM) == (*(frame.bottom for frame in frames), other)


def test_frames_of_which_one_side_is_seen_as_one_stroke_and_the_other_as_two_are_found() -> None:
    """Of a photograph: the upper edge of the first was the line to write on, and the name above it blank, accepted."""
    sheet = paper(500, 1100)
    framed(sheet, [100, 176])
    line(sheet, (LEFT, 100), (LEFT, 176 + TALL), 3)
    frames = value_frames(inked(sheet), PX_PER_MM)
    assert [frame.top.y for frame in frames] == pytest.approx([100, 176], abs=4)
    assert [frame.bottom.y for frame in frames] == pytest.approx([100 + TALL, 176 + TALL], abs=4)


def test_lines_without_sides_make_no_frame() -> None:
    sheet = paper(500, 1100)
    framed(sheet, [100, 190], sides=False)
    assert value_frames(inked(sheet), PX_PER_MM) == ()


def test_a_page_full_of_large_letters_hides_no_frame() -> None:
    """Stems of bold capitals are sides, too: of 400 pairs by the thousand were looked at, and then none was."""
    sheet = paper(1600, 1100)
    framed(sheet, [100])
    for y in range(300, 1500, 80):
        for x in range(60, 1040, 20):
            line(sheet, (x, y), (x, y + 44), 3)
            line(sheet, (x, y + 22), (x + 8, y + 22), 2)
    (frame,) = value_frames(inked(sheet), PX_PER_MM)
    assert frame.top.y == pytest.approx(100, abs=2)


def test_writing_that_runs_through_an_edge_hides_no_frame() -> None:
    """The lower edge under `RT 11` was none, and the upper one became the line to write on: the crop lay above."""
    sheet = paper(500, 1100)
    framed(sheet, [100])
    for x in range(260, 600, 30):
        line(sheet, (x, 110), (x - 6, 195), 4)
    (frame,) = value_frames(inked(sheet), PX_PER_MM)
    assert (frame.box.top, frame.box.bottom) == pytest.approx((102, 168), abs=2)


def test_a_value_lies_within_its_frame() -> None:
    """Upper edges and sides were left in the crops: `7` and `0` were read in empty frames."""
    sheet = paper(500, 1100)
    framed(sheet, [100])
    word(sheet, 260, 150, letters=8)
    found = find_print(inked(sheet), PX_PER_MM, None, ())
    (edge,) = found.lines
    box = box_on_line(edge, found, PX_PER_MM)
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((202, 102, 898, 168), abs=4)
    assert found.writing
    assert not found.pieces


def test_a_check_box_and_a_tall_table_are_no_frames() -> None:
    sheet = paper(1200, 1100)
    for box in (Box(100, 100, 150, 150), Box(100, 200, 900, 1100)):
        for x in (box.left, box.right):
            line(sheet, (x, box.top), (x, box.bottom), 3)
        for y in (box.top, box.bottom):
            line(sheet, (box.left, y), (box.right, y), 3)
    assert value_frames(inked(sheet), PX_PER_MM) == ()


@settings(max_examples=30, deadline=2000)
@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 90), st.integers(1, 90)), elements=st.sampled_from([0, 255])))
def test_any_ink_gives_frames_or_none(ink: Grey) -> None:
    assert all(frame.bottom.y > frame.top.y for frame in value_frames(ink, 2.0))
