"""Words that end others of their list, in ink as tall and full as two lines are, go to a person."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.lost_line import may_lack_a_line
from pipeline.read.vocabulary import make_vocabulary

LEVELS = make_vocabulary(("SD", "Tamat SD", "Tidak Tamat SD", "SMA"))


def ink_of(*lines: str, scale: float = 1.0) -> Ink:
    grey = np.full((90, 320), 240, np.uint8)
    for at, text in enumerate(lines):
        y = 82 - 26 * (len(lines) - 1 - at)
        cv2.putText(grey, text, (12, y), cv2.FONT_HERSHEY_SIMPLEX, scale, 40, 3, cv2.LINE_AA)
    cell = Cell(Part.TABLE, 0, Field("education", Kind.CODE), Box(4, 22, 316, 88))
    return find_ink(Crop(cell, grey, Box(0, 0, 320, 90)), 0.0)


@pytest.mark.parametrize(
    ("lines", "said", "lacks"),
    [
        (("TIDAK", "TAMAT SD"), "TAMAT SD", True),
        (("TIDAK", "TAMAT SD"), "Tidak Tamat SD", False),
        (("TAMAT SD",), "Tamat SD", False),
        (("TIDAK", "TAMAT SD"), "SMA", False),
        (("TIDAK", "TAMAT SD"), "", False),
    ],
)
def test_a_line_above_what_was_read_may_be_lost(lines: tuple[str, ...], said: str, lacks: bool) -> None:
    assert may_lack_a_line(ink_of(*lines), said, LEVELS) is lacks


def test_no_list_tells_nothing() -> None:
    assert not may_lack_a_line(ink_of("TIDAK", "TAMAT SD"), "Tamat SD", None)
