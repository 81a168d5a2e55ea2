"""Whether writing is crossed out, as a small network sees it (that of signs, pipeline/read/shapes.py).

Weights and how they were made: training/strikes.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from pipeline.read.ink import LEAST_CONTRAST, Ink
from pipeline.read.shapes import Floats, ShapeNet, load_net
from pipeline.read.struck import struck_features

PACKAGED_STRIKES = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "strikes.npz"
HIGH_PX, WIDE_PX, CHANNELS, MEASURES = 32, 96, 2, 8
_LEAST = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class StrikeNet:
    """The network: of two classes, plain and crossed out."""

    net: ShapeNet

    def log_odds(self, ink: Ink) -> float | None:
        """Log odds that the writing is crossed out, where half of all are; None when too narrow to tell.

        It looks twice, the second time at the mirrored picture: it errs on other writing each time.
        """
        seen = strike_input(ink)
        if seen is None:
            return None
        both = np.stack([seen[0], seen[0][:, ::-1]]), np.stack([seen[1], seen[1]])
        shares = np.maximum(self.net.classify(*both).astype(np.float64), _LEAST)
        return float(np.log(shares[:, 1] / shares[:, 0]).mean())


def strike_input(ink: Ink) -> tuple[Floats, Floats] | None:
    """What the network sees: a picture (HIGH_PX, WIDE_PX, CHANNELS) of the ink alone, how dark it is and where it is,
    0 to 1, and MEASURES (struck_features); None when the ink is too narrow to hold a line."""
    measures = struck_features(ink)
    if measures is None:
        return None
    own = ink.own.astype(np.uint8)
    near = cv2.dilate(own, np.ones((3, 3), np.uint8)) > 0
    dark = np.clip(ink.dark[ink.place].astype(np.float32) / max(ink.contrast, LEAST_CONTRAST), 0, 1)
    layers = (np.where(near, dark, 0).astype(np.float32), own.astype(np.float32))
    small = [cv2.resize(layer, (WIDE_PX, HIGH_PX), interpolation=cv2.INTER_AREA) for layer in layers]
    return np.stack(small, axis=-1).astype(np.float32), measures.astype(np.float32)


def load_strikes(file: Path = PACKAGED_STRIKES) -> StrikeNet:
    """The packaged network. Raises MachineError when its file is missing or broken."""
    return StrikeNet(load_net(file))
