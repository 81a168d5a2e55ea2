"""Cells with a mark, crossed-out writing or nothing, for benchmarks/reading.py, in the strokes of benchmarks/pen.py."""

from __future__ import annotations

import random

import cv2
import numpy as np

from benchmarks.pen import Pen, Strength, on_paper
from benchmarks.reading_cells import WrittenCell
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part, State
from training.hands import FontHand

TICKS = Field("wus", Kind.TICK_OR_COUNT)
WORDS = Field("religion", Kind.CODE, values=("Islam", "Kristen", "Katolik", "Hindu", "Budha"), codes="religion")
NAMES = Field("name", Kind.NAME)
SIGNS = ("tick", "cross", "dash", "ditto", "commas", "through")
MARGIN = 0.25


def draw_sign(number: int) -> WrittenCell:
    """Cell `number` with one of SIGNS, its size and place free, partly outside the cell now and then."""
    rng = random.Random(f"sign {number}")
    sign = SIGNS[number % len(SIGNS)]
    high = rng.randint(52, 115)
    paper, box = _paper(high, int(high * rng.uniform(0.7, 3.0)))
    pen = Pen(paper, rng)
    x, y = (box.centre[0] + rng.gauss(0, 0.12) * box.width, box.centre[1] + rng.gauss(0, 0.08) * high)
    size = high * rng.uniform(0.3, 0.9)
    if sign == "tick":
        pen.tick(x - 0.2 * size, y + 0.4 * size, size)
    elif sign == "cross":
        pen.cross(x, y, size)
    elif sign == "dash":
        long = high * rng.uniform(0.18, 0.7)
        pen.line((x - long / 2, y), (x + long / 2, y + rng.gauss(0, 0.06) * long), rng.choice([0, 0, 1.5]))
    elif sign == "ditto":
        _strokes(pen, x, y, high * rng.uniform(0.12, 0.25), rng.uniform(-0.3, 0.15), rng)
    elif sign == "commas":
        _strokes(pen, x, box.bottom - 0.25 * high, high * rng.uniform(0.12, 0.22), -0.45, rng)
    else:
        pen.line((x, -2), (x + rng.gauss(0, 0.04) * high, paper.shape[0] + 2), 0)
    field = TICKS if sign in ("tick", "cross") else rng.choice([WORDS, TICKS]) if sign == "dash" else WORDS
    state = State.VALUE if field is TICKS and sign != "dash" else State.NONE if sign == "dash" else State.DITTO
    crop = Crop(Cell(Part.TABLE, 0, field, box), on_paper(paper, np.zeros_like(paper), rng), _whole(paper))
    return WrittenCell(f"sign {sign}", crop, state, sign if state is State.VALUE else None, "pen")


def _strokes(pen: Pen, x: float, y: float, size: float, slant: float, rng: random.Random) -> None:
    apart = size * rng.uniform(0.4, 1.0)
    for at in (-apart / 2, apart / 2):
        tall = size * rng.uniform(0.85, 1.15)
        pen.line((x + at, y - tall / 2), (x + at + slant * tall, y + tall / 2), 0)


def draw_struck(number: int, fonts: list[FontHand], words: list[str], way: str | None = None) -> WrittenCell:
    """Cell `number` with a crossed-out word: alone, or with its correction above it or beside it; way `plain`: not."""
    rng = random.Random(f"struck {number}")
    way = way or ("alone", "alone", "above", "beside")[number % 4]
    font = rng.choice(fonts)
    wrong, right = rng.sample(words, 2)
    high = rng.randint(34, 44)
    tiles = [_tile(font.write(text, rng), high) for text in ((wrong,) if way in ("alone", "plain") else (wrong, right))]
    if way == "beside":
        paper, box = _paper(int(high * 2.2), tiles[0].shape[1] + tiles[1].shape[1] + 60)
        places = [(box.left + 12, box.top + 0.6 * high), (box.left + tiles[0].shape[1] + 40, box.top + 0.6 * high)]
    else:
        lines = len(tiles)
        paper, box = _paper(int(high * (1.3 + 1.15 * lines)), max(tile.shape[1] for tile in tiles) + 50)
        places = [(box.left + 15, box.bottom - 1.55 * high), (box.left + 20, box.top + 0.25 * high)][:lines]
    for tile, (left, top) in zip(tiles, places, strict=True):
        part = paper[int(top) : int(top) + tile.shape[0], int(left) : int(left) + tile.shape[1]]
        np.maximum(part, tile[: part.shape[0], : part.shape[1]], out=part)
    pen, (left, top), width = Pen(paper, rng), places[0], tiles[0].shape[1]
    if way == "plain":
        pass
    elif rng.random() < 0.25:
        pen.scribble(left, top + 0.15 * high, left + width, top + 0.85 * high)
    for _ in range(0 if way == "plain" else rng.choice([1, 1, 2])):
        y, rise = top + high * rng.uniform(0.45, 0.65), high * rng.uniform(-0.15, 0.15)
        pen.line((left - 8, y + rise), (left + width + 8, y - rise), rng.choice([0, 2]))
    crop = Crop(Cell(Part.TABLE, 0, NAMES, box), on_paper(paper, np.zeros_like(paper), rng), _whole(paper))
    corrected = way in ("above", "beside")
    state, text = (State.VALUE, right if corrected else wrong) if way != "alone" else (State.STRUCK, None)
    return WrittenCell("corrected" if corrected else "struck", crop, state, text, font.name)


def draw_blank(number: int, fonts: list[FontHand]) -> WrittenCell:
    """Cell `number` with nothing in it: specks, a ruling's rest, the back page showing through, grain."""
    rng = random.Random(f"blank {number}")
    high = rng.randint(52, 115)
    paper, box = _paper(high, int(high * rng.uniform(0.7, 4.0)))
    for _ in range(rng.choice([0, 0, 1, 2, 4])):
        x, y = rng.randrange(paper.shape[1]), rng.randrange(paper.shape[0])
        cv2.circle(paper, (x, y), rng.choice([0, 1, 1, 2]), rng.uniform(0.3, 1.0), -1)
    if rng.random() < 0.25:
        y = int(rng.choice([box.top, box.bottom]) + rng.randint(-2, 2))
        first = rng.randrange(paper.shape[1] // 2)
        cv2.line(paper, (first, y), (rng.randint(first + 3, paper.shape[1]), y), rng.uniform(0.2, 0.7), 1)
    through = np.zeros_like(paper)
    if rng.random() < 0.3:
        tile = _tile(rng.choice(fonts).write(rng.choice(["Sutrisno", "12", "Islam"]), rng)[:, ::-1], int(0.5 * high))
        part = through[int(box.top) + 5 :, int(box.left) + 5 :]
        rows, columns = min(part.shape[0], tile.shape[0]), min(part.shape[1], tile.shape[1])
        part[:rows, :columns] = tile[:rows, :columns] * rng.uniform(0.05, 0.12)
    field = rng.choice([TICKS, WORDS, NAMES])
    crop = Crop(
        Cell(Part.TABLE, 0, field, box), on_paper(paper, cv2.GaussianBlur(through, (0, 0), 2), rng), _whole(paper)
    )
    return WrittenCell("blank", crop, State.BLANK, None, "paper")


def _paper(high: int, wide: int) -> tuple[Strength, Box]:
    margin = int(MARGIN * high)
    return np.zeros((high + 2 * margin, wide + 2 * margin), np.float32), Box(
        margin, margin, wide + margin, high + margin
    )


def _whole(paper: Strength) -> Box:
    return Box(0, 0, paper.shape[1], paper.shape[0])


def _tile(grey: Strength, high: int) -> Strength:
    strength = 1 - grey.astype(np.float32) / 255
    rows, columns = np.flatnonzero(strength.max(axis=1) > 0.3), np.flatnonzero(strength.max(axis=0) > 0.3)
    cut = np.ascontiguousarray(strength[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    return cv2.resize(cut, (max(2, round(cut.shape[1] * high / cut.shape[0])), high), interpolation=cv2.INTER_AREA)
