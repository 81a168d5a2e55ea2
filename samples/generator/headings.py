"""Prints the head of a table: groups over columns, headings upright or turned, the row of column numbers."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import ImageFont

from pipeline.form import Column
from pipeline.geometry import Box
from samples.generator.printing import Printing
from samples.generator.sheet import Sheet, line_pitch, mm, wrapped


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the head: its words, and the columns (first, after last) and levels (top, after bottom) it covers."""

    text: str
    first: int
    after: int
    top: int
    bottom: int


def head_cells(columns: tuple[Column, ...], printing: Printing) -> tuple[tuple[HeadCell, ...], int]:
    """The cells of the head, and its number of levels (1 to 3)."""
    texts = [_cased(printing.chosen(column.headings, column.field.name), printing) for column in columns]
    groups = [printing.chosen(column.groups, column.groups[0]) if column.groups else "" for column in columns]
    pairs = [_pair(texts, groups, i) if printing.pair_heads else "" for i in range(len(columns))]
    base = 1 if any(groups) else 0
    levels = base + (2 if any(pairs) else 1)
    cells: list[HeadCell] = []
    i = 0
    while i < len(columns):
        start = i
        if groups[i]:
            while i < len(columns) and groups[i] == groups[start]:
                i += 1
            cells.append(HeadCell(_cased(groups[start], printing), start, i, 0, 1))
        else:
            i += 1
        top = 1 if groups[start] else 0
        j = start
        while j < i:
            if pairs[j] and j + 1 < len(columns) and pairs[j + 1] == pairs[j]:
                cells.append(HeadCell(pairs[j], j, j + 2, top, levels - 1))
                cells += [HeadCell(texts[k].rsplit(" ", 1)[1], k, k + 1, levels - 1, levels) for k in (j, j + 1)]
                j += 2
            else:
                cells.append(HeadCell(texts[j], j, j + 1, top, levels))
                j += 1
    return tuple(cells), levels


def _pair(texts: list[str], groups: list[str], i: int) -> str:
    """The words that this column shares with the neighbour it makes a pair with (TOTAL L, TOTAL P), else nothing."""
    for j in (i - 1, i + 1):
        if 0 <= j < len(texts) and groups[i] == groups[j] and " " in texts[i] and " " in texts[j]:
            (stem, end), (other, far) = texts[i].rsplit(" ", 1), texts[j].rsplit(" ", 1)
            ends = {end.upper(), far.upper()}
            if stem == other and ends in ({"L", "P"}, {"ADA", "TIDAK"}):
                return stem
    return ""


def _cased(text: str, printing: Printing) -> str:
    if not printing.title_case_headings:
        return text
    short = {"NO", "KK", "KRT", "RT", "RW", "PKK", "PUS", "WUS", "PDAM", "SPAL", "P4K", "UP2K", "MCK", "DLL", "L/P"}
    return " ".join(word if word.strip(".") in short else word.capitalize() for word in text.split(" "))


def level_heights(cells: tuple[HeadCell, ...], levels: int, edges: list[float], printing: Printing) -> list[float]:
    """Heights of the levels in pixels, so that the words of each cell find room."""
    face = printing.heading()
    heights = [0.0] * levels
    for cell in sorted(cells, key=lambda cell: cell.bottom - cell.top):
        _, lines, turned, _ = _fit(cell.text, edges[cell.after] - edges[cell.first], mm(44), printing)
        long = max(face.getlength(line) for line in lines) + mm(3)
        need = long if turned else line_pitch(face) * len(lines) + mm(2)
        have = sum(heights[cell.top : cell.bottom])
        heights[cell.bottom - 1] += max(0.0, min(need, mm(46)) - have)
    return heights


def _fit(
    text: str, width: float, height: float, printing: Printing
) -> tuple[ImageFont.FreeTypeFont, list[str], bool, float]:
    """Font, lines and whether they are turned, so that `text` fits; the largest size that does."""
    pad = mm(1.0)
    for shrunk in (1.0, 0.93, 0.86, 0.79, 0.72, 0.65, 0.58):
        face = printing.heading(shrunk)
        flat = wrapped(text, face, width - pad)
        short = max(face.getlength(line) for line in flat) <= width - pad and line_pitch(face) * len(flat) <= height
        if short and (len(flat) <= 4 or width > mm(15)):
            return face, flat, False, shrunk
        turned = _turned(text, face, width - mm(0.4), height - mm(2))
        if turned:
            return face, turned, True, shrunk
    return face, _turned(text, face, 10_000, height - mm(2)), True, shrunk


def _turned(text: str, face: ImageFont.FreeTypeFont, width: float, height: float) -> list[str]:
    """Lines of the turned heading, as few as keep it reasonably short, else no line."""
    lengths = [height] if face.getlength(text) < mm(22) else [mm(24), mm(30), mm(38), height]
    for length in lengths:
        lines = wrapped(text, face, min(length, height))
        if line_pitch(face) * len(lines) <= width and max(face.getlength(line) for line in lines) <= height:
            return lines
    return []


def draw_head(sheet: Sheet, columns: tuple[Column, ...], printing: Printing, edges: list[float], top: float) -> float:
    """Prints the head from `top` down, `edges` the column edges. Returns its lower edge."""
    cells, levels = head_cells(columns, printing)
    heights = level_heights(cells, levels, edges, printing)
    ys = [top]
    for height in heights:
        ys.append(ys[-1] + height)
    sheet.ground(Box(edges[0], top, edges[-1], ys[-1]), printing.head_grey)
    for cell in cells:
        box = Box(edges[cell.first], ys[cell.top], edges[cell.after], ys[cell.bottom])
        face, lines, turned, _ = _fit(cell.text, box.width, box.height, printing)
        role = "group" if cell.after - cell.first > 1 else "heading"
        sheet.block(box, lines, face, role, turned)
        for x in (box.left, box.right):
            sheet.line(x, box.top, x, box.bottom, printing.line_px)
        sheet.line(box.left, box.bottom, box.right, box.bottom, printing.line_px)
    sheet.line(edges[0], top, edges[-1], top, printing.line_px)
    bottom = ys[-1]
    if printing.number_row:
        face = printing.heading(0.9)
        height = line_pitch(face) + mm(1.2)
        for i, column in enumerate(columns):
            box = Box(edges[i], bottom, edges[i + 1], bottom + height)
            sheet.block(box, [str(column.number)], face, "column_number")
        for x in edges:
            sheet.line(x, bottom, x, bottom + height, printing.line_px)
        bottom += height
        sheet.line(edges[0], bottom, edges[-1], bottom, printing.line_px)
    return bottom
