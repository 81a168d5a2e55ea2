"""Whether one of a number's digits is crossed out or otherwise corrected, as small networks (word_net.py) see it.

Weights and how they were made: training/struck_digits.py (a digit struck in a count), training/corrected_counts.py
(counts and marks), training/corrected_numbers.py (dates, NIK).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from pipeline.read.ink import LEAST_CONTRAST, Ink
from pipeline.read.shapes import Floats, read_weights
from pipeline.read.word_net import WordNet, word_net_of

PACKAGED_NUMBERS = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "struck_digits.npz"
PACKAGED_STRINGS = PACKAGED_NUMBERS.with_name("corrected_numbers.npz")
PACKAGED_COUNTS = PACKAGED_NUMBERS.with_name("corrected_counts.npz")
CHANNELS, MEASURES = 2, 1
_MARGIN_PX = 2
"""Paper above, below and beside the ink in the picture."""
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a picture, pixels: how high, how wide at least, with paper behind the number, and at most."""

    high: int
    least_wide: int
    most_wide: int


STRUCK, COUNT, STRING = Frame(48, 64, 192), Frame(40, 64, 192), Frame(40, 64, 512)


@dataclass(frozen=True, slots=True, eq=False)
class NumberNet:
    """A network of two classes, plain and with a struck, or corrected, digit; and the pictures that it sees."""

    net: WordNet
    frame: Frame = STRUCK

    def log_odds(self, ink: Ink) -> float:
        """Log odds that one of the digits is so, where half of all numbers have one."""
        pictures, measures = number_input(ink, self.frame)
        plain, struck = np.maximum(self.net.classify([pictures], measures[None])[0].astype(np.float64), _LEAST)
        return float(np.log(struck / plain))


def number_input(ink: Ink, frame: Frame = STRUCK) -> tuple[Floats, Floats]:
    """What the network sees: a picture (frame.high, own width, CHANNELS) of the ink alone, how dark it is and where it
    is, 0 to 1, and MEASURES: log of the aspect."""
    own = ink.own.astype(np.uint8)
    near = cv2.dilate(own, np.ones((3, 3), np.uint8)) > 0
    dark = np.clip(ink.dark[ink.place].astype(np.float32) / max(ink.contrast, LEAST_CONTRAST), 0, 1)
    layers = (np.where(near, dark, 0).astype(np.float32), own.astype(np.float32))
    height, width = own.shape
    high = frame.high - 2 * _MARGIN_PX
    wide = int(np.clip(round(width * high / height), 4, frame.most_wide - 2 * _MARGIN_PX))
    small = [cv2.resize(layer, (wide, high), interpolation=cv2.INTER_AREA) for layer in layers]
    behind = max(_MARGIN_PX, frame.least_wide - wide - _MARGIN_PX)
    picture = np.pad(np.stack(small, axis=-1), ((_MARGIN_PX, _MARGIN_PX), (_MARGIN_PX, behind), (0, 0)))
    return picture.astype(np.float32), np.array([np.log(width / height)], np.float32)


def load_numbers(file: Path = PACKAGED_NUMBERS) -> NumberNet:
    """The packaged network. Raises MachineError when its file is missing or broken."""
    return read_weights(file, lambda stored: NumberNet(word_net_of(stored)))


def load_corrected_counts(file: Path = PACKAGED_COUNTS) -> NumberNet:
    """The packaged network of counts and marks. Raises MachineError when its file is missing or broken."""
    return read_weights(file, lambda stored: NumberNet(word_net_of(stored), COUNT))


def load_corrected_strings(file: Path = PACKAGED_STRINGS) -> NumberNet:
    """The packaged network of dates and NIK. Raises MachineError when its file is missing or broken."""
    return read_weights(file, lambda stored: NumberNet(word_net_of(stored), STRING))
