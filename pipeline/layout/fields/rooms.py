"""The room for a value: on the line of its label, behind it, or beside the options it goes with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.form import OPTION_KINDS
from pipeline.geometry import Box
from pipeline.layout.fields.choices import Choice
from pipeline.layout.fields.introductions import before_stroke
from pipeline.layout.fields.places import Place
from pipeline.layout.fields.units import NARROWEST_UNIT, NEAREST_UNIT_MM
from pipeline.layout.fields.value_boxes import around_words, box_behind, box_on_line, grown_over, words_before
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine

FARTHEST_COUNT_MM = 30.0
"""Behind the label counts are written close to it."""
LONGEST_EXTRA_MM = 60.0
AFTER_COLON_MM, HIDDEN_DOTS_MM = 0.5, 6.0
"""Behind a colon; how much of a dotted line a first letter or two may hide."""
ABOVE_MM, SHORTEST_ABOVE_MM = 1.5, 1.6
"""How far above the room for one line the upper one of two ends; what is lower is no word."""


def start_of(place: Place) -> float:
    """Where the value begins."""
    return _begin(place.label)


def _begin(label: Label) -> float:
    """Where what a label asks for begins: without a colon, only that it is not before the label's end is sure."""
    return label.value_left if label.colon else min(label.value_left, label.box.right)


def room_behind(place: Place, left: float, right: float, px_per_mm: float, y: float | None = None) -> Box:
    """The room behind a label without a line, up to the unit printed behind it (orang, buah).

    What follows at once, or is no wider than a digit or two, is writing and no unit, unless it is far away (the number
    of the next item): cut there, the cell would be blank.
    """
    at = place.label.y if y is None else y
    if place.entry.unit:
        level = [
            piece
            for piece in place.pieces
            if left + NEAREST_UNIT_MM * px_per_mm < piece.left < right
            # In a cell of its own nothing else is printed, however high its label stands beside it.
            and (abs(piece.centre[1] - at) < 0.8 * piece.height or (y is None and place.label.cell is not None))
        ]
        units = [piece.left for piece in level if piece.width >= NARROWEST_UNIT * max(piece.height, place.label.height)]
        far = [piece.left for piece in level if piece.left > left + FARTHEST_COUNT_MM * px_per_mm]
        right = min(right, max(units, default=min(far, default=right)))
    return box_behind(left, right, at, place.label.height, px_per_mm)


def from_colon(box: Box, label: Label, px_per_mm: float, pieces: Sequence[Box] = ()) -> Box:
    """The box begun at its label's colon: a first letter on the dots hides where they begin, and was cut off. pieces:
    of one value; where some stand between the two, most of the dots were not seen."""
    start = label.value_left + AFTER_COLON_MM * px_per_mm
    between = any(
        label.value_left <= piece.left < box.left and box.contains(box.left, piece.centre[1]) for piece in pieces
    )
    near = label.colon and (between or box.left - start <= HIDDEN_DOTS_MM * px_per_mm)
    return Box(min(box.left, start), box.top, box.right, box.bottom) if near else box


def with_words_above(box: Box, place: Place, titles: Sequence[float], px_per_mm: float) -> Box:
    """The box on a line grown over what stands right above it, behind the label, where it asks for one value.

    Of a long name written on two lines the upper one passes for print, and was left out. titles: where lines of print
    stand above the first label (Glance.title_heights).
    """
    if place.entry.extra is not None:
        return box
    for piece in sorted(place.pieces, key=lambda piece: -piece.bottom):
        behind = piece.left >= start_of(place) and piece.left < box.right
        near = -0.5 * piece.height < box.top - piece.bottom < ABOVE_MM * px_per_mm and piece.top < box.top
        if behind and near and piece.centre[1] not in titles and piece.height >= SHORTEST_ABOVE_MM * px_per_mm:
            box = Box(min(box.left, piece.left - 1), piece.top - 1, max(box.right, piece.right + 1), box.bottom)
    return box


def extra_room(place: Place, choice: Choice, glance: Glance, without_lines: bool) -> Box | None:
    """Where the writing beside the options goes: on its line, behind its label, or behind the last option."""
    scale = glance.page.px_per_mm
    lines = place.lines if place.entry.field.kind in OPTION_KINDS else place.lines[1:]
    if lines:
        label = place.extra_label
        words = _words_before_line(choice, lines[-1]) if label is None else words_before(label)
        on_line = box_on_line(lines[-1], glance.printed, scale, words)
        level = (option.label for option in choice.options if on_line.top < option.label.centre[1] < on_line.bottom)
        before = [box.right for box in level if box.right < on_line.right]
        before += [] if choice.extra_from is None else [choice.extra_from.right]
        start = max(before, default=place.label.value_left) if label is None else _begin(label)
        whole = around_words(on_line, min(on_line.left, start), place.limit, glance.printed, scale)
        whole = _after_words(whole, choice, glance, scale) if label is None else from_colon(whole, label, scale)
        return before_stroke(whole, choice.extra_until, (*glance.printed.pieces, *glance.printed.writing))
    begin: tuple[float, float] | None = None
    if place.extra_label is not None:
        begin = (place.extra_label.value_left, place.extra_label.y)
    elif choice.extra_from is not None:
        begin = (choice.extra_from.right, choice.extra_from.centre[1])
    elif without_lines and choice.options:
        last = choice.options[-1].label
        begin = (last.right + 2.0 * scale, last.centre[1])
    if begin is None:
        return None
    end = min(place.limit, begin[0] + LONGEST_EXTRA_MM * scale, choice.extra_until or place.limit)
    room = room_behind(place, begin[0], end, scale, begin[1])
    others = [option.label for option in choice.options]
    written = [piece for piece in place.pieces if all(piece.overlap(other) <= 0 for other in others)]
    return grown_over(room, [piece for piece in written if room.contains(*piece.centre) and piece.right <= room.right])


def _words_before_line(choice: Choice, line: DottedLine) -> Box | None:
    """The words beside which a line to write on begins: those that introduce the writing, or the last option before."""
    level = [option.label for option in choice.options if abs(option.label.bottom - line.y) < option.label.height]
    before = [label for label in level if label.right <= line.left]
    return choice.extra_from or max(before, key=lambda label: label.right, default=None)


def _after_words(box: Box, choice: Choice, glance: Glance, px_per_mm: float) -> Box:
    """The box on a line begun at the words that introduce the writing, where both are one piece: letters on the dots
    hide where they begin, and KSP was read as P."""
    said = choice.extra_from
    pieces = [] if said is None else [*glance.printed.pieces, *glance.printed.writing]
    one = any(piece.left <= said.right < box.left < piece.right and piece.overlap(said) > 0 for piece in pieces if said)
    return box if said is None or not one else replace(box, left=said.right + AFTER_COLON_MM * px_per_mm)
