"""Small ruled tables are found each by itself, whatever stands above them or beside."""

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.lines.frames import find_frames, lies_within
from tests.layout.drawing import PX_PER_MM, box, inked, line, paper, table

ROWS = [200, 290, 380, 470]


def test_two_tables_side_by_side_and_one_below_in_line_with_them_are_three() -> None:
    sheet = paper()
    table(sheet, [200, 280, 700, 1100], ROWS)
    table(sheet, [1130, 1600, 2100], ROWS)
    table(sheet, [200, 900, 2100], [500, 600, 700])
    frames, large = find_frames(inked(sheet), PX_PER_MM)
    assert [[len(row) for row in frame.rows] for frame in frames] == [[3, 3, 3], [2, 2, 2], [2, 2]]
    assert large == ()
    first = frames[0].rows[1][2]
    assert np.allclose((first.left, first.top, first.right, first.bottom), (700, 290, 1100, 380), atol=3)


def test_the_large_table_is_cut_out_though_others_are_joined_to_it() -> None:
    sheet = paper()
    table(sheet, [200, 900, 2100], [200, 300, 400, 500])
    table(sheet, list(range(200, 2101, 190)), [500, 600, 700, 800])
    (frame,), (whole,) = find_frames(inked(sheet), PX_PER_MM)
    assert [len(row) for row in frame.rows] == [2, 2, 2]
    assert abs(whole.top - 500) < 4
    assert abs(whole.bottom - 800) < 4


def test_sides_of_check_boxes_below_one_another_are_no_bar() -> None:
    sheet = paper()
    table(sheet, [200, 900, 2100], [200, 290, 380, 470, 560])
    for top in (222, 312, 402, 492):
        box(sheet, 920, top, 46)
        line(sheet, (930, top + 20), (890, top - 10), 3)
    (frame,), _ = find_frames(inked(sheet), PX_PER_MM)
    assert [len(row) for row in frame.rows] == [2, 2, 2, 2]


def test_dashed_lines_part_rows() -> None:
    sheet = paper()
    table(sheet, [200, 900, 2100], [200, 500])
    for y in (300, 400):
        for x in range(200, 2100, 26):
            line(sheet, (x, y), (x + 17, y))
    (frame,), _ = find_frames(inked(sheet), PX_PER_MM)
    assert [len(row) for row in frame.rows] == [2, 2, 2]


def test_a_row_without_a_bar_has_one_cell_less() -> None:
    sheet = paper()
    table(sheet, [200, 900, 2100], ROWS)
    sheet[296:374, 890:910] = 255
    (frame,), _ = find_frames(inked(sheet), PX_PER_MM)
    assert [len(row) for row in frame.rows] == [2, 1, 2]


def test_a_sheet_without_tables_has_none() -> None:
    sheet = paper()
    line(sheet, (200, 300), (2000, 300))
    box(sheet, 400, 500, 80)
    assert find_frames(inked(sheet), PX_PER_MM) == ((), ())


def test_what_lies_in_a_frame_is_told_from_what_stands_below_it_or_holds_it() -> None:
    sheet = paper()
    table(sheet, [200, 900, 2100], ROWS)
    frames, _ = find_frames(inked(sheet), PX_PER_MM)
    assert lies_within(Box(950, 180, 1800, 400), frames)
    assert not lies_within(Box(200, 470, 2100, 900), frames)
    assert not lies_within(Box(100, 100, 2300, 1500), frames)
    assert not lies_within(Box(950, 180, 1800, 400), ())
