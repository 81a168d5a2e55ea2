"""Read the cells of a page: what is blank, what is a mark, what must be read, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.form import OPTION_KINDS, Kind
from pipeline.model import Alternative, Crop, Grey, Reading, State
from pipeline.read.alphabet import Probabilities
from pipeline.read.decode import decode, join_lines
from pipeline.read.engine import Engines
from pipeline.read.ink import Ink, find_ink, ink_quality, typical_contrast
from pipeline.read.marks import Shape, mark_shape
from pipeline.read.options import read_options
from pipeline.read.strips import strips_of, text_lines
from pipeline.read.struck import struck_probability

MARKS_NAME = "marks 1"
"""Name and version of what reads blanks, marks and options."""

_TICK_KINDS = frozenset({Kind.MARK, Kind.MARK_TEXT, Kind.TICK_OR_COUNT})
_ONE_LINE_KINDS = frozenset({Kind.COUNT, Kind.YEAR, Kind.TICK_OR_COUNT, Kind.MARK, Kind.MARK_TEXT, Kind.MONTH})
_SURE_BLANK = 0.997
_SPECKLED_BLANK = 0.985
_LEAST_SHARE = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    """A cell whose ink must be read: its shape evidence, and where its strips stand in the page's list."""

    crop: Crop
    ink: Ink
    shapes: dict[Shape, float]
    struck: float
    strips: slice


def read_cells(crops: Sequence[Crop], engines: Engines) -> tuple[Reading, ...]:
    """What stands in each crop, in the same order. Blank cells and clear marks never reach the network."""
    typical = typical_contrast(crops)
    strips: list[Grey] = []
    done: list[Reading | _Waiting] = []
    for crop in crops:
        if crop.cell.field.kind in OPTION_KINDS:
            done.append(Reading(crop.cell, read_options(crop), 1.0, MARKS_NAME))
            continue
        ink = find_ink(crop, typical)
        if ink.blank:
            sure = _SPECKLED_BLANK if ink.specks else _SURE_BLANK
            done.append(Reading(crop.cell, (Alternative(State.BLANK, None, sure),), 1.0, MARKS_NAME))
            continue
        shapes = mark_shape(ink)
        clear = _clear_mark(shapes, crop.cell.field.kind)
        if clear:
            done.append(Reading(crop.cell, clear, ink_quality(crop, ink, typical), MARKS_NAME))
            continue
        lines = (ink.parts,) if crop.cell.field.kind in _ONE_LINE_KINDS else text_lines(ink)
        own = strips_of(crop, ink, lines)
        done.append(_Waiting(crop, ink, shapes, struck_probability(ink), slice(len(strips), len(strips) + len(own))))
        strips.extend(own)
    read = engines.recogniser.read(strips)
    return tuple(one if isinstance(one, Reading) else _written(one, read[one.strips], engines, typical) for one in done)


def _clear_mark(shapes: dict[Shape, float], kind: Kind) -> tuple[Alternative, ...]:
    """The alternatives of a cell whose shape alone tells what it is; empty when it must be read."""
    if shapes[Shape.DASH] > 0.85:
        return _alternatives({(State.NONE, None): shapes[Shape.DASH]})
    if kind is Kind.MARK and shapes[Shape.TICK] + shapes[Shape.CROSS] > 0.8:
        return _alternatives({(State.VALUE, "tick"): shapes[Shape.TICK], (State.VALUE, "cross"): shapes[Shape.CROSS]})
    return ()


def _written(cell: _Waiting, lines: Sequence[Probabilities], engines: Engines, typical: float) -> Reading:
    field = cell.crop.cell.field
    decoded = decode(field, join_lines(lines), engines.vocabulary(field), engines.lexicon)
    ticks = field.kind in _TICK_KINDS
    shares: dict[tuple[State, str | None], float] = {}
    marks = {
        (State.VALUE, "tick"): cell.shapes[Shape.TICK] if ticks else 0.0,
        (State.VALUE, "cross"): cell.shapes[Shape.CROSS] if ticks else 0.0,
        (State.NONE, None): cell.shapes[Shape.DASH],
        (State.DITTO, None): cell.shapes[Shape.DITTO] if field.kind not in (Kind.COUNT, Kind.TICK_OR_COUNT) else 0.0,
    }
    left = 1.0 - sum(marks.values())
    for key, share in marks.items():
        shares[key] = share * (1 - cell.struck)
    shares[State.STRUCK, None] = cell.struck
    for text, share in decoded.texts:
        shares[State.VALUE, text] = shares.get((State.VALUE, text), 0.0) + left * share * (1 - cell.struck)
    return Reading(
        cell.crop.cell, _alternatives(shares), ink_quality(cell.crop, cell.ink, typical), engines.recogniser.name
    )


def _alternatives(shares: dict[tuple[State, str | None], float]) -> tuple[Alternative, ...]:
    kept = [Alternative(state, text, share) for (state, text), share in shares.items() if share >= _LEAST_SHARE]
    return tuple(sorted(kept, key=lambda one: (-one.probability, one.state, one.text or "")))
