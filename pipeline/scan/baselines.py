"""The feet of printed words, as lines: what tells of a bend where a page has no rulings."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.pieces import outer_boxes
from pipeline.scan.rulings import Traces, renumbered

_INK_LEVEL = 70
_MIN_LETTER_PX, _MAX_LETTER_PX = 5, 30
_MAX_JOINED_PX = 60
"""Widest piece that is still taken for one or a few touching letters."""
_WORD_GAP_SHARE = 0.0055
_MIN_LETTERS, _MIN_WORD_PX = 5, 40.0
_FOOT_PX = 1.2
"""How far a letter's foot may lie off its word's line; letters with descenders lie farther off."""


def baselines(ink: Grey) -> Traces:
    """Per word of at least five letters, the middle of each letter's lower edge; `ink` as for rulings.horizontals."""
    mask = cv2.threshold(ink, _INK_LEVEL, 255, cv2.THRESH_BINARY)[1]
    left, top, width, height = outer_boxes(mask).T
    letter = (height >= _MIN_LETTER_PX) & (height <= _MAX_LETTER_PX) & (width >= 2) & (width <= _MAX_JOINED_PX)
    left, top, width, height = left[letter], top[letter], width[letter], height[letter]
    letters = np.zeros_like(mask)
    for x, y, across, down in zip(left.tolist(), top.tolist(), width.tolist(), height.tolist(), strict=True):
        letters[y : y + down, x : x + across] = 255
    gap = max(3, round(_WORD_GAP_SHARE * max(ink.shape)))
    words = cv2.connectedComponents(cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8)))[1]
    word = words[top + height // 2, left + width // 2].astype(np.int64)
    x, foot = left + width / 2.0, _feet(ink, left, top + height, left + width)
    for _ in range(3):
        kept = _on_line(x, foot, word)
        x, foot, word = x[kept], foot[kept], word[kept]
    return renumbered(Traces(x, foot, word), _long_enough(x, word))


def _feet(
    ink: Grey, left: NDArray[np.int64], bottom: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Where the ink ends downwards at each letter's lower edge, to a fraction of a pixel: the mean of its fall."""
    fall = cv2.subtract(ink[:-1], ink[1:])
    sums = cv2.integral(fall, sdepth=cv2.CV_32S)
    rows = np.clip(bottom[:, None] + np.arange(-2, 1), 0, len(fall) - 1)
    left, right = left[:, None], right[:, None]
    weight = sums[rows + 1, right] - sums[rows, right] - sums[rows + 1, left] + sums[rows, left]
    return np.asarray((weight * (rows + 1)).sum(axis=1) / np.maximum(weight.sum(axis=1), 1), dtype=np.float64)


def _on_line(x: NDArray[np.float64], y: NDArray[np.float64], word: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which feet lie near the line through the feet of their word; words slope little, so the middle foot leads."""
    if not len(word):
        return np.zeros(0, dtype=np.bool_)
    order = np.lexsort((y, word))
    starts = np.flatnonzero(np.diff(word[order], prepend=-1))
    counts = np.diff(np.append(starts, len(order)))
    middle = np.zeros(int(word.max()) + 1)
    middle[word[order[starts]]] = y[order[starts + counts // 2]]
    count = np.maximum(np.bincount(word), 1)
    near = np.abs(y - middle[word]) < 3 * _FOOT_PX
    many = np.maximum(np.bincount(word, near), 1)
    x0, y0 = np.bincount(word, x * near) / many, np.bincount(word, y * near) / many
    dx, dy = (x - x0[word]) * near, (y - y0[word]) * near
    slope = np.bincount(word, dx * dy) / np.maximum(np.bincount(word, dx * dx), 1e-9)
    off = np.abs(y - y0[word] - slope[word] * (x - x0[word]))
    return np.asarray((off < _FOOT_PX) & (count[word] >= _MIN_LETTERS), dtype=np.bool_)


def _long_enough(x: NDArray[np.float64], word: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which words, by number, have enough letters left and are long enough to tell a slope."""
    if not len(word):
        return np.zeros(0, dtype=np.bool_)
    first, last = np.full(int(word.max()) + 1, np.inf), np.full(int(word.max()) + 1, -np.inf)
    np.minimum.at(first, word, x)
    np.maximum.at(last, word, x)
    return np.asarray((np.bincount(word) >= _MIN_LETTERS) & (last - first >= _MIN_WORD_PX), dtype=np.bool_)
