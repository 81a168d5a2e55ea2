"""Sheets drawn for the tests of layout: ink on white, 300 dpi."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.lattice import Lattice, find_lattice
from pipeline.layout.lines.rulings import horizontal_rulings, vertical_rulings
from pipeline.layout.print_reader import Enough, PrintedText, never
from pipeline.model import Grey

PX_PER_MM = 11.8


def paper(height: int = 1600, width: int = 2400) -> Grey:
    return np.full((height, width), 255, np.uint8)


def inked(grey: Grey) -> Grey:
    """255 where the drawing is dark, as layout's ink."""
    return np.where(grey < 150, 255, 0).astype(np.uint8)


def lattice_of(sheet: Grey) -> Lattice:
    """The table drawn on a sheet, which must have one."""
    ink = inked(sheet)
    found = find_lattice(horizontal_rulings(ink, PX_PER_MM), vertical_rulings(ink, PX_PER_MM), PX_PER_MM)
    assert found is not None
    return found


def line(grey: Grey, start: tuple[float, float], end: tuple[float, float], weight: int = 3) -> None:
    """A straight line; OpenCV draws 1, 3, 3, 5, 5, 7 px for weights 1 to 6."""
    cv2.line(grey, tuple(round(v) for v in start), tuple(round(v) for v in end), 0, weight)


def broken(grey: Grey, missing: float, seed: int) -> None:
    """Takes blobs out of everything drawn, until about that share of it is missing."""
    random = np.random.default_rng(seed)
    noise = random.random((grey.shape[0] // 24 + 1, grey.shape[1] // 24 + 1))
    grown = cv2.resize((noise < missing).astype(np.uint8), grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    grey[grown > 0] = 255


def bent(grey: Grey, by_px: float) -> Grey:
    """The sheet sagging in its middle by that many pixels."""
    return _lowered(grey, by_px * np.sin(np.pi * np.arange(grey.shape[1]) / grey.shape[1]))


def bent_from(grey: Grey, start: int, by_px: float) -> Grey:
    """The sheet going down beyond that column, by that many pixels at its end."""
    return _lowered(grey, by_px * (np.arange(grey.shape[1]) - start).clip(0) / (grey.shape[1] - start))


def _lowered(grey: Grey, sag: NDArray[np.float64]) -> Grey:
    """The sheet with each column so many pixels lower."""
    height, width = grey.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(
        grey, x, y - sag.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    ).astype(np.uint8)


def table(
    grey: Grey, bars: Sequence[int], lines: Sequence[int], weight: int = 3, total: bool = False, group: int = 0
) -> None:
    """A table; total: the last band has no bar between its first two columns.

    group: that many columns, from the fourth on, stand under one heading (a short line across the first band).
    """
    for y in lines:
        line(grey, (bars[0], y), (bars[-1], y), weight)
    for index, x in enumerate(bars):
        top = lines[0]
        if group and 3 < index < 3 + group:
            top = (lines[0] + lines[1]) // 3 + lines[0] * 2 // 3 - lines[0] // 3
        line(grey, (x, top), (x, lines[-2] if total and index == 1 else lines[-1]), weight)
    if group:
        y = lines[0] + (lines[1] - lines[0]) // 3
        line(grey, (bars[3], y), (bars[3 + group], y), weight)


def dots(grey: Grey, left: int, right: int, y: int) -> None:
    """A dotted line to write on."""
    for x in range(left, right, 7):
        grey[y : y + 4, x : x + 4] = 0


def colon(grey: Grey, x: int, y: int) -> None:
    """A colon whose middle is at (x, y)."""
    for down in (-9, 9):
        cv2.circle(grey, (x, y + down), 3, 0, -1)


def word(grey: Grey, left: int, middle: int, letters: int = 6) -> int:
    """Something like a word, of upright strokes 30 px high; returns where it ends."""
    for index in range(letters):
        x = left + 18 * index
        grey[middle - 15 : middle + 15, x : x + 4] = 0
        grey[middle - 2 : middle + 2, x : x + 10] = 0
    return left + 18 * letters - 8


def box(grey: Grey, left: int, top: int, side: int = 45, mark: str = "") -> None:
    """A check box, empty or with a tick or a cross, which may run over its sides."""
    cv2.rectangle(grey, (left, top), (left + side, top + side), 0, 4)
    if mark == "cross":
        line(grey, (left - 8, top - 6), (left + side + 8, top + side + 6), 5)
        line(grey, (left + side + 8, top - 8), (left - 8, top + side + 8), 5)
    if mark == "tick":
        line(grey, (left + 6, top + 22), (left + 18, top + 38), 5)
        line(grey, (left + 18, top + 38), (left + side + 10, top - 8), 5)


class Told:
    """A reader of print that says what it was told, strip by strip, then nothing."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.calls = 0

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        self.calls += 1
        said = [self.texts.pop(0) if self.texts else "" for _ in strips]
        return tuple(PrintedText(text, 0.9 if text else 0.0) for text in said)


BARS = (300, 380, 700, 900, 1000, 1100, 1200, 1700, 2100)
LINES = (300, 560, 650, 740, 830, 920, 1010, 1100, 1190)
"""A table of eight columns and seven rows below its heading."""


def ruled() -> Grey:
    """A sheet with that table and nothing in it."""
    sheet = paper()
    table(sheet, list(BARS), list(LINES))
    return sheet
