"""What does not add up down the columns of a page: a sign of this hand that is read as another, or writing not seen.

A writer errs in a sum now and then, and forgets a number. Where several columns of a page count more than their JUMLAH,
or less though every row says something, a sign is misread all over the page: `/` for none as 1, figures of another
script. Where a column counts less and a row of it seems blank, a number may stand there too pale to be seen; so may a
JUMLAH that seems blank.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.evidence.arithmetic import amount, counted, totalled_columns
from pipeline.evidence.belief import Candidate
from pipeline.evidence.empty_rows import NUMBER_AND_NAME
from pipeline.evidence.joint import Outcome
from pipeline.evidence.sheet import Sheet
from pipeline.form import COUNT_KINDS, CheckKind, Kind
from pipeline.model import Part, State

COLUMNS_APART = f"total:columns:{Outcome.DISAGREES}"
"""Evidence of a cell of a column that does not add up, on a page of several for which nothing left out accounts."""
COUNT_MISSED = f"total:blank:{Outcome.DISAGREES}"
"""Evidence of a blank cell in a written row, of a column that counts less than its JUMLAH, or that alone is blank; of a
blank JUMLAH of a column that counts, where most such columns have one."""
DITTO_OF_COUNT = f"count:ditto:{Outcome.DISAGREES}"
"""Evidence of an 11 below a number, in a column of numbers that are far smaller: ditto marks look like an 11."""
NOTHING_LIKE_ONE = f"count:none:{Outcome.DISAGREES}"
"""Evidence of a 1 on a page of many on which nothing is 0, a dash or blank: a stroke for none looks like a 1."""
FEWEST, LEAST_SHARE = 3, 0.2
"""So many columns, and so much of those with a JUMLAH. Where one sum in 20 is wrong (WRONG_TOTAL), one page in 60 of 20
columns has as many; of 408 columns of eight books of benchmarks.evidence_books 2 are unaccounted for."""
NEARLY_ALL = 0.7
"""Of the columns with a JUMLAH: where so many do not add up, the rows are not where they seem, and nor is any blank."""
SURE = 0.985
"""What the reader holds less likely may be another number; by itself it is not accepted either (decide.MOST_DOUBT)."""
ELEVEN, FAR_SMALLER = "11", 5
"""All others of such a column are no larger. A guess."""
FEWEST_NOTHINGS, FEWEST_ROWS, MOST_BLANK, LEAST_BLANK = 3, 3, 0.25, 0.4
"""Noughts and dashes of a hand that leaves no cell blank for them; written rows; the share of columns of counts in
which any is blank, where the hand fills them all; the share of a column's rows from which on it does not forget."""
FEWEST_COLUMNS, MANY_ONES, FEW_NOTHINGS = 8, 0.08, 0.25
"""Columns; ones among the counts of written rows; noughts, dashes and blanks for each of them. On 32 pages of recaps in
12 hands there are 0.6 or more for each, or few ones; where nine of these hands write a slash for none 0.2 at most."""
SURELY_BLANK = 0.5
"""What is less likely blank holds something, if only traces of it; a person sees it."""
MOST_UNSURE = 0.25
"""Share of a column's written rows; where more are unsure, it is the hand or the page that is strange."""
FEWEST_OF_STROKES = 2
"""So many columns would add up if some of their ones were none. By WRONG_TOTAL it is one page in 11 of 20 columns, at
most: half of the errors count less, and not every column has a 1."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with a JUMLAH. cells: those of its rows and the JUMLAH. missed: those of written rows that are blank.

    over: by how much it counts more than its JUMLAH (less: below 0); null where something in it cannot be read.
    accounted: whether what is left out, crossed out or unsurely read may be the difference. ones: the cells that are 1.
    """

    cells: tuple[int, ...]
    missed: tuple[int, ...]
    over: int | None
    accounted: bool
    ones: tuple[int, ...]

    @property
    def counts_strokes(self) -> bool:
        """Whether it would add up if some of its ones were none."""
        return self.over is not None and 0 < self.over <= len(self.ones)

    @property
    def unaccounted(self) -> bool:
        """Whether it does not add up, and nothing left out accounts for it."""
        return bool(self.over) and not self.accounted


def columns_apart(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The written cells of columns that do not add up, or may not, on a page of too many, and all of a table of nearly
    all; where a few would without some of their ones, those. chosen: as in judge."""
    columns = list(_columns(sheet, chosen))
    unaccounted = sum(column.unaccounted for column in columns)
    if unaccounted >= max(FEWEST, NEARLY_ALL * len(columns)):
        yield from (cell for (part, _, _), cell in sheet.index.items() if part in (Part.TABLE, Part.TOTAL))
    elif unaccounted >= max(FEWEST, LEAST_SHARE * len(columns)):
        for column in columns:
            if column.over != 0:
                yield from (cell for cell in column.cells if chosen[cell].state is not State.BLANK)
    elif sum(column.counts_strokes for column in columns) >= FEWEST_OF_STROKES:
        yield from (cell for column in columns if column.counts_strokes for cell in column.ones)


def counts_missed(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The blank cells of written rows in columns that count less than their JUMLAH, and in those that are blank though
    hardly any other is, and the hand writes a nought or a dash for none; blank JUMLAH. chosen: as in judge."""
    rows = _written_rows(sheet, chosen)
    for column in _columns(sheet, chosen):
        if column.over is not None and column.over < 0:
            yield from column.missed
    fields = [column.field for column in sheet.form.columns if column.field.kind is Kind.COUNT]
    counts = [[sheet.in_row(row, field.name) for row in rows] for field in fields if field.name != "row_no"]
    blanks = [[cell for cell in cells if cell is not None and chosen[cell].state is State.BLANK] for cells in counts]
    nothings = sum(cell is not None and amount(chosen[cell]) == 0 for cells in counts for cell in cells)
    writes_it = nothings - sum(map(len, blanks)) >= FEWEST_NOTHINGS
    if writes_it and len(rows) >= FEWEST_ROWS and sum(map(bool, blanks)) <= MOST_BLANK * len(blanks):
        yield from (cell for cells in blanks if len(cells) >= LEAST_BLANK * len(rows) for cell in cells)
    yield from _totals_missed(sheet, chosen)


def _totals_missed(sheet: Sheet, chosen: Sequence[Candidate]) -> list[int]:
    """The blank JUMLAH of columns that count something, where more than half of these have one, or may have."""
    names = [name for check in sheet.form.checks if check.kind is CheckKind.COLUMN_SUM for name in check.left]
    totals = {name: whole for name in names if (whole := sheet.in_total(name)) is not None}
    counting = {
        whole
        for name, whole in totals.items()
        if any(amount(chosen[cell]) for row in sheet.rows if (cell := sheet.in_row(row, name)) is not None)
    }
    missed = sorted(
        whole
        for whole in counting
        if chosen[whole].state is State.BLANK and sheet.best(whole).probability >= SURELY_BLANK
    )
    return missed if 2 * len(missed) < len(counting) else []


def elevens(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The cells read as 11 below a number, in columns of which all other numbers are far smaller, and which do not add
    up, or have no JUMLAH. chosen: as in judge."""
    sound = _sound(sheet, chosen)
    for column in sheet.form.columns:
        if column.field.kind in COUNT_KINDS and column.field.name != "row_no":
            cells = [cell for row in sheet.rows if (cell := sheet.in_row(row, column.field.name)) is not None]
            amounts = [amount(chosen[cell]) for cell in cells if chosen[cell].value != ELEVEN]
            if all(one is None or one <= FAR_SMALLER for one in amounts):
                for above, cell in pairwise(cells):
                    below = chosen[above].state is not State.BLANK
                    if below and chosen[cell].value == ELEVEN and cell not in sound:
                        yield cell


def ones_for_nothing(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The cells that say 1 on pages with many of them and hardly anything for none, in columns that do not add up, or
    have no JUMLAH; counts and columns for ticks apart. chosen: as in judge."""
    sound = _sound(sheet, chosen)
    rows = _written_rows(sheet, chosen)
    for kind in (Kind.COUNT, Kind.TICK_OR_COUNT):
        names = [column.field.name for column in sheet.form.columns if column.field.kind is kind]
        columns = [name for name in names if name != "row_no"]
        cells = [cell for row in rows for name in columns if (cell := sheet.in_row(row, name)) is not None]
        ones = [cell for cell in cells if chosen[cell].value == "1"]
        nothings = sum(amount(chosen[cell]) == 0 for cell in cells)
        many = len(columns) >= FEWEST_COLUMNS and len(ones) > MANY_ONES * len(cells)
        if many and nothings <= FEW_NOTHINGS * len(ones):
            yield from (cell for cell in ones if cell not in sound)


def strokes_counted(sheet: Sheet, chosen: Sequence[Candidate], strokes: Collection[int]) -> frozenset[int]:
    """Those of the cells `strokes`, read as ones that this hand's are unlike, that their JUMLAH counts as ones: their
    column adds up, and its JUMLAH is none of them. chosen: as in judge."""
    if not strokes:
        return frozenset()
    sound = (column for column in _columns(sheet, chosen) if column.over == 0 and column.cells[-1] not in strokes)
    return frozenset(cell for column in sound for cell in column.cells if cell in strokes)


def in_uneven_columns(sheet: Sheet, chosen: Sequence[Candidate], cells: Collection[int]) -> frozenset[int]:
    """Those of the cells whose column does not add up to its JUMLAH, or that are such a JUMLAH. chosen: as in judge."""
    if not cells:
        return frozenset()
    uneven = (column for column in _columns(sheet, chosen) if column.over)
    return frozenset(cell for column in uneven for cell in column.cells if cell in cells)


def _sound(sheet: Sheet, chosen: Sequence[Candidate]) -> set[int]:
    """The cells of columns that add up."""
    return {cell for column in _columns(sheet, chosen) if column.over == 0 for cell in column.cells}


def _written_rows(sheet: Sheet, chosen: Sequence[Candidate]) -> list[int]:
    """The rows with a number or a name."""
    first = [column.field.name for column in sheet.form.columns[:NUMBER_AND_NAME]]
    beginnings = ((row, sheet.in_row(row, name)) for row in sheet.rows for name in first)
    written = {row for row, cell in beginnings if cell is not None and chosen[cell].state is not State.BLANK}
    return sorted(written)


def _columns(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[_Column]:
    written = _written_rows(sheet, chosen)
    in_written = {cell for (_, row, _), cell in sheet.index.items() if row in written}
    for parts, whole in totalled_columns(sheet):
        unsure = [cell for cell in (*parts, whole) if sheet.best(cell).probability < SURE]
        yield _column(parts, whole, [cell for cell in parts if cell in in_written], unsure, chosen)


def _column(
    parts: Sequence[int], whole: int, in_rows: Sequence[int], unsure: Sequence[int], chosen: Sequence[Candidate]
) -> _Column:
    column = counted(parts, whole, chosen)
    over = sum(column[0]) - column[1] if column is not None else None
    if len(unsure) > max(1.0, MOST_UNSURE * len(in_rows)):
        unsure = ()
    missed = tuple(cell for cell in in_rows if chosen[cell].state is State.BLANK)
    if over is not None and over > 0:
        accounted = whole in unsure or sum(amount(chosen[cell]) or 0 for cell in unsure) >= over
    else:
        accounted = bool(missed or unsure) or any(chosen[cell].state is State.STRUCK for cell in parts)
    ones = tuple(cell for cell in parts if chosen[cell].value == "1")
    return _Column((*parts, whole), missed, over, accounted, ones)
