"""Damage that moves nothing: hard-edged shadows, print that is faded in part, black streaks from edge to edge."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey

Floats = NDArray[np.float32]


def shadowed(image: Grey, rng: random.Random) -> Grey:
    """All beyond an oblique line, or a band, in a shadow that leaves 0.22 to 0.65 of the light; its edge is 1 to 30 px
    soft, straight or wavy."""
    height, width = image.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    angle, size = rng.uniform(0, 2 * np.pi), float(np.hypot(height, width))
    away = (x - width / 2) * np.cos(angle) + (y - height / 2) * np.sin(angle) - rng.uniform(-0.2, 0.2) * size
    if rng.random() < 0.5:
        away = rng.uniform(0.03, 0.15) * width - np.abs(away)
    deep = np.clip(away / rng.choice((1.0, 2.0, 6.0, 30.0)) + 0.5, 0, 1).astype(np.float32)
    if rng.random() < 0.5:
        by = np.random.default_rng(rng.getrandbits(32)).normal(0, 20, (8, 6, 2)).astype(np.float32)
        moved = cv2.resize(by, (width, height), interpolation=cv2.INTER_CUBIC)
        deep = cv2.remap(deep, x + moved[..., 0], y + moved[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return _grained(image * (1 - rng.uniform(0.35, 0.78) * deep), rng)


def faded(image: Grey, rng: random.Random) -> Grey:
    """Half of the page, or one to three stripes of it, with 0.12 to 0.5 of the darkness of all ink left."""
    height, width = image.shape
    if rng.random() < 0.5:
        across = np.arange(height if rng.random() < 0.5 else width, dtype=np.float32)
        at, soft = rng.uniform(0.3, 0.7) * len(across), rng.uniform(40, 500) * rng.choice((-1, 1))
        pale = np.clip((across - at) / soft + 0.5, 0, 1)
        share = np.tile(pale[:, None], (1, width)) if len(across) == height else np.tile(pale, (height, 1))
    else:
        across = np.arange(width, dtype=np.float32)
        stripes = [(rng.uniform(0.1, 0.9) * width, rng.uniform(0.02, 0.1) * width) for _ in range(rng.randint(1, 3))]
        pale = np.max([np.exp(-(((across - at) / broad) ** 4)) for at, broad in stripes], axis=0)
        share = np.tile(pale, (height, 1))
    small = cv2.resize(image, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    paper = np.maximum(cv2.resize(closed, (width, height), interpolation=cv2.INTER_LINEAR), image).astype(np.float32)
    return _grained(paper - (paper - image) * (1 - share * (1 - rng.uniform(0.12, 0.5))), rng)


def streaked(image: Grey, rng: random.Random) -> Grey:
    """One or two black streaks, 1.6 to 8 mm broad, from top to bottom or from left to right, leaning by 0.1 degrees."""
    upright = rng.random() < 0.5
    page = (image if upright else image.T).astype(np.float32)
    height, width = page.shape
    px_per_mm = max(image.shape) / 297
    columns = np.arange(width, dtype=np.float32)[None]
    rows = np.arange(height, dtype=np.float32)[:, None]
    for _ in range(rng.choice((1, 1, 2))):
        start, lean = rng.uniform(0.08, 0.92) * width, rng.gauss(0, 0.002)
        inside = np.abs(columns - start - lean * rows) - rng.uniform(0.8, 4) * px_per_mm
        page = np.minimum(page, rng.uniform(15, 70) + 255 * np.clip(inside + 0.5, 0, 1))
    return _grained(page if upright else page.T, rng)


def _grained(page: Floats, rng: random.Random) -> Grey:
    grain = np.random.default_rng(rng.getrandbits(32)).normal(0, 1.2, page.shape)
    return np.ascontiguousarray(page + grain).clip(0, 255).astype(np.uint8)
