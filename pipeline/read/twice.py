"""What holds of a page that was looked at twice, the second time with its pale pen made darker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from pipeline.model import Doubt
from pipeline.read.as_whole import HARDLY_WORSE
from pipeline.read.blanks import DOUBTED
from pipeline.read.faint import UNEVEN
from pipeline.read.raw import Raw

FEWEST = 3
"""Cells with writing; where the second look finds fewer it saw no pen, but grain."""
FAIR = 75.0
"""Grey steps: a pen that is usually paler may be lost where it is palest (a JUMLAH in a pen that ran dry was blank)."""
DIFFERENT, STILL_DOUBTED, FEWEST_READ = 0.15, 0.04, 20
"""Of the cells in which both looks read something, of which there are so many at least, as many differ, and hold more
than even the second reads, where parts of strokes are no darker than grain: of a pen that leaves gaps one value in 14
was accepted wrong. Of pens that are pale throughout, or run dry, the looks differ or leave something out, not both."""
FEWEST_DOUBTED, DOUBTED_SHARE = 4, 0.02
"""Cells for a person, and of all cells, from which on a page whose pen may be uneven is looked at twice. Of 26 pages of
two made books with usual pens none has so many, of 10 whose pen starts late 5."""


class Again(Enum):
    """Why a page is looked at once more. PALE: its pen is. UNEVEN: it may be in places."""

    PALE = auto()
    UNEVEN = auto()


def second_look(first: Sequence[Raw], typical: float) -> Again | None:
    """Whether a page is looked at once more, with its pen made darker. first: its readings. typical: as from
    typical_contrast, grey steps."""
    if typical < FAIR or any(Doubt.PALE in raw.doubts for raw in first):
        return Again.PALE
    doubted = sum(raw.doubt >= DOUBTED for raw in first)
    several = doubted >= max(FEWEST_DOUBTED, DOUBTED_SHARE * len(first))
    return Again.UNEVEN if typical < UNEVEN and several else None


def seen_twice(first: Sequence[Raw], second: Sequence[Raw]) -> tuple[Raw, ...]:
    """The readings of each cell of a page: what both looks say, or the second where the first saw nothing, as sure as
    it is in the second, which sees more of what may be left out. Else what was read, for a person; all of it where they
    often differ."""
    if sum(map(_is_read, second)) < FEWEST:
        return tuple(first)
    found = tuple(map(_of_cell, first, second))
    read = [at for at, looks in enumerate(zip(first, second, strict=True)) if all(map(_is_read, looks))]
    different = sum(first[at].alternatives[0].text != second[at].alternatives[0].text for at in read)
    doubted = sum(second[at].doubt >= DOUBTED for at in read)
    uneven = different >= DIFFERENT * len(read) and doubted >= STILL_DOUBTED * len(read) >= STILL_DOUBTED * FEWEST_READ
    return tuple(raw.doubted(DOUBTED) if uneven and _is_read(raw) else raw for raw in found)


def _is_read(raw: Raw) -> bool:
    return bool(raw.alternatives) and not raw.blank


def _of_cell(first: Raw, second: Raw) -> Raw:
    doubts = first.doubts | second.doubts
    one, other = (raw.alternatives[0] if raw.alternatives else None for raw in (first, second))
    if one is None or first.blank:
        return replace(second, doubts=doubts)
    if other is not None and (one.state, one.text) == (other.state, other.text):
        return replace(second, doubts=doubts)
    likely = other is not None and not second.blank and other.probability >= HARDLY_WORSE * one.probability
    return replace(second if likely else first, doubts=doubts).doubted(DOUBTED)
