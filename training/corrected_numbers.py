"""Fit what tells a corrected digit in a string of them (pipeline/read/number_net.py, CorrectedNet):
python -m training.corrected_numbers.

Dates, NIK and numbers in the training fonts, of MNIST's digits and of ruled registers (lectaurep-numeric); in half of
them one digit is crossed out with the pens of training/pens.py, is written over another, or is put in with a caret.
Held out: fonts, MNIST's last tenth, the registers' held-out pages (none of whose digits is corrected), and the pen of
benchmarks/pen.py. With --packaged: the scores of what ships.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.pen import on_paper
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.number_net import CORRECTED, PACKAGED_CORRECTED, NumberNet, load_corrected, number_input
from pipeline.read.shapes import Floats
from training.command import fit_parser
from training.hands import DigitHand, FontHand, all_hands, digit_hand
from training.pens import Pen, SamplePen, Strength, TremblingPen
from training.phrases import date_or_number
from training.real_tiles import Tiles, cut_to_ink, real_numbers
from training.struck_digits import BenchPen, strike_digit

HELD_OUT_FROM = 1_000_000
_FILTERS, _HIDDEN = (16, 24, 32, 64), 96
_FIELD = Field("training", Kind.NAME)
_MARGIN_PX = 20
_MNIST_SHARE, _REAL_SHARE = 0.3, 0.12
_STRUCK, _OVER = 0.45, 0.85
"""Of corrected strings, so many are struck, so many struck or written over; in the others one is put in."""
_HIGH_PX = 60
"""Of the digits as they are drawn."""
_LONGEST = 10
"""Characters of a string: what is to be seen is as wide as a digit or two, and of a NIK a part will do."""
_FALSE = (0.01, 0.003, 0.001)
"""Of plain strings, how many may be taken for corrected ones, in the scores."""


@dataclass(frozen=True, slots=True, eq=False)
class _Glyph:
    """A character as it is drawn: ink (0 to 1), and where its upper left corner lies below the line's, pixels."""

    ink: Strength
    top: float
    text: str


class _FontGlyphs:
    def __init__(self, hand: FontHand) -> None:
        self._font = hand.sized(_HIGH_PX, "0")

    def glyph(self, text: str, rng: random.Random) -> _Glyph:
        box = self._font.getbbox(text, anchor="ls")
        wide, high = max(1, int(box[2] - box[0])), max(1, int(box[3] - box[1]))
        image = Image.new("L", (wide + 2, high + 2), 0)
        ImageDraw.Draw(image).text((1 - box[0], 1 - box[1]), text, fill=255, font=self._font, anchor="ls")
        return _Glyph(np.asarray(image).astype(np.float32) / 255, float(box[1]), text)


class _DigitGlyphs:
    """MNIST's digits; what is none is a dash, low or high."""

    def __init__(self, hand: DigitHand) -> None:
        self._hand = hand

    def glyph(self, text: str, rng: random.Random) -> _Glyph:
        tile = cut_to_ink(1 - self._hand.write(text, rng).astype(np.float32) / 255)
        high = max(4, round(_HIGH_PX * rng.uniform(0.85, 1.05))) if text.isdigit() or text == "/" else tile.shape[0]
        wide = max(2, round(tile.shape[1] * high / tile.shape[0]))
        ink = cv2.resize(tile, (wide, high), interpolation=cv2.INTER_LINEAR)
        top = -high if text.isdigit() or text == "/" else -0.5 * _HIGH_PX if text == "-" else -high
        return _Glyph(ink, float(top), text)


def draw_string(
    rng: random.Random,
    hands: Sequence[FontHand],
    digits: DigitHand | None,
    real: Tiles,
    corrected: bool,
    held_out: bool = False,
) -> Ink:
    """The ink of a cell with a string of digits, one of them corrected or not. digits: None where fonts alone write."""
    if real and not corrected and rng.random() < _REAL_SHARE:
        tile = cut_to_ink(rng.choice(real))
        paper = np.pad(tile, _MARGIN_PX)
    else:
        paper = _string(rng, hands, digits, corrected, held_out)
    high = rng.uniform(28, 62)
    scale = high / _HIGH_PX
    lean = rng.uniform(-0.15, 0.25)
    room = int(abs(lean) * paper.shape[0])
    matrix = np.array([[scale, -scale * lean, scale * room], [0.0, scale, 0.0]])
    size = int((paper.shape[1] + 2 * room) * scale) + 1, int(paper.shape[0] * scale) + 1
    paper = np.asarray(cv2.warpAffine(paper, matrix, size, flags=cv2.INTER_AREA), dtype=np.float32)
    if rng.random() < 0.25:
        paper = cv2.GaussianBlur(paper, (0, 0), rng.uniform(0.5, 1.2))
    paper = np.pad(paper, [(rng.randint(8, 30), rng.randint(8, 30)), (rng.randint(8, 30), rng.randint(8, 30))])
    pixels = on_paper(paper, np.zeros_like(paper), rng)
    height, width = pixels.shape
    cell = Box(4, 4, width - 4, height - 4)
    return find_ink(Crop(Cell(Part.TABLE, 0, _FIELD, cell), pixels, Box(0, 0, width, height)), 0.0)


def _string(
    rng: random.Random, hands: Sequence[FontHand], digits: DigitHand | None, corrected: bool, held_out: bool
) -> Strength:
    mnist = digits is not None and (not hands or rng.random() < _MNIST_SHARE)
    writer = _DigitGlyphs(digits) if digits is not None and mnist else _FontGlyphs(rng.choice(hands))
    text = _text(rng, not mnist)
    fat = rng.choice([0, 0, 0, 2, 3, 4])
    gap = rng.uniform(0.0, 0.22) * _HIGH_PX
    shown = [writer.glyph(character, rng) for character in text if character != " "]
    at_space = {at - text[:at].count(" ") for at, character in enumerate(text) if character == " "}
    width = int(sum(one.ink.shape[1] for one in shown) + (gap + 8) * len(shown) + 30 * len(at_space)) + 4 * _MARGIN_PX
    base = 2 * _MARGIN_PX + 1.5 * _HIGH_PX
    paper = np.zeros((int(base + _HIGH_PX), width), np.float32)
    boxes: list[Box] = []
    x = 2.0 * _MARGIN_PX
    for at, one in enumerate(shown):
        x += 0.35 * _HIGH_PX if at in at_space else 0
        y = base + one.top + rng.gauss(0, 0.03) * _HIGH_PX
        ink = cv2.dilate(one.ink, np.ones((2, 2), np.uint8)) if rng.random() < 0.07 else one.ink
        boxes.append(_put(paper, ink * rng.uniform(0.85, 1.0), x, y))
        x += one.ink.shape[1] + gap * rng.uniform(0.6, 1.4)
    numbers = [at for at, one in enumerate(shown) if one.text.isdigit()]
    over = np.zeros_like(paper)
    pen: Pen = BenchPen(over, rng) if held_out else rng.choice([SamplePen, TremblingPen])(over, rng)
    if corrected and numbers:
        _correct(paper, pen, rng.choice(numbers), boxes, shown, writer, rng)
    elif rng.random() < 0.15:
        _besides(pen, boxes, rng)
    np.maximum(paper, over, out=paper)
    return cv2.dilate(paper, np.ones((fat, fat), np.uint8)) if fat else paper


def _text(rng: random.Random, letters: bool) -> str:
    """A date, a number, a part of a longer one; with letters in it only where the hand has some."""
    while True:
        text = date_or_number(rng)
        if len(text) > _LONGEST:
            first = rng.randrange(len(text) - _LONGEST + 1)
            text = text[first : first + rng.randint(3, _LONGEST)].strip()
        if any(c.isdigit() for c in text) and (letters or all(c in "0123456789-/., " for c in text)):
            return text


def _put(paper: Strength, ink: Strength, x: float, y: float) -> Box:
    left, top = round(x), max(0, round(y))
    part = paper[top : top + ink.shape[0], left : left + ink.shape[1]]
    np.maximum(part, ink[: part.shape[0], : part.shape[1]], out=part)
    return Box(left, top, left + ink.shape[1], top + ink.shape[0])


def _correct(
    paper: Strength,
    pen: Pen,
    at: int,
    boxes: Sequence[Box],
    shown: Sequence[_Glyph],
    writer: _FontGlyphs | _DigitGlyphs,
    rng: random.Random,
) -> None:
    box, old, way = boxes[at], shown[at].text, rng.random()
    new = writer.glyph(rng.choice([digit for digit in "0123456789" if digit != old]), rng)
    if way < _STRUCK:
        strike_digit(pen, box, rng)
        if rng.random() < 0.25:
            _above(paper, new, box.centre[0], box.top - rng.uniform(-0.08, 0.12) * _HIGH_PX, rng)
    elif way < _OVER:
        thick = rng.choice([0, 0, 2, 3, 4, 5])
        ink = cv2.dilate(new.ink, np.ones((thick, thick), np.uint8)) if thick else new.ink
        scale = rng.uniform(0.92, 1.12)
        ink = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
        x = box.centre[0] - ink.shape[1] / 2 + rng.gauss(0, 0.06) * _HIGH_PX
        _put(paper, ink, x, box.centre[1] - ink.shape[0] / 2 + rng.gauss(0, 0.05) * _HIGH_PX)
    else:
        # A caret below the gap; what it puts in stands above, and may touch nothing.
        x, high = box.right + rng.uniform(0, 0.1) * _HIGH_PX, rng.uniform(0.2, 0.45) * _HIGH_PX
        foot = box.bottom + rng.uniform(-0.2, 0.35) * _HIGH_PX
        half = high * rng.uniform(0.3, 0.6)
        pen.path([(x - half, foot), (x, foot - high), (x + half, foot)])
        if rng.random() < 0.3:
            _above(paper, new, x, box.top - rng.uniform(0, 0.12) * _HIGH_PX, rng)


def _above(paper: Strength, new: _Glyph, x: float, bottom: float, rng: random.Random) -> None:
    scale = rng.uniform(0.55, 0.9)
    ink = cv2.resize(new.ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _put(paper, ink, x - ink.shape[1] / 2, bottom - ink.shape[0])


def _besides(pen: Pen, boxes: Sequence[Box], rng: random.Random) -> None:
    """What corrects nothing: a line under all of it, a rest of a ruling, a speck, a neighbour's tail from above."""
    first, last = boxes[0], boxes[-1]
    low, way = max(box.bottom for box in boxes), rng.random()
    if way < 0.35:
        y = low + _HIGH_PX * rng.uniform(0.02, 0.25)
        pen.path([(first.left - 4, y), (last.right + 4, y + rng.gauss(0, 2))])
    elif way < 0.6:
        x, y = rng.uniform(first.left, last.right), low + _HIGH_PX * rng.uniform(-0.1, 0.3)
        pen.path([(x, y), (x + rng.uniform(2, 8), y + rng.uniform(-3, 3))])
    elif way < 0.85:
        x, top = rng.uniform(first.left, last.right), min(box.top for box in boxes)
        pen.path([(x, top - 0.5 * _HIGH_PX), (x - rng.uniform(0, 12), top - rng.uniform(-0.15, 0.2) * _HIGH_PX)])
    else:
        y = low + _HIGH_PX * rng.uniform(-0.05, 0.15)
        x = rng.uniform(first.left, last.right)
        pen.path([(x, y), (x + rng.uniform(10, 60), y + rng.gauss(0, 1))])


def draw_set(folder: Path, cells: range) -> tuple[list[NDArray[np.uint8]], Floats, NDArray[np.int64]]:
    """Pictures (of 255), measures and whether a digit is corrected."""
    hands, digits = all_hands(folder / "fonts", False), digit_hand(folder / "digits" / "mnist-train.npz", False)
    real = real_numbers(folder, False, 3000)
    pictures, measures, corrected = [], [], []
    for at in cells:
        ink = draw_string(random.Random(f"corrected numbers {at}"), hands, digits, real, bool(at % 2))
        if not ink.blank:
            picture, measured = number_input(ink, CORRECTED)
            pictures.append((255 * picture).round().astype(np.uint8))
            measures.append(measured)
            corrected.append(at % 2)
    return pictures, np.array(measures), np.array(corrected)


def score(folder: Path, net: NumberNet, cells: int) -> None:
    """Print how many corrected ones are told where so many of the plain ones are taken for such."""
    hands, digits = all_hands(folder / "fonts", True), digit_hand(folder / "digits" / "mnist-train.npz", True)
    registers = real_numbers(folder, True, 600)
    odds: dict[bool, list[float]] = {True: [], False: []}
    for at in range(HELD_OUT_FROM, HELD_OUT_FROM + cells):
        rng, corrected = random.Random(f"corrected numbers {at}"), bool(at % 2)
        ink = draw_string(rng, hands, digits, registers, corrected, True)
        if not ink.blank:
            odds[corrected].append(net.log_odds(ink))
    for share in _FALSE:
        least = float(np.quantile(odds[False], 1 - share))
        told = 100 * float(np.mean(np.array(odds[True]) > least))
        print(f"{100 * share:.1f} % of plain strings above {least:.2f}, and {told:.1f} % of corrected ones")


def main() -> int:
    parser = fit_parser(__doc__, drawn="cells", number=80_000, epochs=8, scored=6000, out=PACKAGED_CORRECTED)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    chosen = parser.parse_args()
    if chosen.packaged:
        net = load_corrected()
    else:
        # Imported here: PyTorch comes with the dependency group `training`; to score what ships needs none.
        from training.word_fit import fitted, saved

        made = fitted(*draw_set(chosen.writing, range(chosen.cells)), _FILTERS, _HIDDEN, chosen.epochs)
        saved(made, chosen.out)
        net = NumberNet(made, CORRECTED)
    score(chosen.writing, net, chosen.score_cells)
    return 0


if __name__ == "__main__":
    sys.exit(main())
