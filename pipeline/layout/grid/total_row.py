"""Whether a table's last band is JUMLAH."""

from __future__ import annotations

from pipeline.layout.grid.covered import SEEN_GREYS, darker_ways
from pipeline.layout.grid.lattice import MERGED_BELOW, Lattice
from pipeline.layout.print_reader import NO_PRINT, PrintReader
from pipeline.layout.words import likeness
from pipeline.model import Grey

SAME_WORD, LEAST_LETTERS = 0.7, 4
TOTAL_WORDS = ("JUMLAH", "TOTAL", "JUMLAH TOTAL", "JML")
MOST_BROKEN = 0.2
"""Of the bars of a band: where more are missing, its table is broken."""


def is_total(cleaned: Grey, grey: Grey, lattice: Lattice, reader: PrintReader, px_per_mm: float) -> bool:
    """Whether the last band is JUMLAH: its first two cells are one, or say so. cleaned, grey: the page without its
    rulings, and with them."""
    return _merged_below(grey, lattice, px_per_mm) or _is_total((cleaned, grey), lattice, reader)


def _merged_below(grey: Grey, lattice: Lattice, px_per_mm: float) -> bool:
    """Whether the bar after the first column, and it alone, is missing in the last band, as in a JUMLAH row.

    Where the paper is torn off across the band its neighbours are missing, too, and the line below; a punched hole may
    hide the outer bar alone. On a copy whose rulings are broken others are missing, and that this one is says nothing.
    """
    tops, bottoms = lattice.nodes[-2:, :, 1].tolist()
    outer, _, inner, *others = (
        bar.covered(top, bottom) for bar, top, bottom in zip(lattice.bars, tops, bottoms, strict=True)
    )
    if sum(other < MERGED_BELOW for other in others[:-1]) > MOST_BROKEN * len(others):
        return False
    below = float(darker_ways(grey, lattice.nodes[-1, 0], lattice.nodes[-1, 1], px_per_mm))
    return lattice.merged[-1] and inner >= MERGED_BELOW and (outer >= MERGED_BELOW or below >= SEEN_GREYS)


def _is_total(ways: tuple[Grey, Grey], lattice: Lattice, reader: PrintReader) -> bool:
    """Whether the last band is JUMLAH, by what its first two cells say. ways: the page without rulings, which cost it
    strokes where it stands over a bar that ends above, and with them."""
    for grey in ways:
        text = reader.read_strips([_total_strip(grey, lattice)])[0].text
        if says_total(text) or sum(letter.isalpha() for letter in text) < LEAST_LETTERS:
            return says_total(text)
    return False


def says_total(text: str) -> bool:
    """Whether a text is the label of a JUMLAH row."""
    return max(likeness(text, word) for word in TOTAL_WORDS) > SAME_WORD


def _total_strip(cleaned: Grey, lattice: Lattice) -> Grey:
    box = lattice.cell(lattice.bands - 1, 0, min(2, lattice.columns)).grown(-3)
    part = cleaned[box.slices(cleaned.shape[1], cleaned.shape[0])]
    return part if part.size else NO_PRINT
