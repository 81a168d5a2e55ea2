"""Pages as somebody types the forms and a cadre fills them in: python -m benchmarks.typed OUT --seed N.

Writes OUT/scans/BOOK/NNN.jpg (every fourth book as one PDF) and OUT/truth.jsonl (the format of samples/truth.jsonl).
Needs Debian's libreoffice-writer, fonts-liberation, fonts-crosextra-carlito, fonts-crosextra-caladea and
fonts-urw-base35, npm for the hands (kept in ~/.cache/dasawisma-typed), and `pip install pypdfium2`. The same seed makes
the same pages.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
from PIL import Image

from benchmarks.office_registry import Field, fields
from benchmarks.typed_contents import Contents, contents
from benchmarks.typed_damage import LEVELS, moved_box, spoiled
from benchmarks.typed_fields import Facts, facts
from benchmarks.typed_look import Look
from benchmarks.typed_pen import Hand, hand
from benchmarks.typed_people import Writer
from benchmarks.typed_printing import Print, photographed, printed, toner
from benchmarks.typed_sheet import Sheet
from benchmarks.typed_writing import Filled

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "typed_wording.toml").read_text(encoding="utf-8"))
EACH = 5
MARKS = {"slash": ["circle", "strike", "strike"], "boxes": ["tick", "cross", "tick"], "brackets": ["tick", "cross"],
         "letters": ["circle", "cross"]}  # fmt: skip
"""How options of each printing are marked."""


@dataclass
class Page:
    """A page before it is printed."""

    book: str
    number: int
    level: str
    sheet: Sheet
    said: Contents
    made: Facts
    hand: Hand
    marks: str
    chance: random.Random


def main() -> None:
    """Make the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--books", type=int, default=8)
    parser.add_argument("--registry", type=Path, default=Path("../shared/forms/fields.csv"))
    chosen = parser.parse_args()
    forms = fields(chosen.registry)
    pages = [page for book in range(chosen.books) for page in _book(chosen.seed, book, forms)]
    lines = []
    with tempfile.TemporaryDirectory() as room:
        for page, print_ in zip(pages, _prints(pages, Path(room)), strict=True):
            lines.append(json.dumps(_filled_in(page, print_, chosen.out / "scans")))
    for page in pages:
        if page.number == 1 and int(page.book[-2:]) % 4 == 3:
            _bound(chosen.out / "scans" / page.book, page.hand.dpi)
    (chosen.out / "truth.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _book(seed: int, number: int, forms: dict[tuple[str, str], list[Field]]) -> list[Page]:
    chance = random.Random(f"typed {seed} {number}")
    look = Look(chance, WORDS)
    hands = [*WORDS["hands"]["lines"], *WORDS["hands"]["faces"]]
    name = hands[(number * 5 + seed * 3) % len(hands)]
    made = facts(Writer(chance, WORDS, chance.randint(2014, 2024), name in WORDS["hands"]["flowing"]))
    dpi = chance.choice([200, 200, 300])
    writes, marks = hand(name, WORDS, chance, dpi), chance.choice(MARKS[look.options])
    old = chance.random() < 0.6
    own = {key: places for key, places in forms.items() if _edition(key[1], old)}
    first = ["catatan-keluarga", "data-keluarga", "rekap-dasawisma"]
    rest = chance.sample(["rekap-rt", "data-warga", "ibu-bayi", "kegiatan-warga", "rekap-dusun", "rekap-desa"], 6)
    names = first + [name for name in rest if any(key[0] == name for key in own)]
    households = chance.sample(range(len(made.households)), len(made.households))
    pages = []
    for at, name in enumerate(names[:EACH]):
        places = next(places for key, places in own.items() if key[0] == name)
        frame = WORDS["sheets"][name]
        low, high = frame.get("rows", [0, 0])
        rows = chance.randint(low, high)
        rows = 7 if name == "kegiatan-warga" else max(rows, len(made.households)) if name == "rekap-dasawisma" else rows
        at_household = households[at]
        if name in ("catatan-keluarga", "data-keluarga"):
            rows = max(rows, len(made.households[at_household]) + 1)
        sheet = Sheet(places, look, frame, made.village, rows)
        said = contents(places, made, at_household, rows, sheet.total)
        pages.append(Page(f"typed-{seed}-{number:02}", at + 1, LEVELS[number % 4], sheet, said, made, writes, marks,
                          random.Random(f"typed {seed} {number} {at}")))  # fmt: skip
    return pages


def _edition(edition: str, old: bool) -> bool:
    if "/" in edition or edition in ("4.14.1a", "4.14.1b"):
        return True
    return edition.startswith("III") or edition.endswith("-old") if old else (
        edition.startswith("4.") and not edition.endswith("-old"))  # fmt: skip


def _prints(pages: list[Page], room: Path) -> list[Print]:
    """Print all; what runs over one page is typed closer and printed again."""
    made: dict[int, Print] = {}
    for tight in range(4):
        left = [at for at in range(len(pages)) if at not in made or made[at].pages > 1]
        if not left:
            break
        folder = room / str(tight)
        folder.mkdir()
        documents = [pages[at].sheet.typed(tight) for at in left]
        for at, document, file in zip(left, documents, printed(documents, folder), strict=True):
            made[at] = photographed(file, document, pages[at].hand.dpi)
    return [made[at] for at in range(len(pages))]


def _filled_in(page: Page, print_: Print, scans: Path) -> dict[str, Any]:
    chance = page.chance
    print_.picture = toner(print_.picture, chance.uniform(-0.35, 0.5))
    filled = Filled(print_, page.hand, page.marks)
    for key, part, row, name, said in page.said.written:
        filled.put(key, part, row, name, said)
    for part, place, option in page.said.chosen:
        filled.choose(part, part, place.field, option, place.values)
    picture, matrix, done = spoiled(filled.picture(), page.level, chance, page.hand.dpi)
    folder = scans / page.book
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{page.number:03}.jpg"
    quality = {"clean": 92, "light": 88, "middle": 75, "hard": 55}[page.level]
    cv2.imwrite(str(file), picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    place, bound = page.sheet.places[0], int(page.book[-2:]) % 4 == 3
    for cell in filled.cells:
        cell["box"], cell["ink"] = moved_box(cell["box"], matrix), moved_box(cell["ink"], matrix)
    return {
        "book": page.book, "page": page.number, "file": f"{page.book}.pdf" if bound else f"{page.book}/{file.name}",
        "form": place.form, "edition": place.edition,
        "writer": page.hand.name, "village_code": page.made.village[4], "rows": page.said.rows, "spoiled": done,
        "cells": filled.cells,
    }  # fmt: skip


def _bound(folder: Path, dpi: int) -> None:
    """A book's pictures as one PDF."""
    files = sorted(folder.glob("*.jpg"))
    pictures = [Image.open(file) for file in files]
    pictures[0].save(folder.with_suffix(".pdf"), save_all=True, append_images=pictures[1:], resolution=dpi)
    for file in files:
        file.unlink()
    folder.rmdir()


if __name__ == "__main__":
    main()
