"""Strokes that are too faint to be read are told from paper, from grain and from what shines through."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.codes import load_codes
from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Grey, Option, Part, State
from pipeline.read.blanks import is_faded
from pipeline.read.engine import build_engines
from pipeline.read.faint import faint_marks, faint_strokes, with_faint
from pipeline.read.ink import find_ink
from pipeline.read.reader import read_cells

HIGH, WIDE, PAPER = 110, 200, 235
PRINT_FACE = Path(__file__).parent.parent.parent / "samples" / "fonts" / "print" / "archivo-narrow.ttf"


def faint(strokes: Grey, grain: float = 2.0, typical: float = 90.0) -> bool:
    """Of a cell with these strokes, grey steps darker than the paper."""
    noise = np.random.default_rng(5).normal(0, grain, strokes.shape)
    pixels = np.clip(PAPER - strokes.astype(np.float32) + noise, 0, 255).astype(np.uint8)
    cell = Cell(Part.TABLE, 0, Field("field", Kind.COUNT), Box(15, 10, WIDE - 15, HIGH - 10))
    crop = Crop(cell, pixels, Box(0, 0, WIDE, HIGH))
    ink = find_ink(crop, 150.0)
    assert ink.blank
    return faint_strokes(crop, ink, typical)


def drawn(*points: tuple[int, int], depth: int = 24, pen: int = 4) -> Grey:
    grey = np.zeros((HIGH, WIDE), np.uint8)
    cv2.polylines(grey, [np.array(points, np.int32)], False, depth, pen, cv2.LINE_AA)
    return grey


SEVEN = ((80, 35), (105, 35), (90, 78))


def test_a_pale_pen_leaves_strokes() -> None:
    assert faint(drawn(*SEVEN))


def test_beside_a_dark_pen_only_plain_strokes_are_a_pencils() -> None:
    assert not faint(drawn(*SEVEN, depth=16), typical=150.0)
    assert faint(drawn(*SEVEN, depth=32), typical=150.0)


@pytest.mark.parametrize("grain", [0.0, 2.0, 5.0])
def test_paper_holds_none(grain: float) -> None:
    assert not faint(np.zeros((HIGH, WIDE), np.uint8), grain)


def test_what_is_no_darker_than_grain_is_not_seen() -> None:
    assert not faint(drawn(*SEVEN), grain=9.0)


def test_broad_strokes_shine_through() -> None:
    through = cv2.GaussianBlur(drawn(*SEVEN, depth=60, pen=9), (0, 0), 6)
    assert not faint(through.astype(np.uint8))


def test_pale_strokes_of_a_broad_pen_are_no_shine_where_their_edges_are_sharp() -> None:
    """Beside dark ones they were taken for what shines through, and the cells blank, accepted."""
    broad = drawn(*SEVEN, depth=36, pen=9)
    assert faint(broad, typical=150.0)
    assert not faint(cv2.GaussianBlur(broad, (0, 0), 4.0).astype(np.uint8), typical=150.0)
    assert not faint(drawn(*SEVEN, depth=20, pen=9), typical=150.0)


def test_rulings_of_the_back_are_no_strokes() -> None:
    assert not faint(drawn((100, 0), (100, HIGH)))
    assert not faint(drawn((0, 55), (WIDE, 55)))


def test_an_empty_crop_holds_none() -> None:
    cell = Cell(Part.TABLE, 0, Field("field", Kind.COUNT), Box(0, 0, 0, 0))
    crop = Crop(cell, np.zeros((0, 0), np.uint8), Box(0, 0, 0, 0))
    assert not faint_strokes(crop, find_ink(crop, 0.0), 0.0)


def test_writing_that_fades_beside_a_dark_pen_is_found_whole_and_doubted() -> None:
    """Of `06-02-2005`, the first digits paler and paler, `02-2005` was read, accepted."""
    faded = drawn((40, 35), (65, 35), (50, 78), depth=45)
    cell = Cell(Part.TABLE, 0, Field("field", Kind.COUNT), Box(15, 10, WIDE - 15, HIGH - 10))
    strokes = np.maximum(drawn((110, 35), (135, 35), (120, 78), depth=120), faded)
    for pale, seen in ((faded, True), (np.zeros_like(faded), False)):
        pixels = (PAPER - np.maximum(strokes if seen else strokes * (strokes > 60), pale)).astype(np.uint8)
        crop = Crop(cell, pixels, Box(0, 0, WIDE, HIGH))
        ink = find_ink(crop, 200.0)
        assert ink.box().left > 100
        assert is_faded(crop, ink, 200.0) is seen
        assert (with_faint(crop, ink, 200.0).box().left < 50) is seen


def choice(depth: int, at: int | None = None, boxed: bool = False) -> Crop:
    """Two printed words, with a tick so many grey steps dark on one of them or in its box."""
    page = Image.new("L", (420, HIGH), PAPER)
    face = ImageFont.truetype(str(PRINT_FACE), 36)
    for number, word in enumerate(("Ada", "Tidak")):
        ImageDraw.Draw(page).text((60 + 190 * number, 73), word, font=face, fill=20, anchor="ls")
    grey = np.array(page)
    options = []
    for number, word in enumerate(("Ada", "Tidak")):
        left = 60 + 190 * number
        mark = Box(left - 45, 40, left - 15, 70) if boxed else None
        if mark is not None:
            cv2.rectangle(grey, (left - 45, 40), (left - 15, 70), 40, 2)
        options.append(Option(word, mark, Box(left, 45, left + face.getlength(word), 74)))
        if number == at:
            x = left - 38 if boxed else left + 20
            points = np.array([(x, 52), (x + 8, 62), (x + 22, 44)] if boxed else [(x, 50), (x + 12, 80), (x + 45, 30)])
            cv2.polylines(grey, [points.astype(np.int32)], False, PAPER - depth, 4, cv2.LINE_AA)
    noise = np.random.default_rng(2).normal(0, 2, grey.shape)
    field = Field("f", Kind.CHOICE, options=tuple(PrintedOption(word, (word,)) for word in ("Ada", "Tidak")))
    cell = Cell(Part.ITEMS, None, field, Box(10, 25, 410, HIGH - 10), tuple(options))
    return Crop(cell, np.clip(grey + noise, 0, 255).astype(np.uint8), Box(0, 0, 420, HIGH))


@pytest.mark.parametrize("boxed", [False, True])
def test_a_pale_mark_on_printed_options_is_seen(boxed: bool) -> None:
    assert not faint_marks(choice(0, boxed=boxed))
    assert faint_marks(choice(36, at=1, boxed=boxed))


def test_options_with_a_pale_mark_are_not_surely_blank() -> None:
    engines = build_engines(load_codes())
    blank, marked = (reading.alternatives[0] for reading in read_cells([choice(0), choice(36, at=1)], engines))
    assert blank.state is State.BLANK
    assert blank.probability > 0.7
    assert marked.state is not State.BLANK or marked.probability < 0.5 * blank.probability


@pytest.mark.parametrize("boxed", [False, True])
def test_options_of_which_one_was_not_found_are_not_surely_blank(boxed: bool) -> None:
    """The tick stood in the box that was missed, on the next line: blank, accepted."""
    engines = build_engines(load_codes())
    whole = choice(0, boxed=boxed)
    part = replace(whole, cell=replace(whole.cell, options=whole.cell.options[:1]))
    sure, unsure = (reading.alternatives[0] for reading in read_cells([whole, part], engines))
    assert sure.state is State.BLANK
    assert unsure.state is not State.BLANK or unsure.probability < 0.5 * sure.probability
