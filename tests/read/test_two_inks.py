"""A table's pale strokes are its second ink where they keep to cells that seem blank in rows that are written."""

from collections.abc import Callable

import cv2
import numpy as np

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Grey, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.pale_strokes import standing_out
from pipeline.read.two_inks import Strokes, second_ink

HIGH, WIDE, TYPICAL = 110, 120, 150.0
ROWS, COLUMNS = 8, 8
ONE = ((55, 35), (52, 78))
SEVEN = ((45, 35), (70, 35), (55, 78))
Place = tuple[int, int]


def stroke(points: tuple[Place, ...], depth: int, pen: int = 9) -> Grey:
    """A stroke as broad as what shines through."""
    grey = np.zeros((HIGH, WIDE), np.uint8)
    cv2.polylines(grey, [np.array(points, np.int32)], False, depth, pen, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 2.5), dtype=np.uint8)


def table(pale: set[Place], dark: set[Place], part: Part = Part.TABLE, depth: int = 25) -> dict[int, tuple[Crop, Ink]]:
    """A table with pale strokes and with ink in cells of these rows and columns; its last row is JUMLAH."""
    cells = {}
    for number in range(ROWS * COLUMNS):
        row, column = divmod(number, COLUMNS)
        # Pale strokes stand clear of the ink of their cell, as those of the back may.
        at = tuple((x + 32 * ((row, column) in dark), y) for x, y in ONE)
        darker = stroke(at, depth) if (row, column) in pale else np.zeros((HIGH, WIDE), np.uint8)
        if (row, column) in dark:
            darker = np.maximum(darker, stroke(tuple((x - 20, y) for x, y in SEVEN), 190, 5))
        noise = np.random.default_rng(number).normal(0, 1.5, (HIGH, WIDE))
        pixels = np.clip(235 - darker.astype(np.float32) + noise, 0, 255).astype(np.uint8)
        total = row == ROWS - 1
        own = Part.HEAD if part is Part.HEAD else Part.TOTAL if total else part
        box = Box(8, 8, WIDE - 8, HIGH - 8)
        cell = Cell(own, None if total else row, Field(f"field{column}", Kind.COUNT), box)
        crop = Crop(cell, pixels, Box(0, 0, WIDE, HIGH))
        cells[number] = (crop, find_ink(crop, TYPICAL))
    return cells


def as_dark(cells: set[int], cut: bool = False) -> Callable[[int], Strokes | None]:
    return lambda at: Strokes(20.0, cut) if at in cells else None


def numbers(places: set[Place]) -> set[int]:
    return {row * COLUMNS + column for row, column in places}


def cells_of(rows: range) -> set[Place]:
    return {(row, column) for row in rows for column in range(COLUMNS)}


JUMLAH = cells_of(range(ROWS - 1, ROWS))
SCATTERED = {(row, (3 * row + first) % COLUMNS) for row in range(4) for first in (1, 6)}
PALE = JUMLAH | SCATTERED


def none(at: int) -> None:
    return None


def test_pale_digits_all_over_the_written_rows_with_all_of_jumlah_stand_out() -> None:
    """Of an attacker's page with 50 such cells 40 were blank, accepted: so many seemed the back of the sheet."""
    assert standing_out(table(PALE, cells_of(range(4)) - PALE), TYPICAL) == numbers(PALE)


def test_what_is_in_blank_rows_too_is_of_the_back() -> None:
    shining = PALE | {(row, row % COLUMNS) for row in range(4, ROWS - 1)}
    assert standing_out(table(shining, cells_of(range(4)) - PALE), TYPICAL) == frozenset()


def test_what_is_beside_ink_too_is_of_the_back() -> None:
    written = cells_of(range(ROWS - 1)) - PALE
    beside = {place for place in written if sum(place) % 2}
    assert standing_out(table(PALE | beside, written), TYPICAL).isdisjoint(numbers(PALE))
    assert standing_out(table(PALE, written), TYPICAL) == numbers(PALE)


def test_fields_of_the_head_are_no_table() -> None:
    cells = table(PALE, cells_of(range(4)) - PALE, Part.HEAD)
    assert second_ink(cells, as_dark(numbers(PALE)), none) == frozenset()


def test_few_strokes_and_few_cells_to_compare_with_are_no_rule() -> None:
    cells = table(PALE, cells_of(range(4)) - PALE)
    assert second_ink(cells, as_dark(numbers(PALE)), none) == numbers(PALE)
    assert second_ink(cells, as_dark(numbers({(0, 1), (7, 0)})), none) == frozenset()
    few = {at: cells[at] for at in numbers(cells_of(range(1)) | JUMLAH)}
    assert second_ink(few, as_dark(numbers(PALE)), none) == frozenset()


def test_strokes_hardly_darker_than_grain_are_told_by_all_of_them_together() -> None:
    """Of a hand so thin that a pale digit is hardly seen whole columns were blank, accepted."""
    cells = table(PALE, cells_of(range(4)) - PALE, depth=5)
    assert standing_out(dict(list(cells.items())[:COLUMNS]), TYPICAL) == frozenset()
    assert standing_out(cells, TYPICAL) == numbers(PALE)


def test_traces_count_where_others_of_their_rows_are_written_so() -> None:
    """What is left of a pen in broken pieces was blank, accepted, beside digits that were seen."""
    cells = table(PALE, cells_of(range(4)) - PALE)
    seen, traces = numbers(PALE - {(0, 1), (7, 3)}), numbers({(0, 1), (7, 3), (5, 5)})
    assert second_ink(cells, as_dark(seen), as_dark(traces)) == numbers(PALE)
    assert second_ink(cells, as_dark(set()), as_dark(traces)) == frozenset()


def test_a_pen_darker_than_the_back_is_told_where_that_shows_all_over() -> None:
    """Of a page that shone through 41 numbers in pale ink, twice as dark, were blank, accepted."""
    cells = table(PALE, cells_of(range(4)) - PALE)
    back = {at for at in cells if at not in numbers(PALE) and at % 3}

    def strokes(pen: float) -> Callable[[int], Strokes | None]:
        dark = dict.fromkeys(back, 10.0) | dict.fromkeys(numbers(PALE), pen)
        return lambda at: Strokes(dark[at], False) if at in dark else None

    assert second_ink(cells, strokes(20.0), none) == numbers(PALE)
    assert second_ink(cells, strokes(12.0), none) == frozenset()


def test_what_runs_into_the_sides_of_its_cells_is_of_the_back() -> None:
    """On a page with columns that are always blank it was all there: 25 blank cells went to a person."""
    cells = table(PALE, cells_of(range(4)) - PALE)
    assert second_ink(cells, as_dark(numbers(PALE), cut=True), none) == frozenset()
