"""A second look at numbers, by a small network that knows digits alone.

Two networks that learnt apart err apart: where the digits of a hand are doubtful, the two together read more of them
than either (weights/DIGIT_CARD.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.model import Grey
from pipeline.read.alphabet import ALPHABET, Probabilities
from pipeline.read.onnx_network import OnnxNetwork

DIGIT_ALPHABET = "0123456789.,-/():; "
"""Characters that the network knows, in the order of its output columns 1..; column 0 is the blank."""
FRAME_PX = 4
"""Columns of a strip to a frame of the output."""
DIGIT_MODEL = Path(__file__).parent / "weights" / "digits.onnx"


class DigitNet:
    """Reads strips of digits."""

    def __init__(self, path: Path = DIGIT_MODEL) -> None:
        """Load `path`. Raises MachineError when it is missing or broken."""
        self._network = OnnxNetwork(path, DIGIT_ALPHABET)
        self._places = np.array([0, *(ALPHABET.index(character) + 1 for character in DIGIT_ALPHABET)])

    def read(self, strips: Sequence[Grey]) -> tuple[Probabilities, ...]:
        """CTC probabilities (T, 1 + len(ALPHABET)) of each strip (48 px high, grey, dark ink on light paper), nought in
        the columns of characters that the network does not know."""
        return tuple(self._read_one(strip) for strip in strips)

    def _read_one(self, strip: Grey) -> Probabilities:
        read = self._network.run(strip.astype(np.float32)[None] * (2 / 255) - 1)
        spread = np.zeros((len(read), 1 + len(ALPHABET)), dtype=np.float32)
        spread[:, self._places] = read[:, self._network.columns]
        return spread
