"""Fit how the networks are weighed against each other: python -m training.weighing [--cells 600] [--writing FOLDER].

Draws cells of numbers and marks in the hands that the calibration may use (none was trained on), in letters of people
as often as in fonts, looks at them as the product does, and fits the weights of pipeline/read/weighing.py to what
stands in them: a conditional logit, by Newton's method, drawn to the weights that are there. Prints how every third
cell, left out of the fit, is read before and after; writes schemas/calibration/weighing.toml. The families of words and
of marks in columns of their own keep their weights.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.mark_cells import TICKS, draw_sign
from benchmarks.reading_cells import Bed, WrittenCell
from pipeline.codes import Codes, load_codes
from pipeline.form import Field, Kind
from pipeline.model import State
from pipeline.read import reader
from pipeline.read.engine import Engines, build_engines
from pipeline.read.marks import Shares
from pipeline.read.weighing import FIGURES, PACKAGED_WEIGHTS, Seen, Weights, figures, load_weights, weighed_as
from training.calibration_cells import bed_of, says
from training.samples import held_out_letters

Floats = NDArray[np.float64]

FIRST_DRAWN = 300_000
GROUPS = {"counts": 1.0, "years": 0.3, "NIK": 0.5, "registration": 0.4}
"""Groups of benchmarks/reading_cells.py, with how many times --cells."""
COUNTS = Field("pus", Kind.COUNT)
_PULL = 1.0
"""How strongly each weight is drawn to what it was."""
_LEAST_LOG = -8.0
"""No cell counts for less: a few that are cut wrong would decide."""
_NEVER_NEGATIVE = np.array([name not in ("tick", "dash") for name in FIGURES])


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """values: (readings, 10). right: which readings say what is written; none of them when it was not foreseen."""

    values: Floats
    right: NDArray[np.bool_]


class _Noting(Weights):
    """The weights that ship, and what they were asked to weigh last."""

    last: tuple[Kind, Seen] | None = None

    def shares(self, kind: Kind, seen: Seen) -> Shares:
        """See Weights."""
        type(self).last = (kind, seen)
        return super().shares(kind, seen)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=600, help="of a group")
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"), help="of training.samples")
    chosen = parser.parse_args()
    codes, before = load_codes(), load_weights()
    engines = build_engines(codes, weights=_Noting(before.families))
    letters = Bed(chosen.writing, codes, [held_out_letters(chosen.writing, chosen.cache, calibrating=True)], digits=0.0)
    beds = (bed_of(chosen.writing, codes, chosen.cache), letters)
    found: dict[str, list[tuple[bool, Example]]] = {}
    for number, cell in enumerate(cells(beds, chosen.cells)):
        example = look(cell, engines, codes)
        if example is not None:
            found.setdefault(weighed_as(cell.crop.cell.field.kind), []).append((number % 3 == 2, example))
    families = dict(before.families)
    for name, examples in sorted(found.items()):
        families[name] = fit([one for out, one in examples if not out], before.families[name])
        test = [one for out, one in examples if out]
        then, now = (100 * np.mean([is_right(one, of[name]) for one in test]) for of in (before.families, families))
        print(f"{name:8} {len(examples)} cells; of {len(test)} left out right: {then:.1f} % before, {now:.1f} % now")
    write(families, PACKAGED_WEIGHTS)
    return 0


def cells(beds: Sequence[Bed], number: int) -> Iterator[WrittenCell]:
    """So many cells of each group; of counts every third in a column of ticks, and as many cells with marks."""
    for group, share in GROUPS.items():
        for at in range(FIRST_DRAWN, FIRST_DRAWN + round(share * number)):
            for bed in beds:
                with suppress(KeyError):  # a letter that was cut from no page
                    cell = bed.draw(group, at)
                    yield _in(TICKS, cell) if group == "counts" and at % 3 == 0 else cell
    for at in range(FIRST_DRAWN, FIRST_DRAWN + number):
        cell = draw_sign(6 * at + at % 3)  # a tick, a cross, a dash
        yield _in(
            random.Random(at).choice([TICKS, Field("pus", Kind.COUNT)]) if cell.state is State.NONE else TICKS, cell
        )


def _in(field: Field, cell: WrittenCell) -> WrittenCell:
    """The same cell, in the column of `field`."""
    crop = cell.crop
    return dataclasses.replace(cell, crop=dataclasses.replace(crop, cell=dataclasses.replace(crop.cell, field=field)))


def look(cell: WrittenCell, engines: Engines, codes: Codes) -> Example | None:
    """What the networks see in a cell; None where one of them was sure alone."""
    _Noting.last = None
    reader.read_raw([cell.crop], engines)
    if _Noting.last is None:
        return None
    keys, values = figures(*_Noting.last)
    right = np.array([key is not None and says(cell, *key, codes) for key in keys])
    if not right.any():
        right = np.array([key is None for key in keys])
    return Example(values, right)


def is_right(example: Example, weights: Floats) -> bool:
    """Whether the likeliest reading says what is written."""
    return bool(example.right[int(np.argmax(example.values @ weights))])


def fit(examples: Sequence[Example], start: Floats) -> Floats:
    """Weights (10,) at the least loss: Newton's method with halved steps; those of logs are never negative."""
    free = np.any([np.ptp(one.values, axis=0) > 0 for one in examples], axis=0)
    free[FIGURES.index("unforeseen")] = False

    def loss(weights: Floats) -> float:
        pull: float = _PULL / 2 * float(((weights - start)[free] ** 2).sum())
        return pull - sum(max(_log_right(one, weights), _LEAST_LOG) for one in examples)

    weights = start.copy()
    for _ in range(40):
        slope, bend = _PULL * (weights - start), np.eye(len(start)) * _PULL
        for one in examples:
            if _log_right(one, weights) <= _LEAST_LOG:
                continue
            whole, right = (_shares(one.values @ weights, of) for of in (np.ones_like(one.right), one.right))
            mean, meant = whole @ one.values, right @ one.values
            slope += mean - meant
            bend += (one.values - mean).T @ ((one.values - mean) * whole[:, None])
        step = np.zeros_like(start)
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        for _ in range(20):
            new = np.where(_NEVER_NEGATIVE, np.maximum(weights - step, 0.0), weights - step)
            if loss(new) < loss(weights) - 1e-6:
                break
            step /= 2
        else:
            break
        weights = new
    return weights


def _log_right(one: Example, weights: Floats) -> float:
    scores = one.values @ weights
    return float(np.logaddexp.reduce(scores[one.right]) - np.logaddexp.reduce(scores)) if one.right.any() else 0.0


def _shares(scores: Floats, of: NDArray[np.bool_]) -> Floats:
    shares = np.where(of, np.exp(scores - scores[of].max()), 0.0)
    return np.asarray(shares / shares.sum())


def write(families: Mapping[str, Floats], file: Path) -> None:
    """The table that pipeline/read/weighing.load_weights reads."""
    lines = [f'# Made by "python -m training.weighing" on {time.strftime("%Y-%m-%d")}; do not edit by hand.', ""]
    for name, weights in families.items():
        lines += [
            f"[{name}]",
            *(f"{figure} = {weight:.3f}" for figure, weight in zip(FIGURES, weights, strict=True)),
            "",
        ]
    file.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
