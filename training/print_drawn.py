"""Print as layout cuts it from scanned pages: faces, sizes, rests of rulings, copiers, scanners, phones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.font_files import Use, brought_fonts
from training.print_texts import PrintTexts

Grey = NDArray[np.uint8]

_ROOT = Path(__file__).parent.parent
_FONTS = _ROOT / "benchmarks" / "fonts"
_WEIGHTS = ("", "-bold")
_OF_SAMPLES = ("arimo", "tinos", "carlito", "archivo-narrow")
_OF_BENCHMARKS = ("caladea", "courier-prime", "comic-neue", "open-sans", "open-sans-condensed")
_HELD_OUT = ("dejavu-serif", "dejavu-condensed", "dejavu-mono", "roboto-slab")
"""Of benchmarks/fonts: print of the seeds of benchmarks.finding that nobody looks at."""
_KEPT_EVERY = 5
_LEAST_TURNED, _TURNED = 4, 0.03
"""Lines of so many characters, and so many of them, are shown upside down."""
_SIZES_PX = (13, 62)
"""Of the face: 6 to 15 points at 150 to 300 dpi."""

_INK_LEFT = (0.45, 2.4)
"""Of the ink of a print, what a copier leaves at least and makes at most."""


def learnt_faces() -> tuple[Path, ...]:
    """Files of the faces to learn from: those in the repository, and four in five of the brought ones of Use.PRINT."""
    own = [_ROOT / "samples" / "fonts" / "print" / f"{name}{weight}.ttf" for name in _OF_SAMPLES for weight in _WEIGHTS]
    own += [_FONTS / f"{name}{weight}.ttf" for name in _OF_BENCHMARKS for weight in _WEIGHTS]
    brought = brought_fonts({Use.PRINT})
    return (*(path for path in own if path.exists()), *(path for path in brought if path not in _kept(brought)))


def held_out_faces() -> tuple[Path, ...]:
    """Files of the faces to measure with: held out whole."""
    return (*(_FONTS / f"{name}.ttf" for name in _HELD_OUT), *_kept(brought_fonts({Use.PRINT})))


def _kept(brought: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(brought[::_KEPT_EVERY])


def draw_strip(texts: PrintTexts, those: Sequence[Path], rng: random.Random) -> tuple[Grey, str]:
    """A strip and what it says. A few are upside down, and say nothing rather than something."""
    text = texts.draw(rng)
    strip = print_strip(text, rng.choice(those), rng)
    if len(text) >= _LEAST_TURNED and rng.random() < _TURNED:
        return cv2.rotate(strip, cv2.ROTATE_180), ""
    return strip, text


@lru_cache(maxsize=512)
def _face(path: Path, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC)


def print_strip(text: str, chosen: Path, rng: random.Random) -> Grey:
    """The text on one strip, as it comes out of a scanned page with its rulings taken off."""
    size = round(rng.choice((rng.uniform(*_SIZES_PX), rng.uniform(24, 42))))
    grey = _tilted(_set(text, _face(chosen, size), rng), rng)
    grey = _scanned(_ruled(grey, size, rng), size, rng)
    return _cut(grey, rng)


def _set(text: str, face: ImageFont.FreeTypeFont, rng: random.Random) -> Grey:
    """The words in one line, in runs with wide gaps now and then, as lines of a heading laid side by side."""
    words, runs = text.split(), [text]
    if len(words) > 1 and rng.random() < 0.4:
        at = rng.randint(1, len(words) - 1)
        runs = [" ".join(words[:at]), " ".join(words[at:])]
    bold = 1 if face.size >= 22 and rng.random() < 0.2 else 0
    spacing = rng.choice((0, 0, 0, 0, 1, 2)) if face.size > 20 else 0
    gap = round(face.size * rng.uniform(0.35, 1.6))
    size = face.size
    width = sum(int(face.getlength(run)) + (spacing + bold) * len(run) + gap for run in runs) + 2 * int(size)
    image = Image.new("L", (width, int(size * 2.2)), 255)
    draw = ImageDraw.Draw(image)
    x = size * rng.uniform(0.15, 0.8)
    for run in runs:
        if spacing:
            for letter in run:
                draw.text((x, size * 0.5), letter, fill=0, font=face, stroke_width=bold)
                x += face.getlength(letter) + spacing
        else:
            draw.text((x, size * 0.5), run, fill=0, font=face, stroke_width=bold)
            x += face.getlength(run)
        x += gap
    return np.asarray(image)


def _tilted(grey: Grey, rng: random.Random) -> Grey:
    height, width = grey.shape
    tilt, slant = rng.gauss(0, 0.004), rng.gauss(0, 0.02)
    if rng.random() < 0.06:
        slant += 0.2  # italics
    stretch = rng.uniform(0.78, 1.22)
    matrix = np.array([[stretch, -slant, slant * height / 2], [tilt, 1, -tilt * width / 2]], np.float32)
    return cv2.warpAffine(grey, matrix, (int(width * stretch) + 4, height), flags=cv2.INTER_LINEAR, borderValue=255)


def _ruled(grey: Grey, size: int, rng: random.Random) -> Grey:
    """What taking off rulings, boxes, marks and dotted lines leaves or takes with it; a pen that strayed."""
    grey = grey.copy()
    height, width = grey.shape
    rows = np.flatnonzero((grey < 128).any(axis=1))
    top, bottom = (int(rows[0]), int(rows[-1])) if len(rows) else (0, height - 1)
    weight = max(1, size // 14)
    if rng.random() < 0.06:
        y = rng.choice((top - 2 * weight, bottom + weight, rng.randint(top, bottom)))
        cv2.line(grey, (0, y), (width, y + rng.randint(-2, 2)), 255, rng.randint(1, 2 * weight))
    if rng.random() < 0.06:
        x = rng.randint(0, width - 1)
        cv2.line(grey, (x, 0), (x + rng.randint(-2, 2), height), 255, rng.randint(1, 2 * weight))
    if rng.random() < 0.1:
        y, x = rng.choice((top - 3 * weight, bottom + 3 * weight)), rng.randint(0, width - 1)
        cv2.line(grey, (x, y), (x + rng.randint(size // 2, 6 * size), y), rng.randint(0, 120), rng.randint(1, weight))
    if rng.random() < 0.08:
        x = rng.choice((rng.randint(0, size // 3), width - 1 - rng.randint(0, size // 3)))
        y = rng.randint(0, height // 2)
        cv2.line(grey, (x, y), (x, y + rng.randint(size // 3, height)), rng.randint(0, 120), rng.randint(1, weight))
    if rng.random() < 0.06:
        y = bottom - rng.randint(-weight, 2 * weight)
        for x in range(rng.randint(0, width - 1), width, rng.randint(2 * weight + 2, 6 * weight + 4)):
            cv2.circle(grey, (x, y), rng.choice((0, weight // 2)), rng.randint(0, 90), -1)
    if rng.random() < 0.05:
        points = [(rng.randint(0, width), rng.randint(0, height)) for _ in range(2)]
        cv2.line(grey, points[0], points[1], rng.randint(30, 150), rng.randint(1, 2 * weight), cv2.LINE_AA)
    if rng.random() < 0.08:
        _struck(grey, top, bottom, weight, rng)
    if rng.random() < 0.04:
        middle, axes = (rng.randint(0, width), height // 2), (rng.randint(size, 3 * size), rng.randint(size // 2, size))
        cv2.ellipse(grey, middle, axes, 0, 0, 360, rng.randint(30, 150), rng.randint(1, 2 * weight), cv2.LINE_AA)
    return grey


def _struck(grey: Grey, top: int, bottom: int, weight: int, rng: random.Random) -> None:
    """A pen's line through some words, as options are struck out."""
    width = grey.shape[1]
    left, level = rng.randint(0, width - 1), round(top + (bottom - top) * rng.uniform(0.35, 0.75))
    right = min(width, left + rng.randint((bottom - top), 8 * (bottom - top) + 1))
    bent = level + rng.randint(-2 * weight, 2 * weight)
    cv2.line(grey, (left, level), (right, bent), rng.randint(20, 150), rng.randint(1, weight + 1), cv2.LINE_AA)


def _scanned(grey: Grey, size: int, rng: random.Random) -> Grey:
    noise = np.random.default_rng(rng.getrandbits(32))
    ink, paper = rng.choice((0, 20, 45, 70, 100, 140)), rng.uniform(190, 255)
    if rng.random() < 0.2:
        kernel = np.ones((2, 2), np.uint8)
        grey = cv2.erode(grey, kernel) if rng.random() < 0.6 else cv2.dilate(grey, kernel)
    seen = ink + grey.astype(np.float32) * ((paper - ink) / 255)
    if rng.random() < 0.6:
        seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.3, 0.05 * size + 0.3))
    if rng.random() < 0.3:
        coarse = max(0.3, 11 / size, rng.uniform(0.4, 0.9))
        if coarse < 1:
            small = cv2.resize(seen, None, fx=coarse, fy=coarse, interpolation=cv2.INTER_AREA)
            seen = cv2.resize(small, seen.shape[::-1], interpolation=cv2.INTER_LINEAR)
    way = rng.random()
    if way < 0.22:
        seen = _copied(seen, ink, paper, noise, rng)
    elif way < 0.27:
        seen = _dithered(seen, noise, rng)
    else:
        seen += noise.normal(0, rng.uniform(0, 12), seen.shape)
    if rng.random() < 0.2:
        seen += np.linspace(0, rng.uniform(-45, 45), seen.shape[1], dtype=np.float32)
    if rng.random() < 0.15:
        for _ in range(rng.randint(1, 12)):
            at = rng.randint(0, seen.shape[1] - 1), rng.randint(0, seen.shape[0] - 1)
            cv2.circle(seen, at, rng.choice((0, 1, 1, max(1, size // 16))), rng.choice((ink, ink, 255)), -1)
    result = np.clip(seen, 0, 255).astype(np.uint8)
    if rng.random() < 0.35:
        coded = cv2.imencode(".jpg", result, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 90)])[1]
        result = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
    return result


def _copied(
    seen: NDArray[np.float32], ink: int, paper: float, noise: np.random.Generator, rng: random.Random
) -> NDArray[np.float32]:
    """Black and white, as a photocopier or a fax makes it: letters broken or run together, with ragged edges."""
    grain = cv2.GaussianBlur(noise.normal(0, 1, seen.shape).astype(np.float32), (0, 0), rng.uniform(0.5, 1.2))
    before, seen = seen, seen + grain * rng.uniform(0, 60)
    limit = ink + (paper - ink) * rng.uniform(0.3, 0.75)
    hard = np.where(seen < limit, rng.uniform(0, 40), 255).astype(np.float32)
    fewest, most = _INK_LEFT
    if not fewest < np.mean(hard < limit) / max(1e-6, np.mean(before < (ink + paper) / 2)) < most:
        return before  # no person could read it
    return cv2.GaussianBlur(hard, (0, 0), rng.uniform(0.3, 0.9)) if rng.random() < 0.7 else hard


def _dithered(seen: NDArray[np.float32], noise: np.random.Generator, rng: random.Random) -> NDArray[np.float32]:
    """Grey as dots of black, blurred again as layout does before it looks for ink."""
    dots = np.where(seen < noise.uniform(0, 255, seen.shape), 0, 255).astype(np.float32)
    return cv2.GaussianBlur(dots, (0, 0), rng.uniform(0.7, 1.5))


def _cut(grey: Grey, rng: random.Random) -> Grey:
    """The strip with a varying margin; now and then a stroke of the ends is cut off."""
    ink = grey < (float(np.percentile(grey, 95)) + float(grey.min())) / 2
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) < 3 or len(columns) < 2:
        return grey
    height = int(rows[-1] - rows[0]) + 1
    inside = rng.random() < 0.06
    above, below, left, right = (
        -rng.randint(0, max(1, height // 12)) if inside and rng.random() < 0.5 else rng.randint(0, height // 2)
        for _ in range(4)
    )
    return grey[
        max(0, int(rows[0]) - above) : max(int(rows[0]) + 3, int(rows[-1]) + 1 + below),
        max(0, int(columns[0]) - left) : max(int(columns[0]) + 3, int(columns[-1]) + 1 + right),
    ]
