"""Pages whose cells were weighed anew: dittos follow what they repeat, and what is accepted is decided again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.evidence.decide import Judged, decide, usable
from pipeline.evidence.joint import Outcome
from pipeline.evidence.judge import NOTHING_ABOVE, SEEN_BY_A_PERSON
from pipeline.evidence.pool import CellKey, cell_key
from pipeline.form import Form, Kind
from pipeline.model import Decision, FieldValue, PageResult, Part, State
from pipeline.settings import Settings


def resettled(page: PageResult, form: Form, weighed: Mapping[CellKey, FieldValue], settings: Settings) -> PageResult:
    """The page with its cells out of `weighed`; the page itself where none of them changed."""
    content = page.content
    if content is None:
        return page
    key = (page.book_id, page.page_no)
    values = [weighed.get(cell_key(key, value), value) for value in content.values]
    if all(new is old or new == old for new, old in zip(values, content.values, strict=True)):
        return page
    values = _dittos(list(content.values), values)
    if any(new.confidence != old.confidence for new, old in zip(values, content.values, strict=True)):
        values = _decided(values, form, settings)
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


def _decided(values: list[FieldValue], form: Form, settings: Settings) -> list[FieldValue]:
    kinds = field_kinds(form)
    judged = [
        Judged(kinds.get(value.field, Kind.TEXT), value.state, value.confidence, _usable(value)) for value in values
    ]
    decisions = decide(judged, settings)
    return [
        value if value.decision is decision else replace(value, decision=decision)
        for value, decision in zip(values, decisions, strict=True)
    ]


def _usable(value: FieldValue) -> bool:
    """As pipeline.evidence.judge has it: no mixed signs, no doubt of layout, nothing that only checks make likely, no
    ditto under nothing, no such date."""
    real = f"date:real:{Outcome.DISAGREES}" not in value.evidence
    if NOTHING_ABOVE in value.evidence or not SEEN_BY_A_PERSON.isdisjoint(value.evidence):
        return False
    if value.state is State.DITTO and value.decision is Decision.REVIEW and value.value is None:
        return False
    return usable(value.state, value.value is not None or (value.age is not None and real))


def field_kinds(form: Form) -> dict[str, Kind]:
    """The kinds of a form's fields by name, writings beside options too."""
    fields = [column.field for column in form.columns]
    for entry in (*form.heads, *form.items):
        fields += [entry.field] if entry.extra is None else [entry.field, entry.extra]
    return {field.name: field.kind for field in fields}
