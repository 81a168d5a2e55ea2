"""Books of whole dasawisma in hands that were held out, made by samples.generator and read once through scan,
layout and read, so that evidence can be measured again and again on the same readings.

usage: python -m benchmarks.evidence_books KEEP [--books N] [--seed N] [--writing FOLDER]

KEEP: file to keep the readings in (pickle; only for the benchmarks beside this one). Every book holds sheets, persons
and the recap of the same households, so evidence between pages has something to work on.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.form import Form
from pipeline.formfile import load_forms
from pipeline.geometry import PageMap
from pipeline.layout.cells import cut
from pipeline.layout.find import find_layout
from pipeline.model import PageFault, Reading
from pipeline.read.reader import read_cells
from pipeline.run.workers.page import Tools
from pipeline.run.workers.task import build_tools
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import LEVELS, draw_damage
from samples.generator.fill import Subject
from samples.generator.make import MadePage, draw_writer, make_page
from samples.generator.people import PACUL, SIDOBANDUNG, draw_dasawisma
from samples.generator.printing import draw_printing
from training.font_files import Use, all_fonts

EDITIONS = (
    {"catatan-keluarga": "III-15", "data-keluarga": "4.14.2a-old", "rekap-dasawisma": "III-16a", "rekap-rt": "III-16b"},
    {"catatan-keluarga": "4.15", "data-keluarga": "4.14.2a-new", "rekap-dasawisma": "4.16a", "rekap-rt": "4.16b"},
)
HOUSEHOLDS = 6
PAGES = (
    *(("catatan-keluarga", household, 0) for household in range(4)),
    *(("data-keluarga", household, 0) for household in range(2)),
    *(("data-warga", household, member) for household, member in ((0, 0), (0, 1), (1, 0), (2, 1))),
    ("rekap-dasawisma", 0, 0),
    ("rekap-rt", 0, 0),
    ("ibu-bayi", 0, 0),
)
"""Pages of a book: form, household, member."""

TruthCells = Mapping[tuple[str, int | None, str], Mapping[str, Any]]
"""What is written, by part, row and field."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadBookPage:
    """A page of a book as it was read. readings: null when it was refused or taken for another form."""

    book_id: str
    page_no: int
    form: str
    edition: str
    writer: str
    level: str
    truth: TruthCells
    readings: tuple[Reading, ...] | None
    page_map: PageMap


def main() -> int:
    """Make, read and keep the books."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keep", type=Path)
    parser.add_argument("--books", type=int, default=8)
    parser.add_argument("--seed", type=int, default=40_000)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument(
        "--hands", type=Path, default=None, help="a folder of fonts to write with, as letter_fonts makes"
    )
    said = parser.parse_args()
    hands = unseen_hands(said.writing) if said.hands is None else tuple(sorted(said.hands.glob("*.ttf")))
    tools = build_tools(Settings())
    pages = []
    for number in range(said.books):
        began = time.process_time()
        pages += [read_page(*made, tools) for made in made_book(said.seed + number, hands)]
        print(f"book {number + 1} of {said.books}: {time.process_time() - began:.0f} s", flush=True)
        said.keep.write_bytes(pickle.dumps(pages))
    return 0


def kept_pages(file: Path) -> list[ReadBookPage]:
    """The pages that `main` kept."""
    pages: list[ReadBookPage] = pickle.loads(file.read_bytes())
    return pages


def unseen_hands(writing: Path) -> tuple[Path, ...]:
    """Fonts that neither the reader was trained on nor the calibration fitted on; more with `make fonts`."""
    return all_fonts(writing, {Use.TEST})


def made_book(seed: int, hands: tuple[Path, ...] | None) -> Iterator[tuple[str, int, Form, MadePage]]:
    """Book id, number, form and page of each page of the book of that seed."""
    rng = random.Random(f"evidence-book:{seed}")
    place, editions = (SIDOBANDUNG, PACUL)[seed % 2], EDITIONS[seed // 2 % 2]
    households = draw_dasawisma(seed, place, rng.randint(2014, 2023), HOUSEHOLDS)
    printing, writer = draw_printing(seed), draw_writer(seed, hands)
    forms = {(form.form, form.edition): form for form in load_forms()}
    for page_no, (name, household, member) in enumerate(PAGES, start=1):
        form = next(forms[key] for key in forms if key[0] == name and key[1] == editions.get(name, key[1]))
        page_seed = seed * 100 + page_no
        at = min(member, len(households[household].members) - 1)
        subject = Subject(households, household, at, rng.randint(1, 12), page_seed)
        level = LEVELS[page_no % len(LEVELS)] if page_no % 2 else "scan"
        made = make_page(form, page_seed, printing, draw_damage(page_seed, level), writer, subject)
        yield f"book-{seed}", page_no, form, made


def read_page(book_id: str, page_no: int, form: Form, made: MadePage, tools: Tools) -> ReadBookPage:
    """The page as the program reads it, up to evidence."""
    page = straighten(View(made.image), tools.settings)
    found = page if isinstance(page, PageFault) else find_layout(page, tools.forms, tools.print_reader)
    known = not isinstance(found, PageFault) and (found.layout.form, found.layout.edition) == (form.form, form.edition)
    readings = read_cells(cut(found), tools.engines) if not isinstance(found, PageFault) and known else None
    page_map = found.page.page_map if not isinstance(found, PageFault) else PageMap()
    truth: Any = made.truth
    cells = {truth_place(cell): cell for cell in truth["cells"]}
    level = truth["spoiled"]["level"]
    return ReadBookPage(book_id, page_no, form.form, form.edition, truth["writer"], level, cells, readings, page_map)


def truth_place(cell: Mapping[str, Any]) -> tuple[str, int | None, str]:
    """Part, row and field of a cell of a truth line, as in table readings."""
    part, row = cell["part"], cell["row"]
    if part == "cell":
        return ("total", None, cell["field"]) if row == "total" else ("table", int(row), cell["field"])
    return ("items" if part in ("item", "opt") else part, row, cell["field"])


if __name__ == "__main__":
    sys.exit(main())
