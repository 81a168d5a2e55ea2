"""Table `mother_child`: rows of ibu-bayi (Buku III)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evidence.page_fields import written_row
from pipeline.evidence.pages import Page
from pipeline.tables import wording
from pipeline.tables.records import Row

FORM = "ibu-bayi"

_TEXTS = (
    "mother_name",
    "husband_name",
    "mother_status",
    "baby_name",
    "deceased_name",
    "deceased_status",
    "death_cause",
    "note",
)
_MARKS = ("baby_male", "baby_female", "certificate_yes", "certificate_no", "deceased_male", "deceased_female")


def mother_child_rows(page: Page) -> Iterator[dict[str, object]]:
    """The rows of a page of ibu-bayi on which more than a running number is written; none of other forms."""
    if page.form != FORM:
        return
    for row, fields in page.rows.items():
        if not written_row(fields):
            continue
        record = Row()
        record.take("month", page.outside.get("month"), wording.text)
        for name in ("dasawisma", "rt", "rw", "dusun"):
            record.take(name, page.outside.get(name), wording.text)
        record.take("row_no", fields.get("row_no"), wording.whole)
        for name in _TEXTS:
            record.take(name, fields.get(name), wording.text)
        for name in _MARKS:
            record.take(name, fields.get(name), wording.yes, False)
        for name in ("birth_date", "death_date"):
            cell = fields.get(name)
            dated = record.take(name, cell, wording.first_day) is not None
            record.values[f"{name}_precision"] = wording.date_precision(cell) if dated and cell is not None else None
        yield {
            **page.place.area,
            "book_id": page.result.book_id,
            "page_no": page.result.page_no,
            "row": row,
            **record.record(),
        }
