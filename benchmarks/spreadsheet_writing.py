"""What a cadre writes for a value, with what pen strokes, and what the truth says about it."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks.spreadsheet_contents import Value
from benchmarks.spreadsheet_pen import Pen
from benchmarks.spreadsheet_printing import Rectangle
from benchmarks.spreadsheet_registry import Field

DITTOS = {"religion", "birth_place", "marital_status", "occupation", "education"}
LETTERED = ("code", "code_text", "name", "text", "date", "date_age", "mark_text")


@dataclass(frozen=True)
class Habits:
    """How the writer of a page does things."""

    nothing: str  # written for no one in counts: "", "-", "0"
    no_mark: str  # the same in columns of ticks
    mark: str  # "tick", "cross", "1"
    month: str  # "-", "/", "name"
    age: float  # how often an age stands beside a date
    ditto: float
    ditto_way: str
    short: bool
    capitals: bool
    options: str  # "circle" or "strike" on words; boxes are ticked or crossed by `mark`
    corrections: float


def habits(draw: random.Random) -> Habits:
    """A writer's habits at random."""
    return Habits(
        draw.choice(["", "", "-", "-", "0"]),
        draw.choice(["", "", "", "-"]),
        draw.choice(["tick", "tick", "cross", "1"]),
        draw.choice(["-", "-", "/", "name"]),
        draw.choice([0, 0, 0.5]),
        draw.choice([0, 0, 0.4, 0.8]),
        draw.choice(["marks", "marks", "dashes"]),
        draw.random() < 0.6,
        draw.random() < 0.25,
        draw.choice(["circle", "strike"]),
        draw.choice([0, 0.005, 0.02]),
    )


@dataclass(frozen=True)
class Said:
    """What is written: the truth's state, value and age, and its ink: text, tick, cross, dash, ditto or corrected."""

    state: str
    value: Any
    written: str
    ink: str = ""
    age: int | None = None
    before: str = ""  # what a correction crossed out


def _date(value: date, how: Habits, words: Mapping[str, Any], draw: random.Random, year: int, with_age: bool) -> Said:
    if how.month == "name":
        text = f"{value.day} {words['people']['months'][value.month - 1][:3]} {value.year}"
    else:
        text = f"{value.day:02d}{how.month}{value.month:02d}{how.month}{value.year}"
    if with_age and draw.random() < how.age:
        age = year - value.year
        if draw.random() < 0.3:
            return Said("value", None, f"{age} th", "text", age)
        return Said("value", value.isoformat(), f"{text} / {age}", "text", age)
    return Said("value", value.isoformat(), text, "text")


def say(
    one: Field,
    value: Value,
    how: Habits,
    words: Mapping[str, Any],
    draw: random.Random,
    year: int,
    row: bool,
    above: Value = None,
) -> Said:
    """What stands for `value` in a field; `row` in a table's row in use, `above` the value in the row above."""
    marks = one.kind in ("tick_or_count", "mark", "mark_text")
    if value is None or (marks and value == 0) or value is False:
        if (value is None and not (row and marks)) or one.kind in ("text", "name"):
            return Said("blank", None, "")
        sign = how.no_mark if marks else how.nothing
        if sign == "-":
            return Said("none", None, "-", "dash")
        return Said("value", 0, "0", "text") if sign == "0" else Said("blank", None, "")
    if marks and (value is True or (value == 1 and row and one.kind == "tick_or_count")):
        if how.mark == "1" and one.kind == "tick_or_count":
            return Said("value", 1, "1", "text")
        mark = "cross" if how.mark == "cross" else "tick"
        return Said("value", 1 if one.kind == "tick_or_count" else True, mark, mark)
    if row and one.name in DITTOS and value == above and draw.random() < how.ditto:
        return Said("ditto", value, "ditto", "ditto")
    if isinstance(value, date):
        return _date(value, how, words, draw, year, one.kind == "date_age")
    if isinstance(value, int):
        if value == 0 and how.nothing != "0":
            return Said("none", None, "-", "dash") if how.nothing == "-" else Said("blank", None, "")
        return _corrected(
            Said("value", value, str(value), "text"), str(value + draw.choice([1, 2, 10])), how, draw, row
        )
    text = str(value)
    if one.kind in ("code", "code_text"):
        ways = words["short"].get(text, [text])
        text = draw.choice(ways) if how.short else ways[0]
    if how.capitals and one.kind != "digits":
        text = text.upper()
    return Said("value", _canonical(one, value, text), text, "text")


def _canonical(one: Field, value: Value, text: str) -> Value:
    """Names and texts are true as written; words of lists as the list has them."""
    return text if one.kind in ("name", "text", "mark_text") or one.name.endswith("_text") else value


def _corrected(said: Said, wrong: str, how: Habits, draw: random.Random, row: bool) -> Said:
    if row and draw.random() < how.corrections:
        return Said("value", said.value, said.written, "corrected", None, wrong)
    return said


def ink(pen: Pen, said: Said, box: Rectangle, one: Field, centred: bool, over: float) -> Rectangle | None:
    """Puts what is said into a box of the print; where its ink is."""
    left, top, right, bottom = box
    draw, mm = pen.draw, pen.mm
    if not said.ink:
        return None
    if said.ink == "text":
        return pen.write(said.written, box, centred, over)
    if said.ink == "corrected":
        middle = left + 0.5 * (right - left)
        old = pen.write(said.before, (left, top, middle, bottom))
        pen.stroke([(-0.1, 0.6), (1.1, 0.4)], old)
        return pen.write(said.written, (middle, top, right, bottom))
    size = min(right - left, bottom - top, 6 * mm) * draw.uniform(0.5, 0.75)
    x, y = (
        (left + right) / 2 + draw.gauss(0, 0.05) * (right - left),
        (top + bottom) / 2 + draw.gauss(0, 0.06) * (bottom - top),
    )
    square = (x - size / 2, y - size / 2, x + size / 2, y + size / 2)
    if said.ink == "tick":
        return pen.stroke([(0, 0.5), (0.3, 1), (1, -0.1)], square)
    if said.ink == "cross":
        pen.stroke([(0, 0), (1, 1)], square)
        return pen.stroke([(1, 0), (0, 1)], square)
    if said.ink == "dash":
        return pen.stroke([(0.1, 0.5), (0.9, 0.5)], square)
    first = pen.stroke([(0.38, 0.3), (0.33, 0.62)], square)
    pen.stroke([(0.66, 0.3), (0.61, 0.62)], square)
    return first


def _ring(draw: random.Random) -> list[tuple[float, float]]:
    """Points of a ring as parts of the box it is drawn round: it ends a little beside where it began, and beyond."""
    begin, wobble = draw.uniform(0, 2 * math.pi), draw.uniform(0.02, 0.08)
    found = []
    for at in range(34):
        angle = begin + at / 30 * 2 * math.pi
        out = 0.5 * (1 + wobble * math.sin(2 * angle + begin) + 0.02 * at / 30)
        found.append((0.5 + out * math.cos(angle), 0.5 + out * math.sin(angle)))
    return found


def mark_option(pen: Pen, printed: list[tuple[str, Rectangle]], one: Field, chosen: str, way: str, how: Habits) -> None:
    """Marks the chosen of a place's options: rings it, strikes the others, or ticks its box."""
    found, at = {}, 0
    for option in one.values:
        parts = option.split()
        while at < len(printed) and [word for word, _ in printed[at : at + len(parts)]] != parts:
            at += 1
        boxes = [box for _, box in printed[at : at + len(parts)]]
        if not boxes:
            raise ValueError(f"{option} is not printed in {[word for word, _ in printed]}")
        before = (
            printed[at - 1][1]
            if way == "box"
            else (printed[at - 2][1][0], printed[at - 2][1][1], printed[at - 1][1][2], printed[at - 1][1][3])
            if at > 1
            else boxes[0]
        )
        found[option] = (boxes[0][0], min(box[1] for box in boxes), boxes[-1][2], max(box[3] for box in boxes)), before
        at += len(parts)
    if way == "slash" and how.options == "circle":
        left, top, right, bottom = found[chosen][0]
        grow = 0.8 * pen.mm
        ring = _ring(pen.draw)
        pen.stroke(ring, (left - 1.6 * grow, top - grow, right + 1.6 * grow, bottom + grow))
    elif way == "slash":
        for option, (box, _) in found.items():
            if option != chosen:
                pen.stroke([(-0.03, 0.6), (1.03, 0.5)], box)
    else:
        left, top, right, bottom = found[chosen][1]
        middle, size = (left + right) / 2, bottom - top
        square = (middle - size / 2, top, middle + size / 2, bottom)
        if how.mark == "cross":
            pen.stroke([(0.1, 0.1), (0.9, 0.9)], square)
            pen.stroke([(0.9, 0.1), (0.1, 0.9)], square)
        else:
            pen.stroke([(0.1, 0.5), (0.4, 0.95), (1.2, -0.1)], square)
