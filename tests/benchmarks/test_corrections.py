"""The pages of benchmarks.corrections: what is corrected keeps its truth, and what is accepted is held against it."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks.corrected_pages import KINDS, PLAIN, make_corrected_page
from benchmarks.corrections import count_fields, is_right
from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, Part, State
from samples.generator.hands import hand_fonts

FORMS, HANDS = load_forms(), hand_fonts()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_corrects_some_fields_of_some_page(kind: str) -> None:
    pages = [make_corrected_page(FORMS, kind, seed, HANDS) for seed in range(4 if kind != "two_lines" else 8)]
    if kind in PLAIN:
        assert not any(page.first for page in pages)
        return
    assert any(page.first for page in pages)
    for page in pages:
        assert page.first.keys() <= page.truth.keys()
        states = {page.truth[place]["state"] for place in page.first}
        assert states <= ({"value", "struck"} if kind == "long_line" else {"two"} if kind == "two_lines" else {"value"})
        for place, first in page.first.items():
            assert first != page.truth[place]["written"]


def test_the_same_seed_makes_the_same_page() -> None:
    once, again = (make_corrected_page(FORMS, "above", 3, HANDS) for _ in range(2))
    assert np.array_equal(once.image, again.image)
    assert once.truth == again.truth


def value(state: State, text: str | None, decision: Decision, age: int | None = None) -> FieldValue:
    box = Box(0, 0, 1, 1)
    return FieldValue(Part.ITEMS, None, "rt", state, text, text, age, 0.9, decision, (), (), box, "")


@pytest.mark.parametrize(
    ("state", "text", "truth", "right"),
    [
        (State.VALUE, "04", ("value", 4), True),
        (State.VALUE, "5", ("value", 4), False),
        (State.VALUE, "Islam", ("ditto", "Islam"), True),
        (State.DITTO, "Islam", ("ditto", "Islam"), True),
        (State.STRUCK, None, ("struck", None), True),
        (State.VALUE, "4", ("struck", None), False),
        (State.VALUE, "Siti", ("two", None), False),
    ],
)
def test_right_is_what_the_truth_says(state: State, text: str | None, truth: tuple[str, object], right: bool) -> None:
    cell = {"state": truth[0], "value": truth[1], "age": None}
    assert is_right(value(state, text, Decision.ACCEPTED), cell) is right


def test_corrected_fields_are_counted_apart(tmp_path: Path) -> None:
    page = make_corrected_page(FORMS, "above", 0, HANDS)
    place = ("items", None, "rt")
    object.__setattr__(page, "truth", {place: {"state": "value", "value": 4, "age": None, "written": "4"}})
    object.__setattr__(page, "first", {place: "7"})
    counts: Counter[str] = Counter()
    count_fields(page, [value(State.VALUE, "7", Decision.ACCEPTED), value(State.VALUE, "4", Decision.REVIEW)], counts)
    assert (counts["corrected"], counts["corrected right"], counts["corrected wrong"]) == (2, 1, 1)
    assert counts["other"] == 0
