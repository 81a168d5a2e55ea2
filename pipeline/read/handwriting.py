"""Read lines of handwriting with a CTC network.

Any ONNX model serves that takes (1, 3 or 1, 48, width) pixels in -1..1 and gives (1, T, classes) probabilities with the
blank first (pipeline/read/onnx_network.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from pipeline.model import Grey
from pipeline.read.alphabet import ALPHABET, Probabilities
from pipeline.read.onnx_network import OnnxNetwork

MODEL = Path(__file__).parent / "weights" / "reader.onnx"
"""The reader that ships with the program (weights/MODEL_CARD.md)."""
MODEL_NAME = "dasawisma-reader 7"
"""Its name and version, as they stand in table readings."""
_TOGETHER_PX = 512
"""Strips are read together that are as wide in all: eight of a digit or two take a fifth less time so than one by one,
four twice as wide a seventh. More save nothing: what they work on leaves the cache."""


class OnnxRecogniser:
    """A LineRecogniser over one ONNX file, one thread. What is read of a line does not depend on those beside it."""

    def __init__(self, path: Path = MODEL, name: str = MODEL_NAME) -> None:
        """Load `path`. Raises MachineError when it is missing, broken, or lacks a character of ALPHABET."""
        self.name = name
        self._network = OnnxNetwork(path, ALPHABET)

    def read(self, strips: Sequence[Grey]) -> tuple[Probabilities, ...]:
        """CTC probabilities (T, 1 + len(ALPHABET)) of each strip (48 px high, grey, dark ink on light paper)."""
        read: dict[int, Probabilities] = {}
        for places in self._together([strip.shape[1] for strip in strips]):
            read.update(zip(places, self._read_alike([strips[at] for at in places]), strict=True))
        return tuple(read[at] for at in range(len(strips)))

    def _together(self, widths_px: Sequence[int]) -> Iterator[Sequence[int]]:
        """The places of the strips that are read at once."""
        for width in sorted(set(widths_px)):
            alike = [at for at, other in enumerate(widths_px) if other == width]
            most = max(1, _TOGETHER_PX // width) if self._network.takes_many else 1
            yield from (alike[first : first + most] for first in range(0, len(alike), most))

    def _read_alike(self, strips: Sequence[Grey]) -> Iterable[Probabilities]:
        pixels = np.stack(strips).astype(np.float32)[:, None] * (2 / 255) - 1
        columns, (lines, _, high, wide) = self._network.columns, pixels.shape
        results = self._network.run_many(np.broadcast_to(pixels, (lines, self._network.channels, high, wide)))
        if results.shape[2] == len(columns):
            return results
        # A model of more classes (the stock one has 18,710): its softmax over ours alone.
        wanted = results[:, :, columns]
        return np.asarray(wanted / wanted.sum(axis=2, keepdims=True), dtype=np.float32)
