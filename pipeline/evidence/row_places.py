"""Which row of the page a reading belongs to, where layout or the numbers written in NO leave that in doubt.

A fold that hides a line between two rows makes one of them, and all below move up; one that looks like a line, or
printed column numbers taken for a row, moves them down. The running numbers tell by how much; else a person does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.form import Form, Kind
from pipeline.model import Cell, Doubt, Part, Reading, State

SURE = 0.9
"""Probability from which a running number counts."""
NUMBERS_SHARE, LEAST_NUMBERS = 0.6, 4
"""A row at the top that reads as the printed numbers of its columns, in that share of its cells, so many at least, is
no row."""

FIRST_ROWS = 3
LONGEST = 3
"""Digits of a running number."""
LATE = (2, 3)
"""With these a first row says that rows above it were not seen; a sheet that goes on from another begins higher."""
LEAST_LATER = 2
"""Rows further down that say what the first would, where its own number is not sure."""


def with_places(form: Form, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of a page with their rows put right, or in doubt where nothing tells; order kept.

    Of a row that holds two, its readings stand in both, in doubt; of what is no row they are left out.
    """
    rows: dict[int, list[Reading]] = {}
    for reading in readings:
        if reading.cell.part is Part.TABLE and reading.cell.row is not None:
            rows.setdefault(reading.cell.row, []).append(reading)
    numbers = {row: number for row, cells in rows.items() if (number := _running_number(cells)) is not None}
    printed = next((row for row in sorted(rows)[:FIRST_ROWS] if _column_numbers(form, rows[row])), None)
    if printed is not None:
        numbers = {row: number for row, number in numbers.items() if row > printed}
    elif _begins_late(numbers) or (_begins_early(numbers) and not all(map(_is_blank, rows.get(0, ())))):
        return _with_doubts(readings, set(rows))
    doubted = {
        row
        for row, cells in rows.items()
        if printed is not None or any(Doubt.ROW_PLACE in one.cell.doubts for one in cells)
    }
    if not doubted:
        return _with_doubts(readings, _about_skipped(numbers))
    off = _offset(numbers, min(doubted))
    if off is None:
        above = {min(doubted) - 1} if printed is None else set()
        empty = all(_is_blank(one) for row in doubted for one in rows[row])
        placed = _without_doubts(readings, doubted) if empty else _with_doubts(readings, doubted)
        return _with_doubts(placed, above, Doubt.FOLDED)
    return tuple(placed for reading in readings for placed in _placed(reading, doubted, off))


def _placed(reading: Reading, doubted: set[int], off: int) -> tuple[Reading, ...]:
    """A reading where it belongs, if rows from the first doubted one on are so far off."""
    cell = reading.cell
    if cell.part is not Part.TABLE or cell.row is None:
        return (reading,)
    first = min(doubted)
    if cell.row not in doubted:
        twice = off > 0 and cell.row == first - 1
        reading = replace(reading, cell=cell.doubted(Doubt.FOLDED)) if twice else reading
        below = [
            replace(reading, cell=replace(reading.cell, row=cell.row + step)) for step in range(1, off + 1) if twice
        ]
        return (reading, *below)
    if cell.row + off < first:
        return ()
    return (replace(reading, cell=replace(_in_its_row(cell), row=cell.row + off)),)


def _is_blank(reading: Reading) -> bool:
    return bool(reading.alternatives) and reading.alternatives[0].state is State.BLANK


def _in_its_row(cell: Cell) -> Cell:
    """The cell with no doubt of which row it belongs to."""
    return replace(cell, doubts=tuple(doubt for doubt in cell.doubts if doubt is not Doubt.ROW_PLACE))


def _without_doubts(readings: Sequence[Reading], rows: set[int]) -> tuple[Reading, ...]:
    """The readings, with no doubt of where those rows belong: nothing is written there, whichever rows they are."""
    return tuple(
        replace(one, cell=_in_its_row(one.cell)) if one.cell.part is Part.TABLE and one.cell.row in rows else one
        for one in readings
    )


def _offset(numbers: Mapping[int, int], first: int) -> int | None:
    """By how many rows the numbers from row `first` on are off, if they agree; None where they do not, or are none."""
    before = {number - row for row, number in numbers.items() if row < first} or {1}
    after = {number - row for row, number in numbers.items() if row >= first}
    if len(before) != 1 or len(after) != 1:
        return None
    off = min(after) - min(before)
    return off if abs(off) <= 1 else None


def _begins_late(numbers: Mapping[int, int]) -> bool:
    """Whether the first row lacks some above it, by its number or, where that is not sure, by all of the others."""
    first = {number - row for row, number in numbers.items()}
    return numbers.get(0) in LATE or (len(numbers) >= LEAST_LATER and len(first) == 1 and first <= set(LATE))


def _begins_early(numbers: Mapping[int, int]) -> bool:
    """Whether the second row is the first by all numbers: above it stands one too many, as of column numbers that do
    not read so."""
    return 0 not in numbers and len(numbers) >= LEAST_LATER and all(number == row for row, number in numbers.items())


def _about_skipped(numbers: Mapping[int, int]) -> set[int]:
    """The rows on both sides of a number that is left out, where all go on one by one before and behind it."""
    steps = {row: numbers[row + 1] - number for row, number in numbers.items() if row + 1 in numbers}
    skipped = [row for row, step in steps.items() if step != 1]
    if len(skipped) != 1 or steps[skipped[0]] != 2 or len(steps) < 2:
        return set()
    return {skipped[0], skipped[0] + 1}


def _running_number(cells: Sequence[Reading]) -> int | None:
    """The number that surely stands in NO."""
    best = next((one.alternatives[0] for one in cells if one.cell.field.name == "row_no" and one.alternatives), None)
    text = best.text if best is not None and best.state is State.VALUE and best.probability >= SURE else None
    return int(text) if text is not None and text.isdecimal() and len(text) <= LONGEST else None


def _column_numbers(form: Form, cells: Sequence[Reading]) -> bool:
    """Whether a row reads as the printed numbers of its columns."""
    number = {column.field.name: str(column.number) for column in form.columns if column.field.kind is not Kind.PRINTED}
    texts = {
        one.cell.field.name: (best.text or "").strip("().[] ")
        for one in cells
        if one.alternatives and (best := one.alternatives[0]).state is not State.BLANK
    }
    same = sum(texts[name] == number.get(name) for name in texts)
    return len(texts) >= LEAST_NUMBERS and same >= NUMBERS_SHARE * len(texts)


def _with_doubts(readings: Sequence[Reading], rows: set[int], doubt: Doubt = Doubt.ROW_PLACE) -> tuple[Reading, ...]:
    """The readings with those of some rows in doubt."""
    return tuple(
        replace(one, cell=one.cell.doubted(doubt)) if one.cell.part is Part.TABLE and one.cell.row in rows else one
        for one in readings
    )
