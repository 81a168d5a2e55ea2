"""Strips of print as the network sees them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.model import Grey
from pipeline.read.print_strips import HEIGHT_PX, INK, print_line


def strip(words: str, scale: float = 1.0, ink: int = 0, paper: int = 255) -> Grey:
    grey = np.full((round(60 * scale), round((60 + 22 * len(words)) * scale)), paper, np.uint8)
    place = (round(20 * scale), round(40 * scale))
    return cv2.putText(grey, words, place, cv2.FONT_HERSHEY_SIMPLEX, scale, ink, round(2 * scale), cv2.LINE_AA)


def test_a_line_looks_the_same_whatever_its_size_and_contrast() -> None:
    lines = [print_line(made) for made in (strip("JUMLAH"), strip("JUMLAH", 2.0), strip("JUMLAH", 1.0, 90, 180))]
    first, larger, fainter = (line.darkness for line in lines if line)
    assert abs(first.shape[1] - larger.shape[1]) <= 2
    assert first.shape == fainter.shape
    assert np.abs(first - fainter).mean() < 0.02
    assert first.max() > 0.95


def test_white_print_on_black_is_black_on_white() -> None:
    dark, light = print_line(255 - strip("JUMLAH")), print_line(strip("JUMLAH"))
    assert dark is not None and light is not None
    assert np.abs(dark.darkness - light.darkness).mean() < 0.02


def test_columns_lead_back_to_the_strip() -> None:
    made = strip("NAMA KEPALA", 1.5)
    line = print_line(made)
    assert line is not None
    columns, found = (np.flatnonzero(inked.any(axis=0)) for inked in (made < 128, line.darkness > INK))
    rows, seen = (np.flatnonzero(inked.any(axis=1)) for inked in (made < 128, line.darkness > INK))
    box = line.box(found[0], seen[0], found[-1] + 1, seen[-1] + 1)
    assert box.left == pytest.approx(columns[0], abs=3) and box.right == pytest.approx(columns[-1] + 1, abs=3)
    assert box.top == pytest.approx(rows[0], abs=3) and box.bottom == pytest.approx(rows[-1] + 1, abs=3)


def test_a_speck_above_does_not_make_the_line_smaller() -> None:
    made = strip("KEADAAN RUMAH")
    specked = made.copy()
    specked[2:4, 30:32] = 0
    lines = print_line(made), print_line(specked)
    assert lines[0] is not None and lines[1] is not None
    assert (lines[0].top, lines[0].down) == (lines[1].top, lines[1].down)


def test_nothing_stands_on_paper() -> None:
    assert print_line(np.zeros((0, 40), np.uint8)) is None
    assert print_line(np.full((40, 40), 230, np.uint8)) is None


def test_the_rest_of_a_ruling_is_no_line_of_print() -> None:
    """As high as letters it would be 57,000 px wide, and take a second and a gigabyte to read."""
    ruled = np.full((40, 3000), 255, np.uint8)
    ruled[20] = 0
    assert print_line(ruled) is None


@given(arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 60))))
def test_any_pixels_give_a_line_or_none(grey: Grey) -> None:
    line = print_line(grey)
    if line is not None:
        assert line.darkness.shape[0] == HEIGHT_PX
        assert line.darkness.dtype == np.float32
        assert 0 <= line.darkness.min() <= line.darkness.max() <= 1
        assert line.across > 0 and line.down > 0
