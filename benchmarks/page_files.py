"""One page as a file of every type that scanners, copiers and phones make, and of some that the program refuses."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image
from PIL.Image import Image as Picture

_PAGES = 2


def page_files(page: Path) -> dict[str, bytes]:
    """The page as each kind of file, by kind; what follows the last dot of a kind is the ending of its files.

    Several pages: `pages.tif` (pages after the first are others) and `zip`, which holds the page as it came.
    """
    grey = cv2.imread(str(page), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    picture = Image.fromarray(grey)
    made = {kind: make(picture) for kind, make in _MADE.items()}
    deep = cv2.imencode(".tif", grey.astype(np.uint16) * 257)[1].tobytes()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("page.jpg"), page.read_bytes())
    return {"jpg": page.read_bytes(), **made, "deep.tif": deep, "zip": packed.getvalue()}


def _saved(picture: Picture, form: str, **options: Any) -> bytes:
    file = BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def _several(picture: Picture) -> bytes:
    others = [picture.transpose(Image.Transpose.ROTATE_180)] * (_PAGES - 1)
    return _saved(picture, "TIFF", save_all=True, append_images=others, compression="tiff_adobe_deflate")


def _ink(picture: Picture) -> Picture:
    return picture.convert("1", dither=Image.Dither.NONE)


_MADE: dict[str, Callable[[Picture], bytes]] = {
    "progressive.jpg": lambda picture: _saved(picture, "JPEG", quality=85, progressive=True),
    "png": lambda picture: _saved(picture, "PNG"),
    "tif": lambda picture: _saved(picture, "TIFF", compression="tiff_lzw"),
    "pages.tif": _several,
    "fax.tif": lambda picture: _saved(_ink(picture), "TIFF", compression="group4"),
    "jpeg.tif": lambda picture: _saved(picture, "TIFF", compression="jpeg"),
    "big.tif": lambda picture: _saved(picture, "TIFF", big_tiff=True),
    "pdf": lambda picture: _saved(picture, "PDF", resolution=200),
    "fax.pdf": lambda picture: _saved(_ink(picture), "PDF", resolution=200),
    "jp2.pdf": lambda picture: _saved(picture.convert("LA"), "PDF", resolution=200),
    "webp": lambda picture: _saved(picture, "WEBP"),
}

KINDS = ("jpg", *_MADE, "deep.tif", "zip")
"""All kinds that page_files makes."""


def ending(kind: str) -> str:
    """What files of that kind are named at the end, without the dot, which is also what they are."""
    return kind.rpartition(".")[2]
