"""Training data: what is drawn is legible ink on paper, the same from the same seed, and never the test hands."""

import random

import numpy as np
import pytest

from pipeline.read.alphabet import ALPHABET
from pipeline.read.strips import STRIP_HEIGHT_PX
from training.hands import DigitHand
from training.phrases import Phrases, number
from training.samples import as_served
from training.spoil import spoil, strip


@pytest.fixture(scope="module")
def digits() -> DigitHand:
    # Ten invented "digits", each a bar of its own length.
    images = np.zeros((20, 28, 28), np.uint8)
    for index in range(20):
        images[index, 4:24, 12:16] = 255
        images[index, 20 - 2 * (index % 10) // 2, 6:22] = 255
    return DigitHand(images, np.arange(20, dtype=np.uint8) % 10)


def test_phrases_stay_in_the_alphabet() -> None:
    phrases, rng = Phrases(), random.Random(1)
    drawn = [phrases.draw(rng) for _ in range(500)] + [number(rng) for _ in range(200)]
    assert all(text and set(text) <= set(ALPHABET) for text in drawn)
    assert len(set(drawn)) > 400


def test_the_same_seed_makes_the_same_strip(digits: DigitHand) -> None:
    made = []
    for _ in range(2):
        rng = random.Random(7)
        made.append(strip(spoil(digits.write("12-05-1987", rng), rng, rendered=True), rng))
    assert np.array_equal(made[0], made[1])
    assert made[0].shape[0] == STRIP_HEIGHT_PX
    assert made[0].min() < made[0].max() - 40


def test_training_sees_the_strips_that_the_product_cuts(digits: DigitHand) -> None:
    rng = random.Random(3)
    served = as_served(digits.write("304", rng), rng)
    assert served is not None and served.shape[0] == STRIP_HEIGHT_PX
    assert as_served(np.full((60, 90), 240, np.uint8), rng) is None
