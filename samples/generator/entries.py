"""Prints labelled fields, heads and numbered items: label, colon, then a line to write on or options to mark."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipeline.form import OPTION_KINDS, Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.model import Part
from samples.generator.printing import Printing
from samples.generator.sheet import OptionSlot, Sheet, Slot, line_pitch, mm, wrapped

LINE_MM = {Kind.COUNT: 15.0, Kind.YEAR: 20.0, Kind.MONTH: 30.0, Kind.DIGITS: 62.0, Kind.DIGITS_OR_WORD: 62.0,
           Kind.DATE: 40.0, Kind.DATE_AGE: 60.0, Kind.CODE: 35.0, Kind.CODE_TEXT: 45.0}  # fmt: skip
"""Length of the line to write on; names and texts take what there is, up to NAME_MM."""
NAME_MM = 70.0
WRAP_MM = 5.4
"""Least distance of the lines on which options run on; writing beside the last stays below the line above."""


def draw_entries(
    sheet: Sheet, entries: Sequence[Entry], part: Part, printing: Printing, left: float, top: float, right: float
) -> float:
    """Prints `entries` below each other between left and right, the first below `top`. Returns the lower edge."""
    face, pitch = printing.label(), mm(printing.pitch_mm)
    rng = random.Random(f"{printing.seed}:entries:{part}:{entries[0].field.name if entries else ''}")
    numbered = any(entry.number is not None for entry in entries)
    indent = left + (mm(8) if numbered else 0)
    labels = [label_words(entry, entries[i - 1] if i else None, printing) for i, entry in enumerate(entries)]
    longest = max((face.getlength(label) for label in labels), default=0)
    colon = indent + min(longest + mm(rng.uniform(2, 6)), (right - indent) * rng.uniform(0.36, 0.46))
    y = top
    previous = None
    for i, (entry, label) in enumerate(zip(entries, labels, strict=True)):
        lines = wrapped(label, face, colon - indent - mm(1.5))
        y += pitch + line_pitch(face) * (len(lines) - 1) * 0.6
        if _heads_a_list(entry) and (i == 0 or entries[i - 1].group != entry.group):
            sheet.text(indent, y, f"{entry.group} :", face, "label")
            y += pitch
        if entry.number is not None and (entry.number != previous or (printing.repeat_group and entry.group)):
            sheet.text(left, y, f"{entry.number}.", face, "item_number")
        previous = entry.number
        for k, line in enumerate(lines):
            sheet.text(indent, y + line_pitch(face) * (k - (len(lines) - 1) / 2), line, face, "label")
        sheet.text(colon, y, ":", face, "colon")
        y = answer_place(sheet, entry, part, printing, colon + mm(3), y, right)
    return y + pitch * 0.35


def _heads_a_list(entry: Entry) -> bool:
    """Whether the group's word stands alone above its fields (CATATAN on ibu-bayi)."""
    return entry.group is not None and entry.number is None and entry.after_table


def _unit(entry: Entry, printing: Printing) -> str | None:
    """The unit after the writing, where this printer sets it."""
    usual = 0.9 if entry.unit in ("orang", "buah") else 0.5
    return entry.unit if random.Random(f"{printing.seed}:unit:{entry.unit}").random() < usual else None


def label_words(entry: Entry, before: Entry | None, printing: Printing) -> str:
    """The words of a label as this printer sets them below those of `before`."""
    label = printing.chosen(entry.labels, entry.field.name)
    if (
        entry.group is None
        or _heads_a_list(entry)
        or (before is not None and before.group == entry.group and not printing.repeat_group)
    ):
        return label
    return f"{entry.group} {label}"


def answer_place(sheet: Sheet, entry: Entry, part: Part, printing: Printing, x: float, y: float, right: float) -> float:
    """The place for the answer, from x on the baseline y; returns the baseline of its last line."""
    field, face = entry.field, printing.label()
    start = x
    if field.kind in OPTION_KINDS:
        boxed = printing.check_boxes and part is Part.ITEMS
        first = y
        options, x, y = (_boxes if boxed else _words)(sheet, field, printing, x, y, right)
        around = options[0].label
        for option in options:
            around = around.union(option.label).union(option.mark or option.label)
        prefix = "head" if part is Part.HEAD else "items"
        sheet.slots.append(Slot(f"opt:{field.name}", prefix, None, field, around, options))
        if entry.extra is not None:
            y = _extra(sheet, entry, entry.extra, part, printing, x + mm(4), y, start, right, y > first)
        return y
    unit = _unit(entry, printing)
    unit_px = face.getlength(f" {unit}") + mm(2) if unit else 0
    length = min(mm(LINE_MM.get(field.kind, NAME_MM)), right - x - unit_px)
    _writing_line(sheet, field, part, printing, x, y, x + length)
    if unit:
        sheet.text(x + length + mm(1.5), y, unit, face, "unit")
    return y


def _extra(
    sheet: Sheet, entry: Entry, field: Field, part: Part, printing: Printing,
    x: float, y: float, start: float, right: float, wrapped_options: bool,
) -> float:  # fmt: skip
    face = printing.label()
    wanted = mm(13) if field.kind is Kind.COUNT else mm(40)
    unit = _unit(entry, printing)
    label = _extra_label(entry, printing)
    label_px = face.getlength(label) + mm(2) if label else 0
    unit_px = face.getlength(unit) + mm(3) if unit else 0
    if x + label_px + min(wanted, mm(28)) + unit_px > right:
        x, y = start, y + mm(printing.pitch_mm)
    if label:
        sheet.text(x, y, label, face, "label")
        x += label_px
    end = min(x + wanted, right - unit_px)
    _writing_line(sheet, field, part, printing, x, y, end, wrapped_options)
    if unit:
        sheet.text(end + mm(1.5), y, unit, face, "unit")
    return y


def _extra_label(entry: Entry, printing: Printing) -> str | None:
    """The words before the writing beside options; a count always has them."""
    rng = random.Random(f"{printing.seed}:extra:{entry.field.name}")
    if entry.extra_label is None or (entry.field.kind is not Kind.YES_NO_COUNT and rng.random() < 0.5):
        return None
    return entry.extra_label.rstrip(" :,") + rng.choice((" :", " :", ""))


def _writing_line(
    sheet: Sheet, field: Field, part: Part, printing: Printing, left: float, y: float, right: float,
    below_options: bool = False,
) -> None:  # fmt: skip
    base = y + mm(0.6)
    if printing.head_line == "dotted":
        sheet.dots(left, right, base, 8 + printing.seed % 5, 3)
    elif printing.head_line == "ruled":
        sheet.line(left, base, right, base, 2)
    above = min(mm(printing.pitch_mm) * 0.86, mm(WRAP_MM if below_options else 7.5))
    prefix = "head" if part is Part.HEAD else "item"
    box = Box(left, y - above, right, y + mm(1.6))
    sheet.slots.append(Slot(f"{prefix}:{field.name}", prefix, None, field, box))


def _boxes(
    sheet: Sheet, field: Field, printing: Printing, x: float, y: float, right: float
) -> tuple[tuple[OptionSlot, ...], float, float]:
    """Check boxes with words, running on to further lines where they must."""
    face, side, start = printing.label(), mm(printing.box_mm), x
    found = []
    for option in field.options:
        words = printing.chosen(option.words, f"{field.name}:{option.value}")
        width = face.getlength(words)
        if x > start and x + side + mm(1.2) + width > right and not (printing.parted_options and x + side < right):
            x, y = start, y + max(line_pitch(face), side + mm(1.8), mm(WRAP_MM))
        mark = Box(x, y - side * 0.86, x + side, y + side * 0.14)
        sheet.frame(mark, 3)
        x += side + mm(1.2)
        if x + width > right and x - side - mm(1.2) > start:
            x, y = start, y + max(line_pitch(face), side + mm(1.8), mm(WRAP_MM))
        found.append(OptionSlot(option.value, mark, sheet.text(x, y, words, face, "option")))
        x += width + mm(3.5)
    return tuple(found), x, y


def _words(
    sheet: Sheet, field: Field, printing: Printing, x: float, y: float, right: float
) -> tuple[tuple[OptionSlot, ...], float, float]:
    """Words with slashes between them, to be circled or struck."""
    face, start = printing.label(), x
    found = []
    for i, option in enumerate(field.options):
        words = printing.chosen(option.words, f"{field.name}:{option.value}")
        if x > start and x + face.getlength(words) > right:
            x, y = start, y + max(line_pitch(face) + mm(1), mm(WRAP_MM))
        found.append(OptionSlot(option.value, None, sheet.text(x, y, words, face, "option")))
        x += face.getlength(words)
        if i + 1 < len(field.options):
            sheet.text(x + mm(1.2), y, "/", face, "slash")
            x += face.getlength("/") + mm(2.4)
    return tuple(found), x, y
