"""Lines of a pen that are straight or little bent, far longer than any stroke of writing, and lie across a table.

Where they cross rulings and words pieces of them are missing: straight pieces are found, and those that go on in each
other are one line.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.coarse_ink import COARSER
from pipeline.layout.lines.rulings import Floats
from pipeline.model import Grey

SHORTEST_MM, GAP_MM, SHORTEST_HITS = 10.0, 1.5, 0.6
"""So long are the pieces, longer than strokes of letters; so far apart may their pixels be, and so much of a piece are
those that count for it."""
LEAST_DEG, MOST_DEG = 1.0, 87.0
"""From level: what is nearer to level or plumb is the rest of a ruling, or a line that others look for."""
INKED, BESIDE, BESIDE_PX = 0.85, 0.35, (3, 4)
"""Of a piece so much is ink, and of what lies so many coarse pixels beside it no more: in words ink is there, too."""
NEXT = (5.0, 14.0, 1.2)
FARTHER = (6.0, 60.0, 2.0)
"""Pieces, and lines of them, go on in each other that turn by so many degrees, so many mm apart, so far aside."""
ASIDE = 0.05
"""Of the gap: so much farther aside may the next piece lie, as lines of a pen are bent."""
LEAST_MM, SEEN = 25.0, 0.5
"""So long is a line, and so much of it is seen."""
MOST_PIECES = 400
"""More are found in hatching and halftones, not in what a pen draws."""


@dataclass(frozen=True, slots=True, eq=False)
class LongLine:
    """pieces: straight pieces of it, each from its left end x, y to its right end x, y; shape (pieces, 4)."""

    pieces: Floats

    @property
    def points(self) -> Floats:
        """The ends of all pieces, shape (2 pieces, 2)."""
        return self.pieces.reshape(-1, 2)


def long_lines(mask: Grey, px_per_mm: float) -> tuple[LongLine, ...]:
    """The long lines of a coarse mask (grid.coarse_ink), in its pixels. px_per_mm: of the page."""
    coarse = px_per_mm / COARSER
    pieces = _pieces(mask, coarse)
    if not 0 < len(pieces) <= MOST_PIECES:
        return ()
    near = [LongLine(pieces[group]) for group in _going_on(pieces, NEXT, coarse)]
    chords = np.array([_chord(line) for line in near])
    groups = _going_on(chords, FARTHER, coarse)
    whole = (LongLine(np.concatenate([near[at].pieces for at in group])) for group in groups)
    return tuple(line for line in whole if _is_long(line, LEAST_MM * coarse))


def _pieces(mask: Grey, coarse: float) -> Floats:
    """Straight pieces with hardly any ink beside them, shape (pieces, 4)."""
    shortest = SHORTEST_MM * coarse
    found = cv2.HoughLinesP(
        mask, 1, np.pi / 720, round(SHORTEST_HITS * shortest), minLineLength=shortest, maxLineGap=GAP_MM * coarse
    )
    if found is None:
        return np.zeros((0, 4))
    lines = np.asarray(found, dtype=np.float64).reshape(-1, 4)
    lines = np.where((lines[:, 0] <= lines[:, 2])[:, None], lines, lines[:, [2, 3, 0, 1]])
    wide, tall = lines[:, 2] - lines[:, 0], np.abs(lines[:, 3] - lines[:, 1])
    degrees = np.degrees(np.arctan2(tall, wide))
    lines = lines[(degrees >= LEAST_DEG) & (degrees <= MOST_DEG)]
    if not len(lines):
        return lines
    near = cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0
    # As many places along each: a piece of 60 coarse pixels has two of them to a pixel.
    along = np.linspace(0, 1, 120)[None, :, None]
    places = lines[:, None, :2] + along * (lines[:, None, 2:] - lines[:, None, :2])
    ways = lines[:, 2:] - lines[:, :2]
    aside = np.stack([-ways[:, 1], ways[:, 0]], axis=1) / np.hypot(*ways.T)[:, None]
    ink = mask > 0
    beside = np.stack(
        [
            np.mean([_at(ink, places + side * off * aside[:, None]).mean(axis=1) for off in BESIDE_PX], axis=0)
            for side in (-1, 1)
        ]
    )
    return np.asarray(lines[(_at(near, places).mean(axis=1) >= INKED) & (beside.max(axis=0) <= BESIDE)])


def _at(flags: NDArray[np.bool_], places: Floats) -> NDArray[np.bool_]:
    """The flags at places x, y, shape of these without the last axis; beyond the mask those of its edge."""
    x, y = (np.clip(np.rint(places[..., at]), 0, flags.shape[1 - at] - 1).astype(np.int64) for at in (0, 1))
    found: NDArray[np.bool_] = flags[y, x]
    return found


def _going_on(lines: Floats, within: tuple[float, float, float], coarse: float) -> list[list[int]]:
    """Which of the lines are one, as groups of their indices. within: degrees, mm apart, mm aside."""
    turn, apart, off = np.cos(np.radians(within[0])), within[1] * coarse, within[2] * coarse
    ways = lines[:, 2:] - lines[:, :2]
    ways = ways / np.maximum(np.hypot(*ways.T), 1.0)[:, None]
    group = list(range(len(lines)))
    for one in range(len(lines)):
        for other in range(one + 1, len(lines)):
            cosine = float(ways[one] @ ways[other])
            if group[one] != group[other] and abs(cosine) >= turn:
                way = ways[one] + np.sign(cosine) * ways[other]
                if _goes_on(lines[one], lines[other], way / np.hypot(*way), apart, off):
                    group = [group[one] if number == group[other] else number for number in group]
    return [[at for at, number in enumerate(group) if number == wanted] for wanted in sorted(set(group))]


def _goes_on(one: Floats, other: Floats, way: Floats, apart: float, off: float) -> bool:
    """Whether two lines of about that way lie in line, and near enough to each other."""
    first, second = one.reshape(2, 2), other.reshape(2, 2)
    along = np.sort(first @ way), np.sort(second @ way)
    gap = float(max(along[0][0], along[1][0]) - min(along[0][1], along[1][1]))
    if gap > apart:
        return False
    aside = np.array([-way[1], way[0]])
    if gap <= 0:
        return bool(abs((first.mean(axis=0) - second.mean(axis=0)) @ aside) <= off)
    between = (first[:, None] - second[None]).reshape(-1, 2)
    nearest = between[int(np.argmin(np.hypot(*between.T)))]
    return bool(abs(nearest @ aside) <= off + ASIDE * gap)


def _chord(line: LongLine) -> Floats:
    """From the line's one end to its other, x, y, x, y; the left one first."""
    points = line.points
    along = points @ _way(points)
    ends = points[[int(np.argmin(along)), int(np.argmax(along))]]
    return np.asarray(ends[np.argsort(ends[:, 0])].ravel())


def _way(points: Floats) -> Floats:
    """The direction in which points are spread most, of length 1."""
    return np.asarray(np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][0])


def _is_long(line: LongLine, least: float) -> bool:
    """Whether it is so long, coarse pixels, and enough of it is seen."""
    way = _way(line.points)
    along = np.sort(line.pieces.reshape(-1, 2, 2) @ way, axis=1)
    start, length = float(along.min()), float(np.ptp(along))
    seen = np.zeros(int(length) + 1, np.bool_)
    for first, last in along - start:
        seen[int(first) : int(last) + 1] = True
    return length >= least and float(seen.mean()) >= SEEN
