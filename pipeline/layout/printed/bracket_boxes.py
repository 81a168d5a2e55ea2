"""Room for a mark between printed brackets: `(   ) Ya   (   ) Tidak`, `[   ] Ya`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.printed.check_boxes import LEAST_BOXES, MOST_FILLED, stands_in_line
from pipeline.layout.printed.neighbours import pairs_apart
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

SMALLEST_MM, TALLEST_MM = 1.8, 7.0
SLENDER, LEVEL = 0.6, 0.15
"""Of their height: no wider is a bracket, and so much two differ in height and place."""
NARROWEST, WIDEST = 0.6, 4.0
"""Of the height, so much room is between two: letters stand nearer, what is written apart farther."""
EMPTY = 0.03
"""Most ink between two that hold nothing, and left of the first."""
BEFORE, BEHIND = 0.2, 1.6
"""Of the height: so much paper is before the first, and so near behind the second are the option's words."""
LINE_END = 4.0
"""Of the height, so much paper is behind a pair at the end of its line."""
AFTER, MARKED = 0.12, 0.3
"""So near behind a marked pair is paper, too; of the height, so much of each side a mark that reaches out may take."""
MISPLACED_PX = 2
"""By less a pair that is found by the others' ink may be misplaced: its own bracket is no letter beside it."""
ONE_SIZE = 0.12
"""The pairs of a page differ by so much in width at most."""
LEAST_EMPTY = 3
"""So many pairs must be seen empty, which is how their size is known."""
COVERED = 0.9
"""Share of the brackets' ink that must be seen where a mark lies between or over them."""
LEAST_BULGE = 0.05
"""Of its height, so far the middle of a bracket stands out beyond its ends; in 42 faces of print by 0.08 to 0.19;
no other sign does so to the left."""
ALONE, BESIDE_PX = 0.75, 2
"""Of a marked bracket's rows, so many have paper for so many pixels to either side of it; of letters fewer have."""
END = 0.1
"""Of its height, so much of a bracket is its end."""
FOOT, WHOLE_STEM, CROSSED, NARROWEST_FOOT_PX = 0.16, 0.95, 0.5, 4
"""Of a square bracket: of its height a foot, of its rows those with its stem, of its height so much as a mark may run
through; pixels from which a foot can be told."""
MOST_PIECES, MOST_LIKELY, MOST_MARKED = 3000, 2000, 300
"""More slender strokes, and pairs of them, stand on no form: grain, a picture of dots."""

Pattern = NDArray[np.float32]
"""1 where ink is, shape (height, width) of a pair."""


def bracket_boxes(ink: Grey, px_per_mm: float, fine: Grey, finer: float) -> tuple[Box, ...]:
    """The pairs of brackets with words behind them on `ink` (255 where ink is, else 0), by their outer edges, from top
    to bottom, then left to right.

    As with round check boxes, a form has many of one size, most of them empty; the marked ones look like those.
    fine, finer: the same in so many times more pixels a side, in which the feet of square brackets are seen that a
    copier left short; it is looked at where pairs of strokes are found.
    """
    pairs = _empty_pairs(ink, px_per_mm, any_strokes=True)
    if len(_of_one_size([box for box in pairs if _has_words(ink, box)])) < LEAST_EMPTY:
        return ()
    found = _all_pairs(ink, px_per_mm)
    finely = [box.scaled(1 / finer) for box in _all_pairs(fine, px_per_mm * finer)] if finer > 1.0 else []
    both = [*found, *(box for box in finely if all(box.overlap(other) <= 0 for other in found))]
    return tuple(sorted(both, key=lambda box: (box.top, box.left)))


def _all_pairs(ink: Grey, px_per_mm: float) -> list[Box]:
    pairs = _empty_pairs(ink, px_per_mm)
    empty = _of_one_size([box for box in pairs if _has_words(ink, box)])
    if len(empty) < LEAST_EMPTY:
        return []
    found = [*empty, *_marked_pairs(ink, empty)]
    found += [
        box
        for box in pairs
        if all(box.overlap(other) <= 0 for other in found)
        and _like(box, empty[0])
        and stands_in_line(box, empty)
        and _ends_line(ink, box, found)
    ]
    return sorted(found, key=lambda box: (box.top, box.left)) if len(found) >= LEAST_BOXES else []


def _empty_pairs(ink: Grey, px_per_mm: float, any_strokes: bool = False) -> list[Box]:
    """Two slender strokes, as tall, level, paper between them and before them; brackets, or `any_strokes`."""
    stats = piece_boxes(ink)
    tall, wide = stats[:, 3], stats[:, 2]
    slender = (tall >= SMALLEST_MM * px_per_mm) & (tall <= TALLEST_MM * px_per_mm) & (wide <= SLENDER * tall)
    left, top, wide, tall = stats[slender].astype(np.float64).T
    if not 2 <= len(left) <= MOST_PIECES:
        return []
    first, second = pairs_apart(left, NARROWEST * SMALLEST_MM * px_per_mm, (WIDEST + SLENDER) * TALLEST_MM * px_per_mm)
    high = np.maximum(tall[first], tall[second])
    room = left[second] - left[first] - wide[first]
    likely = (np.abs(tall[first] - tall[second]) <= LEVEL * high) & (np.abs(top[first] - top[second]) <= LEVEL * high)
    likely &= (room >= NARROWEST * high) & (room <= WIDEST * high)
    if np.count_nonzero(likely) > MOST_LIKELY:
        return []
    found: dict[tuple[int, int], Box] = {}
    for one, other in zip(first[likely].tolist(), second[likely].tolist(), strict=True):
        right = left[other] + wide[other]
        lowest = max(top[one] + tall[one], top[other] + tall[other])
        box = Box(float(left[one]), float(min(top[one], top[other])), float(right), float(lowest))
        between = Box(box.left + wide[one] + 1, box.top, float(left[other]) - 1, box.bottom)
        before = Box(box.left - BEFORE * box.height, box.top, box.left - 1, box.bottom)
        strokes = (
            Box(float(left[at]), float(top[at]), float(left[at] + wide[at]), float(top[at] + tall[at]))
            for at in (one, other)
        )
        if max(_inked(ink, between), _inked(ink, before)) <= EMPTY and (
            any_strokes or all(_is_bracket(ink, stroke, way) for stroke, way in zip(strokes, (-1, 1), strict=True))
        ):
            found[one, other] = box
    # Strokes in a row, each as far from the next, are figures or a comb of little boxes.
    uses = Counter(stroke for pair in found for stroke in pair)
    return [box for pair, box in found.items() if max(uses[stroke] for stroke in pair) == 1]


def _is_bracket(ink: Grey, stroke: Box, way: int, crossed: float = EMPTY) -> bool:
    """Whether a stroke is a round or a square bracket: that opens where `way` is -1, that closes where it is 1.

    crossed: of the height of a square one, so much a mark may run through.
    """
    return _bulge(ink, stroke) * way >= LEAST_BULGE or _is_square(ink, stroke, way, crossed)


def _is_square(ink: Grey, stroke: Box, way: int, crossed: float) -> bool:
    """Whether a stroke is a stem on its outer side with a foot at either end that reaches in, and little between."""
    part = ink[stroke.slices(ink.shape[1], ink.shape[0])] > 0
    part = part[:, ::-1] if way > 0 else part
    high, wide = part.shape
    end = max(1, round(FOOT * high))
    inner = slice(max(2, wide - max(1, wide // 3)), wide)
    stem = float(part[:, : max(1, wide // 2)].any(axis=1).mean())
    outer = float(part[end : high - end, :2].any(axis=1).mean())
    feet = part[:end, inner].any() and part[high - end :, inner].any()
    between = float(part[end : high - end, inner].any(axis=1).mean()) if high > 2 * end else 1.0
    return wide >= NARROWEST_FOOT_PX and min(stem, outer) >= WHOLE_STEM and bool(feet) and between <= crossed


def _bulge(ink: Grey, stroke: Box) -> float:
    """How far right of its ends the middle of a stroke lies, in its heights: less than 0 of `(`, more of `)`, and about
    0 of `l`, `/`, `1`, two of which, with room between them, are no place for a mark."""
    part = ink[stroke.slices(ink.shape[1], ink.shape[0])] > 0
    high = part.shape[0]
    rows = (slice(0, high // 5), slice(2 * high // 5, high - 2 * high // 5), slice(high - high // 5, high))
    places = [np.nonzero(part[row])[1] for row in rows]
    if any(len(place) == 0 for place in places):
        return 0.0
    head, middle, foot = (float(place.mean()) for place in places)
    return float((middle - (head + foot) / 2) / high)


def _marked_pairs(ink: Grey, empty: list[Box]) -> list[Box]:
    """Where the ink of the empty pairs is seen as well, whatever lies between or over it."""
    wide, tall = (round(float(np.median([getattr(box, side) for box in empty]))) for side in ("width", "height"))
    if min(ink.shape[0] - tall, ink.shape[1] - wide) <= 0:
        return []
    seen = [cv2.resize(ink[box.slices(*ink.shape[::-1])], (wide, tall), interpolation=cv2.INTER_AREA) for box in empty]
    usual = (np.mean(seen, axis=0) >= 128).astype(np.float32)
    near = (cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0).astype(np.float32)
    # Each bracket alone: paper is wider here and there, and where one is covered well the other must be, too.
    sides = usual.copy(), usual.copy()
    sides[0][:, wide // 2 :], sides[1][:, : wide // 2] = 0, 0
    if not all(side.any() for side in sides):
        return []
    covered = np.minimum(*(cv2.matchTemplate(near, side / side.sum(), cv2.TM_CCORR) for side in sides))
    filled = cv2.boxFilter((ink > 0).astype(np.float32), -1, (wide, tall), anchor=(0, 0))
    y, x = np.nonzero((covered >= COVERED) & (filled[: covered.shape[0], : covered.shape[1]] <= MOST_FILLED))
    found: list[Box] = []
    free, tried = np.ones(covered.shape, np.bool_), 0
    for box in empty:
        _take(free, box, wide, tall)
    for at in np.argsort(-covered[y, x], kind="stable"):
        if not free[y[at], x[at]]:
            continue
        tried += 1
        if tried > MOST_MARKED:
            break
        box = Box(float(x[at]), float(y[at]), float(x[at] + wide), float(y[at] + tall))
        strokes = tuple(_box_of(side, box) for side in sides)
        alone = (_stands_alone(ink, *one) for one in zip(strokes, (-1, 1), strict=True))
        if not (all(_reaches(ink, stroke) for stroke in strokes) and any(alone)):
            continue  # letters of a line of print, here and there as dark as brackets are
        worded = _has_words(ink, box) or _ends_line(ink, box, (*empty, *found))
        if stands_in_line(box, empty) and worded and _apart(ink, box):
            found.append(box)
            _take(free, box, wide, tall)
    return found


def _take(free: NDArray[np.bool_], box: Box, wide: int, tall: int) -> None:
    """Marks where a pair so wide and tall, by its upper left corner, would lie on one that was found."""
    top, left = max(0, math.ceil(box.top) - tall + 1), max(0, math.ceil(box.left) - wide + 1)
    free[top : math.floor(box.bottom), left : math.floor(box.right)] = False


def _apart(ink: Grey, box: Box) -> bool:
    """Whether paper stands on both sides of a pair but where its mark reaches out: two letters have letters there."""
    left = Box(box.left - BEFORE * box.height, box.top, box.left - MISPLACED_PX, box.bottom)
    right = Box(box.right + MISPLACED_PX, box.top, box.right + MISPLACED_PX + AFTER * box.height, box.bottom)
    shares = []
    for side in (left, right):
        part = ink[side.slices(ink.shape[1], ink.shape[0])] > 0
        shares.append(float(part.any(axis=1).mean()) if part.size else 0.0)
    return max(shares) <= MARKED


def _box_of(side: Pattern, pair: Box) -> Box:
    """Where the one bracket that `side` holds, of a pair's size, lies in a pair."""
    rows, columns = np.nonzero(side)
    left, top = pair.left + columns.min(), pair.top + rows.min()
    return Box(float(left), float(top), float(pair.left + columns.max() + 1), float(pair.top + rows.max() + 1))


def _reaches(ink: Grey, stroke: Box) -> bool:
    """Whether ink goes from the top of a stroke to its bottom: brackets stand lower than most letters."""
    part = ink[stroke.slices(ink.shape[1], ink.shape[0])] > 0
    end = max(1, round(END * part.shape[0]))
    return bool(part[:end].any() and part[-end:].any())


def _stands_alone(ink: Grey, stroke: Box, way: int) -> bool:
    """Whether a stroke bulges as a bracket does, to the right where `way` is 1, with paper beside most of its rows."""
    height, width = ink.shape
    rows, columns = stroke.slices(width, height)
    sides = (slice(max(0, columns.start - BESIDE_PX), columns.start), slice(columns.stop, columns.stop + BESIDE_PX))
    free = ~np.hstack([ink[rows, side] > 0 for side in sides]).any(axis=1)
    return float(free.mean()) >= ALONE and _is_bracket(ink, stroke, way, CROSSED)


def _has_words(ink: Grey, box: Box) -> bool:
    """Whether something is printed right behind a pair."""
    return _inked(ink, Box(box.right + 1, box.top, box.right + BEHIND * box.height, box.bottom)) > EMPTY


def _ends_line(ink: Grey, box: Box, pairs: Sequence[Box]) -> bool:
    """Whether a pair is the last of its line, behind another: its words begin the next line."""
    behind = Box(box.right + 1, box.top, box.right + LINE_END * box.height, box.bottom)
    before = any(
        other.right < box.left and abs(other.centre[1] - box.centre[1]) <= LEVEL * box.height for other in pairs
    )
    return before and _inked(ink, behind) == 0.0


def _inked(ink: Grey, box: Box) -> float:
    part = ink[box.slices(ink.shape[1], ink.shape[0])]
    return float((part > 0).mean()) if part.size else 0.0


def _of_one_size(pairs: list[Box]) -> list[Box]:
    """The most pairs that are about as wide and as tall as one of them."""
    return max(([box for box in pairs if _like(box, one)] for one in pairs), key=len, default=[])


def _like(box: Box, one: Box) -> bool:
    wide, tall = abs(box.width - one.width), abs(box.height - one.height)
    return wide <= max(2.0, ONE_SIZE * one.width) and tall <= max(2.0, ONE_SIZE * one.height)
