"""Books of forms as villages make them in Excel: printed by LibreOffice Calc, written, spoiled, with truth.

Nothing is shared with the program or the other generators. `python -m benchmarks.spreadsheet OUT --seed 1 --books 8`
"""

import argparse
import json
import random
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from benchmarks import spreadsheet_contents as contents
from benchmarks import spreadsheet_damage as damage
from benchmarks import spreadsheet_pen as pens
from benchmarks import spreadsheet_printing as printing
from benchmarks import spreadsheet_registry as registry
from benchmarks import spreadsheet_style as styles
from benchmarks import spreadsheet_workbook as workbook
from benchmarks import spreadsheet_writing as writing
from benchmarks.spreadsheet_grid import Sheet, Slot
from benchmarks.spreadsheet_sheet import Maker

OLD = [
    ("catatan-keluarga", "III-15"),
    ("data-keluarga", "4.14.2a-old"),
    ("rekap-dasawisma", "III-16a"),
    ("rekap-rt", "III-16b"),
    ("rekap-dusun", "III-16d"),
    ("rekap-desa", "III-17a"),
    ("ibu-bayi", "III-18a / 4.18a"),
]
NEW = [
    ("catatan-keluarga", "4.15"),
    ("data-keluarga", "4.14.2a-new"),
    ("rekap-dasawisma", "4.16a"),
    ("rekap-rt", "4.16b"),
    ("ibu-bayi", "III-18a / 4.18a"),
]
PLACES = ("dusun", "desa", "kecamatan", "kabupaten", "provinsi", "year")  # what a village head types into the sheet
PAGES = 5  # of a book


@dataclass
class Job:
    """A page to print and write: its book, what it says, its laid out sheet and its workbooks."""

    book: contents.Book
    page: contents.Page
    style: styles.Style
    sheet: Sheet
    typed: dict[str, str]
    name: str
    number: int
    workbooks: tuple[Path, Path]


def _pages(
    of: contents.Book, forms: Mapping[tuple[str, str], registry.Form], draw: random.Random, words: Mapping[str, Any]
) -> list[contents.Page]:
    """The pages of one book: families, the dasawisma's recap, a higher one, and at times births."""
    kinds = dict(NEW if draw.random() < 0.35 else OLD)
    higher = [one for one in kinds if one in ("rekap-rt", "rekap-dusun", "rekap-desa")]
    wanted = [
        "catatan-keluarga",
        draw.choice(["catatan-keluarga", "data-keluarga"]),
        "rekap-dasawisma",
        draw.choice(higher),
        draw.choice(["data-keluarga", "ibu-bayi", draw.choice(higher)]),
    ]
    found = []
    for number, kind in enumerate(wanted):
        form = forms[kind, kinds[kind]]
        if form.is_recap:
            found.append(contents.recap(form, of, draw, words))
        elif kind == "ibu-bayi":
            found.append(contents.births(form, of, draw, words))
        else:
            found.append(contents.family(form, of, of.households[number], draw, words))
    return found


def _sheets(
    seed: int,
    books: int,
    forms: Mapping[tuple[str, str], registry.Form],
    words: Mapping[str, Any],
    work: Path,
) -> list[Job]:
    jobs = []
    for number in range(books):
        draw = random.Random(f"sheet {seed} {number}")
        of = contents.book(draw, words)
        name = f"excel-{seed}-{number:02d}"
        for at, page in enumerate(_pages(of, forms, draw, words), 1):
            look = styles.style(draw, words, page.form.form, page.form.is_recap)
            typed = {one: str(of.place[one]) for one in PLACES if look.typed_place and draw.random() < 0.85}
            sheet = Maker(page, look, words, draw, typed).make()
            files = workbook.write(sheet, look, work / f"{page.form.form}-{seed}-{number}-{at}")
            jobs.append(Job(of, page, look, sheet, typed, name, at, files))
    return jobs


def _value(job: Job, slot: Slot) -> contents.Value:
    if slot.part == "cell":
        rows = job.page.rows if slot.row != "total" else [job.page.total or {}]
        at = 0 if slot.row == "total" else int(slot.row or 0)
        return rows[at].get(slot.name) if at < len(rows) else None
    return job.page.head.get(slot.name) if slot.part == "head" else job.page.items.get(slot.name)


def _cell(slot: Slot, said: writing.Said, box: list[float] | None, ink: list[float] | None) -> dict[str, object]:
    part = "items" if slot.options and slot.part == "item" else slot.part
    cell: dict[str, object] = {
        "key": slot.key,
        "part": part,
        "row": slot.row,
        "field": slot.name,
        "state": said.state,
        "written": said.written,
        "value": said.value,
        "box": box,
        "ink": ink,
    }
    return cell | ({"age": said.age} if said.age is not None else {})


def _written(
    job: Job, printed: printing.Print, pen: pens.Pen, how: writing.Habits, words: Mapping[str, Any]
) -> list[tuple[Slot, writing.Said, printing.Rectangle, Any]]:
    """Writes every place of a page; what is said where."""
    found = []
    slots = [(one.slot, one.text) for one in job.sheet.boxes if one.slot]
    for (slot, text), box in zip(slots, printed.places, strict=True):
        value, row = _value(job, slot), slot.part == "cell" and slot.row != "total"
        if slot.options:
            inside = [
                (word, at)
                for word, at in printed.words
                if box[0] - 4 <= (at[0] + at[2]) / 2 <= box[2] + 4 and box[1] <= (at[1] + at[3]) / 2 <= box[3]
            ]
            if value is None or pen.draw.random() < 0.02:
                said, ink = writing.Said("blank", None, ""), None
            else:
                writing.mark_option(pen, inside, slot.field, str(value), job.style.options, how)
                said, ink = (
                    writing.Said(
                        "value",
                        value,
                        how.options if job.style.options == "slash" else "cross" if how.mark == "cross" else "tick",
                    ),
                    box,
                )
        elif text:  # printed in the sheet
            said, ink = writing.Said("value", int(text) if slot.field.kind in ("count", "year") else text, text), box
        else:
            used = row and slot.row is not None and int(slot.row) < len(job.page.rows)
            above = job.page.rows[int(slot.row or 0) - 1].get(slot.name) if used and slot.row != "0" else None
            said = writing.say(slot.field, value, how, words, pen.draw, job.book.year, used, above)
            if slot.name.endswith("_count") and value is not None:
                said = writing.Said("value", value, str(value), "text")
            if said.ink == "corrected" and box[2] - box[0] < 12 * pen.mm:
                said = writing.Said(said.state, said.value, said.written, "text")
            centred = slot.part == "cell" and (slot.field.kind in ("count", "tick_or_count") or slot.name == "sex")
            ink = writing.ink(
                pen,
                said,
                box,
                slot.field,
                centred,
                pen.draw.choice([0.97, 0.97, 1.08]) if slot.field.kind in ("name", "text") else 0.97,
            )
        found.append((slot, said, box, ink))
    return found


def _save(scan: damage.Scan, file: Path, dpi: int) -> Path:
    image = Image.fromarray(scan.picture)
    if scan.mode == "1":
        file = file.with_suffix(".png")
        image.convert("L").point(lambda grey: 255 * (grey > 165)).convert("1").save(file, dpi=(dpi, dpi))
    else:
        image.convert(scan.mode).save(file, quality=scan.quality, dpi=(dpi, dpi))
    return file


def make(out: Path, seed: int, books: int, registry_file: Path) -> int:
    """Writes `books` books of PAGES pages under out/scans and their truth to out/truth.jsonl; how many pages."""
    words = tomllib.loads((Path(__file__).with_name("spreadsheet_wording.toml")).read_text(encoding="utf-8"))
    forms = registry.forms(registry_file)
    shutil.rmtree(out / "scans", ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder, (out / "truth.jsonl").open("w", encoding="utf-8") as truth:
        work = Path(folder)
        jobs = _sheets(seed, books, forms, words, work)
        printing.to_pdf([file for job in jobs for file in job.workbooks], work)
        for job in jobs:
            draw = random.Random(f"page {job.name} {job.number}")
            writer = random.Random(f"writer {job.name} {job.number > 3}")  # two of a book
            dpi = draw.choice([200, 200, 250, 300])
            places = sum(one.slot is not None for one in job.sheet.boxes)
            printed = printing.read_print(*(work / f"{file.stem}.pdf" for file in job.workbooks), places, dpi)
            of = pens.hand(writer, words["hands"])
            pen = pens.Pen(of, printed.picture.shape[:2], dpi, draw)
            written = _written(job, printed, pen, writing.habits(writer), words)
            level = ["clean", "light", "light", "middle", "middle", "hard"][draw.randrange(6)]
            scan = damage.spoil(pen.onto(printed.picture), level, dpi, draw)
            file = out / "scans" / job.name / f"{job.number:03d}.jpg"
            file.parent.mkdir(parents=True, exist_ok=True)
            file = _save(scan, file, dpi)
            cells = [
                _cell(slot, said, damage.moved(box, scan.matrix), damage.moved(ink, scan.matrix))
                for slot, said, box, ink in written
            ]
            page = {
                "book": job.name,
                "page": job.number,
                "file": f"{job.name}/{file.name}",
                "form": job.page.form.form,
                "edition": job.page.form.edition,
                "writer": of.name,
                "village_code": job.book.village_code,
                "rows": len({one[0].row for one in written if one[0].row not in (None, "total")}),
                "spoiled": scan.how,
                "cells": cells,
            }
            truth.write(json.dumps(page, default=_plain) + "\n")
    return len(jobs)


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(type(value).__name__)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--books", type=int, default=8)
    parser.add_argument("--registry", type=Path, default=Path("../shared/forms/fields.csv"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    print(f"{make(args.out, args.seed, args.books, args.registry)} pages")


if __name__ == "__main__":
    main()
