"""A printing: how one printer set the forms. Drawn from a seed, wide on purpose: no two printers agree."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import ImageFont

from samples.generator.sheet import PX_PER_PT, Sheet, print_face

FACES = ("arimo", "arimo", "tinos", "carlito", "archivo-narrow")
PAPERS_MM = {"A4": (210.0, 297.0), "F4": (215.0, 330.0), "legal": (215.9, 355.6)}


@dataclass(frozen=True, slots=True)
class Printing:
    """Everything about the print that differs between printers.

    seed: draws what differs from column to column and label to label. face: a font of samples/fonts/print.
    label_pt, heading_pt, title_pt: sizes. bold_title, bold_headings, title_case_headings: setting of the words.
    paper, margin_mm: the sheet. landscape: which way, where the form leaves it open. line_px: weight of rulings.
    rows: printed table rows. row_mm, pitch_mm: heights of a table row and of a line of labels.
    check_boxes: options have boxes to tick, else they are words with slashes (heads always have words).
    parted_options: a box may stand at the end of one line and its words on the next. head_line: dotted, ruled, none.
    head_columns: columns of head fields. repeat_group: the group's word stands before each label.
    lampiran, number_row, optional: those parts are printed. pair_heads: L and P stand under a shared heading.
    first_heading: usual words instead of the alternatives. footer: a place to sign below the table.
    head_grey: ground of the table's head, 255 for none. title_left: the title begins at the margin.
    thick_frame: the table's outline is twice as heavy. ruled_items: items stand in ruled tables.
    """

    seed: int
    face: str
    label_pt: float
    heading_pt: float
    title_pt: float
    bold_title: bool
    bold_headings: bool
    title_case_headings: bool
    paper: str
    landscape: bool
    margin_mm: float
    line_px: int
    rows: int
    row_mm: float
    pitch_mm: float
    check_boxes: bool
    box_mm: float
    parted_options: bool
    head_line: str
    head_columns: int
    repeat_group: bool
    lampiran: bool
    number_row: bool
    optional: bool
    pair_heads: bool
    first_heading: bool
    footer: bool
    head_grey: int
    title_left: bool
    thick_frame: bool
    ruled_items: bool = False

    def sheet(self, width_px: int, height_px: int, dry: bool) -> Sheet:
        """An empty sheet to print on."""
        return Sheet(width_px, height_px, dry)

    def label(self, bold: bool = False) -> ImageFont.FreeTypeFont:
        """The font of labels and options."""
        return print_face(self.face, bold, round(self.label_pt * PX_PER_PT))

    def title(self) -> ImageFont.FreeTypeFont:
        """The font of the title."""
        return print_face(self.face, self.bold_title, round(self.title_pt * PX_PER_PT))

    def heading(self, shrunk: float = 1.0) -> ImageFont.FreeTypeFont:
        """The font of table headings."""
        return print_face(self.face, self.bold_headings, max(15, round(self.heading_pt * shrunk * PX_PER_PT)))

    def chosen(self, words: tuple[str, ...], what: str) -> str:
        """One of the alternatives for `what` (a field's name): the first, or whichever this printer likes."""
        if self.first_heading or len(words) == 1:
            return words[0]
        return random.Random(f"{self.seed}:{what}").choice(words)


def draw_printing(seed: int) -> Printing:
    """The printing of that seed."""
    rng = random.Random(f"printing:{seed}")
    label_pt = rng.uniform(8.5, 11.0)
    return Printing(
        seed=seed,
        face=rng.choice(FACES),
        label_pt=label_pt,
        heading_pt=rng.uniform(6.8, 8.8),
        title_pt=label_pt + rng.uniform(1.0, 4.5),
        bold_title=rng.random() < 0.85,
        bold_headings=rng.random() < 0.3,
        title_case_headings=rng.random() < 0.12,
        paper=rng.choice(("A4", "F4", "F4")),
        landscape=rng.random() < 0.35,
        margin_mm=rng.uniform(8.0, 19.0),
        line_px=rng.choice((2, 3, 3, 4, 5)),
        rows=rng.choice((6, 8, 8, 10, 12, 15)),
        row_mm=rng.uniform(7.0, 11.0),
        pitch_mm=rng.uniform(7.0, 9.5),
        check_boxes=rng.random() < 0.75,
        box_mm=rng.uniform(3.2, 5.0),
        parted_options=rng.random() < 0.2,
        head_line=rng.choice(("dotted", "dotted", "dotted", "ruled", "none")),
        head_columns=rng.choice((1, 2, 2, 2)),
        repeat_group=rng.random() < 0.7,
        lampiran=rng.random() < 0.5,
        number_row=rng.random() < 0.75,
        optional=rng.random() < 0.4,
        pair_heads=rng.random() < 0.35,
        first_heading=rng.random() < 0.6,
        footer=rng.random() < 0.25,
        head_grey=rng.choice((255,) * 7 + (215, 232)),
        title_left=rng.random() < 0.1,
        thick_frame=rng.random() < 0.15,
    )
