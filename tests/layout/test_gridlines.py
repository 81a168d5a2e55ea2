"""Gridlines of a spreadsheet printed round a table: taken off above and below it, and nothing else."""

import cv2
import numpy as np

from pipeline.geometry import PageMap
from pipeline.layout.gridlines import without_gridlines
from pipeline.layout.other_looks import looked_at_otherwise
from pipeline.model import Grey, PageImage
from tests.layout.drawing import Told

PX_PER_MM = 10.0
LEFT, RIGHT = 100, 1900
HEADING, NUMBERED, ROW = 420, 640, 75
FIRST_ROW = 690
WRITTEN = slice(250, 300)
"""Rows of pixels of what is written in the head, clear of the gridlines."""


def sheet(gridlines: bool, rows: int = 8) -> Grey:
    """A table of nine columns below a head of five rows, with signatures below."""
    grey = np.full((1700, 2000), 255, np.uint8)
    bottom = FIRST_ROW + rows * ROW
    heights = [HEADING, NUMBERED, *range(FIRST_ROW, bottom + 1, ROW)]
    around = [*range(120, HEADING, 60), *range(bottom + 40, bottom + 260, 50)]
    for y in heights + (around if gridlines else []):
        cv2.line(grey, (LEFT, y), (RIGHT, y), (0,), 2)
    for x in range(LEFT, RIGHT + 1, 200):
        ends = (120, around[-1]) if gridlines else (HEADING, bottom)
        cv2.line(grey, (x, ends[0]), (x, ends[1]), (0,), 2)
    cv2.putText(grey, "Melati 3", (330, 295), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (60,), 3)
    return grey


def page(grey: Grey) -> PageImage:
    return PageImage(grey, PageMap(), PX_PER_MM)


def ruled(grey: Grey, rows: slice) -> int:
    """How many pixels are inked there, what is written left out."""
    part = grey[rows].copy()
    part[max(0, WRITTEN.start - rows.start) : max(0, WRITTEN.stop - rows.start), 310:600] = 255
    return int(np.count_nonzero(part < 128))


def test_gridlines_are_taken_off_above_and_below_the_table() -> None:
    seen, alone = page(sheet(True)), sheet(False)
    bare = without_gridlines(seen)
    assert bare is not None
    assert ruled(bare.grey, slice(0, HEADING - 5)) == 0
    assert ruled(bare.grey, slice(FIRST_ROW + 8 * ROW + 5, 1700)) == 0
    table = slice(HEADING + 8, FIRST_ROW + 8 * ROW - 8)
    assert np.array_equal(bare.grey[table] < 128, alone[table] < 128)
    written = WRITTEN, slice(330, 600)
    assert np.array_equal(bare.grey[written] < 128, alone[written] < 128)


def test_a_table_without_gridlines_is_left_as_it_is() -> None:
    assert without_gridlines(page(sheet(False))) is None


def test_lines_below_a_title_are_no_gridlines() -> None:
    grey = sheet(False)
    for y in (120, 180, 240, 300, 360):  # lines to write on, as long as the table
        cv2.line(grey, (LEFT, y), (RIGHT, y), (0,), 2)
    assert without_gridlines(page(grey)) is None


def test_rows_of_one_height_without_a_heading_tell_no_table() -> None:
    grey = np.full((1700, 2000), 255, np.uint8)
    for y in range(100, 1600, 60):
        cv2.line(grey, (LEFT, y), (RIGHT, y), (0,), 2)
    for x in range(LEFT, RIGHT + 1, 200):
        cv2.line(grey, (x, 100), (x, 1600), (0,), 2)
    assert without_gridlines(page(grey)) is None


def test_a_refused_page_is_looked_at_without_gridlines() -> None:
    ways = list(looked_at_otherwise(page(sheet(True)), Told()))
    assert ways and ruled(ways[0].grey, slice(0, HEADING - 5)) == 0


def test_the_outermost_sides_are_taken_off_though_lines_are_seen_strip_by_strip() -> None:
    """A line that begins just behind a strip's edge seems to begin a strip later; the first labels stood there."""
    for off in range(0, 25, 6):
        seen = np.pad(sheet(True), ((0, 0), (off, 0)), constant_values=255)
        bare = without_gridlines(page(seen))
        assert bare is not None
        assert int(np.count_nonzero(bare.grey[: HEADING - 5, : LEFT + off + 8] < 128)) == 0
