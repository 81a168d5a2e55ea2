"""The ruled lattice of a table: columns, header band and rows as a grid of nodes that follows the paper's bend."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.rulings import Floats, Ruling

LEAST_COLUMNS = 3
LEAST_ROWS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """A table: `lines` from top to bottom, `bars` from left to right, and where each line meets each bar.

    nodes: shape (lines, bars, 2), x and y in pixels. Band 0, between the first two lines, is the heading; the bands
    below are rows (column numbers, data, JUMLAH). merged: per band, whether the bar between the first two columns is
    missing there. residual_px: mean distance of the rulings seen from smooth lines through them.
    """

    lines: tuple[Ruling, ...]
    bars: tuple[Ruling, ...]
    nodes: Floats
    merged: tuple[bool, ...]
    residual_px: float

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

    def cell(self, band: int, column: int, columns: int = 1) -> Box:
        """The box of `columns` neighbouring cells in a band: the largest upright one inside the four nodes' means."""
        corners = self.nodes[band : band + 2, [column, column + columns]]
        left, right = corners[:, 0, 0].mean(), corners[:, 1, 0].mean()
        top, bottom = corners[0, :, 1].mean(), corners[1, :, 1].mean()
        return Box(float(left), float(top), float(right), float(bottom))

    def height(self, band: int) -> float:
        """Mean height of a band, in pixels."""
        return float((self.nodes[band + 1, :, 1] - self.nodes[band, :, 1]).mean())


def find_lattice(horizontals: tuple[Ruling, ...], verticals: tuple[Ruling, ...], px_per_mm: float) -> Lattice | None:
    """The largest table that the rulings make, or None when there is none of LEAST_COLUMNS by LEAST_ROWS."""
    lines = _joined(horizontals, px_per_mm)
    bars = _joined(verticals, px_per_mm)
    lines, bars = _largest_net(lines, bars, px_per_mm)
    if len(lines) <= LEAST_ROWS or len(bars) <= LEAST_COLUMNS:
        return None
    left, right = min(line.start for line in lines), max(line.end for line in lines)
    lines = _spanning(lines, left, right, px_per_mm)
    if len(lines) <= LEAST_ROWS:
        return None
    bars = _columns(bars, lines, px_per_mm)
    if len(bars) <= LEAST_COLUMNS:
        return None
    lines = tuple(line for line in lines if _reaches(line, bars, px_per_mm))
    if len(lines) <= LEAST_ROWS:
        return None
    nodes = _nodes(lines, bars)
    merged = tuple(
        bars[1].covered(float(nodes[band, 1, 1]), float(nodes[band + 1, 1, 1])) < 0.35 for band in range(len(lines) - 1)
    )
    return Lattice(lines, bars, nodes, merged, _residual((*lines, *bars)))


def _joined(rulings: tuple[Ruling, ...], px_per_mm: float) -> tuple[Ruling, ...]:
    """Rulings with those put together that continue one another."""
    left = sorted(rulings, key=lambda ruling: ruling.start)
    done: list[Ruling] = []
    for ruling in left:
        for index, other in enumerate(done):
            gap = ruling.start - other.end
            if gap < -2 * ruling.step_px:
                continue
            slack = 0.35 * px_per_mm + 0.004 * max(gap, 0.0)
            ahead = float(other.at(ruling.along[0])) - float(ruling.across[0])
            back = float(ruling.at(other.along[-1])) - float(other.across[-1])
            if min(abs(ahead), abs(back)) <= slack and min(other.length, ruling.length) * 6 > gap:
                done[index] = _together(other, ruling)
                break
        else:
            done.append(ruling)
    return tuple(sorted(done, key=lambda ruling: ruling.middle))


def _together(first: Ruling, second: Ruling) -> Ruling:
    keep = second.along > first.along[-1]
    weight = (first.weight_px * len(first.along) + second.weight_px * len(second.along)) / (
        len(first.along) + len(second.along)
    )
    return replace(
        first,
        along=np.concatenate([first.along, second.along[keep]]),
        across=np.concatenate([first.across, second.across[keep]]),
        weight_px=weight,
    )


def _largest_net(
    lines: tuple[Ruling, ...], bars: tuple[Ruling, ...], px_per_mm: float
) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The lines and bars of the net with the most crossings."""
    if not lines or not bars:
        return (), ()
    crossing = np.array([[_cross(line, bar, px_per_mm) for bar in bars] for line in lines])
    # A letter's stroke may cross one ruling; what belongs to a table crosses several.
    for _ in range(3):
        crossing[crossing.sum(axis=1) < 3] = False
        crossing[:, crossing.sum(axis=0) < 2] = False
    best: tuple[int, np.ndarray, np.ndarray] | None = None
    unseen = crossing.any(axis=1)
    while unseen.any():
        rows = np.zeros(len(lines), dtype=bool)
        rows[int(np.argmax(unseen))] = True
        while True:
            columns = crossing[rows].any(axis=0)
            grown = rows | crossing[:, columns].any(axis=1)
            if (grown == rows).all():
                break
            rows = grown
        size = int(crossing[np.ix_(rows, columns)].sum())
        if best is None or size > best[0]:
            best = (size, rows, columns)
        unseen &= ~rows
    if best is None:
        return (), ()
    return (
        tuple(line for line, inside in zip(lines, best[1], strict=True) if inside),
        tuple(bar for bar, inside in zip(bars, best[2], strict=True) if inside),
    )


def _cross(line: Ruling, bar: Ruling, px_per_mm: float) -> bool:
    """Whether a line and a bar meet, or end so near that they were meant to."""
    slack = line.step_px * 1.6
    x = bar.middle
    y = float(line.at(x))
    x = float(bar.at(y))
    return line.start - slack <= x <= line.end + slack and bar.start - slack <= y <= bar.end + slack


def _spanning(lines: tuple[Ruling, ...], left: float, right: float, px_per_mm: float) -> tuple[Ruling, ...]:
    """The lines that run over the whole table, by far the most of it covered."""
    wide = right - left
    return tuple(
        line
        for line in lines
        if line.covered(left, right) > 0.5 and line.start < left + 0.12 * wide and line.end > right - 0.25 * wide
    )


def _columns(bars: tuple[Ruling, ...], lines: tuple[Ruling, ...], px_per_mm: float) -> tuple[Ruling, ...]:
    """The bars that run through the rows below the heading, and the two outer edges (drawn by the lines' ends if lost)."""
    chosen = []
    for bar in bars:
        top, bottom = float(lines[1].at(bar.middle)), float(lines[-1].at(bar.middle))
        if bar.covered(top, bottom) > 0.5:
            chosen.append(bar)
    if not chosen:
        return ()
    near = 3.0 * px_per_mm
    top, bottom = lines[0].middle, lines[-1].middle
    left = float(np.median([line.start for line in lines]))
    right = float(np.median([line.end for line in lines]))
    if float(chosen[0].middle) > left + near:
        chosen.insert(0, _straight(left, top, bottom, chosen[0]))
    if float(chosen[-1].middle) < right - near:
        chosen.append(_straight(right, top, bottom, chosen[-1]))
    return tuple(chosen)


def _straight(across: float, start: float, end: float, like: Ruling) -> Ruling:
    """A ruling that was not seen but must be there, as steep as its neighbour."""
    along = np.arange(start + like.step_px / 2, end, like.step_px)
    return replace(like, along=along, across=across + (along - along.mean()) * like.slope)


def _reaches(line: Ruling, bars: tuple[Ruling, ...], px_per_mm: float) -> bool:
    """Whether a line runs through the first column and to the last: a group heading's line does not."""
    first = (float(bars[0].at(line.middle)), float(bars[1].at(line.middle)))
    last = (float(bars[-2].at(line.middle)), float(bars[-1].at(line.middle)))
    return line.covered(*first) > 0.3 and line.end > min(last[1], last[0] + 4 * line.step_px)


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


def _residual(rulings: tuple[Ruling, ...]) -> float:
    """Mean distance of the rulings' nodes from the smooth (quadratic) line through each."""
    distances = []
    for ruling in rulings:
        if len(ruling.along) > 4:
            middle = ruling.along - ruling.along.mean()
            fit = np.polyfit(middle / max(1.0, float(np.ptp(middle))), ruling.across, 2)
            smooth = np.polyval(fit, middle / max(1.0, float(np.ptp(middle))))
            distances.append(np.abs(ruling.across - smooth))
    return float(np.mean(np.concatenate(distances))) if distances else 0.0
