"""Tables `readings` and `pages`: everything that was read, and every page that was found."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import FieldValue, PageResult


def reading_rows(result: PageResult) -> Iterator[dict[str, object]]:
    """The rows of `readings` of a page; none of a refused one."""
    content = result.content
    for value in content.values if content is not None else ():
        yield {
            "book_id": result.book_id,
            "source": result.source,
            "page_no": result.page_no,
            "form": content.form if content is not None else None,
            "edition": content.edition if content is not None else None,
            "part": str(value.part),
            "row": value.row,
            "field": value.field,
            "state": str(value.state),
            "raw_text": value.raw_text,
            "value": value.value,
            "age": value.age,
            "confidence": value.confidence,
            "decision": str(value.decision),
            "evidence": list(value.evidence),
            "alternatives": _alternatives(value),
            "box_left": value.box.left,
            "box_top": value.box.top,
            "box_right": value.box.right,
            "box_bottom": value.box.bottom,
            "engine": value.engine,
        }


def page_row(result: PageResult) -> dict[str, object]:
    """The row of `pages` of a page."""
    row: dict[str, object] = {
        "book_id": result.book_id,
        "source": result.source,
        "page_no": result.page_no,
        "sha256": result.sha256 or None,
        "status": "refused" if result.content is None else "read",
    }
    if result.content is not None:
        content = result.content
        row |= {
            "form": content.form,
            "edition": content.edition,
            "match_score": content.match_score,
            "runner_up": content.runner_up or None,
            "quarter_turns": content.quarter_turns,
            "skew_deg": content.skew_deg,
            "grid_residual_px": content.grid_residual_px,
        }
    if result.fault is not None:
        row |= {"reason": result.fault.reason, "message": result.fault.message}
    return row


def _alternatives(value: FieldValue) -> list[dict[str, object]]:
    """The other readings that say something: their value, or what was read where it has none."""
    said = ((other.value if other.value is not None else other.raw_text, other) for other in value.alternatives)
    return [{"value": text, "confidence": other.confidence} for text, other in said if text is not None]
