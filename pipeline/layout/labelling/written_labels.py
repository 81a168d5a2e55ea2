"""Writing that was taken for a label: a year behind its own label, before what is seen of the line it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.form import Entry
from pipeline.layout.labelling.labels import Label

LEAST_LETTERS = 2
"""Shorter than RT and RW is no label."""
FARTHEST_MM = 60.0
"""So far behind where a value begins it is written."""
BEHIND_COLON_MM = 10.0
"""So near behind the colon of one that is known, words that name nothing are its value, not the label of a next one."""
LEVEL = 0.8
"""Of a label's height: on its line the middles of words differ by less."""


def written_labels(
    labels: Sequence[Label], texts: Sequence[str], entry_of: Sequence[Entry | None], px_per_mm: float
) -> frozenset[int]:
    """Indices of labels that name nothing, on the line of one that does, where its value is written: those without a
    word in them, and words close behind its colon.

    texts: beside the labels, as read.
    """
    named = [label for label, entry in zip(labels, entry_of, strict=True) if entry is not None]
    return frozenset(
        at
        for at, (label, text, entry) in enumerate(zip(labels, texts, entry_of, strict=True))
        if entry is None
        and any(
            0.0 <= label.box.left - own.value_left < _farthest_mm(label, text, own) * px_per_mm
            and abs(label.box.centre[1] - own.y) < LEVEL * own.height
            for own in named
        )
    )


def _farthest_mm(label: Label, text: str, own: Label) -> float:
    """How far behind the place where the value of `own` begins what is read so may be that value, in millimetres."""
    if sum(letter.isalpha() for letter in text) < LEAST_LETTERS:
        return FARTHEST_MM
    return BEHIND_COLON_MM if own.colon and not label.colon else 0.0
