"""What the network of signs sees in the cells of a page."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipeline.model import Crop
from pipeline.read.ink import Ink
from pipeline.read.shapes import ShapeNet, is_flat, is_repeated, shape_names, sign_input


def cell_signs(cells: Mapping[int, tuple[Crop, Ink]], shapes: ShapeNet) -> dict[int, dict[str, float]]:
    """The probability of each sign, per cell."""
    if not cells:
        return {}
    seen = [sign_input(ink) for _, ink in cells.values()]
    pictures, measures = (np.stack(part) for part in zip(*seen, strict=True))
    shares = shapes.classify(pictures[..., None], measures).astype(np.float64)
    found = {}
    for (at, (crop, ink)), own in zip(cells.items(), shares.tolist(), strict=True):
        names = shape_names(own)
        if not is_flat(ink):
            # Whatever the network sees in a square: a dash is long and narrow. A ruling's rest beside a digit is not.
            names["other"], names["dash"] = names["other"] + names["dash"], 0.0
        if not (crop.cell.part.in_table and is_repeated(ink)):
            names["other"], names["ditto"] = names["other"] + names["ditto"], 0.0
        found[at] = names
    return found
