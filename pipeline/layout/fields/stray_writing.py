"""Writing that belongs to options and was not put where their printing leaves room for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from pipeline.geometry import Box
from pipeline.layout.fields.choices import Choice
from pipeline.layout.fields.places import Place
from pipeline.layout.printed.print_lines import PrintLines

LEAST_STRAY_MM = 2.5
"""Narrower things between and behind options are slashes, points and marks."""
MOST_UNDER, FARTHEST_UNDER, LEAST_UNDER = 2.5, 2.0, 1.5
"""Of writing under options, in heights of the label: how high a line of it is, how far below it begins; of its own
height, how long it is."""
STRAY_SHARE = 0.5
"""Of a piece of print or writing: so much of it lies on options, or where the writing is looked for, or it strays."""


def strays(
    place: Place, below: Sequence[Box], choice: Choice, extra: Box, printed: PrintLines, px_per_mm: float
) -> tuple[Box, ...]:
    """What is no option and stands behind the label, below, or behind an option on its line, which may be higher than
    the label's; but not where the extra writing was looked for."""
    known = [extra, *(option.label for option in choice.options)]
    known += [option.mark for option in choice.options if option.mark is not None]
    known = [box.grown(0.5 * px_per_mm) for box in known]
    behind = [piece for piece in (*printed.pieces, *printed.writing) if _is_behind(piece, choice, place.limit)]
    return tuple(
        piece
        for piece in dict.fromkeys((*place.pieces, *below, *behind))
        if piece.width > LEAST_STRAY_MM * px_per_mm
        and sum(piece.overlap(box) for box in known) < STRAY_SHARE * piece.area
    )


def _is_behind(piece: Box, choice: Choice, limit: float) -> bool:
    """Whether a piece stands to the right of an option, on its line, and before the limit."""
    return piece.right <= limit and any(
        option.label.right <= piece.left + 0.5 * piece.height
        and option.label.top < piece.centre[1] < option.label.bottom
        for option in choice.options
    )


def under_options(place: Place, choice: Choice, strays: Sequence[Box], extra: Box) -> Box | None:
    """Where one line is written under the last options and nothing behind them: whoever has no room there begins anew.

    A mark of the next item that reaches up is not as long as a word.
    """
    if not choice.options or any(piece.overlap(extra) > 0 for piece in place.pieces):
        return None
    last, high = choice.options[-1].label, place.label.height
    under = [piece for piece in strays if piece.top >= last.bottom - 0.3 * high]
    if not under:
        return None
    line = reduce(Box.union, under)
    far = line.top > last.bottom + FARTHEST_UNDER * high
    if far or line.height > MOST_UNDER * high or line.width < LEAST_UNDER * line.height:
        return None
    left = min([line.left, *((one.mark or one.label).left for one in choice.options)])
    return Box(left, max(last.bottom, line.top - 0.5 * high), place.limit, line.bottom + 0.5 * high)
