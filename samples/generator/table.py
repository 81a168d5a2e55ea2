"""Prints the table of a form: head, empty rows, JUMLAH row; every cell is a slot."""

from __future__ import annotations

import random
from dataclasses import dataclass

from pipeline.form import Form, Kind, TotalRow
from pipeline.geometry import Box
from samples.generator.headings import draw_head
from samples.generator.printing import Printing
from samples.generator.sheet import Sheet, Slot, line_pitch, mm, wrapped
from samples.generator.widths import column_widths_mm

LEAST_ROW_MM = 5.8
LEAST_ROWS = 6


@dataclass(frozen=True, slots=True)
class Lattice:
    """The rulings of the table on the clean page: x of the columns' edges, y of the rows' edges below the head."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    top: float


def printed_rows(form: Form) -> tuple[str, ...]:
    """The words of the printed column, one a row (kegiatan-warga), else nothing."""
    for column in form.columns:
        if column.field.kind is Kind.PRINTED:
            return column.field.values
    return ()


def has_total(form: Form, printing: Printing) -> bool:
    """Whether this printing of the form ends with a JUMLAH row."""
    sometimes = random.Random(f"{printing.seed}:total").random() < 0.5
    return form.total is TotalRow.ALWAYS or (form.total is TotalRow.SOMETIMES and sometimes)


def draw_table(
    sheet: Sheet, form: Form, printing: Printing, left: float, top: float, right: float, bottom: float
) -> tuple[Lattice, int] | None:
    """Prints the table between those edges with as many rows as find room, at most the printing's.

    Returns the lattice and the number of rows, JUMLAH not counted; nothing when not even the least rows fit.
    """
    widths = column_widths_mm(form.columns, printing, (right - left) / mm(1000) * 1000)
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + mm(width))
    body = draw_head(sheet, form.columns, printing, edges, top)
    words = printed_rows(form)
    total = has_total(form, printing)
    rows = len(words) or printing.rows
    row_px = min(mm(printing.row_mm), int((bottom - body) / (rows + total)))
    if row_px < mm(LEAST_ROW_MM):
        row_px = mm(LEAST_ROW_MM)
        rows = int((bottom - body) / row_px) - total
        if rows < (len(words) or min(printing.rows, LEAST_ROWS)):
            return None
    ys = [body + row_px * i for i in range(rows + 1)]
    for row in range(rows):
        _row(sheet, form, str(row), edges, ys[row], ys[row + 1])
        if row < len(words):
            _words(sheet, form, words[row], edges, ys[row], ys[row + 1], printing)
    if total:
        ys.append(ys[-1] + max(row_px, round(row_px * 1.1)))
        _total(sheet, form, printing, edges, ys[-2], ys[-1])
    span = _label_columns(form) if total else 0
    for i, x in enumerate(edges):
        stop = ys[-2] if 0 < i < span else ys[-1]
        sheet.line(x, body, x, stop, printing.line_px)
    for y in ys:
        sheet.line(edges[0], y, edges[-1], y, printing.line_px)
    if printing.thick_frame:
        sheet.frame(Box(edges[0], top, edges[-1], ys[-1]).grown(printing.line_px), printing.line_px * 2)
    return Lattice(tuple(edges), tuple(ys), top), rows


def _row(sheet: Sheet, form: Form, row: str, edges: list[float], top: float, bottom: float) -> None:
    for i, column in enumerate(form.columns):
        if column.field.kind is not Kind.PRINTED:
            box = Box(edges[i], top, edges[i + 1], bottom)
            key = f"cell:{row}:{column.field.name}"
            sheet.slots.append(Slot(key, "cell", row, column.field, box, ruled=False))


def _label_columns(form: Form) -> int:
    """Columns under the word JUMLAH: NO and the name beside it."""
    return next((i + 1 for i, column in enumerate(form.columns) if column.field.name != "row_no"), 1)


def _total(sheet: Sheet, form: Form, printing: Printing, edges: list[float], top: float, bottom: float) -> None:
    span = _label_columns(form)
    sheet.block(Box(edges[0], top, edges[span], bottom), ["JUMLAH"], printing.heading(), "total_label")
    for i, column in enumerate(form.columns[span:], start=span):
        box = Box(edges[i], top, edges[i + 1], bottom)
        sheet.slots.append(Slot(f"cell:total:{column.field.name}", "cell", "total", column.field, box, ruled=False))


def _words(
    sheet: Sheet, form: Form, text: str, edges: list[float], top: float, bottom: float, printing: Printing
) -> None:
    at = next(i for i, column in enumerate(form.columns) if column.field.kind is Kind.PRINTED)
    face = printing.heading()
    lines = wrapped(text, face, edges[at + 1] - edges[at] - mm(3))
    y = (top + bottom) / 2 - line_pitch(face) * (len(lines) - 1) / 2
    for line in lines:
        sheet.text(edges[at] + mm(1.5), y, line, face, "printed_row", anchor="lm")
        y += line_pitch(face)
