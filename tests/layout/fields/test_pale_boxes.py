"""Options beside boxes too pale to be seen go to a person; rings, ticks and letters are no boxes."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.pale_boxes import doubted_beside_pale_boxes
from pipeline.model import Cell, Doubt, Grey, Option, Part

MM = 11.8
PRINTED = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
ROWS = (200, 300, 400)


def page() -> tuple[Grey, list[Cell]]:
    """Three fields of two options each, in black words."""
    grey = np.full((600, 1000), 250, np.uint8)
    cells = []
    for y in ROWS:
        labels = [Box(300, y, 340, y + 28), Box(480, y, 570, y + 28)]
        for word, label in zip(("YA", "TIDAK"), labels, strict=True):
            cv2.putText(grey, word, (int(label.left), y + 27), cv2.FONT_HERSHEY_DUPLEX, 0.9, (40.0,), 2, cv2.LINE_AA)
        options = tuple(Option(one.value, None, box) for one, box in zip(PRINTED, labels, strict=True))
        cells.append(
            Cell(Part.ITEMS, None, Field("drainage", Kind.CHOICE, options=PRINTED), Box(290, y, 580, y + 28), options)
        )
    return grey, cells


def doubted(grey: Grey, cells: list[Cell]) -> list[bool]:
    return [Doubt.PLACE in cell.doubts for cell in doubted_beside_pale_boxes(cells, grey, MM)]


@pytest.mark.parametrize("pale", [190, 225])
@pytest.mark.parametrize("ticked", [False, True])
def test_pale_boxes_before_options_are_told(pale: int, ticked: bool) -> None:
    """Of a pale copy no box was seen, and the box of one option was a mark on the other (strangers, seed 919)."""
    grey, cells = page()
    for y in ROWS:
        for x in (256, 436):
            cv2.rectangle(grey, (x, y - 6), (x + 38, y + 32), (float(pale),), 2)
        if ticked:
            cv2.polylines(grey, [np.array([[262, y + 12], [272, y + 26], [290, y - 2]])], False, (90.0,), 4)
    assert doubted(grey, cells) == [True] * 3


@pytest.mark.parametrize("drawn", ["nothing", "rings", "ticks", "slashes"])
def test_what_is_drawn_on_options_without_boxes_is_none(drawn: str) -> None:
    grey, cells = page()
    for y in ROWS:
        if drawn == "rings":
            cv2.ellipse(grey, (320, y + 14), (38, 30), 0, 0, 360, (60.0,), 3)
        if drawn == "ticks":
            cv2.polylines(grey, [np.array([[262, y + 12], [272, y + 26], [290, y - 2]])], False, (60.0,), 4)
        if drawn == "slashes":
            cv2.line(grey, (420, y + 30), (435, y - 4), (60.0,), 3)
    assert doubted(grey, cells) == [False] * 3


def test_a_page_without_options_is_taken() -> None:
    assert doubted_beside_pale_boxes([], np.zeros((20, 20), np.uint8), MM) == []
