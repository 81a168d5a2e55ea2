"""Lays a page's form out on the cells of a worksheet: title, head, table, JUMLAH, items and signatures.

A sheet is a grid of columns (mm wide) and rows (mm high); a box is a cell or a merged range of it.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.spreadsheet_contents import Page
from benchmarks.spreadsheet_grid import Box, Sheet, Slot
from benchmarks.spreadsheet_registry import Field
from benchmarks.spreadsheet_style import Style
from benchmarks.spreadsheet_table import table

# How wide a column of a kind is before the page is scaled, mm: what leaves a hand room on F4.
WIDTHS = {
    "count": 9.0,
    "tick_or_count": 9.0,
    "name": 40.0,
    "code": 22.0,
    "code_text": 25.0,
    "date_age": 30.0,
    "date": 24.0,
    "digits": 18.0,
    "mark": 9.0,
    "mark_text": 19.0,
    "text": 24.0,
}
PIECE = 10.0  # mm: a wide column is made of cells about so wide, which the head's fields use too
HEAD_ROW = 6.5  # mm, of a row of the head before its jitter


@dataclass
class Maker:
    """Lays one page out in a style. `typed` are the fields whose values the sheet has in print, by name."""

    page: Page
    style: Style
    words: Mapping[str, Any]
    draw: random.Random
    typed: dict[str, str]

    def make(self) -> Sheet:
        """The whole sheet."""
        spans, widths = self._columns()
        self.sheet = Sheet(widths)
        self._title()
        self._head()
        if self.page.items:
            self._counts()
        table(self.sheet, self.page, self.style, self.wording, spans)
        if self.page.items:
            self._items()
        self._signatures()
        return self.sheet

    def wording(self, text: str) -> str:
        ways = self.words["headings"].get(text)
        return self.draw.choice(ways) if ways and self.style.abbreviated else text

    def _columns(self) -> tuple[list[tuple[int, int]], list[float]]:
        spans, widths = [], []
        for one in self.page.form.table:
            wide = (
                9.0
                if one.name in ("row_no", "sex")
                else 20.0
                if one.name == "note" and self.page.form.is_recap
                else WIDTHS.get(one.kind, 20.0)
            )
            wide *= self.style.wide * self.draw.uniform(0.88, 1.2)
            pieces = max(1, round(wide / PIECE))
            spans.append((len(widths), len(widths) + pieces - 1))
            widths += [wide / pieces] * pieces
        return spans, widths

    def _letters(self, text: str) -> float:
        """About how wide a text is, mm."""
        return len(text) * self.style.size * (0.24 if text.isupper() else 0.2) + 2

    def _title(self) -> None:
        last = len(self.sheet.widths) - 1
        if self.style.lampiran:
            row = self.sheet.row(self.style.size * 0.6)
            self.sheet.boxes.append(
                Box(
                    row,
                    last - 3,
                    row,
                    last,
                    "text",
                    f"LAMPIRAN {self.page.form.edition.split(' / ')[0]}",
                    align="right",
                )
            )
        for line in self.draw.choice(self.words["titles"][self.page.form.form]):
            row = self.sheet.row(self.style.size * 0.65)
            self.sheet.boxes.append(Box(row, 0, row, last, "title", line, bold=True, align="center"))
        self.sheet.row(3)

    def pieces(self, row: int, left: int, parts: list[tuple[str | Slot, float]]) -> int:
        """Puts texts and rooms of so many mm beside each other from column `left` on; the column after them."""
        for what, wide in parts:
            right = self.sheet.reach(left, wide)
            if isinstance(what, Slot):
                text = self.typed.get(what.name, "") if not what.options else self._options(what.field)
                self.sheet.boxes.append(Box(row, left, row, right, "options" if what.options else "room", text, what))
            else:
                self.sheet.boxes.append(Box(row, left, row, right, "text", what))
            left = right + 1
            if left >= len(self.sheet.widths):
                break
        return left

    def _options(self, one: Field) -> str:
        if self.style.options == "slash":
            return " / ".join(one.values)
        return "   ".join(f"{'□' if self.style.options == 'box' else '(   )'} {word}" for word in one.values)

    def _said(self, part: str, one: Field, label: str, wide: float) -> list[tuple[str | Slot, float]]:
        """A labelled room, or the options of a choice with the rooms behind them."""
        parts: list[tuple[str | Slot, float]] = (
            [(label, wide), (":", 4.0)] if self.style.colon_cell else [(f"{label} :", wide)]
        )
        if not one.kind.startswith(("choice", "yes_no")):
            parts.append((Slot(part, None, one, one.name), 22.0 if one.kind in ("count", "year") else 55.0))
            return parts
        parts.append((Slot(part, None, one, one.name, True), self._letters(self._options(one)) + 4))
        if one.kind == "yes_no_count":
            parts += [("Jumlah :", 18.0), (Slot(part, None, one, f"{one.name}_count"), 14.0), ("buah", 12.0)]
        elif one.kind in ("yes_no_text", "choice_text"):
            parts += [("Jenis :", 15.0), (Slot(part, None, one, f"{one.name}_text"), 45.0)]
        return parts

    def _head(self) -> None:
        fields = [one for one in self.page.form.head if not one.group]
        grouped = [one for one in self.page.form.head if one.group]
        lines: list[list[tuple[str | Slot, float]]] = []
        label = {one.name: self.draw.choice(self.words["labels"].get(one.name, [one.heading])) for one in fields}
        wide = max(self._letters(text) for text in label.values())
        names = [one.name for one in fields]
        joined = self.style.joined_rt and "rt" in names and "rw" in names
        for one in fields:
            if joined and one.name == "rt":
                rw = next(other for other in fields if other.name == "rw")
                lines.append(
                    [
                        ("RT/RW", wide),
                        (":", 4.0),
                        (Slot("head", None, one, "rt"), 12.0),
                        ("/", 4.0),
                        (Slot("head", None, rw, "rw"), 12.0),
                    ]
                )
            elif not (joined and one.name == "rw"):
                lines.append(self._said("head", one, label[one.name], wide))
        last: list[list[tuple[str | Slot, float]]] = []
        if grouped:
            parts: list[tuple[str | Slot, float]] = [(grouped[0].group.capitalize(), wide), (":", 4.0)]
            for one in grouped:
                parts += [(f"{one.heading} :", 24.0), (Slot("head", None, one, one.name), 14.0), ("orang", 14.0)]
            last.append(parts)
        choices = [one for one in lines if any(isinstance(what, Slot) and what.options for what, _ in one)]
        half = (len(lines) + 1) // 2 if self.style.two_blocks else len(lines)
        left = [one for one in lines if one not in choices] if choices else lines[:half]
        right = choices or lines[half:]
        left += [[]] * (len(right) - len(left)) + last  # the long line alone
        middle = self.sheet.reach(0, sum(self.sheet.widths) * 0.55)
        for number in range(max(len(left), len(right))):
            row = self.sheet.row(HEAD_ROW * self.draw.uniform(0.95, 1.3))
            after = self.pieces(row, 0, left[number]) if number < len(left) else 0
            if number < len(right):
                self.pieces(row, max(middle, after), right[number])
        self.sheet.row(3)

    def _counts(self) -> None:
        counts = [one for one in self.page.form.items if one.kind == "count"]
        left, last = 0, ""
        row = -1
        letters = "abcdefgh"
        number = 0
        for one in counts:
            if one.group and one.no != last:
                row = self.sheet.row(HEAD_ROW)
                self.pieces(row, 0, [(f"{one.no}. {one.group}", 40.0), (":", 4.0)])
                left = 0
            last = one.no
            if left == 0 or left > len(self.sheet.widths) * 0.55:
                row, left = self.sheet.row(HEAD_ROW * 1.1), 0
            label = f"{letters[number]}. {one.heading}" if one.group else f"{one.no}. {one.heading}"
            number += bool(one.group)
            left = self.pieces(
                row,
                left,
                [
                    (label, 34.0),
                    (":", 4.0),
                    (Slot("item", None, one, one.name), 16.0),
                    ("orang" if one.group else "KK", 14.0),
                ],
            )
        self.sheet.row(3)

    def _items(self) -> None:
        items = [one for one in self.page.form.items if one.kind != "count"]
        self.sheet.row(3)
        wide = max(self._letters(f"{one.no}. {one.heading}") for one in items)
        for one in items:
            self.pieces(self.sheet.row(HEAD_ROW * 1.15), 0, self._said("item", one, f"{one.no}. {one.heading}", wide))

    def _signatures(self) -> None:
        if not self.style.signature:
            return
        self.sheet.row(4)
        last = len(self.sheet.widths) - 1
        place = self.sheet.reach(0, sum(self.sheet.widths) * 0.7)
        for left, right in [
            ("Mengetahui,", "................, ..................... 20...."),
            ("Ketua TP PKK", "Sekretaris / Kader"),
            ("", ""),
            ("", ""),
            ("( ............................ )", "( ............................ )"),
        ]:
            row = self.sheet.row(self.style.size * 0.6)
            self.sheet.boxes.append(
                Box(row, 0, row, min(place - 1, self.sheet.reach(0, 60)), "text", left, align="center")
            )
            self.sheet.boxes.append(Box(row, place, row, last, "text", right, align="center"))
