"""Fields that the form asks for and that were not located on the page: unreadable, and for a person to look at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from pipeline.form import Form
from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, Part, State

ENGINE = "layout 1"


def unlocated(form: Form, values: Sequence[FieldValue]) -> tuple[FieldValue, ...]:
    """One value for each head field and item that every printing of `form` has and `values` lack.

    Its box is all that was located on the page, in source pixels; nothing when nothing was. Where the printed options
    were not located, the writing beside them was not either.
    """
    if not values:
        return ()
    somewhere = reduce(Box.union, (value.box for value in values))
    located = {(value.part, value.field) for value in values}
    missing = []
    for part, entries in ((Part.HEAD, form.heads), (Part.ITEMS, form.items)):
        for entry in entries:
            if entry.optional or (part, entry.field.name) in located:
                continue
            fields = [entry.field] if entry.extra is None else [entry.field, entry.extra]
            missing += [(part, field.name) for field in fields if (part, field.name) not in located]
    return tuple(
        FieldValue(
            part=part,
            row=None,
            field=name,
            state=State.UNREADABLE,
            raw_text=None,
            value=None,
            age=None,
            confidence=0.0,
            decision=Decision.REVIEW,
            evidence=("layout:not_located",),
            alternatives=(),
            box=somewhere,
            engine=ENGINE,
        )
        for part, name in missing
    )
