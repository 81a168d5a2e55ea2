"""The lines above and below a dark panel that is a table's heading: of one that is black all over none is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.geometry import Points
from pipeline.layout.grid.lattice import Lattice

AS_WIDE_MM = 5.0
"""A heading's panel begins and ends no farther inside its table."""
ON_LINE_MM = 2.0
"""A line that lies so near the panel's edge is that edge."""
ROW_BELOW = 1.5
"""So many rows below the panel the first line lies at most that was seen."""


def with_heading_panel(lattice: Lattice, panels: Sequence[Points], px_per_mm: float) -> Lattice:
    """The lattice with the lines along the edges of the panel that its heading is, where they were not seen.

    panels: the corners of each in pixels of the page, clockwise from the upper left, shape (4, 2). Without the upper
    line the first row would stand for the heading, without the lower one it would be part of it.
    """
    for panel in panels:
        left, right = panel[[0, 3], 0].max(), panel[[1, 2], 0].min()
        near, slack = ON_LINE_MM * px_per_mm, AS_WIDE_MM * px_per_mm
        if left > lattice.box.left + slack or right < lattice.box.right - slack:
            continue
        middle = lattice.box.centre[0]
        top, bottom = (_at(panel, edge, np.array([middle]))[0] for edge in ((0, 1), (3, 2)))
        heights = [float(line.at(middle)) for line in lattice.lines]
        first = heights[0]
        heads = abs(top - first) <= near or bottom - near <= first <= bottom + ROW_BELOW * lattice.row_px
        if not heads:
            continue
        for edge, y in (((3, 2), bottom), ((0, 1), top)):
            if min(abs(height - y) for height in heights) > near:
                lattice = _with_line(lattice, panel, edge, sum(height < y for height in heights))
                heights.append(y)
    return lattice


def _at(panel: Points, edge: tuple[int, int], x: np.ndarray) -> np.ndarray:
    """How far down an edge of the panel lies at x, both in pixels."""
    (start, y), (end, below) = panel[list(edge)]
    return np.asarray(y + (below - y) * (x - start) / max(1.0, end - start))


def _with_line(lattice: Lattice, panel: Points, edge: tuple[int, int], at: int) -> Lattice:
    """The lattice with that edge of the panel as its line `at`."""
    like = lattice.lines[min(at, len(lattice.lines) - 1)]
    line = replace(like, across=_at(panel, edge, like.along))
    x = lattice.nodes[min(at, len(lattice.lines) - 1), :, 0]
    nodes = np.insert(lattice.nodes, at, np.column_stack([x, _at(panel, edge, x)]), axis=0)
    lines = (*lattice.lines[:at], line, *lattice.lines[at:])
    return replace(lattice, lines=lines, nodes=nodes, merged=(*lattice.merged[:at], False, *lattice.merged[at:]))
