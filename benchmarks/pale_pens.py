"""Pages that a pale pen wrote, each with what is written in every field.

A hard pencil, a ball pen that runs dry, thin ink: a few grey steps on paper with grain, seldom the same throughout a
stroke. What is written is told from what is printed by making each page twice, in black ink and in none, so that all of
it is pale, where it crosses rulings too.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.evidence_books import truth_place, unseen_hands
from benchmarks.finding_levels import wide_damage
from benchmarks.finding_printings import widen
from benchmarks.finding_wording import reworded
from benchmarks.silent_pages import SEED, SilentPage
from pipeline.form import Form
from pipeline.model import Grey
from samples.generator.damage import Damage, draw_damage, spoil
from samples.generator.habits import draw_habits
from samples.generator.hands import Hand, draw_hand
from samples.generator.light import shown_through
from samples.generator.make import MadePage, Writer, make_page

PENS = ("thin_ink", "pressed", "runs_dry", "pencil", "hollow", "starts_late", "as_the_back", "photographed")
"""thin_ink: 10 to 45 grey steps throughout. pressed: pressure varies within strokes. runs_dry: from top to bottom.
pencil: on grey recycled paper. hollow: a ball pen that leaves the edges of its strokes, with gaps. starts_late: the
first or the last part of what is written in two cells of five is hardly there. as_the_back: what shines through is
about as dark. photographed: thin ink, seen by a phone."""
WRITING = Path(__file__).parent.parent.parent / "shared" / "handwriting"
"""Where the fonts of hands lie that nothing was fitted on; without it the samples' are taken."""
_SMALLEST = 0.8
"""Of 300 dpi, scans are this at least: a pale pen's strokes are too thin below."""

Greys = NDArray[np.float32]
"""Grey steps of ink, or coverage 0 to 1, shape (height, width) of a page."""


def make_pale_page(form: Form, pen: str, seed: int) -> SilentPage:
    """A filled page of `form` in a held-out hand with that pen, one of PENS. Raises ValueError where it fits no
    printing."""
    rng = random.Random(f"pale:{form.key}:{pen}:{seed}")
    noise = np.random.default_rng(rng.getrandbits(32))
    seed += SEED
    hand = draw_hand(seed, unseen_hands(WRITING) or None)
    dark, bare, back = _made(form, seed, hand)
    cells: Any = dark.truth["cells"]
    page = bare.image.astype(np.float32)
    cover = 1 - dark.image.astype(np.float32) / np.maximum(page, 1)
    greys = _greys(pen, cover, cells, rng, noise)
    page = page * (1 - cover) + np.minimum(page, 255 - greys) * cover
    grey = np.rint(page).clip(0, 255).astype(np.uint8)
    if pen == "as_the_back":
        grey = shown_through(grey, back, float(np.median(greys)) / 215 * rng.uniform(0.6, 1.1))
    image, _ = spoil(grey, _damage(pen, seed, rng))
    if rng.random() < 0.6:
        coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(60, 92)])[1]
        image = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE).astype(np.uint8)
    return SilentPage(form, pen, image, {truth_place(cell): cell for cell in cells})


def _made(form: Form, seed: int, hand: Hand) -> tuple[MadePage, MadePage, Grey]:
    """The clean page in black ink and in none, and its back."""
    habits, clean = replace(draw_habits(seed), slips=0.0), draw_damage(seed, "clean")
    for attempt in range(50):
        printing = widen(seed, attempt, "scan")
        try:
            dark, bare, back = (
                make_page(reworded(form, seed), at, printing, clean, Writer(replace(hand, ink_grey=ink), habits))
                for at, ink in ((seed, 0), (seed, 255), (seed + 5000, 40))
            )
        except ValueError:
            continue
        return dark, bare, back.image
    raise ValueError(f"form {form.key} fits no printing of seed {seed}")


def _damage(pen: str, seed: int, rng: random.Random) -> Damage:
    damage = wide_damage(seed, "phone" if pen == "photographed" else "scan")
    if pen == "pencil":
        damage = replace(damage, paper=rng.randint(185, 220), grain=rng.uniform(3, 6), noise=rng.uniform(2, 6))
    if pen == "as_the_back":
        damage = replace(damage, through=0.0)
    return replace(damage, scale=max(damage.scale, _SMALLEST))


def _greys(
    pen: str, cover: Greys, cells: Sequence[Mapping[str, Any]], rng: random.Random, noise: np.random.Generator
) -> Greys:
    """How dark that pen's ink is wherever it is written with, grey steps. cover: of ink, 0 to 1."""
    shape = cover.shape
    if pen == "pressed":
        return rng.uniform(18, 80) * (0.2 + 0.8 * _clouds(shape, rng.uniform(8, 35), noise))
    if pen == "runs_dry":
        first, last = rng.uniform(60, 150), rng.uniform(8, 20)
        down = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None] ** rng.uniform(0.5, 1.5)
        return np.asarray(first * (last / first) ** down * (0.6 + 0.4 * _clouds(shape, 25, noise)), np.float32)
    if pen == "pencil":
        tooth = cv2.GaussianBlur(noise.uniform(0, 1, shape).astype(np.float32), (0, 0), 0.9)
        tooth = np.clip((tooth - tooth.mean()) / tooth.std() * 0.35 + 0.75, 0.1, 1.2)
        return rng.uniform(20, 65) * tooth * (0.5 + 0.5 * _clouds(shape, rng.uniform(15, 50), noise))
    if pen == "hollow":
        inside = cv2.erode((cover > 0.5).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        left = np.where(inside, rng.uniform(0.1, 0.5), 1.0)
        gaps = np.where(_clouds(shape, rng.uniform(8, 20), noise) < 0.35, 0.15, 1.0)
        return np.asarray(rng.uniform(30, 110) * left * gaps, np.float32)
    even = 0.85 + 0.15 * _clouds(shape, 120, noise)
    if pen == "starts_late":
        greys = rng.uniform(50, 140) * even
        for cell in cells:
            if cell["ink"] is not None and rng.random() < 0.4:
                _fade(greys, [round(edge) for edge in cell["ink"]], rng)
        return greys
    palest, darkest = {"thin_ink": (10, 45), "photographed": (15, 60), "as_the_back": (18, 55)}[pen]
    return rng.uniform(palest, darkest) * even


def _fade(greys: Greys, ink: Sequence[int], rng: random.Random) -> None:
    """Makes the first or the last part of what is written in a box (left, top, right, bottom) as pale as can be."""
    left, top, right, bottom = ink
    wide = max(2, round((right - left) * rng.uniform(0.15, 0.7)))
    first = max(0, left - 2) if rng.random() < 0.6 else right - wide
    part = greys[max(0, top - 2) : bottom + 2, first : first + wide + 2]
    part[:] = np.minimum(part, rng.uniform(8, 30))


def _clouds(shape: tuple[int, ...], scale_px: float, noise: np.random.Generator) -> Greys:
    """A smooth field of values 0 to 1 that changes over so many pixels."""
    knots = tuple(max(2, round(side / scale_px)) for side in shape)
    field = cv2.resize(noise.uniform(0, 1, knots).astype(np.float32), shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.clip((field - 0.5) * 1.3 + 0.5, 0, 1)
