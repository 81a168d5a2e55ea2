"""Printings unlike those of samples/: other faces, papers, lines and marks, set on a sheet that draws them its own way.

HELD_OUT_FACES print only the seeds from HELD_OUT_SEED on: nobody looks at those pages while developing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from pipeline.geometry import Box
from samples.generator.printing import Printing, draw_printing
from samples.generator.sheet import PRINT_GREY, PX_PER_PT, Sheet, mm

FONTS = Path(__file__).parent / "fonts"
SAMPLE_FONTS = Path(__file__).parents[1] / "samples" / "fonts" / "print"
FACES = (
    "caladea", "courier-prime", "comic-neue", "open-sans", "open-sans-condensed",
    "arimo", "tinos", "carlito", "archivo-narrow",
)  # fmt: skip
HELD_OUT_FACES = ("dejavu-serif", "dejavu-condensed", "dejavu-mono", "roboto-slab")
HELD_OUT_SEED = 500_000
LONG_LINE_MM = 45.0
"""A line longer than this is a ruling of a table, not a line to write on."""


@lru_cache(maxsize=256)
def face_of(name: str, bold: bool, size_px: int) -> ImageFont.FreeTypeFont:
    """A print font of benchmarks/fonts or of the samples in that size."""
    file = f"{name}{'-bold' if bold else ''}.ttf"
    folder = FONTS if (FONTS / file).exists() else SAMPLE_FONTS
    return ImageFont.truetype(str(folder / file), size_px, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True, slots=True)
class WidePrinting(Printing):
    """A printing with more ways to differ.

    title_face, heading_face: fonts of titles and of headings, where other than that of the labels. colons: labels end
    in one. round_boxes: check boxes are circles. rows_as: the lines between rows, solid, dotted, dashed or thin.
    double: a second line round the table (frame), below its head (head), both or none. turned_down: headings that
    stand upright read downwards. underlined: a line under the title. bold_labels: labels are bold.
    """

    title_face: str = ""
    heading_face: str = ""
    colons: bool = True
    round_boxes: bool = False
    rows_as: str = "solid"
    double: str = "none"
    turned_down: bool = False
    underlined: bool = False
    bold_labels: bool = False

    def sheet(self, width_px: int, height_px: int, dry: bool) -> Sheet:
        """An empty sheet to print on, drawn on in the way of this printing."""
        return WideSheet(self, width_px, height_px, dry)

    def label(self, bold: bool = False) -> ImageFont.FreeTypeFont:
        """The font of labels and options."""
        return face_of(self.face, bold or self.bold_labels, round(self.label_pt * PX_PER_PT))

    def title(self) -> ImageFont.FreeTypeFont:
        """The font of the title."""
        return face_of(self.title_face or self.face, self.bold_title, round(self.title_pt * PX_PER_PT))

    def heading(self, shrunk: float = 1.0) -> ImageFont.FreeTypeFont:
        """The font of table headings."""
        size = max(15, round(self.heading_pt * shrunk * PX_PER_PT))
        return face_of(self.heading_face or self.face, self.bold_headings, size)


class WideSheet(Sheet):
    """A sheet that draws lines, boxes and upright words in the way of a printing."""

    def __init__(self, printing: WidePrinting, width_px: int, height_px: int, dry: bool) -> None:
        super().__init__(width_px, height_px, dry)
        self._printing = printing
        self._across = 0

    def text(self, x: float, y: float, text: str, face: ImageFont.FreeTypeFont, role: str, anchor: str = "ls") -> Box:
        """Draws one line of text, but no colon where this printing has none, and a line under its title."""
        if role == "colon" and not self._printing.colons:
            return Box(x, y - 1, x + 1, y)
        box = super().text(x, y, text, face, role, anchor)
        if role == "title" and self._printing.underlined:
            super().line(box.left, box.bottom + mm(0.7), box.right, box.bottom + mm(0.7), 3)
        return box

    def line(self, x0: float, y0: float, x1: float, y1: float, width_px: int) -> None:
        """A ruling; a long one from left to right in the way the rows of this printing have them."""
        rows_as = self._printing.rows_as
        wide = x1 - x0 > LONG_LINE_MM * mm(1) and x1 - x0 > 0.5 * self.width_px
        self._across += wide
        if self._across == 1 and wide and "frame" in (self._printing.double, rows_as):
            rows_as = "solid"
        if not wide or rows_as == "solid" or self._across < 4:
            super().line(x0, y0, x1, y1, width_px)
        elif rows_as == "thin":
            super().line(x0, y0, x1, y1, max(1, width_px // 2))
        else:
            on, off = (3, 4) if rows_as == "dotted" else (18, 8)
            x = round(x0)
            while x < x1:
                super().line(x, y0, min(x + on, x1), y1, max(2, width_px // 2))
                x += on + off
        if wide and self._across == 3 and self._printing.double in ("head", "both"):
            super().line(x0, y0 + mm(0.6), x1, y1 + mm(0.6), width_px)

    def frame(self, box: Box, width_px: int) -> None:
        """A check box, round in some printings; or the outline of the table, double in some."""
        table = box.width > LONG_LINE_MM * mm(1)
        if table or not self._printing.round_boxes:
            super().frame(box, width_px)
            if table and self._printing.double in ("frame", "both"):
                super().frame(box.grown(mm(0.9)), max(2, width_px // 2))
        elif not self.dry:
            edges = [round(box.left), round(box.top), round(box.right), round(box.bottom)]
            self._draw.ellipse(edges, outline=PRINT_GREY, width=width_px)

    def block(self, box: Box, lines: list[str], face: ImageFont.FreeTypeFont, role: str, turned: bool = False) -> None:
        """Lines centred in a box; turned ones read downwards in some printings."""
        if not turned or not self._printing.turned_down or self.dry:
            super().block(box, lines, face, role, turned)
            return
        # Drawn upside down on a sheet of its own, then turned over: so the words read from the top downwards.
        size = (round(box.width) + 1, round(box.height) + 1)
        own = Sheet(*size)
        own.block(Box(0, 0, box.width, box.height), lines, face, role, turned)
        inner = (2, 2, size[0] - 2, size[1] - 2)
        tile = own.image.rotate(180).crop(inner)
        mask = tile.point(lambda grey: 255 - grey)
        self.image.paste(PRINT_GREY, (round(box.left) + 2, round(box.top) + 2), mask)


def widen(seed: int, attempt: int, level: str, ruled_items: bool = False) -> WidePrinting:
    """A printing of that seed; held-out faces for held-out seeds. level: what will happen to the page. ruled_items: its
    items stand in ruled tables, without a colon or another way to tell labels but the bars."""
    rng = random.Random(f"bench printing:{seed}:{attempt}")
    held_out = seed >= HELD_OUT_SEED
    faces = HELD_OUT_FACES if held_out else FACES
    usual = draw_printing(700_000 + 50 * seed + attempt)
    drawn = {one.name: getattr(usual, one.name) for one in fields(Printing)}
    label_pt = rng.uniform(7.8, 12.0)
    rows_as = rng.choice(("solid",) * 6 + ("thin", "thin", "dashed", "dotted"))
    drawn |= {
        "face": rng.choice(faces), "label_pt": label_pt, "heading_pt": rng.uniform(6.4, 9.5),
        "title_pt": label_pt + rng.uniform(0.5, 6.0), "bold_title": rng.random() < 0.7,
        "bold_headings": rng.random() < 0.5,
        "title_case_headings": rng.random() < 0.25, "margin_mm": rng.uniform(6.0, 24.0),
        "paper": rng.choice(("A4", "A4", "F4", "F4", "legal")), "rows": rng.choice((6, 7, 9, 11, 13, 16, 20)),
        "row_mm": rng.uniform(6.0, 14.0),
        "line_px": rng.choice((1, 2, 2) if level == "broken" else (2, 2, 3, 4, 5, 6, 7)),
        "pitch_mm": rng.uniform(6.4, 11.0), "box_mm": rng.uniform(2.8, 6.0), "first_heading": rng.random() < 0.4,
        "lampiran": rng.random() < 0.4, "number_row": rng.random() < 0.6, "footer": rng.random() < 0.4,
        "head_grey": 255 if level == "copy" else rng.choice((255, 255, 255, 205, 222, 240)),
        "thick_frame": rng.random() < 0.25 or rows_as in ("dotted", "dashed"), "title_left": rng.random() < 0.25,
        "head_columns": rng.choice((1, 2)), "landscape": rng.random() < 0.35 and level != "spread",
        "ruled_items": ruled_items,
    }  # fmt: skip
    return WidePrinting(
        **drawn,
        title_face=rng.choice((*faces, "comic-neue")) if rng.random() < 0.3 else "",
        heading_face=rng.choice(faces) if rng.random() < 0.3 else "",
        colons=rng.random() < 0.85,
        round_boxes=rng.random() < 0.15,
        rows_as="solid" if level == "broken" else rows_as,
        double=rng.choice(("none",) * 6 + ("frame", "frame", "head", "both")),
        turned_down=rng.random() < 0.12,
        underlined=rng.random() < 0.15,
        bold_labels=rng.random() < 0.2,
    )
