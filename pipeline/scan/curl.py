"""The bend of a page in a bound book: how far its lines stray from straight, and the mesh that unbends them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Mesh
from pipeline.scan.rulings import Traces

_KNOTS = 33
"""Places along the long side where the bend is free; between them it runs straight."""
_SMOOTH = 6.0
"""Weight against bends of the bend, in pixels per knot squared."""
_LEVEL = 1.0
"""Weight against slopes, per knot: beyond the last lines the bend levels out instead of running on."""
_SLANT_SMOOTH = 7.0
"""How much more both weigh on the part of the bend that changes down the page."""
_ROUNDS, _SETTLED_PX = 8, 0.01
_NOISE_PX = 0.7
_LEAST_BEND_PX = 0.35
"""Bends below 0.7 px at 300 dpi are left: unbending costs time and blurs nothing better."""
_MOST_BEND_SHARE = 0.05
_LEAST_WEIGHT = 1e-9


def unbending(across: Traces, down: Traces, width_px: float, height_px: float) -> Mesh | None:
    """The mesh from the flat page to this one; None when its lines are straight. `across`, `down`: its lines."""
    step = max(width_px, height_px) / (_KNOTS - 1)
    columns, rows = int(np.ceil(width_px / step)) + 1, int(np.ceil(height_px / step)) + 1
    lift = _bend(across, columns, rows, step)
    drift = _bend(down, rows, columns, step)
    if lift is None and drift is None:
        return None
    displacement = np.zeros((rows, columns, 2))
    if lift is not None:
        displacement[..., 1] = lift
    if drift is not None:
        displacement[..., 0] = drift.T
    return Mesh(displacement, step)


def _bend(traces: Traces, along: int, across: int, step: float) -> NDArray[np.float64] | None:
    """How far lines stray at each knot, (across, along) knots, in pixels; None when not worth unbending.

    Each line may lie anywhere; only its shape counts. The bend is f(along) + g(along) x place across the page, both
    linear between knots, found by robust least squares with a weight against sharp turns.
    """
    if traces.lines == 0:
        return None
    mean = _means(traces.across, np.ones(len(traces.line)), traces)
    points = _Points.of(traces.along / step, 2 * mean / ((across - 1) * step) - 1, along)
    turns, climbs = np.diff(np.eye(along), n=2, axis=0), np.diff(np.eye(along), axis=0)
    rough = np.concatenate(
        [np.kron([[1, 0], [0, _SLANT_SMOOTH]], part) for part in (_SMOOTH * turns, _LEVEL * climbs)]
        + [1e-3 * np.eye(2 * along)]
    )
    weight, strays = np.ones(len(traces.line)), np.zeros(len(traces.line))
    found = np.zeros(2 * along)
    for _ in range(_ROUNDS):
        before = found
        heights = traces.across - _means(traces.across, weight, traces)
        found = np.linalg.solve(
            points.normal(weight, traces) / _NOISE_PX**2 + rough.T @ rough,
            points.onto(weight * heights) / _NOISE_PX**2,
        )
        bend = points.bend(found)
        strays = bend - _means(bend, weight, traces)
        if np.abs(found - before).max() < _SETTLED_PX:
            break
        weight = 1 / (1 + ((strays - heights) / (2 * _NOISE_PX)) ** 2) ** 2
    strays = np.abs(strays)
    if np.percentile(strays, 95) < _LEAST_BEND_PX or strays.max() > _MOST_BEND_SHARE * along * step:
        return None
    return np.asarray(found[:along] + np.outer(np.linspace(-1, 1, across), found[along:]), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Points:
    """How the points of all lines hang on the knots, each on four of the 2 x `knots` numbers that are sought: two of f,
    two of g. columns, shares: shape (4, n)."""

    columns: NDArray[np.int64]
    shares: NDArray[np.float64]
    knots: int

    @classmethod
    def of(cls, place: NDArray[np.float64], slant: NDArray[np.float64], knots: int) -> _Points:
        """place: along the lines, in knots from 0. slant: across the page, -1 to 1."""
        first = np.clip(np.floor(place).astype(np.int64), 0, knots - 2)
        after = np.clip(place - first, 0.0, 1.0)
        columns = np.stack([first, first + 1, first + knots, first + knots + 1])
        return cls(columns, np.stack([1 - after, after, (1 - after) * slant, after * slant]), knots)

    def bend(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        """What `numbers` make of each point."""
        return np.asarray((numbers[self.columns] * self.shares).sum(axis=0), dtype=np.float64)

    def onto(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The values of the points gathered by what they hang on."""
        shares = (self.shares * values).ravel()
        return np.asarray(np.bincount(self.columns.ravel(), shares, 2 * self.knots), dtype=np.float64)

    def normal(self, weight: NDArray[np.float64], traces: Traces) -> NDArray[np.float64]:
        """The matrix of the least squares, each line free to lie anywhere: less what its weighted means make of it."""
        size = 2 * self.knots
        pairs = (self.columns[:, None] * size + self.columns[None]).ravel()
        products = (self.shares[:, None] * self.shares[None] * weight).ravel()
        whole = np.bincount(pairs, products, size * size).reshape(size, size)
        places = (traces.line * size + self.columns).ravel()
        sums = np.bincount(places, (self.shares * weight).ravel(), traces.lines * size).reshape(traces.lines, size)
        total = np.maximum(np.bincount(traces.line, weight, traces.lines), _LEAST_WEIGHT)
        return np.asarray(whole - sums.T @ (sums / total[:, None]), dtype=np.float64)


def _means(values: NDArray[np.float64], weight: NDArray[np.float64], traces: Traces) -> NDArray[np.float64]:
    """For each point the weighted mean of the values of its line."""
    sums, total = (np.bincount(traces.line, some, traces.lines) for some in (weight * values, weight))
    return np.asarray((sums / np.maximum(total, _LEAST_WEIGHT))[traces.line], dtype=np.float64)
