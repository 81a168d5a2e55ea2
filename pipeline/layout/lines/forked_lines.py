"""Lines traced along a ruling and then along a pen's line that parts from it: no other line of a double ruling.

Taken off with the rulings, a long line that cancels rows was gone where it left one, and what it cancels was accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.layout.lines.rulings import Floats, Ruling, median_of

FAR, FAR_MM = 1.5, 10.0
"""Of the most that the lines of a double ruling are apart: so far off, over so many mm, a pen's line leads. On 100
pages of strangers and offices none does."""
LEAST_STRIPS = 2


def without_forks(
    doubles: Sequence[Ruling], kept: Sequence[Ruling], px_per_mm: float, within_mm: float
) -> list[Ruling]:
    """The other lines of double rulings, each without what parts from its ruling. kept: the rulings; within_mm: as of
    net.twins."""
    return [part for double in doubles if (part := _on_its_ruling(double, kept, px_per_mm, within_mm)) is not None]


def _on_its_ruling(double: Ruling, kept: Sequence[Ruling], px_per_mm: float, within_mm: float) -> Ruling | None:
    """The line; of one that parts from its ruling what lies on that, None where hardly anything does."""
    ways = [(_apart(double, ruling), ruling) for ruling in kept]
    apart, ruling = min(ways, key=lambda way: median_of(way[0]))
    if np.count_nonzero(apart >= FAR * within_mm * px_per_mm) * double.step_px < FAR_MM * px_per_mm:
        return double
    on = apart <= (double.weight_px + ruling.weight_px) / 2
    if np.count_nonzero(on) < LEAST_STRIPS:
        return None
    return replace(double, along=double.along[on], across=double.across[on])


def _apart(double: Ruling, ruling: Ruling) -> Floats:
    """How far off the ruling the line lies, at each of its places."""
    return np.asarray(np.abs(double.across - ruling.at(double.along)))
