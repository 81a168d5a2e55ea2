"""What becomes of a written sheet before it is a scan: copies, stains, holes, folds, a scanner's or a phone's picture.

Pictures are (H, W, 3; uint8, r g b). What moves places comes back as a 3 x 3 homography from the sheet to the scan.
"""

import random
from dataclasses import dataclass

import cv2
import numpy as np

LEVELS = {"clean": 0, "light": 1, "middle": 2, "hard": 3}


@dataclass
class Scan:
    """A scan: its picture, the homography from the sheet's pixels, how it was made, its mode and JPEG quality."""

    picture: np.ndarray
    matrix: np.ndarray
    how: dict[str, object]
    mode: str
    quality: int


def _soft(noise: np.random.Generator, shape: tuple[int, int], cells: int) -> np.ndarray:
    """Smooth noise, -1 to 1."""
    coarse = noise.uniform(-1, 1, (cells, cells)).astype(np.float32)
    return np.clip(cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC), -1, 1)


def _toner(picture: np.ndarray, draw: random.Random, noise: np.random.Generator, level: int) -> np.ndarray:
    """A laser's print or its copy: paler, with specks, streaks and thinner or thicker letters."""
    grey = picture.astype(np.float32)
    fade = draw.uniform(0, 0.1 + 0.08 * level)
    grey = 255 - (255 - grey) * (1 - fade * (0.7 + 0.3 * _soft(noise, picture.shape[:2], 6)))[..., None]
    if level >= 2 and draw.random() < 0.4:  # a copy of a copy
        flat = cv2.cvtColor(np.clip(grey, 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY).astype(np.float32)
        flat = cv2.GaussianBlur(flat, (0, 0), draw.uniform(0.6, 1.0))
        flat = 255 / (1 + np.exp(-(flat - draw.uniform(150, 190)) / draw.uniform(16, 28)))
        grey = np.repeat(flat[..., None], 3, axis=2)
        for _ in range(draw.randint(20, 200)):
            x, y = draw.randrange(picture.shape[1]), draw.randrange(picture.shape[0])
            cv2.circle(grey, (x, y), draw.choice([1, 1, 1, 2]), (60, 60, 60), -1)
        if draw.random() < 0.3:
            x = draw.randrange(picture.shape[1])
            cv2.line(grey, (x, 0), (x + draw.randint(-5, 5), picture.shape[0]), (185, 185, 185), draw.choice([1, 2]))
    return np.clip(grey, 0, 255).astype(np.uint8)


def _use(picture: np.ndarray, draw: random.Random, noise: np.random.Generator, level: int, mm: float) -> np.ndarray:
    """Stains, punch holes, folds and a staple, in picture's pixels (`mm` a millimetre)."""
    used = picture.astype(np.float32)
    high, wide = picture.shape[:2]
    y, x = np.mgrid[:high, :wide].astype(np.float32)
    if draw.random() < 0.12 * level:
        cx, cy, r = draw.uniform(0, wide), draw.uniform(0, high), draw.uniform(12, 40) * mm
        away = np.hypot(x - cx, y - cy) / r + 0.12 * _soft(noise, (high, wide), 12)
        stain = np.clip(1.2 - away, 0, 1) * 0.12 + np.exp(-(((away - 1) / 0.03) ** 2)) * 0.18
        used *= 1 - stain[..., None] * np.array([0.5, 0.8, 1.4], np.float32)
    if draw.random() < 0.18 * level:
        middle = high / 2 + draw.uniform(-5, 5) * mm
        for cy in (middle - 40 * mm, middle + 40 * mm):
            hole = np.hypot(x - draw.uniform(9, 11) * mm, y - cy) < 3 * mm
            used[hole] = draw.choice([25, 60, 235])
    for _ in range(draw.choice([0, 0, 1, 2]) if level else 0):
        across = draw.random() < 0.5
        at = draw.uniform(0.3, 0.7) * (high if across else wide)
        line = at + _soft(noise, (high, wide), 3) * 1.2 - (y if across else x)
        used += (
            np.exp(-((line / (0.25 * mm)) ** 2)) * draw.uniform(-50, 45)
            + np.where(line > 0, 1, -1) * np.exp(-np.abs(line) / (6 * mm)) * draw.uniform(2, 9)
        )[..., None]
    if draw.random() < 0.1 * level:
        cv2.line(used, (int(6 * mm), int(9 * mm)), (int(15 * mm), int(5 * mm)), (70, 70, 75), max(2, round(0.5 * mm)))
    return np.clip(used, 0, 255).astype(np.uint8)


def _placed(
    shape: tuple[int, int], draw: random.Random, level: int, phone: bool, how: dict[str, object]
) -> tuple[np.ndarray, tuple[int, int]]:
    """Where the sheet's corners come to lie: the homography and the scan's size (H, W)."""
    high, wide = shape
    skew = draw.gauss(0, [0.1, 0.4, 0.9, 1.6][level])
    how["skew_deg"] = round(skew, 3)
    turn = np.radians(-skew)
    centre = np.array([wide / 2, high / 2])
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float64) - centre
    corners = corners @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]).T
    if phone:
        how["perspective"] = round(draw.uniform(0.008, 0.012 + 0.01 * level), 4)
        corners *= 1 + np.array([[draw.gauss(0, 1), draw.gauss(0, 1)] for _ in range(4)]) * how["perspective"]
    margin = draw.uniform(0.02, 0.06) if phone else draw.uniform(0, 0.012)
    size = (round(high * (1 + 2 * margin)), round(wide * (1 + 2 * margin)))
    corners += np.array([size[1] / 2, size[0] / 2])
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    return cv2.getPerspectiveTransform(source, corners.astype(np.float32)), size


def _turned(picture: np.ndarray, matrix: np.ndarray, turns: int) -> tuple[np.ndarray, np.ndarray]:
    """Turned by `turns` quarter turns counter-clockwise, with its homography."""
    for _ in range(turns % 4):
        matrix = np.array([[0, 1, 0], [-1, 0, picture.shape[1] - 1], [0, 0, 1]], np.float64) @ matrix
        picture = np.rot90(picture)
    return np.ascontiguousarray(picture), matrix


def spoil(picture: np.ndarray, level: str, dpi: int, draw: random.Random) -> Scan:
    """A scan of a written sheet, spoiled as `level` says."""
    much, mm = LEVELS[level], dpi / 25.4
    noise = np.random.default_rng(draw.getrandbits(32))
    how: dict[str, object] = {"level": level}
    picture = _use(_toner(picture, draw, noise, much), draw, noise, much, mm)
    phone = much > 0 and draw.random() < 0.12 + 0.1 * much
    how["by"] = "phone" if phone else "scanner"
    matrix, size = _placed(picture.shape[:2], draw, much, phone, how)
    desk = (
        draw.choice([(120, 90, 60), (70, 70, 75), (160, 150, 140)])
        if phone
        else draw.choice([(255, 255, 255), (250, 250, 248), (40, 40, 40)])
    )
    scan = cv2.warpPerspective(picture, matrix, size[::-1], flags=cv2.INTER_AREA, borderValue=desk).astype(np.float32)
    if phone:
        light = 1 - 0.08 * (1 + much) * (0.5 + 0.5 * _soft(noise, size, 3))
        scan *= light[..., None] * np.array([1, draw.uniform(0.95, 1), draw.uniform(0.86, 1)], np.float32)
    blur = [0.3, 0.45, 0.7, 1.0][much] * draw.uniform(0.6, 1.2) * dpi / 250
    scan = cv2.GaussianBlur(scan, (0, 0), max(0.2, blur))
    if much and not phone and draw.random() < 0.4:
        edge = np.linspace(0, 1, size[1], dtype=np.float32)
        scan *= (1 - draw.uniform(0.05, 0.22) * np.exp(-edge / 0.02))[None, :, None]
    paper = draw.uniform([252, 244, 232, 222][much], 255)
    scan = scan * paper / 255 + noise.normal(0, [1, 2.5, 4.5, 7][much] * draw.uniform(0.5, 1.2), (*size, 1))
    scan = np.clip(scan, 0, 255).astype(np.uint8)
    mode = "RGB" if phone else draw.choice(["RGB", "RGB", "L", "L", "1"] if dpi >= 250 else ["RGB", "L"])
    how["mode"] = mode
    turns = draw.choice([1, 2, 3]) if draw.random() < 0.05 * much + 0.02 else 0
    if turns:
        how["quarter_turns"] = turns
        scan, matrix = _turned(scan, matrix, turns)
    return Scan(scan, matrix, how, mode, round(draw.uniform([90, 75, 55, 35][much], 95)))


def moved(box: tuple[float, float, float, float] | None, matrix: np.ndarray) -> list[float] | None:
    """The upright box around where a box of the sheet comes to lie on the scan."""
    if box is None:
        return None
    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
    there = cv2.perspectiveTransform(corners, matrix)[0]
    return [round(float(one), 1) for one in (*there.min(axis=0), *there.max(axis=0))]
