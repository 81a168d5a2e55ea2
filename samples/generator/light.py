"""Paper, light, lens and toner: how a page looks once it has been seen by a machine. Pixels stay where they are."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey
from samples.generator.sheet import mm

TILE_PX = 1024


def _grain(shape: tuple[int, ...], strength: float, rng: np.random.Generator) -> Grey:
    """Normal noise round 128 of that standard deviation, made from one tile."""
    tile = np.clip(rng.standard_normal((TILE_PX, TILE_PX), dtype=np.float32) * strength + 128.5, 0, 255)
    rolled = np.roll(tile.astype(np.uint8), tuple(int(v) for v in rng.integers(0, TILE_PX, 2)), (0, 1))
    times = (shape[0] // TILE_PX + 1, shape[1] // TILE_PX + 1)
    return np.tile(rolled, times)[: shape[0], : shape[1]]


def _clouds(shape: tuple[int, ...], knots: int, rng: np.random.Generator) -> np.ndarray:
    """A smooth field between -1 and 1, float32, of that shape."""
    field = rng.uniform(-1, 1, (knots, knots)).astype(np.float32)
    small = cv2.resize(field, (128, 128), interpolation=cv2.INTER_CUBIC)
    return np.clip(cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR), -1, 1)


def shown_through(page: Grey, behind: Grey, strength: float) -> Grey:
    """The page with the mirrored print of its back shining through."""
    back = cv2.resize(cv2.flip(behind, 1), (page.shape[1], page.shape[0]), interpolation=cv2.INTER_AREA)
    soft = cv2.blur(back, (9, 9))
    lost = cv2.convertScaleAbs(255 - soft, alpha=strength)
    return cv2.subtract(page, lost)


def on_paper(page: Grey, paper: int, grain: float, rng: np.random.Generator) -> Grey:
    """White becomes the paper's grey; its fibres show a little."""
    table = np.clip(np.arange(256) * (paper / 255.0), 0, 255).astype(np.uint8)
    tinted = cv2.LUT(page, table)
    fibres = cv2.blur(_grain(page.shape, grain * 4, rng), (3, 3))
    return cv2.addWeighted(tinted, 1.0, fibres, 1.0, -128)


def gutter_shade(page: Grey, gutter: str, strength: float) -> Grey:
    """Darker towards the gutter, as where a book does not lie flat on the glass; an arched page is darker aside."""
    distance = np.linspace(0, 1, page.shape[1], dtype=np.float32)
    if gutter == "right":
        distance = distance[::-1]
    factor = 1 - strength * np.exp(-distance / 0.07)
    if gutter == "middle":
        factor = 1 - 0.5 * strength * (0.5 + 0.5 * np.cos(np.pi * distance))
    return (page * factor[None, :]).astype(np.uint8)


def on_ground(page: Grey, inside: Grey, ground: int, textured: bool, rng: np.random.Generator) -> Grey:
    """The page lying on a scanner's lid or on a table; `inside` is 255 where the page is."""
    under = np.full_like(page, ground)
    if textured:
        fine = rng.uniform(-1, 1, (90, 14)).astype(np.float32)
        streaks = cv2.resize(fine, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_CUBIC)
        under = np.clip(ground + streaks * 26, 0, 255).astype(np.uint8)
    alpha = inside.astype(np.uint16)
    return ((page * alpha + under * (255 - alpha)) // 255).astype(np.uint8)


def punched(page: Grey, ground: int) -> Grey:
    """Two holes of a filing punch, 80 mm apart, 8 mm from the left edge of the page; the ground shows through."""
    middle = page.shape[0] // 2
    for y in (middle - mm(40), middle + mm(40)):
        cv2.circle(page, (mm(8), y), mm(3), ground, -1, cv2.LINE_AA)
    return page


def dark_edge(page: Grey, side: str | None, rng: np.random.Generator) -> Grey:
    """The border that a copier with its lid open leaves black on one side, ragged."""
    if side is None:
        return page
    ragged = np.rint(
        np.abs(_clouds((8, page.shape[1] if side in ("top", "bottom") else page.shape[0]), 9, rng)[4]) * 40
    )
    turned = {"left": page, "right": page[:, ::-1], "top": page.T, "bottom": page[::-1].T}[side]
    columns = np.arange(60)[None, :]
    turned[:, :60][columns < ragged[: turned.shape[0], None] + 4] = 25
    return page


def uneven_light(page: Grey, strength: float, rng: np.random.Generator) -> Grey:
    """Lighter here, darker there."""
    factor = 1 - strength * (0.5 + 0.5 * _clouds(page.shape, 3, rng))
    return cv2.multiply(page, factor, dtype=cv2.CV_8U)


def seen_by_camera(page: Grey, blur_px: float, noise: float, rng: np.random.Generator) -> Grey:
    """Softened by the lens, with the sensor's noise."""
    soft = cv2.GaussianBlur(page, (0, 0), blur_px) if blur_px > 0.3 else page
    return cv2.addWeighted(soft, 1.0, _grain(page.shape, noise, rng), 1.0, -128)


def copied(page: Grey, threshold: int, fatten: int, specks: int, rng: np.random.Generator) -> Grey:
    """Black and white as a worn copier leaves it: lines fatter or thinner, specks of toner."""
    black = (page < threshold).astype(np.uint8) * 255
    kernel = np.ones((2, 2), np.uint8)
    if fatten > 0:
        black = cv2.dilate(black, kernel, iterations=fatten)
    elif fatten < 0:
        black = cv2.erode(black, kernel)
    height, width = page.shape
    for x, y, radius in zip(
        rng.integers(0, width, specks).tolist(), rng.integers(0, height, specks).tolist(),
        rng.choice([0, 1, 1, 2, 3], specks).tolist(), strict=True,
    ):  # fmt: skip
        cv2.circle(black, (x, y), radius, 255, -1)
    soft = cv2.GaussianBlur(black, (0, 0), 0.7)
    return (250 - (soft.astype(np.uint16) * 225 // 255)).astype(np.uint8)
