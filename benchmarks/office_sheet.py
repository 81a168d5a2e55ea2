"""The HTML of one sheet as an office prints it, with what a writer put into it."""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

from benchmarks.office_people import Written
from benchmarks.office_registry import Field

STYLE = Template((Path(__file__).parent / "office_sheet.css").read_text(encoding="utf-8"))
DEEP = {"TOTAL", "BALITA", "AKTE"}
"""First words of headings that stand above two columns: TOTAL L, TOTAL P."""


@dataclass(frozen=True)
class Printing:
    """How one office types its forms."""

    face: str
    points: float
    fill: str
    options: str
    heads: str
    shade: str
    vertical: bool
    numbers: str
    line: str
    row_px: int
    case: Callable[[str], str]
    attachment: bool
    ruled_items: bool
    title_left: bool


def printing(chance: random.Random, faces: list[str]) -> Printing:
    """A printing by chance."""
    pick = chance.choice
    return Printing(
        face=pick(faces),
        points=pick([8, 9, 9, 10]),
        fill=pick(["dots", "under", "dotted", "solid", "cell", "none"]),
        options=pick(["slash", "boxes", "boxes", "comma"]),
        heads=pick(["one", "two", "two"]),
        shade=pick(["#fff", "#fff", "#ddd", "#cfe2f3", "#e2efda"]),
        vertical=chance.random() < 0.4,
        numbers=pick(["plain", "plain", "plain", "italic", "brackets", "none"]),
        line=pick(["1px solid #000", "1px solid #000", "0.7px solid #444", "1.5px solid #000"]),
        row_px=chance.randint(19, 30),
        case=pick([str, str, str.title]),
        attachment=chance.random() < 0.5,
        ruled_items=chance.random() < 0.3,
        title_left=chance.random() < 0.2,
    )


class Sheet:
    """Builds one sheet; `written` holds by key what was written and where it belongs."""

    def __init__(self, look: Printing, words: dict[str, Any], chance: random.Random) -> None:
        self.look, self.words, self.chance = look, words, chance
        self.written: dict[str, tuple[str, str | None, str, Written]] = {}
        self._said: dict[str, str] = {}

    def label(self, heading: str) -> str:
        """The heading in this office's words, the same all over a sheet."""
        kinds = self.words["headings"].get(heading, [heading])
        if heading not in self._said:
            self._said[heading] = self.chance.choice(kinds)
        return html.escape(self._said[heading])

    def place(self, part: str, row: str | None, name: str, said: Written, *, inline: bool = False) -> str:
        """An empty element that the hand will fill."""
        short = {"head": f"head:{name}", "item": f"item:{name}", "cell": f"cell:{row}:{name}"}[part]
        self.written[short] = (part, row, name, said)
        return f'<span class="w{" in" if inline else ""}" data-key="{short}"></span>'

    def line(self, part: str, name: str, said: Written, width: int) -> str:
        """A line to write on."""
        look, dots = self.look, {"dots": "." * 200, "under": "_" * 120}.get(self.look.fill, "&nbsp;")
        return (
            f'<span class="fill {look.fill}" style="width:{width}px">{dots}{self.place(part, None, name, said)}</span>'
        )

    def options(self, part: str, name: str, values: list[str], said: Written, extra: dict[str, Written]) -> str:
        """Printed options, with lines for what is to be added."""
        self.written[f"opt:{name}"] = ("head" if part == "head" else "items", None, name, said)
        boxes = self.look.options == "boxes"
        out = []
        for value in values:
            chosen = said.state == "value" and said.value == value
            box = '<b class="box">&nbsp;</b> ' if boxes else ""
            out.append(f'<span class="o" data-opt="{name}" data-on="{int(chosen)}">{box}{html.escape(value)}</span>')
        joined = {"slash": " / ", "boxes": " &nbsp; ", "comma": ", "}[self.look.options].join(out)
        for field, more in extra.items():
            lead, tail = (" Jumlah : ", " buah") if field.endswith("_count") else (" : ", "")
            joined += lead + self.line(part, field, more, 60 if tail else 110) + tail
        return joined

    def pairs(self, rows: list[tuple[str, str]], *, numbered: bool = False) -> str:
        """Label, colon and place, in a table without lines (or with)."""
        lines = "".join(
            f"<tr>{f'<td>{n}.</td>' if numbered else ''}<td class=l>{label}</td><td>:</td><td>{value}</td></tr>"
            for n, (label, value) in enumerate(rows, 1)
        )
        return f'<table class="{"ruled" if numbered and self.look.ruled_items else "pairs"}">{lines}</table>'

    def table(self, places: list[Field], rows: list[dict[str, Written]], *, total: dict[str, Written] | None) -> str:
        """The table, its headings by group, its numbers, rows and JUMLAH."""
        body = []
        for number, row in enumerate(rows):
            cells = "".join(self._cell(place, str(number), row, number) for place in places)
            body.append(f'<tr style="height:{self.look.row_px}px">{cells}</tr>')
        if total is not None:
            cells = "".join(self._cell(place, "total", total, 0) for place in places[2:])
            body.append(f'<tr style="height:{self.look.row_px}px"><td class=jml colspan=2>JUMLAH</td>{cells}</tr>')
        return f"<table class=grid><thead>{self._headings(places)}</thead><tbody>{''.join(body)}</tbody></table>"

    def _cell(self, place: Field, row: str, said: dict[str, Written], number: int) -> str:
        if place.kind == "printed":
            return f"<td class=printed>{html.escape(place.values[number])}</td>"
        if place.field not in said:
            return "<td></td>"
        if place.form == "kegiatan-warga" and place.field == "row_no":
            self.written[f"cell:{row}:row_no"] = ("cell", row, "row_no", said["row_no"])
            return f'<td data-cell="cell:{row}:row_no">{number + 1}</td>'
        return f"<td>{self.place('cell', row, place.field, said[place.field])}</td>"

    def _headings(self, places: list[Field]) -> str:
        one, two, three = [], [], []
        deep = any(_deep(place) for place in places)
        full = 3 if deep else 2 if any(place.group for place in places) else 1
        for group, run in groupby(places, key=lambda place: place.group):
            members = list(run)
            if not group:
                one += [self._heading(place, full) for place in members]
                continue
            one.append(f"<th colspan={len(members)}>{self.look.case(self.label(group))}</th>")
            for first, columns in groupby(members, key=lambda place: _deep(place) or place.heading):
                inner = list(columns)
                if _deep(inner[0]):
                    two.append(f"<th colspan={len(inner)}>{self.look.case(first)}</th>")
                    three += [f"<th>{place.heading.split()[-1]}</th>" for place in inner]
                else:
                    two.append(self._heading(inner[0], full - 1))
        rows = "".join(f"<tr>{''.join(cells)}</tr>" for cells in (one, two, three) if cells)
        marks = {"plain": "{}", "italic": "<i>{}</i>", "brackets": "({})"}.get(self.look.numbers)
        if marks:
            rows += f"<tr class=n>{''.join(f'<th>{marks.format(p.number)}</th>' for p in places)}</tr>"
        return rows

    def _heading(self, place: Field, deep: int) -> str:
        upright = (
            self.look.vertical and place.kind in ("count", "tick_or_count", "mark_text") and len(place.heading) > 4
        )
        text = self.look.case(self.label(place.heading))
        wide = {"name": 120, "text": 60, "date_age": 95, "date": 70, "code": 62, "code_text": 70, "printed": 250}
        wide |= {"digits": 55, "mark_text": 40}
        least = 30 if place.field in ("row_no", "sex") else wide.get(place.kind, 24)
        inside = f"<div class=up>{text}</div>" if upright else text
        return f'<th rowspan={deep} style="min-width:{least}px">{inside}</th>'

    def page(self, title: str, parts: list[str], place: str, attachment: str) -> str:
        """All of the sheet."""
        look = self.look
        top = f"<div class=att>{attachment}</div>" if look.attachment else ""
        lines = "<br>".join(html.escape(line) for line in title.split("\n"))
        dots = "." * 26
        signed = f"Ketua Kelompok,<br><br><br>({dots[5:]})"
        foot = f"<div class=sign>{place}, {dots}<br>{signed}</div>"
        style = STYLE.substitute(
            face=look.face,
            points=look.points,
            side="left" if look.title_left else "center",
            gap=max(1, (look.row_px - 19) // 2),
            line=look.line,
            shade=look.shade,
            weight="bold" if look.line[0] == "1" else "normal",
        )
        heading = f"<h1>{lines}</h1>" if title else ""
        sheet = f"<div id=sheet>{top}{heading}{''.join(parts)}{foot}</div>"
        return f"<!doctype html><meta charset=utf-8><style>{style}</style>{sheet}"


def _deep(place: Field) -> str:
    first, _, rest = place.heading.partition(" ")
    return first if first in DEEP and rest in ("L", "P", "ADA", "TIDAK") else ""


def ditto(
    rows: list[dict[str, Written]], chance: random.Random, often: float, drawn: str
) -> Iterator[dict[str, Written]]:
    """The same rows, where a word that stands above already is at times a ditto mark."""
    fit = {"marital_status", "religion", "birth_place", "education", "occupation"}
    above: dict[str, Written] = {}
    for row in rows:
        new = dict(row)
        for name in fit & set(row):
            was, now = above.get(name), row[name]
            if was and was.state == now.state == "value" and was.value == now.value and chance.random() < often:
                new[name] = Written(
                    "ditto", now.value, "" if drawn == "ditto" else drawn, drawn if drawn == "ditto" else "text"
                )
        above = row
        yield new
