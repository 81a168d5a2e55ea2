"""What happens to a sheet on its way to us; every move is a matrix, so that the truth moves along."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

LEVELS = ["clean", "light", "middle", "hard"]
Picture = NDArray[np.uint8]
Matrix = NDArray[np.float64]


def spoiled(page: Picture, level: str, chance: random.Random, dpi: int) -> tuple[Picture, Matrix, dict[str, Any]]:
    """The page as it comes in, how its points moved, and what was done."""
    noise = np.random.default_rng(chance.randrange(2**31))
    done: dict[str, Any] = {"level": level, "dpi": dpi}
    matrix: Matrix = np.eye(3)
    sheet = page
    if level == "clean":
        sheet, matrix = _turned(sheet, chance.uniform(-0.4, 0.4), done)
        return _grain(sheet, noise, 2.0), matrix, done
    strength = {"light": 0.5, "middle": 1.0, "hard": 1.6}[level]
    if chance.random() < 0.35:
        sheet = _shone_through(sheet, noise, 0.05 * strength)
        done["show_through"] = True
    if chance.random() < 0.3:
        sheet = _punched(sheet, chance, dpi)
        done["punched"] = True
    if chance.random() < 0.25:
        sheet = _folded(sheet, chance, 22 * strength)
        done["fold"] = True
    if chance.random() < 0.15:
        sheet = _stamped(sheet, chance, dpi)
        done["stamp"] = True
    way = chance.choice(["scan", "scan", "copy", "phone"] if level != "light" else ["scan", "scan", "copy"])
    done["way"] = way
    if way == "copy":
        for _ in range(1 if level != "hard" else 2):
            sheet = _copied(sheet, noise, strength)
    if way == "phone":
        sheet, moved = _photographed(sheet, chance, strength)
        matrix = moved @ matrix
    else:
        sheet, moved = _turned(sheet, chance.uniform(-1.2, 1.2) * strength, done)
        matrix = moved @ matrix
    if way == "phone":
        sheet = _lit(sheet, chance, strength)
        sheet = np.asarray(cv2.GaussianBlur(sheet, (0, 0), 0.5 + 0.3 * strength), np.uint8)
    sheet = _grain(sheet, noise, 3 * strength)
    colour = chance.choice(
        ["colour", "grey", "grey", "bitonal"] if way == "scan" and level == "middle" else ["colour", "grey"]
    )
    done["colour"] = colour
    if colour != "colour":
        grey = cv2.cvtColor(sheet, cv2.COLOR_BGR2GRAY)
        if colour == "bitonal":
            grey = np.where(grey > 168, 255, 0).astype(np.uint8)
        sheet = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    if chance.random() < 0.12 * strength:
        quarter = chance.choice([1, 2, 3])
        sheet, moved = _quarter(sheet, quarter)
        matrix = moved @ matrix
        done["quarter_turns"] = quarter
    return sheet, matrix, done


def moved_box(box: list[float], matrix: Matrix) -> list[float]:
    """The upright box around a moved one."""
    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
    points = cv2.perspectiveTransform(corners, matrix)[0]
    return [round(float(v), 1) for v in (*points.min(0), *points.max(0))]


def _turned(page: Picture, degrees: float, done: dict[str, Any]) -> tuple[Picture, Matrix]:
    height, width = page.shape[:2]
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
    done["skew_deg"] = round(degrees, 2)
    paper = tuple(int(v) for v in np.median(page[:40].reshape(-1, 3), axis=0))
    return np.asarray(
        cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=paper), np.uint8
    ), matrix


def _quarter(page: Picture, turns: int) -> tuple[Picture, Matrix]:
    matrix: Matrix = np.eye(3)
    for _ in range(turns):
        height = page.shape[0]
        page = np.asarray(cv2.rotate(page, cv2.ROTATE_90_CLOCKWISE), np.uint8)
        matrix = np.array([[0, -1, height - 1], [1, 0, 0], [0, 0, 1]], np.float64) @ matrix
    return page, matrix


def _photographed(page: Picture, chance: random.Random, strength: float) -> tuple[Picture, Matrix]:
    """On a table, from above, never quite straight."""
    height, width = page.shape[:2]
    edge = 0.03 * width
    lean = 0.018 * strength * width
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    to = (
        corners
        + np.float32(edge)
        + np.array([[chance.uniform(-lean, lean) for _ in range(2)] for _ in range(4)], np.float32)
    )
    matrix = cv2.getPerspectiveTransform(corners, to.astype(np.float32))
    size = (int(width + 2 * edge), int(height + 2 * edge))
    table = chance.choice([(60, 84, 112), (48, 52, 60), (120, 128, 140)])
    return np.asarray(
        cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_AREA, borderValue=table), np.uint8
    ), matrix


def _lit(page: Picture, chance: random.Random, strength: float) -> Picture:
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 1 - 0.16 * strength * (
        chance.uniform(-1, 1) * (x / width - 0.5) + chance.uniform(-1, 1) * (y / height - 0.5) + 0.3
    )
    if chance.random() < 0.5:
        edge = chance.uniform(0.3, 0.8) * width + (y - height / 2) * chance.uniform(-0.5, 0.5)
        light *= 1 - 0.13 * strength / (1 + np.exp((edge - x) / (0.03 * width)))
    tint = np.array([0.9, 0.97, 1.0], np.float32) if chance.random() < 0.5 else np.ones(3, np.float32)
    return np.asarray((page * light[..., None] * tint).clip(0, 255), np.uint8)


def _copied(page: Picture, noise: np.random.Generator, strength: float) -> Picture:
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.float32)
    grey = cv2.GaussianBlur(grey, (0, 0), 0.9)
    # What is paler than the paper's shade goes, pale ink gets darker: a second copy keeps what a person can read.
    grey = ((grey - 205) * (1.2 + 0.2 * strength) + 215).clip(0, 255)
    height, width = grey.shape
    specks = noise.random((height, width)) < 0.00004 * strength
    grey[cv2.dilate(specks.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 60
    shadow = np.zeros_like(grey)
    shadow[:, : max(3, width // 160)] = 90 * strength
    return np.asarray(cv2.cvtColor((grey - shadow).clip(0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8)


def _shone_through(page: Picture, noise: np.random.Generator, share: float) -> Picture:
    """A sheet like it behind, mirrored."""
    back = cv2.GaussianBlur(np.ascontiguousarray(page[:, ::-1]), (0, 0), 2.2).astype(np.float32)
    back = np.roll(back, int(noise.integers(-60, 60)), axis=0)
    return np.asarray((page - (255 - back) * share * 1.6).clip(0, 255), np.uint8)


def _punched(page: Picture, chance: random.Random, dpi: int) -> Picture:
    sheet, height = page.copy(), page.shape[0]
    for sign in (-1, 1):
        at = (round(0.35 * dpi), round(height / 2 + sign * 1.57 * dpi))
        cv2.circle(
            sheet, at, round(0.11 * dpi), (70, 70, 70) if chance.random() < 0.5 else (205, 205, 205), -1, cv2.LINE_AA
        )
    return sheet


def _folded(page: Picture, chance: random.Random, depth: float) -> Picture:
    height, width = page.shape[:2]
    at = np.arange(height if chance.random() < 0.5 else width, dtype=np.float32)
    middle = len(at) * chance.uniform(0.45, 0.55)
    crease = depth * np.exp(-((at - middle) ** 2) / 8) - depth * 0.4 * np.exp(-((at - middle - 9) ** 2) / 60)
    shade = crease[:, None] if len(at) == height else crease[None, :]
    return np.asarray((page - shade[..., None]).clip(0, 255), np.uint8)


def _stamped(page: Picture, chance: random.Random, dpi: int) -> Picture:
    """A round stamp at the foot, where the signature goes."""
    height, width = page.shape[:2]
    layer = np.zeros((height, width), np.uint8)
    at = (round(width * chance.uniform(0.72, 0.85)), round(height - dpi * chance.uniform(0.7, 0.9)))
    for size in (0.62, 0.42):
        cv2.circle(layer, at, round(size * dpi), 255, max(2, dpi // 90), cv2.LINE_AA)
    cv2.putText(
        layer, "TP. PKK", (at[0] - dpi // 3, at[1] + dpi // 20), cv2.FONT_HERSHEY_DUPLEX, dpi / 260, 255, 2, cv2.LINE_AA
    )
    dense = (layer / 255 * 0.55)[..., None]
    return np.asarray(page * (1 - dense) + np.minimum(page, (150, 60, 90)) * dense, np.uint8)


def _grain(page: Picture, noise: np.random.Generator, amount: float) -> Picture:
    return np.asarray((page + noise.normal(-2, amount, page.shape[:2])[..., None]).clip(0, 255), np.uint8)
