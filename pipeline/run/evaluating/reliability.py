"""How well confidence tells right from wrong: coverage at a share right, the reliability table, calibration error."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_BINS = 10
"""Bins of equal size, as the benchmark's own score has them."""


def coverage(confidence: pd.Series, right: pd.Series, level: float) -> float:
    """The largest share of cells, taken from the surest on, of which at least `level` are right.

    Cells without a reading (confidence null) are never covered. Equally sure ones are taken together.
    """
    known = confidence.notna().to_numpy()
    sure = confidence[known].to_numpy(dtype=float)
    order = np.argsort(-sure, kind="stable")
    shares = np.cumsum(right[known].to_numpy(dtype=float)[order]) / np.arange(1, len(order) + 1)
    last = np.append(np.diff(sure[order]) != 0, True)[: len(order)]
    enough = np.flatnonzero((shares >= level) & last)
    return float(enough[-1] + 1) / len(confidence) if len(enough) else 0.0


def reliability(confidence: pd.Series, right: pd.Series) -> list[dict[str, float]]:
    """Per bin of equal size, least sure first: cells, least and most confidence, its mean, and the share right."""
    return [
        {
            "cells": len(sure),
            "from": float(sure[0]),
            "to": float(sure[-1]),
            "expected": float(sure.mean()),
            "right": float(were.mean()),
        }
        for sure, were in _bins(confidence, right)
    ]


def calibration_error(confidence: pd.Series, right: pd.Series) -> float:
    """Mean distance of confidence and share right over the bins."""
    bins = list(_bins(confidence, right))
    cells = sum(len(sure) for sure, _ in bins)
    return float(sum(abs(were.mean() - sure.mean()) * len(sure) for sure, were in bins)) / max(1, cells)


def _bins(confidence: pd.Series, right: pd.Series) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    found = pd.DataFrame({"confidence": confidence, "right": right})
    found = found[found["confidence"].notna()].sort_values("confidence")
    sure, were = found["confidence"].to_numpy(dtype=float), found["right"].to_numpy(dtype=float)
    for part in np.array_split(np.arange(len(found)), _BINS):
        if len(part):
            yield sure[part], were[part]
