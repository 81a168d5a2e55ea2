"""The bend of a page in a bound book: how far its lines stray from straight, and the mesh that unbends them."""

from __future__ import annotations

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
    mean = _per_line(traces.across[:, None], np.ones(len(traces.line)), traces)[:, 0]
    slant = 2 * mean / ((across - 1) * step) - 1
    hats = _hats(traces.along / step, along)
    free = np.concatenate([hats, hats * slant[:, None]], axis=1)
    turns, climbs = np.diff(np.eye(along), n=2, axis=0), np.diff(np.eye(along), axis=0)
    rough = np.concatenate(
        [np.kron([[1, 0], [0, _SLANT_SMOOTH]], part) for part in (_SMOOTH * turns, _LEVEL * climbs)]
        + [1e-3 * np.eye(2 * along)]
    )
    weight = np.ones(len(traces.line))
    found, design = np.zeros(2 * along), free
    for _ in range(_ROUNDS):
        before = found
        design = free - _per_line(free, weight, traces)
        wanted = traces.across - _per_line(traces.across[:, None], weight, traces)[:, 0]
        trusted = weight[:, None] * design / _NOISE_PX**2
        found = np.linalg.solve(trusted.T @ design + rough.T @ rough, trusted.T @ wanted)
        if np.abs(found - before).max() < _SETTLED_PX:
            break
        weight = 1 / (1 + ((design @ found - wanted) / (2 * _NOISE_PX)) ** 2) ** 2
    strays = np.abs(design @ found)
    if np.percentile(strays, 95) < _LEAST_BEND_PX or strays.max() > _MOST_BEND_SHARE * along * step:
        return None
    bend: NDArray[np.float64] = found[:along] + np.outer(np.linspace(-1, 1, across), found[along:])
    return bend


def _hats(place: NDArray[np.float64], knots: int) -> NDArray[np.float64]:
    """Linear interpolation weights of the knots at each place (in knots from 0), shape (n, knots)."""
    return np.asarray(np.maximum(0.0, 1 - np.abs(place[:, None] - np.arange(knots))), dtype=np.float64)


def _per_line(values: NDArray[np.float64], weight: NDArray[np.float64], traces: Traces) -> NDArray[np.float64]:
    """For each point the weighted mean row of its line."""
    member = np.zeros((traces.lines, len(traces.line)))
    member[traces.line, np.arange(len(traces.line))] = weight
    means = (member @ values) / np.maximum(member.sum(axis=1), 1e-9)[:, None]
    return np.asarray(means[traces.line], dtype=np.float64)
