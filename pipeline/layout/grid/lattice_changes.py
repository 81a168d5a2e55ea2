"""Lattices with a line more or less, or a bar less, than was seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.layout.grid.lattice import Lattice, merged_bands
from pipeline.layout.lines.net import straight


def parted(lattice: Lattice, band: int, share: float) -> Lattice:
    """The lattice with one more line in a band, at that share of its height from the top, where none was seen."""
    upper, lower = lattice.lines[band], lattice.lines[band + 1]
    middle = float((1 - share) * upper.middle + share * lower.middle)
    lines = (*lattice.lines[: band + 1], straight(middle, upper.start, upper.end, upper), *lattice.lines[band + 1 :])
    nodes = (1 - share) * lattice.nodes[band] + share * lattice.nodes[band + 1]
    merged = (*lattice.merged[:band], lattice.merged[band], *lattice.merged[band:])
    return replace(lattice, lines=lines, nodes=np.insert(lattice.nodes, band + 1, nodes, axis=0), merged=merged)


def without_lines(lattice: Lattice, first: int, after: int) -> Lattice:
    """The lattice with its lines from `first` to before `after` taken for folds."""
    away = slice(first, after)
    kept = [at for at in range(len(lattice.lines)) if not first <= at < after]
    return replace(
        lattice,
        lines=tuple(lattice.lines[at] for at in kept),
        nodes=lattice.nodes[kept],
        merged=tuple(lattice.merged[at] for at in kept[:-1]),
        folds=(*lattice.folds, *lattice.lines[away]),
    )


def without_bar(lattice: Lattice, at: int) -> Lattice:
    """The lattice without its bar `at`, an inner one, which is none of the table's: one of `upright_strikes`."""
    bars = (*lattice.bars[:at], *lattice.bars[at + 1 :])
    nodes = np.delete(lattice.nodes, at, axis=1)
    strikes = (*lattice.upright_strikes, lattice.bars[at])
    return replace(lattice, bars=bars, nodes=nodes, merged=merged_bands(bars[1], nodes), upright_strikes=strikes)
