"""A label that stands on a page twice: in the title, with dots behind it (`TAHUN ........`), and in the head.

Who fills the sheet in writes behind the one or the other. What is blank behind the one that was taken says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.form import OPTION_KINDS, Entry
from pipeline.layout.fields.unclaimed import LOWEST_MM
from pipeline.layout.labelling.naming import SAME_LABEL
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.layout.words import entry_likeness
from pipeline.model import Cell, Doubt, Part


def doubted_named_twice(
    cells: Sequence[Cell],
    texts: Sequence[str],
    entry_of: Sequence[Entry | None],
    printed: PrintLines,
    px_per_mm: float,
) -> list[Cell]:
    """The cells, those outside the table doubted in which nothing stands and whose label is there once more.

    texts, entry_of: of each label, what was read and the entry it was taken for.
    """
    spare = [text for text, entry in zip(texts, entry_of, strict=True) if entry is None]
    again = {
        entry.field.name
        for entry in entry_of
        if entry is not None
        and entry.field.kind not in OPTION_KINDS
        and any(entry_likeness(text, entry) >= SAME_LABEL for text in spare)
    }
    written = [piece for piece in (*printed.pieces, *printed.writing) if piece.height >= LOWEST_MM * px_per_mm]
    return [
        cell.doubted(Doubt.PLACE)
        if cell.part in (Part.HEAD, Part.ITEMS)
        and cell.field.name in again
        and not any(cell.box.contains(*piece.centre) for piece in written)
        else cell
        for cell in cells
    ]
