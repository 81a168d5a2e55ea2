"""A small network that knows single signs: digits, tick, cross, dash, ditto, and writing of more than one sign.

Two convolutions and two linear layers in numpy; weights and how they were made: training/shapes.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.errors import MachineError
from pipeline.read.ink import USUAL_CELL_PX, Ink

SHAPES = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "tick", "cross", "dash", "ditto", "other")
"""What a sign may be; `other` is writing of several signs, letters, scribbles."""
PACKAGED_WEIGHTS = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "shapes.npz"

_FLAT = 1.6
"""Least length of a dash in its widths; a blunt pen makes short ones."""
_THICK = 0.25
"""Most thickness of a dash, its bend counted, in heights of the cell; words are higher."""
_STROKE, _ALIKE, _APART = 0.3, 0.5, 1.25
"""Of ditto marks: pieces lower than this share of the highest are specks or dashes beside them; the strokes are so much
alike, in height and in the rows they share; and so near each other, in heights. training.strokes draws them 0.35 to 1.2
apart, benchmarks.mark_cells 0.4 to 1."""
SIDE_PX = 32
_INK_PX = 26

Floats = NDArray[np.float32]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, eq=False)
class ShapeNet:
    """The weights: two convolutions (stride 2), two linear layers."""

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    hidden: Floats
    hidden_bias: Floats
    last: Floats
    last_bias: Floats

    def classify(self, pictures: Floats, measures: Floats) -> Floats:
        """Probabilities (n, classes) from pictures (n, height, width, channels) and measures (n, measures)."""
        one = convolved(pictures, self.first, self.first_bias)
        two = convolved(one, self.second, self.second_bias)
        flat = np.concatenate([two.reshape(len(two), -1), measures], axis=1)
        return softmax(np.maximum(flat @ self.hidden + self.hidden_bias, 0) @ self.last + self.last_bias)


def sign_input(ink: Ink) -> tuple[Floats, Floats]:
    """What the network sees of a cell: its own ink in a square of 32 px, 0 paper to 1 ink, and six measures of it."""
    box = ink.box()
    own = ink.own.astype(np.uint8)
    near = cv2.dilate(own, np.ones((3, 3), np.uint8)) > 0
    dark = ink.dark[ink.place].astype(np.float32) / max(ink.contrast, 30.0)
    dark = np.where(near, np.clip(dark, 0, 1), 0).astype(np.float32)
    height, width = dark.shape
    scale = _INK_PX / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(dark, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    picture = np.zeros((SIDE_PX, SIDE_PX), np.float32)
    top, left = (SIDE_PX - size[1]) // 2, (SIDE_PX - size[0]) // 2
    picture[top : top + size[1], left : left + size[0]] = small
    usual = min(max(ink.cell.height, 1.0), USUAL_CELL_PX)
    measures = np.array(
        [
            min(height / usual, 1.5),
            min(width / usual, 3.0),
            np.log(width / height),
            min(len(ink.parts), 6) / 3,
            float(own.mean()),
            np.clip((box.centre[1] - ink.cell.top) / max(ink.cell.height, 1.0), 0, 1),
        ],
        np.float32,
    )
    return picture, measures


def is_flat(ink: Ink) -> bool:
    """Whether the ink as a whole is long and narrow, in whatever direction, as a dash is."""
    points = cv2.findNonZero(ink.own.astype(np.uint8))
    if points is None or len(points) < 2:
        return True
    rows, columns = ink.place
    (_, (one, other), _) = cv2.minAreaRect(points + np.array([columns.start, rows.start], np.int32))
    short, long = sorted((one, other))
    return long >= _FLAT * max(1.0, short) and short <= _THICK * min(ink.cell.height, USUAL_CELL_PX)


def strokes_across(ink: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many strokes stand beside one another in each row of a mask, shape (rows,)."""
    starts = np.diff(ink.astype(np.int8), axis=1, prepend=0) == 1
    return np.asarray(np.count_nonzero(starts, axis=1), dtype=np.int64)


def is_repeated(ink: Ink) -> bool:
    """Whether the ink may be strokes side by side, as ditto marks are: of about one height, near one another.

    One piece may: strokes that touch. A letter with a ruling's rest or a neighbour's stroke beside it is none.
    """
    tallest = max((part.box.height for part in ink.parts), default=0.0)
    strokes = [part.box for part in ink.parts if part.box.height >= _STROKE * tallest]
    for one, other in pairwise(sorted(strokes, key=lambda box: box.left)):
        shorter = min(one.height, other.height)
        shared = min(one.bottom, other.bottom) - max(one.top, other.top)
        if shorter < _ALIKE * tallest or shared < _ALIKE * shorter or other.left - one.right > _APART * tallest:
            return False
    return True


def load_shapes(file: Path = PACKAGED_WEIGHTS) -> ShapeNet:
    """The packaged network. Raises MachineError when its file is missing or broken."""
    return load_net(file)


def load_net(file: Path) -> ShapeNet:
    """The network in `file`. Raises MachineError when it is missing or broken."""
    return read_weights(file, lambda stored: ShapeNet(*(stored[name] for name in ShapeNet.__slots__)))


def read_weights(file: Path, read: Callable[[Mapping[str, Floats]], Made]) -> Made:
    """What `read` makes of the arrays in `file`. Raises MachineError when it is missing or broken, or lacks one."""
    try:
        with np.load(file) as stored:
            return read({name: stored[name].astype(np.float32) for name in stored.files})
    except (OSError, KeyError, ValueError) as error:
        raise MachineError(f"The weights {file} cannot be read ({error}); install dasawisma again.") from error


def windows(pictures: Floats, size: int) -> Floats:
    """What each window of `size` squared sees, two apart: (n, rows, columns, size * size * channels)."""
    count, high, wide, channels = pictures.shape
    each, row, column, channel = pictures.strides
    places = count, (high - size) // 2 + 1, (wide - size) // 2 + 1
    view = np.lib.stride_tricks.as_strided(
        pictures, (*places, size, size, channels), (each, 2 * row, 2 * column, row, column, channel), writeable=False
    )
    return view.reshape(*places, -1)


def convolved(pictures: Floats, weights: Floats, bias: Floats) -> Floats:
    """Convolution with stride 2 and ReLU. pictures (n, h, w, c), weights (k, k, c, out)."""
    result: Floats = np.maximum(windows(pictures, weights.shape[0]) @ weights.reshape(-1, weights.shape[-1]) + bias, 0)
    return result


def softmax(logits: Floats) -> Floats:
    """Probabilities, each row's summing to 1."""
    shares: Floats = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return shares


def shape_names(shares: Sequence[float]) -> dict[str, float]:
    """Probabilities by name."""
    return {name: float(share) for name, share in zip(SHAPES, shares, strict=True)}
