"""A printed sheet of strangers: text, rules, dots, options and boxes in millimetres, and the places to write in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

PX = 9.0
"""Pixels a millimetre, of sheets before they are scanned (229 dpi)."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """One printing: faces (regular, bold), sizes in mm, and the habits of the office that made it."""

    faces: tuple[Path, Path]
    size: float
    case: str
    ruling: str
    foot: str
    line: float
    frame: float
    numbers: str
    blanks: str
    colon: str
    separator: str
    prefix: str
    rotate: bool
    centred: bool
    lampiran: str
    numbered_rows: bool
    tail: tuple[str, ...]
    grey: int
    paper: tuple[float, float]
    row: float
    rows: int
    item_number: str
    spacing: float
    shaded: bool
    abreast: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to write in (px): part, row (None outside tables, -1: JUMLAH), field, kind; of options their words, boxes
    and the boxes to mark in (empty where none is printed)."""

    part: str
    row: int | None
    field: str
    kind: str
    box: Box
    dotted: bool = False
    options: tuple[tuple[str, Box, Box], ...] = ()


@dataclass(slots=True)
class Sheet:
    """A sheet being printed; `wide` and `high` in mm, and the y of the line to sign on (0: none)."""

    style: Style
    wide: float
    high: float
    rng: Random
    slots: list[Slot] = field(default_factory=list)
    signed_at: float = 0.0
    image: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("L", (round(self.wide * PX), round(self.high * PX)), 255)
        self.draw = ImageDraw.Draw(self.image)

    def cased(self, words: str) -> str:
        """A heading or label in the case of the printing."""
        return words.upper() if self.style.case == "upper" else words

    def width(self, words: str, size: float, bold: bool = False) -> float:
        """How wide words print, in mm."""
        return face(self.style.faces[bold], size).getlength(words) / PX

    def text(self, x: float, y: float, words: str, size: float, bold: bool = False, anchor: str = "ls") -> float:
        """Prints words on the base line y; returns the x where they end."""
        self.draw.text(
            (x * PX, y * PX), words, font=face(self.style.faces[bold], size), fill=self.style.grey, anchor=anchor
        )
        return x + self.width(words, size, bold)

    def line(self, x0: float, y0: float, x1: float, y1: float, kind: str, thick: float) -> None:
        """A rule that lies or stands: solid, dotted, dashed, double or none."""
        if kind == "none":
            return
        px = max(1, round(thick * PX))
        if kind == "double":
            gap = 0.45
            lies = y0 == y1
            for step in (-gap / 2, gap / 2):
                self.line(
                    x0 + step * (not lies),
                    y0 + step * lies,
                    x1 + step * (not lies),
                    y1 + step * lies,
                    "solid",
                    thick * 0.7,
                )
            return
        if kind == "solid":
            self.draw.line((x0 * PX, y0 * PX, x1 * PX, y1 * PX), fill=self.style.grey, width=px)
            return
        on, off = (0.25, 0.55) if kind == "dotted" else (1.5, 0.9)
        length = max(x1 - x0, y1 - y0)
        ways = np.arange(0, length, on + off)
        dx, dy = (x1 - x0) / max(length, 1e-6), (y1 - y0) / max(length, 1e-6)
        for way in ways:
            end = min(way + on, length)
            self.draw.line(
                ((x0 + dx * way) * PX, (y0 + dy * way) * PX, (x0 + dx * end) * PX, (y0 + dy * end) * PX),
                fill=self.style.grey,
                width=px,
            )

    def box(self, x0: float, y0: float, x1: float, y1: float, thick: float) -> None:
        """A frame of solid rules."""
        self.draw.rectangle(
            (x0 * PX, y0 * PX, x1 * PX, y1 * PX), outline=self.style.grey, width=max(1, round(thick * PX))
        )

    def blank(self, part: str, name: str, kind: str, x0: float, x1: float, y: float, high: float) -> None:
        """A place to write on: dots, a line, a frame or nothing, with its base line at y."""
        blanks = self.style.blanks
        if blanks == "dots":
            dot = self.width(".", self.style.size)
            self.text(x0, y, "." * int((x1 - x0) / dot), self.style.size)
        elif blanks == "line":
            self.line(x0, y + 0.5, x1, y + 0.5, "solid", 0.12)
        elif blanks == "box":
            self.box(x0, y - high * 0.72, x1, y + high * 0.2, 0.15)
        top, bottom = (y - high * 0.72, y + high * 0.2) if blanks == "box" else (y - high * 0.86, y + 0.3)
        self.slots.append(Slot(part, None, name, kind, scaled((x0 + 0.6, top, x1, bottom)), blanks != "box"))

    def options(
        self, words: tuple[str, ...], x: float, y: float, limit: float, step: float
    ) -> tuple[tuple[tuple[str, Box, Box], ...], float, float]:
        """Prints options from x on, in further lines where they pass `limit`. Returns them with the boxes of word and
        check box (px), and where the last ends."""
        style, out, start = self.style, [], x
        size = style.size
        for number, word in enumerate(words):
            shown = word.upper() if style.case == "upper" and style.separator != ", " else word
            mark = {
                "letter": f"{'abcdefghij'[number]}. ",
                "paren": f"{'abcdefghij'[number]}) ",
                "number": f"{number + 1}. ",
            }.get(style.prefix, "")
            check = 4.6 if style.prefix in ("box", "round") else 0.0
            ending = (
                style.separator.rstrip() if number < len(words) - 1 and style.prefix not in ("box", "round") else ""
            )
            if x + check + self.width(mark + shown + ending, size) > limit and x > start:
                x, y = start, y + step
            boxed = (0.0, 0.0, 0.0, 0.0)
            if style.prefix == "box":
                boxed = scaled((x, y - 2.9, x + 3.4, y + 0.5))
                self.box(x, y - 2.9, x + 3.4, y + 0.5, 0.15)
            elif style.prefix == "round":
                boxed = scaled((x + 0.7, y - 2.8, x + 3.6, y + 0.6))
                self.text(x, y, "(", size * 1.05)
                self.text(x + 3.6, y, ")", size * 1.05)
            x = self.text(x + check, y, mark, size)
            if mark:
                boxed = scaled(
                    (x - self.width(mark, size) - 0.4, y - size * 0.85, x - self.width(" ", size) + 0.2, y + size * 0.3)
                )
            end = self.text(x, y, shown, size)
            out.append((word, scaled((x, y - size * 0.78, end, y + size * 0.22)), boxed))
            x = end + (self.width(ending, size) if ending else 0)
            if ending:
                self.text(end, y, style.separator.rstrip() if style.separator.strip() != "/" else " /", size)
            x += self.width("  ", size) + (3 if check else 0.6)
        return tuple(out), x, y

    def wrapped(self, box: Box, words: str, size: float, bold: bool, turn: bool) -> None:
        """Prints a heading in the middle of a box (mm), in the lines it takes, smaller where it must; turn: upwards
        when it is narrow."""
        left, top, right, bottom = box
        wide, high = right - left - 0.8, bottom - top - 0.8
        whole = words.replace("~", "")
        words = (
            whole if max(self.width(word, size, bold) for word in whole.split()) <= wide else words.replace("~", "-")
        )
        longest = max(self.width(word, size, bold) for word in words.split())
        up = turn and high > wide * 1.6 and longest > wide
        room, depth = (high, wide) if up else (wide, high)
        while True:
            lines = self._lines(words, room, size, bold, break_words=size < 1.9)
            if (lines and len(lines) * size * 1.08 <= depth) or size < 1.25:
                break
            size *= 0.93
        lines = lines or [words]
        step, font = size * 1.08, face(self.style.faces[bold], size)
        block = Image.new("L", (max(2, round(room * PX)), max(2, round(step * PX * len(lines)) + 3)), 255)
        pen = ImageDraw.Draw(block)
        for number, line in enumerate(lines):
            pen.text((block.width / 2, (number + 0.5) * step * PX), line, font=font, fill=self.style.grey, anchor="mm")
        if up:
            block = block.transpose(Image.Transpose.ROTATE_90)
        x, y = (left + right) / 2 * PX - block.width / 2, (top + bottom) / 2 * PX - block.height / 2
        part = self.image.crop((round(x), round(y), round(x) + block.width, round(y) + block.height))
        darker = Image.fromarray(np.minimum(np.asarray(part), np.asarray(block)))
        self.image.paste(darker, (round(x), round(y)))

    def _lines(self, words: str, room: float, size: float, bold: bool, break_words: bool) -> list[str] | None:
        lines: list[str] = []
        for word in words.replace("/ ", "/").replace("/", "/ ").replace("-", "- ").split():
            glued = lines and (lines[-1].endswith("-") or lines[-1].endswith("/"))
            joined = f"{lines[-1]}{'' if glued else ' '}{word}" if lines else word
            if lines and self.width(joined, size, bold) <= room:
                lines[-1] = joined
                continue
            while self.width(word, size, bold) > room:
                if not break_words or len(word) < 5:
                    return None
                cut = max(
                    3,
                    max(
                        (place for place in range(3, len(word)) if self.width(word[:place] + "-", size, bold) <= room),
                        default=3,
                    ),
                )
                lines.append(word[:cut] + "-")
                word = word[cut:]
            lines.append(word)
        return lines

    def pixels(self) -> NDArray[np.uint8]:
        """The print as RGB."""
        return np.repeat(np.asarray(self.image)[..., None], 3, axis=2).copy()


def scaled(box: Box) -> Box:
    """Millimetres to pixels."""
    left, top, right, bottom = box
    return left * PX, top * PX, right * PX, bottom * PX


@lru_cache(maxsize=512)
def face(path: Path, size: float) -> ImageFont.FreeTypeFont:
    """A print face with an em of `size` mm."""
    return ImageFont.truetype(str(path), round(size * PX * 4) / 4, layout_engine=ImageFont.Layout.BASIC)
