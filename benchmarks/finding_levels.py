"""The kinds of damage, wider than those of the samples."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.generator.damage import Damage, draw_damage

LEVELS = (
    "clean", "scan", "copy", "bound", "phone", "turned",
    "skewed", "folded", "broken", "extra", "cluttered", "cropped", "spread",
    "framed", "inverted", "coarse", "tinted", "curled", "creased", "crumpled", "table", "upturned",
)  # fmt: skip
"""The first six as in the samples, but wider.

skewed: by 6 to 15 degrees. folded: creases. broken: rulings thin, faint or with gaps. extra: a column drawn by hand.
cluttered: a photo with another sheet and fingers. cropped: margins cut off. spread: two pages in one picture. framed: a
copier's black round the sheet. inverted: white on black. coarse: 120 to 200 dpi, JPEG of quality 30 to 50. tinted:
coloured paper, pale print. curled: into a spine at any side. creased: a photo of a page that was folded, with kinks.
crumpled: dents. table: a photo on light or patterned ground, the sheet running out of the picture. upturned: a quarter
turn of a copy, photo or bound page.
"""

MORE_LEVELS = ("shadowed", "faded", "streaked")
"""Asked for by name alone, so that the pages of a seed stay what they were. shadowed: photos with hard-edged
shadows. faded: print pale on one half or in stripes. streaked: black streaks broader than rulings.
"""


_LIKE = {
    "shadowed": "phone", "cluttered": "phone", "creased": "phone", "table": "phone", "framed": "copy",
    "inverted": "copy", "curled": "bound",
}  # fmt: skip
"""Level of the samples' damage that a level of its own begins from; the others begin from a scan."""


def wide_damage(seed: int, level: str) -> Damage:
    """Damage of that level, stronger at its far end than the samples'."""
    rng = random.Random(f"bench damage:{level}:{seed}")
    drawn = draw_damage(800_000 + seed, _LIKE.get(level, "scan") if level not in LEVELS[:6] else level)
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
    if level in ("copy", "framed", "inverted"):
        wide = replace(wide, scale=1.0, specks=rng.randint(50, 2000), paper=rng.randint(228, 254))
    if level == "framed":
        wide = replace(wide, dark_edge=None, ground=20, skew_deg=wide.skew_deg * 2)
    if level == "tinted":
        wide = replace(wide, paper=rng.randint(140, 215), through=rng.choice((0.0, rng.uniform(0.08, 0.2))))
    if level == "curled":
        wide = replace(wide, curl_px=rng.uniform(30, 110) * rng.choice((-1, 1)), scale=max(wide.scale, 0.8))
    if level == "upturned":
        wide = replace(draw_damage(810_000 + seed, rng.choice(("copy", "phone", "bound"))), level=level)
        wide = replace(wide, quarter_turns=rng.choice((1, 2, 3)))
    return wide
