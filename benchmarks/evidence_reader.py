"""A reader that is made up: what it proposes for what is written, right or misread, with the doubts of the real one.

The shares come from readings of 104 generated pages in held-out hands (`python -m benchmarks.evidence_books`, reader of
2026-11-23): how sure the reader was where it was right, how sure where it was wrong, and how often what was written
stood among its other readings then (48 of 107).
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipeline.codes import Codes
from pipeline.form import OPTION_KINDS, Field, Kind
from pipeline.model import Alternative, State
from samples.generator.answers import Answer

RIGHT_SURE = {
    "number": (0.988, 0.994, 0.996, 0.997, 0.998, 0.9995),
    "option": (0.89, 0.92, 0.93, 0.95, 0.98, 0.995),
    "name": (0.73, 0.89, 0.97, 0.993, 0.997, 0.998),
    "other": (0.97, 0.984, 0.995, 0.997, 0.997, 0.999),
}
"""How sure the reader is where it is right: quantiles 2, 5, 10, 20, 50 and 80 % of each group of kinds."""

_QUANTILES = (0.02, 0.05, 0.1, 0.2, 0.5, 0.8)
WRONG_SURE = (0.2, 0.33, 0.49, 0.72, 0.85, 0.95, 0.98, 0.99)
"""How sure it is where it is wrong, in steps of an eighth."""

TRUTH_KEPT = 0.5
"""Share of misread cells whose truth stands among the other readings."""

ALIKE = {
    "0": "6", "1": "7", "2": "7", "3": "8", "4": "9", "5": "6", "6": "0", "7": "1", "8": "3", "9": "4",
    "a": "o", "o": "a", "i": "j", "n": "u", "u": "n", "e": "c", "m": "n", "r": "n", "t": "f", "s": "5", "h": "b",
}  # fmt: skip
"""Digits and letters that are taken for each other."""


def read_right(field: Field, said: Answer, codes: Codes, rng: random.Random) -> tuple[Alternative, ...]:
    """What the reader proposes where it is right: what is written, and a likely misreading."""
    sure = _sure_of(field, said, rng)
    other = misreading(field, said, codes, rng)
    return (_alternative(said.state, _text(field, said), sure), _alternative(*other, (1 - sure) * 0.7))


def read_wrong(field: Field, said: Answer, codes: Codes, rng: random.Random) -> tuple[Alternative, ...]:
    """What it proposes where it is wrong: a likely misreading; what is written second, or not at all."""
    sure, wrong = rng.choice(WRONG_SURE), misreading(field, said, codes, rng)
    if rng.random() >= TRUTH_KEPT:
        return (_alternative(*wrong, sure),)
    return (_alternative(*wrong, sure), _alternative(said.state, _text(field, said), min(sure, (1 - sure) * 0.7)))


def misreading(field: Field, said: Answer, codes: Codes, rng: random.Random) -> tuple[str, str | None]:
    """State and text of a likely misreading of what is written, never the same."""
    if said.state == "blank":
        return "value", "tick" if field.kind in (Kind.MARK, Kind.MARK_TEXT, Kind.TICK_OR_COUNT) else "1"
    if said.state == "none":
        return "value", "1"
    if field.kind in OPTION_KINDS:
        return "value", rng.choice([option.value for option in field.options if option.value != said.value])
    if said.written in ("tick", "cross"):
        return "blank", None
    words = _words(field, codes, said)
    return "value", rng.choice(words) if words and rng.random() < 0.7 else _garbled(said.written, rng)


def _words(field: Field, codes: Codes, said: Answer) -> Sequence[str]:
    """Other words of the list, those that look most like what is written."""
    listed = codes.lists.get(field.codes or "")
    words = (
        field.values or tuple(entry.label for entry in listed.entries if listed is not None) if listed else field.values
    )
    others = [word for word in words if word != said.value]
    return sorted(others, key=lambda word: (abs(len(word) - len(said.written)), word))[:3]


def _garbled(written: str, rng: random.Random) -> str:
    places = [at for at, letter in enumerate(written) if letter.lower() in ALIKE]
    if not places:
        return written + "1"
    at = rng.choice(places)
    return written[:at] + ALIKE[written[at].lower()] + written[at + 1 :]


def _text(field: Field, said: Answer) -> str | None:
    if said.state == "blank":
        return None
    return str(said.value) if field.kind in OPTION_KINDS else said.written


def _alternative(state: str, text: str | None, share: float) -> Alternative:
    return Alternative(State(state), text, share)


def _sure_of(field: Field, said: Answer, rng: random.Random) -> float:
    if said.state in ("blank", "none"):
        return 0.997
    numbers = (Kind.COUNT, Kind.YEAR, Kind.TICK_OR_COUNT)
    group = "number" if field.kind in numbers else "option" if field.kind in OPTION_KINDS else "other"
    steps = RIGHT_SURE["name" if field.kind in (Kind.NAME, Kind.TEXT) else group]
    chance = rng.random()
    return steps[max(0, sum(chance >= quantile for quantile in _QUANTILES) - 1)]
