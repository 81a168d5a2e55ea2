"""What was done to printed words that stand to choose from: circled, ticked, struck out, or nothing."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import Field
from pipeline.geometry import Box
from pipeline.model import Crop, Grey, Option
from pipeline.read.beside import strokes_beside
from pipeline.read.ink import LEAST_CONTRAST, Mask, contrast_of, darkness

PRINT_INK = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "print_ink.csv"
"""How much ink each printed letter takes, mean 1: made from open fonts by training/printed.py."""

_SLOPES = np.linspace(-0.2, 0.2, 17)
_CLOSED_GAP_PX = 2


@dataclass(frozen=True, slots=True)
class WordInk:
    """Measures of one option's words.

    run: the longest straight, nearly level stretch of ink, in widths of the words: struck out. enclosed: share of the
    paper between the letters that a line runs around: circled. more: how much more ink there is than in the words
    with the least of it, as a share, 1 at most: something was drawn over it. beside: log10 of the pen's ink beside the
    words (beside.Beside.ink), -2 for none. under: how much of the words is underlined. long: log of their width in
    heights.
    """

    run: float
    enclosed: float
    more: float
    beside: float
    under: float
    long: float


def measure_words(crop: Crop) -> tuple[WordInk, ...]:
    """The measures of each option's words."""
    dark = darkness(crop.grey)
    ink = _ink(dark)
    boxes = trimmed_words(crop, ink)
    field, options = crop.cell.field, crop.cell.options
    amount = [_amount(dark, box, _spelling(field, option)) for option, box in zip(options, boxes, strict=True)]
    least = max(min(amount), 1e-6)
    found = []
    for words, much, near in zip(boxes, amount, strokes_beside(crop), strict=True):
        run, enclosed = _longest_run(_cut(ink, words)), _enclosed(ink, words)
        long = float(np.log(max(words.width, 1.0) / max(words.height, 1.0)))
        found.append(WordInk(run, enclosed, min(1.0, much / least - 1), near.log_ink, min(near.under, 1.5), long))
    return tuple(found)


def trimmed_words(crop: Crop, ink: Mask) -> tuple[Box, ...]:
    """The words of each option, crop pixels, cut at the sides to the ink in them: where print could not be read,
    because it is struck out, layout only knows about how wide it is."""
    found = []
    for option in crop.cell.options:
        box = option.label.shifted(-crop.box.left, -crop.box.top)
        rows, columns = box.slices(ink.shape[1], ink.shape[0])
        filled = np.flatnonzero(ink[rows, columns].any(axis=0))
        if len(filled):
            left = columns.start + float(filled[0])
            box = Box(max(box.left, left), box.top, min(box.right, columns.start + float(filled[-1] + 1)), box.bottom)
        found.append(box)
    return tuple(found)


def placed_surely(crop: Crop) -> float:
    """Share of the options whose words lie where ink is and no other option's words lie, 0 to 1."""
    ink = _ink(darkness(crop.grey))
    boxes = [option.label.shifted(-crop.box.left, -crop.box.top) for option in crop.cell.options]
    trimmed = trimmed_words(crop, ink)
    sure = [
        bool(_cut(ink, box).any())
        and trim.width > 0.6 * box.width
        and all(box.overlap(other) < 0.05 * box.area for other in boxes if other is not box)
        for box, trim in zip(boxes, trimmed, strict=True)
    ]
    return sum(sure) / max(1, len(sure))


def _ink(dark: Grey) -> Mask:
    result: Mask = dark > max(0.3 * contrast_of(dark), LEAST_CONTRAST)
    return result


def _spelling(field: Field, option: Option) -> str:
    return next((printed.words[0] for printed in field.options if printed.value == option.value), option.value)


def _amount(dark: Grey, words: Box, text: str) -> float:
    """Ink of the words, as a multiple of what their letters take in print (up to a factor of the page's print)."""
    letters = _print_ink()
    expected = sum(letters.get(character, 1.0) for character in text if character != " ")
    return float(_cut(dark, words.grown(3, 4)).sum(dtype=np.float64)) / max(expected, 1e-6)


@cache
def _print_ink() -> dict[str, float]:
    with PRINT_INK.open(encoding="utf-8", newline="") as stream:
        return {row["letter"]: float(row["ink"]) for row in csv.DictReader(stream)}


def _longest_run(ink: Mask) -> float:
    """The longest straight stretch of ink through the middle of the words, nearly level, in widths."""
    height, width = ink.shape
    if height < 6 or width < 6:
        return 0.0
    first, last = int(0.25 * height), max(int(0.25 * height) + 1, int(0.75 * height))
    drops = np.round(_SLOPES[:, None] * (np.arange(width) - width / 2)).astype(np.int64)
    rows = np.clip((np.arange(first, last)[:, None] + drops[:, None, :]).reshape(-1, width), 0, height - 1)
    thick = ink | np.vstack([ink[1:], ink[-1:]])
    covered = np.pad(thick[rows, np.arange(width)], ((0, 0), (4, 4))).astype(np.uint8)
    closed = cv2.morphologyEx(covered, cv2.MORPH_CLOSE, np.ones((1, _CLOSED_GAP_PX + 1), np.uint8))
    # Every row begins and ends with paper, so no run goes over from one row to the next.
    edges = np.flatnonzero(np.diff(closed.ravel()))
    return min(1.0, float((edges[1::2] - edges[::2]).max(initial=0) / width))


def _enclosed(ink: Mask, words: Box) -> float:
    """Share of the paper between the letters that cannot be reached from outside without crossing ink."""
    around = words.grown(0.9 * words.height, 0.9 * words.height)
    part = _cut(ink, around)
    if part.size == 0:
        return 0.0
    gap = max(1, round(0.1 * words.height))
    walls = cv2.morphologyEx(part.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    flooded = cv2.floodFill(np.pad(walls, 1), None, (0, 0), 2)[1][1:-1, 1:-1]
    corner = around.clipped(ink.shape[1], ink.shape[0])
    inner = words.grown(-0.1 * words.width, -0.15 * words.height).shifted(-corner.left, -corner.top)
    seen = _cut(flooded, inner)
    paper = int(np.count_nonzero(seen != 1))
    return int(np.count_nonzero(seen == 0)) / paper if paper else 0.0


def _cut(pixels: NDArray[Any], box: Box) -> NDArray[Any]:
    rows, columns = box.slices(pixels.shape[1], pixels.shape[0])
    return pixels[rows, columns]
