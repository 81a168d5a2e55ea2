"""The network for words of any width: the same answer wherever the mark stands along the line, in any company."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import MachineError
from pipeline.read.option_looks import CHANNELS, HIGH_PX, MEASURES, load_looks
from pipeline.read.shapes import Floats
from pipeline.read.word_net import STRIDE_PX, padded


def picture(wide: int, at: int | None = None) -> Floats:
    paper = np.zeros((HIGH_PX, wide, CHANNELS), np.float32)
    if at is not None:
        paper[10:46, at : at + 4] = 1.0
    return paper


def test_shares_sum_to_one_and_do_not_hang_on_the_company() -> None:
    net = load_looks().net
    pictures = [picture(60, 20), picture(300, 120), picture(41)]
    measures = np.zeros((3, MEASURES), np.float32)
    together = net.classify(pictures, measures)
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    for at, one in enumerate(pictures):
        assert np.allclose(net.classify([one], measures[:1]), together[at], atol=1e-5)


def test_a_mark_is_the_same_wherever_it_stands() -> None:
    net = load_looks().net
    # Moved by the product of the strides: each feature finds the same pixels.
    near, far = net.classify([picture(320, 96), picture(320, 96 + 16 * 7)], np.zeros((2, MEASURES), np.float32))
    assert np.allclose(near, far, atol=1e-4)


def test_paper_fills_up_to_the_stride() -> None:
    assert padded(picture(33, 2)).shape == (HIGH_PX, 2 * STRIDE_PX, CHANNELS)
    assert padded(picture(64)).shape[1] == 64


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "net.npz").write_bytes(b"nothing")
    with pytest.raises(MachineError, match="install"):
        load_looks(tmp_path / "net.npz")
