"""Writes a laid out sheet as .xlsx, and again with every place to write in a colour of its own and nothing else."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.spreadsheet_grid import Box, Sheet
from benchmarks.spreadsheet_style import PAPERS, Style

MM_PER_CHARACTER = (
    1.9  # of a column's width in Excel with the default 11 points face (7 px of 96 dpi, with its padding)
)
POINTS_PER_MM = 72 / 25.4
STEP = 6  # between two colours of places, of 255: printing keeps them apart


def colour(number: int) -> tuple[int, int, int]:
    """The colour of place `number`: (r, g, b), never white nor black."""
    number += 1
    base = 240 // STEP
    return 10 + STEP * (number % base), 10 + STEP * (number // base % base), 10 + STEP * (number // base // base)


def _paper(sheet: Worksheet, made: Sheet, style: Style) -> None:
    code, _, _ = PAPERS[style.paper]
    setup = sheet.page_setup
    setup.orientation = "landscape" if style.landscape else "portrait"
    if code:
        setup.paperSize = code
    else:
        setup.paperWidth, setup.paperHeight = "215.9mm", "330.2mm"
    setup.fitToWidth = setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    inch = style.margin / 25.4
    margins = sheet.page_margins
    margins.left = margins.right = inch
    margins.top, margins.bottom = inch + (0.2 if style.header else 0), inch + (0.2 if style.footer else 0)
    margins.header = margins.footer = max(0.15, inch / 2)
    sheet.print_area = f"A1:{get_column_letter(len(made.widths))}{len(made.heights)}"
    sheet.print_options.horizontalCentered = True
    for column, wide in enumerate(made.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = wide / MM_PER_CHARACTER
    for row, high in enumerate(made.heights, 1):
        sheet.row_dimensions[row].height = high * POINTS_PER_MM


def _side(name: str | None) -> Side:
    return Side(style=name, color="000000") if name else Side()


def _border(box: Box, made: Sheet, style: Style, row: int, column: int) -> Border:
    """The lines around one cell of a box of the table."""
    top, left, bottom, right = made.table
    heading = box.bottom < made.deep
    across = style.heading_border if heading or box.role == "total" else style.inner_across
    down = style.heading_border if heading else style.inner_down
    sides = {}
    for name, at, edge, whole, inner in (
        ("top", row, box.top, top, across),
        ("bottom", row, box.bottom, bottom, across),
        ("left", column, box.left, left, down),
        ("right", column, box.right, right, down),
    ):
        if at == edge:
            sides[name] = _side(style.outer if at == whole else inner)
    if row == box.bottom and box.bottom == made.deep - 1:
        sides["bottom"] = _side(style.heading_border)
    if style.gaps and heading and column != box.left:  # a maker who bordered only the first cell of what is merged
        sides.pop("bottom", None)
    return Border(**sides)


def _look(box: Box, style: Style, row: int) -> tuple[Font, PatternFill | None, Alignment]:
    size = {"title": style.size * 1.25, "number": style.size * 0.8}.get(box.role, style.size)
    shade = None
    if box.role in ("heading", "turned"):
        shade = style.heading_shade
    elif box.role == "total":
        shade = style.total_shade
    elif box.role == "cell" and row % 2:
        shade = style.zebra
    light = style.heading_light and box.role in ("heading", "turned")
    font = Font(
        name=style.face,
        size=round(size * 2) / 2,
        bold=box.bold,
        italic=box.role == "number" and style.numbers_italic,
        color="FFFFFF" if light else "000000",
    )
    alignment = Alignment(
        horizontal=box.align,
        vertical="center",
        wrap_text=box.role in ("heading", "turned"),
        text_rotation=90 if box.role == "turned" else 0,
        shrink_to_fit=False,
    )
    return font, PatternFill("solid", fgColor=shade) if shade else None, alignment


def _printed(sheet: Worksheet, made: Sheet, style: Style) -> None:
    ruled = {"heading", "turned", "number", "cell", "total"}
    for box in made.boxes:
        font, fill, alignment = _look(box, style, box.top)
        for row in range(box.top, box.bottom + 1):
            for column in range(box.left, box.right + 1):
                cell = sheet.cell(row + 1, column + 1)
                if box.role in ruled:
                    cell.border = _border(box, made, style, row, column)
                elif box.role == "room" and style.value_line:
                    cell.border = Border(bottom=_side(style.value_line))
                if fill:
                    cell.fill = fill
        first = sheet.cell(box.top + 1, box.left + 1)
        first.value, first.font, first.alignment = box.text or None, font, alignment
        if isinstance(first.value, str):
            first.data_type = "s"
        _merge(sheet, box)


def _merge(sheet: Worksheet, box: Box) -> None:
    if (box.top, box.left) != (box.bottom, box.right):
        sheet.merge_cells(
            start_row=box.top + 1, start_column=box.left + 1, end_row=box.bottom + 1, end_column=box.right + 1
        )


def write(made: Sheet, style: Style, name: Path) -> tuple[Path, Path]:
    """Writes `name`.xlsx as one sees it and `name`-places.xlsx with its places (boxes with a slot, in order)."""
    files = name.with_suffix(".xlsx"), name.with_name(name.name + "-places.xlsx")
    for file in files:
        book = Workbook()
        sheet = book.active
        sheet.title = "Rekap" if "rekap" in name.name else "Sheet1"
        _paper(sheet, made, style)
        # Both have the header and footer, for they take room of the sheet.
        sheet.oddHeader.left.text, sheet.oddFooter.center.text = style.header or None, style.footer or None
        if file == files[0]:
            sheet.print_options.gridLines = style.gridlines
            _printed(sheet, made, style)
        else:
            for number, box in enumerate(one for one in made.boxes if one.slot):
                _colour(sheet, box, number)
        _corners(sheet, made)
        book.save(file)
    return files


def _corners(sheet: Worksheet, made: Sheet) -> None:
    """A white point in the first and the last cell where they are empty, for Calc fits what is used to the page."""
    for cell in (sheet.cell(1, 1), sheet.cell(len(made.heights), len(made.widths))):
        if isinstance(cell, Cell) and cell.value is None:
            cell.value, cell.font = ".", Font(size=4, color="FFFFFF")


def _colour(sheet: Worksheet, box: Box, number: int) -> None:
    """Fills a box with the colour of its place; a point in the same colour, for Calc prints no page without text."""
    code = "{:02X}{:02X}{:02X}".format(*colour(number))
    for row in range(box.top, box.bottom + 1):
        for column in range(box.left, box.right + 1):
            cell = sheet.cell(row + 1, column + 1)
            cell.fill = PatternFill("solid", fgColor=code)
            cell.value, cell.font = ".", Font(size=6, color=code)
