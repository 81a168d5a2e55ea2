"""The error rate of accepted values by column of the tables, for table `data_dictionary`.

usage: python -m benchmarks.measured_error READINGS [--write]     (READINGS: python -m benchmarks.evidence_books)

Counts, of the cells that go to a column and were accepted after all checks, those whose state or value is not what is
written: read as something else, or written and taken for blank, or blank and taken for writing. The interval is
Wilson's, 95 %. Columns with fewer than LEAST_VALUES accepted values are left out: nothing was measured. --write puts
the result into schemas/calibration/measured_error.csv, which publications carry.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.evidence import measured
from benchmarks.evidence_books import ReadBookPage, kept_pages
from benchmarks.evidence_scores import Scored, wilson
from pipeline.evidence.household_ties import ANSWERS
from pipeline.form import Form
from pipeline.formfile import load_forms
from schemas import TABLES
from schemas.dictionary import MEASURED

LEAST_VALUES = 30
HEAD = ("table", "column", "measured_error", "measured_error_low", "measured_error_high", "measured_on")
FILE = Path(__file__).parents[1] / "schemas" / "calibration" / MEASURED

_HOUSEHOLD_FORMS = frozenset({"catatan-keluarga", "data-keluarga", "rekap-dasawisma"})
_PERSON_FORMS = frozenset({"catatan-keluarga", "data-keluarga", "data-warga"})
_RENAMED = {"house": "house_criteria"} | {
    column: {"house": "house_criteria"}.get(field, field) for field, columns in ANSWERS.items() for column in columns
}
_SCHOOLING = {"sex": "sex", "education": "highest_level", "learning_group": "kejar_paket"}


def main() -> int:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--write", action="store_true")
    said = parser.parse_args()
    pages = [page for page in kept_pages(said.readings) if page.readings is not None]
    text = as_csv(pages, load_forms(), time.strftime("%Y-%m-%d"))
    print(text, end="")
    if said.write:
        FILE.write_text(text, encoding="utf-8")
    return 0


def as_csv(pages: Sequence[ReadBookPage], forms: Sequence[Form], day: str) -> str:
    """The measured errors as schemas.dictionary reads them, in the order of tables and columns."""
    counts: dict[tuple[str, str], list[bool]] = {}
    by_page = {(page.book_id, page.page_no): page.form for page in pages}
    for cell in measured(pages, forms)["and checks between pages"]:
        if cell.accepted and (cell.group != "blank cells" or not cell.right):
            for place in columns_of(by_page[cell.page], cell):
                counts.setdefault(place, []).append(cell.right)
    hands = " and ".join(sorted({page.writer for page in pages}))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for table in TABLES.values():
        for column in table.names:
            found = counts.get((table.name, column), [])
            if len(found) >= LEAST_VALUES:
                wrong = found.count(False)
                low, high = wilson(wrong, len(found))
                what = f"{len(found)} accepted values on {len(pages)} generated pages, held-out hands {hands}, {day}"
                shares = (f"{share:.5f}" for share in (wrong / len(found), low, high))
                writer.writerow((table.name, column, *shares, what))
    return out.getvalue()


def columns_of(form: str, cell: Scored) -> Iterator[tuple[str, str]]:
    """Tables and columns that a cell goes to."""
    yield "readings", "value"
    column = _RENAMED.get(cell.field, cell.field)
    person = form == "data-warga" or cell.part == "table"
    if form in _HOUSEHOLD_FORMS and (cell.part != "table" or form == "rekap-dasawisma") and cell.part != "total":
        yield from _known("households", column)
    if form in _PERSON_FORMS and person:
        yield from _known("members", column)
        if column in _SCHOOLING or column == "early_childhood":
            yield "schooling", _SCHOOLING.get(column, column)
    if form == "ibu-bayi":
        yield from _known("mother_child", column)
    if form.startswith("rekap-") and cell.part in ("table", "total") and cell.group in ("counts", "marks"):
        yield "recaps", "stated"


def _known(table: str, column: str) -> Iterator[tuple[str, str]]:
    if column in TABLES[table].names:
        yield table, column


if __name__ == "__main__":
    sys.exit(main())
