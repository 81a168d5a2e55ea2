"""On a page in pale ink the least of strokes counts, and so does how near to grain its palest writing is."""

import cv2
import numpy as np

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Grey, Part
from pipeline.read.ink import Ink, find_ink, least_contrast
from pipeline.read.traces import reaches_limit, with_traces

HIGH, WIDE, PAPER, TYPICAL = 110, 200, 235, 100.0
ONE, SEVEN = ((66, 34), (62, 80)), ((90, 35), (115, 35), (100, 80))


def page(*strokes: Grey) -> dict[int, tuple[Crop, Ink]]:
    """Cells with strokes so many grey steps darker than paper, as a second look shows them: their grain is smooth."""
    found = {}
    for at, one in enumerate(strokes):
        grain = cv2.GaussianBlur(np.random.default_rng(at).normal(0, 12, one.shape), (0, 0), 1.2)
        pixels = np.clip(PAPER - one.astype(np.float32) + grain, 0, 255).astype(np.uint8)
        cell = Cell(Part.TABLE, at, Field("field", Kind.COUNT), Box(15, 10, WIDE - 15, HIGH - 10))
        crop = Crop(cell, pixels, Box(0, 0, WIDE, HIGH))
        found[at] = (crop, find_ink(crop, TYPICAL))
    return found


def drawn(points: tuple[tuple[int, int], ...], depth: int) -> Grey:
    grey = np.zeros((HIGH, WIDE), np.uint8)
    cv2.polylines(grey, [np.array(points, np.int32)], False, depth, 5, cv2.LINE_AA)
    return grey


def test_a_digit_far_paler_than_the_next_leaves_a_trace() -> None:
    """`17` in a pen whose pressure varies was 7, accepted."""
    seven = drawn(SEVEN, 90)
    cells = page(np.maximum(seven, drawn(ONE, 20)), *[seven] * 10, *[np.zeros_like(seven)] * 10)
    assert cells[0][1].box().left > 80
    found = with_traces(cells, TYPICAL)
    assert 0 in found and not found & set(range(1, 11)) and len(found) <= 2


def test_a_speck_of_a_pale_digit_does_not_hide_the_rest() -> None:
    """Of a pale 2 before `43` a dot was dark enough for ink: beside it nothing was looked for."""
    seven = drawn(SEVEN, 90)
    one = drawn(ONE, 13)
    cv2.circle(one, (64, 57), 2, 70, -1)
    cells = page(np.maximum(seven, one), *[seven] * 10)
    assert cells[0][1].specks and cells[0][1].box().left > 80
    assert with_traces(cells, TYPICAL) == {0}


def test_writing_near_grain_may_be_lost_in_it() -> None:
    least = least_contrast(TYPICAL)
    far, near = ([ink for _, ink in page(*[drawn(SEVEN, round(by * least))] * 6).values()] for by in (3.0, 1.2))
    assert not reaches_limit(far, TYPICAL)
    assert reaches_limit(near, TYPICAL) and reaches_limit([*far, *near], TYPICAL)
    assert not reaches_limit(near[:1], TYPICAL)
