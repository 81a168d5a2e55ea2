"""Which way up a page lies, without reading it: along which axis its words run, and at which end its head stands."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey

_INK_LEVEL = 70
_RULING_SHARE = 0.022
"""Shortest ruling as a share of the page's long side: 6.5 mm of A4, longer than any printed letter's stroke."""
_LETTER_GAP_SHARE = 0.0055
"""Widest gap between letters of a word: 1.6 mm of A4; lines of print stand farther apart."""
_TABLE_SHARE = 0.05
_ENOUGH_PIECES = 60


def quarter_turns(ink: Grey) -> int:
    """By how many counter-clockwise quarter turns the page stands turned, 0 to 3; `ink` as for is_sideways."""
    turns = 1 if is_sideways(ink) else 0
    return turns + (2 if upside_down_odds(np.ascontiguousarray(np.rot90(ink, -turns))) > 0 else 0)


def is_sideways(ink: Grey) -> bool:
    """Whether the words run up or down the page. `ink`: bright strokes on 0, straight, about 150 dpi.

    Letters of a word stand closer than lines do: closing gaps along the words leaves fewer pieces than closing
    gaps across them. Words in a table's head often run upwards, so words outside the table decide when there are
    enough of them.
    """
    letters, rulings = _letters_and_rulings(ink)
    outside = letters.copy()
    for left, top, right, bottom in tables(rulings):
        outside[top:bottom, left:right] = 0
    if _pieces(outside, 1, 1) >= _ENOUGH_PIECES:
        letters = outside
    gap = max(3, round(_LETTER_GAP_SHARE * max(ink.shape)))
    return _pieces(letters, gap, 1) > _pieces(letters, 1, gap)


def upside_down_odds(ink: Grey) -> float:
    """Evidence that the page stands on its head: > 0 upside down, < 0 upright, about 0 unknown; words run across.

    A form has its title and head fields above its table and often nothing below it; so most of the words that stand
    outside the table's span stand above it, and ink in general starts nearer to the top than it ends to the bottom.
    """
    letters, _ = _letters_and_rulings(ink)
    rows = cv2.reduce(letters, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
    if not rows.sum() > 0:
        return 0.0
    middle = float((rows * np.arange(len(rows))).sum() / rows.sum()) / len(rows)
    return 2 * (middle - 0.5)


def tables(rulings: Grey) -> tuple[tuple[int, int, int, int], ...]:
    """Boxes (left, top, right, bottom) around connected rulings that cover a good part of the page, in pixels."""
    height, width = rulings.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(rulings, np.ones((5, 5), np.uint8)))
    return tuple(
        (int(left), int(top), int(left + across), int(top + down))
        for left, top, across, down, _ in stats[1:]
        if across * down > _TABLE_SHARE * height * width
    )


def _letters_and_rulings(ink: Grey) -> tuple[Grey, Grey]:
    """A mask of the strokes that are no long straight lines, and a mask of those that are."""
    mask = cv2.threshold(ink, _INK_LEVEL, 255, cv2.THRESH_BINARY)[1]
    reach = max(15, round(_RULING_SHARE * max(ink.shape)))
    across = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, 1)))
    down = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (1, reach)))
    rulings = cv2.bitwise_or(across, down).astype(np.uint8, copy=False)
    letters = cv2.subtract(mask, cv2.dilate(rulings, np.ones((3, 3), np.uint8)))
    return letters.astype(np.uint8, copy=False), rulings


def _pieces(letters: Grey, across: int, down: int) -> int:
    """How many connected pieces are left when gaps of that many pixels are closed."""
    closed = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (across, down)))
    return int(cv2.connectedComponents(closed, connectivity=8)[0])
