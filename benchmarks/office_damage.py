"""What copiers and scanners do to a sheet: kinds of Augraphy that move no point, then a turn that is known."""

from __future__ import annotations

import random

import augraphy as aug
import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.office_turning import turned

LEVELS = ["clean", "light", "light", "middle", "middle", "hard"]


def spoiled(
    picture: NDArray[np.uint8], level: str, chance: random.Random
) -> tuple[NDArray[np.uint8], NDArray[np.float64], dict[str, object]]:
    """The picture as a scanner gives it, the 2 by 3 matrix that moves points, and what was done."""
    seed = chance.randrange(2**31)
    random.seed(seed)
    np.random.seed(seed % 2**32)
    cv2.setRNGSeed(seed)
    kinds = _kinds(level, chance)
    for kind in kinds:
        shape = picture.shape
        changed = kind(picture)
        changed = changed if changed.ndim == 3 else cv2.cvtColor(changed, cv2.COLOR_GRAY2BGR)
        if changed.shape[:2] == shape[:2]:
            picture = np.ascontiguousarray(changed[..., :3]).astype(np.uint8)
    skew = {"clean": 0.0, "light": 1.0, "middle": 1.8, "hard": 2.6}[level] * chance.uniform(-1, 1)
    turns = chance.choice([1, 2, 3]) if level == "hard" and chance.random() < 0.3 else 0
    picture, moved = turned(picture, skew, turns)
    names = [type(kind).__name__ for kind in kinds]
    return picture, moved, {"level": level, "skew_deg": round(skew, 3), "quarter_turns": turns, "kinds": names}


def _kinds(level: str, chance: random.Random) -> list[object]:
    paper = [
        lambda: aug.BrightnessTexturize((0.92, 0.99), 0.04),
        lambda: aug.NoiseTexturize((2, 5), (2, 4)),
        lambda: aug.SubtleNoise(8),
        lambda: aug.ColorPaper((20, 40), (8, 30)),
    ]
    ink = [
        lambda: aug.InkBleed((0.3, 0.6), (3, 3), (0.2, 0.4)),
        lambda: aug.LowInkRandomLines((3, 8)),
        lambda: aug.LowInkPeriodicLines((1, 3), (20, 40)),
        lambda: aug.InkMottling((0.15, 0.3)),
        lambda: aug.Letterpress((200, 400), (200, 400), (1500, 4000), (200, 255), (128, 128), 1),
        lambda: aug.Dithering("floyd") if chance.random() < 0.3 else aug.Gamma((0.8, 1.2)),
    ]
    machine = [
        lambda: aug.DirtyDrum((1, 3), 0.05, 1, 0.3, (60, 160)),
        lambda: aug.DirtyRollers((8, 12)),
        lambda: aug.BadPhotoCopy(None, 1, "all", (1, 1), (1, 2), (120, 200), (0.1, 0.3), (0.02, 0.1), 0),
        lambda: aug.BleedThrough((0.1, 0.25), (150, 220), (17, 17), 1, 0.15, (15, 15)),
        lambda: aug.ShadowCast("random", (2, 5), (0.3, 0.6), (0.3, 0.6), (0, 0, 0), (0.15, 0.35), (1, 1), (201, 301)),
        lambda: aug.LightingGradient(max_brightness=255, min_brightness=150, transparency=0.75),
        lambda: aug.NoisyLines("random", "random", (2, 5), (90, 90, 90), (1, 1), (0.01, 0.1), (0, 100), (3, 5)),
        lambda: aug.BindingsAndFasteners(
            "darken", None, "punch_holes", (60, 70), (60, 70), (0, 0), (2, 3), edge="left"
        ),
    ]
    many = {"clean": (0, 0, 0), "light": (1, 0, 1), "middle": (1, 1, 1), "hard": (2, 2, 2)}[level]
    made = [
        make()
        for pool, n in zip((ink, paper, machine), (many[1], many[0], many[2]), strict=True)
        for make in chance.sample(pool, n)
    ]
    return [*made, aug.Jpeg({"clean": (90, 95), "light": (75, 92), "middle": (50, 85), "hard": (30, 60)}[level])]
