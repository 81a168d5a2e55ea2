"""The cells of one page by part, row and field name, for the checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.evidence.belief import Belief, Candidate
from pipeline.form import Field, Form
from pipeline.model import Part, Reading, State


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page for the checks: `beliefs` in the readings' order, `index` from (part, row, field) to that order.

    rows: the table's row numbers, ascending.
    """

    form: Form
    fields: tuple[Field, ...]
    beliefs: tuple[Belief, ...]
    index: Mapping[tuple[Part, int | None, str], int]
    rows: tuple[int, ...]

    @classmethod
    def of(cls, form: Form, readings: Sequence[Reading], beliefs: Sequence[Belief]) -> Sheet:
        """The sheet of a page's readings and what is believed of each."""
        index = {(r.cell.part, r.cell.row, r.cell.field.name): i for i, r in enumerate(readings)}
        rows = sorted({r.cell.row for r in readings if r.cell.part is Part.TABLE and r.cell.row is not None})
        return cls(form, tuple(r.cell.field for r in readings), tuple(beliefs), index, tuple(rows))

    def outside(self, name: str) -> int | None:
        """Index of a head field or item, null if the page has none."""
        head = self.index.get((Part.HEAD, None, name))
        return head if head is not None else self.index.get((Part.ITEMS, None, name))

    def in_row(self, row: int, name: str) -> int | None:
        """Index of a table cell."""
        return self.index.get((Part.TABLE, row, name))

    def written_in(self, name: str) -> tuple[int, ...]:
        """Indices of a column's cells that are probably not blank, from top to bottom."""
        cells = [self.in_row(row, name) for row in self.rows]
        return tuple(cell for cell in cells if cell is not None and self.written(cell))

    def in_total(self, name: str) -> int | None:
        """Index of a cell of the JUMLAH row."""
        return self.index.get((Part.TOTAL, None, name))

    def scopes(self) -> tuple[Callable[[str], int | None], ...]:
        """The sets of cells that belong together, as look-ups by field name: heads and items, each row, JUMLAH."""
        return (self.outside, *(partial(self.in_row, row) for row in self.rows), self.in_total)

    def best(self, cell: int) -> Candidate:
        """The most probable candidate of a cell before any check."""
        belief = self.beliefs[cell]
        return belief.candidates[belief.best]

    def written(self, cell: int | None) -> bool:
        """Whether the cell is there and is probably not blank."""
        return cell is not None and self.best(cell).state is not State.BLANK
