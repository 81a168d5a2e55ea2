"""How a hand writes its digits, known by its running numbers: there the place tells what is meant, and not the ink.

A 1 with a flag looks like a 7 to a reader that met few of them, in every cell of that hand. Each running number is a
sight of how sure the reader is of another digit when this hand writes that one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evidence.pages import Page
from pipeline.model import FieldValue, State

USUAL_LOG_ODDS = -5.0
"""Log odds of a wrong digit against the right one in hands that the reader knows."""
BETWEEN, WITHIN = 7.0, 3.0
"""Variances of the log odds between hands and within one. Their sum is twice the usual log odds: so that without
sights the log odds of a reading stay what they were."""
_SURE_LOG_ODDS = -3.0
"""Below these a digit was read right and surely: it tells nothing new of its hand."""
_LEAST_ROWS = 3
"""Running numbers of a page that must agree on where it begins."""
_MAJORITY = 0.6
_LEAST_OWN = 2
"""Sights of a digit from which on a page is its own hand, whatever other pages of the book show."""
_FEWEST_SIGHTS = 2
LEAST_SHARE = 1e-3
"""A reading that was not proposed has no more than this share."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A digit whose truth is known. rival: the digit that the reader took it for, or most nearly did; null if none.

    log_odds: of the rival, or of all others where there is none, against the digit meant.
    """

    meant: str
    rival: str | None
    log_odds: float


@dataclass(frozen=True, slots=True)
class Habit:
    """Mean and variance of the log odds of one digit against another where a hand means that other."""

    mean: float
    variance: float


def sights(page: Page) -> tuple[Sight, ...]:
    """What the running numbers of a page show; nothing where they do not agree on where they begin."""
    numbers = [
        (row, cell)
        for row, fields in page.rows.items()
        if (cell := fields.get("row_no")) is not None and cell.state is State.VALUE and (cell.value or "").isdecimal()
    ]
    starts = Counter(int(cell.value or 0) - row for row, cell in numbers)
    start, votes = max(starts.items(), key=lambda item: (item[1], -abs(item[0])), default=(0, 0))
    if votes < max(_LEAST_ROWS, _MAJORITY * len(numbers)):
        return ()
    return tuple(sight for row, cell in numbers for sight in _sights(str(row + start), cell))


def _sights(meant: str, cell: FieldValue) -> Iterator[Sight]:
    odds = log_odds(cell.read_confidence, 1 - cell.read_confidence)
    if cell.value != meant:
        if (pair := _one_digit(meant, cell.value)) is not None:
            yield Sight(*pair, odds)
        return
    second = _one_digit(meant, cell.alternatives[0].value) if cell.alternatives else None
    for digit in meant:
        yield Sight(digit, second[1] if second is not None and second[0] == digit else None, -odds)


def habits_of_book(sights: Iterable[Sight]) -> dict[tuple[str, str], Habit | None]:
    """By digit meant and read, for all that were mistaken in the book, its habit; null where it has none."""
    by_meant: dict[str, list[Sight]] = defaultdict(list)
    for sight in sights:
        by_meant[sight.meant].append(sight)
    found = {}
    for meant, seen in sorted(by_meant.items()):
        for read in sorted({sight.rival for sight in seen if sight.rival is not None}):
            found[meant, read] = _habit(seen, meant, read)
    return found


def habits_of(own: Sequence[Sight], book: Mapping[tuple[str, str], Habit | None]) -> dict[tuple[str, str], Habit]:
    """By digit meant and read, the habits in which the hand of a page differs from the usual.

    own: what the page itself shows, which counts alone where it is enough. book: see habits_of_book.
    """
    seen = Counter(sight.meant for sight in own)
    habits = {
        (meant, read): shared if seen[meant] < _LEAST_OWN else _habit(own, meant, read)
        for (meant, read), shared in book.items()
    }
    return {pair: habit for pair, habit in habits.items() if habit is not None}


def _habit(sights: Iterable[Sight], meant: str, read: str) -> Habit | None:
    return shown([odds for sight in sights for odds in _against(sight, meant, read)])


def _against(sight: Sight, meant: str, read: str) -> Iterator[float]:
    """The log odds of `read` that a sight of `meant` shows, which are those of its rival at most."""
    if sight.meant == meant and (sight.rival in (read, None) or sight.log_odds < 0):
        yield sight.log_odds


def shown(odds: Sequence[float]) -> Habit | None:
    """What the log odds of a digit of this hand, seen where it was meant, lead one to expect; null if the usual.

    One number that was hard to read, or read wrong, is a blot, not a habit: one 6 taken for a 0 would doubt every 0.
    """
    seen = [one if one > _SURE_LOG_ODDS else USUAL_LOG_ODDS for one in odds]
    if sum(one > _SURE_LOG_ODDS for one in seen) < _FEWEST_SIGHTS:
        return None
    weight = 1 / BETWEEN + len(seen) / WITHIN
    mean = (USUAL_LOG_ODDS / BETWEEN + sum(seen) / WITHIN) / weight
    return Habit(mean, WITHIN + 1 / weight) if mean > USUAL_LOG_ODDS else None


def _one_digit(meant: str, read: str | None) -> tuple[str, str] | None:
    """The digit meant and the one read, where the two numbers differ in one."""
    if read is None or len(read) != len(meant) or not read.isdecimal():
        return None
    differing = [(one, other) for one, other in zip(meant, read, strict=True) if one != other]
    return differing[0] if len(differing) == 1 else None


def log_odds(one: float, other: float) -> float:
    """Log of the odds of two shares, neither of which counts for less than LEAST_SHARE / 10."""
    return math.log(max(one, LEAST_SHARE / 10) / max(other, LEAST_SHARE / 10))
