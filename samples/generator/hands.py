"""A hand: how one writer's letters and digits look. Letters are open handwriting fonts, digits fonts or real ones."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.generator.sheet import FONTS, mm

JOINED = frozenset({"cedarville-cursive", "marck-script", "dancing-script"})
"""Fonts whose letters join: words are drawn whole."""
THIN = frozenset({"reenie-beanie", "swanky-and-moo-moo", "cedarville-cursive", "zen-kurenaido"})

Tile = NDArray[np.uint8]
"""Coverage of ink, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One writer's hand. font: a file. cap_mm: height of a capital. slant: shear. wobble: of baseline and size.

    real_digits: digits are real handwritten ones, the same few samples each time, as one person's digits are alike.
    ink_grey, pen_px: of the pen. bend: strength of the smooth distortion.
    """

    seed: int
    font: Path
    cap_mm: float
    slant: float
    wobble: float
    bend: float
    spread: float
    real_digits: bool
    ink_grey: int
    pen_px: float

    @property
    def name(self) -> str:
        """The font's name, which stands in the truth as the writer."""
        return self.font.stem


def hand_fonts(folder: Path | None = None) -> tuple[Path, ...]:
    """The handwriting fonts of a folder, by default those of samples/fonts/hands, sorted."""
    return tuple(sorted((folder or FONTS / "hands").glob("*.ttf")))


def draw_hand(seed: int, fonts: tuple[Path, ...] | None = None) -> Hand:
    """The hand of that seed, with one of `fonts`."""
    rng = random.Random(f"hand:{seed}")
    font = rng.choice(fonts or hand_fonts())
    return Hand(
        seed=seed,
        font=font,
        cap_mm=rng.uniform(2.7, 3.9),
        slant=rng.uniform(-0.08, 0.22),
        wobble=rng.uniform(0.01, 0.045),
        bend=rng.uniform(0.0, 0.05),
        spread=rng.uniform(0.97, 1.1),
        real_digits=rng.random() < 0.45,
        ink_grey=rng.choice((35, 60, 75, 85, 95, 110)),
        pen_px=rng.uniform(3.6, 6.5),
    )


@lru_cache(maxsize=512)
def _font(path: Path, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def _cap_share(path: Path) -> float:
    """Height of a capital as a share of the font's size."""
    _, top, _, bottom = _font(path, 200).getbbox("HE0", anchor="ls")
    return (bottom - top) / 200


@lru_cache(maxsize=1)
def _digits() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    with np.load(FONTS / "hands" / "real-digits.npz") as archive:
        return archive["images"], archive["labels"]


@lru_cache(maxsize=512)
def _digit(hand_seed: int, digit: int, height_px: int, variant: int) -> Tile:
    """A real digit, its ink cut out and `height_px` high."""
    images, labels = _digits()
    known = np.flatnonzero(labels == digit)
    chosen = random.Random(f"digit:{hand_seed}:{digit}:{variant}").choice(known.tolist())
    image = images[chosen]
    rows, columns = np.flatnonzero(image.max(axis=1) > 60), np.flatnonzero(image.max(axis=0) > 60)
    cut = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    width = max(3, round(cut.shape[1] * height_px / cut.shape[0]))
    large = cv2.resize(cut, (width, height_px), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    return np.clip((large - 55) * 1.9, 0, 255).astype(np.uint8)


def write_tile(text: str, hand: Hand, cap_px: float, rng: random.Random) -> tuple[Tile, int]:
    """`text` in that hand on one line: coverage, and the row of the baseline."""
    font = _font(hand.font, max(10, round(cap_px / _cap_share(hand.font))))
    room = round(cap_px * 1.2)
    baseline = round(cap_px * 2.0)
    width = round(font.getlength(text) * hand.spread * 1.25 + cap_px * 1.5 * (len(text) + 2) * 0.12) + 2 * room
    image = Image.new("L", (width + round(cap_px) * sum(c.isdigit() for c in text) // 2, round(cap_px * 3.3)), 0)
    pen = ImageDraw.Draw(image)
    x = float(room)
    for piece in _pieces(text, hand):
        dy = rng.gauss(0, hand.wobble) * cap_px
        if piece.isdigit() and hand.real_digits:
            height = max(6, round(cap_px * rng.uniform(0.92, 1.08)))
            tile = _digit(hand.seed, int(piece), height, rng.randrange(2))
            image.paste(255, (round(x), round(baseline - height + dy)), Image.fromarray(tile))
            x += tile.shape[1] + cap_px * rng.uniform(0.12, 0.24)
        else:
            pen.text((x, baseline + dy), piece, fill=255, font=font, anchor="ls")
            x += font.getlength(piece) * hand.spread + (rng.gauss(0, hand.wobble * 0.5) * cap_px)
    tile = np.asarray(image)[:, : min(image.width, round(x) + room)]
    if hand.font.stem in THIN and cap_px > 26:
        tile = cv2.dilate(tile, np.ones((2, 2), np.uint8))
    return _bent(tile, hand, baseline, cap_px, rng), baseline


def _pieces(text: str, hand: Hand) -> list[str]:
    """What is drawn at once: letters one by one, joined writing word by word, real digits one by one."""
    if hand.font.stem not in JOINED:
        return list(text)
    pieces: list[str] = []
    for char in text:
        if pieces and not (char.isdigit() and hand.real_digits) and not pieces[-1][-1].isdigit() and char != " ":
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _bent(tile: Tile, hand: Hand, baseline: int, cap_px: float, rng: random.Random) -> Tile:
    """Slanted, and smoothly distorted, so that no two letters are alike."""
    height, width = tile.shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    knots = max(3, round(width / (cap_px * 1.5)))
    drawn = [rng.gauss(0, 1) for _ in range(2 * 3 * knots)]
    field = np.array(drawn, np.float32).reshape(2, 3, knots) * hand.bend * cap_px
    bend = [cv2.resize(one, (width, height), interpolation=cv2.INTER_CUBIC) for one in field]
    climb = rng.gauss(0, 0.012)
    xs += (ys - baseline) * np.float32(hand.slant) + bend[0]
    ys += (xs - width / 2) * np.float32(climb) + bend[1]
    return cv2.remap(tile, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)


def cap_height_px(hand: Hand, room_px: float) -> float:
    """Height of this hand's capitals where a line has `room_px` of height."""
    return max(16.0, min(mm(hand.cap_mm), room_px * 0.52))
