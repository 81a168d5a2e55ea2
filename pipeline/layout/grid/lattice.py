"""The ruled lattice of a table: columns, heading band and rows as a grid of nodes that follows the paper's bend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.lines.crossing_lines import without_crossing
from pipeline.layout.lines.drawn_columns import printed_bars
from pipeline.layout.lines.folds import goes_on_in_ink, lies_on, without_streaks, without_upright_folds
from pipeline.layout.lines.lost_edges import with_lost_edges
from pipeline.layout.lines.lost_rulings import with_lost
from pipeline.layout.lines.net import DOUBLE_LINES_MM, joined, largest_net, single, straight
from pipeline.layout.lines.row_heights import without_folds
from pipeline.layout.lines.rulings import Floats, Ruling
from pipeline.layout.lines.spanning import spanning, without_rules_above
from pipeline.model import Grey

LEAST_COLUMNS = 3
LEAST_ROWS = 2
MERGED_BELOW = 0.35
NARROWEST_MM = 30.0
"""No form's table is so narrow; emblems and large letters are, whose strokes make a net."""
ROUGHEST_MM = 0.15
OF_ROW = 0.4
"""Of a row's height: where rows are so low that a band of column numbers is, too, double lines are nearer than this."""
LOW_ROW, LEAST_RULED = 0.6, 4
"""Of the usual height, and of how many rows that is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """A table: `lines` from top to bottom, `bars` from left to right, and where each line meets each bar.

    nodes: shape (lines, bars, 2), x and y in pixels. Band 0, between the first two lines, is the heading; the bands
    below are rows (column numbers, data, JUMLAH). merged: per band, whether the bar between the first two columns is
    missing there. residual_px: mean distance of the rulings seen from smooth lines through them. folds: lines across
    the table that are no rulings; upright_folds: those from top to bottom. strikes: those that strike out rows;
    upright_strikes: those that are drawn down a column.
    """

    lines: tuple[Ruling, ...]
    bars: tuple[Ruling, ...]
    nodes: Floats
    merged: tuple[bool, ...]
    residual_px: float
    folds: tuple[Ruling, ...] = ()
    upright_folds: tuple[Ruling, ...] = ()
    strikes: tuple[Ruling, ...] = ()
    upright_strikes: tuple[Ruling, ...] = ()

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.bars) - 1

    @property
    def bands(self) -> int:
        """Number of bands between lines, the heading included."""
        return len(self.lines) - 1

    @property
    def box(self) -> Box:
        """The whole table."""
        return Box.around(self.nodes.reshape(-1, 2))

    @property
    def framed(self) -> Box:
        """The whole table with its first and last line, however thick: the edge of one is no line to write on."""
        above, below = (self.lines[at].weight_px / 2 for at in (0, -1))
        return Box(self.box.left, self.box.top - above, self.box.right, self.box.bottom + below)

    def cell(self, band: int, column: int, columns: int = 1) -> Box:
        """The upright box of `columns` neighbouring cells in a band: its edges run through the middles of the sides."""
        # A page asks for thousands: plain floats take a twentieth of what arrays of two do.
        node, below, last = self.nodes.item, band + 1, column + columns
        return Box(
            (node(band, column, 0) + node(below, column, 0)) / 2,
            (node(band, column, 1) + node(band, last, 1)) / 2,
            (node(band, last, 0) + node(below, last, 0)) / 2,
            (node(below, column, 1) + node(below, last, 1)) / 2,
        )

    def height(self, band: int) -> float:
        """Mean height of a band, in pixels."""
        return float((self.nodes[band + 1, :, 1] - self.nodes[band, :, 1]).mean())

    @property
    def row_px(self) -> float:
        """The usual height of the bands below the heading, in pixels."""
        return float(np.median([self.height(band) for band in range(1, self.bands)]))


def begins_low(lattice: Lattice, rows: Sequence[int]) -> bool:
    """Whether the first of the bands that are rows is far lower than they are ruled: a line of print in the heading was
    taken for a ruling, and every row would be one too far down."""
    heights = [lattice.height(band) for band in rows]
    return len(heights) >= LEAST_RULED and heights[0] < LOW_ROW * float(np.median(heights))


def merged_bands(bar: Ruling, nodes: Floats) -> tuple[bool, ...]:
    """Per band, whether the bar between the first two columns is missing there. nodes: as in Lattice."""
    return tuple(
        bar.covered(float(nodes[band, 1, 1]), float(nodes[band + 1, 1, 1])) < MERGED_BELOW
        for band in range(len(nodes) - 1)
    )


def find_lattice(
    horizontals: tuple[Ruling, ...],
    verticals: tuple[Ruling, ...],
    px_per_mm: float,
    inks: tuple[Grey, Grey] | None = None,
) -> Lattice | None:
    """The largest table that the rulings make, or None when there is none of LEAST_COLUMNS by LEAST_ROWS.

    inks: where to look for rulings too broken to be traced, those from left to right and those from top to bottom.
    """
    traced, upright = joined(horizontals, px_per_mm), joined(verticals, px_per_mm)
    lines, bars = largest_net(_single_lines(traced, px_per_mm), single(upright, px_per_mm))
    if len(lines) <= LEAST_ROWS or len(bars) <= LEAST_COLUMNS:
        return None
    whole_lines = without_rules_above(spanning(lines, px_per_mm), bars)
    if len(whole_lines) <= LEAST_ROWS:
        return None
    top, bottom = whole_lines[0], lines[-1]
    bars, upright_folds = without_upright_folds(bars, (top, bottom), upright, px_per_mm)
    # Strokes of titles and of writing below may lie in line with a bar; they are none of it.
    whole = bars
    inside = tuple(bar.between(float(top.at(bar.middle)), float(bottom.at(bar.middle))) for bar in bars)
    bars = without_streaks(_columns(inside, whole_lines, px_per_mm), (top, bottom), upright, px_per_mm)
    if len(bars) <= LEAST_COLUMNS:
        return None
    if inks is not None:
        at = [line.middle for line in whole_lines[1:]]
        seen, sides = {id(bar) for bar in bars}, (top, bottom)
        bars = tuple(
            bar
            for bar in with_lost(inks[1], bars, at[0], at[-1], px_per_mm, at)
            if id(bar) in seen
            or not (lies_on(bar, upright_folds, px_per_mm) or goes_on_in_ink(bar, sides, inks[1].T, px_per_mm))
        )
    bars = printed_bars(whole_lines, bars, px_per_mm)
    whole_lines, crossing = without_crossing(whole_lines, bars, px_per_mm)
    rows = _rows(whole_lines, bars)
    if len(rows) <= LEAST_ROWS or bars[-1].middle - bars[0].middle < NARROWEST_MM * px_per_mm:
        return None
    rows, folds = without_folds(with_lost_edges(_with_cut_edge(rows, lines, bars), whole), bars, traced, px_per_mm)
    if inks is not None:
        at = [bar.middle for bar in bars]
        seen = {id(line) for line in rows}
        rows = _rows(
            tuple(
                line
                for line in with_lost(inks[0].T, rows, at[0], at[-1], px_per_mm, at, even=True)
                if id(line) in seen or not goes_on_in_ink(line, bars, inks[0], px_per_mm)
            ),
            bars,
        )
    if len(rows) <= LEAST_ROWS:
        return None
    nodes = _nodes(rows, bars)
    merged = merged_bands(bars[1], nodes)
    rows = tuple(line.between(float(nodes[i, 0, 0]), float(nodes[i, -1, 0])) for i, line in enumerate(rows))
    bars = tuple(bar.between(float(nodes[0, i, 1]), float(nodes[-1, i, 1])) for i, bar in enumerate(bars))
    return Lattice(rows, bars, nodes, merged, _residual((*rows, *bars)), folds, upright_folds, crossing)


def _single_lines(traced: tuple[Ruling, ...], px_per_mm: float) -> tuple[Ruling, ...]:
    """The rulings from left to right with double ones counted once."""
    lines = single(traced, px_per_mm, DOUBLE_LINES_MM)
    row_mm = float(np.median(np.diff([line.middle for line in lines]))) / px_per_mm if len(lines) > LEAST_ROWS else 9.0
    return lines if OF_ROW * row_mm >= DOUBLE_LINES_MM else single(traced, px_per_mm, OF_ROW * row_mm)


def _columns(bars: tuple[Ruling, ...], lines: tuple[Ruling, ...], px_per_mm: float) -> tuple[Ruling, ...]:
    """The bars that run through the rows below the heading; an unseen outer edge lies where the lines end."""
    bands = np.diff([line.middle for line in lines[1:]])
    reach = 1.6 * float(np.median(bands)) if len(bands) else 0.0
    chosen = []
    for bar in bars:
        top, bottom = float(lines[1].at(bar.middle)), float(lines[-1].at(bar.middle))
        # Below the table letters may stand in line with it.
        bar = bar.between(float(lines[0].at(bar.middle)), bottom)
        through = bar.start < top + reach and bar.end > bottom - reach
        if through and bar.covered(top, bottom) > 0.5 and _roughness(bar) < max(1.5, ROUGHEST_MM * px_per_mm):
            chosen.append(bar)
    usual = float(np.median([_filled(bar) for bar in chosen])) if chosen else 0.0
    chosen = [bar for bar in chosen if _filled(bar) > 0.65 * usual]
    if not chosen:
        return ()
    near = 3.0 * px_per_mm
    top, bottom = lines[0].middle, lines[-1].middle
    left = float(np.median([line.start for line in lines]))
    right = float(np.median([line.end for line in lines]))
    if chosen[0].middle > left + near:
        chosen.insert(0, straight(left, top, bottom, chosen[0]))
    if chosen[-1].middle < right - near:
        chosen.append(straight(right, top, bottom, chosen[-1]))
    return tuple(chosen)


def _rows(lines: tuple[Ruling, ...], bars: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
    """The lines between rows: all below the heading, and those in it that are not a group heading's."""
    reaching = [line for line in lines if _reaches(line, bars)]
    heading = reaching[1].middle if len(reaching) > 1 else np.inf
    return tuple(line for line in lines if line in reaching or line.middle > heading)


def _reaches(line: Ruling, bars: tuple[Ruling, ...]) -> bool:
    """Whether a line runs through the first two columns and on to the last: a group heading's line does not.

    A broken line may have a gap where the first column, the narrowest, is, or at its end.
    """
    start, second, late = (float(bars[at].at(line.middle)) for at in (0, 2, -3))
    return line.covered(start, second) > 0.3 and line.end > late


def _with_cut_edge(rows: tuple[Ruling, ...], lines: tuple[Ruling, ...], bars: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
    """The rows' lines with a last one of which the paper's edge has cut a part away, where the bars lead on to it."""
    left, right = bars[0].middle, bars[-1].middle
    for line in lines:
        if line.middle <= rows[-1].middle + 2 * line.step_px or line.covered(left, right) < 0.25:
            continue
        x = np.array([bar.middle for bar in bars])
        over = [
            bar.covered(float(rows[-1].at(at)), float(line.at(at))) > 0.6
            for bar, at in zip(bars, x, strict=True)
            if line.start <= at <= line.end
        ]
        if len(over) > 2 and np.mean(over) > 0.8:
            return (*rows, line)
    return rows


def _nodes(lines: tuple[Ruling, ...], bars: tuple[Ruling, ...]) -> Floats:
    """Where each line meets each bar, shape (lines, bars, 2)."""
    x = np.tile(np.array([bar.middle for bar in bars]), (len(lines), 1))
    y = np.zeros_like(x)
    for _ in range(3):
        for row, line in enumerate(lines):
            y[row] = line.at(x[row])
        for column, bar in enumerate(bars):
            x[:, column] = bar.at(y[:, column])
    return np.stack([x, y], axis=2)


def _filled(bar: Ruling) -> float:
    """Share of its own length in which it was seen."""
    return bar.covered(bar.start, bar.end)


def _roughness(ruling: Ruling) -> float:
    """Mean distance, in pixels, of where it was seen from a smooth (quadratic) line; high for stacked-up writing."""
    if len(ruling.along) < 5:
        return 0.0
    middle = (ruling.along - ruling.along.mean()) / max(1.0, float(np.ptp(ruling.along)))
    # By least squares; by numpy's polyfit it takes five times as long.
    powers = np.stack([np.ones_like(middle), middle, middle**2])
    smooth = np.linalg.solve(powers @ powers.T, powers @ ruling.across) @ powers
    return float(np.abs(ruling.across - smooth).mean())


def _residual(rulings: tuple[Ruling, ...]) -> float:
    """The rulings' mean roughness, longer ones counting more."""
    return float(np.average([_roughness(ruling) for ruling in rulings], weights=[len(r.along) for r in rulings]))
