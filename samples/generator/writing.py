"""Writes an answer into its slot: text that fits or does not, marks on options, crossed-out words and corrections."""

from __future__ import annotations

import random

import cv2
import numpy as np

from pipeline.form import Kind
from pipeline.geometry import Box
from samples.generator import strokes
from samples.generator.answers import Answer
from samples.generator.habits import LINE_DOWN, Habits
from samples.generator.hands import Hand, Tile, cap_height_px, write_tile
from samples.generator.sheet import Slot, mm
from samples.generator.strokes import Paper, joined

CENTRED = frozenset({Kind.COUNT, Kind.TICK_OR_COUNT, Kind.MARK, Kind.MARK_TEXT})
LEAST_CAP_PX = 17.0
NARROWEST = 0.62
"""Writing is squeezed to this share of its width before it runs over the edge."""


def write_answer(
    paper: Paper, slot: Slot, answer: Answer, hand: Hand, habits: Habits, rng: random.Random
) -> Box | None:
    """Puts the answer on the page. Returns the box of all its ink, null when nothing is written."""
    if answer.state == "blank" or (answer.state, answer.written) == ("ditto", LINE_DOWN):
        return None
    if answer.options:
        return joined([_mark_option(paper, slot, value, answer.written, rng) for value in answer.options])
    box = slot.box
    place = (
        box.left + box.width * rng.uniform(0.38, 0.62) if not slot.ruled else box.left + min(box.width / 2, mm(12)),
        box.top + box.height * rng.uniform(0.42, 0.58),
    )
    size = min(box.height * rng.uniform(0.6, 0.85), box.width * 0.8, mm(6.5))
    if answer.written == "tick":
        return strokes.tick(paper, place, size, rng)
    if answer.written == "cross":
        return strokes.cross(paper, place, size, rng)
    if answer.state == "none":
        return strokes.dash(paper, place, min(box.height, mm(7)), rng)
    if answer.written == "ditto":
        return strokes.ditto(paper, place, min(box.height, mm(8)), rng)
    if answer.struck and answer.state == "value":
        return _corrected(paper, slot, answer, hand, habits, rng)
    written = _text(paper, slot, box, answer.written, hand, habits, rng)
    if answer.state == "struck" and written is not None:
        return joined([written, _cross_out(paper, written, rng)])
    return written


def _cross_out(paper: Paper, written: Box, rng: random.Random) -> Box | None:
    if rng.random() < 0.25:
        return strokes.scribble(paper, written, rng)
    return strokes.line_through(paper, written, rng, rng.choice((1, 1, 2)))


def _corrected(paper: Paper, slot: Slot, answer: Answer, hand: Hand, habits: Habits, rng: random.Random) -> Box | None:
    """The wrong word crossed out, the right one beside it, or above it where the field is narrow."""
    box = slot.box
    if box.width > mm(22):
        split = box.left + box.width * 0.45
        wrong, right = Box(box.left, box.top, split, box.bottom), Box(split, box.top, box.right, box.bottom)
    else:
        split = box.top + box.height * 0.5
        right, wrong = Box(box.left, box.top, box.right, split), Box(box.left, split, box.right, box.bottom)
    first = _text(paper, slot, wrong, answer.struck, hand, habits, rng)
    if first is None:
        return None
    over = _cross_out(paper, first, rng)
    return joined([first, over, _text(paper, slot, right, answer.written, hand, habits, rng)])


def _mark_option(paper: Paper, slot: Slot, value: str, how: str, rng: random.Random) -> Box | None:
    option = next(option for option in slot.options if option.value == value)
    if how == "circle":
        return strokes.circle(paper, option.label, rng)
    if how == "strike":
        return strokes.line_through(paper, option.label, rng)
    target = option.mark or option.label
    side = min(target.height, target.width)
    cx, cy = target.centre
    centre = (cx + side * rng.uniform(-0.15, 0.15), cy + side * rng.uniform(-0.15, 0.15))
    size = side * (rng.uniform(0.75, 1.25) if option.mark else rng.uniform(1.1, 1.7))
    return (strokes.cross if how == "cross" else strokes.tick)(paper, centre, size, rng)


def _text(paper: Paper, slot: Slot, box: Box, text: str, hand: Hand, habits: Habits, rng: random.Random) -> Box | None:
    """Text in `box`: in its usual size if it fits, else on two lines, smaller, squeezed, at last over the edge."""
    if habits.capitals:
        text = text.upper()
    cap = cap_height_px(hand, box.height) * rng.uniform(0.93, 1.07)
    room = box.width - mm(1.6)
    tile, baseline = write_tile(text, hand, cap, rng)
    width = _ink_width(tile)
    share = room / max(1.0, width)
    if share < 0.75 and box.height > mm(6.4) and (lines := _halves(text)):
        high = min(cap, box.height * 0.3)
        pair = [write_tile(line, hand, high, rng) for line in lines]
        if high >= LEAST_CAP_PX and max(_ink_width(one) for one, _ in pair) < room * 1.15:
            return _two_lines(paper, pair, box, room, rng)
    crowds = rng.random() < habits.crowds
    if share < (0.85 if crowds else 1):
        smaller = max(share, LEAST_CAP_PX / cap, 0.6)
        if smaller < 1:
            cap *= smaller
            tile, baseline = write_tile(text, hand, cap, rng)
        tile = _squeezed(tile, room)
    y = (
        box.bottom - mm(1.6) - rng.uniform(0, 0.06) * box.height
        if slot.ruled
        else ((box.top + box.bottom + cap) / 2 + rng.gauss(0, 0.05) * box.height)
    )
    return _put(paper, tile, baseline, box, y, slot.field.kind in CENTRED or len(text) <= 2, rng)


def _two_lines(paper: Paper, pair: list[tuple[Tile, int]], box: Box, room: float, rng: random.Random) -> Box | None:
    found = []
    for (tile, baseline), at in zip(pair, (0.44, 0.88), strict=True):
        y = box.top + box.height * at
        found.append(_put(paper, _squeezed(tile, room), baseline, box, y, False, rng))
    return joined(found)


def _put(paper: Paper, tile: Tile, baseline: int, box: Box, y: float, centred: bool, rng: random.Random) -> Box | None:
    columns = np.flatnonzero(tile.max(axis=0) >= strokes.INK_SEEN)
    if not len(columns):
        return None
    spare = box.width - (columns[-1] - columns[0])
    start = (
        spare * rng.uniform(0.35, 0.65) if centred and spare > 0 else min(mm(rng.uniform(0.7, 2.2)), max(spare / 2, 3))
    )
    left = round(box.left + start - columns[0])
    return paper.stamp(tile, left, round(y) - baseline, rng.uniform(0.78, 1.0))


def _ink_width(tile: Tile) -> float:
    columns = np.flatnonzero(tile.max(axis=0) >= strokes.INK_SEEN)
    return float(columns[-1] - columns[0] + 1) if len(columns) else 0.0


def _squeezed(tile: Tile, room: float) -> Tile:
    share = max(NARROWEST, room / max(1.0, _ink_width(tile)))
    if share >= 1:
        return tile
    small = cv2.resize(tile, (max(1, round(tile.shape[1] * share)), tile.shape[0]), interpolation=cv2.INTER_AREA)
    return cv2.convertScaleAbs(small, alpha=1.25)


def _halves(text: str) -> list[str]:
    """`text` on two lines, broken where they are most alike in length; nothing where it cannot be broken."""
    places = [i + 1 for i, char in enumerate(text) if char in " /" and 0 < i < len(text) - 1]
    if not places:
        return []
    at = min(places, key=lambda i: abs(2 * i - len(text)))
    return [text[:at].strip(), text[at:].strip()]
