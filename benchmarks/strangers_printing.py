"""Lays out the forms as strangers print them: title, heads, items, table, and what stands below."""

from __future__ import annotations

from random import Random

from benchmarks.strangers_fonts import Faces
from benchmarks.strangers_forms import Item, Layout
from benchmarks.strangers_sheet import PX, Sheet, Slot, Style
from benchmarks.strangers_table import print_table

_TAILS = ("notes", "signature", "page", "logo", "code")


def make_style(rng: Random, faces: Faces) -> Style:
    """How an office prints a book."""
    tail = tuple(name for name in _TAILS if rng.random() < 0.45)
    blanks = rng.choices(("dots", "line", "box", "none"), (5, 2, 1, 2))[0]
    centred = rng.random() < 0.7
    numbered = rng.random() < 0.35
    rulings = ("solid", "dotted", "dashed", "none") if numbered else ("solid", "dotted", "dashed", "dashed")
    paper = rng.choice(((210.0, 297.0), (215.0, 330.0), (215.0, 330.0), (216.0, 356.0)))
    return Style(
        faces=rng.choice(faces.prints),
        size=rng.uniform(3.1, 4.0),
        case=rng.choice(("upper", "title", "upper")),
        ruling=rng.choices(rulings, (8, 1.2, 0.6, 0.6))[0],
        foot=rng.choice(("solid", "solid", "solid", "double")),
        line=rng.choice((0.12, 0.2, 0.3)),
        frame=rng.choice((0.0, 0.0, 0.5, 0.8)),
        numbers=rng.choices(("plain", "paren", ""), (6, 2, 3))[0],
        blanks=blanks,
        colon=rng.choice((":", ":", " :", "" if blanks in ("dots", "line") else ":")),
        separator=rng.choice((" / ", "/", ", ", "   ")),
        prefix=rng.choices(("", "letter", "paren", "number", "box", "round"), (5, 1, 1, 1, 3, 1))[0],
        rotate=rng.random() < 0.6,
        centred=centred,
        lampiran=rng.choice(("", "", "Lampiran {}", "LAMPIRAN {}", "Lamp. {}")),
        numbered_rows=numbered,
        tail=tail,
        grey=rng.choice((0, 0, 30, 60)),
        paper=paper,
        row=rng.uniform(7.0, 9.5),
        rows=rng.randint(7, 14),
        item_number=rng.choice(("{}.", "{}.", "{})", "{}")),
        spacing=rng.uniform(6.6, 8.0),
        shaded=rng.random() < 0.2,
        abreast=rng.choice((1, 2, 2)),
    )


def print_form(layout: Layout, style: Style, rng: Random, wording: Random) -> Sheet:
    """An empty form of a book; `wording` chooses among wordings the same way for each sheet of the book."""
    short, long = style.paper if layout.form != "data-keluarga" else (215.0, 330.0)
    wide, high = (long, short) if layout.landscape else (short, long)
    sheet = Sheet(style, wide, high, rng)
    margin = rng.uniform(9, 13) + (4 if layout.form == "data-warga" else 0)
    y = _title(sheet, layout, margin, wording)
    y = _heads(sheet, layout, margin, y, wording)
    number = 1
    for item in layout.before:
        y = _item(sheet, item, "items", number, margin, y, wide - margin, wording)
        number += 1
    room = (
        14
        + (22 if "signature" in style.tail else 0)
        + len(layout.items) * style.spacing * (1.0 if layout.columns else 1.3)
    )
    if layout.columns:
        y = print_table(sheet, layout, margin, y + 2.5, high - room, wording) + style.spacing
    for item in layout.items:
        y = _item(sheet, item, "items", number, margin, y, wide - margin, wording)
        number += 1
    _below(sheet, layout, margin, min(y, high - 12))
    return sheet


def _title(sheet: Sheet, layout: Layout, margin: float, wording: Random) -> float:
    style, y = sheet.style, 12.0
    if style.lampiran:
        words = style.lampiran.format(layout.lampiran)
        sheet.text(sheet.wide - margin - sheet.width(words, 3.0), y - 3, words, 3.0)
    title = wording.choice(layout.titles)
    for line in title.split("\n") if title else []:
        words, size = (line.upper() if style.case == "upper" or wording.random() < 0.6 else line), style.size * 1.25
        size = min(size, size * (sheet.wide - 2 * margin) / sheet.width(words, size, True))
        x = (sheet.wide - sheet.width(words, size, True)) / 2 if style.centred else margin
        y += size * 1.25
        sheet.text(x, y, words, size, True)
    return y + 4


def _heads(sheet: Sheet, layout: Layout, margin: float, y: float, wording: Random) -> float:
    if not layout.right:
        return _head_block(sheet, layout.heads, margin, y, sheet.wide - margin, wording) + 3
    middle = sheet.wide * wording.uniform(0.52, 0.6)
    ends = [
        _head_block(sheet, layout.heads, margin, y, middle - 6, wording),
        _head_block(sheet, layout.right, middle, y, sheet.wide - margin, wording),
    ]
    return max(ends) + (4 if sheet.style.blanks == "box" else 1.5)


def _head_block(sheet: Sheet, items: tuple[Item, ...], x: float, y: float, limit: float, wording: Random) -> float:
    style = sheet.style
    labels = [sheet.cased(wording.choice(item.labels)) for item in items]
    colon = x + max(sheet.width(label, style.size) for label in labels) + 2.5
    for item, label in zip(items, labels, strict=True):
        y += style.spacing
        sheet.text(x, y, label, style.size)
        y = _answer(sheet, item, "head", colon, y, min(limit, colon + 88))
    return y


def _item(sheet: Sheet, item: Item, part: str, number: int, x: float, y: float, limit: float, wording: Random) -> float:
    style = sheet.style
    y += style.spacing * (0.86 if part == "items" and sheet.style.rows and item.kind != "counts" else 1.0)
    sheet.text(x, y, style.item_number.format(number), style.size)
    label = wording.choice(item.labels)
    sheet.text(x + 8, y, label, style.size)
    colon = x + 8 + max(62.0, sheet.width(label, style.size) + 3)
    return _answer(sheet, item, part, colon, y, limit) + 0.6


def _answer(sheet: Sheet, item: Item, part: str, x: float, y: float, limit: float) -> float:
    """What stands behind a label; returns the base line of its last line."""
    style = sheet.style
    if style.colon or item.options:
        sheet.text(x, y, style.colon.strip() or ":", style.size)
    x, high = x + 3, style.spacing
    if item.kind in ("pair", "counts"):
        return _several(sheet, item, part, x, y, limit)
    if not item.options or item.kind == "count":
        end = min(limit, x + {"count": 18.0, "year": 24.0, "month": 34.0}.get(item.kind, 78.0))
        sheet.blank(part, item.fields[0], item.kind, x, end, y, high)
        for unit in item.options:
            sheet.text(end + 0.8, y, unit, style.size)
        return y
    start = x
    options, x, y = sheet.options(item.options, x, y, limit, style.spacing * 0.9)
    sheet.slots.append(
        Slot(
            part,
            None,
            item.fields[0],
            item.kind,
            (options[0][1][0], options[0][1][1], options[-1][1][2], options[-1][1][3]),
            options=options,
        )
    )
    if item.extra:
        before, after = item.extra.split("#")
        need = 16 if item.kind == "yes_no_count" else 38
        if x + sheet.width(before, style.size) + need * 0.75 > limit:
            y, x = y + style.spacing, start
        x = sheet.text(x + 1, y, before, style.size)
        end = min(limit - sheet.width(after, style.size), x + need)
        name = f"{item.fields[0]}_{'count' if item.kind == 'yes_no_count' else 'text'}"
        sheet.blank(part, name, "count" if item.kind == "yes_no_count" else "text", x, end, y, high)
        sheet.text(end + 0.6, y, after.strip(), style.size)
    return y


def _several(sheet: Sheet, item: Item, part: str, x: float, y: float, limit: float) -> float:
    style, left = sheet.style, x
    columns = 2 if item.kind == "pair" else style.abreast
    step = (limit - left) / columns
    for number, (name, word) in enumerate(zip(item.fields, item.options, strict=True)):
        if number and number % columns == 0:
            y += style.spacing * 0.92
        x = left + step * (number % columns)
        mark = "" if item.kind == "pair" else f"{'abcdefgh'[number]}. "
        room = max(sheet.width(f"{mark}{other}", style.size) for other in item.options) + 2
        sheet.text(x, y, mark + word, style.size)
        sheet.text(x + room, y, ":", style.size)
        end = x + room + 2 + min(13, step - room - 14)
        sheet.blank(part, name, "count", x + room + 2, end, y, style.spacing)
        sheet.text(end + 0.8, y, "orang" if step - room > 26 else "org", style.size)
    return y


def _below(sheet: Sheet, layout: Layout, margin: float, y: float) -> None:
    style, size = sheet.style, sheet.style.size * 0.85
    if "notes" in style.tail and y < sheet.high - 16:
        notes = (
            "Catatan : diisi oleh Ketua Kelompok Dasa Wisma.",
            "*) Coret yang tidak perlu",
            "Keterangan : L = Laki-laki, P = Perempuan",
        )
        sheet.text(margin, y + 4, notes[len(layout.form) % 3], size)
    if "signature" in style.tail and y < sheet.high - 26:
        x = sheet.wide - margin - 62
        for number, words in enumerate(
            (
                "..................., ....................",
                "Ketua Kelompok,",
                "",
                "",
                "( ................................ )",
            )
        ):
            sheet.text(x, y + 6 + 4.4 * number, words, size)
        sheet.signed_at = y + 6 + 4.4 * 4 - 1
    if "page" in style.tail:
        sheet.text(sheet.wide / 2, sheet.high - 5, str(sheet.rng.randint(1, 90)), size)
    if "code" in style.tail:
        sheet.text(
            margin,
            sheet.high - 5,
            "TP PKK " + ("Desa" if layout.form.startswith("rekap") else "Kelompok Dasa Wisma"),
            size * 0.9,
        )
    if "logo" in style.tail and style.centred:
        x, top = margin + 4, 6.0
        sheet.draw.ellipse(tuple(value * PX for value in (x - 3, top - 1, x + 7, top + 9)), outline=style.grey, width=4)
        sheet.text(x - 1, top + 5, "PKK", 2.6, True)
