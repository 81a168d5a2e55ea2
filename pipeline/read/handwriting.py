"""Read lines of handwriting with a CTC network.

Any ONNX model serves that takes (1, 3 or 1, 48, width) pixels in -1..1 and gives (1, T, classes) probabilities with the
blank first (pipeline/read/onnx_network.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.model import Grey
from pipeline.read.alphabet import ALPHABET, Probabilities
from pipeline.read.onnx_network import OnnxNetwork

MODEL = Path(__file__).parent / "weights" / "reader.onnx"
"""The reader that ships with the program (weights/MODEL_CARD.md)."""
MODEL_NAME = "dasawisma-reader 7"
"""Its name and version, as they stand in table readings."""


class OnnxRecogniser:
    """A LineRecogniser over one ONNX file, one thread, one line at a time.

    Lines go one by one: measured, a batch of 8 is slower per line than 8 single calls (its working set leaves the
    cache), and a line's result cannot depend on its neighbours.
    """

    def __init__(self, path: Path = MODEL, name: str = MODEL_NAME) -> None:
        """Load `path`. Raises MachineError when it is missing, broken, or lacks a character of ALPHABET."""
        self.name = name
        self._network = OnnxNetwork(path, ALPHABET)

    def read(self, strips: Sequence[Grey]) -> tuple[Probabilities, ...]:
        """CTC probabilities (T, 1 + len(ALPHABET)) of each strip (48 px high, grey, dark ink on light paper)."""
        return tuple(self._read_one(strip) for strip in strips)

    def _read_one(self, strip: Grey) -> Probabilities:
        pixels = strip.astype(np.float32) * (2 / 255) - 1
        columns = self._network.columns
        result = self._network.run(np.broadcast_to(pixels, (self._network.channels, *pixels.shape)))
        if result.shape[1] == len(columns):
            return result
        # A model of more classes (the stock one has 18,710): its softmax over ours alone.
        wanted = result[:, columns]
        return np.asarray(wanted / wanted.sum(axis=1, keepdims=True), dtype=np.float32)
