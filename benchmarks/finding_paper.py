"""What happens to the sheet of paper itself, with known geometry: creases, crumple, a book's spine on any side."""

from __future__ import annotations

import random
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Homography, Mesh, PageMap
from pipeline.model import Grey
from samples.generator.damage import Damage, spoil

_MESH_PX = 48
Floats = NDArray[np.float64]


def grid(shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """x (1, columns) and y (rows, 1) of the nodes of a mesh over a page of that shape."""
    xs = np.arange(0, shape[1] + _MESH_PX, _MESH_PX, dtype=np.float64)[None, :]
    return xs, np.arange(0, shape[0] + _MESH_PX, _MESH_PX, dtype=np.float64)[:, None]


def bent(page: Grey, moved: Floats) -> tuple[Grey, Mesh]:
    """The page whose points at the nodes moved so far, shape (rows, columns, 2), and the mesh from flat to bent."""
    mesh = Mesh(moved, float(_MESH_PX))
    height, width = page.shape
    rows, columns = moved.shape[:2]
    xs, ys = grid(page.shape)
    nodes = np.column_stack(
        [np.broadcast_to(xs, (rows, columns)).ravel(), np.broadcast_to(ys, (rows, columns)).ravel()]
    )
    flat = mesh.to_newer(nodes).reshape(rows, columns, 2).astype(np.float32)
    step = np.array([[_MESH_PX, 0, 0], [0, _MESH_PX, 0]], dtype=np.float32)
    maps = [cv2.warpAffine(flat[..., i], step, (width, height), flags=cv2.INTER_LINEAR) for i in range(2)]
    shown = cv2.remap(page, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return shown.astype(np.uint8, copy=False), mesh


def creased(page: Grey, rng: random.Random) -> tuple[Grey, Mesh]:
    """The page unfolded again: its panels lean to the camera and away, with a sharp kink and a shadow between them."""
    height, width = page.shape
    xs, ys = grid(page.shape)
    moved = np.zeros((ys.shape[0], xs.shape[1], 2))
    shade = np.ones(page.shape, dtype=np.float32)
    for across in rng.choice(((True,), (False,), (True, False), (True, True))):
        length, other = (height, width) if across else (width, height)
        at, tilt = length * rng.uniform(0.25, 0.75), rng.uniform(-0.12, 0.12)
        along, aside = (ys - at, xs - other / 2) if across else (xs - at, ys - other / 2)
        leaning = np.maximum(along, 0.0) * np.ones_like(aside)
        moved[..., 1 if across else 0] -= leaning * (1 - np.cos(tilt))
        moved[..., 0 if across else 1] += aside * leaning * np.sin(tilt) / (2.5 * length)
        pixels = np.arange(length, dtype=np.float32) - np.float32(at)
        profile = 1 - 0.9 * abs(tilt) * (pixels > 0) - rng.uniform(0.05, 0.3) * np.exp(-np.abs(pixels) / 5)
        shade *= profile[:, None] if across else profile[None, :]
    shown, mesh = bent(page, moved)
    return (shown * shade).clip(0, 255).astype(np.uint8), mesh


def crumpled(page: Grey, rng: random.Random) -> tuple[Grey, Mesh]:
    """The page smoothed out after it was crumpled: dents of 3 to 8 cm that move points by up to 2.5 px, and shade."""
    xs, ys = grid(page.shape)
    noise, knots = np.random.default_rng(rng.getrandbits(32)), rng.randint(5, 10)
    strength = rng.uniform(1.0, 2.5)
    fields = []
    for _ in range(3):
        field = noise.uniform(-1, 1, (knots, knots)).astype(np.float32)
        fields.append(cv2.resize(field, (xs.shape[1], ys.shape[0]), interpolation=cv2.INTER_CUBIC).astype(np.float64))
    shown, mesh = bent(page, strength * np.stack(fields[:2], axis=-1))
    shade = cv2.resize(fields[2].astype(np.float32), (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return (shown * (1 + 0.1 * shade.clip(-1, 1) - 0.1)).clip(0, 255).astype(np.uint8), mesh


def bound_anywhere(clean: Grey, damage: Damage, rng: random.Random) -> tuple[Grey, PageMap]:
    """The page as `spoil` binds it, but its spine may be at the head or the foot too."""
    turns = rng.choice((0, 0, 1, 3))
    spoiled, page_map = spoil(np.ascontiguousarray(np.rot90(clean, turns)), replace(damage, quarter_turns=0))
    height, width = clean.shape
    there = _turned(width, height, turns)
    back = _turned(spoiled.shape[1], spoiled.shape[0], -turns)
    steps = (Homography(there), *page_map.steps, Homography(back))
    return np.ascontiguousarray(np.rot90(spoiled, -turns)), PageMap(steps)


def _turned(width: int, height: int, turns: int) -> Floats:
    """Matrix that takes points of an image of that size to the image after np.rot90(image, turns)."""
    found = np.eye(3)
    for _ in range(turns % 4):
        found = np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=np.float64) @ found
        width, height = height, width
    return found
