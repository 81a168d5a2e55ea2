"""Writes on a print: letters of a hand with their unsteadiness, and strokes of a pen.

Coverage is a picture (H, W; float32) of how much ink lies where, 0 to 1; lengths are pixels of the print.
"""

import io
import random
import re
import subprocess
import tarfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

CACHE = Path.home() / ".cache" / "dasawisma-benchmarks" / "fontsource"
FLOWING = {"playwrite-mx", "playwrite-za", "freehand"}
FINE = 2  # letters are drawn so many times larger and made smaller after
PENS = [
    (28, 40, 120),
    (20, 30, 95),
    (35, 60, 150),
    (25, 25, 30),
    (30, 30, 34),
    (60, 60, 66),
]  # blue, black, a pencil; r, g, b


def face(name: str, version: str, weight: int) -> Path:
    """The file of a hand, fetched from npm the first time."""
    file = CACHE / f"{name}-{version}-{weight}.ttf"
    if not file.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "pack", "-s", f"@fontsource/{name}@{version}"],
            cwd=CACHE,
            check=True,
            capture_output=True,
            timeout=120,
        )
        with tarfile.open(CACHE / f"fontsource-{name}-{version}.tgz") as packed:
            inside = next(one for one in packed.getnames() if re.search(rf"-latin-{weight}-normal\.woff$", one))
            font = TTFont(io.BytesIO(packed.extractfile(inside).read()))  # type: ignore[union-attr]
        font.flavor = None
        font.save(file)
    return file


@lru_cache(64)
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size)


@dataclass(frozen=True)
class Hand:
    """How somebody writes: a face, letters so many mm high, slant, unsteadiness (0 to 1), a pen mm wide and its ink."""

    name: str
    file: Path
    high: float
    slant: float
    unsteady: float
    thick: float
    ink: tuple[int, int, int]
    pale: float


def hand(draw: random.Random, hands: dict[str, list[object]]) -> Hand:
    """A hand at random."""
    name = draw.choice(sorted(hands))
    version, weight = hands[name]
    return Hand(
        name,
        face(name, str(version), int(str(weight))),
        draw.uniform(2.3, 3.3),
        draw.uniform(-0.08, 0.18),
        draw.uniform(0.3, 1),
        draw.uniform(0.28, 0.5),
        draw.choice(PENS),
        draw.uniform(0.72, 0.98),
    )


class Pen:
    """Writes in `hand` on a page of `shape` (H, W) at `dpi`."""

    def __init__(self, of: Hand, shape: tuple[int, int], dpi: int, draw: random.Random) -> None:
        self.hand, self.mm, self.draw = of, dpi / 25.4, draw
        self.coverage = np.zeros(shape, np.float32)
        self.noise = np.random.default_rng(draw.getrandbits(32))

    def _letters(self, text: str, high: float) -> np.ndarray:
        """A word or line as coverage (h, w) at FINE times the print's size; capitals are `high` pixels of the print."""
        size = max(8, round(high * FINE / 0.7))
        font = _font(str(self.hand.file), size)
        units = re.split(r"( )", text) if self.hand.name in FLOWING else list(text)
        wide = int(font.getlength(text) * 1.25 + 4 * size)
        canvas = np.zeros((3 * size, wide), np.uint8)
        at, drift = float(size), 0.0
        for unit in units:
            if not unit:
                continue
            advance = font.getlength(unit)
            if unit.strip():
                tile = Image.new("L", (int(advance + 2 * size), 3 * size), 0)
                ImageDraw.Draw(tile).text((size, 2 * size), unit, font=font, fill=255, anchor="ls")
                shake = self.hand.unsteady
                drift = 0.8 * drift + self.draw.gauss(0, 0.018) * size * shake
                grow = 1 + self.draw.gauss(0, 0.035) * shake
                turn = self.draw.gauss(0, 0.03) * shake
                lean = -(self.hand.slant + self.draw.gauss(0, 0.03) * shake)
                matrix = np.array([[grow, lean + turn, 0], [-turn, grow, 0]], np.float32)
                matrix[:, 2] = np.array([size, 2 * size + drift]) - matrix[:, :2] @ np.array([size, 2 * size])
                drawn = cv2.warpAffine(np.asarray(tile), matrix, (tile.width, tile.height), flags=cv2.INTER_LINEAR)
                left = int(at - size)
                part = canvas[:, left : left + drawn.shape[1]]
                np.maximum(part, drawn[:, : part.shape[1]], out=part)
            at += advance * (1 + self.draw.gauss(0, 0.03) * self.hand.unsteady)
        return self._pressed(canvas, high)

    def _pressed(self, canvas: np.ndarray, high: float) -> np.ndarray:
        """Bends the strokes a little and gives them the pen's width; cut to what is inked."""
        grid = self.noise.normal(0, 1, (2, 4, max(4, canvas.shape[1] // 60))).astype(np.float32)
        bend = [
            cv2.resize(one, canvas.shape[::-1], interpolation=cv2.INTER_CUBIC)
            * 0.035
            * high
            * FINE
            * self.hand.unsteady
            for one in grid
        ]
        y, x = np.mgrid[: canvas.shape[0], : canvas.shape[1]].astype(np.float32)
        bent = cv2.remap(canvas, x + bend[0], y + bend[1], cv2.INTER_LINEAR)
        rows, columns = np.nonzero(bent > 60)
        if not len(rows):
            return np.zeros((2, 2), np.float32)
        cut = bent[max(0, rows.min() - 2) : rows.max() + 3, max(0, columns.min() - 2) : columns.max() + 3]
        if self.hand.thick > 0.38:
            cut = cv2.dilate(cut, np.ones((2, 2), np.uint8))
        return cut.astype(np.float32) / 255

    def _put(self, ink: np.ndarray, left: float, top: float) -> tuple[float, float, float, float]:
        x, y = round(left), round(top)
        high, wide = ink.shape
        y0, x0 = max(0, y), max(0, x)
        y1, x1 = min(self.coverage.shape[0], y + high), min(self.coverage.shape[1], x + wide)
        if y1 > y0 and x1 > x0:
            part = self.coverage[y0:y1, x0:x1]
            np.maximum(part, ink[y0 - y : y1 - y, x0 - x : x1 - x], out=part)
        return float(x), float(y), float(x + wide), float(y + high)

    def write(
        self, text: str, box: tuple[float, float, float, float], centred: bool = False, over: float = 1.0
    ) -> tuple[float, float, float, float]:
        """Writes a line into a box, smaller if it must be, up to `over` times as wide; where its ink is."""
        left, top, right, bottom = box
        high = min(self.hand.high * self.mm, 0.62 * (bottom - top)) * self.draw.uniform(0.94, 1.06)
        ink = self._letters(text, high)
        room = (right - left) - 1.0 * self.mm
        wide, tall = ink.shape[1] / FINE, ink.shape[0] / FINE
        squeeze = min(1.0, room * over / max(1.0, wide))
        shrink = max(squeeze, 0.8) if squeeze > 0.5 else squeeze * 1.4
        size = (max(2, round(wide * squeeze)), max(2, round(tall * min(1.0, shrink))))
        ink = cv2.resize(ink, size, interpolation=cv2.INTER_AREA)
        spare = right - left - size[0]
        x = left + (
            spare / 2 + self.draw.gauss(0, 0.06) * spare
            if centred and spare > 0
            else min(max(0.5 * self.mm, 0.1 * spare), 2.2 * self.mm * self.draw.uniform(0.5, 1.2))
        )
        y = bottom - (bottom - top - size[1]) * self.draw.uniform(0.25, 0.6) - size[1]
        return self._put(ink, x, y)

    def stroke(
        self, points: list[tuple[float, float]], box: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
        """A stroke through points given as parts of a box (0 to 1, may go beyond), rounded and unsteady."""
        left, top, right, bottom = box
        shake = (0.03 if len(points) < 8 else 0.006) * self.hand.unsteady
        where = np.array(
            [
                (
                    left + (x + self.draw.gauss(0, shake)) * (right - left),
                    top + (y + self.draw.gauss(0, shake)) * (bottom - top),
                )
                for x, y in points
            ]
        )
        steps = np.linspace(0, len(where) - 1, 12 * len(where))
        smooth = np.stack([np.interp(steps, range(len(where)), where[:, axis]) for axis in (0, 1)], axis=1)
        smooth = cv2.GaussianBlur(smooth.astype(np.float32)[:, None, :], (1, 5), 0)[:, 0] if len(where) > 3 else smooth
        margin = 6 + round(self.hand.thick * self.mm)
        x0, y0 = np.maximum(0, smooth.min(axis=0).astype(int) - margin)
        x1, y1 = np.minimum(self.coverage.shape[::-1], smooth.max(axis=0).astype(int) + margin)
        if x1 > x0 and y1 > y0:
            drawn = np.zeros((y1 - y0, x1 - x0), np.uint8)
            fixed = np.round((smooth - [x0, y0]) * 16).astype(np.int32)[:, None, :]
            cv2.polylines(drawn, [fixed], False, 255, max(1, round(self.hand.thick * self.mm)), cv2.LINE_AA, 4)
            part = self.coverage[y0:y1, x0:x1]
            np.maximum(part, drawn.astype(np.float32) / 255, out=part)
        return float(x0), float(y0), float(x1), float(y1)

    def onto(self, picture: np.ndarray) -> np.ndarray:
        """The print (H, W, 3; uint8) with the ink on it, paler where the pen was light."""
        coarse = self.noise.uniform(self.hand.pale - 0.22, self.hand.pale, (40, 40)).astype(np.float32)
        pressure = cv2.resize(coarse, picture.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        much = np.clip(self.coverage * np.clip(pressure, 0.45, 1), 0, 1)[..., None]
        return (picture * (1 - much) + np.minimum(picture, np.array(self.hand.ink)) * much).astype(np.uint8)
