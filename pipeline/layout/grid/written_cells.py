"""What is written in a cell of the table, for those who ask whether rows are lost: no letters are read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

NUMBER_AND_NAME = 2
"""The columns in which every row is written, and says which it is."""
INSIDE_MM, LEAST_MM, INK_BELOW = 0.5, 1.5, 160
"""How far inside a cell its writing is looked for, and how large a piece of it is at least."""


def ink_inside(cleaned: Grey, cell: Box, px_per_mm: float) -> NDArray[np.bool_]:
    """Where there is ink in a cell, rests of its lines left out; empty where it is too low or too narrow. cleaned: the
    page without its rulings."""
    box = cell.grown(-INSIDE_MM * px_per_mm)
    return np.asarray(cleaned[box.slices(cleaned.shape[1], cleaned.shape[0])] < INK_BELOW, dtype=np.bool_)


def large_pieces(ink: NDArray[np.bool_], px_per_mm: float) -> NDArray[np.int64]:
    """Left, top, width and height of its pieces that are no specks, shape (n, 4). ink: as from ink_inside."""
    found = piece_boxes(ink.astype(np.uint8)) if ink.size else np.zeros((0, 4), np.int64)
    return np.asarray(found[found[:, 2:4].max(axis=1, initial=0) >= LEAST_MM * px_per_mm])
