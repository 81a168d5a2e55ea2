"""The tables of typed forms: headings that span, wrap or stand upright, column numbers, rows to fill, JUMLAH."""

from __future__ import annotations

from benchmarks.office_registry import Field
from benchmarks.typed_document import Cell, Document
from benchmarks.typed_faces import typed_width
from benchmarks.typed_look import Look

Rows = list[tuple[float | None, list[Cell | None]]]
SPLIT = ("TOTAL", "BALITA", "AKTE")


def path(place: Field, look: Look) -> list[str]:
    """The headings over a column, the widest first."""
    words = place.heading.split()
    low = [words[0], words[1]] if len(words) == 2 and words[0] in SPLIT else [place.heading]
    return [look.label(word) for word in ([place.group] if place.group else []) + low]


def widths(columns: list[Field], wanted: dict[str, float], width: float) -> list[float]:
    """Column widths in millimetres that fill `width`."""
    many = len(columns) > 20
    parts = [wanted.get(c.field, 1.0 if many else 1.5 if c.field.startswith("activity") else 2.0) for c in columns]
    return [width * part / sum(parts) for part in parts]


def table(
    document: Document, look: Look, columns: list[Field], wide: list[float], rows: int, total: bool, height: float,
    printed: dict[str, list[str]],
) -> str:  # fmt: skip
    """A table with `rows` rows to fill; `printed` are columns whose cells are typed."""
    made = header(document, look, columns, wide)
    inner = f"{look.line}pt {look.inner} #000000"
    side = f"{look.line}pt solid #000000"
    ruled = f'fo:border-left="{side}" fo:border-right="{side}" fo:border-top="{inner}" fo:border-bottom="{inner}"'
    for row in range(rows):
        cells: list[Cell | None] = []
        for column, width in zip(columns, wide, strict=True):
            if column.field in printed:
                typed = document.run(printed[column.field][row], look.size - 0.5)
                align = "center" if column.field == "row_no" else "start"
                cells.append(Cell(document.paragraph(typed, look.size, align), border=ruled, middle=True))
            else:
                cells.append(Cell(document.cell(f"cell:{row}:{column.field}", width, height), border=ruled))
        made.append((height, cells))
    if total:
        label = document.paragraph(document.run(look.total_label, look.size, bold=True), look.size, "center")
        cells = [Cell(label, columns=2, border=_boxed(look), middle=True), None]
        for column, width in zip(columns[2:], wide[2:], strict=True):
            cells.append(Cell(document.cell(f"cell:total:{column.field}", width, height), border=_boxed(look)))
        made.append((height, cells))
    return document.table(wide, _outlined(made, look))


def header(document: Document, look: Look, columns: list[Field], wide: list[float]) -> Rows:
    """The heading rows and the row of column numbers."""
    paths = [path(column, look) for column in columns]
    levels = max(map(len, paths))
    rows: list[list[Cell | None]] = [[None] * len(columns) for _ in range(levels)]
    narrow = [width < 9 for width in wide]
    for at, names in enumerate(paths):
        for level, name in enumerate(names):
            last = level == len(names) - 1
            if not last and at and paths[at - 1][: level + 1] == names[: level + 1] and len(paths[at - 1]) > level + 1:
                continue
            span = 1
            while not last and at + span < len(paths) and paths[at + span][: level + 1] == names[: level + 1]:
                span += 1
            upright = last and look.upright and narrow[at] and len(name) > 4
            size = (
                look.header_size
                if (narrow[at] and last) or len(columns) > 20
                else min(look.size, look.header_size + 1.5)
            )
            if not upright:
                size = _fitting(name, size, sum(wide[at : at + span]), look)
            body = document.paragraph(document.run(name, size, look.bold_header), size, "center")
            rows[level][at] = Cell(
                body, span, levels - level if last else 1, _boxed(look), look.shade, True, upright, 0.4
            )
    high: list[float | None] = [None] * levels
    if look.upright and any(cell and cell.upright for row in rows for cell in row):
        longest = max(len(name) for names, thin in zip(paths, narrow, strict=True) for name in names[-1:] if thin)
        high[-1] = min(30.0, max(16.0, longest * look.header_size * 0.13))
    made: Rows = list(zip(high, rows, strict=True))
    if look.column_numbers:
        size = min(look.header_size, 6.5)
        numbers = [document.paragraph(document.run(str(n + 1), size), size, "center") for n in range(len(columns))]
        made.append((None, [Cell(body, border=_boxed(look), fill=look.shade, padding=0.2) for body in numbers]))
    return made


def _fitting(name: str, size: float, width: float, look: Look) -> float:
    """A size at which the longest word is not broken, but never too small to read."""
    words = name.replace("/", "/ ").replace("-", "- ").split()
    longest = max(typed_width(word, look.face, 1, look.bold_header) for word in words)
    return max(4.2, min(size, round((width - 1.3) / longest, 1)))


def _boxed(look: Look) -> str:
    return f'fo:border="{look.line}pt solid #000000"'


def _outlined(rows: Rows, look: Look) -> Rows:
    if look.outer == "same":
        return rows
    edge = (
        f"{look.line * 2.5}pt solid #000000" if look.outer == "thick" else f"{max(1.5, look.line * 3)}pt double #000000"
    )
    for cell in rows[0][1]:
        if cell:
            cell.border = _with(cell.border, "top", edge)
    for cell in rows[-1][1]:
        if cell:
            cell.border = _with(cell.border, "bottom", edge)
    for _, cells in rows:
        if cells[0]:
            cells[0].border = _with(cells[0].border, "left", edge)
        last = next((cell for cell in reversed(cells) if cell), None)
        if last and (cells[-1] or last.columns > 1):
            last.border = _with(last.border, "right", edge)
    return rows


def _with(border: str, side: str, edge: str) -> str:
    sides = {}
    for part in border.split('" '):
        name, value = part.rstrip('"').split('="')
        for each in ("left", "right", "top", "bottom") if name == "fo:border" else (name.rsplit("-", 1)[1],):
            sides[each] = value
    sides[side] = edge
    return " ".join(f'fo:border-{name}="{value}"' for name, value in sides.items())
