"""Words and numbers that people wrote, cut to their ink, 0 paper to 1 ink."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.strips import text_lines
from training.real import read_lines

_FIELD = Field("training", Kind.NAME)

Tiles = list[NDArray[np.float32]]
"""Real writing, each 0 paper to 1 ink."""


def real_numbers(folder: Path, held_out: bool, most: int) -> Tiles:
    """Numbers of ruled registers, with what is left of rulings around them."""
    found: Tiles = []
    for line in islice(read_lines(folder, "lectaurep-numeric", held_out), most):
        box = Box(0, 0, line.grey.shape[1], line.grey.shape[0])
        ink = find_ink(Crop(Cell(Part.TABLE, 0, _FIELD, box), line.grey, box), 0.0)
        part = np.clip(ink.dark.astype(np.float32) / max(ink.contrast, 30.0), 0, 1)
        if not ink.blank:
            found.append(np.where(ink.mask(), part, 0.0).astype(np.float32))
    return [tile for tile in found if min(cut_to_ink(tile).shape) > 12]


def real_words(folder: Path, held_out: bool, most: int) -> Tiles:
    """Words of ball-point lines."""
    found: Tiles = []
    for line in islice(read_lines(folder, "copiste", held_out), most):
        box = Box(0, 0, line.grey.shape[1], line.grey.shape[0])
        ink = find_ink(Crop(Cell(Part.TABLE, 0, _FIELD, box), line.grey, box), 0.0)
        for start, end in _words(ink):
            part = np.clip(ink.dark[:, start:end].astype(np.float32) / max(ink.contrast, 30.0), 0, 1)
            found.append(np.where(ink.mask()[:, start:end], part, 0.0).astype(np.float32))
    return [tile for tile in found if cut_to_ink(tile).shape[1] > 1.2 * cut_to_ink(tile).shape[0] > 12]


def _words(ink: Ink) -> Iterator[tuple[int, int]]:
    for line in text_lines(ink):
        if not line:
            continue
        high = max(part.box.height for part in line)
        left, right = line[0].box.left, line[0].box.right
        for part in sorted(line, key=lambda part: part.box.left):
            if part.box.left - right > 0.25 * high:
                yield int(left), int(right)
                left = part.box.left
            right = max(right, part.box.right)
        yield int(left), int(right)


def cut_to_ink(tile: NDArray[np.float32]) -> NDArray[np.float32]:
    """The tile without the paper around what is written."""
    rows, columns = np.flatnonzero(tile.max(axis=1) > 0.3), np.flatnonzero(tile.max(axis=0) > 0.3)
    return tile[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else tile
