"""The small networks learn what they are shown, and what they are shown is what the product sees."""

import random
from pathlib import Path

import numpy as np

from pipeline.read.option_looks import CHANNELS, HIGH_PX, LOOKS, MEASURES, MOST_WIDE_PX, load_looks, look_inputs
from pipeline.read.strike_net import WIDE_PX, load_strikes
from training.marked_options import WAYS, draw_page
from training.small_net import Trainee, fitted, saved, sizes_of
from training.strikes import draw_word, varied
from training.strokes import crossed_out, cut, tick


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


def test_pictures_are_varied_and_still_show_the_same() -> None:
    given = np.zeros((40, 32, WIDE_PX, 2), np.float32)
    given[:, 14:17, 10:30] = 0.9
    seen = varied(given, np.random.default_rng(1))
    assert seen.shape == given.shape
    assert seen.min() >= 0 and seen.max() <= 1
    mirrored = seen[:, :, WIDE_PX // 2 :].sum((1, 2, 3)) > 0
    assert 5 < mirrored.sum() < 35
    assert np.allclose(seen[..., 1].sum((1, 2)), given[..., 1].sum((1, 2)))


def test_lines_are_drawn_through_writing() -> None:
    rng = random.Random(5)
    for _ in range(20):
        plain = np.zeros((40, 60), np.float32)
        plain[:, 10:13] = plain[:, 40:43] = 1.0
        struck = crossed_out(plain, rng)
        middle = struck[struck.shape[0] // 2 - 16 : struck.shape[0] // 2 + 16]
        assert struck.sum() > plain.sum()
        assert (middle.max(axis=0) > 0.5).mean() > 0.4


def test_some_ticks_turn_over_at_the_top() -> None:
    rng = random.Random(1)
    ends = []
    for _ in range(100):
        drawn = cut(tick(90, rng)) > 0.5
        ends.append(int(np.flatnonzero(drawn[:, -3:].any(axis=1))[0]))
    assert 3 < sum(end > 4 for end in ends) < 40


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
