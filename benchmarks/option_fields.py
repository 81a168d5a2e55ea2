"""Fields with printed options, marked in many ways, for benchmarks/reading.py: words in a row, or check boxes.

A page has one writer, who marks in one way most of the time; the strokes are those of benchmarks/pen.py.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.pen import Pen, Strength, on_paper
from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Option, Part, State

PRINT_FONTS = sorted((Path(__file__).parent.parent / "samples" / "fonts" / "print").glob("*.ttf"))
CHOICES = (
    ("Ada", "Tidak"), ("Ya", "Tidak"), ("PDAM", "Sumur", "Lainnya"), ("Rumah Sehat", "Kurang Sehat"),
    ("Beras", "Non Beras"), ("Menikah", "Lajang", "Janda", "Duda"), ("Laki-laki", "Perempuan"),
    ("Paket A", "Paket B", "Paket C", "KF"), ("Sehat", "Tidak Sehat"), ("PDAM", "Sumur", "Sungai", "DLL"),
)  # fmt: skip
WORD_WAYS = (
    "ring",
    "ring",
    "ring",
    "tick over",
    "tick beside",
    "tick above",
    "cross",
    "underline",
    "strike",
    "scribble",
)
STRUCK = frozenset({"strike", "scribble"})
LETTERINGS = ("a. ", "a) ", "1. ", "A. ", "a ", "1.")
"""What stands before the first option of a lettered field, up to where its words begin."""
LETTER_WAYS = ("ring", "ring", "ring", "cross", "cross", "tick over", "tick beside", "underline", "strike", "scribble")
ON = ("letter", "letter", "both", "words")
"""What of a lettered option is marked; a strike goes through all or the words."""
BOX_WAYS = ("tick", "tick", "cross", "fill", "dot", "slash", "ring box", "ring words", "beside")
_MARGIN_PX = 30


@dataclass(frozen=True, slots=True, eq=False)
class MarkedField:
    """A crop, in which way it is marked, and what should be read: value, blank or unreadable; chosen: the values."""

    crop: Crop
    way: str
    state: State
    chosen: tuple[str, ...]


def draw_page(
    number: int, boxed: bool, fields: int = 5, cancelled: bool = False, lettered: bool = False
) -> list[MarkedField]:
    """The fields of page `number`: most marked in its writer's way, some blank, a few with two marks.

    cancelled: words only; every mark on them is scribbled over again, so that no answer can be told for sure.
    lettered: words only; a letter or a number stands before each option, and is marked as often as its words.
    """
    rng = random.Random(f"options {number} {boxed}{' lettered' if lettered else ''}")
    ways = BOX_WAYS if boxed else LETTER_WAYS if lettered else WORD_WAYS
    way = rng.choice([way for way in ways if not (cancelled and way in STRUCK)])
    font = ImageFont.truetype(str(rng.choice(PRINT_FONTS)), rng.randint(30, 46))
    lettering = rng.choice(LETTERINGS) if lettered else ""
    on = rng.choice(ON) if lettered else "words"
    return [_field(way, boxed, font, rng, cancelled, lettering, on) for _ in range(fields)]


def _field(
    way: str,
    boxed: bool,
    font: ImageFont.FreeTypeFont,
    rng: random.Random,
    cancelled: bool,
    lettering: str,
    on: str,
) -> MarkedField:
    values = rng.choice(CHOICES)
    printed, labels, marks = _print(values, boxed, font, rng, lettering)
    if on != "words":
        whole = on == "both" or way in STRUCK or way == "tick beside"
        marks = labels if whole else [_before(label, mark) for label, mark in zip(labels, marks, strict=True)]
    chance = rng.random()
    count = 0 if chance < 0.12 else 2 if chance > 0.95 and way not in STRUCK else 1
    chosen = sorted(rng.sample(range(len(values)), count))
    strength = np.zeros_like(printed)
    pen = Pen(strength, rng)
    touched = [i for i in range(len(values)) if i not in chosen] if way in STRUCK and chosen else chosen
    for at in touched:
        if boxed:
            _mark_box(pen, way, labels[at], marks[at], rng)
        else:
            _mark_words(pen, way, marks[at], rng)
        if cancelled:
            label, out = marks[at], marks[at].height * rng.uniform(0.1, 0.6)
            pen.scribble(label.left - out, label.top - 0.4 * out, label.right + out, label.bottom + 0.4 * out)
    for _ in range(rng.choice([0, 0, 1, 2])):
        x, y = rng.randrange(strength.shape[1] - 3), rng.randrange(strength.shape[0] - 3)
        strength[y : y + rng.randint(1, 3), x : x + rng.randint(1, 3)] = rng.uniform(0.5, 1)
    pixels = on_paper(strength, printed, rng)

    def near(box: Box) -> Box:
        return Box(*(edge + rng.uniform(-3, 3) for edge in (box.left, box.top, box.right, box.bottom)))

    options = tuple(
        Option(value, near(mark) if boxed else None, near(label))
        for value, label, mark in zip(values, labels, marks, strict=True)
    )
    field = Field("choice", Kind.CHOICE, options=tuple(PrintedOption(value, (value,)) for value in values))
    height, width = pixels.shape
    box = Box(_MARGIN_PX, _MARGIN_PX, width - _MARGIN_PX, height - _MARGIN_PX)
    crop = Crop(Cell(Part.ITEMS, None, field, box, options), pixels, Box(0, 0, width, height))
    state = (State.BLANK, State.VALUE, State.UNREADABLE)[2 if cancelled and count else count]
    return MarkedField(crop, way if count else "none", state, tuple(values[at] for at in chosen))


def _before(label: Box, words: Box) -> Box:
    """What stands before the words of a lettered option."""
    return Box(label.left, label.top, label.left + 0.85 * (words.left - label.left), label.bottom)


def _print(
    values: tuple[str, ...], boxed: bool, font: ImageFont.FreeTypeFont, rng: random.Random, lettering: str
) -> tuple[Strength, list[Box], list[Box]]:
    """The print, the boxes of the options and the check boxes (whose outline layout has already taken off the page), or
    where there are none those of the words without their letters."""
    size, gap = font.size, rng.uniform(0.7, 1.6) * font.size
    side = rng.uniform(0.9, 1.2) * size
    letters = [lettering.replace(lettering[0], chr(ord(lettering[0]) + at)) if lettering else "" for at in range(5)]
    texts = [letter + value for letter, value in zip(letters, values, strict=False)]
    width = sum(font.getlength(text) + gap + (side + 0.4 * size if boxed else 0.5 * size) for text in texts)
    image = Image.new("L", (int(width + 2 * _MARGIN_PX), int(1.6 * size + 2 * _MARGIN_PX)), 0)
    draw = ImageDraw.Draw(image)
    x, y, labels, marks = float(_MARGIN_PX), _MARGIN_PX + 0.2 * size, [], []
    for at, text in enumerate(texts):
        if boxed:
            marks.append(Box(x, y, x + side, y + side))
            x += side + rng.uniform(0.25, 0.5) * size
        draw.text((x, y), text, font=font, fill=255)
        labels.append(Box(*(float(edge) for edge in draw.textbbox((x, y), text, font=font))))
        if not boxed:
            label, letter = labels[-1], font.getlength(letters[at])
            marks.append(Box(label.left + letter, label.top, label.right, label.bottom))
        x = labels[-1].right
        if not boxed and not lettering and at < len(values) - 1:
            draw.text((x + (gap - font.getlength("/")) / 2, y), "/", font=font, fill=255)
        x += gap
    return np.asarray(image, dtype=np.float32) / 255, labels, marks


def _mark_words(pen: Pen, way: str, label: Box, rng: random.Random) -> None:
    (x, y), high = label.centre, label.height
    if way == "ring":
        wide = label.width / 2 + high * rng.uniform(0.0, 0.6)
        pen.ring(x + rng.gauss(0, 0.1 * high), y + rng.gauss(0, 0.08 * high), wide, high * rng.uniform(0.55, 1.05))
    elif way == "tick over":
        pen.tick(label.left + label.width * rng.uniform(0.25, 0.75), y + 0.4 * high, high * rng.uniform(0.8, 1.6))
    elif way == "tick beside":
        x = label.left - high * rng.uniform(0.3, 0.5) if rng.random() < 0.5 else label.right + high * 0.2
        pen.tick(x, y + high * rng.uniform(0.2, 0.5), high * rng.uniform(0.6, 1.0))
    elif way == "tick above":
        pen.tick(x + rng.gauss(0, 0.15) * label.width, label.top + high * 0.05, high * rng.uniform(0.6, 0.9))
    elif way == "cross":
        pen.cross(x + rng.gauss(0, 0.15) * label.width, y, high * rng.uniform(1.0, 1.8))
    elif way == "underline":
        for _ in range(rng.choice([1, 1, 2])):
            low = label.bottom + high * rng.uniform(0.05, 0.3)
            over = high * rng.uniform(-0.1, 0.3)
            pen.line((label.left - over, low), (label.right + over, low + rng.gauss(0, 2)), rng.choice([0, 0, 3]))
    elif way == "strike":
        for _ in range(rng.choice([1, 1, 2])):
            rise, over = high * rng.uniform(-0.25, 0.25), high * rng.uniform(-0.1, 0.35)
            pen.line((label.left - over, y + rise), (label.right + over, y - rise), rng.choice([0, 0, 2, 4]))
    else:
        pen.scribble(label.left, label.top + 0.1 * high, label.right, label.bottom - 0.1 * high)


def _mark_box(pen: Pen, way: str, label: Box, mark: Box, rng: random.Random) -> None:
    (x, y), side = mark.centre, mark.width
    if way == "tick":
        pen.tick(x + rng.gauss(-0.1, 0.12) * side, y + 0.25 * side, side * rng.uniform(0.5, 1.3))
    elif way == "cross":
        pen.cross(x + rng.gauss(0, 0.1) * side, y + rng.gauss(0, 0.1) * side, side * rng.uniform(0.5, 1.3))
    elif way == "fill":
        pen.scribble(mark.left + 3, mark.top + 3, mark.right - 3, mark.bottom - 3)
        pen.scribble(mark.left + 3, mark.top + 6, mark.right - 3, mark.bottom - 6)
    elif way == "dot":
        pen.ring(x, y, side * 0.12, side * 0.12)
        pen.ring(x, y, side * 0.06, side * 0.06)
    elif way == "slash":
        pen.line((mark.left + 0.15 * side, mark.bottom - 0.1 * side), (mark.right - 0.1 * side, mark.top), 0)
    elif way == "ring box":
        pen.ring(x, y, side * rng.uniform(0.65, 0.85), side * rng.uniform(0.65, 0.85))
    elif way == "ring words":
        (x, y), high = label.centre, label.height
        pen.ring(x, y, label.width / 2 + high * rng.uniform(0.1, 0.5), high * rng.uniform(0.7, 1.0))
    elif rng.random() < 0.5:
        pen.tick(mark.left - 0.35 * side, y + 0.3 * side, side * rng.uniform(0.5, 0.8))
    else:
        pen.tick(label.left + label.width * rng.uniform(0.2, 0.6), y + 0.3 * side, side * rng.uniform(0.7, 1.2))
