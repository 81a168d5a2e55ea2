"""The kinds of damage, wider than those of the samples."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.generator.damage import Damage, draw_damage

LEVELS = (
    "clean", "scan", "copy", "bound", "phone", "turned",
    "skewed", "folded", "broken", "extra", "cluttered", "cropped", "spread",
)  # fmt: skip
"""The first six as in the samples, but wider.

skewed: by 6 to 15 degrees. folded: creases. broken: rulings thin, faint or with gaps. extra: a column drawn by hand.
cluttered: a photo with another sheet and fingers. cropped: margins cut off. spread: two pages in one picture.
"""


def wide_damage(seed: int, level: str) -> Damage:
    """Damage of that level, stronger at its far end than the samples'."""
    rng = random.Random(f"bench damage:{level}:{seed}")
    drawn = draw_damage(800_000 + seed, level if level in LEVELS[:6] else "phone" if level == "cluttered" else "scan")
    if level == "clean":
        return drawn
    wide = replace(
        drawn, paper=rng.randint(208, 254), shade=drawn.shade * rng.uniform(0.5, 1.5), noise=rng.uniform(0.5, 8),
        scale=drawn.scale * rng.choice((1.0, 1.0, 0.94, 1.12)), skew_deg=drawn.skew_deg * rng.uniform(0.2, 1.8),
        curl_px=drawn.curl_px * rng.uniform(0.6, 1.4),
        corners=tuple((x * 1.3, y * 1.3) for x, y in drawn.corners),
    )  # fmt: skip
    if level == "skewed":
        wide = replace(wide, skew_deg=rng.uniform(6, 15) * rng.choice((-1, 1)))
    if level == "spread":
        wide = replace(wide, skew_deg=wide.skew_deg * 0.4, scale=min(wide.scale, 0.8), holes=False)
    if level == "copy":
        wide = replace(wide, scale=1.0, specks=rng.randint(50, 2000), paper=rng.randint(228, 254))
    return wide
