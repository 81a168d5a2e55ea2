"""Lines drawn through writing or print."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.read.ink import Ink

_STEPS = 9
_STEEPEST = 0.18
"""Slopes tried, rise over run, to either side of level."""
_STRUCK, _SPREAD = 0.93, 0.02


def line_through(ink: NDArray[Any]) -> float:
    """The largest share of columns that one thin, nearly level line covers in the middle of the ink's height, 0 to 1.

    Words alone reach 0.4 to 0.75, words with a line through them 0.95 and more. ink: true where dark, (height, width).
    """
    height, width = ink.shape
    if height < 6 or width < 6:
        return 0.0
    best = 0.0
    thick = max(1, round(0.04 * height))
    columns = np.arange(width)
    for slope in np.linspace(-_STEEPEST, _STEEPEST, _STEPS):
        drop = slope * (columns - width / 2)
        for middle in range(round(0.33 * height), round(0.68 * height), max(1, thick)):
            at = np.round(middle + drop).astype(int)
            covered = np.zeros(width, dtype=bool)
            for offset in range(-thick, thick + 1):
                covered |= ink[np.clip(at + offset, 0, height - 1), columns] > 0
            best = max(best, float(covered.mean()))
    return best


def struck_probability(ink: Ink) -> float:
    """Probability that a line was drawn through the writing of a cell."""
    box = ink.box()
    if box.width < 1.6 * box.height or box.height < 0.15 * ink.cell.height:
        return 0.01
    rows, columns = box.slices(ink.labels.shape[1], ink.labels.shape[0])
    share = line_through(ink.mask()[rows, columns])
    return float(1 / (1 + np.exp(-(share - _STRUCK) / _SPREAD)))
