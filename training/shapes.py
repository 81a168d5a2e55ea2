"""Train the small network of signs (pipeline/read/shapes.py) in numpy: python -m training.shapes [--cells 120000].

Data: MNIST digits (NIST SD 3/7; CC BY-SA 3.0 as commonly stated), handwriting fonts (OFL-1.1, Apache-2.0; never those
of the benchmark), ticks, crosses, dashes and ditto marks drawn from strokes. Held out: a tenth of the digits, and
whole fonts.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.read.ink import find_ink
from pipeline.read.shapes import PACKAGED_WEIGHTS, SHAPES, SIDE_PX, ShapeNet, sign_input
from training.hands import all_hands, digit_hand
from training.signs import draw_cell

Floats = NDArray[np.float32]

_SIZES = ((5, 5, 1, 16), (16,), (3, 3, 16, 32), (32,), (6 * 6 * 32 + 6, 96), (96,), (96, len(SHAPES)), (len(SHAPES),))
_BATCH = 128
_RATE = 1.5e-3


def draw_set(folder: Path, held_out: bool, cells: int, seed: int) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Pictures, measures and classes of `cells` drawn cells; cells in which no ink is found are left out."""
    fonts = all_hands(folder / "fonts", held_out)
    digits = digit_hand(folder / "digits" / "mnist-train.npz", held_out)
    rng = random.Random(seed)
    pictures, measures, classes = [], [], []
    shares = [1.0] * 10 + [1.6, 1.2, 0.7, 0.7, 5.0]
    for _ in range(cells):
        name = rng.choices(SHAPES, shares)[0]
        crop = draw_cell(name, rng, fonts, digits)
        ink = find_ink(crop, 0.0)
        if ink.blank:
            continue
        picture, measure = sign_input(crop, ink)
        pictures.append(picture)
        measures.append(measure)
        classes.append(SHAPES.index(name))
    return np.array(pictures), np.array(measures), np.array(classes)


class _Trainee:
    """The network with its gradients and Adam."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.weights = [
            (rng.normal(0, np.sqrt(2 / np.prod(size[:-1])), size) if len(size) > 1 else np.zeros(size)).astype(
                np.float32
            )
            for size in _SIZES
        ]
        self._moments = [(np.zeros_like(w), np.zeros_like(w)) for w in self.weights]
        self._steps = 0

    def step(self, pictures: Floats, measures: Floats, classes: NDArray[np.int64], rate: float, keep: Floats) -> float:
        """One step of Adam on a batch; the mean loss before it. keep: dropout mask of the hidden layer."""
        w1, b1, w2, b2, w3, b3, w4, b4 = self.weights
        x1 = _windows(pictures[..., None], 5)
        z1 = np.maximum(x1 @ w1.reshape(-1, 16) + b1, 0)
        x2 = _windows(z1, 3)
        z2 = np.maximum(x2 @ w2.reshape(-1, 32) + b2, 0)
        flat = np.concatenate([z2.reshape(len(z2), -1), measures], axis=1)
        z3 = np.maximum(flat @ w3 + b3, 0) * keep
        logits = z3 @ w4 + b4
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(axis=1, keepdims=True)
        rows = np.arange(len(classes))
        loss = float(-np.log(shares[rows, classes] + 1e-9).mean())
        target = np.full_like(shares, 0.02 / len(SHAPES))
        target[rows, classes] += 0.98
        d4 = (shares - target) / len(classes)
        d3 = (d4 @ w4.T) * (z3 > 0) * keep
        d2 = (d3 @ w3.T)[:, : z2[0].size].reshape(z2.shape) * (z2 > 0)
        back = (d2.reshape(-1, 32) @ w2.reshape(-1, 32).T).reshape(x2.shape)
        d1 = _unwindowed(back, z1.shape, 3) * (z1 > 0)
        grads = [
            (x1.reshape(-1, 25).T @ d1.reshape(-1, 16)).reshape(w1.shape),
            d1.sum(axis=(0, 1, 2)),
            (x2.reshape(-1, 144).T @ d2.reshape(-1, 32)).reshape(w2.shape),
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


def _windows(pictures: Floats, size: int) -> Floats:
    view = np.lib.stride_tricks.sliding_window_view(pictures, (size, size), axis=(1, 2))[:, ::2, ::2]
    flat: Floats = view.transpose(0, 1, 2, 4, 5, 3).reshape(*view.shape[:3], -1)
    return flat


def _unwindowed(back: Floats, shape: tuple[int, ...], size: int) -> Floats:
    """The sum of what each pixel gave to its windows."""
    out = np.zeros(shape, np.float32)
    rows, columns = back.shape[1:3]
    split = back.reshape(*back.shape[:3], size, size, shape[3])
    for dy in range(size):
        for dx in range(size):
            out[:, dy : dy + 2 * rows : 2, dx : dx + 2 * columns : 2] += split[:, :, :, dy, dx]
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--cells", type=int, default=120_000)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--out", type=Path, default=PACKAGED_WEIGHTS)
    chosen = parser.parse_args()
    start = time.monotonic()
    pictures, measures, classes = draw_set(chosen.writing, False, chosen.cells, 1)
    test = draw_set(chosen.writing, True, max(500, chosen.cells // 12), 2)
    print(f"{len(classes)} cells drawn in {time.monotonic() - start:.0f} s")
    rng = np.random.default_rng(3)
    trainee = _Trainee(rng)
    steps = chosen.epochs * (len(classes) // _BATCH)
    done = 0
    for epoch in range(chosen.epochs):
        order = rng.permutation(len(classes))
        losses = []
        for at in range(0, len(order) - _BATCH + 1, _BATCH):
            batch = order[at : at + _BATCH]
            rate = _RATE * 0.5 * (1 + np.cos(np.pi * done / steps)) + 2e-5
            keep = ((rng.random((_BATCH, 96)) > 0.15) / 0.85).astype(np.float32)
            losses.append(trainee.step(pictures[batch], measures[batch], classes[batch], rate, keep))
            done += 1
        net = ShapeNet(*trainee.weights)
        right = np.argmax(net.classify(test[0], test[1]), axis=1) == test[2]
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, held out {right.mean():.4f}", flush=True)
    shares = net.classify(test[0], test[1])
    for at, name in enumerate(SHAPES):
        own = test[2] == at
        print(f"{name:6} {own.sum():5d} right {np.mean(np.argmax(shares[own], axis=1) == at):.4f}")
    named = dict(zip(ShapeNet.__slots__, (w.astype(np.float16) for w in trainee.weights), strict=True))
    np.savez_compressed(chosen.out, **named)
    assert pictures.shape[1:] == (SIDE_PX, SIDE_PX)
    return 0


if __name__ == "__main__":
    sys.exit(main())
