"""Pages as offices print them, laid out by a browser and spoiled by Augraphy: python -m benchmarks.office OUT --seed N.

Writes OUT/scans/BOOK/NNN.jpg and OUT/truth.jsonl (the format of samples/truth.jsonl). Needs Debian's chromium,
chromium-driver and the font packages of office_wording.toml's hands, `pip install augraphy selenium`, in an environment
of its own (Augraphy brings its own OpenCV), and the registry of shared/. The same seed makes the same pages.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2

from benchmarks import office_people as people
from benchmarks.office_browser import Browser
from benchmarks.office_damage import LEVELS, spoiled
from benchmarks.office_people import Writer, Written
from benchmarks.office_recap import household as household_counts
from benchmarks.office_recap import numbers
from benchmarks.office_registry import Field, fields
from benchmarks.office_sheet import Sheet, ditto, printing
from benchmarks.office_turning import moved_box

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "office_wording.toml").read_text(encoding="utf-8"))
PAPER = {"a4": (1123, 794), "folio": (1247, 813), "legal": (1344, 816)}
"""Landscape, CSS pixels."""
INKS = ["#1a2f8a", "#24409c", "#111111", "#2b2b33", "#3a3f66", "#7a1c24"]


def main() -> None:
    """Make the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--books", type=int, default=12)
    parser.add_argument("--registry", type=Path, default=Path("../shared/forms/fields.csv"))
    parser.add_argument("--forms", nargs="*", default=[], help="only these")
    chosen = parser.parse_args()
    browser = Browser()
    try:
        lines = [
            json.dumps(line)
            for line in pages(chosen.out, chosen.seed, chosen.books, browser, chosen.registry, chosen.forms)
        ]
    finally:
        browser.close()
    (chosen.out / "truth.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def pages(
    out: Path, seed: int, books: int, browser: Browser, registry: Path, only: list[str]
) -> Iterator[dict[str, Any]]:
    """Make `books` books of five pages under `out`; gives the truth of each page."""
    forms = {key: value for key, value in fields(registry).items() if not only or key[0] in only}
    hands = [*WORDS["hands"]["installed"]]
    for book in range(books):
        chance = random.Random(f"office {seed} {book}")
        look = printing(chance, WORDS["faces"]["printed"])
        writer = Writer(chance, WORDS, chance.randint(2015, 2024))
        hand = hands[(book + seed) % len(hands)]
        paper, level = chance.choice(list(PAPER.values())), LEVELS[book % len(LEVELS)]
        dpi = chance.choice([150, 200, 200, 300])
        folder = out / "scans" / f"office-{seed}-{book:02}"
        folder.mkdir(parents=True, exist_ok=True)
        pen = _pen(chance, hand)
        for number, key in enumerate(chance.sample(sorted(forms), min(5, len(forms))), 1):
            sheet, text, village = _sheet(forms[key], writer, look, chance)
            portrait = WORDS["sheets"][key[0]]["paper"] == "portrait"
            said = {place: vars(found[3]) for place, found in sheet.written.items()}
            with tempfile.TemporaryDirectory() as room:
                page = Path(room) / "page.html"
                page.write_text(text, encoding="utf-8")
                size = paper[::-1] if portrait else paper
                picture, boxes = browser.picture(page, said, pen | {"seed": chance.randrange(2**30)}, size, dpi)
            picture, moved, done = spoiled(picture, level, chance)
            file = folder / f"{number:03}.jpg"
            cv2.imwrite(str(file), picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
            cells = [_cell(place, found, boxes[place], moved) for place, found in sheet.written.items()]
            rows = len({c["row"] for c in cells if c["row"] not in (None, "total")})
            yield {
                "book": folder.name, "page": number, "file": f"{folder.name}/{file.name}",
                "form": key[0], "edition": key[1],
                "writer": hand, "village_code": village, "rows": rows, "spoiled": done | {"dpi": dpi}, "cells": cells,
            }  # fmt: skip


def _pen(chance: random.Random, face: str) -> dict[str, Any]:
    return {
        "face": face, "colour": chance.choice(INKS), "size": chance.uniform(15, 20), "pen": chance.uniform(0.9, 1.8),
        "gap": chance.uniform(-0.3, 0.8), "bold": chance.uniform(0, 0.35), "over": chance.uniform(0.92, 1.08),
        "centre": chance.random() < 0.25, "lift": chance.uniform(-1, 3), "turn": chance.uniform(-1, 1),
        "slant": chance.uniform(-12, 6), "cross": chance.random() < 0.3,
    }  # fmt: skip


def _cell(place: str, found: tuple[str, str | None, str, Written], boxes: dict[str, Any], moved: Any) -> dict[str, Any]:
    part, row, name, said = found
    shown = said.text if said.drawn == "text" or said.state == "none" else said.drawn
    cell = {
        "key": place,
        "part": part,
        "row": row,
        "field": name,
        "state": said.state,
        "written": shown,
        "value": said.value,
    }
    cell |= {"box": moved_box(boxes["box"], moved), "ink": moved_box(boxes["ink"], moved)}
    return cell | ({"age": said.age} if said.age is not None else {})


def _sheet(places: list[Field], writer: Writer, look: Any, chance: random.Random) -> tuple[Sheet, str, str]:
    form = places[0].form
    frame, sheet = WORDS["sheets"][form], Sheet(look, WORDS, chance)
    household = people.family(writer)
    *village, code = chance.choice(WORDS["people"]["villages"])
    known = dict(zip(("desa", "kecamatan", "kabupaten", "provinsi"), village, strict=True)) | {
        "head_name": household[0].name
    }
    known |= {"name": household[0].name, "dasawisma": chance.choice(WORDS["people"]["groups"])}
    known |= {"dusun": chance.choice(WORDS["people"]["hamlets"])}
    parts: dict[str, list[tuple[str, str]]] = {"head": [], "items": [], "after": []}
    person = chance.choice(household)
    table = [place for place in places if place.part == "table"]
    for at, place in enumerate(places):
        if place.part == "table":
            continue
        later = form == "data-keluarga" and place.part == "items" and places.index(table[0]) < at
        parts["after" if later else place.part].append(_line(sheet, place, writer, known, person, household))
    heads = parts["head"]
    half = (len(heads) + 1) // 2 if look.heads == "two" and len(heads) > 3 else len(heads)
    columns = [heads[:half], heads[half:]]
    body = [f"<div class=heads>{''.join(sheet.pairs(column) for column in columns if column)}</div>"]
    if parts["items"]:
        body.append(sheet.pairs(parts["items"], numbered=form == "data-warga"))
    if table:
        rows, total = _rows(table, writer, household, chance, frame)
        body.append(sheet.table(table, rows, total=total))
    if parts["after"]:
        body.append(sheet.pairs(parts["after"]))
    attachment = "LAMPIRAN " + places[0].edition.split(" ")[0].split("-old")[0].split("-new")[0]
    return sheet, sheet.page(chance.choice(frame["titles"]), body, village[0], attachment), code


def _line(
    sheet: Sheet, place: Field, writer: Writer, known: dict[str, str], person: Any, household: list[Any]
) -> tuple[str, str]:
    part = "item" if place.part == "items" else "head"
    label = sheet.label(place.heading)
    label = f"{label} ({place.group.title()})" if place.group == "JUMLAH ANGGOTA KELUARGA" else label
    label = f"Jumlah {label}" if place.group == "Jumlah" else label
    if place.kind.startswith(("choice", "yes_no")):
        said, extra = writer.option(place.values), {}
        if place.kind == "yes_no_count":
            extra[f"{place.field}_count"] = writer.count(1) if said.value in ("Ya", "Ada") else Written()
        elif place.kind in ("yes_no_text", "choice_text"):
            extra[f"{place.field}_text"] = Written()
        return label, sheet.options(part, place.field, place.values, said, extra)
    if place.part == "items" and place.form == "data-warga":
        said = writer.nothing() if place.field in ("position", "address") else _item(writer, person, place)
        return label, sheet.line(part, place.field, said, 300)
    if place.kind in ("count",):
        known_counts = household_counts(household, writer.year, writer.chance)
        said = writer.count(known_counts.get(place.field, writer.chance.randint(1, 9)))
        unit = " orang" if place.form == "data-keluarga" and place.field not in ("rt", "rw", "families") else ""
        return label, sheet.line(part, place.field, said, 60) + unit
    if place.kind == "year":
        return label, sheet.line(part, place.field, Written("value", writer.year, str(writer.year)), 120)
    if place.kind == "month":
        month = writer.chance.choice(people.LONG)
        return label, sheet.line(part, place.field, writer.text(month), 150)
    return label, sheet.line(part, place.field, writer.text(known[place.field]), 240)


def _item(writer: Writer, person: Any, place: Field) -> Written:
    if place.field == "nik":
        day = person.born.day + (40 if person.sex == "P" else 0)
        digits = f"352213{day:02}{person.born.month:02}{person.born.year % 100:02}{writer.chance.randint(1, 9999):04}"
        return Written("value", digits, digits)
    return people.member(writer, person, place, 1)


def _rows(
    table: list[Field], writer: Writer, household: list[Any], chance: random.Random, frame: dict[str, Any]
) -> tuple[list[dict[str, Written]], dict[str, Written] | None]:
    form, printed = table[0].form, chance.randint(*frame["rows"])
    rows: list[dict[str, Written]] = []
    filled = len(household) if form in ("catatan-keluarga", "data-keluarga") else chance.randint(3, printed)
    for number in range(printed):
        told: dict[str, Any] = {}
        if form == "kegiatan-warga":
            active = chance.random() < 0.6
            row = {
                "row_no": Written("value", number + 1, str(number + 1)),
                "active": writer.word("Y" if active else "T"),
            }
            words = WORDS["people"]["activities"]
            rows.append(
                row | {"note": writer.text(chance.choice(words)) if active and chance.random() < 0.5 else Written()}
            )
            continue
        if number >= filled:
            rows.append({place.field: Written() for place in table})
        elif form in ("catatan-keluarga", "data-keluarga"):
            rows.append({place.field: people.member(writer, household[number], place, number + 1) for place in table})
        elif form == "ibu-bayi":
            rows.append(
                {
                    p.field: people.mother(writer, p, told) if p.number != "1" else writer.count(number + 1)
                    for p in table
                }
            )
        else:
            counted = numbers(chance, form)
            rows.append({place.field: people.recap(writer, place, number + 1, counted) for place in table})
    rows = list(ditto(rows, chance, writer.habits["ditto"], writer.habits["ditto_as"]))
    if not frame.get("total"):
        return rows, None
    sums = {
        p.field: sum(int(str(row[p.field].value or 0)) for row in rows)
        for p in table[2:]
        if p.kind in ("count", "tick_or_count")
    }
    return rows, {p.field: writer.count(sums[p.field]) if p.field in sums else Written() for p in table[2:]}


if __name__ == "__main__":
    main()
