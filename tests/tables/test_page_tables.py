"""Readings and pages are made of one book at a time, and are what they would be of all."""

from dataclasses import replace

import pandas as pd

from pipeline.tables.page_tables import page_tables
from tests.tables.invented_books import family_page, recap_page, refused


def test_books_one_by_one_make_the_rows_that_they_make_together() -> None:
    books = [
        [replace(page, book_id=book) for page in (family_page(), recap_page(), refused(page_no=9))]
        for book in ("mawar", "melati")
    ]
    together, _ = page_tables([page for pages in books for page in pages])
    apart = [page_tables(pages)[0] for pages in books]
    assert set(together) == {"readings", "pages"} and len(together["pages"]) == 6
    for name, table in together.items():
        pd.testing.assert_frame_equal(table, pd.concat([tables[name] for tables in apart], ignore_index=True))


def test_what_breaks_the_schema_is_kept_out_and_told() -> None:
    page = family_page()
    assert page.content is not None
    first = replace(page.content.values[0], confidence=2.0)
    wrong = replace(page, content=replace(page.content, values=(first, *page.content.values[1:])))
    tables, findings = page_tables([wrong])
    assert len(tables["readings"]) == len(page.content.values) - 1
    assert [(found.table, found.column, found.rule) for found in findings] == [("readings", "confidence", "bounds")]
