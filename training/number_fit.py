"""Fits and scores a network that tells a number with something about one of its digits (pipeline/read/number_net.py).

Half of the numbers that are drawn have it. Held out: fonts, MNIST's last tenth, the registers' held-out pages, and the
pen of benchmarks/pen.py.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import pen as bench_pen
from pipeline.read.ink import Ink
from pipeline.read.number_net import Frame, NumberNet, number_input
from pipeline.read.shapes import Floats
from training.command import fit_parser
from training.hands import DigitHand, FontHand, all_hands, digit_hand
from training.pens import Strength
from training.real_tiles import Tiles, real_numbers

HELD_OUT_FROM = 1_000_000
_REGISTERS, _REGISTERS_HELD_OUT = 3000, 600
_FALSE = (0.01, 0.003, 0.001)
"""Of plain numbers, how many may be taken for the others, in the scores."""

Draw = Callable[[random.Random, Sequence[FontHand], DigitHand, Tiles, bool, bool], Ink]
"""The ink of a number: by chance, hands, digits, real numbers, whether it is told, and whether its pen is held out."""


class BenchPen:
    """The pen of benchmarks/pen.py, which draws no number that a network is fitted to."""

    def __init__(self, paper: Strength, rng: random.Random) -> None:
        self._pen = bench_pen.Pen(paper, rng)

    def path(self, points: Sequence[tuple[float, float]]) -> None:
        """One stroke."""
        self._pen.stroke(points)

    def tick(self, x: float, y: float, size: float) -> None:
        """A tick about (x, y)."""
        self._pen.tick(x, y, size)

    def cross(self, x: float, y: float, size: float) -> None:
        """A cross about (x, y)."""
        self._pen.cross(x, y, size)


@dataclass(frozen=True, slots=True)
class NumberFit:
    """What a network is to tell. name: of what is told, in the plural, which also seeds what is drawn. draw: a number.
    frame: of its pictures. filters, hidden: of the network. packaged: the file that ships, and what loads it."""

    name: str
    draw: Draw
    frame: Frame
    filters: tuple[int, ...]
    hidden: int
    packaged: Path
    load: Callable[[], NumberNet]

    def run(self, text: str | None) -> int:
        """The command, which says `text` of itself: fits, or with --packaged takes what ships; prints the scores."""
        parser = fit_parser(text, drawn="cells", number=80_000, epochs=8, scored=6000, out=self.packaged)
        parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
        chosen = parser.parse_args()
        if chosen.packaged:
            net = self.load()
        else:
            # Imported here: PyTorch comes with the dependency group `training`; to score what ships needs none.
            from training.word_fit import fitted, saved

            made = fitted(*self._drawn(chosen.writing, range(chosen.cells)), self.filters, self.hidden, chosen.epochs)
            saved(made, chosen.out)
            net = NumberNet(made, self.frame)
        self._score(chosen.writing, net, chosen.score_cells)
        return 0

    def _drawn(self, folder: Path, cells: range) -> tuple[list[NDArray[np.uint8]], Floats, NDArray[np.int64]]:
        """Pictures (of 255), measures and whether a number is told."""
        hands, digits = all_hands(folder / "fonts", False), digit_hand(folder / "digits" / "mnist-train.npz", False)
        real = real_numbers(folder, False, _REGISTERS)
        pictures, measures, told = [], [], []
        for at in cells:
            ink = self.draw(random.Random(f"{self.name} {at}"), hands, digits, real, bool(at % 2), False)
            if not ink.blank:
                picture, measured = number_input(ink, self.frame)
                pictures.append((255 * picture).round().astype(np.uint8))
                measures.append(measured)
                told.append(at % 2)
        return pictures, np.array(measures), np.array(told)

    def _score(self, folder: Path, net: NumberNet, cells: int) -> None:
        """Print how many are told where so many of the plain ones are taken for such."""
        hands, digits = all_hands(folder / "fonts", True), digit_hand(folder / "digits" / "mnist-train.npz", True)
        registers = real_numbers(folder, True, _REGISTERS_HELD_OUT)
        odds: dict[bool, list[float]] = {True: [], False: []}
        for at in range(HELD_OUT_FROM, HELD_OUT_FROM + cells):
            told = bool(at % 2)
            ink = self.draw(random.Random(f"{self.name} {at}"), hands, digits, registers, told, True)
            if not ink.blank:
                odds[told].append(net.log_odds(ink))
        for share in _FALSE:
            least = float(np.quantile(odds[False], 1 - share))
            told_share = 100 * float(np.mean(np.array(odds[True]) > least))
            print(f"{100 * share:.1f} % of plain numbers above {least:.2f}, and {told_share:.1f} % of {self.name}")
