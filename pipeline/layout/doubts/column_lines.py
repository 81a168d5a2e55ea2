"""Lines that a pen drew down a column: below a value they say "same as above", in empty rows that nothing stands there.

Of the cells that a long stroke crosses (long_strokes) those that hold nothing but a piece of such a line. What such a
cell means, its row tells: where others of it are written the value above is meant, where none is the row is struck out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.doubts.long_strokes import BARE, BARE_MM, EDGE_MM, MOST_OF_STROKE, Place, without_rests
from pipeline.layout.grid.coarse_ink import COARSER, CoarseInk
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey, Line
from pipeline.scan.pieces import components

REACHED = 0.12
"""Of a row's height: so near to a line between rows a stroke comes that goes on beyond it."""
LEAST_HIGH, LATEST, LEAST_PIECE = 0.5, 0.35, 0.15
"""Of a row's height: so much of its cell a piece covers at least that means what stands above, and so far down the
first one begins; so much one covers that is seen at all."""
JOINED_MM = 1.6
"""So far aside at most a line goes on in the next row: rulings that were taken off hide a piece of its way."""
FILLED, NARROW = 0.8, 0.7
"""Of the heights from its upper to its lower end at which a piece has ink, and is narrow: an arrow's end is not."""
BESIDE_MM = 1.4
"""So near to a cell's side a stroke ends that comes from the next one: beside rulings something of it is lost."""
SPECK_MM, WORD_MM = 1.2, 3.5
"""What is neither higher nor wider is a speck; words are wider than such a line is anywhere."""
LEAST_WRITTEN, PLAINLY_WRITTEN = 2, 3
"""In so many cells of a row something must stand that it is no empty one, and that what stands above may be meant in
others of it: a copier's largest specks make two of an empty row's cells seem written."""


@dataclass(frozen=True, slots=True)
class Columns:
    """ordinals: columns whose numbers stand in empty rows, too. repeated: those of words, in which one upright stroke
    is none."""

    ordinals: Set[int]
    repeated: Set[int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell's ink that is narrow at every height: where it begins and ends, shares of the height, and coarse x."""

    place: Place
    top: float
    bottom: float
    first_x: float
    last_x: float


def column_lines(
    ink: CoarseInk,
    lattice: Lattice,
    rows: Sequence[int],
    strokes: tuple[Set[Place], Set[Place]],
    columns: Columns,
    px_per_mm: float,
) -> Mapping[Place, Line]:
    """Band and column of cells that hold such a line alone, with what it says.

    ink: of the table, with everything that crosses cells in it. rows: the bands with data. strokes: all cells through
    which something runs that is longer than writing, and those of them through which a pen's stroke does.
    """
    crossed, penned = strokes
    look = _Look(ink, lattice, tuple(rows), columns, px_per_mm)
    runs = [run for at in sorted({at for _, at in crossed} | columns.repeated) for run in look.runs(at)]
    if not runs and not penned:
        return {}
    lone = {piece.place for run in runs for piece in run if len(run) > 1}
    lone |= {place for place in penned if place[0] in rows and look.thin(*place)}
    written = {band: look.written(band, lone) for band in rows}
    entries = [band for band in rows if written[band] >= LEAST_WRITTEN]
    last = max(entries, default=rows[-1])
    found = {place: Line.EMPTY for place in lone if place[0] > last and not written[place[0]]}
    for run in runs:
        in_rows = [written[piece.place[0]] for piece in run]
        if run[0].place[0] > last and len(run) > 1 and in_rows.count(0) > len(run) / 2:
            found |= dict.fromkeys([piece.place for piece in run], Line.EMPTY)
        elif min(in_rows) >= PLAINLY_WRITTEN and run[0].top <= LATEST and look.below_words(run[0]):
            high = [piece.place for piece in run if piece.bottom - piece.top >= LEAST_HIGH]
            if len(run) > 1 or run[0].place[1] in columns.repeated:
                found |= dict.fromkeys(high, Line.SAME if len(run) > 1 else Line.SAME_ONCE)
    return found


@dataclass(frozen=True, eq=False)
class _Look:
    ink: CoarseInk
    lattice: Lattice
    rows: tuple[int, ...]
    columns: Columns
    px_per_mm: float

    def runs(self, column: int) -> Iterator[list[_Piece]]:
        """Pieces one below the other of one line, in cells that hold nothing else."""
        run: list[_Piece] = []
        for band in self.rows:
            piece = self._piece(band, column)
            if run and (piece is None or not self._goes_on(run[-1], piece)):
                yield run
                run = []
            if piece is not None:
                run.append(piece)
        if run:
            yield run

    def written(self, band: int, lone: Set[Place]) -> int:
        """In how many cells of a row something stands besides its number, and what is in cells of `lone`."""
        return sum(
            (band, column) not in lone and self._inked(band, column)
            for column in range(self.lattice.columns)
            if column not in self.columns.ordinals
        )

    def below_words(self, piece: _Piece) -> bool:
        """Whether in the row above stand words, wider than such a line is anywhere, that it does not run through."""
        band, column = piece.place[0] - 1, piece.place[1]
        if band not in self.rows:
            return False
        part, aside = self._part(band, column), round(JOINED_MM / 2 * self.px_per_mm / COARSER)
        across = np.flatnonzero(part.any(axis=0))
        wide = len(across) > 0 and float(across[-1] - across[0]) * COARSER >= WORD_MM * self.px_per_mm
        x = round(piece.first_x)
        from_above = part[: round(REACHED * len(part)), max(0, x - aside) : x + aside + 1].any()
        return wide and not from_above

    def thin(self, band: int, column: int) -> bool:
        """Whether the ink of a cell is one thin stroke that comes from beside it: at nearly all places nothing else is
        above or below."""
        part = self._part(band, column)
        inked = np.flatnonzero(part.any(axis=0))
        if not len(inked) or min(inked[0], part.shape[1] - 1 - inked[-1]) * COARSER > BESIDE_MM * self.px_per_mm:
            return False
        starts = np.diff(part[:, inked].astype(np.int8), axis=0, prepend=0) == 1
        whole = len(inked) >= FILLED * (inked[-1] - inked[0] + 1)
        return whole and float(np.mean(starts.sum(axis=0) == 1)) >= MOST_OF_STROKE

    def _inked(self, band: int, column: int) -> bool:
        """Whether more than specks is in a cell."""
        part = self._part(band, column).astype(np.uint8)
        if not part.any():
            return False
        stats = components(part)[1][1:]
        return bool((stats[:, 2:4] * COARSER >= SPECK_MM * self.px_per_mm).any())

    @cached_property
    def _mask(self) -> Grey:
        return without_rests(self.ink, self.lattice, self.px_per_mm)

    def _part(self, band: int, column: int) -> NDArray[np.bool_]:
        edge = EDGE_MM * self.px_per_mm
        return np.asarray(self._mask[self.ink.window(self.lattice.cell(band, column), edge, edge)] > 0)

    def _piece(self, band: int, column: int) -> _Piece | None:
        part = self._part(band, column)
        inked = np.flatnonzero(part.any(axis=1))
        if len(inked) < LEAST_PIECE * len(part) or not len(inked):
            return None
        rows = part[inked]
        left = np.argmax(rows, axis=1)
        right = rows.shape[1] - 1 - np.argmax(rows[:, ::-1], axis=1)
        widest = max(BARE_MM * self.px_per_mm, BARE * self.lattice.height(band)) / COARSER
        narrow = float(np.mean(right - left + 1 <= widest)) >= NARROW
        if not narrow or len(inked) < FILLED * (inked[-1] - inked[0] + 1):
            return None
        middles, high = (left + right) / 2, len(part)
        return _Piece((band, column), inked[0] / high, (inked[-1] + 1) / high, float(middles[0]), float(middles[-1]))

    def _goes_on(self, upper: _Piece, lower: _Piece) -> bool:
        aside = abs(upper.last_x - lower.first_x) * COARSER
        return upper.bottom >= 1 - REACHED and lower.top <= REACHED and aside <= JOINED_MM * self.px_per_mm
