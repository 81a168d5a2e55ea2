"""Prints a form: title, heads, items, table, in the way of a printing; nothing is written yet."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.form import Entry, Form
from pipeline.model import Grey, Part
from samples.generator.entries import draw_entries
from samples.generator.printing import PAPERS_MM, Printing
from samples.generator.ruled_items import draw_ruled_items
from samples.generator.sheet import Printed, Sheet, Slot, line_pitch, mm
from samples.generator.table import Lattice, draw_table

DENSE = 0.8
"""Set smaller than this, heads and items stand in two columns."""


@dataclass(frozen=True, slots=True, eq=False)
class PrintedPage:
    """An empty form at 300 dpi: its pixels, the place of every field, every printed thing, the table's rulings."""

    grey: Grey
    slots: tuple[Slot, ...]
    printed: tuple[Printed, ...]
    rows: int
    lattice: Lattice | None


def print_form(form: Form, printing: Printing) -> PrintedPage:
    """The form in that printing; set smaller step by step until everything is on the page, at last upright and bare.

    Raises ValueError when it does not fit even then.
    """
    for scale in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.59):
        tight = replace(
            printing,
            label_pt=max(6.5, printing.label_pt * scale**0.5),
            pitch_mm=max(4.6, printing.pitch_mm * scale),
            margin_mm=max(7.0, printing.margin_mm * scale),
            row_mm=printing.row_mm * scale,
            head_columns=printing.head_columns if scale > DENSE else 2,
            optional=printing.optional and scale >= 0.6,
            landscape=printing.landscape and scale >= 0.6,
        )
        if _fits(form, tight, scale <= DENSE):
            sheet = _sheet(form, tight, dry=False)
            lattice, rows, _ = _compose(sheet, form, tight, scale <= DENSE)
            return PrintedPage(np.asarray(sheet.image), tuple(sheet.slots), tuple(sheet.printed), rows, lattice)
    raise ValueError(f"form {form.key} does not fit on {printing.paper}")


def _fits(form: Form, printing: Printing, dense: bool) -> bool:
    sheet = _sheet(form, printing, dry=True)
    lattice, _, bottom = _compose(sheet, form, printing, dense)
    inside = all(slot.box.right < sheet.width_px and slot.box.width > mm(4) for slot in sheet.slots)
    return inside and bottom < sheet.height_px - mm(4) and (lattice is not None or not form.columns)


def _sheet(form: Form, printing: Printing, dry: bool) -> Sheet:
    short, long = PAPERS_MM[printing.paper]
    landscape = printing.landscape if form.landscape is None else form.landscape
    return printing.sheet(mm(long if landscape else short), mm(short if landscape else long), dry)


def _compose(sheet: Sheet, form: Form, printing: Printing, dense: bool) -> tuple[Lattice | None, int, float]:
    """Prints everything, dense: in two columns; returns the table's lattice, its rows and the lower edge."""
    margin = mm(printing.margin_mm)
    left, right = margin, sheet.width_px - margin
    y = _title(sheet, form, printing, margin)
    y = _block(sheet, _kept(form.heads, printing), Part.HEAD, printing, left, y, right, printing.head_columns)
    items = _kept(form.items, printing)
    above = [entry for entry in items if not entry.after_table]
    below = [entry for entry in items if entry.after_table]
    columns = 2 if form.columns and (dense or sheet.width_px > sheet.height_px) else 1
    y = _block(sheet, above, Part.ITEMS, printing, left, y + mm(1), right, columns)
    lattice, rows = None, 0
    if form.columns:
        room = sheet.height_px - margin
        if below:
            scratch = Sheet(sheet.width_px, sheet.height_px, dry=True)
            room -= round(_block(scratch, below, Part.ITEMS, printing, left, mm(3), right, columns))
        drawn = draw_table(sheet, form, printing, left, y + mm(2), right, room)
        if drawn is None:
            return None, 0, y
        lattice, rows = drawn
        y = lattice.ys[-1]
    y = _block(sheet, below, Part.ITEMS, printing, left, y + mm(2), right, columns)
    if printing.footer and not dense and y + mm(30) < sheet.height_px - margin:
        y = _footer(sheet, printing, right, y)
    return lattice, rows, y


def _kept(entries: tuple[Entry, ...], printing: Printing) -> list[Entry]:
    """What this printer prints: optional entries of one number and group all or none."""

    def printed(entry: Entry) -> bool:
        rng = random.Random(f"{printing.seed}:optional:{entry.number or entry.group or entry.field.name}")
        return not entry.optional or (printing.optional and rng.random() < 0.7)

    return [entry for entry in entries if printed(entry)]


def _title(sheet: Sheet, form: Form, printing: Printing, margin: int) -> float:
    y = float(margin)
    if printing.lampiran and form.lampiran:
        word = random.Random(f"{printing.seed}:lampiran").choice(("LAMPIRAN", "Lampiran", "LAMP."))
        number = printing.chosen(form.lampiran, "lampiran")
        face = printing.label()
        sheet.text(sheet.width_px - margin, y, f"{word} {number}", face, "lampiran", anchor="rt")
        y += line_pitch(face)
    face = printing.title()
    lines = random.Random(f"{printing.seed}:title:{form.key}").choice(form.titles)
    if printing.first_heading:
        lines = form.titles[0]
    for line in lines:
        y += line_pitch(face)
        words = line
        if face.getlength(words) > sheet.width_px - 2 * margin:
            face = printing.label(bold=printing.bold_title)
        x, anchor = (margin, "ls") if printing.title_left else (sheet.width_px / 2, "ms")
        sheet.text(x, y, words, face, "title", anchor=anchor)
    return y + mm(4)


def _block(
    sheet: Sheet, entries: Sequence[Entry], part: Part, printing: Printing,
    left: float, top: float, right: float, columns: int,
) -> float:  # fmt: skip
    """Entries in one column or two, the second beginning at the same height. Returns the lower edge."""
    if not entries:
        return top
    if part is Part.ITEMS and printing.ruled_items:
        return _ruled(sheet, entries, printing, left, top, right, columns)
    if columns == 1 or len(entries) < 3:
        width = min(right - left, mm(190)) if part is Part.HEAD else right - left
        return draw_entries(sheet, entries, part, printing, left, top, left + width)
    rng = random.Random(f"{printing.seed}:columns:{part}")
    split = math.ceil(len(entries) / 2)
    while split < len(entries) - 1 and entries[split].group and entries[split].group == entries[split - 1].group:
        split += 1
    middle = left + (right - left) * (rng.uniform(0.5, 0.62) if part is Part.HEAD else 0.5)
    gap = mm(4)
    first = draw_entries(sheet, entries[:split], part, printing, left, top, middle - gap)
    second = draw_entries(sheet, entries[split:], part, printing, middle, top, right)
    return max(first, second)


def _ruled(
    sheet: Sheet, entries: Sequence[Entry], printing: Printing, left: float, top: float, right: float, columns: int
) -> float:
    """Items in a ruled table, or in two side by side. Returns the lower edge."""
    rng = random.Random(f"{printing.seed}:ruled tables:{entries[0].field.name}")
    # Apart from the table above, around which some printings draw a second line.
    top += mm(rng.uniform(1.5, 4))
    below = mm(rng.uniform(1.5, 3))
    if len(entries) < 4 or (columns == 1 and rng.random() < 0.5):
        return draw_ruled_items(sheet, entries, printing, left, top, right) + below
    split = math.ceil(len(entries) / 2)
    middle, gap = (left + right) / 2, mm(rng.uniform(1.5, 6))
    first = draw_ruled_items(sheet, entries[:split], printing, left, top, middle - gap)
    second = draw_ruled_items(sheet, entries[split:], printing, middle + gap, top, right)
    return max(first, second) + below


def _footer(sheet: Sheet, printing: Printing, right: float, y: float) -> float:
    face = printing.label()
    word = random.Random(f"{printing.seed}:footer").choice(("Ketua Kelompok Dasa Wisma", "Mengetahui, Ketua", "Ketua"))
    x = right - mm(40)
    sheet.text(x, y + mm(8), word, face, "footer", anchor="ms")
    sheet.text(x, y + mm(27), "( ................................ )", face, "footer", anchor="ms")
    return y + mm(28)
