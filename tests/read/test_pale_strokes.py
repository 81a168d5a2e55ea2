"""Pale strokes are told from grain and from the back of the sheet by the rest of their page."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Grey, Part, State
from pipeline.read import pale_strokes as pale_strokes_module
from pipeline.read.engine import build_engines
from pipeline.read.ink import Ink, find_ink
from pipeline.read.pale_strokes import Paper, pale_strokes, paper_of, standing_out
from pipeline.read.reader import read_cells

HIGH, WIDE, PAPER = 110, 200, 235
TYPICAL, LEAST = 150.0, 45.0
SEVEN = ((80, 35), (105, 35), (90, 78))


def drawn(*points: tuple[int, int], depth: int = 18, pen: int = 5) -> Grey:
    grey = np.zeros((HIGH, WIDE), np.uint8)
    cv2.polylines(grey, [np.array(points, np.int32)], False, depth, pen, cv2.LINE_AA)
    return grey


def crop(strokes: Grey | None = None, at: int = 0, grain: float = 2.0, part: Part = Part.TABLE) -> Crop:
    """A cell of the row and the column `at`, with strokes so many grey steps darker than its paper."""
    noise = np.random.default_rng(at).normal(0, grain, (HIGH, WIDE))
    pixels = np.clip(PAPER - (0.0 if strokes is None else strokes.astype(np.float32)) + noise, 0, 255).astype(np.uint8)
    cell = Cell(part, at, Field(f"field{at}", Kind.COUNT), Box(15, 10, WIDE - 15, HIGH - 10))
    return Crop(cell, pixels, Box(0, 0, WIDE, HIGH))


def page(*crops: Crop) -> dict[int, tuple[Crop, Ink]]:
    return {at: (one, find_ink(one, TYPICAL)) for at, one in enumerate(crops)}


def strength(strokes: Grey | None, grain: float = 2.0) -> float:
    one = crop(strokes, grain=grain)
    ink = find_ink(one, TYPICAL)
    paper = paper_of(ink)
    assert paper is not None
    found = pale_strokes(one.cell, ink, paper, LEAST, paper.grain)
    return found.strength if found and found.written else 0.0


def test_pale_strokes_are_as_dark_as_they_are() -> None:
    assert strength(drawn(*SEVEN)) == pytest.approx(18, abs=3)


@pytest.mark.parametrize("grain", [0.0, 2.0, 5.0])
def test_grain_is_no_stroke(grain: float) -> None:
    assert strength(None, grain) == 0.0


def test_what_is_no_darker_than_grain_is_none() -> None:
    assert strength(drawn(*SEVEN, depth=4), grain=7.0) == 0.0


def test_rulings_of_the_back_and_rests_of_rulings_are_none() -> None:
    for line in (((100, 0), (100, HIGH)), ((0, 55), (WIDE, 55)), ((22, 30), (22, 70)), ((60, 16), (120, 16))):
        assert strength(drawn(*line)) == 0.0


def test_the_shade_along_a_fold_is_none() -> None:
    shade = cv2.GaussianBlur(drawn((92, -20), (108, HIGH + 20), depth=40, pen=16), (0, 0), 4)
    assert strength(shade) == 0.0


def test_the_shade_in_a_loop_is_none() -> None:
    loop = np.zeros((HIGH, WIDE), np.uint8)
    cv2.ellipse(loop, (100, 55), (26, 34), 0, 0, 360, 150, 5, cv2.LINE_AA)
    assert strength(np.maximum(loop, drawn((100, 42), (98, 68), depth=30))) == 0.0


def test_the_blurred_edge_of_ink_is_none() -> None:
    dark = cv2.GaussianBlur(drawn(*SEVEN, depth=150), (0, 0), 1.3)
    assert strength(dark) == 0.0
    assert strength(np.maximum(dark, drawn((130, 35), (128, 78)))) == pytest.approx(18, abs=3)


def test_strokes_that_hardly_another_cell_has_stand_out() -> None:
    """At a tenth of the contrast of the others single cells were blank, accepted."""
    pale = cv2.GaussianBlur(drawn(*SEVEN, depth=22, pen=9), (0, 0), 2.5)  # as broad as what shines through
    clean = [crop(at=at) for at in range(1, 30)]
    assert standing_out(page(crop(pale), *clean), TYPICAL) == {0}
    shining = [crop(pale if at % 5 == 0 else None, at=at) for at in range(30)]
    assert standing_out(page(*shining), TYPICAL) == frozenset()
    darker = cv2.GaussianBlur(drawn(*SEVEN, depth=44, pen=9), (0, 0), 2.5)
    assert standing_out(page(*shining, crop(darker, at=30)), TYPICAL) == {30}


def test_large_writing_is_no_grain() -> None:
    """`22` that covers a third of its cell passed for coarse paper."""
    large = np.maximum(drawn((40, 30), (70, 32), (40, 80), (72, 80), pen=22), drawn((110, 30), (150, 80), pen=22))
    pale = cv2.GaussianBlur(large, (0, 0), 2.0)
    assert standing_out(page(crop(pale), *(crop(at=at) for at in range(1, 20))), TYPICAL) == {0}


def test_writing_is_dark_beside_the_grain_of_its_page_if_not_of_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written in a cell makes its paper seem coarse, beside which it was not dark enough."""
    cells = page(crop(drawn(*SEVEN, depth=17, pen=9)), *(crop(at=at) for at in range(1, 20)))

    def coarse(ink: Ink) -> Paper | None:
        paper = paper_of(ink)
        return replace(paper, grain=13.0 if ink is cells[0][1] else 9.0) if paper else None

    monkeypatch.setattr(pale_strokes_module, "paper_of", coarse)
    assert standing_out(cells, TYPICAL) == {0}


def test_sharp_strokes_are_a_pens_wherever_they_are() -> None:
    assert standing_out(page(*(crop(drawn(*SEVEN, pen=2), at) for at in range(20))), TYPICAL) == set(range(20))


def test_the_shade_of_a_line_that_layout_took_off_does_not_stand_out() -> None:
    """Beside the white band that is left of dots lies what JPEG made of them: blank fields waited."""
    shade = np.zeros((HIGH, WIDE), np.uint8)
    shade[68:84, 30:90] = 25
    fields = [crop(shade, part=Part.HEAD), crop(np.maximum(shade, drawn(*SEVEN)), part=Part.HEAD)]
    for one in fields:
        one.grey[73:79] = 255
    told = [standing_out(page(one, *[crop(at=at) for at in range(1, 9)]), TYPICAL) for one in fields]
    assert told == [frozenset(), frozenset({0})]


def test_the_pale_end_of_a_stroke_is_no_lost_writing() -> None:
    """In grey copies thin strokes fade above and below what is read: names and dates waited for it."""
    dark = drawn((70, 30), (110, 30), (95, 60), depth=160)
    fading, aside = drawn((74, 74), (100, 78)), drawn((128, 32), (126, 62))
    clean = [crop(at=at) for at in range(1, 30)]
    assert standing_out(page(crop(np.maximum(dark, fading)), *clean), TYPICAL) == frozenset()
    assert standing_out(page(crop(np.maximum(dark, aside)), *clean), TYPICAL) == {0}
    # As high as what is read it is a letter of another line: `Tidak` over `SD`, lost, tells the opposite.
    low, above = drawn((70, 62), (110, 62), (95, 90), depth=160), drawn((74, 25), (100, 25), (88, 52))
    assert standing_out(page(crop(np.maximum(low, above)), *clean), TYPICAL) == {0}


def test_a_digit_as_high_as_the_others_beside_them_stands_out_wherever_the_back_shines_through() -> None:
    """Of `17` in a whole column 1 was accepted, where the 7 is as pale and broad as what shines through."""
    pale = cv2.GaussianBlur(drawn(*SEVEN, depth=22, pen=9), (0, 0), 2.5)
    one, far = drawn((60, 32), (60, 80), depth=160), drawn((60, 20), (60, 36), depth=160)
    shining = [crop(pale, at) for at in range(20)]
    assert standing_out(page(*shining, crop(np.maximum(pale, one), 20)), TYPICAL) == {20}
    assert standing_out(page(*shining, crop(np.maximum(pale, far), 20)), TYPICAL) == frozenset()


def test_a_pale_row_stands_out() -> None:
    """Neither its own row nor its own column speaks against a cell."""
    pale = cv2.GaussianBlur(drawn(*SEVEN, depth=22, pen=9), (0, 0), 2.5)
    row = [Crop(Cell(Part.TABLE, 0, Field(f"field{at}", Kind.COUNT), one.cell.box), one.grey, one.box)
           for at, one in enumerate([crop(pale, at) for at in range(10)])]  # fmt: skip
    clean = [crop(at=at) for at in range(1, 40)]
    assert standing_out(page(*row, *clean), TYPICAL) == set(range(10))


def test_a_pale_cell_and_a_pale_digit_are_doubted_in_reading() -> None:
    """Of `17`, the 7 a ninth as dark, 1 was accepted; the cell with nothing but it was blank, accepted."""
    one = drawn((55, 32), (55, 80), depth=160)
    lone = drawn(*SEVEN, depth=18)
    written = [crop(drawn(*SEVEN, depth=160), at=at) for at in range(3, 8)]
    crops = [crop(lone, 0), crop(np.maximum(one, lone), 1), crop(one, 2), *written, crop(at=9)]
    blank, cut, whole, *_, paper = (
        reading.alternatives[0] for reading in read_cells(crops, build_engines(load_codes()))
    )
    assert blank.state is paper.state is State.BLANK
    assert (cut.text, whole.text) == ("1", "1")
    assert max(blank.probability, cut.probability) < 0.5
    assert min(paper.probability, whole.probability) > 0.9
