"""The print of fields with options (training/marked_options.py): words in a row, made fatter, wider or slanted; before
each of them, in some printings, a letter or a number (`a. Ya  b. Tidak`)."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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
LETTERINGS = ("a.", "a.", "a)", "(a)", "1.", "1.", "1)", "A.", "A)", "a", "1")
"""How the first option of a row is lettered or numbered."""
_LETTER_SPACE = (0.12, 0.7)
"""Between a letter and its words, in sizes of the print."""


@dataclass(frozen=True, slots=True, eq=False)
class PrintedRow:
    """Options as printed. strength: 0 paper to 1 ink. words: the boxes of each one's words. letters: those of what is
    printed before each, as high as its words; none where nothing is."""

    strength: Strength
    words: tuple[Box, ...]
    letters: tuple[Box, ...] = ()


def print_options(
    values: Sequence[str], printing: ImageFont.FreeTypeFont, rng: random.Random, lettering: str = ""
) -> PrintedRow:
    """The options as printed. lettering: one of LETTERINGS, or empty for none."""
    row = _row_of(values, printing, rng, lettering)
    if rng.random() < _STRETCHED:
        row = _stretched(row, rng.uniform(*_STRETCH))
    if rng.random() < _LEANING:
        row = _leant(row, rng.uniform(*_LEAN))
    return row


def lettered(lettering: str, at: int) -> str:
    """What stands before option `at`, counted from 0, where `lettering` stands before the first."""
    first = next(sign for sign in lettering if sign.isalnum())
    return lettering.replace(first, chr(ord(first) + at))


def _row_of(values: Sequence[str], printing: ImageFont.FreeTypeFont, rng: random.Random, lettering: str) -> PrintedRow:
    """The options, some on two lines; a label before, other print above or below."""
    size, gap = printing.size, rng.uniform(0.6, 2.0) * printing.size
    space = rng.uniform(*_LETTER_SPACE) * size if lettering else 0.0
    before = [lettered(lettering, at) if lettering else "" for at in range(len(values))]
    fat = rng.choice([1, 1, 2]) if rng.random() < _FATTER else 0
    slashes = rng.choice(["/", "", "", "", ","] if lettering else ["/", "/", "/", "", "|", ","])
    around = AROUND * size
    rows = 2 if len(values) > 2 and rng.random() < 0.3 else 1
    split = rng.randint(1, len(values) - 1) if rows == 2 else len(values)
    pitch = size * rng.uniform(1.35, 2.2)
    lines = [range(split), range(split, len(values))][:rows]
    widest = max(
        sum(printing.getlength(before[at]) + space + printing.getlength(values[at]) + gap for at in line)
        for line in lines
    )
    image = Image.new("L", (int(widest + 2 * around), int(size + (rows - 1) * pitch + 2 * around)), 0)
    draw = ImageDraw.Draw(image)

    def put(x: float, y: float, text: str) -> Box:
        draw.text((x, y), text, font=printing, fill=255, stroke_width=fat)
        return Box(*(float(edge) for edge in draw.textbbox((x, y), text, font=printing, stroke_width=fat)))

    words: list[Box] = []
    letters: list[Box] = []
    for row, line in enumerate(lines):
        x, y = around, around + row * pitch
        for at in line:
            letter = put(x, y, before[at]) if lettering else None
            words.append(put(x if letter is None else letter.right + space, y, values[at]))
            x = words[-1].right
            if letter is not None:
                letters.append(Box(letter.left, words[-1].top, letter.right, words[-1].bottom))
            if slashes and at != line[-1]:
                draw.text(
                    (x + (gap - printing.getlength(slashes)) / 2, y), slashes, font=printing, fill=255, stroke_width=fat
                )
            x += gap
    if rng.random() < 0.35:
        draw.text((around - gap * 0.6 - printing.getlength(":"), around), ":", font=printing, fill=255)
    for edge in (around - pitch, around + rows * pitch):
        if rng.random() < 0.4:
            draw.text((rng.uniform(0, around), edge), " ".join(rng.sample(WORDS, 4)), font=printing, fill=255)
    return PrintedRow(np.asarray(image, dtype=np.float32) / 255, tuple(words), tuple(letters))


def _moved(row: PrintedRow, strength: Strength, move: Callable[[Box], Box]) -> PrintedRow:
    return replace(row, strength=strength, words=tuple(map(move, row.words)), letters=tuple(map(move, row.letters)))


def _stretched(row: PrintedRow, by: float) -> PrintedRow:
    size = round(row.strength.shape[1] * by), row.strength.shape[0]
    wider = cv2.resize(row.strength, size, interpolation=cv2.INTER_AREA if by < 1 else cv2.INTER_LINEAR)
    return _moved(row, wider, lambda box: Box(box.left * by, box.top, box.right * by, box.bottom))


def _leant(row: PrintedRow, by: float) -> PrintedRow:
    """The print slanted to the right, each row by `by` of its height over the lowest."""
    height, width = row.strength.shape
    size = (width + round(by * height), height)
    slant = np.array([[1, -by, by * height], [0, 1, 0]], np.float32)
    leant = cv2.warpAffine(row.strength, slant, size, flags=cv2.INTER_LINEAR)

    def move(box: Box) -> Box:
        return Box(box.left + by * (height - box.bottom), box.top, box.right + by * (height - box.top), box.bottom)

    return _moved(row, leant, move)
