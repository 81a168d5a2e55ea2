"""What tells a mark: signs that are clear by themselves, and marks as the line recogniser reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.form import COUNT_KINDS, MARK_KINDS, Kind
from pipeline.model import Alternative, State
from pipeline.read.alphabet import ALPHABET, Probabilities
from pipeline.read.ctc import log_likelihood
from pipeline.read.ink import Ink
from pipeline.read.shapes import SHAPES

Shares = dict[tuple[State, str | None], float]
"""Probability of each state and text."""

_SURE_DIGIT = 0.97
_LEAST_HEIGHT = 0.45
"""A piece lower than this share of the highest is no digit: a period, a comma, a speck."""
_DIGIT_HEIGHT, _APART = 0.6, 0.3
"""A piece at least so high as the tallest, and so far from the next in its heights, is a digit alone: the 1 of a wide
`1   8`. Of 60 counts that it tells of 45 were misread, the others a full stop as high as half of its 1."""
_MARKS_APART, _AS_LARGE = 0.1, 0.5
"""Two marks in one cell: the gap between them in heights of the taller one, and how much ink the smaller one has."""
_SAME_DIGIT = 0.5
"""Pieces that overlap by this share of the narrower one's width are one digit (the hat of a 5)."""
_TICK_LOOKS = ("√", "V", "v", "L", "l", "J", "/", "y", "r", "U", "u", "i", "W", "w", "N", "V.", "V,", "√.")
_CROSS_LOOKS = ("×", "X", "x", "*", "+", "K", "k", "y", "Y", "XX")
_DASH_LOOKS = ("-", "—", "_", "--", ".")
DITTO_WORDS = ("sda", "idem")
"""Words for: same as above (domain 2.5)."""
DITTO_LOOKS = frozenset(['"', "''", "11", "ii", "il", "li", "ll", "l1", "1l", "i1", "1i", "//", "/1", "1/", ",,", "n"])
_LEAST_SHARE = 1e-3
_LOG_LOOK = float(np.log(0.3))


def _log_read(probabilities: Probabilities, looks: Iterable[str]) -> NDArray[np.float64]:
    """Log likelihood of each of `looks` whose characters the recogniser has, in their order."""
    coded = [tuple(ALPHABET.find(character) + 1 for character in look) for look in looks]
    return log_likelihood(probabilities, [code for code in coded if 0 not in code])


def log_looks(probabilities: Probabilities) -> tuple[float, float]:
    """Log likelihood that the line recogniser saw a tick, and a cross: as any of the characters it takes them for."""
    ticks, crosses = (_log_read(probabilities, looks) for looks in (_TICK_LOOKS, _CROSS_LOOKS))
    return float(np.logaddexp.reduce(ticks)) + _LOG_LOOK, float(np.logaddexp.reduce(crosses)) + _LOG_LOOK


def log_dash(probabilities: Probabilities) -> float:
    """Log likelihood that the line recogniser saw a dash, or nothing: it knows strokes, and a dash is hardly one."""
    return float(np.logaddexp.reduce(_log_read(probabilities, ("", *_DASH_LOOKS))))


def log_ditto(probabilities: Probabilities) -> float:
    """Log likelihood that the line recogniser saw what it takes ditto marks for."""
    return float(np.max(_log_read(probabilities, DITTO_LOOKS)))


def clear_mark(signs: dict[str, float], kind: Kind) -> Shares:
    """The shares of a cell whose sign alone tells what it is; empty when it must be read."""
    if signs["dash"] > 0.97:
        return {(State.NONE, None): signs["dash"]}
    if kind in MARK_KINDS and max(signs["tick"], signs["cross"]) > 0.98:
        return {(State.VALUE, sign): signs[sign] for sign in ("tick", "cross")}
    return {}


def clear_digit(signs: dict[str, float], kind: Kind) -> Shares:
    """The shares of a count of one digit that the network of signs is sure of; empty when it must be read.

    Of 420 counts in held-out hands with 0.95 and more none was wrong; to ask the line recogniser too costs ten times
    as much.
    """
    digits = {digit: signs[digit] for digit in "0123456789"}
    if kind not in COUNT_KINDS or max(digits.values()) < _SURE_DIGIT:
        return {}
    shares: Shares = {(State.VALUE, digit): share for digit, share in digits.items()}
    if kind in MARK_KINDS:
        shares |= {(State.VALUE, sign): signs[sign] for sign in ("tick", "cross")}
    return shares | {(State.NONE, None): signs["dash"]}


def side_by_side(ink: Ink) -> bool:
    """Whether pieces of the ink stand beside each other, as the digits of a number do."""
    tallest = max((part.box.height for part in ink.parts), default=0.0)
    tall = sorted((part.box for part in ink.parts if part.box.height >= _LEAST_HEIGHT * tallest), key=lambda b: b.left)
    return any(
        min(one.right, other.right) - other.left < _SAME_DIGIT * max(1.0, min(one.width, other.width))
        for one, other in pairwise(tall)
    )


def leaves_out_a_digit(alternatives: Sequence[Alternative], ink: Ink, kind: Kind) -> bool:
    """Whether a count was read with fewer digits than pieces stand apart in its ink, each as high as a digit."""
    text = (alternatives[0].text or "") if alternatives else ""
    if kind not in COUNT_KINDS or not text.isdigit():
        return False
    tallest = max((part.box.height for part in ink.parts), default=0.0)
    tall = sorted((part.box for part in ink.parts if part.box.height >= _DIGIT_HEIGHT * tallest), key=lambda b: b.left)
    reach = [max(box.right for box in tall[: at + 1]) for at in range(len(tall))]
    apart = sum(box.left - before >= _APART * tallest for box, before in zip(tall[1:], reach, strict=False))
    return len(text) < apart + bool(tall)


def are_several(ink: Ink) -> bool:
    """Whether two marks of about one size stand apart, side by side: two ticks, for two, were read as one."""
    marks = sorted(ink.parts, key=lambda part: part.box.left)
    tallest = max((part.box.height for part in marks), default=0.0)
    large = [part for part in marks if part.box.height >= _DIGIT_HEIGHT * tallest]
    return any(
        other.box.left - one.box.right >= _MARKS_APART * tallest
        and min(one.area, other.area) >= _AS_LARGE * max(one.area, other.area)
        for one, other in pairwise(large)
    )


def runs_through(ink: Ink) -> bool:
    """Whether the only ink is an upright line through the whole cell: same as above, drawn down the column."""
    if len(ink.parts) != 1:
        return False
    box = ink.parts[0].box
    crosses = box.top <= ink.cell.top + 1 and box.bottom >= ink.cell.bottom - 1
    return crosses and box.width < 0.22 * box.height


def signs_of(kind: Kind) -> tuple[str, ...]:
    """The signs that stand for themselves in fields of this kind."""
    if kind in COUNT_KINDS:
        return tuple(name for name in SHAPES if name != "other")
    return ("dash", "ditto", "tick", "cross") if kind in MARK_KINDS else ("dash", "ditto")


def likeliest_first(shares: Shares) -> tuple[Alternative, ...]:
    """The shares worth keeping, best first; the best one however doubtful it is."""
    least = min(_LEAST_SHARE, max(shares.values()))
    kept = [Alternative(state, text, share) for (state, text), share in shares.items() if share >= least]
    return tuple(sorted(kept, key=lambda one: (-one.probability, one.state, one.text or "")))
