"""Digits lost on a bar of the table: of numbers whose column would add up with one more, and of days.

A writer's error is seldom by just such an amount: `142` below rows that add up to 142, read as 42, was taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.evidence.arithmetic import counted, totalled_columns
from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome
from pipeline.evidence.sheet import Sheet
from pipeline.form import DATE_KINDS
from pipeline.model import State

DIGIT_LOST = f"total:digit:{Outcome.DISAGREES}"
"""Evidence of a number that its column would agree with, had it one more digit before or behind it."""
DAY_LOST = f"date:digit:{Outcome.DISAGREES}"
"""Evidence of a date whose day seems to have lost its first digit."""
_UNEVEN = re.compile(r"\s*[1-9]\s*[-/. ]\s*0[1-9]\s*[-/. ]")
"""A day of one digit before a month of two: who writes `06` writes `08`. So are none of 290 dates of the bench."""


def days_cut(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The dates whose month begins with a nought, and whose day has one digit: `18-06-2020` was 8-06-2020."""
    for cell, (field, candidate) in enumerate(zip(sheet.fields, chosen, strict=True)):
        if field.kind in DATE_KINDS and candidate.state is State.VALUE and _UNEVEN.match(candidate.raw or ""):
            yield cell


def digits_lost(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The cells of columns and their JUMLAH that disagree, and would not with a digit or more before or behind what was
    read. chosen: the chosen candidates of all cells."""
    for parts, whole in totalled_columns(sheet):
        yield from _of_column(parts, whole, chosen)


def _of_column(parts: Sequence[int], whole: int, chosen: Sequence[Candidate]) -> Iterator[int]:
    column = counted(parts, whole, chosen)
    if column is None or sum(column[0]) == column[1]:
        return
    known, stated = column
    if _lost(chosen[whole], stated, sum(known)):
        yield whole
    for cell, own in zip(parts, known, strict=True):
        if _lost(chosen[cell], own, stated - (sum(known) - own)):
            yield cell


def _lost(candidate: Candidate, read: int, meant: int) -> bool:
    """Whether the number that was read is a longer one without its first or last digits."""
    if candidate.state is not State.VALUE or meant <= read:
        return False
    digits, whole = str(read), str(meant)
    return len(digits) < len(whole) and (whole.endswith(digits) or whole.startswith(digits))
