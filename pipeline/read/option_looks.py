"""What was done to the words of printed options: nothing, ringed, ticked, crossed out, underlined, marked beside; or
marked and that crossed out again.

A small network (pipeline/read/word_net.py) sees each option's words with the paper around them, and measures of them;
weights and how they were made: training/option_looks.py.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from pathlib import Path

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.model import Crop
from pipeline.read.beside import FRAME, PEN_SHARE
from pipeline.read.ink import LEAST_CONTRAST, contrast_of, darkness
from pipeline.read.printed_words import measure_words
from pipeline.read.shapes import Floats, read_weights
from pipeline.read.word_net import WordNet, word_net_of

LOOKS = ("clean", "circle", "tick", "strike", "beside", "under", "cancelled")
PACKAGED_LOOKS = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "option_looks.npz"
HIGH_PX, WORD_PX, MOST_WIDE_PX, CHANNELS, MEASURES = 56, 20, 384, 3, 6
"""Height of the pictures, of the words in them, and their most width: a tick may be no larger than a letter."""
_ABOVE, _ASIDE = 0.9, 1.1
"""Paper seen above and below the words, and to either side, in their heights."""
_OTHERS = 0.5
"""How the print of others is marked, beside 1 for the own words."""
SECOND = 20
_SPREADS = np.array([0.3, 0.3, 0.3, 0.6, 0.4, 0.7], np.float32)
"""About how much each measure differs among words."""
_LEAST_SHARE = 1e-4
"""No look is less likely than this, whatever the network says: marks are of more kinds than were drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class LookNet:
    """The network, and what weighs its shares and the measures once more, as it is too sure of pens it has not seen.

    weighing: weights (SECOND, looks) of second_inputs. shares: of each look among what that was fitted to.
    """

    net: WordNet
    weighing: Floats
    shares: Floats

    def log_looks(self, crop: Crop) -> Floats:
        """Shape (options, looks): log likelihood of each of LOOKS for each option's words, up to a term per option."""
        if not crop.cell.options:
            return np.zeros((0, len(LOOKS)), np.float32)
        pictures, measures = look_inputs(crop)
        scores = second_inputs(self.net.classify(pictures, measures), measures) @ self.weighing
        scores -= scores.max(axis=1, keepdims=True)
        seen = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        logs: Floats = np.log(np.maximum(seen, _LEAST_SHARE) / self.shares)
        return logs


def second_inputs(shares: Floats, measures: Floats) -> Floats:
    """What the second weighing sees, shape (options, SECOND): logs of the shares, measures, their squares, 1."""
    scaled = measures / _SPREADS
    ones = np.ones((len(shares), 1), np.float32)
    return np.concatenate([np.log(np.maximum(shares, _LEAST_SHARE)), scaled, scaled**2, ones], axis=1)


def look_inputs(crop: Crop) -> tuple[list[Floats], Floats]:
    """What the network sees: pictures (HIGH_PX, own width, CHANNELS) of options and measures (options, MEASURES).

    Channels, 0 to 1: how dark; the share that is ink; where the own words are (1) and others (_OTHERS).
    """
    dark = darkness(crop.grey)
    contrast = max(contrast_of(dark), LEAST_CONTRAST)
    strength = np.clip(dark.astype(np.float32) / contrast, 0, 1)
    ink = (dark > max(PEN_SHARE * contrast, LEAST_CONTRAST / 2)).astype(np.float32)
    for option in crop.cell.options:
        if option.mark is not None:  # what stands in a check box is read there
            box = option.mark.shifted(-crop.box.left, -crop.box.top).grown(FRAME * option.mark.width)
            inside = box.slices(dark.shape[1], dark.shape[0])
            strength[inside], ink[inside] = 0.0, 0.0
    labels = [option.label.shifted(-crop.box.left, -crop.box.top) for option in crop.cell.options]
    others = [box.shifted(-crop.box.left, -crop.box.top) for box in crop.cell.print_boxes]
    height, width = strength.shape
    words = np.zeros_like(strength)
    for box in [*labels, *others]:
        words[box.slices(width, height)] = _OTHERS
    pictures = []
    # The words of a field are printed alike; where a mark hides some, their box may be found too high.
    usual = float(np.median([label.height for label in labels]))
    for label in labels:
        x, y = label.centre
        aside, half = label.width / 2 + _ASIDE * usual, (0.5 + _ABOVE) * usual
        seen = Box(x - aside, y - half, x + aside, y + half)
        own = words.copy()
        own[label.slices(width, height)] = 1.0
        pictures.append(np.stack([_small(picture, seen) for picture in (strength, ink, own)], axis=-1))
    measures = [astuple(words) for words in measure_words(crop)]
    return pictures, np.array(measures, np.float32)


def load_looks(file: Path = PACKAGED_LOOKS) -> LookNet:
    """The packaged network. Raises MachineError when its file is missing or broken."""
    return read_weights(file, lambda stored: LookNet(word_net_of(stored), stored["weighing"], stored["shares"]))


def _small(picture: Floats, seen: Box) -> Floats:
    """The part of `picture` in `seen`, HIGH_PX high, at most MOST_WIDE_PX wide; paper where it reaches out of it."""
    height, width = picture.shape
    top, left = round(seen.top), round(seen.left)
    bottom, right = max(top + 1, round(seen.bottom)), max(left + 1, round(seen.right))
    part = picture[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    before = max(0, -top), max(0, -left)
    behind = max(0, bottom - max(top, height)), max(0, right - max(left, width))
    part = np.pad(part, ((before[0], behind[0]), (before[1], behind[1])))
    wide = min(MOST_WIDE_PX, max(8, round(part.shape[1] * HIGH_PX / part.shape[0])))
    return cv2.resize(part, (wide, HIGH_PX), interpolation=cv2.INTER_AREA).astype(np.float32)
