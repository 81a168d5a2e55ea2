"""What becomes of a filled sheet: scanned, copied, bound or photographed, folded, stained, turned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.strangers_sheet import PX, Box

Page = NDArray[np.uint8]
LEVELS = ("scan", "copy", "phone", "bound", "turned", "bitonal")


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A page image (grey or RGB), where a box of the sheet lies on it, what happened, and how it is to be kept."""

    image: Page
    place: Callable[[Box], Box]
    notes: dict[str, str | float]
    quality: int


def spoil(page: Page, level: str, rng: Random, behind: Page | None) -> Spoiled:
    """Spoils an RGB sheet in the way of a level; `behind`: the sheet before it, which may shine through."""
    noise = np.random.default_rng(rng.randrange(2**32))
    dpi = rng.choice({"phone": (170, 200, 230), "bitonal": (200, 300)}.get(level, (150, 180, 200, 200, 240, 300)))
    zoom = dpi / 25.4 / PX
    page = _aged(page, rng, noise, behind if level in ("scan", "bound", "turned") else None)
    small = cv2.resize(page, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC)
    skew = rng.uniform(-3, 3) if rng.random() < 0.4 else rng.uniform(-1, 1)
    curl = rng.uniform(0.004, 0.014) * small.shape[0] * rng.choice((-1, 1)) if level == "bound" else 0.0
    ground = level == "phone"
    matrix, size = _lay(small.shape[1], small.shape[0], skew, rng.uniform(0.008, 0.035) if ground else 0.0, rng)
    image = _moved(
        small,
        matrix,
        size,
        curl,
        _ground(size, rng, noise) if ground else np.full((size[1], size[0], 3), rng.choice((250, 236, 60)), np.uint8),
    )
    image = _light(image, level, rng, noise)
    turns = rng.choice((1, 2, 3)) if level == "turned" else 0
    wide, high = size
    notes: dict[str, str | float] = {"level": level, "skew_deg": round(skew, 2), "dpi": dpi, "quarter_turns": turns}

    def place(box: Box) -> Box:
        corners = np.array([[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]]], np.float64) * zoom
        corners[:, 1] -= curl * _bend(corners[:, 0] / small.shape[1])
        ends = np.c_[corners, np.ones(4)] @ matrix.T
        xs, ys = ends[:, 0] / ends[:, 2], ends[:, 1] / ends[:, 2]
        for step in range(turns):
            xs, ys = ys, (wide if step % 2 == 0 else high) - xs
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())

    return Spoiled(np.ascontiguousarray(np.rot90(image, turns)), place, notes, rng.randint(45, 90))


def _bend(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far a bound sheet bends by its left edge; x from 0 to 1."""
    return np.exp(-np.asarray(x) * 5.0)


def _aged(page: Page, rng: Random, noise: np.random.Generator, behind: Page | None) -> Page:
    """The paper: its tint, what shines through, a fold, a stain, a sticker."""
    high, wide = page.shape[:2]
    out: NDArray[Any] = page.astype(np.float32)
    tint = rng.choice(((255, 255, 255), (252, 250, 243), (246, 240, 224), (240, 242, 246)))
    out *= np.array(tint, np.float32) / 255
    if behind is not None and rng.random() < 0.35:
        back = cv2.resize(cv2.GaussianBlur(behind, (0, 0), 2.5), (wide, high))[:, ::-1].astype(np.float32) / 255
        out *= 1 - rng.uniform(0.05, 0.13) * (1 - back)
    if rng.random() < 0.25:
        rows = np.arange(high if rng.random() < 0.5 else wide)
        fold = 1 - rng.uniform(0.08, 0.2) * np.exp(
            -np.abs(rows - len(rows) * rng.uniform(0.4, 0.6)) / rng.uniform(2, 7)
        )
        out *= fold[:, None, None] if len(rows) == high else fold[None, :, None]
    if rng.random() < 0.15:
        x, y, radius = rng.uniform(0, wide), rng.uniform(0, high), rng.uniform(0.05, 0.12) * wide
        blot = np.zeros((high, wide), np.float32)
        cv2.circle(blot, (int(x), int(y)), int(radius), 0.5, -1)
        cv2.circle(blot, (int(x), int(y)), int(radius), 1.0, max(3, int(radius * 0.08)))
        out *= 1 - cv2.GaussianBlur(blot, (0, 0), 9)[..., None] * np.array((0.12, 0.2, 0.34), np.float32) * rng.uniform(
            0.3, 0.8
        )
    grain = noise.normal(0, rng.uniform(1, 3), (high // 3 + 1, wide // 3 + 1)).astype(np.float32)
    out += cv2.resize(grain, (wide, high))[..., None]
    out = np.clip(out, 0, 255).astype(np.uint8)
    if rng.random() < 0.12:
        x, y = wide - int(13 * PX), int(2 * PX)
        cv2.rectangle(out, (x, y), (x + int(9 * PX), y + int(6 * PX)), (250, 240, 120), -1)
        cv2.putText(
            out,
            str(rng.randint(1, 40)),
            (x + 12, y + int(4.6 * PX)),
            cv2.FONT_HERSHEY_SIMPLEX,
            1.3,
            (40, 40, 40),
            3,
            cv2.LINE_AA,
        )
    return out


def _lay(wide: int, high: int, skew: float, tilt: float, rng: Random) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """The homography that lays a sheet on its picture, and the picture's size."""
    border = rng.uniform(0.03, 0.07) if tilt else 0.012
    size = (int(wide * (1 + 2 * border)), int(high * (1 + 2 * border)))
    turn = np.deg2rad(skew)
    corners = np.array([[-wide / 2, -high / 2], [wide / 2, -high / 2], [wide / 2, high / 2], [-wide / 2, high / 2]])
    turned = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]).T
    turned = turned + np.array([[rng.uniform(-1, 1) * tilt * wide, rng.uniform(-1, 1) * tilt * high] for _ in range(4)])
    reach = np.abs(turned).max(axis=0)
    inside = min(size[0] / 2 / reach[0], size[1] / 2 / reach[1]) * 0.995 if tilt else 1.0
    ends = turned * min(1.0, inside) + np.array(size) / 2
    return cv2.getPerspectiveTransform(
        (corners + np.array([wide, high]) / 2).astype(np.float32), ends.astype(np.float32)
    ), size


def _moved(page: Page, matrix: NDArray[np.float64], size: tuple[int, int], curl: float, ground: Page) -> Page:
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    back = np.linalg.inv(matrix)
    depth = back[2, 0] * xs + back[2, 1] * ys + back[2, 2]
    from_x = ((back[0, 0] * xs + back[0, 1] * ys + back[0, 2]) / depth).astype(np.float32)
    from_y = ((back[1, 0] * xs + back[1, 1] * ys + back[1, 2]) / depth).astype(np.float32)
    if curl:
        from_y = (from_y + curl * _bend(from_x / page.shape[1])).astype(np.float32)
    image = cv2.remap(page, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(0, 0, 0))
    inside = (from_x > 0) & (from_x < page.shape[1] - 1) & (from_y > 0) & (from_y < page.shape[0] - 1)
    return np.where(inside[..., None], image, ground).astype(np.uint8)


def _ground(size: tuple[int, int], rng: Random, noise: np.random.Generator) -> Page:
    """A table, a mat or a floor."""
    colour = np.array(rng.choice(((120, 88, 60), (70, 74, 80), (150, 130, 105), (60, 90, 80))), np.float32)
    stripes = cv2.resize(
        noise.normal(0, 10, (rng.choice((6, 60)), 12)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC
    )
    return np.clip(colour + stripes[..., None] + noise.normal(0, 4, (size[1], size[0], 1)), 0, 255).astype(np.uint8)


def _light(image: Page, level: str, rng: Random, noise: np.random.Generator) -> Page:
    """What the machine makes of it: light, blur, contrast, specks; grey or in colour."""
    high, wide = image.shape[:2]
    out = image.astype(np.float32)
    if level == "phone":
        corners = np.array(
            [[rng.uniform(0.62, 1.0), rng.uniform(0.62, 1.0)], [rng.uniform(0.62, 1.0), rng.uniform(0.62, 1.0)]],
            np.float32,
        )
        out *= cv2.resize(corners, (wide, high), interpolation=cv2.INTER_LINEAR)[..., None]
        out *= np.array((1.0, rng.uniform(0.95, 1), rng.uniform(0.88, 1)), np.float32)
        out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.5, 0.95)) + noise.normal(
            0, rng.uniform(1, 4), out.shape
        ).astype(np.float32)
    elif level == "bound":
        side = np.linspace(0, 1, wide, dtype=np.float32)
        out *= (1 - rng.uniform(0.15, 0.45) * np.exp(-side * rng.uniform(9, 18)))[None, :, None]
        out = cv2.GaussianBlur(out, (0, 0), 0.6)
    elif level == "copy":
        grey = cv2.GaussianBlur(out.mean(axis=2), (0, 0), rng.uniform(0.5, 0.8))
        black, white = rng.uniform(15, 50), rng.uniform(226, 246)
        grey = rng.uniform(0, 55) + 255 * np.clip((grey - black) / (white - black), 0, 1)
        specks = noise.random((high, wide)) < rng.uniform(0.00005, 0.0004)
        grey[cv2.dilate(specks.astype(np.uint8), np.ones((rng.choice((1, 2)),) * 2)) > 0] = rng.uniform(40, 110)
        if rng.random() < 0.4:
            edge = np.minimum(np.arange(wide), np.arange(wide)[::-1]) if rng.random() < 0.5 else np.arange(wide)
            grey *= 1 - rng.uniform(0.4, 0.9) * np.exp(-edge / (wide * 0.008))[None, :]
        out = np.repeat(grey[..., None], 3, axis=2)
    elif level == "bitonal":
        grey = cv2.GaussianBlur(out.mean(axis=2), (0, 0), 0.5) + noise.normal(0, 3, (high, wide)).astype(np.float32)
        return np.where(grey > rng.uniform(185, 212), 255, 0).astype(np.uint8)
    else:
        out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.3, 0.6)) + noise.normal(
            0, rng.uniform(0.5, 2.5), (high, wide, 1)
        ).astype(np.float32)
        out = out * rng.uniform(0.92, 1.03)
    if level != "phone" and (level == "copy" or rng.random() < 0.45):
        return np.clip(out.mean(axis=2), 0, 255).astype(np.uint8)
    return np.clip(out, 0, 255).astype(np.uint8)
