"""The last tilt, shear and convergence of rulings: the homography that makes horizontals level and verticals plumb."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.scan.frame import Frame
from pipeline.scan.resample import Matrix, shift
from pipeline.scan.rulings import Traces, through

_ROUNDS = 4
_TRACE_PX = 0.5
"""How far a point of a straight line lies off it."""
_BEND_PX = 1.0
"""How far a line's ends may lie off its slope by noise or a gentle bend; sets how much lines of a length count."""
_SHEAR, _TILT, _CONVERGENCE = 0.004, 0.05, 0.012
"""What is thought likely before lines are seen (one sigma): shear and tilt as slopes, convergence as change of slope
over the long side. Lines outweigh it where they are long and many; the more where they say so much else that it was
thought wrongly: a sheet whose outline was not seen is as skewed as it was photographed."""
_LEAN_ERROR = 0.001


def squaring(across: Traces, down: Traces, frame: Frame, lean: float | None = None) -> Matrix:
    """The homography from the squared page to this one, about its middle. `across`, `down`: its lines, in pixels.

    lean: slope from plumb of upright print, where something other than lines told it.

    To first order, with u, v from the middle: a line across at v with slope m needs b - p v = -m, a line down at u
    with slope n needs a - q u = -n, where [[1, a, 0], [b, 1, 0], [p, q, 1]] takes this page to the squared one.
    """
    long_side = max(frame.width_px, frame.height_px)
    unit = np.diag([1 / long_side, 1 / long_side, 1.0]) @ shift(-frame.width_px / 2, -frame.height_px / 2)
    to_squared = np.eye(3)
    for _ in range(_ROUNDS):
        rows = _slopes(through(across, to_squared @ unit), long_side)
        columns = _slopes(through(down, to_squared @ unit, down=True), long_side)
        if lean is not None:
            columns = np.append(columns, [[lean + float(to_squared[0, 1]), 0.0, _LEAN_ERROR]], axis=0)
        to_squared = _step(rows, columns) @ to_squared
    return np.asarray(np.linalg.inv(unit) @ np.linalg.inv(to_squared) @ unit, dtype=np.float64)


def _slopes(traces: Traces, long_side: float) -> NDArray[np.float64]:
    """Per line: slope, place across, and the slope's standard error; shape (n, 3), in units of the long side.

    Points that writing has pulled off the line count little.
    """
    if not traces.lines:
        return np.zeros((0, 3))
    line, noise = traces.line, _TRACE_PX / long_side
    weight = np.ones(len(line))
    for _ in range(5):
        count = np.bincount(line, weight)
        x0, y0 = np.bincount(line, weight * traces.along) / count, np.bincount(line, weight * traces.across) / count
        dx, dy = traces.along - x0[line], traces.across - y0[line]
        spread = np.bincount(line, weight * dx * dx)
        slope = np.bincount(line, weight * dx * dy) / spread
        weight = 1 / (1 + ((dy - slope[line] * dx) / noise) ** 2)
    error = _BEND_PX / long_side / np.sqrt(spread / count)
    return np.column_stack([slope, y0, error])


def _step(rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Matrix:
    """The small homography, in units of the long side, that the slopes ask for; robust least squares for a, b, p, q."""
    zero_rows, zero_columns = np.zeros(len(rows)), np.zeros(len(columns))
    lines = np.concatenate(
        [
            np.column_stack([zero_rows, -np.ones(len(rows)), rows[:, 1], zero_rows]),
            np.column_stack([-np.ones(len(columns)), zero_columns, zero_columns, columns[:, 1]]),
        ]
    )
    wanted, error = np.concatenate([rows[:, 0], columns[:, 0]]), np.concatenate([rows[:, 2], columns[:, 2]])
    prior = np.array([[1, 1, 0, 0], [1, -1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], dtype=np.float64)
    prior /= np.array([_SHEAR, _TILT, _CONVERGENCE, _CONVERGENCE])[:, None]
    weight, likely = np.ones(len(wanted)), np.ones(len(prior))
    found = np.zeros(4)
    for _ in range(6):
        scaled = (weight / error)[:, None]
        left = np.concatenate([lines * scaled, prior * likely[:, None]])
        right = np.concatenate([wanted * scaled[:, 0], np.zeros(4)])
        found = np.linalg.lstsq(left, right, rcond=None)[0]
        off = np.abs(lines @ found - wanted) / error
        weight = 1 / np.sqrt(1 + off**2)
        likely = 1 / np.sqrt(1 + (prior @ found) ** 2)
    a, b, p, q = (float(value) for value in found)
    return np.array([[1, a, 0], [b, 1, 0], [p, q, 1]], dtype=np.float64)
