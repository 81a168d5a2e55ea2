"""The one option of a row that could not be read: where none of the others lies, if there is room for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.option_names import letters_wide

LEAST_ROOM = 0.4
"""Of the width that the words of an option should take."""


def left_over(options: Sequence[PrintedOption], areas: Sequence[Box], placed: dict[int, Box]) -> dict[int, Box] | None:
    """The only option that was not read, where the lines have room for it; None where that is in doubt.

    What a tick in brackets before the other option is too narrow for, stands on a line of its own, unseen; so does the
    last of options that stand in the form's order, where there is room among them only.
    """
    left = [at for at in range(len(options)) if at not in placed]
    gap = _gap(areas, list(placed.values()))
    if len(left) != 1 or gap is None:
        return None
    least = LEAST_ROOM * narrowest(options[left[0]]) * letter_px(options, placed)
    ordered = _in_order(placed, areas) and not _in_order({**placed, left[0]: gap}, areas)
    return {left[0]: gap} if gap.width >= least and not ordered else None


def _in_order(placed: Mapping[int, Box], areas: Sequence[Box]) -> bool:
    """Whether the options stand in the form's order, line after line."""
    at = [(_line(placed[option], areas), placed[option].left) for option in sorted(placed)]
    return at == sorted(at)


def _line(box: Box, areas: Sequence[Box]) -> int:
    """Which of the lines the box lies on most."""
    return max(range(len(areas)), key=lambda line: areas[line].overlap(box))


def narrowest(option: PrintedOption) -> float:
    """How wide the option is in its narrowest wording, in letters."""
    return min(map(letters_wide, option.words))


def letter_px(options: Sequence[PrintedOption], placed: Mapping[int, Box]) -> float:
    """How wide a letter is, in pixels, by the options that were read."""
    return float(np.median([box.width / narrowest(options[at]) for at, box in placed.items()]))


def _gap(areas: Sequence[Box], taken: Sequence[Box]) -> Box | None:
    """The widest part of the lines that none of the boxes takes, without the strokes that part options; None if none.

    A stroke and its blanks are about as wide as the words are high.
    """
    free: list[Box] = []
    for area in areas:
        beside = sorted((box for box in taken if area.overlap(box) > 0), key=lambda box: box.left)
        lefts = [area.left, *(box.right + box.height for box in beside)]
        rights = [*(box.left - box.height for box in beside), area.right]
        free += [
            Box(left, area.top, right, area.bottom)
            for left, right in zip(lefts, rights, strict=True)
            if right - left > 0.5 * min(box.height for box in taken)
        ]
    return max(free, key=lambda box: box.width, default=None)
