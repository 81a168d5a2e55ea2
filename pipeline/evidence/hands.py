"""Digits of a book weighed anew by how its hand writes them (digit_habits): a flagged 1 is a 1 in all its cells.

As adaptation to a writer does (A. Nosary, L. Heutte, T. Paquet, Unsupervised writer adaptation applied to handwritten
text recognition, Pattern Recognition 37, 2004), with the running numbers as the text that is known.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from pipeline.evidence.dates import EARLIEST_BOOK, LATEST_BOOK
from pipeline.evidence.digit_habits import (
    BETWEEN,
    LEAST_SHARE,
    USUAL_LOG_ODDS,
    WITHIN,
    Habit,
    habits_of,
    habits_of_book,
    log_odds,
    sights,
)
from pipeline.evidence.joint import Outcome
from pipeline.evidence.pages import Page, PageKey
from pipeline.evidence.parse_dates import EARLIEST_YEAR
from pipeline.evidence.pool import CellKey, cell_key
from pipeline.form import COUNT_KINDS, DATE_KINDS, Form, Kind
from pipeline.model import FieldValue, OtherValue, State

_THINNING = 0.5
"""How many times as many counts are larger by one, beyond the largest that a page holds, at most: a choice."""
_NUMBERS = DATE_KINDS | COUNT_KINDS | {Kind.YEAR, Kind.DIGITS, Kind.DIGITS_OR_WORD}


def known_hands(
    pages: Sequence[Page], forms: Mapping[tuple[str, str], Form], again: Collection[PageKey] = ()
) -> dict[CellKey, FieldValue]:
    """The fields of which another digit is likelier than the reader thought, given how the hand of the book writes.

    A field changes its value only to a reading that was proposed; where that was not, it becomes less sure.
    again: pages that are another one once more; they tell nothing of the hand that the other does not.
    """
    by_book: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_book[page.result.book_id].append(page)
    changed: dict[CellKey, FieldValue] = {}
    for book in by_book.values():
        own = {page.order: sights(page) for page in book}
        shared = habits_of_book(sight for order, some in own.items() if order not in again for sight in some)
        for page in book:
            habits = habits_of(own[page.order], shared)
            if habits and page.result.content is not None:
                kinds = forms[page.form, page.edition].kinds
                values = [(value, kinds.get(value.field, Kind.TEXT)) for value in page.result.content.values]
                often = _lone_digits(values)
                changed |= {
                    cell_key(page.order, value): weighed
                    for value, kind in values
                    if (weighed := reweighed(value, kind, habits, often if _is_lone_digit(value, kind) else {}))
                    is not value
                }
    return changed


@dataclass(frozen=True, slots=True)
class _Doubt:
    """That a digit is another one. pair: meant and read. value: what it would be. log_odds: of the read one."""

    pair: tuple[str, str]
    value: str
    log_odds: float


def _lone_digits(values: Iterable[tuple[FieldValue, Kind]]) -> Counter[str]:
    """How often each digit was read as a count in the rows of a page; most of a recap's are 0, and few are 6."""
    return Counter(value.value for value, kind in values if value.value is not None and _is_lone_digit(value, kind))


def _is_lone_digit(value: FieldValue, kind: Kind) -> bool:
    """Whether a field is a count of one digit in a row: digits of longer numbers and of sums are about as often any."""
    counts = kind in COUNT_KINDS and value.field != "row_no" and value.row is not None
    return counts and value.state is State.VALUE and len(value.value or "") == 1


def reweighed(
    value: FieldValue,
    kind: Kind,
    habits: Mapping[tuple[str, str], Habit],
    often: Mapping[str, int] = MappingProxyType({}),
) -> FieldValue:
    """The field with its readings weighed anew; itself where no doubt bears on it.

    habits: by digit meant and digit read. often: how often each digit was read where it stands; empty if any may.
    """
    if value.state is not State.VALUE or value.value is None or value.field == "row_no" or kind not in _NUMBERS:
        return value
    found = [doubt for doubt in _doubts(value, habits, often) if _possible(kind, doubt.value)]
    if not found:
        return value
    proposed = {other.value for other in value.alternatives if other.state is State.VALUE}
    shares = {doubt.value: value.confidence * math.exp(-doubt.log_odds) for doubt in found}
    others = [
        replace(other, confidence=max(other.confidence, shares[other.value]))
        if other.state is State.VALUE and other.value in shares
        else other
        for other in value.alternatives
    ]
    unnamed = sum(share for text, share in shares.items() if text not in proposed)
    before = value.confidence + sum(other.confidence for other in value.alternatives)
    total = max(1.0, value.confidence + sum(other.confidence for other in others) + unnamed + max(0.0, 1 - before))
    others = [replace(other, confidence=round(other.confidence / total, 6)) for other in others]
    best = max(found, key=lambda doubt: shares[doubt.value])
    evidence = (*value.evidence, f"hand:{best.pair[0]}_{best.pair[1]}:{Outcome.DISAGREES}")
    first = round(value.confidence / total, 6)
    weighed = replace(
        value,
        confidence=first,
        read_confidence=round(value.read_confidence / total, 6),
        alternatives=tuple(sorted(others, key=lambda other: -other.confidence)),
        evidence=evidence,
    )
    return _exchanged(weighed)


def _possible(kind: Kind, text: str) -> bool:
    """Whether a field may hold this at all: a date that exists, a year in which there were books or people."""
    if kind not in DATE_KINDS and kind is not Kind.YEAR:
        return True
    year, *rest = text.split("-")
    earliest = EARLIEST_BOOK if kind is Kind.YEAR else EARLIEST_YEAR
    if not year.isdecimal() or len(year) < 4 or not earliest <= int(year) <= LATEST_BOOK:
        return kind is Kind.YEAR and len(year) < 4
    if not rest:
        return True
    try:
        date.fromisoformat(f"{text}-01" if len(rest) == 1 else text)
    except ValueError:
        return False
    return True


def _exchanged(value: FieldValue) -> FieldValue:
    """The field with its likeliest other reading in place of the chosen one, where that is likelier than all else."""
    new = value.alternatives[0] if value.alternatives else None
    if new is None or new.confidence <= max(0.5, value.confidence) or new.state is not State.VALUE:
        return value
    old = OtherValue(value.value, value.confidence, value.state, value.raw_text, value.age)
    rest = sorted((old, *value.alternatives[1:]), key=lambda other: -other.confidence)
    return replace(
        value,
        value=new.value,
        raw_text=new.raw_text,
        age=new.age,
        confidence=new.confidence,
        read_confidence=new.confidence,
        alternatives=tuple(rest),
    )


def _doubts(value: FieldValue, habits: Mapping[tuple[str, str], Habit], often: Mapping[str, int]) -> Iterator[_Doubt]:
    shares = {other.value: other.confidence for other in value.alternatives if other.state is State.VALUE}
    text = value.value or ""
    for at, read in enumerate(text):
        for (meant, seen), habit in habits.items():
            if seen != read:
                continue
            other = text[:at] + meant + text[at + 1 :]
            before = log_odds(value.confidence, max(shares.get(other, 0.0), min(LEAST_SHARE, 1 - value.confidence)))
            after = _log_normal(before, -USUAL_LOG_ODDS, BETWEEN + WITHIN) - _log_normal(
                before, habit.mean, habit.variance
            )
            after += _rarer(meant, read, often)
            if after < before:
                yield _Doubt((meant, read), other, after)


def _rarer(meant: str, read: str, often: Mapping[str, int]) -> float:
    """Log of how many times rarer the digit meant is than the one read, 0 if it is not.

    What a hand writes alike was counted under one of the two; so the digit meant counts as those next to it do, for
    numbers of people and houses have no gap. Where those are not there either, it is beyond what the page counts to,
    and every step further is half as likely: a recap of households that ends at 4 holds hardly a 6.
    """
    if not often:
        return 0.0
    number = int(meant)
    beside = [often.get(str(other), 0) for other in (number - 1, number + 1) if 0 <= other <= 9]
    expected = 1 + sum(beside) / len(beside)
    if not any(beside):
        steps = [abs(number - int(digit)) - 1 for digit, times in often.items() if digit != meant and times]
        expected = _THINNING ** min(steps, default=0)
    return max(0.0, math.log((1 + often.get(read, 0)) / expected))


def _log_normal(at: float, mean: float, variance: float) -> float:
    return -((at - mean) ** 2) / (2 * variance) - math.log(variance) / 2
