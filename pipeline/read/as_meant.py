"""The ink of a page as its writer meant it: what corrects a field above or below taken to where it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Crop
from pipeline.read.hanging import hanging_corrections, taken_over, without
from pipeline.read.ink import Ink
from pipeline.read.put_in import put_in
from pipeline.read.raised import is_corrected_above, new_digit


@dataclass(frozen=True, slots=True, eq=False)
class Meant:
    """crops: of the page, where digits were put in with them. inks: what may be blank now. corrected: places of fields
    that a person has to see."""

    crops: list[Crop]
    inks: dict[int, Ink]
    corrected: frozenset[int]


def as_meant(crops: Sequence[Crop], inks: Mapping[int, Ink]) -> Meant:
    """The ink of the cells with ink, corrections taken off the field in whose room they stand, or put in."""
    meant, own = list(crops), dict(inks)
    corrected = {at for at, ink in inks.items() if is_corrected_above(crops[at], ink)}
    for piece in hanging_corrections({at: (crops[at], ink) for at, ink in inks.items()}):
        corrected |= {piece.above, piece.below}
        own[piece.above] = without(own[piece.above], piece.parts)
        one, other = (meant[piece.below], own[piece.below]), (crops[piece.above], inks[piece.above])
        meant[piece.below], own[piece.below] = taken_over(*one, *other, piece.parts)
    for at in sorted(corrected):
        digit = None if own[at].blank else new_digit(meant[at], own[at])
        if digit is not None:
            meant[at], own[at] = put_in(meant[at], own[at], digit)
    return Meant(meant, own, frozenset(corrected))
