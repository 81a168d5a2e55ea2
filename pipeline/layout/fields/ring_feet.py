"""Lines to write on that are none: the flat foot of a ring round an option, beside a label that asks for no writing.

Where a printing has no lines, one alone was dealt to the label above, and its value, in the room behind it, lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.form import OPTION_KINDS, Entry
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines

LEVEL = 1.0
"""Of the letters' height: so near to the middle of its label's line lies the foot of a ring round an option there."""


def without_ring_feet(printed: PrintLines, labels: Sequence[Label], entry_of: Sequence[Entry | None]) -> PrintLines:
    """The print without lines that are of a piece of print level with the label of options alone, behind it."""
    asking_none = [
        label
        for label, entry in zip(labels, entry_of, strict=True)
        if entry is not None and entry.field.kind in OPTION_KINDS and entry.extra is None
    ]
    kept = tuple(line for line in printed.lines if not any(_is_foot(line, label, printed) for label in asking_none))
    return printed if len(kept) == len(printed.lines) else replace(printed, lines=kept)


def _is_foot(line: DottedLine, label: Label, printed: PrintLines) -> bool:
    """Whether the line lies within a piece of print on the label's line."""
    near = LEVEL * label.height
    return any(
        piece.left >= label.box.right
        and piece.left < line.left
        and line.right < piece.right
        and piece.top < line.y < piece.bottom
        and abs(line.y - label.y) < near
        and abs(piece.centre[1] - label.y) < near
        for piece in printed.pieces
    )
