"""Pages of a PDF through poppler's programs, one at a time, in grey, over a pipe: no page is left on the disk.

pdf2image takes the pictures apart; it cannot hold the programs to a limit of computing, so they are called here. They
are given the file that was opened here, not its name: whoever puts a pipe in its place would keep them waiting.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from pdf2image.parsers import parse_buffer_to_pgm
from PIL import Image

from pipeline.errors import MachineError
from pipeline.model import Grey, PageFault
from pipeline.plain_files import open_plain
from pipeline.refusals import fault, unreadable
from pipeline.settings import Settings
from pipeline.time_limits import run_program

NO_POPPLER = (
    "PDF tidak dapat dibaca / PDF cannot be read: pdfinfo and pdftoppm are missing. Ketik / Give: sudo apt-get install"
    " poppler-utils"
)
_POINTS_PER_INCH = 72.0
_CHUNK_BYTES = 1 << 20
_LARGE_BYTES = 64 << 20
_END_BYTES = 64 << 10


def pdf_page_count(path: Path, settings: Settings) -> int | PageFault:
    """Number of pages, ≥ 1. Raises MachineError when poppler is missing."""
    try:
        if _large_without_end(path):
            return fault("broken_file", "its end is missing")
    except OSError as error:
        return unreadable(error)
    facts = _facts(path, settings)
    if isinstance(facts, PageFault):
        return facts
    return _whole(facts.get("Pages", "")) or fault("no_pages")


def pdf_page(path: Path, index: int, settings: Settings) -> Grey | PageFault:
    """Page `index` (from 0) at settings.pdf_dpi, turned as its viewer turns it. Raises MachineError without poppler."""
    number = str(index + 1)
    facts = _facts(path, settings, "-f", number, "-l", number)
    if isinstance(facts, PageFault):
        return facts
    width_px, height_px = _size_px(facts, index + 1, settings.pdf_dpi)
    if width_px * height_px > settings.max_pixels:
        return fault("too_large", f"{width_px:.0f}x{height_px:.0f} px > {settings.max_pixels} px")
    # -q: a page may have more errors than memory holds, 250 MB of sentences in 15 s; none of them is looked at.
    options = ("-q", "-r", str(settings.pdf_dpi), "-gray", "-f", number, "-l", number)
    drawn = _told("pdftoppm", path, settings, *options)
    if isinstance(drawn, PageFault):
        return drawn
    picture = _picture(drawn)
    return _unreadable(path) or fault("broken_file", "no page image came out") if picture is None else picture


def _picture(drawn: bytes) -> Grey | None:
    """The first picture among what pdftoppm wrote; None if there is none, or not all of it."""
    try:
        with warnings.catch_warnings():
            # How many pixels a page may have, settings.max_pixels says.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            pages = parse_buffer_to_pgm(drawn)
        return np.array(pages[0].convert("L"), dtype=np.uint8) if pages else None
    except (ValueError, OSError, Image.DecompressionBombError):
        return None


def _facts(path: Path, settings: Settings, *options: str) -> Mapping[str, str] | PageFault:
    """What pdfinfo says of the file, a value for each name; with options, of single pages, too."""
    said = _told("pdfinfo", path, settings, *options)
    if isinstance(said, PageFault):
        return said
    lines = (line.partition(":") for line in said.decode("utf-8", "replace").splitlines())
    facts = {name: value.strip() for name, _, value in lines}
    return facts if "Pages" in facts else _unreadable(path) or fault("broken_file")


def _told(program: str, path: Path, settings: Settings, *options: str) -> bytes | PageFault:
    """What one of poppler's programs writes about the file: of one that is broken, what it could make out."""
    try:
        file = open_plain(path)
    except OSError as error:
        return unreadable(error)
    with file:
        handle = file.fileno()
        try:
            answer = run_program([program, *options, f"/dev/fd/{handle}"], settings.page_limit_s, (handle,))
        except FileNotFoundError:
            raise MachineError(NO_POPPLER) from None
        except OSError as error:
            raise MachineError(
                f"`{program}` tidak dapat dijalankan / cannot be started: {error.strerror}. {NO_POPPLER}"
            ) from error
    if answer is None:
        return fault("time_limit", program)
    if answer.code < 0:
        return fault("crashed", f"{program} ended by signal {-answer.code}")
    if "password" in answer.said.lower() and not answer.out:
        return fault("encrypted")
    return answer.out


def _unreadable(path: Path) -> PageFault | None:
    """The fault of a file that cannot be read to its end; poppler does not tell it from one that is broken."""
    try:
        with open_plain(path) as file:
            while file.read(_CHUNK_BYTES):
                pass
    except OSError as error:
        return unreadable(error)
    return None


def _large_without_end(path: Path) -> bool:
    """Whether a large file lacks the words that a PDF ends with (ISO 32000-1, 7.5.5).

    poppler would look through all of it for what can be saved, half a minute a gigabyte; small ones it may.
    """
    with open_plain(path) as file:
        size = file.seek(0, 2)
        if size < _LARGE_BYTES:
            return False
        file.seek(size - _END_BYTES)
        return b"startxref" not in file.read(_END_BYTES)


def _whole(text: str) -> int:
    """The number, 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() else 0


def _size_px(facts: Mapping[str, str], page_no: int, dpi: int) -> tuple[float, float]:
    """Width and height in pixels from a line such as `Page    1 size: 595.28 x 841.89 pts (A4)`."""
    for name, value in facts.items():
        if name.split() == ["Page", str(page_no), "size"]:
            numbers = value.split()
            try:
                return float(numbers[0]) * dpi / _POINTS_PER_INCH, float(numbers[2]) * dpi / _POINTS_PER_INCH
            except (IndexError, ValueError):
                break
    return 0.0, 0.0
