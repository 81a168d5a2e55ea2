"""What batches are drawn from, and how strips are bent on their way."""

import random

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from training.pool import PAD, Pool, collate  # noqa: E402
from training.samples import Strip  # noqa: E402
from training.warp import warp  # noqa: E402

CPU = torch.device("cpu")


def strip(text: str, width: int, level: int = 255) -> Strip:
    grey = np.full((48, width), level, np.uint8)
    grey[14:34, 10 : width - 10] = 20
    return Strip("test", grey, text)


def test_a_batch_says_what_its_strips_say() -> None:
    pool = Pool(10, CPU)
    pool.add([strip("a", 60), strip("bcd", 100, 200)])
    rng = random.Random(1)
    for _ in range(20):
        batch = pool.draw(128 * 3, rng)
        wide = batch.grey.shape[2] == 128
        assert batch.lengths.tolist() == [3 if wide else 1] * len(batch.lengths)
        assert batch.targets.shape == (len(batch.lengths), 3 if wide else 1)
        assert set(batch.own_px.tolist()) == {100 if wide else 60}
        assert (batch.grey[:, :, -1] == PAD).all() and (batch.grey[:, 0, 0] == (200 if wide else 255)).all()


def test_the_oldest_make_room() -> None:
    pool = Pool(3, CPU)
    pool.add([strip("a", 60, level) for level in (201, 202, 203, 204, 205)])
    assert pool.came == 5
    levels = {int(level) for level in pool.draw(64 * 200, random.Random(1)).grey[:, 0, 0]}
    assert levels == {203, 204, 205}


def test_a_width_comes_as_often_as_its_strips_do() -> None:
    pool = Pool(50, CPU)
    pool.add([strip("a", 60)] * 40 + [strip("b", 500)] * 10)
    rng, counts = random.Random(2), {64: 0, 512: 0}
    for _ in range(600):
        batch = pool.draw(1024, rng)
        counts[batch.grey.shape[2]] += len(batch.grey)
    assert 2.5 < counts[64] / counts[512] < 6.5, "four to one"


def test_padding_inside_a_strip_is_found() -> None:
    padded = strip("a", 64)
    padded.grey[:, 50:] = PAD
    assert collate([padded, strip("a", 64)], 64).own_px.tolist() == [50, 64]


def test_bent_strips_differ_and_keep_their_ink_and_padding() -> None:
    torch.manual_seed(1)
    batch = collate([strip("a", 150)] * 40, 160)
    bent = warp(batch.grey, batch.own_px)
    assert bent.dtype == torch.uint8 and bent.shape == batch.grey.shape
    assert (bent[:, :, 150:] == PAD).all()
    assert len({one.numpy().tobytes() for one in bent}) > 20, "most were changed, each in its own way"
    assert any(torch.equal(one, batch.grey[0]) for one in bent), "some are left as they were"
    dark_before = (255 - batch.grey[0, :, :150].float()).sum()
    dark = (255 - bent[:, :, :150].float()).sum(dim=(1, 2)) / dark_before
    assert float(dark.min()) > 0.35 and float(dark.max()) < 1.5
