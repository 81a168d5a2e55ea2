"""The cells of a laid out worksheet: columns of mm, rows of mm, boxes of cells, and the places to write in them."""

from dataclasses import dataclass, field

from benchmarks.spreadsheet_registry import Field


@dataclass(frozen=True)
class Slot:
    """A place to write: its part and row in the truth, its field and whether options are printed in it."""

    part: str
    row: str | None
    field: Field
    name: str
    options: bool = False

    @property
    def key(self) -> str:
        return f"{'opt' if self.options else self.part}:{self.row + ':' if self.row is not None else ''}{self.name}"


@dataclass
class Box:
    """Cells (0-based, inclusive) with a text, a role that decides how they look, and a slot if one writes there."""

    top: int
    left: int
    bottom: int
    right: int
    role: str
    text: str = ""
    slot: Slot | None = None
    bold: bool = False
    align: str = "left"


@dataclass
class Sheet:
    """A laid out page. `table`: top, left, bottom, right of the ruled cells; `deep`: the row below the headings."""

    widths: list[float]
    heights: list[float] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    table: tuple[int, int, int, int] = (0, 0, 0, 0)
    deep: int = 0

    def row(self, height: float) -> int:
        self.heights.append(height)
        return len(self.heights) - 1

    def reach(self, left: int, wide: float) -> int:
        """The last column of a piece that is to be `wide` mm from column `left` on."""
        right = left
        while sum(self.widths[left : right + 1]) < wide and right < len(self.widths) - 1:
            right += 1
        return right
