"""The small networks learn what they are shown, and what they are shown is what the product sees."""

import random
from pathlib import Path

import numpy as np

from pipeline.read.option_looks import CHANNELS, HIGH_PX, LOOKS, MEASURES, MOST_WIDE_PX, load_looks, look_inputs
from pipeline.read.strike_net import load_strikes
from training.marked_options import WAYS, draw_page
from training.small_net import Trainee, fitted, saved, sizes_of
from training.strikes import draw_word


def test_a_line_is_learnt_in_a_few_steps(tmp_path: Path) -> None:
    random_ = np.random.default_rng(1)
    pictures = (random_.random((512, 24, 40, 1)) < 0.2).astype(np.float32)
    classes = np.arange(512) % 2
    pictures[classes == 1, 12, 4:36] = 1.0
    measures = np.zeros((512, 1), np.float32)
    net = fitted(
        Trainee(sizes_of(24, 40, 1, (4, 6), 1, 8, 2), np.random.default_rng(3)), pictures, measures, classes, 12
    )
    assert np.mean(np.argmax(net.classify(pictures, measures), axis=1) == classes) > 0.95
    saved(net, tmp_path / "net.npz", shares=np.array([0.5, 0.5]))
    again = np.load(tmp_path / "net.npz")
    assert np.allclose(again["first"], net.first, atol=0.01) and again["shares"].tolist() == [0.5, 0.5]


def test_marked_options_are_drawn_as_the_product_sees_them() -> None:
    fields = [field for number in range(3) for field in draw_page(number, ["arimo"])]
    for field in fields:
        pictures, measures = look_inputs(field.crop)
        assert len(pictures) == len(field.looks)
        assert all(one.shape[::2] == (HIGH_PX, CHANNELS) and 8 <= one.shape[1] <= MOST_WIDE_PX for one in pictures)
        assert measures.shape == (len(field.looks), MEASURES)
    assert {look for look, _ in WAYS.values()} | {"clean", "cancelled"} == set(LOOKS)
    told = [LOOKS[int(at)] for field in fields for at in np.argmax(load_looks().log_looks(field.crop), axis=1)]
    assert np.mean([one == look for one, look in zip(told, (x for f in fields for x in f.looks), strict=True)]) > 0.8


def test_narrow_writing_is_never_told_to_be_crossed_out() -> None:
    paper = np.zeros((30, 12), np.float32)
    paper[4:26, 5:8] = 1.0
    assert load_strikes().log_odds(draw_word(random.Random(3), [], ([paper], []), False)) is None
