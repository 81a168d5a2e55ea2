"""Words are written in capitals or small letters as most of their letters look."""

import numpy as np
import pytest

from pipeline.read.alphabet import ALPHABET, Probabilities
from pipeline.read.casing import with_case

UNSURE = "yukoswxzcvpj"
SEEMS = 0.8
"""How much more one of these looks like what it is than like the other."""


def seen(written: str) -> Probabilities:
    """What a recogniser makes of writing: y and u, alike in both cases, may be either."""
    rows = np.zeros((2 * len(written), 1 + len(ALPHABET)), np.float32)
    rows[1::2, 0] = 1.0
    for at, letter in enumerate(written):
        share = SEEMS if letter.lower() in UNSURE else 1.0
        rows[2 * at, 1 + ALPHABET.index(letter)] += share
        if share < 1:
            rows[2 * at, 1 + ALPHABET.index(letter.swapcase())] += 1 - share
    return rows


@pytest.mark.parametrize(
    "written", ["Putri Ayu", "PUTRI AYU", "Siti R", "Agung P", "KUD", "Sumiati", "RT 6 RW 4 Ds. Pacul"]
)
def test_words_are_as_written(written: str) -> None:
    """`Ayu`, of which only the first letter tells by its shape, was AYU."""
    assert with_case(written.lower(), seen(written), title=True) == written
