"""Pictures of 16 bits a sample in the 8 that all later stages take."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey

_BITS = 16
_MOST_USED_BITS = 14
"""Sensors of scanners and cameras give 10 to 14 bits; more than that is the full range."""


def eight_bits(page: NDArray[np.uint16]) -> Grey:
    """The picture in 8 bits. Where no sample needs more than 14 of the 16, the range that is used is stretched to all.

    Scanners save the 12 bits of their sensor in 16 as they are; taken as 16 the page would be nearly black.
    """
    used = int(page.max(initial=0)).bit_length()
    shift = max(used, 8) - 8 if used <= _MOST_USED_BITS else _BITS - 8
    return (page >> shift).astype(np.uint8)
