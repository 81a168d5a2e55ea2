"""How one maker's sheet looks: faces, lines, shades, paper. Drawn once a page, all lengths in millimetres or points."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PAPERS = {"A4": (9, 210.0, 297.0), "F4": (0, 215.9, 330.2), "Legal": (5, 215.9, 355.6)}  # Excel's code, width, height
GREYS = ["D9D9D9", "BFBFBF", "A6A6A6", "F2F2F2"]
COLOURS = ["DDEBF7", "E2EFDA", "FFF2CC", "FCE4D6", "92D050", "BDD7EE", "FFC000", "F8CBAD"]


@dataclass(frozen=True)
class Style:
    """The look of a sheet. Borders are Excel's names or None; shades are RRGGBB or None."""

    face: str
    size: float
    paper: str
    landscape: bool
    outer: str
    inner_across: str | None
    inner_down: str
    heading_border: str
    heading_shade: str | None
    heading_bold: bool
    heading_light: bool  # white letters on a dark shade
    turned: bool
    wide: float
    row_height: float
    rows_beyond: int
    numbers: str  # of columns: "", "plain", "brackets"
    numbers_italic: bool
    row_numbers: bool
    total_label: str
    total_shade: str | None
    total_merged: bool
    zebra: str | None
    gridlines: bool
    gaps: bool
    colon_cell: bool
    value_line: str | None
    typed_place: bool
    joined_rt: bool
    options: str  # "slash", "box", "brackets"
    lampiran: bool
    footer: str
    header: str
    signature: bool
    two_blocks: bool
    abbreviated: bool
    margin: float


def style(draw: random.Random, words: Mapping[str, Any], form: str, recap: bool) -> Style:
    """A look at random for a page of `form`."""
    pick = draw.choice
    chance = lambda much: draw.random() < much  # noqa: E731
    dark = chance(0.08)
    shade = pick(["404040", "1F4E78", "375623"]) if dark else pick([None, None, *GREYS, *COLOURS[:3], pick(COLOURS)])
    inner = pick(["thin", "thin", "thin", "hair", "dotted", "dashed"])
    no_inner = chance(0.07)
    zebra = pick(["F2F2F2", "DDEBF7", "EDEDED"]) if no_inner or chance(0.12) else None
    portrait = form == "data-keluarga" and chance(0.6)
    return Style(
        face=pick(words["faces"]["printed"]),
        size=draw.uniform(6.5, 9) if recap else draw.uniform(8, 11),
        paper=pick(["A4", "A4", "F4", "F4", "Legal"]),
        landscape=not portrait,
        outer=pick(["thin", "medium", "medium", "thick", "double"]),
        inner_across=None if no_inner else inner,
        inner_down=inner if chance(0.7) else "thin",
        heading_border=pick(["thin", "thin", "medium", inner]),
        heading_shade=shade,
        heading_bold=chance(0.7),
        heading_light=dark,
        turned=recap and chance(0.65),
        wide=draw.uniform(0.92, 1.3),
        row_height=draw.uniform(6.2, 9.5) if recap else draw.uniform(7.5, 11),
        rows_beyond=draw.randint(0, 8),
        numbers=pick(["plain", "plain", "brackets", ""]),
        numbers_italic=chance(0.4),
        row_numbers=chance(0.5),
        total_label=pick(["JUMLAH", "JUMLAH", "Jumlah", "J U M L A H", "JUMLAH TOTAL"]),
        total_shade=pick([None, *GREYS[:1], COLOURS[2]]),
        total_merged=chance(0.85),
        zebra=zebra,
        gridlines=chance(0.15),
        gaps=chance(0.15),
        colon_cell=chance(0.7),
        value_line=pick([None, "thin", "dotted", "hair"]),
        typed_place=chance(0.35),
        joined_rt=chance(0.3),
        options=pick(["slash", "slash", "box", "brackets"]),
        lampiran=chance(0.3),
        footer=pick(["", "", "&F", "Halaman &P dari &N", "&A  -  &P"]),
        header=pick(["", "", "", "&F", "TP PKK"]),
        signature=chance(0.6),
        two_blocks=chance(0.5),
        abbreviated=chance(0.5),
        margin=draw.uniform(8, 18),
    )
