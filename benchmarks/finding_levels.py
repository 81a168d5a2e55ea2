"""The kinds of damage, and printings and damage wider than those of the samples."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.generator.damage import Damage, draw_damage
from samples.generator.printing import Printing, draw_printing

LEVELS = (
    "clean", "scan", "copy", "bound", "phone", "turned",
    "skewed", "folded", "broken", "extra", "cluttered", "cropped", "spread",
)  # fmt: skip
"""The first six as in the samples, but wider.

skewed: by 6 to 15 degrees. folded: creases. broken: rulings thin, faint or with gaps. extra: a column drawn by hand.
cluttered: a photo with another sheet and fingers. cropped: margins cut off. spread: two pages in one picture.
"""


def wide_printing(seed: int, level: str) -> Printing:
    """A printing further from the usual than those of the samples."""
    rng = random.Random(f"bench printing:{seed}")
    label_pt = rng.uniform(7.8, 12.0)
    return replace(
        draw_printing(700_000 + seed),
        label_pt=label_pt, heading_pt=rng.uniform(6.4, 9.5), title_pt=label_pt + rng.uniform(0.5, 6.0),
        bold_title=rng.random() < 0.7, bold_headings=rng.random() < 0.5, title_case_headings=rng.random() < 0.25,
        margin_mm=rng.uniform(6.0, 24.0), rows=rng.choice((6, 7, 9, 11, 13, 16, 20)), row_mm=rng.uniform(6.0, 14.0),
        line_px=rng.choice((1, 2, 2) if level == "broken" else (2, 2, 3, 4, 5, 6, 7)),
        pitch_mm=rng.uniform(6.4, 11.0), box_mm=rng.uniform(2.8, 6.0), first_heading=rng.random() < 0.4,
        lampiran=rng.random() < 0.4, number_row=rng.random() < 0.6, footer=rng.random() < 0.4,
        head_grey=255 if level == "copy" else rng.choice((255, 255, 255, 205, 222, 240)),
        thick_frame=rng.random() < 0.25,
        title_left=rng.random() < 0.25, head_columns=rng.choice((1, 2)),
        landscape=rng.random() < 0.35 and level != "spread",
    )  # fmt: skip


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
