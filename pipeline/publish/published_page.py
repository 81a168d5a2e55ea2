"""A page as it was published: what stands in `pages` and `readings`, decided after the checks between pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, PageContent, PageFault, Part, State
from pipeline.publish.current_link import current_run


class PublishedBook:
    """The pages of one book in the publication that OUT/current names; none where nothing of it was published.

    run_id: of the publication, "" where there is none. Raises OSError if it is removed while it is read.
    """

    def __init__(self, out: Path, book_id: str) -> None:
        self._folder = current_run(out.absolute())
        self.run_id = self._folder.name if self._folder is not None else ""
        self._book_id = book_id
        self._pages = {int(row["page_no"]): row for row in self._rows("pages")}

    def numbers(self, source: str, sha256: str) -> tuple[int, ...]:
        """The numbers of the pages that were published of that content of that file of the inbox, in order."""
        found = (no for no, row in self._pages.items() if (row["source"], row["sha256"] or "") == (source, sha256))
        return tuple(sorted(found))

    def file_of(self, page_no: int) -> tuple[str, str] | None:
        """The file of the inbox that a page was published from, and the SHA-256 of its content then; null: none was."""
        row = self._pages.get(page_no)
        return None if row is None else (row["source"], row["sha256"] or "")

    def contents(self, source: str) -> frozenset[str]:
        """The SHA-256 of what was published of that file; empty where nothing was."""
        return frozenset(row["sha256"] or "" for row in self._pages.values() if row["source"] == source)

    def page(self, page_no: int) -> PageContent | PageFault:
        """What was published of that page, one of `numbers`. Other readings (`alternatives`) are left out."""
        row = self._pages[page_no]
        if row["status"] == "refused":
            return PageFault(row["reason"], row["message"])
        values = tuple(_value(reading) for reading in self._rows("readings", page_no))
        return PageContent(
            form=row["form"],
            edition=row["edition"],
            match_score=row["match_score"],
            runner_up=row["runner_up"] or "",
            quarter_turns=row["quarter_turns"],
            skew_deg=row["skew_deg"],
            grid_residual_px=row["grid_residual_px"],
            values=values,
        )

    def _rows(self, name: str, page_no: int | None = None) -> list[dict[str, Any]]:
        """The rows of the book, or of one page of it; the files are sorted by both, so that little of them is read."""
        wanted: list[tuple[str, str, object]] = [("book_id", "==", self._book_id)]
        if page_no is not None:
            wanted.append(("page_no", "==", page_no))
        files = sorted((self._folder / name).glob("*.parquet")) if self._folder is not None else []
        return [row for file in files for row in pq.read_table(file, filters=wanted, partitioning=None).to_pylist()]


def _value(row: Mapping[str, Any]) -> FieldValue:
    return FieldValue(
        part=Part(row["part"]),
        row=row["row"],
        field=row["field"],
        state=State(row["state"]),
        raw_text=row["raw_text"],
        value=row["value"],
        age=row["age"],
        confidence=row["confidence"],
        decision=Decision(row["decision"]),
        evidence=tuple(row["evidence"] or ()),
        alternatives=(),
        box=Box(row["box_left"], row["box_top"], row["box_right"], row["box_bottom"]),
        engine=row["engine"],
    )
