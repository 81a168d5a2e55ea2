"""From clean writing to a strip as the product cuts it: pens, paper, rulings left over, neighbours, scanners.

Works on grey pixels, dark on light. Every function draws its strengths from the generator it is given.
"""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

STRIP_HEIGHT_PX = 48


def spoil(grey: Grey, rng: random.Random, rendered: bool) -> Grey:
    """One crop of a cell with this writing. `rendered` writing gets pens and slants; real writing, which has its own,
    is bent half the time: there are few writers, and each should teach more than the lines that he wrote."""
    if rendered:
        grey = _pen(_bend(grey, rng), rng)
    elif rng.random() < 0.5:
        grey = _bend(grey, rng, paper=int(np.percentile(grey, 90)))
    grey = _paper(_cell(grey, rng), rng)
    return _scanner(grey, rng)


def strip(grey: Grey, rng: random.Random) -> Grey:
    """The writing cut to its ink with a varying margin, 48 px high."""
    ink = grey < int(np.percentile(grey, 95)) - 60
    rows = np.flatnonzero(ink.sum(axis=1) > 1)
    columns = np.flatnonzero(ink.any(axis=0))
    if len(rows) < 3 or len(columns) < 2:
        rows, columns = np.arange(grey.shape[0]), np.arange(grey.shape[1])
    height = rows[-1] - rows[0] + 1
    margin = [int(height * rng.uniform(0.02, 0.3)) for _ in range(2)]
    side = [int(height * rng.uniform(0.05, 0.6)) for _ in range(2)]
    top, bottom = max(0, rows[0] - margin[0]), min(grey.shape[0], rows[-1] + 1 + margin[1])
    left, right = max(0, columns[0] - side[0]), min(grey.shape[1], columns[-1] + 1 + side[1])
    cut = grey[top:bottom, left:right]
    width = max(8, round(cut.shape[1] * STRIP_HEIGHT_PX / cut.shape[0] * rng.uniform(0.85, 1.18)))
    way = cv2.INTER_AREA if cut.shape[0] > STRIP_HEIGHT_PX else cv2.INTER_LINEAR
    return cv2.resize(cut, (width, STRIP_HEIGHT_PX), interpolation=way)


def _bend(grey: Grey, rng: random.Random, paper: int = 255) -> Grey:
    height, width = grey.shape
    slant = rng.gauss(0, 0.12)
    tilt = rng.gauss(0, 0.012)
    matrix = np.array([[1, slant, -slant * height / 2], [tilt, 1, -tilt * width / 2]], np.float32)
    straight = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper)
    if rng.random() < 0.5:
        return straight
    # Elastic: a hand never draws a letter twice alike.
    grid = (max(2, height // 24), max(2, width // 24))
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(0.5, 2.2), (2, *grid)).astype(np.float32)
    dx, dy = (cv2.resize(n, (width, height), interpolation=cv2.INTER_CUBIC) for n in noise)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(straight, x + dx, y + dy, cv2.INTER_LINEAR, borderValue=paper)


def _pen(grey: Grey, rng: random.Random) -> Grey:
    way = rng.random()
    if way < 0.25:
        kernel = np.ones((rng.choice([2, 2, 3]),) * 2, np.uint8)
        grey = cv2.erode(grey, kernel)
    elif way < 0.4:
        grey = cv2.dilate(grey, np.ones((2, 2), np.uint8))
    ink = rng.choice([0, 20, 40, 60, 80, 110, 140])
    return (ink + grey.astype(np.float32) * (255 - ink) / 255).astype(np.uint8)


def _cell(grey: Grey, rng: random.Random) -> Grey:
    """Rulings and dots that were not quite removed, and the neighbour's overflow."""
    grey = grey.copy()
    height, width = grey.shape
    tone = rng.randint(60, 190)
    if rng.random() < 0.12:
        y = int(height * rng.uniform(0.7, 0.98))
        if rng.random() < 0.5:
            for x in range(rng.randint(0, 8), width, rng.randint(5, 12)):
                cv2.circle(grey, (x, y), rng.choice([0, 1]), tone, -1)
        else:
            first = rng.randint(0, width // 2)
            cv2.line(grey, (first, y), (rng.randint(first, width), y + rng.randint(-1, 1)), tone, rng.choice([1, 1, 2]))
    if rng.random() < 0.08:
        x = rng.choice([rng.randint(0, 6), width - 1 - rng.randint(0, 6)])
        cv2.line(
            grey, (x, rng.randint(0, height // 2)), (x, rng.randint(height // 2, height)), tone, rng.choice([1, 2, 3])
        )
    if rng.random() < 0.08:
        edge = rng.choice([0, height - 1])
        x = rng.randint(0, width - 1)
        cv2.line(grey, (x, edge), (x + rng.randint(-12, 12), edge + (8 if edge == 0 else -8)), tone, 2)
    return grey


def _paper(grey: Grey, rng: random.Random) -> Grey:
    paper = rng.uniform(0.82, 1.0)
    noise = np.random.default_rng(rng.getrandbits(32))
    result = grey.astype(np.float32) * paper
    result += noise.normal(0, rng.uniform(0, 7), grey.shape).astype(np.float32)
    if rng.random() < 0.2:
        result += np.linspace(0, rng.uniform(-30, 30), grey.shape[1], dtype=np.float32)
    if rng.random() < 0.1:
        specks = noise.random(grey.shape) < rng.uniform(0.0005, 0.003)
        result[specks] = rng.randint(0, 120)
    return np.clip(result, 0, 255).astype(np.uint8)


def _scanner(grey: Grey, rng: random.Random) -> Grey:
    if rng.random() < 0.3:
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.4, 1.4))
    if rng.random() < 0.2:
        factor = rng.uniform(0.4, 0.8)
        small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        grey = cv2.resize(small, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.12:
        paper, ink = np.percentile(grey, (95, 1))
        limit = paper - (paper - ink) * rng.uniform(0.3, 0.6)
        grey = np.where(grey < limit, rng.randint(0, 30), 255).astype(np.uint8)
        grey = cv2.GaussianBlur(grey, (0, 0), 0.6)
    if rng.random() < 0.3:
        coded = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(35, 85)])[1]
        grey = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
    return grey
