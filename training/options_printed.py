"""The print of fields with options (training/marked_options.py): words in a row, made fatter, wider or slanted."""

from __future__ import annotations

import random
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.geometry import Box
from training.pens import Strength

WORDS = (  # noqa: SIM905
    "Ada Tidak Ya Belum Sudah PDAM Sumur Sungai Lainnya DLL Beras Sagu Jagung Menikah Lajang Janda Duda Kawin L P "
    "Laki-laki Perempuan SD SMP SMA D3 S1 KF PAUD Petani Pedagang Swasta TNI Wirausaha Buruh Islam Kristen Hindu "
    "Sehat Layak Permanen Kurang Rusak Aktif Pasif Bersih Milik Sewa Pernah Ikut Hidup Mati Besar Kecil 1 2 3"
).split()
AROUND = 1.4
"""Paper around the options, in heights of their words."""
_FATTER, _STRETCHED, _STRETCH = 0.25, 0.35, (0.72, 1.18)
"""Shares of fields whose print is fatter, or wider or narrower, than its face has it: as are faces that we lack."""
_LEANING, _LEAN = 0.08, (0.12, 0.35)
"""Share of fields whose print is slanted, beside those in an italic face, and by how much of its height."""


def print_options(
    values: Sequence[str], printing: ImageFont.FreeTypeFont, rng: random.Random
) -> tuple[Strength, list[Box]]:
    """The print, 0 paper to 1 ink, and the boxes of the words of each option."""
    printed, labels = _row_of(values, printing, rng)
    if rng.random() < _STRETCHED:
        printed, labels = _stretched(printed, labels, rng.uniform(*_STRETCH))
    if rng.random() < _LEANING:
        printed, labels = _leant(printed, labels, rng.uniform(*_LEAN))
    return printed, labels


def _row_of(values: Sequence[str], printing: ImageFont.FreeTypeFont, rng: random.Random) -> tuple[Strength, list[Box]]:
    """The print, some on two lines, and the boxes of the words; a label before, other print above or below."""
    size, gap = printing.size, rng.uniform(0.6, 2.0) * printing.size
    fat = rng.choice([1, 1, 2]) if rng.random() < _FATTER else 0
    slashes = rng.choice(["/", "/", "/", "", "|", ","])
    around = AROUND * size
    rows = 2 if len(values) > 2 and rng.random() < 0.3 else 1
    split = rng.randint(1, len(values) - 1) if rows == 2 else len(values)
    pitch = size * rng.uniform(1.35, 2.2)
    lines = [values[:split], values[split:]][:rows]
    widest = max(sum(printing.getlength(value) + gap for value in line) for line in lines)
    image = Image.new("L", (int(widest + 2 * around), int(size + (rows - 1) * pitch + 2 * around)), 0)
    draw = ImageDraw.Draw(image)
    labels = []
    for row, line in enumerate(lines):
        x, y = around, around + row * pitch
        for at, value in enumerate(line):
            draw.text((x, y), value, font=printing, fill=255, stroke_width=fat)
            labels.append(Box(*(float(edge) for edge in draw.textbbox((x, y), value, font=printing, stroke_width=fat))))
            x = labels[-1].right
            if slashes and at < len(line) - 1:
                draw.text(
                    (x + (gap - printing.getlength(slashes)) / 2, y), slashes, font=printing, fill=255, stroke_width=fat
                )
            x += gap
    if rng.random() < 0.35:
        draw.text((around - gap * 0.6 - printing.getlength(":"), around), ":", font=printing, fill=255)
    for edge in (around - pitch, around + rows * pitch):
        if rng.random() < 0.4:
            draw.text((rng.uniform(0, around), edge), " ".join(rng.sample(WORDS, 4)), font=printing, fill=255)
    return np.asarray(image, dtype=np.float32) / 255, labels


def _stretched(printed: Strength, labels: Sequence[Box], by: float) -> tuple[Strength, list[Box]]:
    size = round(printed.shape[1] * by), printed.shape[0]
    wider = cv2.resize(printed, size, interpolation=cv2.INTER_AREA if by < 1 else cv2.INTER_LINEAR)
    return wider, [Box(box.left * by, box.top, box.right * by, box.bottom) for box in labels]


def _leant(printed: Strength, labels: Sequence[Box], by: float) -> tuple[Strength, list[Box]]:
    """The print slanted to the right, each row by `by` of its height over the lowest."""
    height, width = printed.shape
    size = (width + round(by * height), height)
    slant = np.array([[1, -by, by * height], [0, 1, 0]], np.float32)
    boxes = [
        Box(box.left + by * (height - box.bottom), box.top, box.right + by * (height - box.top), box.bottom)
        for box in labels
    ]
    return cv2.warpAffine(printed, slant, size, flags=cv2.INTER_LINEAR), boxes
