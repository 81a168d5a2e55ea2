"""What the line recogniser's likeliest path shows of its doubts, whatever a grammar makes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.read.alphabet import ALPHABET, Probabilities


@dataclass(frozen=True, slots=True)
class Trace:
    """mean: confidence per frame. weakest: of its least sure character; gap: of its least sure frame between two.

    All 0 to 1, and 1 where there is none. text: what the path spells, whether the field may hold it or not.
    """

    mean: float = 1.0
    weakest: float = 1.0
    gap: float = 1.0
    text: str = ""


UNASKED = Trace()
"""Where the line recogniser was not asked."""


def trace(probabilities: Probabilities) -> Trace:
    """The trace of a matrix (T, columns), column 0 the blank. A character is as sure as the surest of its frames."""
    best, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1) != 0)
    letters = [
        (int(best[start]), float(run.max())) for start, run in zip(starts, np.split(sure, starts[1:]), strict=True)
    ]
    spelt = [(column, share) for column, share in letters if column > 0]
    blanks = sure[best == 0]
    return Trace(
        float(sure.mean()),
        min((share for _, share in spelt), default=1.0),
        float(blanks.min()) if len(blanks) else 1.0,
        "".join(ALPHABET[column - 1] for column, _ in spelt),
    )
