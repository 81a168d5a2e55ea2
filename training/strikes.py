"""Fit what tells crossed-out writing (pipeline/read/strike_net.py): python -m training.strikes.

Words in the training fonts and in ball-point writing (copiste) and numbers of ruled registers (lectaurep-numeric),
half of them crossed out with the pens of training/pens.py. Held out: fonts, and the pen and ways of
benchmarks/mark_cells.py; and copiste's held-out writers and the registers' held-out pages, none of whose writing is
crossed out. With --packaged: the scores of what ships.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.mark_cells import draw_struck
from benchmarks.pen import on_paper
from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.shapes import SHAPES, Floats
from pipeline.read.strike_net import (
    CHANNELS,
    HIGH_PX,
    MEASURES,
    PACKAGED_STRIKES,
    WIDE_PX,
    StrikeNet,
    load_strikes,
    strike_input,
)  # fmt: skip
from pipeline.read.strips import text_lines
from pipeline.read.struck import struck_probability, words_of
from training.command import fit_parser
from training.hands import DigitHand, FontHand, all_hands, digit_hand
from training.pens import Pen, SamplePen, TremblingPen
from training.phrases import FAMILY, GIVEN, PLACES, number
from training.real_tiles import Tiles, cut_to_ink, real_numbers, real_words
from training.signs import draw_cell
from training.small_net import Trainee, fitted, saved, sizes_of

HELD_OUT_FROM = 1_000_000
_FILTERS, _HIDDEN = (16, 32), 96
_FIELD = Field("training", Kind.NAME)
_REAL_SHARE, _NUMBERS_SHARE, _STACKED_SHARE = 0.25, 0.15, 0.2
_SIGNS = tuple(name for name in SHAPES if name != "other")
_DIGITS_SHARE, _SIGNS_SHARE = 0.1, 0.2
"""So many are numbers of MNIST's digits; of what is not crossed out so many are single signs: a cross is two strokes
through nothing."""
_CAPITALS = 0.4
"""So many words are all capitals, as many people fill forms in: bars of A, H and K in line are no line through them."""
_THICK_SHARE, _THICKEST, _LEANING = 0.4, (8, 20), 0.2
"""So many are thicker by one so manyth of their height; most lean, by up to so much."""
SHORT = ("L", "P", "S1", "SD", "Mhs", "TK", "Dpl", "S2", "th", "KB", "Ya", "Sapi", "Mts")
LISTED = tuple(
    sorted({word for name in ("relation", "education", "marital_status", "occupation", "religion", "mother_status")
            for word, _ in load_codes()[name].written()})
)  # fmt: skip
"""Words that books hold again and again: the bars of ANAK in capitals of a thick pen make nearly a line."""
_MARGIN_PX = 16


def draw_word(
    rng: random.Random,
    fonts: list[FontHand],
    real: tuple[Tiles, Tiles],
    struck: bool,
    digits: DigitHand | None = None,
) -> Ink:
    """The ink of a cell with a word, a name, a number or a date, crossed out or not. real: words, and numbers."""
    if digits is not None and rng.random() < _DIGITS_SHARE:
        least, most = rng.choice([(0, 9), (10, 99), (10, 9999)])
        tile = 1 - digits.write(str(rng.randint(least, most)), rng).astype(np.float32) / 255
    elif any(real) and (not fonts or rng.random() < _REAL_SHARE + _NUMBERS_SHARE):
        words, numbers = real
        of_numbers = not words or (numbers and rng.random() < _NUMBERS_SHARE / (_REAL_SHARE + _NUMBERS_SHARE))
        tile = rng.choice(numbers if of_numbers else words)
    else:
        font = rng.choice(fonts)
        tile = 1 - font.write(_text(rng, struck), rng).astype(np.float32) / 255
        if not struck and rng.random() < _STACKED_SHARE:
            tile = _stacked(
                cut_to_ink(tile), cut_to_ink(1 - font.write(_text(rng, False), rng).astype(np.float32) / 255), rng
            )
    tile = cut_to_ink(tile)
    high = rng.randint(26, 62) if tile.shape[1] > tile.shape[0] or rng.random() < 0.5 else rng.randint(40, 96)
    if rng.random() < _THICK_SHARE:
        tile = cv2.dilate(tile, np.ones((max(2, tile.shape[0] // rng.randint(*_THICKEST)),) * 2, np.uint8))
    tile = cut_to_ink(_leaning(tile, rng.uniform(-_LEANING, _LEANING)))
    size = max(6, round(tile.shape[1] * high / tile.shape[0])), high
    tile = cv2.resize(tile, size, interpolation=cv2.INTER_AREA if high < tile.shape[0] else cv2.INTER_LINEAR)
    room = [rng.randint(2, 24) for _ in range(4)]
    box = Box(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX + size[0] + room[0] + room[1], _MARGIN_PX + high + room[2] + room[3])
    strength = np.zeros((int(box.bottom) + _MARGIN_PX, int(box.right) + _MARGIN_PX), np.float32)
    left, top = _MARGIN_PX + room[0], _MARGIN_PX + room[2]
    strength[top : top + high, left : left + size[0]] = tile
    written = Box(left, top, left + size[0], top + high)
    over = np.zeros_like(strength)
    pen: Pen = rng.choice([SamplePen, TremblingPen])(over, rng)
    if struck:
        _cross_out(pen, written, rng)
    elif rng.random() < 0.2:
        _besides(pen, written, rng)
    np.maximum(strength, over, out=strength)
    if rng.random() < 0.4:
        strength = cv2.GaussianBlur(strength, (0, 0), rng.uniform(0.8, 2.2))
    pixels = on_paper(strength, np.zeros_like(strength), rng)
    return find_ink(Crop(Cell(Part.TABLE, 0, _FIELD, box), pixels, Box(0, 0, *pixels.shape[::-1])), 0.0)


def _leaning(tile: NDArray[np.float32], lean: float) -> NDArray[np.float32]:
    """The tile with its letters leaning, to the right where `lean` (pixels aside for each up) is above 0."""
    high, wide = tile.shape
    room = int(np.ceil(abs(lean) * high))
    matrix = np.array([[1.0, -lean, lean * high / 2 + room], [0.0, 1.0, 0.0]])
    return np.asarray(cv2.warpAffine(tile, matrix, (wide + 2 * room, high), flags=cv2.INTER_LINEAR), dtype=np.float32)


def _stacked(upper: NDArray[np.float32], lower: NDArray[np.float32], rng: random.Random) -> NDArray[np.float32]:
    """Two words of a cell, one close below the other, or a little into it: where they meet is no line through them."""
    below = round(upper.shape[0] * rng.uniform(0.85, 1.2))
    tile = np.zeros((below + lower.shape[0], max(upper.shape[1], lower.shape[1])), np.float32)
    tile[: upper.shape[0], : upper.shape[1]] = upper[: tile.shape[0]]
    np.maximum(tile[below:, : lower.shape[1]], lower, out=tile[below:, : lower.shape[1]])
    return tile


def _text(rng: random.Random, struck: bool) -> str:
    """A word, a number, a date, two names, something short; not crossed out, a dash now and then: it is no word."""
    chance = rng.random()
    if chance < 0.32:
        # A 2 with a loop has a line through it, too.
        digit = str(rng.randint(0, 9))
        return rng.choice([digit, digit, str(rng.randint(0, 99)), str(rng.randint(0, 2000)), rng.choice(SHORT)])
    if chance < 0.36 and not struck:
        return rng.choice(["-", "--", "12-5-87", "22-Jan-88", "2 - 3"])
    text = rng.choice([rng.choice([*GIVEN, *FAMILY, *PLACES]), number(rng), rng.choice(LISTED), rng.choice(LISTED)])
    text = text if rng.random() < 0.7 else f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    return text.upper() if rng.random() < _CAPITALS else text


def _cross_out(pen: Pen, word: Box, rng: random.Random) -> None:
    """One to three lines, straight or wavy; a zigzag; loops; a line and a zigzag."""
    high, way = word.height, rng.random()
    if way < 0.3:
        loops, turns = rng.random() < 0.4, max(4, round(word.width / (high * rng.uniform(0.15, 0.55))))
        low, top = word.bottom - high * rng.uniform(0, 0.25), word.top + high * rng.uniform(0, 0.3)
        points = []
        for at in range(turns * 4 + 1 if loops else turns + 1):
            if loops:
                x = word.left + word.width * at / (4 * turns) + 0.3 * high * np.cos(at * np.pi / 2)
                points.append((x, (low + top) / 2 + (low - top) / 2 * np.sin(at * np.pi / 2)))
            else:
                points.append((word.left + word.width * at / turns + rng.gauss(0, 2), top if at % 2 else low))
        pen.path(points)
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3]) if way > 0.22 else 0):
        y = word.top + high * rng.uniform(0.32, 0.72)
        out, rise = [high * rng.uniform(-0.15, 0.4) for _ in range(2)], high * rng.uniform(-0.2, 0.2)
        count, wave = rng.choice([3, 3, 5, 9]), high * rng.uniform(0, 0.1)
        pen.path([
            (word.left - out[0] + (word.width + sum(out)) * at / (count - 1),
             y + rise * (2 * at / (count - 1) - 1) + (wave if at % 2 else -wave))
            for at in range(count)
        ])  # fmt: skip


def _besides(pen: Pen, word: Box, rng: random.Random) -> None:
    """What is no crossing out: a line under the word, the rest of a ruling, a dash before or behind it."""
    high = word.height
    y = word.bottom + high * rng.uniform(-0.08, 0.2) if rng.random() < 0.7 else word.top - high * rng.uniform(0, 0.1)
    if rng.random() < 0.6:
        ends = sorted(rng.uniform(word.left - 0.2 * high, word.right + 0.2 * high) for _ in range(2))
        pen.path([(ends[0], y), (ends[1], y + rng.gauss(0, 2))])
    else:
        x = word.right + 0.2 * high if rng.random() < 0.5 else word.left - 0.7 * high
        pen.path([(x, word.centre[1]), (x + 0.5 * high, word.centre[1] + rng.gauss(0, 2))])


def draw_set(
    folder: Path, cells: int, with_real: bool, first: int = 0
) -> tuple[NDArray[np.uint8], Floats, NDArray[np.int64]]:
    """Pictures (of 255), measures and whether each is crossed out, of so many cells from the `first` on; what is too
    narrow to tell is left out."""
    fonts = all_hands(folder / "fonts", False)
    digits = digit_hand(folder / "digits" / "mnist-train.npz", False)
    real = real_words(folder, False, 1500) if with_real else [], real_numbers(folder, False, 3000)
    pictures, measures, struck = [], [], []
    for at in range(first, first + cells):
        rng = random.Random(f"strikes {at}")
        if not at % 2 and rng.random() < _SIGNS_SHARE:
            ink = find_ink(draw_cell(rng.choice(_SIGNS), rng, fonts, digits), 0.0)
        else:
            ink = draw_word(rng, fonts, real, bool(at % 2), digits)
        apart = [] if at % 2 else [word for line in text_lines(ink) for word in words_of(line)]
        if apart and rng.random() < 0.5:
            ink = replace(ink, parts=tuple(rng.choice(apart)))
        seen = None if ink.blank else strike_input(ink)
        if seen is not None:
            pictures.append((255 * seen[0]).round().astype(np.uint8))
            measures.append(seen[1])
            struck.append(at % 2)
    return np.array(pictures), np.array(measures), np.array(struck)


def varied(pictures: Floats, rng: np.random.Generator) -> Floats:
    """The pictures mirrored, moved by a pixel or two, paler or darker: crossed out all the same."""
    seen = pictures.copy()
    seen[..., 0] *= rng.uniform(0.85, 1.15, (len(seen), 1, 1)).astype(np.float32)
    np.clip(seen, 0, 1, out=seen)
    mirrored = rng.random(len(seen)) < 0.5
    seen[mirrored] = seen[mirrored, :, ::-1]
    down, aside = rng.integers(-1, 2), rng.integers(-3, 4)
    room = np.pad(seen, ((0, 0), (1, 1), (3, 3), (0, 0)))
    return room[:, 1 + down : 1 + down + HIGH_PX, 3 + aside : 3 + aside + WIDE_PX]


def score(name: str, inks: list[Ink], struck: list[bool], net: StrikeNet) -> None:
    """Print how many are told, the rarity of crossing out counted."""
    shares = np.array([0.0 if ink.blank else struck_probability(ink, net.log_odds) for ink in inks])
    were = np.array(struck)
    for kind, what in ((True, "crossed out"), (False, "others")):
        if (were == kind).any():
            above = shares[were == kind] > 0.5
            print(f"{name}: of {len(above)} {what} {100 * above.mean():.1f} % above one half")


def main() -> int:
    parser = fit_parser(__doc__, drawn="cells", number=120_000, epochs=14, scored=600, out=PACKAGED_STRIKES)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--start", type=Path, help="weights to go on from (--first: with cells they have not seen)")
    parser.add_argument("--first", type=int, default=0, help="the first cell to draw")
    parser.add_argument("--without", choices=["copiste"], help="fit without this source")
    chosen = parser.parse_args()
    if chosen.packaged:
        net = load_strikes()
    else:
        pictures, measures, struck = draw_set(chosen.writing, chosen.cells, chosen.without != "copiste", chosen.first)
        sizes = sizes_of(HIGH_PX, WIDE_PX, CHANNELS, _FILTERS, MEASURES, _HIDDEN, 2)
        trainee = Trainee(sizes, np.random.default_rng(3))
        if chosen.start:
            trainee.go_on_from(load_strikes(chosen.start).net)
        made = fitted(trainee, pictures, measures, struck, chosen.epochs, varied)
        saved(made, chosen.out)
        net = StrikeNet(made)
    fonts = all_hands(chosen.writing / "fonts", True)
    words = [*GIVEN, *FAMILY, *PLACES]
    numbers = range(HELD_OUT_FROM, HELD_OUT_FROM + chosen.score_cells)
    cells = [draw_struck(at, fonts, words, "alone" if at % 2 else "plain") for at in numbers]
    score("fonts, pen held out", [find_ink(cell.crop, 0.0) for cell in cells], [bool(at % 2) for at in numbers], net)
    for what, real in (
        ("writers held out", (real_words(chosen.writing, True, 300), [])),
        ("registers held out", ([], real_numbers(chosen.writing, True, 600))),
    ):
        plain = [draw_word(random.Random(at), [], real, False) for at in numbers] if any(real) else []
        score(what, plain, [False] * len(plain), net)
    return 0


if __name__ == "__main__":
    sys.exit(main())
