"""A form typed as one document: title, head, numbered items with their options, table, signatures."""

from __future__ import annotations

from typing import Any

from benchmarks.office_registry import Field
from benchmarks.typed_document import Cell, Document
from benchmarks.typed_faces import typed_width
from benchmarks.typed_look import Look
from benchmarks.typed_table import table, widths

BOX = "\u2610"
ACTIVITIES = ["Penghayatan dan Pengamalan Pancasila", "Kerja Bakti", "Rukun Kematian", "Kegiatan Keagamaan", "Jimpitan",
              "Arisan", "Lain-lain"]  # fmt: skip


class Sheet:
    """Types the places of one form."""

    def __init__(self, places: list[Field], look: Look, frame: dict[str, Any], village: list[str], rows: int) -> None:
        self.places, self.look, self.frame, self.village, self.rows = places, look, frame, village, rows
        self.form, self.title = places[0].form, str(look.chance.choice(frame["title"]))
        self.upright_page = frame["paper"] == "portrait" or (frame["paper"] == "either" and look.title_size != 12.0)
        self.total = self.form.startswith("rekap") and look.total

    def typed(self, tight: int = 0) -> Document:
        """The document; each step of `tight` sets it closer, for a page that ran over."""
        look = self.look
        paper = look.paper[::-1] if self.upright_page else look.paper
        document = Document(look.face, paper, look.margins, look.framed)
        self.size = look.size - 0.7 * tight
        self.pitch = max(4.4, look.pitch + (look.loose if self.form == "data-warga" else 0.0) - 0.4 * tight)
        self.after = max(0.0, look.loose - 0.5 * tight)
        self._title(document)
        parts: dict[str, list[Field]] = {"head": [], "items": [], "after": [], "table": []}
        for place in self.places:
            after = place.part == "items" and place.form == "data-keluarga" and bool(parts["table"])
            parts["after" if after else place.part].append(place)
        choices = [place for place in parts["head"] if _optional(place)]
        plain = [place for place in parts["head"] if not _optional(place)]
        document.body.append(self._lines(document, [plain, choices] if choices else _halves(plain, look.two_columns)))
        if parts["items"]:
            wide = self.form == "data-warga"
            groups = [parts["items"]] if wide else _halves(parts["items"], not self.upright_page or look.two_columns)
            document.body.append(self._lines(document, groups, numbered=wide))
        if parts["table"]:
            document.body.append(document.paragraph("", 4))
            height = max(5.4, look.row_height - 0.7 * tight)
            wide_columns = widths(parts["table"], self.frame.get("widths", {}), document.width)
            numbers = [f"{n + 1}" + ("." if look.line > 0.5 else "") for n in range(self.rows)]
            printed = {"row_no": numbers} if look.typed_rows else {}
            if self.form == "kegiatan-warga":
                printed = {"row_no": numbers, "activity": ACTIVITIES}
            made = table(document, look, parts["table"], wide_columns, self.rows, self.total, height, printed)
            document.body.append(made)
        if parts["after"]:
            document.body.append(document.paragraph("", 4))
            groups = _halves(parts["after"], not self.upright_page)
            document.body.append(self._lines(document, groups))
        self._foot(document, parts, tight)
        return document

    def _title(self, document: Document) -> None:
        look = self.look
        edition = self.places[0].edition.split(" ")[0].split("-old")[0].split("-new")[0]
        if look.attachment:
            text = ("LAMPIRAN " if look.bold_header else "Lampiran ") + edition
            document.body.append(document.paragraph(document.run(text, 8), 8, "end"))
        if look.letterhead:
            text = f"TIM PENGGERAK PKK DESA {self.village[0].upper()}"
            document.body.append(document.paragraph(document.run(text, look.title_size, True), 12, "center", after=1))
        for line in self.title.split("|") if self.title else []:
            size = look.title_size
            document.body.append(document.paragraph(document.run(line, size, True), size, "center"))
        document.body.append(document.paragraph("", 5))

    def _lines(self, document: Document, groups: list[list[Field]], numbered: bool = False) -> str:
        look, groups = self.look, [group for group in groups if group]
        width = document.width / len(groups)
        if look.head == "grid" and len({len(group) for group in groups}) >= 1:
            return self._grid(document, groups, width, numbered)
        columns = []
        for group in groups:
            label_width = self._label_width(group, width)
            columns.append("".join(self._line(document, place, label_width, width - 4, numbered) for place in group))
        if len(columns) == 1:
            return columns[0]
        return document.table([width] * len(columns), [(None, [Cell(body, padding=0.3) for body in columns])])

    def _line(self, document: Document, place: Field, label_width: float, width: float, numbered: bool) -> str:
        look = self.look
        label = self._label(place, numbered)
        if look.head == "plain" and not numbered:
            room = width - typed_width(f"{label} : ", look.face, self.size) - 12
            body = document.run(f"{label} : ", self.size) + self._value(document, place, room)
            return self._spaced(document, place, body, [(width, "")])
        room = width - label_width - 6
        stops = [(label_width, ""), (label_width + 3, "")]
        leader = look.filler == "leader" and not _optional(place)
        if leader:
            stops.append((min(width, label_width + 3 + self._room(place, room)), "."))
        body = document.run(label + "\t:\t", self.size) + self._value(document, place, room, leader)
        return self._spaced(document, place, body, stops)

    def _spaced(self, document: Document, place: Field, body: str, stops: list[tuple[float, str]]) -> str:
        if _optional(place):
            return document.paragraph(body, self.size, tabs=stops, after=self.after)
        return document.paragraph(body, self.size, tabs=stops, pitch=self.pitch)

    def _grid(self, document: Document, groups: list[list[Field]], width: float, numbered: bool) -> str:
        look, rows = self.look, []
        label_widths = [self._label_width(group, width) for group in groups]
        for at in range(max(map(len, groups))):
            cells: list[Cell | None] = []
            high = False
            for group, label_width in zip(groups, label_widths, strict=True):
                if at >= len(group):
                    cells += [Cell(document.paragraph("", 4)), Cell(""), Cell(document.paragraph("", 4))]
                    continue
                place = group[at]
                cells.append(Cell(document.paragraph(document.run(self._label(place, numbered), self.size), self.size)))
                cells.append(Cell(document.paragraph(document.run(":", self.size), self.size, "center")))
                room = width - label_width - 4
                ruled = look.filler in ("rule", "none") and not _optional(place) and not _suffix(place)
                style = look.chance.choice(["dotted", "solid"]) if look.filler == "rule" else ""
                border = f'fo:border-bottom="0.5pt {style} #000000"' if ruled and style else ""
                if ruled:
                    cells.append(Cell(document.cell(_key(place), room, self.pitch + 0.8), border=border))
                    continue
                high = high or _optional(place)
                after = self.after if _optional(place) else 0.0
                cells.append(Cell(document.paragraph(self._value(document, place, room - 2), self.size, after=after)))
            rows.append((None if high else self.pitch + 0.8, cells))
        shape = []
        for label_width in label_widths:
            shape += [label_width, 4.0, width - label_width - 4]
        return document.table(shape, rows)  # type: ignore[arg-type]

    def _value(self, document: Document, place: Field, room: float, leader: bool = False) -> str:
        if _optional(place):
            return self._options(document, place, room)
        suffix = _suffix(place)
        if leader:
            key = _key(place)
            return document.between(key, "line", document.run("\t", self.size), self.pitch) + document.run(
                suffix, self.size
            )
        room = self._room(place, room)
        return document.between(_key(place), "line", self._filler(document, room), self.pitch) + document.run(
            suffix, self.size
        )

    def _filler(self, document: Document, room: float) -> str:
        look = self.look
        letter = {"_": "_", ".": ".", "leader": "."}.get(look.filler, "\u00a0")
        return document.run(letter * max(4, int((room - 1) / typed_width(letter, look.face, self.size))), self.size)

    def _room(self, place: Field, room: float) -> float:
        if place.kind in ("count", "year"):
            return min(room - 10, 16.0 if place.kind == "count" else 24.0)
        return min(room, 95.0)

    def _options(self, document: Document, place: Field, room: float) -> str:
        look, parts = self.look, []
        for at, option in enumerate(place.values):
            shown = document.run(option.replace(" ", "\u00a0"), self.size)
            key = f"opt:{place.field}={option}"
            if look.options == "boxes":
                box = document.run(BOX, self.size + 1, face="OpenSymbol")
                typed = document.between(f"box:{place.field}={option}", "box", box, self.size * 0.42)
                typed += document.run("\u00a0", self.size) + document.between(key, "option", shown, self.size * 0.36)
            elif look.options == "brackets":
                gap = document.between(
                    f"box:{place.field}={option}", "box", document.run("\u00a0" * 4, self.size), self.size * 0.42
                )
                typed = document.run("(", self.size) + gap + document.run(")\u00a0", self.size)
                typed += document.between(key, "option", shown, self.size * 0.36)
            elif look.options == "letters":
                letter = document.run(f"{chr(97 + at)}.", self.size)
                typed = document.between(f"box:{place.field}={option}", "box", letter, self.size * 0.36)
                typed += document.run("\u00a0", self.size) + document.between(key, "option", shown, self.size * 0.36)
            else:
                typed = document.between(key, "option", shown, self.size * 0.36)
            parts.append(typed + self._beside(document, place, at))
        joint = document.run(" / " if look.options == "slash" else "   ", self.size)
        return joint.join(parts)

    def _beside(self, document: Document, place: Field, at: int) -> str:
        """What is printed after an option for more to be written."""
        base = _key(place)
        short = document.run("." * 10, self.size)
        if place.kind == "yes_no_count" and at == 0:
            gap = document.between(f"{base}_count", "line", short, self.size * 0.5)
            return document.run(", jumlah ", self.size) + gap + document.run(" buah", self.size)
        long = document.run("." * 26, self.size)
        if place.kind == "yes_no_text" and at == 0:
            word = ", frekuensi " if place.field == "posyandu" else ", jenis "
            tail = document.run(" kali", self.size) if place.field == "posyandu" else ""
            gap = short if place.field == "posyandu" else long
            return document.run(word, self.size) + document.between(f"{base}_text", "line", gap, self.size * 0.5) + tail
        if place.kind == "choice_text" and at == len(place.values) - 1:
            return document.run(" ", self.size) + document.between(f"{base}_text", "line", long, self.size * 0.5)
        return ""

    def _label(self, place: Field, numbered: bool) -> str:
        label = self.look.label(place.heading)
        if place.group == "JUMLAH ANGGOTA KELUARGA":
            label = ("Jumlah Anggota Keluarga " if place.heading == "Laki-laki" else "") + label
        if place.group == "Jumlah":
            label = f"Jumlah {label}"
        return f"{place.number}. {label}" if place.number and (numbered or place.form == "data-keluarga") and (
            place.group != "Jumlah") else label  # fmt: skip

    def _label_width(self, group: list[Field], width: float) -> float:
        labels = [self._label(place, self.form == "data-warga") for place in group]
        longest = max(typed_width(label, self.look.face, self.size) for label in labels)
        return min(width * 0.66, longest + self.look.chance.choice([3, 3, 8, 15]) * (width > 120) + 3)

    def _foot(self, document: Document, parts: dict[str, list[Field]], tight: int) -> None:
        look = self.look
        small = max(7.0, look.size - 2)
        if look.options == "slash" and any(_optional(place) for place in self.places):
            document.body.append(
                document.paragraph(document.run("*) coret yang tidak perlu", small, italic=True), small)
            )
        elif self.form == "data-keluarga":
            text = "*) Status Dalam Keluarga : Suami, Istri, Anak, Menantu, Orang Tua, Keluarga Lain"
            document.body.append(document.paragraph(document.run(text, small), small))
        if look.signature and tight < 2 and self.form != "data-warga":
            lines = f"{self.village[0]}, {'.' * 27}\nKetua Kelompok,\n\n\n( {'.' * 32} )"
            document.body.append(document.paragraph("", 4))
            body = document.paragraph(document.run(lines, small), small, "center")
            wide = document.width
            document.body.append(
                document.table([wide * 0.68, wide * 0.32], [(None, [Cell(document.paragraph("", 4)), Cell(body)])])
            )


def _optional(place: Field) -> bool:
    return place.kind.startswith(("choice", "yes_no"))


def _suffix(place: Field) -> str:
    people = place.form == "data-keluarga" and place.kind == "count" and place.field not in ("rt", "rw", "families")
    return " orang" if people else ""


def _key(place: Field) -> str:
    return ("item:" if place.part == "items" else "head:") + place.field


def _halves(places: list[Field], two: bool) -> list[list[Field]]:
    middle = (len(places) + 1) // 2
    return [places[:middle], places[middle:]] if two and len(places) > 3 else [places]
