"""Fit the calibration of readings: python -m training.calibration [--pages 120] [--drawn 400] [--writing FOLDER].

Fits per family a logistic curve from pipeline.read.calibrate.FEATURES to being right, over the cells that
training/calibration_cells.py reads, and scores it on those that are held out: every third page and all cells in every
third hand, and every third cell of composed digits, marks and options. Where the hands that are held out are
read worse than expected, all are believed so much less: hands differ more than cells of one hand do. Writes
schemas/calibration/reading.toml with the counts behind each fit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.codes import load_codes
from pipeline.read.calibrate import FEATURES, PACKAGED_TABLE, Calibration
from pipeline.read.engine import build_engines
from training.calibration_cells import Sample, bed_of, collect, collect_drawn, is_held_out, made_pages

_LEAST_CELLS = 30
_LEAST_SLOPE = 0.1
_SHIFT_PRIOR = 2.0
"""As if so many doubtful cells had spoken for no shift."""
_PRIOR = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -0.5])
"""Weights of FEATURES before any cell is seen: the raw share, a little less sure."""
_PRIOR_WEIGHT = np.array([2.0, 2.0, 5.0, 20.0, 5.0, 5.0, 5.0, 5.0, 6.0, 1.0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument(
        "--drawn", type=int, default=400, help="cells of a group of DRAWN, marked cells, fields with options"
    )
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"), help="of training.samples")
    parser.add_argument("--model", type=Path, default=None, help="an ONNX recogniser other than the packaged one")
    parser.add_argument(
        "--samples", type=Path, default=None, help="keep what was read here; fit from it if it is there"
    )
    chosen = parser.parse_args()
    if chosen.samples is not None and chosen.samples.exists():
        write_table(read_samples(chosen.samples), PACKAGED_TABLE)
        return 0
    codes = load_codes()
    engines = build_engines(codes, chosen.model, Calibration({}))
    samples: dict[str, list[Sample]] = defaultdict(list)
    for number, cells in made_pages(chosen.writing, chosen.pages):
        collect(samples, cells, engines, codes, held_out=is_held_out(number))
    beds = [bed_of(chosen.writing, codes, chosen.cache, digits) for digits in (0.5, 0.0)]
    collect_drawn(samples, *beds, chosen.drawn, engines, codes)
    if chosen.samples is not None:
        write_samples(samples, chosen.samples)
    write_table(samples, PACKAGED_TABLE)
    return 0


def write_samples(samples: dict[str, list[Sample]], file: Path) -> None:
    """Keep the samples, so that the fit can be changed without reading all again."""
    np.savez(
        file, **{name: np.array([[*figures, right, out] for figures, right, out in samples[name]]) for name in samples}
    )


def read_samples(file: Path) -> dict[str, list[Sample]]:
    """As write_samples kept them."""
    with np.load(file) as stored:
        return {name: [(row[:-2], bool(row[-2]), bool(row[-1])) for row in stored[name]] for name in stored.files}


def write_table(samples: dict[str, list[Sample]], file: Path) -> None:
    """Fit each family with enough cells, print how the held-out ones score, write the table."""
    lines = [f'# Made by "python -m training.calibration" on {time.strftime("%Y-%m-%d")}; do not edit by hand.', ""]
    for name in sorted(samples):
        fit = [sample for sample in samples[name] if not sample[2]]
        test = [sample for sample in samples[name] if sample[2]]
        if len(fit) < _LEAST_CELLS:
            continue
        weights = fit_family(np.array([figures for figures, _, _ in fit]), np.array([right for _, right, _ in fit]))
        weights[-1] += min(
            0.0, _shift(np.array([figures @ weights for figures, _, _ in test]), [r for _, r, _ in test])
        )
        expected = [1 / (1 + np.exp(-float(figures @ weights))) for figures, _, _ in test]
        right = [right for _, right, _ in test]
        print(
            f"{name:12} fitted on {len(fit):5d} ({np.mean([s[1] for s in fit]):.3f} right), held out {len(test):5d}:"
            f" expected {np.mean(expected) if test else np.nan:.3f}, right {np.mean(right) if test else np.nan:.3f}"
        )
        lines.append(f"[{name}]")
        lines += [f"{feature} = {weight:.4f}" for feature, weight in zip(FEATURES, weights, strict=True)]
        lines += [f"fitted_cells = {len(fit)}", f"fitted_right = {sum(s[1] for s in fit)}"]
        lines += [f"held_out_cells = {len(test)}", f"held_out_right = {sum(right)}"]
        lines += [f"held_out_expected = {sum(expected):.1f}", ""]
    file.write_text("\n".join(lines), encoding="utf-8")


def _shift(scores: NDArray[np.float64], right: Sequence[bool]) -> float:
    """What the held-out hands say must be added to the scores, drawn to nothing: how far hands differ."""
    shift = 0.0
    for _ in range(20):
        chance = np.exp(-np.logaddexp(0, -(scores + shift)))
        shift -= (float((chance - right).sum()) + _SHIFT_PRIOR * shift) / (
            float((chance * (1 - chance)).sum()) + _SHIFT_PRIOR
        )
    return shift


def fit_family(figures: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Logistic weights (10,) by Newton's method with halved steps, drawn to _PRIOR; the share's are never negative."""

    def loss(weights: NDArray[np.float64]) -> float:
        scores = figures @ weights
        drawn: float = float(_PRIOR_WEIGHT @ (weights - _PRIOR) ** 2) / 2
        return float(np.logaddexp(0, np.where(right, -scores, scores)).sum()) + drawn

    weights = _PRIOR.copy()
    for _ in range(60):
        chance = np.exp(-np.logaddexp(0, -(figures @ weights)))
        slope = figures.T @ (chance - right) + _PRIOR_WEIGHT * (weights - _PRIOR)
        bend = (figures * (chance * (1 - chance))[:, None]).T @ figures + np.diag(_PRIOR_WEIGHT)
        step = np.linalg.solve(bend, slope)
        for _ in range(30):
            new = weights - step
            new[:2] = np.maximum(new[:2], (_LEAST_SLOPE, 0.0))
            if loss(new) < loss(weights):
                break
            step /= 2
        else:
            return weights
        weights = new
    return weights


if __name__ == "__main__":
    sys.exit(main())
