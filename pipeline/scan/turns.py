"""Which way up a page lies, without reading it: along which axis its words run, and at which end its head stands."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.pieces import outer_boxes, piece_boxes

_INK_LEVEL, _RULING_LEVEL = 70, 35
"""Of strokes, and of rulings, which may be fine and pale."""
_RULING_SHARE = 0.022
"""Shortest ruling as a share of the page's long side: 6.5 mm of A4, longer than any printed letter's stroke."""
_LETTER_GAP_SHARE = 0.0055
"""Widest gap between letters of a word: 1.6 mm of A4; lines of print stand farther apart."""
_TABLE_SHARE = 0.05
_ENOUGH_PIECES = 60
"""So many letters outside the table tell the way of the words; on fewer, the table's own words are asked too."""
_LETTER_SHARE = 0.0024
"""Lowest letter as a share of the page's long side: 0.7 mm of A4."""
_WORD_LONG = 4.0
"""Of its height: a word of five letters, not a figure or two."""
_UNSURE_SHARE = 0.3
"""Of the words' length the other way's: up to 0.15 where a table was seen or there is none, 1.0 where it was missed."""
_SPANNING = 0.6
"""A ruling that covers this share of its table's width parts rows."""
_EDGE_BIN_PX = 3


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """A page's strokes parted: masks of those that are long straight lines, and of all others."""

    letters: Grey
    rulings: Grey

    def turned_back(self, quarter_turns: int) -> Strokes:
        """The same with that many counter-clockwise quarter turns undone."""
        return Strokes(*(np.ascontiguousarray(np.rot90(mask, -quarter_turns)) for mask in (self.letters, self.rulings)))


def parted(ink: Grey) -> Strokes:
    """The strokes of a page. `ink`: bright strokes on 0, straight, about 150 dpi."""
    mask = cv2.threshold(ink, _RULING_LEVEL, 255, cv2.THRESH_BINARY)[1]
    reach = max(15, round(_RULING_SHARE * max(ink.shape)))
    # Rulings of bent pages climb a little: three rows together hold a run of theirs.
    across = cv2.morphologyEx(
        cv2.dilate(mask, np.ones((3, 1), np.uint8)), cv2.MORPH_OPEN, np.ones((1, reach), np.uint8)
    )
    down = cv2.morphologyEx(cv2.dilate(mask, np.ones((1, 3), np.uint8)), cv2.MORPH_OPEN, np.ones((reach, 1), np.uint8))
    rulings = cv2.bitwise_and(cv2.bitwise_or(across, down), mask).astype(np.uint8, copy=False)
    mask = cv2.threshold(ink, _INK_LEVEL, 255, cv2.THRESH_BINARY)[1]
    letters = cv2.subtract(mask, cv2.dilate(rulings, np.ones((3, 3), np.uint8)))
    return Strokes(letters.astype(np.uint8, copy=False), rulings)


def quarter_turns(strokes: Strokes) -> tuple[int, bool]:
    """By how many counter-clockwise quarter turns the page stands turned, 0 to 3; and whether the way of its words is
    sure."""
    across, down = _words(strokes)
    turns = 1 if down > across else 0
    sure = min(across, down) <= _UNSURE_SHARE * max(across, down)
    return turns + (2 if upside_down_odds(strokes.turned_back(turns)) > 0 else 0), sure


def is_sideways(strokes: Strokes) -> bool:
    """Whether the words run up or down the page."""
    across, down = _words(strokes)
    return down > across


def _words(strokes: Strokes) -> tuple[int, int]:
    """The length of all words, in pixels, if words run across, and if they run up or down.

    Letters of a word stand closer than lines do: closing gaps along the words makes long pieces of them, closing gaps
    across them does not. How many pieces are left tells less: figures alone in their cells, and what broken rulings
    leave, are as many either way. Words in a table's head often run upwards, so words outside the table decide when
    there are enough of them.
    """
    letters = strokes.letters
    lowest = _LETTER_SHARE * max(letters.shape)
    outside = _outside(letters, tables(strokes.rulings))
    # A frame round the page leaves specks outside, however many.
    if np.count_nonzero(piece_boxes(outside)[:, 2:4].max(axis=1) >= lowest) >= _ENOUGH_PIECES:
        letters = outside
    gap = _letter_gap_px(letters)
    across, down = piece_boxes(_closed(letters, gap, 1)), piece_boxes(_closed(letters, 1, gap))
    return _in_words(across[:, 2], across[:, 3], lowest), _in_words(down[:, 3], down[:, 2], lowest)


def _in_words(along: NDArray[np.int64], thick: NDArray[np.int64], lowest: float) -> int:
    """The length together of those pieces that are as long as words, by their sizes along the words and across them.

    What is lower than `lowest` is the rest of a ruling.
    """
    return int(along[(along >= _WORD_LONG * thick) & (thick >= lowest)].sum())


def upside_down_odds(strokes: Strokes) -> float:
    """Evidence that the page stands on its head: > 0 upside down, < 0 upright, 0 unknown; about ±2 where it is clear.

    Its words run across. Four signs of forms, each about -1 to 1, are added: words outside the largest table stand
    above it, its head is its tallest row, words begin under one another more often than they end so, and ink gathers
    in the upper half.
    """
    boxes = tables(strokes.rulings)
    odds = _ink_below(strokes.letters)
    if boxes:
        table = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
        odds += _words_below(strokes.letters, table) + _head_below(strokes.rulings, table)
    words = _closed(_outside(strokes.letters, boxes), _letter_gap_px(strokes.letters), 1)
    return odds + _aligned_at_right(words)


def tables(rulings: Grey) -> tuple[tuple[int, int, int, int], ...]:
    """Boxes (left, top, right, bottom) around connected rulings that cover a good part of the page, in pixels."""
    height, width = rulings.shape
    return tuple(
        (left, top, left + across, top + down)
        for left, top, across, down in outer_boxes(cv2.dilate(rulings, np.ones((5, 5), np.uint8))).tolist()
        if across * down > _TABLE_SHARE * height * width
    )


def _ink_below(letters: Grey) -> float:
    """Where the middle of the ink is: -1 top, 1 bottom."""
    rows = cv2.reduce(letters, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel().astype(np.float64)
    total = float(rows.sum())
    return 2 * float(rows @ np.arange(len(rows))) / total / len(rows) - 1 if total > 0 else 0.0


def _words_below(letters: Grey, table: tuple[int, int, int, int]) -> float:
    """Ink below the table less ink above it, over their sum; 0 when there is next to none."""
    above, below = cv2.countNonZero(letters[: table[1]]), cv2.countNonZero(letters[table[3] :])
    return (below - above) / (above + below + _ENOUGH_PIECES)


def _head_below(rulings: Grey, table: tuple[int, int, int, int]) -> float:
    """Where in the table the tallest row is, -1 top to 1 bottom, less where it is hardly taller than others."""
    left, top, right, bottom = table
    covered = cv2.reduce(rulings[top:bottom, left:right], 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel() > 255 * _SPANNING
    starts = np.flatnonzero(np.diff(covered.astype(np.int8), prepend=0) == 1)
    rows = np.diff(starts)
    if len(rows) < 3:
        return 0.0
    tallest = int(rows.argmax())
    place = 2 * (starts[tallest] + rows[tallest] / 2) / (bottom - top) - 1
    return float(place * min(1.0, rows[tallest] / np.median(rows) - 1))


def _aligned_at_right(words: Grey) -> float:
    """How much more often words end under one another than they begin so, as a logarithm within ±1."""
    left, _, across, down = outer_boxes(words).T
    words_seen = (across > 12) & (down > 4)
    if np.count_nonzero(words_seen) < 10:
        return 0.0
    left, right = left[words_seen], (left + across)[words_seen]
    return float(np.clip(np.log(_crowding(right) / _crowding(left)), -1, 1))


def _crowding(places: NDArray[np.int64]) -> float:
    """How much places gather: the summed square of their counts in overlapping bins."""
    counts = np.bincount(places // _EDGE_BIN_PX, minlength=2).astype(np.float64)
    return float(np.square(counts[1:] + counts[:-1]).sum())


def _outside(letters: Grey, boxes: tuple[tuple[int, int, int, int], ...]) -> Grey:
    """The letters that lie in none of the boxes."""
    outside = letters.copy()
    for left, top, right, bottom in boxes:
        outside[top:bottom, left:right] = 0
    return outside


def _letter_gap_px(ink: Grey) -> int:
    return max(3, round(_LETTER_GAP_SHARE * float(max(ink.shape))))


def _closed(letters: Grey, across: int, down: int) -> Grey:
    """The letters with gaps of that many pixels closed."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (across, down))
    return cv2.morphologyEx(letters, cv2.MORPH_CLOSE, kernel).astype(np.uint8, copy=False)
