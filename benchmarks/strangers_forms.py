"""The forms that strangers print, out of strangers_layouts.toml and strangers_forms.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_TICKED = {
    "house_healthy",
    "house_unhealthy",
    "waste_place",
    "drainage",
    "latrine",
    "p4k_sticker",
    "water_pdam",
    "water_well",
    "water_other",
}
_TICKED |= {"food_rice", "food_other", "up2k", "yard_use", "home_industry", "environment_health"}
_NAMES = {
    "name",
    "head_name",
    "mother_name",
    "husband_name",
    "baby_name",
    "deceased_name",
    "dasawisma",
    "dusun",
    "birth_place",
}
_CODES = {
    "marital_status",
    "sex",
    "religion",
    "education",
    "relation",
    "occupation",
    "active",
    "mother_status",
    "deceased_status",
}
_MARKS = {"baby_male", "baby_female", "certificate_yes", "certificate_no", "deceased_male", "deceased_female"}
_TEXTS = {"note", "special_needs", "death_cause"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: field, kind (contract.md), group (empty: none), wordings of its heading, a wished width in mm."""

    field: str
    kind: str
    group: str
    headings: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Item:
    """A line of head or items: fields (several in `pair` and `counts`), kind, wordings, options, and what leads to
    the writing beside (`#`)."""

    fields: tuple[str, ...]
    kind: str
    labels: tuple[str, ...]
    options: tuple[str, ...] = ()
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A form of an edition: titles, heads left and right, numbered items before and after the table, columns, and what
    is printed in rows."""

    form: str
    edition: str
    lampiran: str
    titles: tuple[str, ...]
    heads: tuple[Item, ...]
    right: tuple[Item, ...]
    before: tuple[Item, ...]
    items: tuple[Item, ...]
    columns: tuple[Column, ...]
    printed: tuple[str, ...]
    total: float

    @property
    def landscape(self) -> bool:
        """Whether the sheet lies; those without wide tables stand."""
        return bool(self.columns) and self.form not in ("data-keluarga", "kegiatan-warga")


@cache
def layouts() -> dict[tuple[str, str], Layout]:
    """Every layout by form and edition."""
    wording = _read("strangers_forms.toml")
    return {
        (made.form, made.edition): made
        for made in (_layout(row, wording) for row in _read("strangers_layouts.toml")["form"])
    }


def group_names(group: str) -> tuple[str, ...]:
    """The wordings of a group's heading."""
    return tuple(_read("strangers_forms.toml")["groups"][group])


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def _layout(row: dict[str, Any], wording: dict[str, Any]) -> Layout:
    lines = {part: tuple(_item(line) for line in row.get(part, [])) for part in ("heads", "right", "before", "items")}
    columns = _columns(row.get("columns", ""), row["form"], row["edition"], wording)
    texts = (row["form"], row["edition"], row["lampiran"], tuple(row["titles"]))
    return Layout(*texts, **lines, columns=columns, printed=tuple(row.get("printed", ())), total=row.get("total", 0.0))


def _item(line: str) -> Item:
    fields, kind, rest = line.split(" ", 2)
    label, *more = rest.split(" = ")
    options = tuple(more[0].split("|")) if more else ()
    return Item(tuple(fields.split(",")), kind, tuple(label.split(" | ")), options, more[1] if len(more) > 1 else "")


def _columns(text: str, form: str, edition: str, wording: dict[str, Any]) -> tuple[Column, ...]:
    own = wording["headings_of"].get(edition, {})
    out, group = [], ""
    for name, block in wording["blocks"].items():
        text = text.replace(f"@{name}", block)
    for word in text.split():
        if word == ";":
            group = ""
        elif word.endswith(":"):
            group = word[:-1]
        else:
            headings = tuple(own.get(word, wording["headings"][word]))
            kind = _kind(word, form)
            sort = (
                word
                if (word in wording["widths"] and kind != "count") or word in ("row_no", "rt")
                else _sort(word, kind)
            )
            width = wording["widths_of"].get(edition, {}).get(word) or wording["widths"].get(
                sort, wording["widths"]["count"]
            )
            out.append(Column(word, kind, group, headings, width))
    return tuple(out)


def _sort(field: str, kind: str) -> str:
    if field.startswith("activity_"):
        return "pkk"
    return "mark" if kind == "mark" else "count"


def _kind(field: str, form: str) -> str:
    if field == "birth_date" or field == "death_date":
        return "date" if form == "ibu-bayi" else "date_age"
    if field.startswith("activity_"):
        return "mark_text"
    if field == "special_needs" and form.startswith("rekap"):
        return "count"
    if form == "rekap-dasawisma" and field in _TICKED:
        return "tick_or_count"
    for kind, fields in (
        ("name", _NAMES),
        ("code", _CODES),
        ("mark", _MARKS),
        ("text", _TEXTS),
        ("digits", {"registration_no"}),
        ("printed", {"activity"}),
    ):
        if field in fields:
            return kind
    return "count"
