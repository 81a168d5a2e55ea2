"""Pictures of every kind of pixel come out as a viewer shows them: transparency on white, turned as EXIF says."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageOps

from pipeline.model import Grey
from pipeline.scan.load import load_page
from pipeline.settings import Settings

SHOWN = np.full((620, 700), 255, np.uint8)
SHOWN[40:90, 50:300] = 0
SHOWN[300:310, 600:690] = 100


def loaded(path: Path) -> Grey:
    page = load_page(path, 0, Settings())
    assert isinstance(page, np.ndarray)
    return page


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_black_on_nothing_is_black_on_white_whichever_way_up(tmp_path: Path, mode: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    black = np.zeros_like(SHOWN)
    layers = [black] * (len(mode) - 1) + [255 - SHOWN]
    Image.fromarray(np.dstack(layers), mode).save(tmp_path / "page.png", exif=exif)
    exif_turned = Image.fromarray(SHOWN)
    exif_turned.getexif()[0x0112] = orientation
    assert np.array_equal(loaded(tmp_path / "page.png"), np.asarray(ImageOps.exif_transpose(exif_turned)))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_picture_is_turned_as_its_file_says(tmp_path: Path, kind: str, orientation: int) -> None:
    picture = Image.fromarray(SHOWN)
    exif = picture.getexif()
    exif[0x0112] = orientation
    picture.save(tmp_path / "page", kind, exif=exif, **({"quality": 95} if kind == "JPEG" else {}))
    difference = loaded(tmp_path / "page").astype(int) - np.asarray(ImageOps.exif_transpose(picture))
    assert np.abs(difference).max() < 12


def test_sixteen_bits_a_palette_and_one_colour_that_is_nothing(tmp_path: Path) -> None:
    clear = np.dstack([np.zeros((*SHOWN.shape, 3), np.uint16), (255 - SHOWN).astype(np.uint16) * 257])
    cv2.imwrite(str(tmp_path / "deep.png"), clear)
    assert np.abs(loaded(tmp_path / "deep.png").astype(int) - SHOWN).max() <= 1
    strokes = Image.fromarray((SHOWN < 50).astype(np.uint8), "P")
    strokes.putpalette([0, 0, 0] * 2)
    strokes.save(tmp_path / "palette.png", transparency=0)
    assert np.array_equal(loaded(tmp_path / "palette.png"), np.where(SHOWN < 50, 0, 255))
    opaque = np.dstack([SHOWN, SHOWN, SHOWN, np.full_like(SHOWN, 255)])
    Image.fromarray(opaque, "RGBA").save(tmp_path / "opaque.png")
    assert np.array_equal(loaded(tmp_path / "opaque.png"), SHOWN)


@pytest.mark.parametrize(("mode", "kind"), [("CMYK", "JPEG"), ("1", "PNG"), ("P", "PNG"), ("I;16", "PNG")])
def test_other_inks_are_as_dark_as_they_look(tmp_path: Path, mode: str, kind: str) -> None:
    picture = Image.fromarray(SHOWN)
    if mode == "I;16":
        picture = Image.fromarray(SHOWN.astype(np.uint16) * 257)
    else:
        picture = (picture.convert("RGB") if mode == "CMYK" else picture).convert(mode)
    picture.save(tmp_path / "page", kind)
    page = loaded(tmp_path / "page")
    assert page[50:80, 60:290].max() < 25
    assert page[:30].min() > 230
