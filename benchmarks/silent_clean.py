"""A filled page before damage, with what its printing and its writer are: what kinds of trouble are done to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.finding_printings import WidePrinting
from pipeline.form import Form
from pipeline.geometry import Box
from samples.generator.hands import Hand
from samples.generator.make import MadePage


@dataclass(frozen=True, slots=True, eq=False)
class Clean:
    """A filled page before damage: where its fields are, row by row, and the printing and the hand."""

    form: Form
    made: MadePage
    printing: WidePrinting
    hand: Hand
    cells: tuple[Mapping[str, Any], ...]

    @property
    def rows(self) -> list[Box]:
        """The data rows of the table from top to bottom."""
        found: dict[int, Box] = {}
        for cell in self.cells:
            if cell["part"] == "cell" and cell["row"] != "total":
                box = Box(*cell["box"])
                found[int(cell["row"])] = found[int(cell["row"])].union(box) if int(cell["row"]) in found else box
        return [found[row] for row in sorted(found)]
