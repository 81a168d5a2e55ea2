"""What one writer is used to: how nothing, yes, dates and repetitions are put down, and how often a slip happens."""

from __future__ import annotations

import random
from dataclasses import dataclass

DATE_FORMATS = ("{d:02}-{m:02}-{y}", "{d:02}-{m:02}-{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d} {name} {y}",
                "{d} {short} {y}", "{d}/{m}/{yy:02}", "{d:02}.{m:02}.{y}")  # fmt: skip

LINE_DOWN = "line"
"""Habits.ditto of who draws a line down the column; the line itself is drawn by others (training/column_lines.py)."""


@dataclass(frozen=True, slots=True)
class Habits:
    """One writer's ways.

    zero: a count of nothing (0, a dash, or left blank). no: the same in tick columns. nothing: where there is no text.
    tick, box_mark: tick or cross; tick_as_digit: a 1 instead. choice_mark: what is done to printed words.
    date: a format. age_beside, age_alone, year_alone: chances. ditto: the sign for the same again, if used.
    abbreviates: chance of the short word. capitals: everything in capitals. slips: chance of crossing out.
    crowds: chance that a long word is not written smaller but runs over the edge. ktp_word: sudah for a NIK.
    """

    zero: str = "0"
    no: str = ""
    nothing: str = ""
    tick: str = "tick"
    box_mark: str = "tick"
    tick_as_digit: bool = False
    choice_mark: str = "circle"
    date: str = "{d:02}-{m:02}-{y}"
    age_beside: float = 0.0
    age_alone: float = 0.0
    year_alone: float = 0.0
    ditto: str | None = None
    abbreviates: float = 0.8
    capitals: bool = False
    slips: float = 0.0
    crowds: float = 0.0
    forgets: float = 0.0
    ktp_word: float = 0.0


def draw_habits(seed: int) -> Habits:
    """The habits of the writer of that seed."""
    rng = random.Random(f"habits:{seed}")
    return Habits(
        zero=rng.choice(("0", "0", "0", "-", "-", "")),
        no=rng.choice(("", "", "0", "-")),
        nothing=rng.choice(("", "", "", "-", "-", "0")),
        tick=rng.choice(("tick", "tick", "cross")),
        box_mark=rng.choice(("tick", "tick", "cross")),
        tick_as_digit=rng.random() < 0.2,
        choice_mark=rng.choice(("circle", "circle", "strike", "tick")),
        date=rng.choice(DATE_FORMATS),
        age_beside=rng.choice((0.0, 0.1, 0.9)),
        age_alone=rng.choice((0.0, 0.05, 0.15)),
        year_alone=rng.choice((0.0, 0.0, 0.08)),
        ditto=rng.choice((None, None, '"', "sda")),
        abbreviates=rng.uniform(0.3, 1.0),
        capitals=rng.random() < 0.3,
        slips=rng.choice((0.0, 0.004, 0.012)),
        crowds=rng.choice((0.0, 0.05, 0.2)),
        forgets=rng.choice((0.0, 0.01, 0.03)),
        ktp_word=rng.choice((0.0, 0.0, 0.2)),
    )
