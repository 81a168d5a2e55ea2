"""Pages whose cells were weighed anew: dittos follow what they repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.evidence.pool import CellKey, cell_key
from pipeline.model import FieldValue, PageResult, Part, State


def resettled(page: PageResult, weighed: Mapping[CellKey, FieldValue]) -> PageResult:
    """The page with its cells out of `weighed`; the page itself where none of them changed. Nothing is decided anew."""
    content = page.content
    if content is None:
        return page
    key = (page.book_id, page.page_no)
    values = [weighed.get(cell_key(key, value), value) for value in content.values]
    if all(new is old or new == old for new, old in zip(values, content.values, strict=True)):
        return page
    values = _dittos(list(content.values), values)
    return replace(page, content=replace(content, values=tuple(values)))


def _dittos(before: list[FieldValue], values: list[FieldValue]) -> list[FieldValue]:
    """Dittos under a cell that says something else now say it too, and are as much surer or less sure as it is."""
    places = {(v.row, v.field): at for at, v in enumerate(values) if v.part is Part.TABLE}
    for at in sorted(places.values(), key=lambda at: values[at].row or 0):
        value = values[at]
        above = places.get(((value.row or 0) - 1, value.field))
        if value.state is not State.DITTO or above is None:
            continue
        old, new = before[above], values[above]
        if (old.value, old.age) != (new.value, new.age) and old.confidence > 0:
            share = min(1.0, value.confidence * new.confidence / old.confidence)
            values[at] = replace(value, value=new.value, age=new.age, confidence=round(share, 6))
    return values
