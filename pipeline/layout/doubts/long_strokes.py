"""Cells through which one stroke runs that is longer than writing: a line down a column, a row struck out, a brace.

What of it lies in a cell would be read as its value: a line drawn down over blank cells is a 1 in every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.coarse_ink import COARSER, CoarseInk, beside_rulings, strokes_of
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey

Place = tuple[int, int]
"""Band and column of a cell."""

EDGE_MM = 0.35
"""So near to a ruling nothing is looked at: what only touches a cell is not read there."""
REST_MM, NEAR_MM = 2.2, 0.9
"""Ink so long along a ruling and so near to it is what is left of that."""
DOUBLE_LINE = 0.2
"""Of a cell's height: what lies whole so near to its upper or lower line may be another line of print."""
GOES_ON = 0.22
"""Of a row's height: a stroke that goes on for so much on both sides of a line between rows belongs to neither cell.
Tails of letters do so too, but are not all that stands in their cell."""
BARE_MM, BARE = 1.5, 0.16
"""A bare stroke is nowhere wider than this, or than this share of the row's height, besides what it leans."""
MOST_OF_CELL = 0.6
"""Of a cell's ink: where a bare stroke from another row is so much of it, it would be read."""
MOST_OF_STROKE = 0.85
"""Of the places along a stroke, at which it has to be narrow to be a plain one."""
THROUGH = 0.85
"""Of a cell's height or width: a stroke runs through it that covers so much and goes on on both sides."""
BESIDE_MM = 1.2
"""So far at least a stroke across a column goes on into the ones beside it."""
ACROSS_COLUMNS = 4
"""A stroke through so many columns in a row or two is meant for all between its ends."""
LEAST_INK = 3
"""Coarse pixels of ink inside a cell, from which it is doubted."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What of one stroke lies inside a cell: its pixels (coarse, of the cell's inside) and how the cell is inked."""

    pixels: NDArray[np.bool_]
    all_ink: int

    @property
    def high(self) -> float:
        """Share of the cell's height that it covers from its upper to its lower end."""
        rows = np.flatnonzero(self.pixels.any(axis=1))
        return float((rows[-1] - rows[0] + 1) / self.pixels.shape[0]) if len(rows) else 0.0

    @property
    def beside(self) -> bool:
        """Whether it lies level along the upper or lower line: half of a double ruling."""
        rows = np.flatnonzero(self.pixels.any(axis=1)) / self.pixels.shape[0]
        return bool(rows[-1] < DOUBLE_LINE or rows[0] > 1 - DOUBLE_LINE)

    @property
    def wide_px(self) -> int:
        """From its left to its right end, coarse pixels."""
        columns = np.flatnonzero(self.pixels.any(axis=0))
        return int(columns[-1] - columns[0] + 1) if len(columns) else 0

    def bare(self, widest_px: float) -> bool:
        """Whether it is a plain stroke downwards: narrow at every height, and most of what the cell holds."""
        rows = self.pixels[self.pixels.any(axis=1)]
        if not len(rows) or self.pixels.sum() < MOST_OF_CELL * self.all_ink:
            return False
        spans = rows.shape[1] - np.argmax(rows[:, ::-1], axis=1) - np.argmax(rows, axis=1)
        return float(np.mean(spans <= widest_px)) >= MOST_OF_STROKE

    def level(self, thickest_px: float) -> bool:
        """Whether it is a plain stroke sideways: over and under it there is nothing of it, at nearly every place."""
        columns = self.pixels[:, self.pixels.any(axis=0)]
        starts = np.diff(columns.astype(np.int8), axis=0, prepend=0) == 1
        plain = (starts.sum(axis=0) == 1) & (columns.sum(axis=0) <= 2 * thickest_px)
        return float(plain.mean()) >= MOST_OF_STROKE


def long_strokes(ink: CoarseInk, lattice: Lattice, px_per_mm: float) -> frozenset[Place]:
    """Band and column of the cells that such a stroke crosses, or in which it is nearly all there is."""
    written = without_rests(ink, lattice, px_per_mm)
    labels, stats = strokes_of(written)
    look = _Look(labels, replace(ink, mask=written), lattice, px_per_mm)
    found: set[Place] = set()
    for number, places in look.over_several(stats):
        found |= look.crossed(number, places)
    return frozenset(found)


def without_rests(ink: CoarseInk, lattice: Lattice, px_per_mm: float) -> Grey:
    """The mask of the ink without what is left of rulings."""
    return cv2.bitwise_and(ink.mask, cv2.bitwise_not(_rests(ink, lattice, px_per_mm))).astype(np.uint8)


def _rests(ink: CoarseInk, lattice: Lattice, px_per_mm: float) -> Grey:
    """Not 0 where a ruling was not wholly taken off: level, or upright, beside it."""
    long = max(2, round(REST_MM * px_per_mm / COARSER))
    near = beside_rulings(lattice, ink.start, ink.mask.shape, NEAR_MM * px_per_mm / COARSER)
    level, upright = (
        cv2.bitwise_and(cv2.morphologyEx(ink.mask, cv2.MORPH_OPEN, np.ones(size, np.uint8)), beside)
        for size, beside in zip(((1, long), (long, 1)), near, strict=True)
    )
    return cv2.bitwise_or(level, upright).astype(np.uint8)


@dataclass(frozen=True, eq=False)
class _Look:
    """The strokes of a table by number (0: none), and its ink."""

    labels: NDArray[np.int32]
    ink: CoarseInk
    lattice: Lattice
    px_per_mm: float

    def over_several(self, stats: NDArray[np.int32]) -> list[tuple[int, list[Place]]]:
        """The strokes whose upright boxes touch more than one cell below the heading, by number, with these cells."""
        nodes = (self.lattice.nodes - self.ink.start) / COARSER
        y, x = nodes[:, :, 1, None], nodes[:, :, 0, None]
        left, top, wide, high = stats[:, :4].T
        # Of every band the highest and lowest, of every column the left and right end; by number.
        bands = (y[:-1].min(axis=1) < top + high) & (y[1:].max(axis=1) > top)
        columns = (x[:, :-1].min(axis=0) < left + wide) & (x[:, 1:].max(axis=0) > left)
        several = bands[1:].sum(axis=0) * columns.sum(axis=0) > 1
        return [
            (
                number,
                [
                    (band, column)
                    for band in (np.flatnonzero(bands[1:, number]) + 1).tolist()
                    for column in np.flatnonzero(columns[:, number]).tolist()
                ],
            )
            for number in np.flatnonzero(several).tolist()
            if number
        ]

    def crossed(self, number: int, places: list[Place]) -> set[Place]:
        """Those of the cells that the stroke crosses unlike writing."""
        pieces = {place: self._piece(number, place) for place in places}
        pieces = {at: piece for at, piece in pieces.items() if piece.pixels.sum() >= LEAST_INK and not piece.beside}
        found: set[Place] = set()
        for place in pieces:
            found |= self._downwards(place, pieces)
        through = [place for place in pieces if self._is_through(place, pieces)]
        if len(through) > 1 or any(pieces[place].level(BARE_MM * self.px_per_mm / COARSER) for place in through):
            found |= set(pieces)
            columns = {column for _, column in pieces}
            bands = {band for (band, _), piece in pieces.items() if piece.high >= GOES_ON} or {through[0][0]}
            if max(bands) - min(bands) < 2 and len(columns) >= ACROSS_COLUMNS:
                found |= {(band, at) for band in bands for at in range(min(columns), max(columns) + 1)}
        return found

    def _downwards(self, place: Place, pieces: dict[Place, _Piece]) -> set[Place]:
        """Of a cell and the one below it those in which a stroke that both share is a bare one."""
        band, column = place
        lower = (band + 1, column)
        if lower not in pieces or min(pieces[place].high, pieces[lower].high) < GOES_ON:
            return set()
        scale = self.px_per_mm / COARSER
        found = set()
        for one in (place, lower):
            row = self.lattice.height(one[0]) / COARSER
            if pieces[one].bare(max(BARE_MM * scale, BARE * row)):
                found.add(one)
        return found

    def _is_through(self, place: Place, pieces: dict[Place, _Piece]) -> bool:
        """Whether the stroke runs through the cell from side to side and goes on beyond both."""
        band, column = place
        beside = [pieces.get((band + way, column + side)) for side in (-1, 1) for way in (-1, 0, 1)]
        least = BESIDE_MM * self.px_per_mm / COARSER
        left, right = beside[:3], beside[3:]
        return pieces[place].wide_px >= THROUGH * pieces[place].pixels.shape[1] and all(
            any(piece is not None and piece.wide_px >= least for piece in side) for side in (left, right)
        )

    def _piece(self, number: int, place: Place) -> _Piece:
        edge = EDGE_MM * self.px_per_mm
        window = self.ink.window(self.lattice.cell(*place), edge, edge)
        ink = self.ink.mask[window] > 0
        return _Piece((self.labels[window] == number) & ink, int(ink.sum()))
