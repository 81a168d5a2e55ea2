"""A hand that writes pieces beside each other, so that one of them can be corrected, and corrects it."""

from __future__ import annotations

import random
from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.geometry import Box
from samples.generator import strokes
from samples.generator.hands import Hand, Tile, cap_height_px, write_tile
from samples.generator.sheet import Slot, mm
from samples.generator.strokes import INK_SEEN, Paper, joined
from samples.generator.writing import LEAST_CAP_PX, NARROWEST

SPACE, GAP = 0.34, 0.12
"""In heights of a capital: a space, and the room between pieces that nothing parts."""


class CorrectingPen:
    """A hand that writes pieces beside each other, so that one of them can be corrected."""

    def __init__(self, paper: Paper, hand: Hand, rng: random.Random) -> None:
        self.paper, self.hand, self.rng = paper, hand, rng

    def line(self, slot: Slot, pieces: Sequence[str]) -> tuple[list[Box], float, float]:
        """Writes the pieces on the field's line. Returns their boxes, the height of a capital and the line, pixels."""
        rng, box = self.rng, slot.box
        cap = cap_height_px(self.hand, box.height) * rng.uniform(0.93, 1.05)
        room = box.width - mm(1.6)
        laid, width = self._laid(pieces, cap)
        if width > room:
            cap *= max(room / width, LEAST_CAP_PX / cap, 0.6)
            laid, width = self._laid(pieces, cap)
        share = max(NARROWEST, min(1.0, room / max(1.0, width)))
        middle = (box.top + box.bottom + cap) / 2 + rng.gauss(0, 0.04) * box.height
        low = box.bottom - mm(1.6) - rng.uniform(0, 0.06) * box.height if slot.ruled else middle
        spare, short = room - width * share, sum(map(len, pieces)) <= 2
        indent = spare * rng.uniform(0.3, 0.6) if short and spare > 0 else min(mm(rng.uniform(0.7, 2.2)), spare / 2)
        left, pressure, found = box.left + max(3.0, indent), rng.uniform(0.78, 1.0), []
        for x, tile, base in laid:
            here = left + x * share
            if tile is None:
                found.append(Box(here, low - cap, here + 0.3 * cap, low))
                continue
            if share < 1:
                narrow = max(1, round(tile.shape[1] * share)), tile.shape[0]
                tile = cv2.convertScaleAbs(cv2.resize(tile, narrow, interpolation=cv2.INTER_AREA), alpha=1.25)
            stamped = self.paper.stamp(tile, round(here), round(low) - base, pressure)
            found.append(stamped or Box(here, low - cap, here + 0.3 * cap, low))
        return found, cap, low

    def put(self, text: str, bottom: float, cap: float, *, middle: float | None = None, left: float = 0.0) -> Box:
        """Writes text with its feet at `bottom`, about `middle` or from `left` on. Returns its box."""
        return self._stamped(text, bottom, cap, 0, middle, left)

    def put_over(self, text: str, middle: float, bottom: float, cap: float) -> Box:
        """The same, pressed harder, as over what stands there already."""
        return self._stamped(text, bottom, cap, self.rng.choice((2, 3, 4)), middle, 0.0)

    def strike(self, box: Box) -> Box | None:
        """A line or two through what stands in the box, a slash, a cross, or a scribble; thin or not."""
        rng, way = self.rng, self.rng.random()
        high, slope = box.height, 0.05 if box.width > 1.5 * box.height else self.rng.uniform(0.1, 0.25)
        if way < 0.45 or (0.7 <= way < 0.85 and box.width > 1.5 * high):
            return strokes.line_through(self.paper, box, rng, rng.choice((1, 1, 2)))
        if way < 0.7:
            rise = rng.choice((-1, 1)) * 0.45 * high
            (x, y), out = box.centre, slope * high
            points = [(box.left - out, y + rise), (x, y), (box.right + out, y - rise)]
            return self.paper.stroke(points, rng, rng.uniform(0.55, 1.0))
        if way < 0.85:
            edge = 0.1 * high
            ends = [(box.left - edge, box.top + edge), (box.right + edge, box.bottom - edge)]
            others = [(ends[0][0], ends[1][1]), (ends[1][0], ends[0][1])]
            return joined([self.paper.stroke(points, rng) for points in (ends, others)])
        return strokes.scribble(self.paper, box, rng)

    def _stamped(self, text: str, bottom: float, cap: float, broader: int, middle: float | None, left: float) -> Box:
        tile, base = write_tile(text, self.hand, max(12.0, cap), self.rng)
        found = _cut(tile)
        if found is None:
            return Box(left, bottom - cap, left + cap, bottom)
        tile = found
        if broader:
            tile = cv2.dilate(tile, np.ones((broader, broader), np.uint8))
        x = left if middle is None else middle - tile.shape[1] / 2
        pressure = 1.0 if broader else self.rng.uniform(0.8, 1.0)
        return self.paper.stamp(tile, round(x), round(bottom - base), pressure) or Box(x, bottom - cap, x + cap, bottom)

    def _laid(self, pieces: Sequence[str], cap: float) -> tuple[list[tuple[float, Tile | None, int]], float]:
        """Where each piece begins, its tile without paper beside it (None: only spaces), its baseline; all's width."""
        x, found = 0.0, []
        for text in pieces:
            said = text.strip()
            x += (len(text) - len(text.lstrip())) * cap * SPACE if said else 0.0
            tile, base = write_tile(said, self.hand, cap, self.rng) if said else (None, 0)
            tile = _cut(tile) if tile is not None else None
            found.append((x, tile, base))
            if tile is not None:
                x += tile.shape[1] + cap * GAP + (len(text) - len(text.rstrip())) * cap * SPACE
        return found, x


def _cut(tile: Tile) -> Tile | None:
    """The columns of the tile that have ink; None without any."""
    columns = np.flatnonzero((tile >= INK_SEEN).any(axis=0))
    return tile[:, columns[0] : columns[-1] + 1] if len(columns) else None
