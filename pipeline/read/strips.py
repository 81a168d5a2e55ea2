"""From the ink of a cell to strips for the recogniser: one text line each, 48 px high, clean paper around it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.model import Crop, Grey
from pipeline.read.ink import USUAL_CELL_PX, Ink, Part, around

STRIP_HEIGHT_PX = 48
_INK_HEIGHT_PX = 34
"""Height of a line's ink in its strip; the rest is margin."""
_SIDE_PX = 8
"""Clean paper left and right of the ink."""
WIDTHS_PX = (64, 96, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024, 1280)
"""Strips are padded to one of these: squeeze-excitation averages over the whole strip, so few widths are steadier."""
_PADDING = 127
"""Mid-grey, zero to the network: what the stock model was trained with to the right of a line."""
_ROOM_PX = 3
"""Crop pixels kept around a line's ink."""
_LEAST_GAP, _SURE_GAP, _MOST_SPACE = 0.12, 0.3, 0.7
"""Gaps between pieces of ink, in line heights: from the first on they may part words; at most that surely."""


def strips_of(crop: Crop, ink: Ink, lines: Sequence[Sequence[Part]]) -> tuple[Grey, ...]:
    """One strip per line, uint8 (48, one of WIDTHS_PX); only the pixels of the line's own parts are on it."""
    return tuple(_strip(crop, ink, line) for line in lines if line)


def text_lines(ink: Ink) -> tuple[tuple[Part, ...], ...]:
    """The own parts of `ink` grouped into text lines, top to bottom (one line unless a clear gap lies between two)."""
    if len(ink.parts) < 2:
        return (ink.parts,)
    heights = sorted(part.box.height for part in ink.parts)
    usual = heights[(3 * len(heights)) // 4]
    cores = sorted(
        (part.box.top + 0.25 * part.box.height, part.box.bottom - 0.25 * part.box.height)
        for part in ink.parts
        if part.box.height >= 0.5 * usual
    )
    cuts = []
    reached = cores[0][1]
    for top, bottom in cores[1:]:
        if top > reached + 0.12 * usual:
            cuts.append((top + reached) / 2)
        reached = max(reached, bottom)
    groups: list[list[Part]] = [[] for _ in range(len(cuts) + 1)]
    for part in ink.parts:
        groups[sum(part.box.centre[1] > cut for cut in cuts)].append(part)
    return tuple(tuple(group) for group in groups)


def as_read(lines: Sequence[tuple[Part, ...]]) -> tuple[tuple[Part, ...], ...]:
    """The lines as they are read, from top to bottom; what stands wholly to the left of the line above it, before that:
    words that climb on their way to the right."""
    found: list[tuple[Part, ...]] = []
    for line in lines:
        at = len(found)
        while at and around(line).right <= around(found[at - 1]).left:
            at -= 1
        found.insert(at, line)
    return tuple(found)


def word_gaps(ink: Ink, line: Sequence[Part]) -> tuple[tuple[float, float], ...]:
    """Where words of a line part: (place in strip pixels, chance that it is a space) of each wide gap in the ink."""
    box = around(line)
    scale = _scale(ink, box)
    gaps = []
    reached = box.left
    for part in sorted(line, key=lambda part: part.box.left):
        wide = (part.box.left - reached) / max(box.height, 1.0)
        if wide > _LEAST_GAP:
            place = _SIDE_PX + (0.5 * (part.box.left + reached) - box.left + _ROOM_PX) * scale
            gaps.append((place, min(_MOST_SPACE, (wide - _LEAST_GAP) / _SURE_GAP)))
        reached = max(reached, part.box.right)
    return tuple(gaps)


def _strip(crop: Crop, ink: Ink, line: Sequence[Part]) -> Grey:
    box = around(line)
    height, width = crop.grey.shape
    rows, columns = box.grown(_ROOM_PX).slices(width, height)
    wanted = np.zeros(int(ink.labels.max()) + 1, dtype=np.uint8)
    wanted[[part.number for part in line]] = 1
    near = cv2.dilate(wanted[ink.labels[rows, columns]], np.ones((5, 5), np.uint8))
    stretched = 255.0 - ink.dark[rows, columns].astype(np.float32) * (215.0 / max(ink.contrast, 30.0))
    clean = np.where(near > 0, np.clip(stretched, 0, 255), 255).astype(np.uint8)
    return _framed(clean, _scale(ink, box))


def _scale(ink: Ink, box: Box) -> float:
    """Strip pixels per crop pixel; low writing (a dash, a single small letter) is not blown up without end."""
    return _INK_HEIGHT_PX / max(box.height, 0.22 * min(ink.cell.height, USUAL_CELL_PX))


def _framed(clean: Grey, scale: float) -> Grey:
    """`clean` (white paper) scaled, with white beside it and padding up to the next width."""
    scale = min(scale, (WIDTHS_PX[-1] - 2 * _SIDE_PX) / clean.shape[1])
    size = (max(1, round(clean.shape[1] * scale)), min(STRIP_HEIGHT_PX, max(1, round(clean.shape[0] * scale))))
    ways = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(clean, size, interpolation=ways)
    full = next(choice for choice in WIDTHS_PX if choice >= size[0] + 2 * _SIDE_PX)
    strip = np.full((STRIP_HEIGHT_PX, full), _PADDING, dtype=np.uint8)
    strip[:, : size[0] + 2 * _SIDE_PX] = 255
    top = (STRIP_HEIGHT_PX - size[1]) // 2
    strip[top : top + size[1], _SIDE_PX : _SIDE_PX + size[0]] = small
    return strip
