"""Train a network of two convolutions and two linear layers (pipeline/read/shapes.ShapeNet) in numpy, with Adam."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.read.shapes import Floats, ShapeNet, windows

_BATCH, _RATE, _LEAST_RATE, _DROPPED = 128, 1.5e-3, 2e-5, 0.2
_KEPT = 0.997
"""Of the target, on the right class; the rest is spread over all: never quite sure."""


class Trainee:
    """The network with its gradients and Adam. sizes: of its eight arrays, in the order of ShapeNet's."""

    def __init__(self, sizes: Sequence[tuple[int, ...]], rng: np.random.Generator) -> None:
        self.weights = [
            (rng.normal(0, np.sqrt(2 / np.prod(size[:-1])), size) if len(size) > 1 else np.zeros(size)).astype(
                np.float32
            )
            for size in sizes
        ]
        self._moments = [(np.zeros_like(w), np.zeros_like(w)) for w in self.weights]
        self._steps = 0

    def go_on_from(self, net: ShapeNet) -> None:
        """Take the weights of a network of the same sizes."""
        self.weights = [np.array(getattr(net, name), np.float32) for name in ShapeNet.__slots__]

    def step(self, pictures: Floats, measures: Floats, classes: NDArray[np.int64], rate: float, keep: Floats) -> float:
        """One step of Adam on a batch; the mean loss before it. pictures: (n, h, w, channels); keep: dropout mask of
        the hidden layer."""
        w1, b1, w2, b2, w3, b3, w4, b4 = self.weights
        x1 = windows(pictures, w1.shape[0])
        z1 = np.maximum(x1 @ w1.reshape(-1, w1.shape[-1]) + b1, 0)
        x2 = windows(z1, w2.shape[0])
        z2 = np.maximum(x2 @ w2.reshape(-1, w2.shape[-1]) + b2, 0)
        flat = np.concatenate([z2.reshape(len(z2), -1), measures], axis=1)
        z3 = np.maximum(flat @ w3 + b3, 0) * keep
        logits = z3 @ w4 + b4
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(axis=1, keepdims=True)
        rows = np.arange(len(classes))
        loss = float(-np.log(shares[rows, classes] + 1e-9).mean())
        target = np.full_like(shares, (1 - _KEPT) / shares.shape[1])
        target[rows, classes] += _KEPT
        d4 = (shares - target) / len(classes)
        d3 = (d4 @ w4.T) * (z3 > 0) * keep
        d2 = (d3 @ w3.T)[:, : z2[0].size].reshape(z2.shape) * (z2 > 0)
        back = (d2.reshape(-1, w2.shape[-1]) @ w2.reshape(-1, w2.shape[-1]).T).reshape(x2.shape)
        d1 = _unwindowed(back, z1.shape, w2.shape[0]) * (z1 > 0)
        grads = [
            (x1.reshape(-1, x1.shape[-1]).T @ d1.reshape(-1, w1.shape[-1])).reshape(w1.shape),
            d1.sum(axis=(0, 1, 2)),
            (x2.reshape(-1, x2.shape[-1]).T @ d2.reshape(-1, w2.shape[-1])).reshape(w2.shape),
            d2.sum(axis=(0, 1, 2)),
            flat.T @ d3,
            d3.sum(axis=0),
            z3.T @ d4,
            d4.sum(axis=0),
        ]
        self._update(grads, rate)
        return loss

    def _update(self, grads: list[Floats], rate: float) -> None:
        self._steps += 1
        for at, grad in enumerate(grads):
            mean, square = self._moments[at]
            mean += 0.1 * (grad - mean)
            square += 0.001 * (grad * grad - square)
            step = mean / (1 - 0.9**self._steps) / (np.sqrt(square / (1 - 0.999**self._steps)) + 1e-8)
            self.weights[at] -= (rate * (step + 1e-4 * self.weights[at])).astype(np.float32)


def _unwindowed(back: Floats, shape: tuple[int, ...], size: int) -> Floats:
    """The sum of what each pixel gave to its windows."""
    out = np.zeros(shape, np.float32)
    rows, columns = back.shape[1:3]
    split = back.reshape(*back.shape[:3], size, size, shape[3])
    for dy in range(size):
        for dx in range(size):
            out[:, dy : dy + 2 * rows : 2, dx : dx + 2 * columns : 2] += split[:, :, :, dy, dx]
    return out


def sizes_of(
    high: int, wide: int, channels: int, filters: tuple[int, int], measures: int, hidden: int, classes: int
) -> tuple[tuple[int, ...], ...]:
    """The sizes of the arrays of a network for pictures (high, wide, channels)."""
    rows, columns = ((((side - 5) // 2 + 1) - 3) // 2 + 1 for side in (high, wide))
    first, second = filters
    return (
        (5, 5, channels, first), (first,), (3, 3, first, second), (second,),
        (rows * columns * second + measures, hidden), (hidden,), (hidden, classes), (classes,),
    )  # fmt: skip


def fitted(
    trainee: Trainee,
    pictures: NDArray[Any],
    measures: Floats,
    classes: NDArray[np.int64],
    epochs: int,
    varied: Callable[[Floats, np.random.Generator], Floats] | None = None,
) -> ShapeNet:
    """The network after so many epochs, its rate falling to nothing; pictures of integers are shares of 255.

    varied: draws each batch of pictures anew, so that none is seen twice.
    """
    rng = np.random.default_rng(4)
    steps, done, hidden = max(1, epochs * (len(classes) // _BATCH)), 0, len(trainee.weights[5])
    scale = 255.0 if pictures.dtype == np.uint8 else 1.0
    for epoch in range(epochs):
        order, losses = rng.permutation(len(classes)), []
        for at in range(0, len(order) - _BATCH + 1, _BATCH):
            batch = order[at : at + _BATCH]
            rate = _RATE * 0.5 * (1 + np.cos(np.pi * done / steps)) + _LEAST_RATE
            keep = ((rng.random((_BATCH, hidden)) > _DROPPED) / (1 - _DROPPED)).astype(np.float32)
            seen = pictures[batch].astype(np.float32) / scale
            seen = seen if varied is None else varied(seen, rng)
            losses.append(trainee.step(seen, measures[batch], classes[batch], rate, keep))
            done += 1
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    return ShapeNet(*trainee.weights)


def saved(net: ShapeNet, file: Path, **more: NDArray[Any]) -> None:
    """Write the network, and what else belongs to it, half as precise."""
    arrays = {name: getattr(net, name).astype(np.float16) for name in ShapeNet.__slots__}
    np.savez_compressed(file, **arrays, **more)
