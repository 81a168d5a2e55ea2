"""Fit what tells crossed-out writing (pipeline/read/struck.py): python -m training.strikes [--cells 3000].

Words in the training fonts, half of them crossed out with the strokes of benchmarks/pen.py (numbers that no benchmark
draws); prints the weights of struck_features and how many are told right in the held-out fonts.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.mark_cells import draw_struck
from pipeline.read.ink import find_ink
from pipeline.read.struck import struck_features
from training.hands import font_hands
from training.phrases import FAMILY, GIVEN, PLACES

_FIRST = 100_000
Floats = NDArray[np.float64]


def draw_features(folder: Path, held_out: bool, cells: int) -> tuple[Floats, Floats]:
    """Features (n, 8) and whether the writing is crossed out (n,); cells too narrow to tell are left out."""
    fonts = font_hands(folder / "fonts", held_out)
    words = [*GIVEN, *FAMILY, *PLACES, "12-05-1987", "3522130506870001", "Islam", "SMP", "Kristen", "27", "Ibu Rumah"]
    rows, struck = [], []
    for number in range(_FIRST, _FIRST + cells):
        cell = draw_struck(number, fonts, words, "alone" if number % 2 else "plain")
        found = struck_features(find_ink(cell.crop, 0.0))
        if found is not None:
            rows.append(found)
            struck.append(number % 2)
    return np.array(rows), np.array(struck, dtype=np.float64)


def fit(rows: Floats, struck: Floats) -> Floats:
    """Logistic weights and, last, the bias, by Newton's method with a little ridge."""
    inputs = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(inputs.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chance - struck) + 0.3 * weights
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + 0.3 * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--cells", type=int, default=3000)
    chosen = parser.parse_args()
    weights = fit(*draw_features(chosen.writing, False, chosen.cells))
    print("weights", np.round(weights[:-1], 2).tolist(), "bias", round(float(weights[-1]), 2))
    rows, struck = draw_features(chosen.writing, True, max(200, chosen.cells // 4))
    chance = 1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1] - 2.4)))
    for level in (0.3, 0.5, 0.7):
        told = [f"{100 * np.mean(chance[struck == kind] > level):.1f} %" for kind in (1, 0)]
        print(f"at {level}, rarity counted: {told[0]} of those struck, {told[1]} of the others")
    return 0


if __name__ == "__main__":
    sys.exit(main())
