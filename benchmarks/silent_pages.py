"""Pages on which a right reading may land in a wrong place, each with what is written in every field.

Columns that a printer exchanged, rulings that a fold swallows or feigns, print that runs into the rows, writing where
no line shows where to write: whatever is misplaced there looks as sure as on any page.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from benchmarks.evidence_books import truth_place
from benchmarks.finding_levels import wide_damage
from benchmarks.finding_printings import WidePrinting, widen
from benchmarks.finding_wording import reworded
from benchmarks.silent_changes import cancelled, heading_changed, over_letter, over_ruling
from benchmarks.silent_clean import Clean
from benchmarks.silent_covers import arcs, laid_over, slips
from benchmarks.silent_inks import pale, skips, two_inks
from benchmarks.silent_lines import ruled_paper, slanted, squared_paper, stained, streaked, struck_column, struck_row
from pipeline.form import Form, Kind
from pipeline.formfile import load_forms
from pipeline.geometry import Box, PageMap
from pipeline.model import Grey
from samples.generator.damage import draw_damage, spoil
from samples.generator.habits import draw_habits
from samples.generator.hands import draw_hand, write_tile
from samples.generator.light import shown_through
from samples.generator.make import Writer, make_page
from samples.generator.sheet import mm
from samples.generator.strokes import INK_SEEN, Paper

SEED = 600_000
"""Added to every seed: printings in held-out faces, hands and damage of their own."""

THROUGH = (0.12, 0.4)
"""Of its darkness, what shines through of the back: thin paper and felt pens show most."""
PRINTED = 128
"""Darker than this is print or writing on a clean page."""

Truth = Mapping[tuple[str, int | None, str], Mapping[str, Any]]
Spoil = Callable[[Grey, Clean, random.Random], Grey]


@dataclass(frozen=True, slots=True, eq=False)
class SilentPage:
    """A spoiled page and what is written in its fields, by part, row and field."""

    form: Form
    kind: str
    image: Grey
    truth: Truth


def make_silent_page(form: Form, kind: str, seed: int) -> SilentPage | None:
    """A filled page of `form` with that kind of trouble; None where the form leaves no room for it."""
    rng = random.Random(f"silent:{form.key}:{kind}:{seed}")
    seed += SEED
    changed = _exchanged(form, rng) if kind == "exchanged" else form
    if changed is None or (kind in _ON_ROWS and not form.columns):
        return None
    clean = _filled(changed, kind, seed)
    if kind in _ON_ROWS and len(clean.rows) < 4:
        return None
    grey = SPOILS[kind](clean.made.image.copy(), clean, rng) if kind in SPOILS else clean.made.image
    if kind in SPOILS and np.array_equal(grey, clean.made.image):
        return None
    image, _ = spoil(grey, wide_damage(seed, "scan"))
    return SilentPage(form, kind, image, {truth_place(cell): cell for cell in clean.cells})


def make_plain_page(form: Form, seed: int) -> tuple[Grey, PageMap, Box, Truth]:
    """A scanned page of `form`: its pixels, the map to them from the clean page, around its print there, its truth."""
    clean = _filled(form, "plain", seed + SEED)
    down, across = np.nonzero(clean.made.image < PRINTED)
    around = Box(float(across.min()), float(down.min()), float(across.max()), float(down.max()))
    image, page_map = spoil(clean.made.image, wide_damage(seed + SEED, "scan"))
    return image, page_map, around, {truth_place(cell): cell for cell in clean.cells}


def _filled(form: Form, kind: str, seed: int) -> Clean:
    habits = replace(draw_habits(seed), slips=0.0)
    hand = draw_hand(seed)
    for attempt in range(50):
        printing = _printing(widen(seed, attempt, "scan"), kind)
        try:
            made = make_page(reworded(form, seed), seed, printing, draw_damage(seed, "clean"), Writer(hand, habits))
        except ValueError:
            continue
        cells: Any = made.truth["cells"]
        return Clean(form, made, printing, hand, tuple(cells))
    raise ValueError(f"form {form.key} fits no printing of seed {seed}")


def _printing(printing: WidePrinting, kind: str) -> WidePrinting:
    if kind == "run_in":
        return replace(printing, number_row=True)
    if kind == "beside":
        return replace(printing, head_line="none")
    return printing


def _exchanged(form: Form, rng: random.Random) -> Form | None:
    """The form with two of its columns exchanged with their headings; their printed numbers stay in order."""
    places = [
        (one, other)
        for one in range(1, len(form.columns))
        for other in range(one + 1, len(form.columns))
        if form.columns[one].groups == form.columns[other].groups
        and Kind.PRINTED not in (form.columns[one].field.kind, form.columns[other].field.kind)
        and form.columns[other].field.name != "note"
    ]
    if not places:
        return None
    one, other = rng.choice(places)
    columns = list(form.columns)
    columns[one], columns[other] = columns[other], columns[one]
    return replace(
        form, columns=tuple(replace(column, number=number) for number, column in enumerate(columns, start=1))
    )


def _swallowed(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """The page after it was folded over: a strip with the line between two rows in it lies under the fold."""
    rows = clean.rows
    at = rng.randrange(1, len(rows) - 1)
    tall = rows[at].height
    hidden = tall * rng.uniform(0.25, 0.9)
    first = round(rows[at].top - hidden * rng.uniform(0.2, 0.8))
    after = first + round(hidden)
    found = np.delete(grey, slice(first, after), axis=0)
    found = np.vstack([found, np.full((after - first, grey.shape[1]), 255, np.uint8)])
    edge = found[first : first + 2].astype(np.int32)
    found[first : first + 2] = np.minimum(edge, rng.randint(150, 235)).astype(np.uint8)
    return found


def _feigned(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """A fold so dark that it looks like a ruling, across the table's body and on to the page's edges."""
    rows = clean.rows
    at = rng.randrange(0, len(rows))
    return _dark_fold(grey, rows[at].top + rows[at].height * rng.uniform(0.2, 0.8), rng)


def _fold_head(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """The same through the table's heading."""
    return _dark_fold(grey, clean.rows[0].top - mm(rng.uniform(3.0, 18.0)), rng)


def _fold_down(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """The same from top to bottom, anywhere across the table."""
    rows = clean.rows
    x = rng.uniform(rows[0].left, rows[0].right)
    return np.ascontiguousarray(_dark_fold(np.ascontiguousarray(grey.T), x, rng).T)


def _dark_fold(grey: Grey, y: float, rng: random.Random) -> Grey:
    slope, wide, dark = rng.uniform(-0.002, 0.002), rng.choice((2, 3, 4, 5)), rng.randint(20, 110)
    middle, missing = grey.shape[1] / 2, rng.uniform(0.0, 0.1)
    flecks = np.random.default_rng(rng.getrandbits(32)).random(grey.shape[1] // 8 + 1) < missing
    for x in range(grey.shape[1]):
        if not flecks[x // 8]:
            top = round(y + slope * (x - middle))
            grey[top : top + wide, x] = np.minimum(grey[top : top + wide, x], dark)
    return grey


def _run_in(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """The line below the printed column numbers is missing: they run into the first row."""
    row = clean.rows[0]
    wide = clean.printing.line_px + 2
    for cell in clean.cells:
        if cell["part"] == "cell" and cell["row"] == "0":
            box = Box(*cell["box"])
            left, right = round(box.left) + wide, round(box.right) - wide
            strip = grey[round(row.top) - wide : round(row.top) + wide + 1, left:right]
            strip[strip < 90] = 255
    return grey


def _touching(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """Words of two are written on two lines so close that they touch."""
    paper = Paper(grey, clean.hand.ink_grey, clean.hand.pen_px)
    for cell in clean.cells:
        words = str(cell["written"]).split()
        if cell["part"] != "cell" or cell["state"] != "value" or len(words) < 2 or cell["ink"] is None:
            continue
        box, ink = Box(*cell["box"]), Box(*cell["ink"])
        inside = ink.left > box.left + 4 and ink.right < box.right - 4 and ink.top > box.top + 4 < box.bottom - 4
        if not inside or ink.bottom > box.bottom - 4 or box.height < mm(6):
            continue
        grey[round(ink.top) : round(ink.bottom) + 1, round(ink.left) : round(ink.right) + 1] = 255
        half = (len(words) + 1) // 2
        tiles = [
            write_tile(" ".join(part), clean.hand, box.height * 0.27, rng)[0] for part in (words[:half], words[half:])
        ]
        y = box.top + 0.1 * box.height
        cell["two_lines"] = True  # type: ignore[index]
        for tile in tiles:
            down, right = np.nonzero(tile >= INK_SEEN)
            if len(down) and right.max() - right.min() < box.width - 12:
                paper.stamp(tile, round(box.left + 8 - right.min()), round(y) - int(down.min()), 1.0)
                y += int(down.max() - down.min()) - rng.choice((0, 1, 2))
            else:
                cell["state"] = "any"  # type: ignore[index]
    return grey


def _stamped(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """A round office stamp over the table's body, in the grey of blue ink."""
    rows = clean.rows
    centre = (
        round(rng.uniform(rows[0].left, rows[0].right)),
        round(rng.uniform(rows[0].top, rows[-1].bottom)),
    )
    colour = rng.randint(90, 150)
    layer = np.full_like(grey, 255)
    for radius, wide in ((mm(15), 5), (mm(13.5), 2), (mm(9), 2)):
        cv2.circle(layer, centre, radius, colour, wide, cv2.LINE_AA)
    cv2.putText(layer, "PKK", (centre[0] - mm(6), centre[1] + mm(2)), cv2.FONT_HERSHEY_DUPLEX, 2.2, colour, 4)
    return np.minimum(grey, layer)


def _through(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """The back of the sheet shines through: the same form, filled with the same pen by and for others, mirrored."""
    back = _filled(clean.form, "plain", rng.randrange(10_000) + SEED).made.image
    return shown_through(grey, back, rng.uniform(*THROUGH))


def _two_sheets(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """A sheet of another form, or of the same, filled for others, lies over a part of the page."""
    forms = load_forms()
    other = clean.form if rng.random() < 0.3 else rng.choice(forms)
    return laid_over(grey, _filled(other, "plain", rng.randrange(10_000) + SEED).made.image, rng)


SPOILS: Mapping[str, Spoil] = {
    "swallowed": _swallowed,
    "feigned": _feigned,
    "fold_head": _fold_head,
    "fold_down": _fold_down,
    "run_in": _run_in,
    "touching": _touching,
    "stamped": _stamped,
    "struck_row": struck_row,
    "slanted": slanted,
    "struck_column": struck_column,
    "streaked": streaked,
    "ruled_paper": ruled_paper,
    "squared_paper": squared_paper,
    "stained": stained,
    "through": _through,
    "pale": pale,
    "skips": skips,
    "two_inks": two_inks,
    "slips": slips,
    "cancelled": cancelled,
    "over_ruling": over_ruling,
    "heading_changed": heading_changed,
    "over_letter": over_letter,
    "arcs": arcs,
    "two_sheets": _two_sheets,
}
_ON_ROWS = frozenset(SPOILS) - {"through", "pale", "skips", "two_inks", "two_sheets"}
KINDS = ("plain", "exchanged", *SPOILS, "beside")
"""plain: nothing but a scan. beside: no dotted lines, so that only labels and options tell where writing goes."""
