"""Options that a mark made illegible, by the rows of the same print: one page says `Ya / Tidak` many times, each time
set alike, and a ring close round a word hides it and the stroke beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from pipeline.form import OPTION_KINDS
from pipeline.geometry import Box
from pipeline.layout.fields.choices import Choice
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.columns import SAME_COLUMN_MM
from pipeline.model import Grey, Option

LEAST_ROWS = 2
"""So many rows that were read must agree on where each option stands."""
APART, FARTHER = 1.2, 2.5
"""Of the height of the words: by so much the edges of one option may differ from row to row, for the rings that are
taken with them; and so far print goes beyond the words: a ring, a star."""
TALLEST = 2.5
"""Of their height: a ring round words is not so tall."""
ONE_LINE = 0.6
"""Of their height: on one line the middles of words differ by less."""
LEAST_INK = 0.4
"""Share of the columns of an option's words that have ink: letters have more, whatever is drawn over them."""


def with_like_rows(
    places: Sequence[Place], choices: Sequence[Choice], ink: Grey, px_per_mm: float
) -> tuple[Choice, ...]:
    """The choices, where options are missing with all of them, each where it stands in rows of the same options below
    or above; as they are where too few such rows were read, or what is printed is not as long.

    ink: 255 where ink is, else 0.
    """
    return tuple(
        _completed(place, choice, places, choices, ink, px_per_mm)
        for place, choice in zip(places, choices, strict=True)
    )


def _completed(
    place: Place,
    choice: Choice,
    places: Sequence[Place],
    choices: Sequence[Choice],
    ink: Grey,
    px_per_mm: float,
) -> Choice:
    field = place.entry.field
    if field.kind not in OPTION_KINDS or place.entry.extra is not None or place.boxes or _whole(place, choice):
        return choice
    rows = [
        (other.label.y, one.options)
        for other, one in zip(places, choices, strict=True)
        if (other.entry.field.options, other.entry.extra) == (field.options, None)
        and _whole(other, one)
        and abs(other.label.box.left - place.label.box.left) < SAME_COLUMN_MM * px_per_mm
    ]
    words = _agreed([options for _, options in rows])
    if not words:
        return choice
    height, left, right = words[0].height, min(box.left for box in words), max(box.right for box in words)
    if place.label.box.right > left:
        return choice  # a label that runs on there has its options below it
    below = float(np.median([options[0].label.centre[1] - y for y, options in rows]))
    # Rings join what they touch: what is taller than one line says nothing of where this one's ends are.
    own = [
        piece for piece in place.pieces if piece.right > left and piece.left < right and piece.height < TALLEST * height
    ]
    far = FARTHER * height
    if own and (min(piece.left for piece in own) < left - far or max(piece.right for piece in own) > right + far):
        return choice
    if not own and place.lines:
        return choice  # what is drawn there may be dots that lead to the options below
    middle = float(np.median([piece.centre[1] for piece in own])) if own else place.label.y + below
    options = tuple(
        Option(option.value, None, Box(box.left, middle - height / 2, box.right, middle + height / 2))
        for option, box in zip(rows[0][1], words, strict=True)
    )
    return replace(choice, options=options) if all(_inked(ink, option.label) for option in options) else choice


def _whole(place: Place, choice: Choice) -> bool:
    """Whether all options were found, as words on one line: a ring may join a word to one of the next line."""
    found = choice.options
    if len(found) < len(place.entry.field.options) or any(option.mark is not None for option in found):
        return False
    lowest = min(option.label.height for option in found)
    middles = [option.label.centre[1] for option in found]
    one_line = max(middles) - min(middles) < ONE_LINE * max(option.label.height for option in found)
    return one_line and all(option.label.height < TALLEST * lowest for option in found)


def _agreed(rows: Sequence[Sequence[Option]]) -> list[Box]:
    """Where the options stand that the rows have, in their order, all of one height; empty where the rows do not
    agree. What is taken with a word in some row, a ring, is none of it."""
    if len(rows) < LEAST_ROWS:
        return []
    height = float(np.median([min(option.label.height for option in row) for row in rows]))
    found = []
    for same in zip(*rows, strict=True):
        lefts, rights = (np.array([getattr(option.label, side) for option in same]) for side in ("left", "right"))
        left, right = (
            (float(np.median(lefts)), float(np.median(rights)))
            if len(rows) > LEAST_ROWS
            else (float(lefts.max()), float(rights.min()))
        )
        if max(np.median(np.abs(lefts - left)), np.median(np.abs(rights - right))) > APART * height or right <= left:
            return []
        found.append(Box(left, 0.0, right, height))
    ordered = sorted(found, key=lambda box: box.left)
    apart = all(box.right <= following.left for box, following in pairwise(ordered))
    return found if apart else []


def _inked(ink: Grey, words: Box) -> bool:
    part = ink[words.slices(ink.shape[1], ink.shape[0])] > 0
    return part.size > 0 and float(part.any(axis=0).mean()) >= LEAST_INK
