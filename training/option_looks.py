"""Fit what tells marks on printed options (pipeline/read/option_looks.py): python -m training.option_looks.

Fields as training/marked_options.py draws them, in the faces of benchmarks/finding_printings.py and those of print that
`make fonts` brings, some with letters before the options. Held out whole: the four faces that finding_printings holds
out, italics of other families, and the pen and the ways of benchmarks/option_fields.py. Prints, for each, how many
looks and how many fields are told right and what share of the fields could be accepted at 99.7 % right; with
--packaged of the packaged weights.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks import option_fields
from benchmarks.finding_printings import FACES, HELD_OUT_FACES
from pipeline.model import Crop, Grey, State
from pipeline.read.option_looks import (
    LOOKS,
    PACKAGED_LOOKS,
    SECOND,
    LookNet,
    load_looks,
    look_inputs,
    second_inputs,
)  # fmt: skip
from pipeline.read.options import read_words
from pipeline.read.shapes import Floats
from pipeline.read.word_net import WordNet
from pipeline.run.evaluating.reliability import coverage
from training.command import fit_parser
from training.font_files import Use, brought_fonts
from training.marked_options import draw_page

_FILTERS, _HIDDEN = (16, 32, 56, 88), 96
SECOND_FROM, HELD_OUT_FROM = 50_000, 1_000_000
"""Pages of the second weighing; pages from which on none is fitted to, nor drawn by another benchmark."""

Fields = list[tuple[Crop, State, tuple[str, ...]]]
"""Of one page: crops, what should be read, the values meant."""
_TAKEN = 0.985
"""What is surer than this may be accepted (pipeline.evidence.decide)."""


def draw_set(first: int, pages: int, faces: Sequence[str | Path]) -> tuple[list[Grey], Floats, NDArray[np.int64]]:
    """Pictures (0 to 255), measures and looks of the options of so many pages."""
    pictures: list[Grey] = []
    measures, looks = [], []
    for number in range(first, first + pages):
        for field in draw_page(number, faces):
            seen, measured = look_inputs(field.crop)
            pictures += [np.rint(255 * picture).astype(np.uint8) for picture in seen]
            measures.append(measured)
            looks += [LOOKS.index(look) for look in field.looks]
    return pictures, np.concatenate(measures), np.array(looks)


def with_second(net: WordNet, pictures: Sequence[Grey], measures: Floats, looks: NDArray[np.int64]) -> LookNet:
    """The network with its second weighing: a multinomial logistic fit to pages that the network was not fitted to."""
    seen = second_inputs(net.classify(_shares_of(pictures), measures), measures)
    middle, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-6
    middle[-1], spread[-1] = 0.0, 1.0
    inputs, targets = (seen - middle) / spread, np.eye(len(LOOKS))[looks]
    weights = np.zeros((SECOND, len(LOOKS)))
    weights[: len(LOOKS)] = np.diag(spread[: len(LOOKS)])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, 1500):
        scores = inputs @ weights
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = inputs.T @ (shares - targets) / len(inputs) + 1e-4 * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= 0.02 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    unscaled = weights / spread[:, None]
    unscaled[-1] -= middle @ unscaled
    frequent = np.bincount(looks, minlength=len(LOOKS)) / len(looks)
    return LookNet(net, unscaled.astype(np.float32), frequent.astype(np.float32))


def _shares_of(pictures: Sequence[Grey]) -> list[Floats]:
    return [picture.astype(np.float32) / 255 for picture in pictures]


def score(name: str, pages: Sequence[Fields], looks: LookNet) -> None:
    """Print how many fields are read right, and the share accepted at 99.7 % right by the raw shares."""
    sure, right = [], []
    for fields in pages:
        asked = [([option.value for option in crop.cell.options], looks.log_looks(crop)) for crop, _, _ in fields]
        for (_, state, values), read in zip(fields, read_words(asked), strict=True):
            first = read.alternatives[0]
            right.append(first.state is state and (first.text is None or first.text == values[0]))
            sure.append(first.probability)
    if not right:
        return
    shares, were = pd.Series(sure), pd.Series(right)
    surest = shares[~were].nlargest(5).round(3).tolist()
    print(
        f"{name}: {len(right)} fields, right {100 * were.mean():.1f} %, at 99.7 % right"
        f" {100 * coverage(shares, were, 0.997):.1f} %; surest errors {surest}"
    )


def score_cancelled(name: str, pages: Sequence[Fields], looks: LookNet) -> None:
    """Print of how many fields with a mark that was crossed out again an answer could be accepted all the same."""
    taken = number = 0
    for fields in pages:
        asked = [([option.value for option in crop.cell.options], looks.log_looks(crop)) for crop, _, _ in fields]
        for read in read_words(asked):
            number += 1
            taken += read.alternatives[0].probability * (1 - read.cancelled) > _TAKEN
    print(f"marks crossed out again, {name}: {number} fields, of which accepted all the same {taken}")


_STATES = (State.BLANK, State.VALUE, State.UNREADABLE)


def _drawn(faces: Sequence[str | Path], number: int, lettered: float, cancelled: bool = False) -> Fields:
    """Those fields of a page in these faces in which a mark was crossed out again, or those in which none was."""
    fields = draw_page(number, faces, lettered=lettered) if faces else []
    return [
        (one.crop, State.UNREADABLE if cancelled else _STATES[len(one.chosen)], one.chosen)
        for one in fields
        if one.cancelled is cancelled
    ]


def _by_pen(number: int, lettered: bool) -> Fields:
    return [(one.crop, one.state, one.chosen) for one in option_fields.draw_page(number, False, lettered=lettered)]


def _cancelled_by_pen(number: int) -> Fields:
    fields = option_fields.draw_page(number, False, cancelled=True)
    return [(one.crop, one.state, one.chosen) for one in fields if one.state is State.UNREADABLE]


HELD_OUT: dict[str, Callable[[int], Fields]] = {
    "printings held out": lambda number: _drawn(HELD_OUT_FACES, number, 0.0),
    # Slanted faces of families that nothing is trained on; none where they were not brought.
    "italics held out": lambda number: _drawn(brought_fonts({Use.ITALIC_TEST}), number, 0.0),
    "pen and ways held out": lambda number: _by_pen(number, False),
    "letters in printings held out": lambda number: _drawn(HELD_OUT_FACES, number, 1.0),
    "letters in italics held out": lambda number: _drawn(brought_fonts({Use.ITALIC_TEST}), number, 1.0),
    "letters, pen and ways held out": lambda number: _by_pen(number, True),
}
CANCELLED: dict[str, Callable[[int], Fields]] = {
    "printings held out": lambda number: _drawn(HELD_OUT_FACES, number, 0.0, True),
    "letters in printings held out": lambda number: _drawn(HELD_OUT_FACES, number, 1.0, True),
    "pen held out": _cancelled_by_pen,
}


def main() -> int:
    parser = fit_parser(__doc__, drawn="pages", number=20_000, epochs=12, scored=200, out=PACKAGED_LOOKS)
    parser.add_argument("--start", type=Path, help="weights to go on from (--first: with pages they have not seen)")
    parser.add_argument("--first", type=int, default=0, help="the first page to draw")
    chosen = parser.parse_args()
    if chosen.packaged:
        looks = load_looks()
    else:
        # Imported here: PyTorch comes with the dependency group `training`; to score what ships needs none.
        from training.word_fit import fitted, saved

        faces = (*FACES, *brought_fonts({Use.PRINT, Use.ITALIC}))
        start = load_looks(chosen.start).net if chosen.start else None
        net = fitted(*draw_set(chosen.first, chosen.pages, faces), _FILTERS, _HIDDEN, chosen.epochs, start)
        looks = with_second(net, *draw_set(SECOND_FROM, chosen.pages // 5, faces))
        saved(net, chosen.out, weighing=looks.weighing, shares=looks.shares)
    seen, measures, right = draw_set(HELD_OUT_FROM, chosen.score_pages, HELD_OUT_FACES)
    shares = looks.net.classify(_shares_of(seen), measures)
    told = np.argmax(second_inputs(shares, measures) @ looks.weighing, axis=1)
    for at, look in enumerate(LOOKS):
        own = right == at
        print(f"{look:7} {own.sum():5d} of printings held out, told right {100 * np.mean(told[own] == at):.1f} %")
    for name, draw in HELD_OUT.items():
        score(name, [draw(number) for number in range(HELD_OUT_FROM, HELD_OUT_FROM + chosen.score_pages)], looks)
    for name, draw in CANCELLED.items():
        score_cancelled(
            name, [draw(number) for number in range(HELD_OUT_FROM, HELD_OUT_FROM + chosen.score_pages)], looks
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
