"""A page's print while it is being drawn: text, rulings and dotted lines at 300 dpi, each with its true box."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from pipeline.form import Field
from pipeline.geometry import Box

FONTS = Path(__file__).parents[1] / "fonts"
PX_PER_MM = 300 / 25.4
PX_PER_PT = 300 / 72
PRINT_GREY = 28
"""Black toner as a scanner sees it."""


def mm(length_mm: float) -> int:
    """A length in pixels at 300 dpi."""
    return round(length_mm * PX_PER_MM)


@lru_cache(maxsize=256)
def print_face(name: str, bold: bool, size_px: int) -> ImageFont.FreeTypeFont:
    """A print font of samples/fonts/print in that size."""
    path = FONTS / "print" / f"{name}{'-bold' if bold else ''}.ttf"
    return ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed thing and its box on the clean page. role: title, lampiran, label, unit, option, group, heading..."""

    role: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class OptionSlot:
    """A printed option: its value, its check box (null where none is printed) and its words."""

    value: str
    mark: Box | None
    label: Box


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a field is answered on the clean page. key, part, row: as in a line of the truth.

    ruled: the writing stands on a line, not inside a cell.
    """

    key: str
    part: str
    row: str | None
    field: Field
    box: Box
    options: tuple[OptionSlot, ...] = ()
    ruled: bool = True


class Sheet:
    """The page that is being printed. Dry: nothing is drawn, only measured."""

    def __init__(self, width_px: int, height_px: int, dry: bool = False) -> None:
        self.width_px, self.height_px, self.dry = width_px, height_px, dry
        self.image = Image.new("L", (1, 1) if dry else (width_px, height_px), 255)
        self._draw = ImageDraw.Draw(self.image)
        self.printed: list[Printed] = []
        self.slots: list[Slot] = []

    def text(self, x: float, y: float, text: str, face: ImageFont.FreeTypeFont, role: str, anchor: str = "ls") -> Box:
        """Draws one line of text; (x, y) is where Pillow's `anchor` says. Returns its ink box."""
        box = Box(*(float(edge) for edge in face.getbbox(text, anchor=anchor))).shifted(round(x), round(y))
        if not self.dry:
            self._draw.text((round(x), round(y)), text, fill=PRINT_GREY, font=face, anchor=anchor)
        self.printed.append(Printed(role, text, box))
        return box

    def block(self, box: Box, lines: list[str], face: ImageFont.FreeTypeFont, role: str, turned: bool = False) -> None:
        """Draws lines centred in `box`, read from the bottom upwards when turned."""
        pitch = line_pitch(face)
        width = max(round(face.getlength(line)) for line in lines) + 4
        height = pitch * len(lines)
        cx, cy = box.centre
        if not self.dry:
            tile = Image.new("L", (width, height), 255)
            pen = ImageDraw.Draw(tile)
            for i, line in enumerate(lines):
                pen.text((width // 2, round(pitch * (i + 0.5))), line, fill=PRINT_GREY, font=face, anchor="mm")
            if turned:
                tile = tile.transpose(Image.Transpose.ROTATE_90)
            corner = (round(cx - tile.width / 2), round(cy - tile.height / 2))
            self.image.paste(PRINT_GREY, corner, ImageChops.invert(tile))
        if turned:
            width, height = height, width
        place = Box(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2)
        self.printed.append(Printed(role, " ".join(lines), place))

    def line(self, x0: float, y0: float, x1: float, y1: float, width_px: int) -> None:
        """A ruling from (x0, y0) to (x1, y1), upright or level."""
        if not self.dry:
            half = width_px // 2
            left, top = round(min(x0, x1)) - half, round(min(y0, y1)) - half
            right, bottom = round(max(x0, x1)) - half, round(max(y0, y1)) - half
            self._draw.rectangle([left, top, right + width_px - 1, bottom + width_px - 1], fill=PRINT_GREY)

    def ground(self, box: Box, grey: int) -> None:
        """Fills a box with a light grey."""
        if not self.dry and grey < 255:
            self._draw.rectangle([round(box.left), round(box.top), round(box.right), round(box.bottom)], fill=grey)

    def frame(self, box: Box, width_px: int) -> None:
        """The outline of a box, as of a check box."""
        if not self.dry:
            self._draw.rectangle(
                [round(box.left), round(box.top), round(box.right), round(box.bottom)],
                outline=PRINT_GREY,
                width=width_px,
            )

    def dots(self, x0: float, x1: float, y: float, pitch_px: int, size_px: int) -> None:
        """A dotted line to write on."""
        if not self.dry:
            top = round(y)
            for x in range(round(x0), round(x1), pitch_px):
                self._draw.rectangle([x, top, x + size_px - 1, top + size_px - 1], fill=PRINT_GREY)


def line_pitch(face: ImageFont.FreeTypeFont) -> int:
    """Distance of lines of text in pixels."""
    return round(face.size * 1.14)


def wrapped(text: str, face: ImageFont.FreeTypeFont, width_px: float) -> list[str]:
    """`text` in lines that fit `width_px`, broken at spaces and after slashes; a word too long stands alone."""
    lines: list[str] = []
    for word in re.sub(r"( |(?<=\w{3})/(?=\w{3}))", "\\1\u200b", text).split("\u200b"):
        if lines and face.getlength((lines[-1] + word).rstrip()) <= width_px:
            lines[-1] += word
        else:
            lines.append(word)
    return [line.strip() for line in lines]
