"""Writing that was taken for a label: a year behind its own label, before what is seen of the line it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.form import Entry
from pipeline.layout.labelling.labels import Label

LEAST_LETTERS = 2
"""Shorter than RT and RW is no label."""
FARTHEST_MM = 60.0
"""So far behind where a value begins it is written."""
LEVEL = 0.8
"""Of a label's height: on its line the middles of words differ by less."""


def written_labels(
    labels: Sequence[Label], texts: Sequence[str], entry_of: Sequence[Entry | None], px_per_mm: float
) -> frozenset[int]:
    """Indices of labels that name nothing and hold no word, on the line of one that does, where its value is written.

    texts: beside the labels, as read.
    """
    named = [label for label, entry in zip(labels, entry_of, strict=True) if entry is not None]
    return frozenset(
        at
        for at, (label, text, entry) in enumerate(zip(labels, texts, entry_of, strict=True))
        if entry is None
        and sum(letter.isalpha() for letter in text) < LEAST_LETTERS
        and any(
            0.0 <= label.box.left - own.value_left < FARTHEST_MM * px_per_mm
            and abs(label.box.centre[1] - own.y) < LEVEL * own.height
            for own in named
        )
    )
