"""Printed options, slanted or not: their boxes hold their words, and nothing was done to them."""

import random

import numpy as np
import pytest

from benchmarks.finding_printings import HELD_OUT_FACES, face_of
from benchmarks.pen import on_paper
from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Option, Part, State
from pipeline.read.option_looks import load_looks
from pipeline.read.options import read_words
from training import options_printed
from training.options_printed import print_options

CHOICES = (("Ada", "Tidak"), ("PDAM", "Sumur", "Sungai"), ("Sehat", "Kurang Sehat"), ("Beras", "Non Beras"))


@pytest.fixture(autouse=True)
def leaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """All print leans, as an italic does."""
    monkeypatch.setattr(options_printed, "_LEANING", 1.0)
    monkeypatch.setattr(options_printed, "_LEAN", (0.2, 0.3))


def test_boxes_hold_slanted_words() -> None:
    rng = random.Random(3)
    printed, labels = print_options(("PDAM", "Sumur"), face_of("dejavu-serif", False, 36), rng)
    for box in labels:
        rows, columns = box.slices(*printed.shape[::-1])
        for third in np.array_split(printed[rows, columns], 3, axis=1):
            assert (third > 0.5).mean() > 0.05


def test_unmarked_words_in_slanted_print_are_blank() -> None:
    """Of 60 such fields 19 seemed to be ticked."""
    looks, states = load_looks(), []
    for at in range(60):
        rng = random.Random(f"slanted {at}")
        values = CHOICES[at % len(CHOICES)]
        printed, labels = print_options(values, face_of(HELD_OUT_FACES[at % 4], False, rng.randint(28, 46)), rng)
        grey = on_paper(np.zeros_like(printed), printed, rng)
        whole = Box(0, 0, float(grey.shape[1]), float(grey.shape[0]))
        field = Field("choice", Kind.CHOICE, options=tuple(PrintedOption(value, (value,)) for value in values))
        options = tuple(Option(value, None, label) for value, label in zip(values, labels, strict=True))
        crop = Crop(Cell(Part.ITEMS, None, field, whole, options), grey, whole)
        states.append(read_words([(values, looks.log_looks(crop))])[0][0].state)
    assert states.count(State.BLANK) >= 57
