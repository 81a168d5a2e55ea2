"""How well a cell's ink can be read."""

from __future__ import annotations

import numpy as np

from pipeline.read.ink import Ink


def ink_quality(ink: Ink, typical: float) -> float:
    """0 (faint, broken, crowded) to 1: contrast against the page's, share of specks, and room to the cell's edge."""
    if ink.blank:
        return 1.0
    strong = min(1.0, ink.contrast / max(0.6 * typical, 80.0))
    own = sum(part.area for part in ink.parts)
    stray = sum(part.area for part in ink.specks)
    box = ink.box()
    over = 1.0 - box.overlap(ink.cell) / max(box.area, 1.0)
    return float(np.clip(strong * (1.0 - min(0.5, stray / (own + stray))) * (1.0 - 0.5 * over), 0.0, 1.0))
