"""Options that end in a colon or before a line (`Lainnya : ........`) are no labels of their own.

Taken for one, an option lost its words, and took the check boxes beside it from the label that they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.form import OPTION_KINDS, Entry
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.naming import SAME_EXTRA_LABEL
from pipeline.layout.words import ending_likeness, likeness, plain

LEAST_LETTERS = 4
"""Shorter options end in letters that other words end in."""


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A glance, beside its labels the entries that they name, and the indices of those that introduce extra writing."""

    glance: Glance
    entry_of: tuple[Entry | None, ...]
    extras: frozenset[int]


def without_option_labels(
    glance: Glance, entry_of: Sequence[Entry | None], extras: frozenset[int], entries: Sequence[Entry]
) -> Named:
    """The same without labels that name nothing and end in the last option of a field, or are a row of options; their
    words stay as print."""
    words = last_options(entries)
    kept = [
        at
        for at, (label, text) in enumerate(zip(glance.labels, glance.label_texts, strict=True))
        if entry_of[at] is not None
        or at in extras
        or not label.placed
        or not (ends_in_option(text, words) or is_row_of_options(text, entries))
    ]
    if len(kept) == len(glance.labels):
        return Named(glance, tuple(entry_of), extras)
    fewer = replace(
        glance,
        labels=tuple(glance.labels[at] for at in kept),
        label_texts=tuple(glance.label_texts[at] for at in kept),
    )
    return Named(fewer, tuple(entry_of[at] for at in kept), frozenset(kept.index(at) for at in extras))


def last_options(entries: Sequence[Entry]) -> frozenset[str]:
    """The words of every field's last option, behind which there may be room to write."""
    return frozenset(
        words
        for entry in entries
        if entry.field.kind in OPTION_KINDS
        for words in entry.field.options[-1].words
        if len(plain(words)) >= LEAST_LETTERS
    )


def ends_in_option(text: str, words: frozenset[str]) -> bool:
    """Whether a text ends in one of these words."""
    return any(ending_likeness(text, one) >= SAME_EXTRA_LABEL for one in words)


def is_row_of_options(text: str, entries: Sequence[Entry]) -> bool:
    """Whether a text is two options of one field or more with slashes between: a printing may set them in an order of
    its own, and another than the last stands before the room to write."""
    parts = [part for part in text.split("/") if plain(part)]
    return len(parts) > 1 and any(
        all(any(likeness(part, words) >= SAME_EXTRA_LABEL for words in _words(entry)) for part in parts)
        for entry in entries
        if entry.field.kind in OPTION_KINDS
    )


def _words(entry: Entry) -> tuple[str, ...]:
    """All words of an entry's options."""
    return tuple(words for option in entry.field.options for words in option.words)
