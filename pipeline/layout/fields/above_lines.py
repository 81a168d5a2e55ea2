"""Lines of print between two labels, which may be of either: the last of the upper one's, the first of the lower's."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.geometry import Box
from pipeline.layout.fields.places import Place, has_options

ABOVE_OPTIONS = 1.0
"""So many heights of its letters above a label's line nothing of its options stands."""


def above_options(place: Place, places: Sequence[Place]) -> tuple[Box, ...]:
    """What stands between this label and the options of the one below it, to whose pieces it was dealt: writing that
    was begun anew on the next line."""
    return _above_next(place, [other for other in places if has_options(other.entry)])


def above_next(place: Place, places: Sequence[Place]) -> tuple[Box, ...]:
    """What stands clearly above the label below this one, to which it was dealt as it is nearer: the last line of these
    options."""
    return _above_next(place, [other for other in places if other.limit == place.limit])


def above_label(place: Place, places: Sequence[Place]) -> tuple[Box, ...]:
    """What stands clearly above a label and clearly below the one above it, to whichever it was dealt: the first line
    of these options, where their label stands beside a later one."""
    over = [other for other in places if other.limit == place.limit and other.label.y < place.label.y]
    before = max(over, key=lambda other: other.label.y, default=None)
    if before is None:
        return ()
    start, end = (label.y + ABOVE_OPTIONS * label.height * way for label, way in ((before.label, 1), (place.label, -1)))
    return tuple(piece for piece in (*before.pieces, *place.pieces) if start < piece.centre[1] < end)


def _above_next(place: Place, others: Sequence[Place]) -> tuple[Box, ...]:
    """The pieces of the next of the others below that stand above its own line."""
    under = [other for other in others if other.label.y > place.label.y]
    following = min(under, key=lambda other: other.label.y, default=None)
    if following is None:
        return ()
    end = following.label.y - ABOVE_OPTIONS * following.label.height
    return tuple(piece for piece in following.pieces if place.label.y < piece.centre[1] < end)
