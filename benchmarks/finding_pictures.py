"""What lies round a page in its picture, with known geometry: a copier's black, tables and cloths, cut pictures."""

from __future__ import annotations

import random

import cv2
import numpy as np

from pipeline.geometry import Box, Homography, PageMap
from pipeline.model import Grey
from samples.generator.sheet import mm

Placed = tuple[Grey, PageMap]
"""A picture, and the map from points of the flat page to its pixels."""


def framed(image: Grey, page_map: PageMap, page: tuple[int, int], rng: random.Random) -> Placed:
    """A copier's picture with its lid open: black beside the sheet, up to 25 mm of it on each side, ragged within."""
    left, top, right, bottom = (mm(rng.choice((0.0, rng.uniform(1, 25), rng.uniform(3, 25)))) for _ in range(4))
    wide = cv2.copyMakeBorder(image, top, bottom, left, right, cv2.BORDER_CONSTANT, value=[20.0])
    moved = PageMap((*page_map.steps, Homography(_shift(left, top))))
    beside = _beside(wide.shape, moved, page)
    reach = 2 * rng.randint(0, mm(1.2)) + 1
    noise = np.random.default_rng(rng.getrandbits(32))
    beside = cv2.dilate(beside, np.ones((reach, reach), np.uint8))
    speckled = cv2.blur((noise.random(wide.shape) < 0.12).astype(np.uint8) * 255, (3, 3))
    wide[(beside > 0) & (speckled < 90)] = rng.randint(5, 45)
    return wide, moved


def inverted(image: Grey) -> Grey:
    """White on black, as some copiers are set."""
    return cv2.bitwise_not(image).astype(np.uint8, copy=False)


def on_a_table(image: Grey, page_map: PageMap, page: tuple[int, int], rng: random.Random) -> Grey:
    """The page on another ground, with a shadow: light, chequered, tiled, flowered, or a newspaper."""
    height, width = image.shape
    noise = np.random.default_rng(rng.getrandbits(32))
    ground = rng.choice((_light, _chequered, _tiled, _flowered, _newspaper))(height, width, rng, noise)
    beside = _beside(image.shape, page_map, page)
    reach = rng.uniform(4, 30)
    shadow = cv2.GaussianBlur(cv2.bitwise_not(beside), (0, 0), reach).astype(np.float32) / 255
    darkened = ground * (1 - rng.uniform(0.1, 0.5) * shadow)
    alpha = cv2.GaussianBlur(beside, (0, 0), 1.0).astype(np.float32) / 255
    return (image * (1 - alpha) + darkened * alpha).clip(0, 255).astype(np.uint8)


def out_of_picture(image: Grey, page_map: PageMap, print_box: Box, rng: random.Random) -> Placed:
    """The picture cut on one or two sides between the sheet's edge and its print: all of the print is still there."""
    height, width = image.shape
    seen = page_map.box_to_source(print_box)
    left, top, right, bottom = 0, 0, width, height
    for side in rng.sample(("left", "top", "right", "bottom"), rng.choice((1, 1, 2))):
        if side == "left":
            left = max(0, round(seen.left) - mm(rng.uniform(1.5, 5)))
        elif side == "top":
            top = max(0, round(seen.top) - mm(rng.uniform(1.5, 5)))
        elif side == "right":
            right = min(width, round(seen.right) + mm(rng.uniform(1.5, 5)))
        else:
            bottom = min(height, round(seen.bottom) + mm(rng.uniform(1.5, 5)))
    return cropped(image, page_map, (left, top, right, bottom))


def cut_off(image: Grey, page_map: PageMap, print_box: Box, side: str, share: float) -> Placed:
    """The picture without that share of the print on one side of the page as it lies in its file."""
    height, width = image.shape
    seen = page_map.box_to_source(print_box)
    left, top, right, bottom = 0, 0, width, height
    if side == "left":
        left = round(seen.left + share * seen.width)
    elif side == "right":
        right = round(seen.right - share * seen.width)
    elif side == "top":
        top = round(seen.top + share * seen.height)
    else:
        bottom = round(seen.bottom - share * seen.height)
    return cropped(image, page_map, (left, top, right, bottom))


def cropped(image: Grey, page_map: PageMap, edges: tuple[int, int, int, int]) -> Placed:
    """The part of the picture between those edges: left, top, right, bottom."""
    left, top, right, bottom = edges
    return (
        np.ascontiguousarray(image[top:bottom, left:right]),
        PageMap((*page_map.steps, Homography(_shift(-left, -top)))),
    )


def resized(image: Grey, page_map: PageMap, factor: float) -> Placed:
    """The picture with that many times the pixels a side."""
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    across, down = small.shape[1] / image.shape[1], small.shape[0] / image.shape[0]
    return small.astype(np.uint8), PageMap((*page_map.steps, Homography(np.diag([across, down, 1.0]))))


def _shift(right: float, down: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[1, 0, right], [0, 1, down], [0, 0, 1]], dtype=np.float64)


def _beside(shape: tuple[int, ...], page_map: PageMap, page: tuple[int, int]) -> Grey:
    """255 where the picture does not show the page."""
    outline = np.rint(page_map.to_source(Box(0, 0, page[1], page[0]).corners())).astype(np.int32)
    beside = np.full(shape, 255, np.uint8)
    cv2.fillPoly(beside, [outline], (0,))
    return beside


def _light(height: int, width: int, rng: random.Random, noise: np.random.Generator) -> Grey:
    """A pale table top, hardly darker than paper."""
    grain = cv2.resize(noise.uniform(-1, 1, (60, 9)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return (rng.randint(165, 215) + 8 * grain).clip(0, 255).astype(np.uint8)


def _chequered(height: int, width: int, rng: random.Random, noise: np.random.Generator) -> Grey:
    size, low, high = mm(rng.uniform(8, 40)), rng.randint(40, 120), rng.randint(150, 245)
    x, y = np.arange(width)[None, :] // size % 2, np.arange(height)[:, None] // size % 2
    return np.choose(x + y, (high, (low + high) // 2, low)).astype(np.uint8)


def _tiled(height: int, width: int, rng: random.Random, noise: np.random.Generator) -> Grey:
    """Floor tiles with joints: long straight lines beside the page."""
    size, start = mm(rng.uniform(60, 200)), rng.randint(0, 400)
    tiles = np.full((height, width), rng.choice((rng.randint(60, 130), rng.randint(150, 220))), np.uint8)
    joint, wide = rng.choice((40, 90, 235)), rng.randint(4, 12)
    for at in range(start - size, max(height, width), size):
        tiles[max(at, 0) : max(at + wide, 0)] = joint
        tiles[:, max(at, 0) : max(at + wide, 0)] = joint
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-30, 30), 1.3)
    return cv2.warpAffine(tiles, turn, (width, height), borderMode=cv2.BORDER_REFLECT).astype(np.uint8)


def _flowered(height: int, width: int, rng: random.Random, noise: np.random.Generator) -> Grey:
    """A batik or oilcloth: blobs of many greys."""
    cell = mm(rng.uniform(4, 20))
    field = noise.uniform(0, 1, (height // cell + 2, width // cell + 2)).astype(np.float32)
    smooth = cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC)
    low, high = rng.randint(30, 110), rng.randint(150, 240)
    return np.where(smooth > 0.55, high, np.where(smooth > 0.4, (low + high) // 2, low)).astype(np.uint8)


def _newspaper(height: int, width: int, rng: random.Random, noise: np.random.Generator) -> Grey:
    """Columns of small print on greyish paper."""
    page = np.full((height, width), rng.randint(150, 195), np.uint8)
    column, line = mm(rng.uniform(35, 60)), mm(rng.uniform(3.2, 4.5))
    for y in range(0, height - line, line):
        letters = noise.random(width // 12 + 1) < 0.7
        ink = np.repeat(letters, 12)[:width] & (np.arange(width) % column > mm(4))
        page[y : y + line // 2, ink] = 70
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-25, 25), 1.3)
    return cv2.warpAffine(page, turn, (width, height), borderMode=cv2.BORDER_REFLECT).astype(np.uint8)
