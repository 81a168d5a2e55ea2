"""The doubts on the likeliest path of a line."""

import numpy as np
import pytest

from pipeline.read.alphabet import ALPHABET
from pipeline.read.trace import UNASKED, trace


def frames(*seen: tuple[str, float]) -> np.ndarray:
    """One frame per (character, or `` for the blank; its probability)."""
    matrix = np.zeros((len(seen), 1 + len(ALPHABET)), np.float32)
    for row, (character, share) in zip(matrix, seen, strict=True):
        row[:] = (1 - share) / (len(row) - 1)
        row[ALPHABET.index(character) + 1 if character else 0] = share
    return matrix


def test_a_character_is_as_sure_as_its_surest_frame() -> None:
    seen = trace(frames(("", 1.0), ("1", 0.6), ("1", 0.9), ("", 0.8), ("7", 0.7), ("", 0.99)))
    assert seen.text == "17"
    assert seen.weakest == pytest.approx(0.7)
    assert seen.gap == pytest.approx(0.8)
    assert seen.mean == pytest.approx((1.0 + 0.6 + 0.9 + 0.8 + 0.7 + 0.99) / 6)


def test_a_character_twice_with_a_gap_is_two() -> None:
    assert trace(frames(("2", 0.9), ("", 0.9), ("2", 0.5))).text == "22"


def test_a_line_without_characters_has_no_weakest() -> None:
    assert trace(frames(("", 0.9))).weakest == UNASKED.weakest == 1.0
