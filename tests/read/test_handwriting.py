"""Strips of handwriting that are read together."""

import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.read.handwriting import MODEL, OnnxRecogniser
from pipeline.read.onnx_network import OnnxNetwork

WIDTHS_PX = (64, 320, 64, 128, *(64,) * 9, 128, 1280)


def strips() -> list[Grey]:
    rng = np.random.default_rng(3)
    return [rng.integers(0, 256, (48, width), dtype=np.uint8) for width in WIDTHS_PX]


def test_a_strip_is_read_as_by_itself_to_the_bit() -> None:
    reader, lines = OnnxRecogniser(), strips()
    alone = [reader.read([line])[0] for line in lines]
    for found, wanted in zip(reader.read(lines), alone, strict=True):
        np.testing.assert_array_equal(found, wanted)


def test_narrow_strips_are_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, ...]] = []
    run = OnnxNetwork.run_many

    def watched(network: OnnxNetwork, pixels: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        seen.append((pixels.shape[0], pixels.shape[3]))
        return run(network, pixels)

    monkeypatch.setattr(OnnxNetwork, "run_many", watched)
    assert OnnxRecogniser(MODEL).read([]) == ()
    OnnxRecogniser(MODEL).read(strips())
    assert seen == [(8, 64), (3, 64), (2, 128), (1, 320), (1, 1280)]
