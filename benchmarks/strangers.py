"""Filled and spoiled books of strangers: printings, hands and damage that share nothing with the other generators here.

usage: python -m benchmarks.strangers OUT [--books 8] [--pages 12] [--seed N] [--hands FOLDER] [--prints FOLDER]

Writes OUT/scans (a folder of pictures a book, now and then a PDF) and OUT/truth.jsonl in the format of
samples/truth.jsonl. Then `dasawisma run OUT/scans --out RESULT`, `dasawisma evaluate RESULT OUT/truth.jsonl`. The
same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
from PIL import Image

from benchmarks.strangers_contents import fill, fill_recap
from benchmarks.strangers_filling import BLANK, Entry, Filler, Key, make_habits
from benchmarks.strangers_fonts import Faces, faces
from benchmarks.strangers_forms import Layout, layouts
from benchmarks.strangers_paper import LEVELS, Page, Spoiled, spoil
from benchmarks.strangers_pen import INKS, Hand, Pen, Writer
from benchmarks.strangers_people import Area, House, Village, areas, make_desa, make_houses, make_village
from benchmarks.strangers_printing import make_style, print_form
from benchmarks.strangers_sheet import PX, Sheet, Slot, Style

_LOW = ("catatan-keluarga", "data-keluarga", "data-warga", "kegiatan-warga", "rekap-dasawisma", "ibu-bayi")
_WEIGHTS = {
    "catatan-keluarga": 5.0,
    "data-keluarga": 2.0,
    "data-warga": 2.0,
    "kegiatan-warga": 0.7,
    "rekap-dasawisma": 2.0,
    "ibu-bayi": 1.3,
}
_OLD = ("III-15", "4.14.2a-old", "4.14.1a", "4.14.1b", "III-16a", "III-16b", "III-16d", "III-17a", "III-18a / 4.18a")
_NEW = ("4.15", "4.14.2a-new", "4.14.1a", "4.14.1b", "4.16a", "4.16b", "4.16c", "4.16d", "4.17a", "III-18a / 4.18a")
_BOXED = ("box", "round")


@dataclass(frozen=True, slots=True)
class Filled:
    """A page of a book: its picture and what stands on it, a cell of the truth for every field."""

    layout: Layout
    spoiled: Spoiled
    cells: list[dict[str, Any]]
    writer: str
    village: Village


def make_book(seed: int, number: int, pages: int, fonts: Faces) -> Iterator[Filled]:
    """The pages of one book: one printing, one to three hands, a pen a page."""
    rng = Random(seed * 1009 + number)
    style, village = make_style(rng, fonts), make_village(rng)
    houses = make_houses(rng, village, min(style.rows, rng.randint(6, 12)))
    hands = [make_hand(rng, fonts) for _ in range(rng.choice((1, 1, 2, 3)))]
    fillers = [Filler(Random(rng.random()), make_habits(rng), village) for _ in hands]
    wordings, behind, seen = rng.randrange(10**6), None, dict[str, int]()
    for layout, area in _plan(rng, pages, village):
        who = rng.choices(range(len(hands)), [3.0] + [1.0] * (len(hands) - 1))[0]
        sheet = print_form(layout, style, Random(rng.random()), Random(f"{wordings} {layout.form} {layout.edition}"))
        place = seen.get(layout.form, 0)
        seen[layout.form] = place + 1
        pen = make_pen(rng)
        filler = fillers[who]
        entries = fill_recap(layout, filler, area) if area else fill(layout, filler, _fitting(houses, sheet), place)
        page, truth = write_page(sheet, entries, hands[who], pen, Random(rng.random()))
        dark = min(pen.colour) < 60 and pen.cover > 0.84  # a pale pen does not outlive a copier
        level = rng.choices(LEVELS, (5, 2 * dark, 3, 2, 1, dark))[0]
        spoiled = spoil(page, level, Random(rng.random()), behind)
        cells = [{**cell, "box": [round(edge, 1) for edge in spoiled.place(cell["box"])]} for cell in truth]
        behind = page
        yield Filled(layout, spoiled, cells, hands[who].font.stem, village)


def write_page(
    sheet: Sheet, entries: dict[Key, Entry], hand: Hand, pen: Pen, rng: Random
) -> tuple[Page, list[dict[str, Any]]]:
    """Fills a printed sheet: the page in RGB and its cells, boxes in its pixels."""
    page = sheet.pixels()
    writer = Writer(page, hand, pen, rng)
    way = _way(sheet.style, rng)
    cells = []
    for slot in sheet.slots:
        key = (slot.part, slot.row, slot.field)
        entry = entries.get(key, BLANK)
        if slot.kind == "printed":
            entry = Entry("nothing", str((slot.row or 0) + 1), "value", (slot.row or 0) + 1)
        write(writer, slot, entry, way)
        row = None if slot.row is None else "total" if slot.row < 0 else str(slot.row)
        part = {"items": "items" if slot.options else "item"}.get(slot.part, slot.part)
        name = f"{'opt' if slot.options else part}:{slot.field}" if row is None else f"cell:{row}:{slot.field}"
        cell = {
            "key": name,
            "part": part,
            "row": row,
            "field": slot.field,
            "state": entry.state,
            "written": way if entry.ink == "mark" else entry.written,
            "value": entry.value,
            "box": slot.box,
        }
        cells.append(cell | ({"age": entry.age} if entry.age is not None else {}))
    if "signature" in sheet.style.tail:
        _sign(writer, sheet)
    return page, cells


def _fitting(houses: list[House], sheet: Sheet) -> list[House]:
    """The households that a sheet has rows for: those whose members fit, and on a recap the first of them."""
    rows = 1 + max((slot.row for slot in sheet.slots if slot.row is not None), default=99)
    if any(slot.row is not None and slot.field == "head_name" for slot in sheet.slots):
        return houses[:rows]
    return [house for house in houses if len(house.members) <= rows] or houses[:1]


def write(writer: Writer, slot: Slot, entry: Entry, way: str) -> None:
    """Puts an entry in its place; `way`: how printed options are marked."""
    box = slot.box
    if entry.ink == "mark":
        for word, shown, check in slot.options:
            mine = word == entry.value
            if way == "strike" and not mine:
                writer.strike(shown)
            elif mine and way != "strike":
                target = check if check[2] and way != "circle word" else shown
                {"tick": writer.tick, "cross": writer.cross}.get(way, writer.ring)(target)
    elif entry.ink in ("tick", "cross", "dash"):
        {"tick": writer.tick, "cross": writer.cross, "dash": writer.dash}[entry.ink](
            box if not slot.dotted else (box[0], box[1], min(box[2], box[0] + 14 * PX), box[3])
        )
    elif entry.ink == "ditto":
        writer.ditto(box, len(entry.written) > 5 or writer.hand.tick == "v")
    elif entry.ink == "text":
        writer.text(
            entry.written, box, slot.kind in ("count", "tick_or_count") or len(entry.written) < 3, dotted=slot.dotted
        )
    elif entry.ink == "struck":
        writer.strike(writer.text(entry.written, box, dotted=slot.dotted), 2)
    elif entry.ink == "corrected":
        share = box[0] + (box[2] - box[0]) * len(entry.old) / (len(entry.old) + len(entry.written) + 1)
        writer.strike(writer.text(entry.old, (box[0], box[1], share, box[3]), dotted=slot.dotted), 2)
        writer.text(entry.written, (share, box[1], box[2], box[3]), dotted=slot.dotted)


def make_hand(rng: Random, fonts: Faces) -> Hand:
    """A person's hand."""
    return Hand(
        font=rng.choice(fonts.hands),
        cap=rng.uniform(2.6, 4.0) * PX,
        slant=rng.uniform(-0.08, 0.22),
        spacing=rng.uniform(-0.01, 0.05),
        unsteady=rng.uniform(0.3, 1.0),
        weight=rng.uniform(-0.3, 0.3),
        tick=rng.choice(("check", "v")),
        lead=rng.uniform(0.2, 0.9),
        lift=rng.uniform(0.0, 0.3),
    )


def make_pen(rng: Random) -> Pen:
    """The pen of a page."""
    name = rng.choices(sorted(INKS), (4, 6, 3, 1, 2, 1))[0]
    pale = name in ("pencil", "gel")
    return Pen(
        INKS[name],
        rng.uniform(0.7, 0.85) if pale else rng.uniform(0.85, 1.0),
        rng.uniform(2.4, 3.4) if pale else rng.uniform(2.6, 4.2),
    )


def _way(style: Style, rng: Random) -> str:
    """How a writer marks printed options, given what is printed."""
    if style.prefix in _BOXED:
        return rng.choice(("tick", "tick", "cross"))
    if style.prefix:
        return rng.choice(("circle", "circle word", "circle word", "cross", "strike"))
    return rng.choice(("circle", "circle", "strike", "strike", "tick"))


def _plan(rng: Random, pages: int, village: Village) -> list[tuple[Layout, Area | None]]:
    """The forms of a book, of one edition: those that a dasawisma keeps, or the recaps of a desa's areas, each once."""
    editions = rng.choice((_OLD, _NEW))
    known = [layout for (_, edition), layout in layouts().items() if edition in editions]
    low = [layout for layout in known if layout.form in _LOW]
    if rng.random() < 0.7:
        chosen = rng.choices(low, [_WEIGHTS[layout.form] for layout in low], k=pages)
        return [(layout, None) for layout in sorted(chosen, key=low.index)]
    desa = make_desa(rng, village)
    out: list[tuple[Layout, Area | None]] = []
    for layout in sorted(
        (layout for layout in known if layout not in low), key=lambda layout: layout.form, reverse=True
    ):
        share = -(-(pages - len(out)) // 2) if layout.form != "rekap-desa" else 1
        every = areas(desa, layout.form.removeprefix("rekap-"))
        kept = sorted(rng.sample(range(len(every)), min(share, len(every))))
        out += [(layout, every[place]) for place in kept]
    return out[:pages]


def _sign(writer: Writer, sheet: Sheet) -> None:
    """A signature and now and then a stamp low on the right, where the name is asked for."""
    x, y = (sheet.wide - 70) * PX, sheet.signed_at * PX
    if sheet.signed_at:
        writer.text(writer.rng.choice(("Sri R", "Umi K", "Endang", "Tutik")), (x, y - 8 * PX, x + 40 * PX, y))
        if writer.rng.random() < 0.4:
            writer.stamp((x - 14 * PX, y - 16 * PX, x + 14 * PX, y + 12 * PX), sheet.style.faces[1])


def save(book: Path, filled: list[Filled], as_pdf: bool) -> list[str]:
    """Writes a book's pages; the file of each, relative to the folder of books."""
    book.parent.mkdir(parents=True, exist_ok=True)
    if as_pdf:
        stamp = time.gmtime(0)
        sheets = [Image.fromarray(page.spoiled.image) for page in filled]
        path = book.with_name(book.name + ".pdf")
        sheets[0].save(
            path,
            "PDF",
            save_all=True,
            append_images=sheets[1:],
            resolution=200,
            quality=80,
            creationDate=stamp,
            modDate=stamp,
        )
        return [path.name] * len(filled)
    book.mkdir(parents=True, exist_ok=True)
    files = []
    for number, page in enumerate(filled, 1):
        image = page.spoiled.image
        ending = (
            "png"
            if (image.ndim == 2 and page.spoiled.quality > 82) or page.spoiled.notes["level"] == "bitonal"
            else "jpg"
        )
        path = book / f"{number:03d}.{ending}"
        colours = image if image.ndim == 2 else np.ascontiguousarray(image[..., ::-1])
        if not cv2.imwrite(
            str(path), colours, [cv2.IMWRITE_JPEG_QUALITY, page.spoiled.quality] if ending == "jpg" else []
        ):
            raise OSError(f"cannot write {path}")
        files.append(f"{book.name}/{path.name}")
    return files


def main() -> int:
    """Makes the books; a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--books", type=int, default=8)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hands", type=Path, help="a folder of fonts to write with instead")
    parser.add_argument("--prints", type=Path, help="a folder of faces to print with instead")
    options = parser.parse_args()
    fonts = faces(options.hands, options.prints)
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for number in range(options.books):
            book = f"strange-{options.seed}-{number:02d}"
            filled = list(make_book(options.seed, number, options.pages, fonts))
            files = save(options.out / "scans" / book, filled, as_pdf=number % 5 == 3)
            for place, (page, file) in enumerate(zip(filled, files, strict=True), 1):
                head = {
                    "book": book,
                    "page": place,
                    "file": file,
                    "form": page.layout.form,
                    "edition": page.layout.edition,
                    "writer": page.writer,
                    "village_code": page.village.code,
                    "spoiled": page.spoiled.notes,
                    "cells": page.cells,
                }
                truth.write(json.dumps(head, ensure_ascii=False) + "\n")
            forms = ", ".join(sorted({page.layout.form for page in filled}))
            print(f"{book}: {len(filled)} pages, {filled[0].village.desa}, {forms}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
