"""Corrected numbers are drawn as the product sees them, and what ships tells most of them from plain ones."""

import random

import numpy as np

from pipeline.read.number_net import CHANNELS, MEASURES, STRING, load_corrected_strings, number_input
from samples.generator.hands import hand_fonts
from training.corrected_numbers import draw_string
from training.hands import FontHand


def test_what_is_drawn_fits_the_picture_and_is_told() -> None:
    hands = [FontHand(path) for path in hand_fonts()]
    net = load_corrected_strings()
    odds: dict[bool, list[float]] = {True: [], False: []}
    for seed in range(120):
        ink = draw_string(random.Random(seed), hands, None, [], bool(seed % 2))
        picture, measures = number_input(ink, STRING)
        assert picture.shape[::2] == (STRING.high, CHANNELS)
        assert STRING.least_wide <= picture.shape[1] <= STRING.most_wide
        assert measures.shape == (MEASURES,)
        odds[bool(seed % 2)].append(net.log_odds(ink))
    assert np.median(odds[True]) > 1.5 > -1.5 > np.median(odds[False])
