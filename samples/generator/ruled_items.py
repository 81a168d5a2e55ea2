"""Prints items in ruled tables: number, label and answer side by side, a row each, no colon between them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipeline.form import OPTION_KINDS, Entry
from pipeline.geometry import Box
from pipeline.model import Part
from samples.generator.entries import answer_place, label_words
from samples.generator.printing import Printing
from samples.generator.sheet import Sheet, Slot, line_pitch, mm, wrapped

INSIDE_MM = 1.2
"""Between a bar and the words beside it."""
ABOVE_BOX_MM = 2.0
"""Above and below a check box there is so much room in its row, together."""


def draw_ruled_items(
    sheet: Sheet, entries: Sequence[Entry], printing: Printing, left: float, top: float, right: float
) -> float:
    """Prints `entries` as one ruled table between left and right, begun at `top`. Returns its lower edge."""
    face, inside = printing.label(), mm(INSIDE_MM)
    rng = random.Random(f"{printing.seed}:ruled items:{entries[0].field.name}")
    apart = random.Random(f"{printing.seed}:ruled numbers").random() < 0.7
    first = left + (mm(rng.uniform(7, 11)) if apart else 0)
    labels = [_words(entry, entries[i - 1] if i else None, printing, apart) for i, entry in enumerate(entries)]
    longest = max(face.getlength(label) for label in labels) + 2 * inside
    bar = first + min(longest, (right - first) * rng.uniform(0.4, 0.5))
    lines = [top]
    for i, (entry, label) in enumerate(zip(entries, labels, strict=True)):
        wraps = wrapped(label, face, bar - first - 2 * inside)
        y = lines[-1]
        tall = max(mm(printing.pitch_mm), len(wraps) * line_pitch(face) + mm(1.5), mm(printing.box_mm + ABOVE_BOX_MM))
        end = _answer(sheet, entry, printing, bar, y, right, tall)
        bottom = max(y + tall, end)
        if apart and entry.number is not None and (i == 0 or entries[i - 1].number != entry.number):
            x, middle = (left + first) / 2, (y + bottom) / 2
            sheet.text(x, middle, f"{entry.number}", face, "item_number", anchor="mm")
        for k, words in enumerate(wraps):
            middle = (y + bottom) / 2 + line_pitch(face) * (k - (len(wraps) - 1) / 2)
            sheet.text(first + inside, middle, words, face, "label", anchor="lm")
        lines.append(bottom)
    for y in lines[1:-1]:
        sheet.line(left, y, right, y, printing.line_px)
    for x in (first, bar) if apart else (bar,):
        sheet.line(x, top, x, lines[-1], printing.line_px)
    sheet.frame(Box(left, top, right, lines[-1]), printing.line_px * (2 if printing.thick_frame else 1))
    return lines[-1]


def _words(entry: Entry, before: Entry | None, printing: Printing, apart: bool) -> str:
    label = label_words(entry, before, printing)
    return label if apart or entry.number is None else f"{entry.number}. {label}"


def _answer(sheet: Sheet, entry: Entry, printing: Printing, bar: float, top: float, right: float, tall: float) -> float:
    """Prints the place for the answer in the cell right of `bar`; returns the lower edge that its row must have."""
    face = printing.label()
    known = len(sheet.slots)
    boxed = entry.field.kind in OPTION_KINDS and printing.check_boxes
    base = top + tall / 2 + (0.36 * mm(printing.box_mm) if boxed else 0.35 * face.size)
    y = answer_place(sheet, entry, Part.ITEMS, printing, bar + mm(INSIDE_MM), base, right - mm(INSIDE_MM))
    bottom = max(top + tall, y + mm(2.2))
    for at, slot in enumerate(sheet.slots[known:], known):
        if entry.field.kind not in OPTION_KINDS:
            # Written anywhere in the cell, up to the unit behind it.
            box = Box(bar, top, slot.box.right, bottom)
            sheet.slots[at] = Slot(slot.key, slot.part, slot.row, slot.field, box, ruled=printing.head_line != "none")
    return bottom
