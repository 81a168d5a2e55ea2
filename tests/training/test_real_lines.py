"""Training data: labels are folded into the alphabet, known text is aligned with what a reader saw."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.alphabet import ALPHABET
from training.real import align, fold


def test_labels_lose_accents_and_keep_only_the_alphabet() -> None:
    assert fold("réalisé  « à » Ô") == 'realise " a " O'
    assert fold("12–5—87") == "12-5-87"
    assert fold("日本") == ""


@given(st.text())
def test_folded_labels_can_be_written_in_the_alphabet(text: str) -> None:
    assert all(character in ALPHABET for character in fold(text))


def _frames(path: list[int], classes: int, sure: float = 0.97) -> np.ndarray:
    frames = np.full((len(path), classes), (1 - sure) / (classes - 1), np.float32)
    frames[np.arange(len(path)), path] = sure
    return np.log(frames)


def test_alignment_says_where_each_character_starts() -> None:
    found = align(_frames([0, 3, 3, 0, 1, 0, 0, 1, 2], 5), [3, 1, 1, 2])
    assert found is not None
    starts, score = found
    assert starts == [1, 4, 7, 8]
    assert math.isclose(score, math.log(0.97), rel_tol=1e-4)


def test_a_wrong_label_scores_far_worse() -> None:
    frames = _frames([0, 3, 3, 0, 1, 0, 0, 2, 2], 5)
    right, wrong = align(frames, [3, 1, 2]), align(frames, [4, 2, 1])
    assert right is not None and wrong is not None
    assert right[1] > wrong[1] + 1


def test_a_text_too_long_for_the_line_has_no_alignment() -> None:
    assert align(_frames([0, 1], 3), [1, 2, 1]) is None
