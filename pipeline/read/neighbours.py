"""Writing that comes close to its neighbour's in the next column, where each is a whole word of its own.

What lies beyond a ruling may be the end of what was written before it (overflow.py). It is not where both cells say
something whole: a listed word or name here, and there a listed word, a mark or a number in the middle of its cell. An
end that ran over would leave a cut word on one side of the ruling, and a word too many on the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.form import COUNT_KINDS, DATE_KINDS, MARK_KINDS, Kind
from pipeline.model import Crop, Part, State
from pipeline.read.engine import Engines
from pipeline.read.ink import Ink
from pipeline.read.overflow import OVERFLOW, Side
from pipeline.read.raw import SIGNS, Raw

_LIKELY = 0.9
"""What was read is at least so likely, before calibration and without other doubts."""
_LEAST_LETTERS = 3
"""A listed word of fewer letters may be the end of another; of parts of names initials and titles are not asked for."""
_MIDDLE = 0.25
"""Of its width, a mark's or number's middle lies so near to that of its cell: an end that ran over stands aside."""
_DATE = re.compile(r"\d{1,2}\D+(?:\d{1,2}|[^\W\d]+)\D+(?:19|20)\d\d")
"""A date with its whole year: 13/03/19 may go on beyond the ruling."""
_PART = re.compile(r"[^\W\d_]+")


def cut_off(
    crops: Sequence[Crop],
    inks: Mapping[int, Ink],
    read: Mapping[int, Raw],
    overrun: Mapping[int, Mapping[Side, bool]],
    engines: Engines,
) -> dict[int, Raw]:
    """The readings of cells that seem to go on beyond a side, with the doubt of that; none of those that are whole and
    whose neighbours there are, too.

    crops: of one page; the others by the place of their crop. inks, read: of cells that are not blank, with what was
    read in them. overrun: the sides, of cells of the table, and whether something lies across them.
    """
    overrun = {at: sides for at, sides in overrun.items() if sides}
    beside = _beside(crops, overrun)

    def whole(at: int) -> bool:
        kind = crops[at].cell.field.kind
        return _is_whole(crops[at], read[at], engines) and all(
            (other := beside.get((at, side))) is not None
            and other in read
            and _is_its_own(crops[other], inks[other], read[other], kind, across, engines)
            for side, across in overrun[at].items()
        )

    doubts = {at: 1 - (1 - read[at].doubt) * (1 - OVERFLOW) for at in overrun if not whole(at)}
    return {at: replace(read[at], doubt=doubt) for at, doubt in doubts.items()}


def _beside(crops: Sequence[Crop], overrun: Mapping[int, Mapping[Side, bool]]) -> dict[tuple[int, Side], int]:
    """The place of the crop on each side of those cells, in their row of the table."""
    rows: dict[int | None, list[int]] = {}
    wanted = {crops[at].cell.row for at in overrun}
    for at, crop in enumerate(crops):
        if crop.cell.part is Part.TABLE and crop.cell.row in wanted:
            rows.setdefault(crop.cell.row, []).append(at)
    found = {}
    for row in rows.values():
        row.sort(key=lambda at: crops[at].cell.box.left)
        for one, other in pairwise(row):
            found[one, Side.RIGHT], found[other, Side.LEFT] = other, one
    return found


def _said(raw: Raw) -> str:
    """What was read, "" where it is no value or not likely."""
    best = raw.alternatives[0] if raw.alternatives else None
    if best is None or best.state is not State.VALUE or best.probability * (1 - raw.doubt) < _LIKELY:
        return ""
    return best.text or ""


def _is_whole(crop: Crop, raw: Raw, engines: Engines) -> bool:
    """Whether what was read is a listed word, a name of listed parts or a date with its year."""
    kind, said = crop.cell.field.kind, _said(raw)
    if kind in DATE_KINDS:
        return _DATE.fullmatch(said) is not None
    if kind is Kind.NAME:
        parts = [part for part in _PART.findall(said.lower()) if len(part) >= _LEAST_LETTERS]
        return bool(parts) and all(part in engines.lexicon.listed for part in parts) and said[-1].isalpha()
    return _is_listed(crop, said, engines)


def _is_listed(crop: Crop, said: str, engines: Engines) -> bool:
    vocabulary = engines.vocabulary(crop.cell.field)
    return len(said) >= _LEAST_LETTERS and vocabulary is not None and said in vocabulary.texts


def _is_its_own(crop: Crop, ink: Ink, raw: Raw, of_other: Kind, across: bool, engines: Engines) -> bool:
    """Whether a neighbour holds a whole word, a mark or a number, and nothing of the cell of that kind beside it.

    across: whether something lies across the ruling between, which only of a mark is known for its own (HERMAN|TO).
    """
    kind, said = crop.cell.field.kind, _said(raw)
    # A digit beside a date may be one of its.
    number = kind in COUNT_KINDS and said.isdecimal() and of_other not in DATE_KINDS
    if (number and not across) or (kind in COUNT_KINDS | MARK_KINDS and said in SIGNS):
        return abs(ink.box().centre[0] - ink.cell.centre[0]) <= _MIDDLE * ink.cell.width
    return not across and _is_listed(crop, said, engines)
