"""The words of options as high as their letters: a ring round one makes all print of its line as tall as itself.

What judges marks looks at words of one height (read/option_looks.py); beside a ring all words of the line were small to
it, those of the next lines stood in the picture, and clean ones seemed struck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.fields.choices import Choice
from pipeline.layout.fields.places import Place
from pipeline.model import Grey, Option
from pipeline.scan.pieces import piece_boxes

TALL = 1.35
"""Of the usual height of labels' letters: words that are taller hold more than letters."""
LOWEST_LETTER, TALLEST_LETTER, IN_LINE = 0.45, 1.25, 0.6
"""Of that height: of pieces that are letters; how far from the others' middle those of one line lie."""
LEAST_WIDE, LOWEST_WORD = 1.0, 0.5
"""Of that height: how wide the letters of a word are together, which may touch; how high a word is."""

RING = 0.15
"""So thick a ring is, of the same."""


def with_tight_labels(places: Sequence[Place], choices: Sequence[Choice], ink: Grey) -> tuple[Choice, ...]:
    """The choices, words that are taller than letters cut to those that can be told, or to those of another option on
    their line; and of two that lie in one another the second begun behind the first. ink: 255 where there is some."""
    heights = [place.label.height for place in places]
    usual = float(np.median(heights)) if heights else 0.0
    return tuple(
        replace(choice, options=_parted(_tight(choice.options, ink, usual), ink, usual)) if choice.options else choice
        for choice in choices
    )


def _tight(options: Sequence[Option], ink: Grey, usual: float) -> list[Option]:
    found = [_letters(option.label, ink, usual) if _is_tall(option, usual) else None for option in options]
    tight = []
    for option, own in zip(options, found, strict=True):
        if _is_tall(option, usual) and own is None:
            own = next((box for box in found if box is not None and _on_one_line(box, option.label)), None)
        box = option.label
        tight.append(option if own is None else replace(option, label=Box(box.left, own.top, box.right, own.bottom)))
    return tight


def _is_tall(option: Option, usual: float) -> bool:
    return option.mark is None and option.label.height > TALL * usual


def _on_one_line(tight: Box, tall: Box) -> bool:
    return tall.top <= tight.centre[1] <= tall.bottom


def _letters(label: Box, ink: Grey, usual: float) -> Box | None:
    """From the top of the letters in a box to their feet, and from the first of them on; None where too few can be told
    from what they touch."""
    rows, columns = label.slices(ink.shape[1], ink.shape[0])
    left, top, wide, high = piece_boxes(ink[rows, columns]).astype(np.float64).T
    inside = (top > 0) & (top + high < rows.stop - rows.start)
    own = inside & (high >= LOWEST_LETTER * usual) & (high <= TALLEST_LETTER * usual)
    middle = top + high / 2
    if own.any():
        own &= np.abs(middle - np.median(middle[own])) <= IN_LINE * usual
    if wide[own].sum() < LEAST_WIDE * usual:
        return None
    first, last = float(top[own].min()), float((top + high)[own].max())
    if not LOWEST_WORD * usual <= last - first <= TALL * usual:
        return None
    start = max(label.left, columns.start + float(left[own].min()))
    return Box(start, rows.start + first, label.right, rows.start + last)


def _parted(options: Sequence[Option], ink: Grey, usual: float) -> tuple[Option, ...]:
    """The options, each begun behind the one before it where that lies at its beginning, with its first letter that no
    ring touches: the ring hid where it begins."""
    parted: list[Option] = []
    for option in options:
        box, before = option.label, parted[-1].label if parted else None
        if before is not None and _on_one_line(box, before) and box.left < before.right < box.right - before.width / 2:
            behind = Box(before.right + RING * usual, box.top, box.right, box.bottom)
            seen = _letters(behind.grown(0, usual), ink, usual)
            option = replace(option, label=behind if seen is None else Box(seen.left, box.top, box.right, box.bottom))
        parted.append(option)
    return tuple(parted)
