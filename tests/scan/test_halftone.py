"""Dots that stand for greys become greys; other pictures stay as they are."""

import cv2
import numpy as np
import pytest
from PIL import Image

from pipeline.model import Grey
from pipeline.scan.halftone import has_two_tones, without_halftone


def shaded(size: int = 1800) -> Grey:
    """Grey paper, lighter on one side, with lines of print."""
    paper = np.tile(np.linspace(205, 245, size), (size // 2, 1)).astype(np.uint8)
    for y in range(60, size // 2, 60):
        cv2.putText(paper, "CATATAN KELUARGA RT 003 RW 001", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (30,), 2)
    return paper


def dithered(grey: Grey) -> Grey:
    return np.asarray(Image.fromarray(grey).convert("1")).astype(np.uint8) * 255


@pytest.mark.parametrize("size", [1200, 1800, 3400])
def test_dots_become_the_greys_that_they_stand_for(size: int) -> None:
    grey = shaded(size)
    found = without_halftone(dithered(grey))
    between = slice(8, 24)
    assert np.abs(cv2.blur(found, (9, 9))[between].astype(int) - grey[between]).mean() < 6
    assert np.ptp(cv2.blur(found, (3, 3))[between, size // 2 : size // 2 + 40].astype(int)) < 90
    assert found.min() < 60


@pytest.mark.parametrize("kind", ["grey", "two tones", "specks", "white"])
def test_other_pictures_stay(kind: str) -> None:
    grey = shaded()
    picture = {
        "grey": grey,
        "two tones": np.where(grey < 128, 0, 255).astype(np.uint8),
        "specks": np.where((grey < 128) | (np.random.default_rng(1).random(grey.shape) < 0.004), 0, 255).astype(
            np.uint8
        ),
        "white": np.full((700, 700), 255, np.uint8),
    }[kind]
    assert without_halftone(picture) is picture


def test_black_and_white_is_told_from_greys_and_from_a_negative_of_them() -> None:
    sheet = np.full((800, 800), 255, np.uint8)
    for x in range(40, 760, 40):
        cv2.line(sheet, (x, 40), (x + 20, 760), 0.0, 5)
    greys = cv2.GaussianBlur(sheet, (0, 0), 1.2).astype(np.uint8)
    assert has_two_tones(sheet)
    _, coded = cv2.imencode(".jpg", sheet, [cv2.IMWRITE_JPEG_QUALITY, 75])
    assert has_two_tones(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE).astype(np.uint8))
    assert not has_two_tones(greys)
    assert not has_two_tones(255 - greys)
