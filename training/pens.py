"""Pens for training on marks and crossed-out writing, other than that of benchmarks/pen.py: it stays unseen."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.generator import strokes as sample_strokes
from training import strokes

Strength = NDArray[np.float32]
"""0 paper to 1 ink."""


class Pen(Protocol):
    """Draws strokes on a strength of its own paper."""

    def path(self, points: Sequence[tuple[float, float]]) -> None: ...

    def tick(self, x: float, y: float, size: float) -> None: ...

    def cross(self, x: float, y: float, size: float) -> None: ...


class SamplePen:
    """The strokes of samples/generator."""

    def __init__(self, paper: Strength, rng: random.Random) -> None:
        self._paper, self._rng = paper, rng
        white = np.full(paper.shape, 255, np.uint8)
        self._sheet = sample_strokes.Paper(white, 0, rng.uniform(1.8, 5.5))

    def path(self, points: Sequence[tuple[float, float]]) -> None:
        """One smooth stroke."""
        self._sheet.stroke(points, self._rng)
        self._keep()

    def tick(self, x: float, y: float, size: float) -> None:
        """A tick about (x, y)."""
        sample_strokes.tick(self._sheet, (x, y), size, self._rng)
        self._keep()

    def cross(self, x: float, y: float, size: float) -> None:
        """A cross about (x, y)."""
        sample_strokes.cross(self._sheet, (x, y), size, self._rng)
        self._keep()

    def _keep(self) -> None:
        np.maximum(self._paper, 1 - self._sheet.grey.astype(np.float32) / 255, out=self._paper)


class TremblingPen:
    """Signs of training/strokes.py; lines that tremble, with pressure that comes and goes."""

    def __init__(self, paper: Strength, rng: random.Random) -> None:
        self._paper, self._rng = paper, rng
        self._wide = rng.uniform(1.6, 6.5)
        self._dark, self._tremble = rng.uniform(0.5, 1.0), rng.uniform(0.0, 0.9)

    def path(self, points: Sequence[tuple[float, float]]) -> None:
        """One stroke, bent between the points, trembling."""
        rng = self._rng
        corners = np.asarray(points, dtype=np.float64)
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
        steps = max(8, int(along[-1] / 4))
        at = np.linspace(0, along[-1], steps)
        curve = np.stack([np.interp(at, along, corners[:, side]) for side in (0, 1)], axis=1)
        smooth = max(1, steps // (2 * len(corners)))
        kernel = np.ones(smooth) / smooth
        for side in (0, 1):
            padded = np.pad(curve[:, side], (smooth // 2, smooth - 1 - smooth // 2), mode="edge")
            curve[:, side] = np.convolve(padded, kernel, mode="valid")
        curve += self._tremble * np.cumsum(np.random.default_rng(rng.getrandbits(32)).normal(0, 0.25, curve.shape), 0)
        tile = np.zeros(self._paper.shape, np.uint8)
        phase = rng.uniform(0, 6)
        for number, (start, end) in enumerate(pairwise(curve)):
            wide = self._wide * (1 + 0.25 * math.sin(phase + 3 * number / steps))
            ends = [tuple(np.rint(point * 8).astype(int).tolist()) for point in (start, end)]
            cv2.line(tile, ends[0], ends[1], 255, max(1, round(wide)), cv2.LINE_AA, 3)
        np.maximum(self._paper, tile.astype(np.float32) * (self._dark / 255), out=self._paper)

    def tick(self, x: float, y: float, size: float) -> None:
        """A tick about (x, y)."""
        self._stamp(strokes.tick(max(12, round(size / 0.6)), self._rng), x, y)

    def cross(self, x: float, y: float, size: float) -> None:
        """A cross about (x, y)."""
        self._stamp(strokes.cross(max(12, round(size / 0.6)), self._rng), x, y)

    def _stamp(self, sign: Strength, x: float, y: float) -> None:
        sign = strokes.cut(sign) * self._dark
        top, left = round(y - sign.shape[0] / 2), round(x - sign.shape[1] / 2)
        rows, columns = slice(max(0, top), top + sign.shape[0]), slice(max(0, left), left + sign.shape[1])
        part = self._paper[rows, columns]
        sign = sign[max(0, -top) :, max(0, -left) :][: part.shape[0], : part.shape[1]]
        np.maximum(part, sign, out=part)
