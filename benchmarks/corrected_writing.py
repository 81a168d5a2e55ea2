"""How a writer corrects what was written: each way is drawn into a field, and says what stood there first."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.correcting_pen import GAP, CorrectingPen
from pipeline.form import COUNT_KINDS, DATE_KINDS, LIST_KINDS, Kind
from pipeline.geometry import Box
from samples.generator import strokes
from samples.generator.hands import cap_height_px
from samples.generator.sheet import Slot, mm
from samples.generator.strokes import joined

NUMBERS = DATE_KINDS | COUNT_KINDS | {Kind.DIGITS, Kind.DIGITS_OR_WORD, Kind.YEAR}
NAMES = frozenset({Kind.NAME, Kind.TEXT})


@dataclass(frozen=True, slots=True)
class Correction:
    """What was drawn. ink: around all of it. first: what was written first. state: of the field, "value" where the new
    one stands, "struck" where none does, "two" where two values do, neither of which may be accepted."""

    ink: Box | None
    first: str
    state: str = "value"


@dataclass(frozen=True, slots=True)
class Asked:
    """A field and the text that is meant to stand there. others: texts of fields of its kind on the page."""

    slot: Slot
    text: str
    others: Sequence[str]


Way = Callable[[CorrectingPen, Asked], Correction | None]
"""Draws a correction that leaves the text asked for standing; None, and nothing drawn, where it has no place."""


def over(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """A digit written over another one."""
    split = _one_digit(pen.rng, asked.text)
    if split is None:
        return None
    before, old, new, behind = split
    boxes, cap, low = pen.line(asked.slot, [before, old, behind])
    middle = boxes[1].centre[0] + pen.rng.uniform(-0.06, 0.06) * cap
    ink = pen.put_over(new, middle, low, cap * pen.rng.uniform(0.95, 1.1))
    return Correction(joined([*boxes, ink]), before + old + behind)


def above(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """A digit crossed out, the new one above it, or above and a little behind."""
    split = _one_digit(pen.rng, asked.text)
    if split is None:
        return None
    before, old, new, behind = split
    boxes, cap, _ = pen.line(asked.slot, [before, old, behind])
    line, rng = pen.strike(boxes[1]), pen.rng
    top = min(boxes[1].top, line.top if line else boxes[1].top)
    middle = boxes[1].centre[0] + rng.uniform(-0.1, 0.3) * cap
    ink = pen.put(new, top - cap * rng.uniform(0.03, 0.2), cap * rng.uniform(0.6, 0.9), middle=middle)
    return Correction(joined([*boxes, line, ink]), before + old + behind)


def beside_above(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """A number crossed out by a slash, the new one small at its upper right, level with its top."""
    if not asked.text.isdigit():
        return None
    old, rng = _another_number(pen.rng, asked.text), pen.rng
    (box, *_), cap, _ = pen.line(asked.slot, [old])
    rise = rng.uniform(0.3, 0.5) * box.height
    ends = [(box.left - 0.1 * cap, box.centre[1] + rise), (box.right + 0.1 * cap, box.centre[1] - rise)]
    line = pen.paper.stroke(ends, rng, rng.uniform(0.45, 0.9))
    size = cap * rng.uniform(0.55, 0.8)
    ink = pen.put(asked.text, box.top + rng.uniform(0.3, 0.8) * size, size, left=box.right + rng.uniform(0, 0.2) * cap)
    return Correction(joined([box, line, ink]), old)


def caret(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """A digit left out, put in above a caret."""
    digits = [at for at, character in enumerate(asked.text) if character.isdigit()][1:]
    if not digits:
        return None
    at, rng = pen.rng.choice(digits), pen.rng
    before, behind = asked.text[:at], asked.text[at + 1 :]
    boxes, cap, low = pen.line(asked.slot, [before, behind])
    x = (boxes[0].right + boxes[1].left) / 2 if behind.strip() else boxes[0].right + cap * GAP
    size, foot = cap * rng.uniform(0.25, 0.4), low + cap * rng.uniform(0.0, 0.25)
    half = size / 2
    sign = pen.paper.stroke([(x - half, foot + half), (x, foot - half), (x + half, foot + half)], rng)
    top = min(box.top for box in boxes)
    ink = pen.put(asked.text[at], top - cap * rng.uniform(0.05, 0.2), cap * rng.uniform(0.6, 0.85), middle=x)
    return Correction(joined([*boxes, sign, ink]), before + behind)


def whole_above(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """All of it crossed out, the new value above."""
    old = _other_value(pen.rng, asked)
    if old is None:
        return None
    (box, *_), cap, _ = pen.line(asked.slot, [old])
    return Correction(joined([box, *_struck_below(pen, box, asked.text, cap)]), old)


def whole_beside(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """All of it crossed out, the new value behind it."""
    old = _other_value(pen.rng, asked)
    if old is None:
        return None
    boxes, _, _ = pen.line(asked.slot, [old + " ", asked.text])
    return Correction(joined([*boxes, pen.strike(boxes[0])]), old)


def word_above(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """One of several words crossed out, the right one above."""
    split = _one_word(pen.rng, asked)
    if split is None:
        return None
    before, old, new, behind = split
    boxes, cap, _ = pen.line(asked.slot, [f"{before} " if before else "", f"{old} " if behind else old, behind])
    return Correction(
        joined([*boxes, *_struck_below(pen, boxes[1], new, cap)]), " ".join(filter(None, (before, old, behind)))
    )


def word_beside(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """One of several words crossed out, the right one behind it."""
    split = _one_word(pen.rng, asked)
    if split is None:
        return None
    before, old, new, behind = split
    boxes, _, _ = pen.line(
        asked.slot, [f"{before} " if before else "", f"{old} ", f"{new} " if behind else new, behind]
    )
    return Correction(joined([*boxes, pen.strike(boxes[1])]), " ".join(filter(None, (before, old, behind))))


def over_mark(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """A number of one digit written over a tick, a cross or a dash."""
    if len(asked.text) != 1 or not asked.text.isdigit():
        return None
    box, rng = asked.slot.box, pen.rng
    centre = box.left + box.width * rng.uniform(0.4, 0.6), box.top + box.height * rng.uniform(0.44, 0.56)
    size = min(box.height * rng.uniform(0.6, 0.85), box.width * 0.8, mm(6.5))
    sign = rng.choice((strokes.tick, strokes.tick, strokes.cross, strokes.dash))
    drawn = sign(pen.paper, centre, size, rng)
    cap = cap_height_px(pen.hand, box.height) * rng.uniform(1.0, 1.25)
    ink = pen.put_over(asked.text, centre[0] + rng.uniform(-0.1, 0.1) * size, centre[1] + cap / 2, cap)
    return Correction(joined([drawn, ink]), sign.__name__)


def long_line(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """A value on a dotted line crossed out by a line as long as the dots; behind it, above the line, the new one, or
    none."""
    slot, rng = asked.slot, pen.rng
    old = _other_value(rng, asked) if slot.ruled else None
    if old is None:
        return None
    (box, *_), cap, _ = pen.line(slot, [old])
    end = slot.box.right - rng.uniform(0.02, 0.15) * slot.box.width
    y = box.centre[1] + rng.uniform(-0.1, 0.15) * box.height
    points = [(box.left - 0.2 * cap, y + rng.uniform(-3, 3)), ((box.left + end) / 2, y), (end, y + rng.uniform(-4, 4))]
    line = pen.paper.stroke(points, rng, rng.uniform(0.7, 1.0))
    room = end - box.right
    if rng.random() < 0.5 or room < len(asked.text) * cap:
        return Correction(joined([box, line]), old, "struck")
    ink = pen.put(
        asked.text, y - rng.uniform(0.1, 0.25) * cap, 0.8 * cap, left=box.right + rng.uniform(0.1, 0.4) * room
    )
    return Correction(joined([box, line, ink]), old)


def two_lines(pen: CorrectingPen, asked: Asked) -> Correction | None:
    """Two names, one below the other, in a cell of the table that is wide enough for each: which of them is meant?"""
    slot, other = asked.slot, _other_value(pen.rng, asked)
    if slot.ruled or other is None or slot.field.kind not in NAMES or slot.box.height < mm(6.4):
        return None
    cap = min(cap_height_px(pen.hand, slot.box.height), slot.box.height * 0.3)
    left = slot.box.left + mm(pen.rng.uniform(0.7, 2.2))
    inks = [
        pen.put(text, slot.box.top + at * slot.box.height, cap, left=left + pen.rng.uniform(0, mm(1)))
        for text, at in ((asked.text, 0.44), (other, 0.9))
    ]
    return Correction(joined(inks), other, "two")


def _struck_below(pen: CorrectingPen, box: Box, new: str, cap: float) -> tuple[Box | None, Box]:
    """A line through what stands in the box, and the new text above it."""
    line, rng = pen.strike(box), pen.rng
    top = min(box.top, line.top if line else box.top)
    left = box.left + rng.uniform(0, 0.5) * cap
    return line, pen.put(new, top - cap * rng.uniform(0.03, 0.2), cap * rng.uniform(0.6, 0.8), left=left)


def _one_digit(rng: random.Random, text: str) -> tuple[str, str, str, str] | None:
    """What stands before a digit of the text, a wrong digit for it, the digit, and what stands behind."""
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    if not digits:
        return None
    at = rng.choice(digits)
    return text[:at], _another_digit(rng, text[at]), text[at], text[at + 1 :]


def _one_word(rng: random.Random, asked: Asked) -> tuple[str, str, str, str] | None:
    """The same of a word of a text of several."""
    words = asked.text.split(" ")
    if len(words) < 2:
        return None
    at = rng.randrange(len(words))
    usual = [word for other in asked.others for word in other.split(" ") if len(word) > 2]
    wrong = [word for word in usual if word.lower() != words[at].lower()]
    old = rng.choice(wrong or ["Siti"])
    return " ".join(words[:at]), old, words[at], " ".join(words[at + 1 :])


def _other_value(rng: random.Random, asked: Asked) -> str | None:
    """A wrong value such as stands in fields of the kind; None where the kind has none."""
    kind = asked.slot.field.kind
    if kind in NUMBERS:
        return _another_number(rng, asked.text) if any(map(str.isdigit, asked.text)) else None
    if kind not in NAMES | LIST_KINDS:
        return None
    return rng.choice([other for other in asked.others if other.lower() != asked.text.lower()] or ["Siti"])


def _another_number(rng: random.Random, text: str) -> str:
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    wrong = {at for at in digits if rng.random() < 0.4} or {digits[-1]}
    return "".join(_another_digit(rng, character) if at in wrong else character for at, character in enumerate(text))


def _another_digit(rng: random.Random, digit: str) -> str:
    return rng.choice([other for other in "0123456789" if other != digit])


IN_SHEETS: dict[str, tuple[Way, frozenset[Kind]]] = {
    "over": (over, NUMBERS),
    "above": (above, NUMBERS),
    "caret": (caret, NUMBERS),
    "whole_above": (whole_above, NUMBERS | NAMES | LIST_KINDS),
    "whole_beside": (whole_beside, NUMBERS | NAMES | LIST_KINDS),
    "word_above": (word_above, NAMES),
    "word_beside": (word_beside, NAMES),
    "long_line": (long_line, NUMBERS | NAMES),
    "two_lines": (two_lines, NAMES),
}
"""Ways of correcting a sheet of a household or a person, and the kinds of fields that they are for."""
IN_RECAPS: dict[str, tuple[Way, frozenset[Kind]]] = {
    "counts_over": (over, COUNT_KINDS),
    "counts_above": (above, COUNT_KINDS),
    "counts_beside_above": (beside_above, COUNT_KINDS),
    "counts_beside": (whole_beside, COUNT_KINDS),
    "over_mark": (over_mark, COUNT_KINDS),
}
"""The same of recaps; their sums are those of the corrected counts."""
