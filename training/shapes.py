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
from pipeline.read.shapes import PACKAGED_WEIGHTS, SHAPES, SIDE_PX, sign_input
from training.hands import all_hands, digit_hand
from training.signs import draw_cell
from training.small_net import Trainee, fitted, saved

Floats = NDArray[np.float32]

_SIZES = ((5, 5, 1, 16), (16,), (3, 3, 16, 32), (32,), (6 * 6 * 32 + 6, 96), (96,), (96, len(SHAPES)), (len(SHAPES),))


def draw_set(
    folder: Path, held_out: bool, cells: int, seed: int
) -> tuple[NDArray[np.uint8], Floats, NDArray[np.int64]]:
    """Pictures (of 255), measures and classes of `cells` drawn cells; cells in which no ink is found are left out."""
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
        picture, measure = sign_input(ink)
        pictures.append((255 * picture).round().astype(np.uint8))
        measures.append(measure)
        classes.append(SHAPES.index(name))
    return np.array(pictures), np.array(measures), np.array(classes)


def varied(pictures: Floats, rng: np.random.Generator) -> Floats:
    """The pictures moved by up to a pixel, paler or darker: the same signs."""
    seen = pictures * rng.uniform(0.75, 1.2, (len(pictures), 1, 1, 1)).astype(np.float32)
    down, aside = rng.integers(0, 3, 2)
    room = np.pad(np.minimum(seen, 1), ((0, 0), (1, 1), (1, 1), (0, 0)))
    return room[:, down : down + SIDE_PX, aside : aside + SIDE_PX]


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
    trainee = Trainee(_SIZES, np.random.default_rng(3))
    net = fitted(trainee, pictures[..., None], measures, classes, chosen.epochs, varied)
    shares = net.classify(test[0][..., None].astype(np.float32) / 255, test[1])
    for at, name in enumerate(SHAPES):
        own = test[2] == at
        print(f"{name:6} {own.sum():5d} right {np.mean(np.argmax(shares[own], axis=1) == at):.4f}")
    saved(net, chosen.out)
    assert pictures.shape[1:] == (SIDE_PX, SIDE_PX)
    return 0


if __name__ == "__main__":
    sys.exit(main())
