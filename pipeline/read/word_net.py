"""A small network that looks along a line of any width for the mark that is somewhere on it, in numpy.

Four convolutions, what is strongest of each feature anywhere along the line, two linear layers. Weights and how they
were made: training/option_looks.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.read.shapes import Floats, convolved, softmax

STRIDE_PX = 32
"""Pictures are padded with paper to a multiple of this, as in training."""


@dataclass(frozen=True, slots=True, eq=False)
class WordNet:
    """Weights and biases of the convolutions (k, k, in, out) and of the linear layers (in, out), in their order."""

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]

    def classify(self, pictures: Sequence[Floats], measures: Floats) -> Floats:
        """Probabilities (n, classes) from pictures (height, own width, channels) and measures (n, measures)."""
        seen = np.stack([self._features(picture) for picture in pictures])
        *_, hidden, last = self.weights
        *_, hidden_bias, last_bias = self.biases
        flat = np.concatenate([seen, measures], axis=1)
        return softmax(np.maximum(flat @ hidden + hidden_bias, 0) @ last + last_bias)

    def _features(self, picture: Floats) -> Floats:
        seen = padded(picture)[None]
        for weights, bias in zip(self.weights[:-2], self.biases[:-2], strict=True):
            seen = convolved(seen, weights, bias)
        strongest: Floats = seen[0].max(axis=1).reshape(-1)
        return strongest


def padded(picture: Floats) -> Floats:
    """`picture` (height, width, channels) with paper to its right up to a multiple of STRIDE_PX."""
    return np.pad(picture, ((0, 0), (0, -picture.shape[1] % STRIDE_PX), (0, 0)))


def word_net_of(stored: Mapping[str, Floats]) -> WordNet:
    """The network whose arrays these are, as training.word_fit names them. KeyError where one lacks."""
    count = sum(1 for name in stored if name.startswith("weights_"))
    weights, biases = (tuple(stored[f"{kind}_{at}"] for at in range(count)) for kind in ("weights", "biases"))
    return WordNet(weights, biases)
