"""A label is what it says, whatever number or letter stands before it."""

from __future__ import annotations

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.layout.labelling.naming import SAME_LABEL
from pipeline.layout.words import entry_likeness

PUS, WUS = (Entry(Field(word.lower(), Kind.COUNT), (word,), group="Jumlah") for word in ("PUS", "WUS"))


@pytest.mark.parametrize("before", ["", "2. ", "b. ", "B.", "b) ", "12. "])
def test_the_number_or_letter_of_an_item_is_none_of_its_words(before: str) -> None:
    """`b. PUS` was no label, and what stood in its place by order, WUS, took its value, accepted."""
    assert entry_likeness(f"{before}PUS", PUS) == 1.0
    assert entry_likeness(f"{before}PUS", WUS) < SAME_LABEL


def test_short_words_are_alike_or_not() -> None:
    assert entry_likeness("Jumlah PUS", PUS) == 1.0
    assert entry_likeness("PAS", PUS) == 0.0


@pytest.mark.parametrize("read", ["PUS (Pasangan Usia Subur)", "b. PUS (Pasangan Usia"])
def test_what_a_label_says_in_brackets_behind_its_words_is_none_of_them(read: str) -> None:
    assert entry_likeness(read, PUS) == 1.0
    assert entry_likeness(read, WUS) < SAME_LABEL
