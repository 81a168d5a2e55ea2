"""Colons: pairs of dots one above the other, and which of them are printed and not a copier's specks."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.printed.neighbours import pairs_apart
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

SMALLEST_DOT_MM, LARGEST_DOT_MM = 0.17, 1.1
ASIDE_MM = 0.26
LOWEST_MM, TALLEST_MM = 0.7, 2.6
UNLIKE_DOTS = 4.0
LEAST_UPRIGHT = 1.5
"""Two dots that run together are so many times as high as wide at least."""
MOST_DOTS = 20_000
MOST_PAIRS = 400
"""A page has some sixty, a speckled one a hundred more; where there are more, all are grain."""

SAME_COLUMN_MM = 0.9
LEAST_COLUMN = 3
"""So many pairs below one another are printed though letters stand close on both sides of one."""
SAME_HEIGHT, SAME_WIDTH, FAINT = 0.2, 0.35, 0.5
OF_LETTERS = (0.3, 1.0)
"""Height of a colon to that of the print beside it: an x-height, beside capitals or letters with tails."""

FAR_MM, IN_LINE_MM, LEAST_IN_LINE = 12.0, 1.5, 5
"""A pair so far behind its words, alone in its column, where so many begin in line with these: printed colons stand
behind all of them, or right behind the words."""
LEAST_STRAY = 3
"""So many pairs that stand beside no print tell that a page is speckled."""

BELOW_BASELINE, ABOVE_BASELINE = 0.15, 0.42
"""Of the letters' height: how far the lower dot may end below or above the lowest ink of the print beside it."""


def dot_pairs(ink: Grey, px_per_mm: float) -> tuple[Box, ...]:
    """Pairs of dots on `ink` (255 where ink is, else 0), one above the other with nothing else beside them."""
    stats = piece_boxes(ink).astype(np.float64)
    size = np.maximum(stats[:, 2], stats[:, 3])
    dots = stats[(size <= LARGEST_DOT_MM * px_per_mm) & (size >= SMALLEST_DOT_MM * px_per_mm)]
    if not 2 <= len(dots) <= MOST_DOTS:
        return ()
    x, y, area = dots[:, 0] + dots[:, 2] / 2, dots[:, 1] + dots[:, 3] / 2, dots[:, 2] * dots[:, 3]
    upper, lower = pairs_apart(x, -ASIDE_MM * px_per_mm, ASIDE_MM * px_per_mm)
    down = y[lower] - y[upper]
    alike = np.maximum(area[upper], area[lower]) <= UNLIKE_DOTS * np.minimum(area[upper], area[lower])
    likely = (down >= LOWEST_MM * px_per_mm) & (down <= TALLEST_MM * px_per_mm) & alike
    first, second = dots[upper[likely]], dots[lower[likely]]
    edges = np.stack(
        [
            np.minimum(first[:, 0], second[:, 0]),
            first[:, 1],
            np.maximum(first[:, 0] + first[:, 2], second[:, 0] + second[:, 2]),
            second[:, 1] + second[:, 3],
        ],
        axis=1,
    ).astype(np.int64)
    summed = np.asarray(cv2.integral((ink > 0).astype(np.uint8)), dtype=np.int32)
    aside = np.array([-1, 0, 1, 0], dtype=np.int64) * int(0.3 * px_per_mm)
    alone = _inside(summed, edges + aside) <= 1.25 * _inside(summed, edges)
    if int(alone.sum()) > MOST_PAIRS:
        return ()
    found = [Box(*(float(edge) for edge in four)) for four in edges[alone]]
    return tuple(sorted(found, key=lambda box: (box.top, box.left)))


def run_together(small: Grey, px_per_mm: float, ink: Grey, by: float) -> tuple[Box, ...]:
    """Pairs of dots that are one piece of ink on a picture made `by` times smaller, and two on the picture itself: so
    little is between those of a blurred page. small, ink: 255 where ink is, else 0; px_per_mm and boxes: of the small.
    """
    pieces = piece_boxes(small)
    wide, tall = pieces[:, 2], pieces[:, 3]
    most = LARGEST_DOT_MM * px_per_mm
    narrow = (wide <= most) & (tall >= LEAST_UPRIGHT * wide)
    likely = pieces[narrow & (tall >= LOWEST_MM * px_per_mm) & (tall <= TALLEST_MM * px_per_mm + most)]
    if len(likely) > MOST_PAIRS:
        return ()
    found = [Box(left, top, left + width, top + height) for left, top, width, height in likely.astype(float).tolist()]
    return tuple(box for box in found if _two_dots(ink[box.scaled(by).slices(ink.shape[1], ink.shape[0])]))


def _two_dots(ink: Grey) -> bool:
    """Whether there are two dots one above the other and nothing else."""
    dots = sorted(piece_boxes(ink).tolist(), key=lambda dot: dot[1])
    if len(dots) != 2:
        return False
    (left, top, wide, tall), (below_left, below_top, below_wide, below_tall) = dots
    areas = sorted((wide * tall, below_wide * below_tall))
    aside = abs(left + wide / 2 - below_left - below_wide / 2)
    apart = top + tall <= below_top and aside <= max(wide, below_wide) / 2
    return bool(apart and areas[1] <= UNLIKE_DOTS * areas[0])


def printed_colons(pairs: Sequence[Box], pieces: Sequence[Box], px_per_mm: float) -> tuple[Box, ...]:
    """Those pairs of dots that are printed colons, in the order given.

    A colon is printed where it has the size and the place of one beside the print on its left, and is as tall as the
    others of its page; or where it stands in a column of such colons. None stands alone amid the letters of a word, nor
    on a speckled page alone and far behind one of many labels.
    """
    beside = [_beside(pair, pieces, px_per_mm) for pair in pairs]
    speckled = beside.count(False) >= LEAST_STRAY
    at = np.array([pair.centre[0] for pair in pairs])
    tall = np.array([pair.height for pair in pairs])
    good = np.array(beside, dtype=bool)
    mates = [
        int(np.count_nonzero(good & (np.abs(at - x) <= SAME_COLUMN_MM * px_per_mm) & _alike(tall, height)))
        for x, height in zip(at, tall, strict=True)
    ]
    columned = np.array([own and others >= 2 for own, others in zip(beside, mates, strict=True)], dtype=bool)
    usual = float(np.median(tall[columned])) if columned.any() else None
    widths = np.array([pair.width for pair in pairs])
    wide = float(np.median(widths[columned])) if columned.any() else 0.0
    return tuple(
        pair
        for pair, own, others in zip(pairs, beside, mates, strict=True)
        if (
            own
            and (usual is None or _is_like(pair, usual, wide, others))
            and (others >= LEAST_COLUMN or not _in_word(pair, pieces))
            and not (speckled and others < 2 and _far_behind_one_of_many(pair, pieces, px_per_mm))
        )
        or (not own and others >= 2)
    )


def _in_word(pair: Box, pieces: Sequence[Box]) -> bool:
    """Whether letters of one word stand on both sides: specks in writing are the dot of an i and a stroke's rest."""
    return any(piece.left < pair.left and pair.right < piece.right and piece.overlap(pair) > 0 for piece in pieces)


def _far_behind_one_of_many(pair: Box, pieces: Sequence[Box], px_per_mm: float) -> bool:
    """Whether the nearest print on its left, on its line, ends far before it and begins in line with many others."""
    level = [piece for piece in pieces if piece.left < pair.left and piece.top < pair.centre[1] < piece.bottom]
    nearest = max(level, key=lambda piece: piece.right, default=None)
    if nearest is None or pair.left - nearest.right < FAR_MM * px_per_mm:
        return False
    in_line = sum(abs(piece.left - nearest.left) <= IN_LINE_MM * px_per_mm for piece in pieces)
    return in_line >= LEAST_IN_LINE


def _is_like(pair: Box, tall: float, wide: float, mates: int) -> bool:
    """Whether a pair of dots is about as tall and wide as the page's colons are; two specks stand askew, or differ.

    Faint dots are narrower; those of a column may all lie so that they fill two pixels more. mates: pairs in its
    column, itself too.
    """
    wider, most = pair.width - wide, 1.5 if mates < 2 else 2.5
    return abs(pair.height - tall) <= SAME_HEIGHT * tall and -FAINT * wide <= wider <= max(most, SAME_WIDTH * wide)


def _alike(tall: NDArray[np.float64], height: float) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = np.abs(tall - height) <= SAME_HEIGHT * height
    return result


def _inside(summed: NDArray[np.int32], edges: NDArray[np.int64]) -> NDArray[np.int32]:
    """Pixels of ink inside boxes (left, top, right, bottom), shape (boxes, 4), from the picture's integral."""
    x0, x1 = (np.clip(edges[:, side], 0, summed.shape[1] - 1) for side in (0, 2))
    y0, y1 = (np.clip(edges[:, side], 0, summed.shape[0] - 1) for side in (1, 3))
    result: NDArray[np.int32] = summed[y1, x1] - summed[y0, x1] - summed[y1, x0] + summed[y0, x0]
    return result


def _beside(pair: Box, pieces: Sequence[Box], px_per_mm: float) -> bool:
    """Whether a pair of dots has the height and place of a colon on the line of some print on its left."""
    for piece in pieces:
        tall = piece.height
        if piece.left < pair.left and OF_LETTERS[0] * tall <= pair.height <= OF_LETTERS[1] * tall:
            above = piece.bottom - pair.bottom
            slack = 0.25 * px_per_mm
            if -BELOW_BASELINE * tall - slack <= above <= ABOVE_BASELINE * tall + slack:
                return True
    return False
