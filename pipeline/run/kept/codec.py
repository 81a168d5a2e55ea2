"""What became of a picture's pages, as bytes for the work store and back: compact JSON, gzipped, always the same."""

from __future__ import annotations

import gzip
import json
import zlib
from sys import intern
from typing import Any

from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, OtherValue, PageContent, PageFault, Part, State

_VERSION = 3
_OF_TABLES = frozenset({Part.TABLE.value, Part.TOTAL.value})

Pages = tuple[PageContent | PageFault, ...]
"""What became of the page that a picture shows, or of the two of an open book, in reading order."""


class BrokenEntryError(ValueError):
    """The bytes are no entry, or one of another version."""


def encode(key: str, *became: PageContent | PageFault) -> bytes:
    """The entry of the picture with that key."""
    entry: dict[str, Any] = {"version": _VERSION, "key": key, "pages": [_page(page) for page in became]}
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode("utf-8"), compresslevel=6, mtime=0)


def decode(key: str, entry: bytes, with_rows: bool = True) -> Pages:
    """What became of the picture's pages; BrokenEntryError unless `entry` is whole, of this version and of that key.

    with_rows: also what stands in tables; without, only heads and items.
    """
    try:
        read = json.loads(gzip.decompress(entry))
        if read["version"] != _VERSION or read["key"] != key or not read["pages"]:
            raise BrokenEntryError("another version or key, or no page")
        return tuple(_to_page(page, with_rows) for page in read["pages"])
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
        raise BrokenEntryError(type(error).__name__) from error


def _page(page: PageContent | PageFault) -> dict[str, Any]:
    return {"fault": [page.reason, page.message]} if isinstance(page, PageFault) else {"content": _content(page)}


def _to_page(read: dict[str, Any], with_rows: bool) -> PageContent | PageFault:
    return PageFault(*read["fault"]) if "fault" in read else _to_content(read["content"], with_rows)


def _content(content: PageContent) -> dict[str, Any]:
    engines = sorted({value.engine for value in content.values})
    return {
        "form": content.form,
        "edition": content.edition,
        "match_score": float(content.match_score),
        "runner_up": content.runner_up,
        "quarter_turns": int(content.quarter_turns),
        "skew_deg": float(content.skew_deg),
        "grid_residual_px": float(content.grid_residual_px),
        "engines": engines,
        "values": [_value(value, engines) for value in content.values],
    }


def _value(value: FieldValue, engines: list[str]) -> list[Any]:
    box = value.box
    return [
        value.part.value,
        None if value.row is None else int(value.row),
        value.field,
        value.state.value,
        value.raw_text,
        value.value,
        None if value.age is None else int(value.age),
        float(value.confidence),
        value.decision.value,
        list(value.evidence),
        [_other(other) for other in value.alternatives],
        [float(edge) for edge in (box.left, box.top, box.right, box.bottom)],
        engines.index(value.engine),
        float(value.read_confidence),
    ]


def _other(other: OtherValue) -> list[Any]:
    return [other.value, float(other.confidence), other.state.value, other.raw_text, other.age]


def _to_content(read: dict[str, Any], with_rows: bool) -> PageContent:
    engines: list[str] = read["engines"]
    return PageContent(
        form=read["form"],
        edition=read["edition"],
        match_score=read["match_score"],
        runner_up=read["runner_up"],
        quarter_turns=read["quarter_turns"],
        skew_deg=read["skew_deg"],
        grid_residual_px=read["grid_residual_px"],
        values=tuple(_to_value(value, engines) for value in read["values"] if with_rows or value[0] not in _OF_TABLES),
    )


def _to_value(read: list[Any], engines: list[str]) -> FieldValue:
    """The value. Words that stand in every page are held once: a village's pages are in memory together."""
    part, row, field, state, raw_text, value, age, confidence, decision, evidence, others, edges, engine, ink = read
    return FieldValue(
        part=Part(part),
        row=row,
        field=intern(field),
        state=State(state),
        raw_text=raw_text,
        value=value,
        age=age,
        confidence=confidence,
        decision=Decision(decision),
        evidence=tuple(map(intern, evidence)),
        alternatives=tuple(
            OtherValue(other, probability, State(other_state), raw, other_age)
            for other, probability, other_state, raw, other_age in others
        ),
        box=Box(*edges),
        engine=engines[engine],
        read_confidence=ink,
    )
