"""Printed check boxes: small ruled squares, empty or marked."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.printed.neighbours import pairs_apart
from pipeline.layout.printed.upright_strokes import upright_strokes
from pipeline.model import Grey

SMALLEST_MM = 1.9
LARGEST_MM = 7.5
EDGE_COVERED = 0.86
MARKED_EDGE = 0.9
MOST_FILLED = 0.7
"""Share of a box that may be ink; more where it stands on a line or in a column with others: filled in by hand."""
MOST_AROUND = 0.3
"""Share of what lies around such a box that may be ink: ends of the mark, words."""
SETTLED_PX = 4
"""By so much the place of a marked box on the reduced picture may be off on the fine one."""
SMALL_PX, FITTED_PX = 18, 3
"""Of boxes so small on the reduced picture that matters: by so much each side may be off."""
LEAST_BOXES = 4
"""Every form with check boxes has many of them, all of one size; a few squares among capitals are letters."""

LEAST_EMPTY, EMPTY, INNER, ABOVE = 0.25, 0.04, 0.25, 0.07
"""Share of the boxes that hold next to no ink, a quarter of their width from their edges, and beyond them in a band
from once to three times so much of their height."""
MOST_LIKELY = 4000
"""More pairs of strokes that might be a box's sides stand on no form: squared paper, a crossword, a photograph."""

MOST_MARKED = 2000
SHARED = 0.3
"""Of its area, what shares so much with a box that was found is that one."""


def check_boxes(ink: Grey, px_per_mm: float, fine: Grey, finer: float) -> tuple[Box, ...]:
    """The squares on `ink` (255 where ink is, else 0) by their outer edges, from top to bottom, then left to right.

    A square has two upright sides of like length and place, as far apart as they are long, and ink along the whole
    of its top and bottom between them. Marks inside, or through the sides, do not matter. fine: the same ink on a
    picture `finer` times larger (which may be 1), where small gaps in top and bottom are still gaps.
    """
    shortest, longest = SMALLEST_MM * px_per_mm, LARGEST_MM * px_per_mm
    stats = upright_strokes(ink, shortest, 2.2 * longest, px_per_mm).astype(np.float64)
    if len(stats) < 2:
        return ()
    left, top, wide, tall = stats[:, 0], stats[:, 1], stats[:, 2], stats[:, 3]
    bottom, middle = top + tall, left + wide / 2
    first, second = pairs_apart(middle, shortest * 0.9, longest)
    apart = middle[second] - middle[first]
    shared_top, shared_bottom = np.maximum(top[first], top[second]), np.minimum(bottom[first], bottom[second])
    height = shared_bottom - shared_top
    likely = np.nonzero((height >= 0.72 * apart) & (height <= 2.4 * apart))[0]
    if len(likely) > MOST_LIKELY:
        return ()
    found: list[tuple[float, Box]] = []
    for pair in likely:
        box = Box(
            float(left[first[pair]]),
            float(shared_top[pair]),
            float(left[second[pair]] + wide[second[pair]]),
            float(shared_bottom[pair]),
        )
        for square in _squares(box):
            large, small = square.scaled(finer), square.height < SMALL_PX
            upper = _edge(fine, large, large.top)
            if upper < EDGE_COVERED and not small:
                continue  # Most go here.
            edges = (upper, _edge(fine, large, large.bottom))
            if small and max(edges) >= EDGE_COVERED:
                large = _fitted(fine, large)
                edges = (_edge(fine, large, large.top), _edge(fine, large, large.bottom))
            covered = min(edges)
            if covered >= EDGE_COVERED and _cornered(fine, large) and _stands_alone(ink, square, px_per_mm):
                found.append((abs(square.width - square.height) + 20 * (1 - covered), square))
    boxes = _distinct(found)
    return _with_marked(boxes, ink, fine, finer) if _some_empty(boxes, ink) else ()


def _some_empty(boxes: Sequence[Box], ink: Grey) -> bool:
    """Whether enough of the boxes hold nothing and end at their top and bottom, as all but the marked ones do: two
    letters (EL) look square, too, and so does what is between the sides of thick round ones.

    Where lines are set closely the box of the next line begins where this one ends, and is none of its ink.
    """
    filled = []
    for box in boxes:
        rows, columns = box.grown(4 * ABOVE * box.height).slices(ink.shape[1], ink.shape[0])
        own = ink[rows, columns].copy()
        for other in boxes:
            if other is not box:
                hidden = other.grown(ABOVE * other.height).shifted(-columns.start, -rows.start)
                own[hidden.slices(own.shape[1], own.shape[0])] = 0
        at = box.shifted(-columns.start, -rows.start)
        inner, rim = at.grown(-INNER * at.width), ABOVE * at.height
        above, below = (Box(inner.left, y - rim, inner.right, y + rim) for y in (at.top - 2 * rim, at.bottom + 2 * rim))
        parts = [own[part.slices(own.shape[1], own.shape[0])] for part in (inner, above, below)]
        filled.append(max(float((part > 0).mean()) if part.size else 0.0 for part in parts))
    return bool(filled) and float(np.quantile(filled, LEAST_EMPTY)) <= EMPTY


def _with_marked(boxes: tuple[Box, ...], ink: Grey, fine: Grey, finer: float) -> tuple[Box, ...]:
    """The boxes with others as large whose sides marks or writing hide: straight ink on all four edges, wherever."""
    if not boxes:
        return ()
    wide = round(float(np.median([box.width for box in boxes])))
    tall = round(float(np.median([box.height for box in boxes])))
    # The share of ink along an edge that is a pixel off at most, at the point where the edge begins.
    flat = cv2.boxFilter(cv2.dilate(ink, np.ones((3, 1), np.uint8)), -1, (wide - 2, 1), anchor=(0, 0))
    steep = cv2.boxFilter(cv2.dilate(ink, np.ones((1, 3), np.uint8)), -1, (1, tall - 2), anchor=(0, 0))
    rows, columns = ink.shape[0] - tall, ink.shape[1] - wide
    if rows <= 0 or columns <= 0:
        return boxes
    edges = [
        flat[:rows, :columns],
        flat[tall - 2 : tall - 2 + rows, :columns],
        steep[:rows, :columns],
        steep[:rows, wide - 2 : wide - 2 + columns],
    ]
    least = cv2.min(cv2.min(edges[0], edges[1]), cv2.min(edges[2], edges[3]))
    filled = cv2.boxFilter(ink, -1, (wide, tall), anchor=(0, 0), normalize=True)[:rows, :columns]
    y, x = np.nonzero(least >= 255 * MARKED_EDGE)
    found, tried = list(boxes), list(boxes)
    likeliest = np.argsort(-least[y, x].astype(np.int64), kind="stable")[:MOST_MARKED]
    corners = np.column_stack([x[likeliest], y[likeliest]]).astype(np.float64) + 0.5
    for at in likeliest[~_on_boxes(corners, wide, tall, boxes)]:
        box = Box(float(x[at]) + 0.5, float(y[at]) + 0.5, float(x[at] + wide) + 0.5, float(y[at] + tall) + 0.5)
        if any(box.overlap(other) >= SHARED * box.area for other in found):
            continue
        if any(box.overlap(other) >= 0.7 * box.area for other in tried):
            continue
        if filled[y[at], x[at]] > 255 * MOST_FILLED and not (stands_in_line(box, boxes) and _has_paper_round(ink, box)):
            continue
        tried.append(box)
        large = _settled(fine, box.scaled(finer))
        if _cornered(fine, large) and min(_sides(fine, large, max(3, round(0.05 * large.width)))) >= MARKED_EDGE:
            found.append(Box(large.left / finer, large.top / finer, large.right / finer, large.bottom / finer))
    return tuple(sorted(found, key=lambda box: (box.top, box.left)))


def _on_boxes(corners: NDArray[np.float64], wide: int, tall: int, boxes: Sequence[Box]) -> NDArray[np.bool_]:
    """Which boxes of that size, by their upper left corners (n, 2), share much of their area with one of `boxes`."""
    left, top = corners.T
    edges = np.array([[box.left, box.top, box.right, box.bottom] for box in boxes])
    across = np.minimum(left[:, None] + wide, edges[:, 2]) - np.maximum(left[:, None], edges[:, 0])
    down = np.minimum(top[:, None] + tall, edges[:, 3]) - np.maximum(top[:, None], edges[:, 1])
    shared = np.maximum(across, 0) * np.maximum(down, 0)
    return np.asarray((shared >= SHARED * wide * tall).any(axis=1), dtype=np.bool_)


def stands_in_line(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether a box stands on one line or in one column with another."""
    slack = max(2.0, 0.12 * box.width)
    return any(abs(other.top - box.top) <= slack or abs(other.left - box.left) <= slack for other in boxes)


def _has_paper_round(ink: Grey, box: Box) -> bool:
    """Whether most of what lies around a box is paper: a page's dark edge is no box that was filled in."""
    rows, columns = box.grown(0.5 * box.width).slices(ink.shape[1], ink.shape[0])
    inner_rows, inner_columns = box.slices(ink.shape[1], ink.shape[0])
    around, inside = ink[rows, columns] > 0, ink[inner_rows, inner_columns] > 0
    return int(around.sum()) - int(inside.sum()) <= MOST_AROUND * (around.size - inside.size)


def _settled(ink: Grey, box: Box) -> Box:
    """`box` moved by a few pixels to where its sides have the most ink: thick marks hide where they run."""
    for step in (2, 1):
        reach = range(-SETTLED_PX if step == 2 else -1, (SETTLED_PX if step == 2 else 1) + 1, step)
        moved = [box.shifted(x, y) for y in reach for x in reach]
        box = max(moved, key=lambda one: sum(_sides(ink, one, 1)) + 0.3 * sum(_sides(ink, one, 0)))
    return box


def _fitted(ink: Grey, box: Box) -> Box:
    """`box` with each side moved by a few pixels to where most of its length has ink, the outermost of such places."""
    left, top, right, bottom = (round(side) for side in (box.left, box.top, box.right, box.bottom))
    near = range(-FITTED_PX, FITTED_PX + 1)

    def along(rows: slice, columns: slice, axis: int) -> float:
        part = ink[max(0, rows.start) : rows.stop, max(0, columns.start) : columns.stop] > 0
        return float(part.any(axis=axis).mean()) if part.size else 0.0

    top += max(near, key=lambda by: (along(slice(top + by, top + by + 1), slice(left, right), 0), -by))
    bottom += max(near, key=lambda by: (along(slice(bottom + by - 1, bottom + by), slice(left, right), 0), by))
    left += max(near, key=lambda by: (along(slice(top, bottom), slice(left + by, left + by + 1), 1), -by))
    right += max(near, key=lambda by: (along(slice(top, bottom), slice(right + by - 1, right + by), 1), by))
    return Box(float(left), float(top), float(right), float(bottom))


def _squares(box: Box) -> tuple[Box, ...]:
    """The box itself, or, where writing or another box makes both sides longer than apart, its upper and lower end."""
    if box.height <= 1.3 * box.width:
        return (box,)
    return (
        Box(box.left, box.top, box.right, box.top + box.width),
        Box(box.left, box.bottom - box.width, box.right, box.bottom),
    )


def _edge(ink: Grey, box: Box, at: float) -> float:
    """Share of the columns between the sides that have ink near height `at`."""
    reach = max(3, round(0.07 * box.width))
    part = ink[max(0, round(at) - reach) : round(at) + reach, round(box.left) : round(box.right)]
    return np.count_nonzero(part.max(axis=0)) / part.shape[1] if part.size else 0.0


def _sides(ink: Grey, box: Box, reach: int) -> list[float]:
    """The share of ink along each of the four edges, at most `reach` pixels off; 0 where that lies off the picture."""
    rows, columns = slice(round(box.top), round(box.bottom)), slice(round(box.left), round(box.right))
    shares = []
    for at in (round(box.top), round(box.bottom) - 1):
        part = ink[max(0, at - reach) : max(0, at + reach + 1), columns]
        shares.append(np.count_nonzero(part.max(axis=0)) / part.shape[1] if part.size else 0.0)
    for at in (round(box.left), round(box.right) - 1):
        part = ink[rows, max(0, at - reach) : max(0, at + reach + 1)]
        shares.append(np.count_nonzero(part.max(axis=1)) / part.shape[0] if part.size else 0.0)
    return shares


def _cornered(ink: Grey, box: Box) -> bool:
    """Whether ink reaches into all four corners, as it does not in a D or an O."""
    side = max(3, round(0.13 * box.width))
    for x in (round(box.left), round(box.right) - side):
        for y in (round(box.top), round(box.bottom) - side):
            part = ink[max(0, y) : y + side, max(0, x) : x + side]
            if part.size and np.count_nonzero(part) / part.size < 0.35:
                return False
    return True


def _stands_alone(ink: Grey, box: Box, px_per_mm: float) -> bool:
    """Whether it is a box, not letters in a word that happen to look square.

    There is paper on the left of a box, beside its upper or its lower half (writing may touch the other); and no bar
    leads from the middle of the left side inwards with paper above and below it, as in an E.
    """
    left, inner = max(0, round(box.left - 0.8 * px_per_mm)), max(1, round(box.left) - 2)
    heights = [round(box.top + part * box.height) for part in (0.05, 0.6, 0.4, 0.95)]
    halves = [ink[heights[0] : heights[1], left:inner], ink[heights[2] : heights[3], left:inner]]
    if min((np.count_nonzero(half) / half.size if half.size else 0.0) for half in halves) > 0.06:
        return False
    columns = slice(round(box.left + 0.14 * box.width), round(box.left + 0.6 * box.width))
    rows = (ink[round(box.top) : round(box.bottom), columns] > 0).mean(axis=1)
    third = len(rows) // 3
    bar = rows[third:-third].max(initial=0.0) > 0.95
    paper = min(rows[third // 2 : third].min(initial=1.0), rows[-third : -third // 2].min(initial=1.0)) < 0.1
    return not (bar and paper)


def _distinct(found: list[tuple[float, Box]]) -> tuple[Box, ...]:
    """The best of those that overlap, in reading order, and all about as large as most of them are."""
    kept: list[Box] = []
    for _, box in sorted(found):
        if all(box.overlap(other) < 0.2 * min(box.area, other.area) for other in kept):
            kept.append(box)
    if not kept:
        return ()
    wide, tall = (float(np.median([getattr(box, side) for box in kept])) for side in ("width", "height"))
    slack = max(1.5, 0.06 * wide)
    alike = [box for box in kept if abs(box.width - wide) <= slack and abs(box.height - tall) <= slack]
    return tuple(sorted(alike, key=lambda box: (box.top, box.left))) if len(alike) >= LEAST_BOXES else ()
