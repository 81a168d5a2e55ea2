"""The table of a sheet: headings of one to three rows, column numbers, rows and JUMLAH."""

from collections.abc import Callable

from benchmarks.spreadsheet_contents import Page
from benchmarks.spreadsheet_grid import Box, Sheet, Slot
from benchmarks.spreadsheet_style import Style


def table(sheet: Sheet, page: Page, style: Style, wording: Callable[[str], str], spans: list[tuple[int, int]]) -> None:
    """Adds the table to a sheet: headings, column numbers, rows and JUMLAH; `spans` are its columns' cells."""
    columns = page.form.table
    levels = max(len(one.path()) for one in columns)
    top = len(sheet.heights)
    longest = max(len(one.path()[-1]) for one in columns)
    for level in range(levels):
        turned = style.size * 0.19 * min(longest, 24) + 4
        sheet.row(
            turned if style.turned and level == levels - 1 else style.size * 0.45 * (2.2 if level < levels - 1 else 4.2)
        )
    paths = [tuple(wording(text) for text in [*one.path()]) for one in columns]
    keys = [one.path() for one in columns]
    for level in range(levels):
        at = 0
        while at < len(columns):
            end = at
            if level < len(keys[at]) - 1:
                while (
                    end + 1 < len(columns)
                    and keys[end + 1][: level + 1] == keys[at][: level + 1]
                    and len(keys[end + 1]) > level + 1
                ):
                    end += 1
            if level < len(keys[at]):
                bottom = top + (levels - 1 if level == len(keys[at]) - 1 else level)
                narrow = (
                    level == len(keys[at]) - 1
                    and style.turned
                    and columns[at].kind not in ("name", "text", "code")
                    and len(paths[at][level]) > 3
                )
                role = "turned" if narrow else "heading"
                sheet.boxes.append(
                    Box(
                        top + level,
                        spans[at][0],
                        bottom,
                        spans[end][1],
                        role,
                        paths[at][level],
                        bold=style.heading_bold,
                        align="center",
                    )
                )
            at = end + 1
    if style.numbers:
        row = sheet.row(style.size * 0.55)
        for number, (left, right) in enumerate(spans, 1):
            sheet.boxes.append(
                Box(
                    row,
                    left,
                    row,
                    right,
                    "number",
                    f"({number})" if style.numbers == "brackets" else str(number),
                    align="center",
                )
            )
    sheet.deep = len(sheet.heights)
    for number in range(max(3, len(page.rows) + style.rows_beyond)):
        row = sheet.row(style.row_height)
        for one, (left, right) in zip(columns, spans, strict=True):
            text = str(number + 1) if one.name == "row_no" and style.row_numbers else ""
            sheet.boxes.append(
                Box(row, left, row, right, "cell", text, Slot("cell", str(number), one, one.name), align="center")
            )
    if page.total is not None:
        row = sheet.row(style.row_height * 1.05)
        ends = [(spans[0][0], spans[1][1])] if style.total_merged else [spans[0], spans[1]]
        for at, (left, right) in enumerate(ends):
            label = style.total_label if at == len(ends) - 1 else ""
            sheet.boxes.append(Box(row, left, row, right, "total", label, bold=True, align="center"))
        for one, (left, right) in zip(columns[2:], spans[2:], strict=True):
            sheet.boxes.append(
                Box(row, left, row, right, "total", "", Slot("cell", "total", one, one.name), align="center")
            )
    sheet.table = (top, 0, len(sheet.heights) - 1, len(sheet.widths) - 1)
