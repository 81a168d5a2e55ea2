"""Weigh what the network of signs sees against what the line recogniser reads: ticks, dashes, dittos, digits, words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.form import COUNT_KINDS, MARK_KINDS, Kind
from pipeline.model import State
from pipeline.read.alphabet import ALPHABET, Probabilities
from pipeline.read.ctc import log_likelihood
from pipeline.read.digits import log_benford
from pipeline.read.ink import Ink

Shares = dict[tuple[State, str | None], float]
"""Probability of each state and text."""

_SURE_DIGIT = 0.97
_LINE_WEIGHT = 0.4
"""How much the line recogniser counts against the network of signs where both have seen the same sign."""
_LOG_LEAST = -7.0
"""The line recogniser's log likelihood counts for no less: it is no judge of ticks."""
_TICK_LOOKS = ("√", "V", "v", "L", "l", "J", "/", "y", "r", "U", "u", "i", "W", "w", "N", "V.", "V,", "√.")
_CROSS_LOOKS = ("×", "X", "x", "*", "+", "K", "k", "y", "Y", "XX")
_DASH_LOOKS = ("-", "—", "_", "--", ".")
DITTO_WORDS = ("sda", "idem")
"""Words for: same as above (domain 2.5)."""
_DITTO_LOOKS = frozenset(['"', "''", "11", "ii", "il", "li", "ll", "l1", "1l", "i1", "1i", "//", "/1", "1/", ",,", "n"])
_LOG_LOOK = float(np.log(0.3))


def log_looks(probabilities: Probabilities) -> tuple[float, float]:
    """Log likelihood that the line recogniser saw a tick, and a cross: as any of the characters it takes them for."""
    looks = [*_TICK_LOOKS, *_CROSS_LOOKS]
    coded = [tuple(ALPHABET.find(character) + 1 for character in look) for look in looks]
    scores = log_likelihood(probabilities, [code for code in coded if 0 not in code])
    kept = [look for look, code in zip(looks, coded, strict=True) if 0 not in code]
    ticks = [score for look, score in zip(kept, scores, strict=True) if look in _TICK_LOOKS]
    crosses = [score for look, score in zip(kept, scores, strict=True) if look in _CROSS_LOOKS]
    return float(np.logaddexp.reduce(ticks)) + _LOG_LOOK, float(np.logaddexp.reduce(crosses)) + _LOG_LOOK


def log_dash(probabilities: Probabilities) -> float:
    """Log likelihood that the line recogniser saw a dash, or nothing: it knows strokes, and a dash is hardly one."""
    coded = [tuple(ALPHABET.find(character) + 1 for character in look) for look in ("", *_DASH_LOOKS)]
    return float(np.logaddexp.reduce(log_likelihood(probabilities, coded)))


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


def weigh(
    kind: Kind,
    signs: dict[str, float],
    texts: Sequence[tuple[str, float]],
    looks: tuple[float, float],
    unforeseen: tuple[float, float] = (-np.inf, 0.0),
    dash: float | None = None,
) -> Shares:
    """Shares of all readings of a cell, sum at most 1.

    signs: probability of each of SHAPES. texts: what the kind may hold with log likelihoods. looks: as log_looks.
    unforeseen: log prior and likelihood that none of texts is written; its share is left out. dash: as log_dash; None
    when the line recogniser was not asked.
    """
    # Long writing is unlikely letter by letter: the line recogniser counts against its own best only.
    best = max([score for _, score in texts] + (list(looks) if kind in MARK_KINDS else []), default=0.0)
    seen = 0.0 if dash is None else _LINE_WEIGHT * float(np.clip(dash - best, _LOG_LEAST, 0.0))
    logs: dict[tuple[State, str | None], float] = {(State.NONE, None): _log(signs["dash"]) + seen}
    if kind not in COUNT_KINDS and kind is not Kind.MARK:
        logs[State.DITTO, None] = _log(signs["ditto"])
    if kind in MARK_KINDS:
        logs[State.VALUE, "tick"] = _log(signs["tick"]) + _LINE_WEIGHT * max(looks[0] - best, _LOG_LEAST)
        logs[State.VALUE, "cross"] = _log(signs["cross"]) + _LINE_WEIGHT * max(looks[1] - best, _LOG_LEAST)
    weight = _LINE_WEIGHT if kind in COUNT_KINDS | MARK_KINDS else 1.0
    ditto = (State.DITTO, None)
    # What the network of signs sees and the kind cannot hold is no evidence: the line recogniser decides.
    excluded = 0.0 if kind in MARK_KINDS else signs["tick"] + signs["cross"]
    excluded += signs["ditto"] if kind in COUNT_KINDS else 0.0
    elsewhere = signs["other"] + excluded
    for text, score in texts:
        plain = text.lower().replace(".", "").replace(" ", "")
        key: tuple[State, str | None] = (State.VALUE, "0" if plain == "o" else text)
        sign = signs[key[1]] + 0.1 * excluded if key[1] in signs and len(key[1] or "") == 1 else elsewhere
        if ditto in logs and (plain in DITTO_WORDS or plain in _DITTO_LOOKS):
            key = ditto
            sign = max(signs["ditto"], sign * (1.0 if plain in DITTO_WORDS else 0.3))
        log = _log(sign) + weight * max(score - best, 3 * _LOG_LEAST)
        if kind in COUNT_KINDS:
            log += log_benford(text)
        logs[key] = float(np.logaddexp(logs[key], log)) if key in logs else log
    prior, likelihood = unforeseen
    other = _log(elsewhere) + prior + weight * float(np.clip(likelihood - best, 3 * _LOG_LEAST, -3 * _LOG_LEAST))
    total = float(np.logaddexp.reduce([*logs.values(), other]))
    return {key: float(np.exp(log - total)) for key, log in logs.items()}


def runs_through(ink: Ink) -> bool:
    """Whether the only ink is an upright line through the whole cell: same as above, drawn down the column."""
    if len(ink.parts) != 1:
        return False
    box = ink.parts[0].box
    crosses = box.top <= ink.cell.top + 1 and box.bottom >= ink.cell.bottom - 1
    return crosses and box.width < 0.22 * box.height


def _log(share: float) -> float:
    return float(np.log(max(share, 1e-4)))
