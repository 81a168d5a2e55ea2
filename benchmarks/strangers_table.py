"""The table of a stranger's form: headings in groups and levels, column numbers, rows, JUMLAH, rules."""

from __future__ import annotations

from random import Random

from benchmarks.strangers_forms import Column, Layout, group_names
from benchmarks.strangers_sheet import Sheet, Slot, scaled


def print_table(sheet: Sheet, layout: Layout, margin: float, top: float, bottom: float, wording: Random) -> float:
    style, columns = sheet.style, layout.columns
    wishes = [column.width * (wording.uniform(0.88, 1.12) if column.kind != "count" else 1) for column in columns]
    scale = (sheet.wide - 2 * margin) / sum(wishes)
    edges = [margin]
    for wish in wishes:
        edges.append(edges[-1] + wish * scale)
    pick = wording.randrange(12)
    headings = [
        sheet.cased(
            column.headings[pick % len(column.headings)]
            if "|" in column.headings[0]
            else wording.choice(column.headings)
        )
        for column in columns
    ]
    foot = _header(sheet, columns, headings, edges, top, wording)
    if style.numbers:
        for number in range(len(columns)):
            words = f"({number + 1})" if style.numbers == "paren" else str(number + 1)
            sheet.wrapped((edges[number], foot, edges[number + 1], foot + 4.2), words, 2.5, False, False)
        foot += 4.2
    with_total = layout.total > 0 and wording.random() < layout.total
    rows = len(layout.printed) or min(style.rows, int((bottom - foot) / style.row) - with_total)
    ends = [foot + style.row * number for number in range(rows + 1 + with_total)]
    for number, y in enumerate(ends[:-1]):
        total = with_total and number == rows
        for place, column in enumerate(columns):
            box = (edges[place], y, edges[place + 1], ends[number + 1])
            _cell(sheet, layout, column, number, box, total)
        if total:
            sheet.wrapped((edges[0], y, edges[2], ends[-1]), sheet.cased("Jumlah"), style.size, True, False)
    _rules(sheet, edges, top, foot, ends, with_total)
    return ends[-1]


def _cell(
    sheet: Sheet, layout: Layout, column: Column, number: int, box: tuple[float, float, float, float], total: bool
) -> None:
    left, top, right, bottom = box
    if total and (
        (column.kind not in ("count", "tick_or_count") and column.field != "note")
        or column is layout.columns[0]
        or column is layout.columns[1]
    ):
        return
    if column.kind == "printed":
        sheet.text(left + 1.5, (top + bottom) / 2 + 1.2, layout.printed[number], sheet.style.size)
        return
    kind = column.kind
    if column.field == "row_no" and (sheet.style.numbered_rows or layout.printed):
        sheet.wrapped(
            box, f"{number + 1}{'.' if sheet.style.item_number == '{}.' else ''}", sheet.style.size, False, False
        )
        kind = "printed"
    sheet.slots.append(
        Slot(
            "cell",
            -1 if total else number,
            column.field,
            kind,
            scaled((left + 0.4, top + 0.3, right - 0.4, bottom - 0.3)),
        )
    )


def _header(
    sheet: Sheet, columns: tuple[Column, ...], headings: list[str], edges: list[float], top: float, wording: Random
) -> float:
    style = sheet.style
    grouped = any(column.group for column in columns)
    split = any("|" in heading for heading in headings)
    size = min(style.size * 0.82, 2.9)
    narrow = sum(edges[place + 1] - edges[place] < 12 for place in range(len(columns)))
    middle = 30.0 if style.rotate and narrow > 6 else 22.0 if narrow > 3 else 14.0 if grouped else 9.0
    first, last = (7.0 if grouped else 0.0), (6.0 if split else 0.0)
    levels = [top, top + first, top + first + middle - last, top + first + middle]
    if style.shaded:
        sheet.draw.rectangle(scaled((edges[0], top, edges[-1], levels[3])), fill=226)
    groups: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        if column.group:
            groups.setdefault(column.group, []).append(place)
    for group, places in groups.items():
        words = sheet.cased(wording.choice(group_names(group)))
        sheet.wrapped((edges[places[0]], levels[0], edges[places[-1] + 1], levels[1]), words, size, True, False)
        sheet.line(edges[places[0]], levels[1], edges[places[-1] + 1], levels[1], "solid", style.line)
    place = 0
    while place < len(columns):
        start = levels[1] if columns[place].group else levels[0]
        above, _, below = headings[place].partition("|")
        if not below:
            sheet.wrapped((edges[place], start, edges[place + 1], levels[3]), headings[place], size, True, style.rotate)
            place += 1
            continue
        sheet.wrapped((edges[place], start, edges[place + 2], levels[2]), above, size, True, style.rotate)
        sheet.line(edges[place], levels[2], edges[place + 2], levels[2], "solid", style.line)
        sheet.line(edges[place + 1], levels[2], edges[place + 1], levels[3], "solid", style.line)
        for step in (0, 1):
            word = headings[place + step].partition("|")[2]
            sheet.wrapped(
                (edges[place + step], levels[2], edges[place + step + 1], levels[3]), word, size, True, style.rotate
            )
        place += 2
    for place in range(1, len(columns)):
        pair = (
            "|" in headings[place]
            and "|" in headings[place - 1]
            and headings[place].endswith(("P", "PEREMPUAN", "Perempuan", "TIDAK", "Tidak"))
        )
        same = columns[place].group and columns[place].group == columns[place - 1].group
        if not pair:
            sheet.line(edges[place], levels[1] if same else levels[0], edges[place], levels[3], "solid", style.line)
    return levels[3]


def _rules(sheet: Sheet, edges: list[float], top: float, foot: float, ends: list[float], with_total: bool) -> None:
    style = sheet.style
    number_row = foot - 4.2 if style.numbers else None
    for y in ([number_row] if number_row else []) + [foot]:
        sheet.line(edges[0], y, edges[-1], y, style.foot if y == foot else "solid", style.line)
    for y in ends[1:-1]:
        sheet.line(edges[0], y, edges[-1], y, "solid" if with_total and y == ends[-2] else style.ruling, style.line)
    for place, x in enumerate(edges[1:-1], 1):
        sheet.line(x, (number_row or foot), x, ends[-2] if with_total and place == 1 else ends[-1], "solid", style.line)
    for x in (edges[0], edges[-1]):
        sheet.line(x, top, x, ends[-1], "solid", max(style.line, style.frame))
    for y in (top, ends[-1]):
        sheet.line(edges[0], y, edges[-1], y, "solid", max(style.line, style.frame))
