"""Fields with printed options, marked by hand, for fitting pipeline/read/option_looks.py; what was done is known.

Printings, pens and ways to mark are other than those of benchmarks/option_fields.py, which stay unseen: the pens are
the strokes of samples/generator and of training/strokes.py with lines and rings of their own.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import ImageFont

from benchmarks.finding_printings import face_of
from benchmarks.pen import on_paper
from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Option, Part
from training.options_printed import AROUND, LETTERINGS, WORDS, PrintedRow, print_options
from training.pens import Pen, SamplePen, Strength, TremblingPen

SECOND = ("Sehat", "Layak", "Beras", "A", "B", "C", "Jompo", "Sedang", "Kawin", "Negeri", "Hidup", "Pangan")
WAYS: Mapping[str, tuple[str, float]] = {
    "ring": ("circle", 5.0), "frame": ("circle", 0.7), "half ring": ("circle", 0.7),
    "tick over": ("tick", 4.0), "cross over": ("tick", 1.8),
    "tick before": ("beside", 1.6), "tick behind": ("beside", 1.4), "tick above": ("beside", 1.2),
    "cross before": ("beside", 0.5), "dot before": ("beside", 0.4),
    "strike": ("strike", 3.0), "double strike": ("strike", 1.0), "scribble": ("strike", 1.0), "slash": ("strike", 0.7),
    "underline": ("under", 1.4), "double underline": ("under", 0.5),
}  # fmt: skip
"""Ways to mark words: what they look like (pipeline.read.option_looks.LOOKS), how often they are drawn."""
_CANCELLED, _CORRECTED = 0.22, 0.6
"""Share of marked fields in which a mark is crossed out again, and of these that have another one marked instead."""
_RETRACED = 0.12
"""Share of marks that are drawn once more over themselves, which cancels nothing."""
LETTERED = 0.5
"""Share of pages whose options have letters or numbers before them."""
_ON = {"letter": 0.6, "both": 0.2, "words": 0.2}
"""What of a lettered option is marked, and how often; what is not meant is not struck at the letter alone."""
_UNSEEN_LETTERS, _HIDDEN_LETTER = 0.1, 0.1
"""Share of lettered fields whose letters layout does not find, and of marked letters that it does not find."""


@dataclass(frozen=True, slots=True, eq=False)
class MarkedField:
    """A crop; what was done to the words of each option, in their order; the values meant (none: blank).

    A field with a mark that was crossed out again means nothing sure: its values are those still marked.
    """

    crop: Crop
    looks: tuple[str, ...]
    chosen: tuple[str, ...]

    @property
    def cancelled(self) -> bool:
        """Whether a mark in it was crossed out again."""
        return "cancelled" in self.looks


def draw_page(
    number: int, faces: Sequence[str | Path], fields: int = 5, lettered: float = LETTERED
) -> list[MarkedField]:
    """The fields of page `number`: one writer, mostly with one way to mark. faces: names for face_of, or files.

    lettered: the share of pages whose options have letters before them; the others are the same whatever it is.
    """
    rng, letters = random.Random(f"marked options {number}"), random.Random(f"lettered options {number}")
    way = rng.choices(list(WAYS), [share for _, share in WAYS.values()])[0]
    face, bold, size = rng.choice(faces), rng.random() < 0.15, rng.randint(26, 50)
    printing = ImageFont.truetype(str(face), size) if isinstance(face, Path) else face_of(face, bold, size)
    lettering = letters.choice(LETTERINGS) if letters.random() < lettered else ""
    on = letters.choices(list(_ON), list(_ON.values()))[0]
    return [
        _field(way if rng.random() < 0.9 else rng.choice(list(WAYS)), printing, rng, lettering, on)
        for _ in range(fields)
    ]


def _field(way: str, printing: ImageFont.FreeTypeFont, rng: random.Random, lettering: str, on: str) -> MarkedField:
    values = rng.sample(WORDS, rng.choice([2, 2, 2, 3, 3, 4, 5]))
    if rng.random() < 0.25:
        values = [f"{one} {rng.choice(SECOND)}" if len(one) > 2 and rng.random() < 0.5 else one for one in values]
    row = print_options(values, printing, rng, lettering)
    look = WAYS[way][0]
    on = "both" if look == "beside" or (look == "strike" and on == "letter") else on
    spots = _spots(row, on)
    chance = rng.random()
    count = 0 if chance < 0.15 else 2 if chance > 0.96 and look != "strike" and len(values) > 2 else 1
    chosen = rng.sample(range(len(values)), count)
    touched = [at for at in range(len(values)) if at not in chosen] if look == "strike" and chosen else chosen
    strength = np.zeros_like(row.strength)
    pen: Pen = (SamplePen if rng.random() < 0.5 else TremblingPen)(strength, rng)
    looks = [look if at in touched else "clean" for at in range(len(values))]
    for at in touched:
        for _ in range(2 if rng.random() < _RETRACED else 1):
            _mark(pen, way, spots[at], rng)
    if len(chosen) == 1 and look != "strike" and rng.random() < _CANCELLED:
        cancel(pen, spots[chosen[0]], look, rng)
        looks[chosen[0]] = "cancelled"
        others = [at for at in range(len(values)) if at not in chosen]
        chosen = [rng.choice(others)] if rng.random() < _CORRECTED else []
        for at in chosen:
            _mark(pen, way, spots[at], rng)
            looks[at] = look
    _stray(strength, rng)
    pixels = on_paper(strength, row.strength, rng)
    labels = _labels(row, looks, rng, on == "letter")
    options = tuple(
        Option(value, None, _found_at(label, looks[at] != "clean", rng))
        for at, (value, label) in enumerate(zip(values, labels, strict=True))
    )
    field = Field("choice", Kind.CHOICE, options=tuple(PrintedOption(value, (value,)) for value in values))
    height, width = pixels.shape
    margin = AROUND * row.words[0].height * rng.uniform(0.3, 0.8)
    box = Box(margin, margin, width - margin, height - margin)
    crop = Crop(Cell(Part.ITEMS, None, field, box, options), pixels, Box(0, 0, width, height))
    return MarkedField(crop, tuple(looks), tuple(values[at] for at in sorted(chosen)))


def _spots(row: PrintedRow, on: str) -> Sequence[Box]:
    """What is marked of each option: its letter, its words, or both."""
    if on == "words" or not row.letters:
        return row.words
    return row.letters if on == "letter" else _with_letters(row)


def _with_letters(row: PrintedRow) -> list[Box]:
    return [letter.union(words) for letter, words in zip(row.letters, row.words, strict=True)]


def _labels(row: PrintedRow, looks: list[str], rng: random.Random, on_letters: bool) -> Sequence[Box]:
    """What layout takes for each option: with its letter, where it finds that. Of words that it takes alone a mark on
    their letter stands beside them, which `looks` says then."""
    if not row.letters:
        return row.words
    unseen = rng.random() < _UNSEEN_LETTERS
    labels = _with_letters(row)
    for at, look in enumerate(looks):
        if unseen or (on_letters and look != "clean" and rng.random() < _HIDDEN_LETTER):
            labels[at] = row.words[at]
            if on_letters and look in ("circle", "tick", "under"):
                looks[at] = "beside"
    return labels


def _found_at(label: Box, touched: bool, rng: random.Random) -> Box:
    """Where layout finds the words: a little off, and more where a mark lies over them."""
    near = Box(*(edge + rng.uniform(-3, 3) for edge in (label.left, label.top, label.right, label.bottom)))
    chance = rng.random()
    if not touched or chance < 0.6:
        return near
    if chance < 0.75:  # with a ring around them
        high = label.height
        return Box(*(edge + way * high * rng.uniform(0.1, 0.6) for edge, way in
                     ((near.left, -1), (near.top, -1), (near.right, 1), (near.bottom, 1))))  # fmt: skip
    off = [rng.gauss(0, 0.25) * label.height for _ in range(2)]
    up = [rng.uniform(-0.25, 0.05) * label.height, rng.uniform(-0.05, 0.25) * label.height]
    return Box(
        near.left + off[0], near.top + up[0], max(near.left + off[0] + 8, near.right + off[1]), near.bottom + up[1]
    )


def _mark(pen: Pen, way: str, label: Box, rng: random.Random) -> None:
    (x, y), high, wide = label.centre, label.height, label.width
    if "ring" in way:
        _ring(pen, label, rng, rng.uniform(0.55, 0.8) if way == "half ring" else rng.uniform(0.9, 1.3))
    elif way == "frame":
        out, up = high * rng.uniform(0.1, 0.5), high * rng.uniform(0.15, 0.4)
        left, right, top, bottom = label.left - out, label.right + out, label.top - up, label.bottom + up
        for start, end in (((left, top), (right, top)), ((right, top), (right, bottom)),
                           ((right, bottom), (left, bottom)), ((left, bottom), (left, top))):  # fmt: skip
            pen.path([start, end])
    elif way == "tick over":
        # As often as not no larger than the letters among which it stands.
        small = rng.random() < 0.5
        size, up = (
            (rng.uniform(0.4, 0.9), rng.uniform(-0.2, 0.2))
            if small
            else (rng.uniform(0.6, 2.0), rng.uniform(-0.1, 0.35))
        )
        pen.tick(x + rng.uniform(-0.35, 0.35) * wide, y - high * up, high * size)
    elif way == "cross over":
        pen.cross(x + rng.gauss(0, 0.12) * wide, y, high * rng.uniform(0.9, 1.7))
    elif way in ("tick before", "cross before", "dot before"):
        place = label.left - high * rng.uniform(0.35, 0.65), y + high * rng.uniform(-0.25, 0.2)
        if way == "tick before":
            pen.tick(*place, high * rng.uniform(0.6, 1.0))
        elif way == "cross before":
            pen.cross(*place, high * rng.uniform(0.5, 0.8))
        else:
            for _ in range(3):
                pen.path([(place[0] + rng.gauss(0, 2), place[1] + rng.gauss(0, 2)) for _ in range(4)])
    elif way == "tick behind":
        x = label.right + high * rng.uniform(0.35, 0.6)
        pen.tick(x, y - high * rng.uniform(0, 0.3), high * rng.uniform(0.6, 1.0))
    elif way == "tick above":
        size = high * rng.uniform(0.5, 0.9)
        pen.tick(x + rng.gauss(0, 0.2) * wide, label.top - high * 0.1 - 0.4 * size, size)
    elif way == "scribble":
        _scribble(pen, label, rng)
    elif way == "slash":
        out = rng.uniform(-0.1, 0.3) * high
        ends = [(label.left - out, label.bottom + 0.2 * high), (label.right + out, label.top - 0.2 * high)]
        pen.path(ends if rng.random() < 0.8 else [(ends[0][0], ends[1][1]), (ends[1][0], ends[0][1])])
    else:
        for _ in range(2 if "double" in way else 1):
            _level(pen, label, "under" in way, rng)


def _ring(pen: Pen, label: Box, rng: random.Random, turns: float) -> None:
    (x, y), high = label.centre, label.height
    rx, ry = label.width / 2 + high * rng.uniform(-0.05, 0.7), high * rng.uniform(0.55, 1.1)
    x, y = x + rng.gauss(0, 0.12) * high, y + rng.gauss(0, 0.1) * high
    begin, way, lean = rng.uniform(0, 2 * math.pi), rng.choice([-1, 1]), rng.gauss(0, 0.06)
    bumps = [(rng.gauss(0, 0.05), rng.uniform(0, 6)) for _ in range(3)]
    points = []
    for at in range(29):
        angle = begin + way * 2 * math.pi * turns * at / 28
        grow = 1 + sum(size * math.sin((k + 2) * angle + phase) for k, (size, phase) in enumerate(bumps)) + 0.002 * at
        across = rx * grow * math.cos(angle)
        points.append((x + across, y + ry * grow * math.sin(angle) + lean * across))
    pen.path(points)


def _scribble(pen: Pen, label: Box, rng: random.Random) -> None:
    high, turns = label.height, max(5, round(label.width / (label.height * rng.uniform(0.2, 0.5))))
    low, top = label.bottom - high * rng.uniform(-0.1, 0.25), label.top + high * rng.uniform(-0.1, 0.3)
    loops = rng.random() < 0.4
    points = []
    for at in range(turns * (4 if loops else 1) + 1):
        if loops:
            angle, share = at * math.pi / 2, at / (4 * turns)
            points.append((label.left + label.width * share + 0.3 * high * math.cos(angle),
                           (low + top) / 2 + (low - top) / 2 * math.sin(angle)))  # fmt: skip
        else:
            points.append((label.left + label.width * at / turns + rng.gauss(0, 2), top if at % 2 else low))
    pen.path(points)


def cancel(pen: Pen, label: Box, look: str, rng: random.Random) -> None:
    """Cross out a mark on or beside words: scribbled over, a cross or lines through it, and beyond its edges."""
    high = label.height
    out, up = high * rng.uniform(0.1, 0.6), high * rng.uniform(0.0, 0.5)
    over = Box(label.left - out, label.top - up, label.right + out, label.bottom + up)
    if look == "under":
        over = Box(over.left, label.top + 0.6 * high, over.right, label.bottom + 0.6 * high)
    elif look == "beside" and rng.random() < 0.5:
        over = Box(label.left - 1.2 * high, over.top, label.left + 0.3 * high, over.bottom)
    chance = rng.random()
    if chance < 0.55:
        for _ in range(rng.choice([1, 1, 2])):
            _scribble(pen, over, rng)
    elif chance < 0.7:
        pen.path([(over.left, over.bottom), (over.right, over.top)])
        pen.path([(over.left, over.top), (over.right, over.bottom)])
    elif chance < 0.85:
        lines = rng.randint(2, 4)
        for at in range(lines):
            x = over.left + over.width * (at + rng.uniform(0.2, 0.8)) / lines
            pen.path([(x - 0.4 * high, over.bottom), (x + 0.4 * high, over.top)])
    else:
        for _ in range(rng.choice([1, 2, 3])):
            y = over.centre[1] + over.height * rng.uniform(-0.25, 0.25)
            pen.path([(over.left, y), (over.centre[0], y + rng.gauss(0, 0.06) * high), (over.right, y)])


def _level(pen: Pen, label: Box, under: bool, rng: random.Random) -> None:
    """A level line below the words or through them, straight, bent or wavy."""
    high = label.height
    y = label.bottom + high * rng.uniform(0.03, 0.32) if under else label.centre[1] + high * rng.uniform(-0.22, 0.25)
    out = [high * rng.uniform(-0.3, 0.45) for _ in range(2)]
    rise = min(0.25 * high, 0.12 * label.width) * rng.uniform(-1, 1) * (0.4 if under else 1.0)
    count, wave = rng.choice([3, 3, 4, 9]), rng.uniform(0.0, 0.12) * high
    points = []
    for at in range(count):
        t = at / (count - 1)
        x = label.left - out[0] + t * (label.width + out[0] + out[1])
        points.append((x, y + rise * (2 * t - 1) + (wave if at % 2 else -wave)))
    pen.path(points)


def _stray(strength: Strength, rng: random.Random) -> None:
    """Specks of dirt, and a stroke that comes in from what is written beside."""
    height, width = strength.shape
    for _ in range(rng.choice([0, 0, 1, 2, 4])):
        x, y = rng.randrange(width - 3), rng.randrange(height - 3)
        strength[y : y + rng.randint(1, 4), x : x + rng.randint(1, 4)] = rng.uniform(0.4, 1)
    if rng.random() < 0.12:
        x, long = rng.choice([0, width - 1]), rng.uniform(0.3, 1.0) * height
        cv2.line(strength, (x, rng.randrange(height)), (int(abs(x - long)), rng.randrange(height)), 0.8, 3, cv2.LINE_AA)
