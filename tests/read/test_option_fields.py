"""A field whose printed options were not all found goes to a person, whatever seems marked."""

from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Option, Part
from pipeline.read.option_fields import read_options
from pipeline.read.option_looks import LOOKS

PRINTED = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))


@pytest.mark.parametrize("ticked", [True, False])
@pytest.mark.parametrize("found", [1, 2])
def test_what_seems_marked_where_an_option_was_not_found_goes_to_a_person(found: int, ticked: bool) -> None:
    """On blurred pages the outline of the one box that was found passed for a mark in it: Tidak, accepted."""
    grey = np.full((80, 300), 245, np.uint8)
    places = [Box(20 + 120 * at, 25, 50 + 120 * at, 55) for at in range(2)]
    for box in places:
        cv2.rectangle(grey, (int(box.left), int(box.top)), (int(box.right), int(box.bottom)), 60, 2)
    if ticked:
        cv2.line(grey, (26, 40), (34, 50), 40, 4)
        cv2.line(grey, (34, 50), (46, 28), 40, 4)
    options = tuple(
        Option(one.value, box, Box(box.right + 6, 25, box.right + 60, 55))
        for one, box in zip(PRINTED, places, strict=True)
    )
    field = Field("bkb", Kind.CHOICE, options=PRINTED)
    cell = Cell(Part.ITEMS, None, field, Box(10, 10, 290, 70), options[:found])
    clean = np.array([1.0, *[-6.0] * 20], np.float32)
    engines: Any = SimpleNamespace(
        looks=SimpleNamespace(log_looks=lambda crop: np.tile(clean, (len(crop.cell.options), 1)))
    )
    raw = read_options([Crop(cell, grey, Box(0, 0, 300, 80))], engines)[0]
    assert (raw.doubt >= 0.5) is (found == 1)


@pytest.mark.parametrize(("supposed", "told"), [(None, False), (0, False), (1, True)])
def test_an_answer_whose_box_was_not_seen_goes_to_a_person(supposed: int | None, told: bool) -> None:
    """A bracket of S3 lay where its box had to be, and was its mark; that of SMP was in a bracket read as its word."""
    grey = np.full((80, 300), 245, np.uint8)
    places = [Box(20 + 120 * at, 25, 50 + 120 * at, 55) for at in range(2)]
    for box in places:
        cv2.rectangle(grey, (int(box.left), int(box.top)), (int(box.right), int(box.bottom)), 60, 2)
    cv2.line(grey, (146, 40), (154, 50), 40, 4)
    cv2.line(grey, (154, 50), (166, 28), 40, 4)
    options = tuple(
        Option(one.value, box, Box(box.right + 6, 25, box.right + 60, 55), supposed=at == supposed)
        for at, (one, box) in enumerate(zip(PRINTED, places, strict=True))
    )
    field = Field("bkb", Kind.CHOICE, options=PRINTED)
    cell = Cell(Part.ITEMS, None, field, Box(10, 10, 290, 70), options)
    clean = np.array([1.0, *[-6.0] * 20], np.float32)
    engines: Any = SimpleNamespace(looks=SimpleNamespace(log_looks=lambda crop: np.tile(clean, (2, 1))))
    raw = read_options([Crop(cell, grey, Box(0, 0, 300, 80))], engines)[0]
    assert raw.alternatives[0].text == "Tidak"
    assert (raw.doubt >= 0.5) is told


@pytest.mark.parametrize(("boxed", "told"), [(3, True), (2, False), (0, False)])
def test_an_answer_without_boxes_beside_many_with_them_goes_to_a_person(boxed: int, told: bool) -> None:
    """Boxes that touch a ruling were not seen: of words alone the wrong one was marked, accepted."""
    grey = np.full((80, 300), 245, np.uint8)
    cv2.ellipse(grey, (80, 40), (45, 22), 0, 0, 360, (60.0,), 3)
    words = [Box(50 + 120 * at, 25, 110 + 120 * at, 55) for at in range(2)]
    field = Field("bkb", Kind.CHOICE, options=PRINTED)
    clear = np.array([1.0, *[-6.0] * (len(LOOKS) - 1)])
    looks = np.log(np.exp(clear) / np.exp(clear).sum())
    engines: Any = SimpleNamespace(looks=SimpleNamespace(log_looks=lambda crop: np.tile(looks, (2, 1))))

    def crop(marks: bool) -> Crop:
        options = tuple(
            Option(one.value, Box(box.left - 36, 25, box.left - 6, 55) if marks else None, box)
            for one, box in zip(PRINTED, words, strict=True)
        )
        return Crop(Cell(Part.ITEMS, None, field, Box(10, 10, 290, 70), options), grey, Box(0, 0, 300, 80))

    raws = read_options([crop(False), *(crop(True) for _ in range(boxed))], engines)
    assert (raws[0].doubt >= 0.5) is told
