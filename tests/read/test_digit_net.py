"""The network of digits: what it gives, on strips drawn here, and what it says of a broken file."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.errors import MachineError
from pipeline.read.alphabet import ALPHABET, DIGITS
from pipeline.read.ctc import log_likelihood
from pipeline.read.digit_net import DIGIT_ALPHABET, FRAME_PX, DigitNet

NET = DigitNet()


def strip(text: str, width: int = 128) -> np.ndarray:
    grey = np.full((48, width), 235, np.uint8)
    cv2.putText(grey, text, (8, 38), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 40, 2, cv2.LINE_AA)
    return grey


def test_digits_are_told_apart_and_letters_never_said() -> None:
    (read,) = NET.read([strip("4179")])
    assert read.shape == (128 // FRAME_PX, 1 + len(ALPHABET))
    assert np.allclose(read.sum(axis=1), 1, atol=1e-2)
    unknown = [at for at, character in enumerate(ALPHABET, start=1) if character not in DIGIT_ALPHABET]
    assert not read[:, unknown].any()
    texts = ("4179", "4119", "479", "41790")
    scores = log_likelihood(DIGITS.fold(read), [DIGITS.encode(text) or () for text in texts])
    assert texts[int(np.argmax(scores))] == "4179"


@pytest.mark.parametrize("written", [None, b"no model"], ids=["missing", "broken"])
def test_a_model_that_cannot_be_loaded_is_an_error_of_the_machine(tmp_path: Path, written: bytes | None) -> None:
    file = tmp_path / "digits.onnx"
    if written is not None:
        file.write_bytes(written)
    with pytest.raises(MachineError, match=str(file)):
        DigitNet(file)
