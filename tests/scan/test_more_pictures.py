"""A file with more pictures than decoders show is refused, and one with a thumbnail or a map of brightness is not."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.model import PageFault
from pipeline.scan.load import load_page, page_count
from pipeline.scan.more_pictures import holds_more_pictures
from pipeline.scan.sniff import FileKind
from pipeline.settings import Settings

RAMP = Image.fromarray(np.linspace(90, 250, 900)[None, :].repeat(700, axis=0).astype(np.uint8))
OTHER = RAMP.rotate(180)


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()


JPEG, PNG = saved(RAMP, "JPEG"), saved(RAMP, "PNG")
SMALL, LIGHT = saved(OTHER.resize((450, 350)), "JPEG"), saved(OTHER, "JPEG", comment=b"hdrgm:Version=1.0")
EXIF = Image.Exif()
EXIF[270] = "a note \xff\xd8\xff\xd9"


@pytest.mark.parametrize(
    ("content", "more"),
    [
        (saved(RAMP, "PNG", save_all=True, append_images=[OTHER]), True),
        (saved(RAMP, "PNG", save_all=True, append_images=[OTHER], default_image=True), True),
        (PNG + saved(OTHER, "PNG"), True),
        (saved(RAMP, "MPO", save_all=True, append_images=[OTHER]), True),
        (JPEG + saved(OTHER, "JPEG"), True),
        (saved(RAMP, "JPEG", progressive=True) + bytes(9) + saved(OTHER, "JPEG", progressive=True), True),
        (PNG, False),
        (PNG + b"notes of a program", False),
        (JPEG, False),
        (JPEG + SMALL, False),
        (JPEG + LIGHT, False),
        (JPEG + b"ftypmp42\xff\xd8\xff\xe1 a film" + bytes(99), False),
        (saved(RAMP, "JPEG", exif=EXIF), False),
    ],
)
def test_only_more_pages_are_told(content: bytes, more: bool, tmp_path: Path) -> None:
    file = tmp_path / "1.dat"
    file.write_bytes(content)
    assert page_count(file, Settings()) == 1
    page = load_page(file, 0, Settings())
    assert (page.reason if isinstance(page, PageFault) else "") == ("several_pictures" if more else "")


@pytest.mark.parametrize(
    "content", [JPEG[:2] * 9, JPEG + b"\xff\xd8\xff" * 2_000_000, b"", JPEG[:200], b"\xff" * 99_999]
)
def test_whatever_the_bytes_it_ends_soon(content: bytes) -> None:
    began = time.process_time()
    assert not holds_more_pictures(content, FileKind.JPEG)
    assert not holds_more_pictures(content, FileKind.PNG)
    assert time.process_time() - began < 2
