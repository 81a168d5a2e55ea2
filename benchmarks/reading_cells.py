"""Cells of every written kind in hands that no model was trained on, for benchmarks/reading.py.

Writers: handwriting fonts held out whole, digits of MNIST held out; the texts are drawn here, not as training draws
them. Spoiled as in training (training/spoil.py) and framed as a cell with rulings taken off.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import cv2
import numpy as np

from pipeline.codes import Codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Grey, Part, State
from pipeline.read.ink import darkness
from samples.generator import words
from training.hands import DigitHand, Hand, digit_hand, font_hands
from training.spoil import spoil

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905
SHORT = "Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nop Des".split()  # noqa: SIM905
ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()  # noqa: SIM905
RARE_NAMES = (  # noqa: SIM905
    "Wiyono Karsinah Ngadinem Sukadi Mbah Jaswadi Rokhim Muntamah Lamijan Sholikhatun Zuhdi Ngatmini Sriyatun Kuswanto "
    "Mashudi Lasiyem Trimo Darsih Khotimah Alfiyah Bakri Sampurno Ruminah Jayanti Nafisah Hanum Syahrul Gito Marlan"
).split()
"""Names of the region, some on no list."""


@dataclass(frozen=True, slots=True, eq=False)
class WrittenCell:
    """A crop, its group in the table, and what stands in it: state and text as written; hand: who wrote it."""

    group: str
    crop: Crop
    state: State
    text: str | None
    hand: str


def _count(rng: random.Random) -> str:
    size = rng.choices([1, 2, 3], [5, 4, 1])[0]
    text = str(rng.randint(0 if size == 1 else 10 ** (size - 1), 10**size - 1))
    way = rng.random()
    return f"{text}." if way < 0.05 else text.zfill(2) if way < 0.1 else text


def _nik(rng: random.Random) -> str:
    born = date(1935, 1, 1) + timedelta(days=rng.randrange(32000))
    area = rng.choice(["352213", "352215", "352206", "352311", "332509", f"{rng.randint(110101, 949999)}"])
    return f"{area}{born.day + rng.choice([0, 40]):02}{born:%m%y}{rng.randint(1, 30):04}"


def _registration(rng: random.Random) -> str:
    return "".join(rng.choice("0123456789") for _ in range(15))


def _date(rng: random.Random) -> str:
    born = date(1935, 1, 1) + timedelta(days=rng.randrange(32000))
    day, month, year, age = born.day, born.month, born.year, max(1, 2021 - born.year)
    signs = rng.choice("--//. ")
    whole = rng.choice(
        [
            f"{day:02}{signs}{month:02}{signs}{year}",
            f"{day:02}{signs}{month:02}{signs}{year}",
            f"{day}{signs}{month}{signs}{year}",
            f"{day}{signs}{month}{signs}{year % 100:02}",
            f"{day} {MONTHS[month - 1]} {year}",
            f"{day} {SHORT[month - 1]} {year}",
            f"{day}-{SHORT[month - 1]}-{year % 100:02}",
            f"{day}-{ROMAN[month - 1]}-{year}",
        ]
    )
    other = rng.choice([f"th {year}", f"{year}", f"{age} th", f"{age} thn", f"{SHORT[month - 1]} {year}", "8 bln"])
    way = rng.random()
    if way < 0.16:
        return other
    return whole + rng.choice([" / {}", "/{} th", " ({})", " / {} th"]).format(age) if way < 0.32 else whole


def _name(rng: random.Random) -> str:
    pool = rng.choice([words.MEN, words.WOMEN])
    behind = rng.choice([words.FAMILY, words.FAMILY_WOMEN])
    parts = [rng.choice(pool if rng.random() < 0.7 else RARE_NAMES)]
    if rng.random() < 0.6:
        parts.append(rng.choice(behind if rng.random() < 0.7 else RARE_NAMES))
    if rng.random() < 0.06:
        parts.insert(0, rng.choice(["H.", "Hj.", "M.", "Ny."]))
    return " ".join(parts)


FREE_TEXTS = (  # noqa: SIM905
    "Anggota|Ketua|Ternak ayam|Warung kopi|Suntik|Pil|Arisan RT|Jualan sayur|Pindah alamat|Sakit jantung|Demam|"
    "Tuna rungu|Kerja di Surabaya|Merantau|Batuk lama|Dusun Krajan|RT 03 RW 01|Kambing 2 ekor|Sapi|Menjahit|"
    "Catering|Belum lapor"
).split("|")


class Bed:
    """Draws cells of the held-out hands in `writing` (../shared/handwriting), or of those given, and its digits.

    digits: share of the numbers that are written in its digits (MNIST).
    """

    def __init__(self, writing: Path, codes: Codes, hands: Sequence[Hand] | None = None, digits: float = 0.5) -> None:
        self.hands = font_hands(writing / "fonts", True) if hands is None else hands
        self._digits_share = digits
        self._digits: DigitHand = digit_hand(writing / "digits" / "mnist-train.npz", True)
        self._lists = {name: [text for text, _ in one.written()] for name, one in codes.lists.items()}

    def draw(self, group: str, number: int) -> WrittenCell:
        """Cell `number` of a group of GROUPS."""
        rng = random.Random(f"{group} {number}")
        field, text_of, real = GROUPS[group]
        text = text_of(rng) if text_of is not None else rng.choice(self._lists[field.codes or ""])
        digits_alone = all(character in "0123456789-/. " for character in text)
        if real and digits_alone and rng.random() < self._digits_share:
            return self._cell(group, field, text, self._digits.write(text, rng), "digits", rng)
        font = rng.choice(self.hands)
        shown = text.upper() if not digits_alone and rng.random() < 0.2 else text
        return self._cell(group, field, text, font.write(shown, rng), font.name, rng)

    def _cell(self, group: str, field: Field, text: str, grey: Grey, hand: str, rng: random.Random) -> WrittenCell:
        return WrittenCell(group, framed(spoil(grey, rng, True), field, rng), State.VALUE, text, hand)


def framed(grey: Grey, field: Field, rng: random.Random) -> Crop:
    """`grey` as the crop of a cell: room of the same paper around it, a margin beyond the cell."""
    room, margin = int(grey.shape[0] * rng.uniform(0.0, 0.25)), 10
    noise = np.random.default_rng(rng.getrandbits(32))
    edge = np.concatenate([grey[0], grey[-1]])
    around = room + margin
    pixels = noise.choice(edge[edge >= np.median(edge)], (grey.shape[0] + 2 * around, grey.shape[1] + 2 * around))
    pixels[around:-around, around:-around] = grey
    height, width = pixels.shape
    box = Box(margin, margin, width - margin, height - margin)
    return Crop(Cell(Part.TABLE, 0, field, box), pixels, Box(0, 0, width, height))


_LISTED = {
    name: Field(name, Kind.CODE, codes=name, values=())
    for name in ("education", "marital_status", "religion", "relation")
}

GROUPS: Mapping[str, tuple[Field, Callable[[random.Random], str] | None, bool]] = {
    "counts": (Field("pus", Kind.COUNT), _count, True),
    "years": (Field("year", Kind.YEAR), lambda rng: str(rng.randint(2012, 2026)), True),
    "NIK": (Field("nik", Kind.DIGITS_OR_WORD, length=16, values=("sudah", "belum")), _nik, True),
    "registration": (Field("registration_no", Kind.DIGITS, length=15), _registration, True),
    "dates": (Field("birth_date", Kind.DATE_AGE), _date, True),
    "education": (_LISTED["education"], None, False),
    "marital status": (_LISTED["marital_status"], None, False),
    "religion": (_LISTED["religion"], None, False),
    "relation": (_LISTED["relation"], None, False),
    "occupation": (Field("occupation", Kind.CODE_TEXT, codes="occupation"), None, False),
    "sex": (Field("sex", Kind.CODE, values=("L", "P"), codes="sex"), lambda rng: rng.choice("LP"), False),
    "names": (Field("name", Kind.NAME), _name, False),
    "free text": (Field("note", Kind.TEXT), lambda rng: rng.choice(FREE_TEXTS), False),
}
"""Per group: the field, how its texts are drawn (null: the code list's written words), real digits may write it."""


def framed_line(grey: Grey, field: Field) -> Crop:
    """A real crop as the crop of a cell: its own paper around it, no damage added, level rulings taken off."""
    return framed(_without_rulings(grey), field, random.Random(0))


def _without_rulings(grey: Grey) -> Grey:
    """What runs level through a quarter of the crop, where no stroke crosses it, is ruling: layout takes it off."""
    ink = (darkness(grey) > 14).astype(np.uint8)
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(18, grey.shape[1] // 4)), np.uint8))
    ruling = cv2.dilate(long, np.ones((3, 1), np.uint8))
    crossing = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((7, 1), np.uint8))
    return cv2.inpaint(grey, ruling & (1 - crossing), 3, cv2.INPAINT_TELEA).astype(np.uint8)
