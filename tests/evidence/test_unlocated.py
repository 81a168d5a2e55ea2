"""A field that was not located is said to be so, never left out."""

import dataclasses

from pipeline.evidence.unlocated import unlocated
from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, Part, State

FORM = next(form for form in load_forms() if form.key == "catatan-keluarga III-15")
LOCATED = FieldValue(
    part=Part.HEAD,
    row=None,
    field="head_name",
    state=State.BLANK,
    raw_text=None,
    value=None,
    age=None,
    confidence=0.9,
    decision=Decision.ACCEPTED,
    evidence=(),
    alternatives=(),
    box=Box(10, 20, 30, 40),
    engine="none",
)


def test_each_missing_field_is_unreadable_once() -> None:
    found = unlocated(FORM, [LOCATED])
    names = [value.field for value in found]
    assert sorted(names) == sorted(
        {"dasawisma", "year", "house", "latrine", "latrine_count", "water_source", "waste_place"}
    )
    assert {(v.state, v.decision, v.confidence, v.box) for v in found} == {
        (State.UNREADABLE, Decision.REVIEW, 0.0, LOCATED.box)
    }


def test_what_is_located_or_optional_is_not_missing() -> None:
    everything = [
        dataclasses.replace(LOCATED, field=field.name)
        for entry in FORM.heads
        for field in (entry.field, entry.extra)
        if field is not None
    ]
    assert unlocated(FORM, everything) == ()
    warga = next(form for form in load_forms() if form.form == "data-warga")
    optional = {entry.field.name for entry in warga.items if entry.optional}
    assert optional and not optional & {value.field for value in unlocated(warga, [LOCATED])}
    assert unlocated(FORM, []) == ()
