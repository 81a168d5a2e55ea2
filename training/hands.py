"""Writing that is rendered: handwriting fonts for words, real digits (MNIST) composed to numbers and dates.

Every hand returns grey pixels, dark ink on white paper, about 60 to 90 px high, not yet spoiled.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.digit_labels import mended
from training.font_files import HELD_OUT, Use, brought_fonts, shared_fonts
from training.strokes import cut, drawn_seven, flagged_one, slanted_one

Grey = NDArray[np.uint8]


class Hand(Protocol):
    """Somebody who writes."""

    name: str

    def write(self, text: str, rng: random.Random) -> Grey:
        """`text` as grey pixels, dark on white."""
        ...


class FontHand:
    """One handwriting font as a writer."""

    def __init__(self, path: Path) -> None:
        self.name, self._path = path.stem, str(path)
        self._fonts = [ImageFont.truetype(str(path), size) for size in (44, 56, 68)]

    def sized(self, height_px: int, text: str) -> ImageFont.FreeTypeFont:
        """The font at the size at which `text` would be `height_px` high from baseline to top."""
        top = -self._fonts[1].getbbox(text, anchor="ls")[1]
        return ImageFont.truetype(self._path, int(np.clip(56 * height_px * 0.75 / max(top, 20), 30, 110)))

    def write(self, text: str, rng: random.Random) -> Grey:
        """`text` with its letters a little uneven."""
        font = rng.choice(self._fonts)
        loose = rng.random() < 0.5
        spacing = rng.uniform(-1.5, 4.0) if loose else 0.0
        height = int(font.size * 2.2)
        width = int(font.getlength(text) + 2 * font.size + max(0.0, spacing) * len(text))
        image = Image.new("L", (width, height), 255)
        draw = ImageDraw.Draw(image)
        x, y = font.size * 0.7, font.size * 0.5
        if not loose:
            draw.text((x, y), text, fill=0, font=font)
        else:
            for letter in text:
                draw.text((x, y + rng.gauss(0, font.size * 0.02)), letter, fill=0, font=font)
                x += font.getlength(letter) + spacing
        return np.asarray(image)


class MixedHand:
    """A hand whose letters come from several fonts: no two letters of a word need be of one face."""

    def __init__(self, hands: Sequence[FontHand]) -> None:
        self._hands = hands

    def write(self, text: str, rng: random.Random) -> Grey:
        """`text`, each letter from one of three fonts at about one height."""
        size = rng.randint(46, 66)
        fonts = [hand.sized(size, text) for hand in rng.sample(self._hands, 3)]
        spacing = rng.uniform(-1.0, 4.0)
        width = int(max(font.getlength(text) for font in fonts) * 1.3 + 2 * size + 4 * len(text))
        image = Image.new("L", (width, int(size * 2.4)), 255)
        draw = ImageDraw.Draw(image)
        x, base = size * 0.7, size * 1.5
        for letter in text:
            font = rng.choice(fonts)
            draw.text((x, base + rng.gauss(0, size * 0.02)), letter, fill=0, font=font, anchor="ls")
            x += font.getlength(letter) + spacing
        return np.asarray(image)


class DigitHand:
    """Numbers composed of real digits; signs are drawn. One `write` uses one pen and one slant."""

    def __init__(self, images: NDArray[np.uint8], labels: NDArray[np.uint8]) -> None:
        self._by_label = [images[labels == digit] for digit in range(10)]
        self._plain_sevens = np.array([seven for seven in self._by_label[7] if not like_a_flagged_one(seven)])

    def write(self, text: str, rng: random.Random) -> Grey:
        """`text` of digits, spaces and the signs `- / . ,`."""
        size = rng.randint(34, 60)
        tight = rng.uniform(-0.05, 0.35)
        own = _ones_and_sevens(rng)
        pen_px = max(2, round(size * rng.uniform(0.05, 0.11)))
        glyphs = [
            _drawn(own[letter], size, pen_px, rng) if letter in own else self._glyph(letter, size, rng, bool(own))
            for letter in text
        ]
        width = int(sum(g.shape[1] for g in glyphs) + size * max(0.0, tight) * (len(glyphs) + 1) + size)
        canvas = np.zeros((int(size * 1.7), width), np.float32)
        x = size * 0.4
        for glyph in glyphs:
            y = int(size * 0.35 + (size - glyph.shape[0]) * 0.5 + rng.gauss(0, size * 0.03))
            left = int(x)
            area = canvas[max(0, y) : y + glyph.shape[0], left : left + glyph.shape[1]]
            np.maximum(area, glyph[: area.shape[0], : area.shape[1]], out=area)
            x += glyph.shape[1] + size * tight * rng.uniform(0.6, 1.4)
        return (255 - canvas[:, : int(x + size * 0.4)]).astype(np.uint8)

    def _glyph(self, letter: str, size: int, rng: random.Random, plain: bool) -> NDArray[np.float32]:
        if letter.isdigit():
            choices = self._plain_sevens if plain and letter == "7" else self._by_label[int(letter)]
            digit = choices[rng.randrange(len(choices))]
            columns = np.flatnonzero(digit.max(axis=0) > 40)
            rows = np.flatnonzero(digit.max(axis=1) > 40)
            cut = digit[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            height = int(size * rng.uniform(0.82, 1.0))
            width = max(3, int(cut.shape[1] * height / cut.shape[0]))
            width = max(3, min(width, int(size * 0.9)))
            return cv2.resize(cut, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)
        thick = max(2, size // rng.randint(10, 18))
        if letter == "/":
            glyph = np.zeros((size, size // 2), np.float32)
            cv2.line(glyph, (2, size - 2), (size // 2 - 2, 2), 255, thick, cv2.LINE_AA)
        elif letter == "-":
            glyph = np.zeros((size // 3, size // 2), np.float32)
            tilt = rng.randint(-3, 3)
            cv2.line(glyph, (2, size // 6 + tilt), (size // 2 - 2, size // 6 - tilt), 255, thick, cv2.LINE_AA)
        elif letter in ".,":
            glyph = np.zeros((size, size // 5), np.float32)
            end = (size // 10 - (2 if letter == "," else 0), size - 4 + (3 if letter == "," else 0))
            cv2.line(glyph, (size // 10, size - 6), end, 255, thick + 1, cv2.LINE_AA)
        else:
            glyph = np.zeros((size, size // 3), np.float32)
        return glyph


def _ones_and_sevens(rng: random.Random) -> dict[str, Callable[..., NDArray[np.float32]]]:
    """The digits that one writer draws, instead of taking MNIST's: its writers are American, with a bare 1 and a 7
    without a bar. In Indonesia a 1 has a flag as often as not, and who writes it so keeps the 7 apart."""
    chance = rng.random()
    if chance < 0.45:
        return {"1": flagged_one, "7": drawn_seven} if rng.random() < 0.6 else {"1": flagged_one}
    return {"1": slanted_one} if chance < 0.6 else {}


def like_a_flagged_one(seven: NDArray[np.uint8]) -> bool:
    """Whether this 7 of MNIST has the short sloping roof of a 1 with a flag: who writes such a 1 means no 7 by it."""
    ys, xs = np.nonzero(seven > 76)
    top, bottom = ys.min(), ys.max()
    high = bottom - top + 1
    low = ys > top + 0.4 * high
    lean = np.polyfit(ys[low], xs[low], 1)[0] if np.ptp(ys[low]) > 2 else 0.0
    upright = xs - lean * (ys - bottom)
    upper = ys <= top + 0.45 * high
    left = upright[upper].min()
    roof = (np.median(upright[low]) - left) / high
    drop = (ys[upper][upright[upper] <= left + 1].mean() - top) / high
    return bool(roof < 0.5 or (roof < 0.62 and drop > 0.12))


def _drawn(sign: Callable[..., NDArray[np.float32]], size: int, pen_px: int, rng: random.Random) -> NDArray[np.float32]:
    """A digit drawn from strokes, about `size` px high, 0 to 255."""
    strength = cut(sign(2 * size, rng, pen_px))
    height = int(size * rng.uniform(0.82, 1.0))
    width = max(3, min(size, int(strength.shape[1] * height / strength.shape[0])))
    return cv2.resize(strength, (width, height), interpolation=cv2.INTER_AREA) * np.float32(255)


def font_hands(folder: Path, held_out: bool) -> list[FontHand]:
    """The hands of the fonts of ../shared/handwriting, for training or those kept from it."""
    return [FontHand(path) for path in shared_fonts(folder, HELD_OUT if held_out else {Use.TRAIN})]


def brought_hands(held_out: bool) -> list[FontHand]:
    """The hands of the fonts that were brought, for training or those kept from it; empty when none was."""
    return [FontHand(path) for path in brought_fonts(HELD_OUT if held_out else {Use.TRAIN})]


def all_hands(folder: Path, held_out: bool) -> list[FontHand]:
    """font_hands and brought_hands together."""
    return font_hands(folder, held_out) + brought_hands(held_out)


def digit_hand(file: Path, held_out: bool) -> DigitHand:
    """MNIST's digits, labels mended; the last tenth of each (first) label's images is kept for testing."""
    stored = np.load(file)
    images, labels = stored["images"], stored["labels"]
    rank = np.zeros(len(labels), int)
    for digit in range(10):
        where = np.flatnonzero(labels == digit)
        rank[where] = np.arange(len(where)) * 10 // len(where)
    right, told = mended(images, labels)
    keep = ((rank == 9) == held_out) & told
    return DigitHand(images[keep], right[keep])
