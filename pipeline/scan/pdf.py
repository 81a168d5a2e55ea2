"""Pages of a PDF through poppler (pdf2image), one at a time, in grey, over a pipe: no page is left on the disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import PDFInfoNotInstalledError, PDFPopplerTimeoutError

from pipeline.errors import MachineError
from pipeline.model import Grey, PageFault
from pipeline.refusals import fault, unreadable
from pipeline.settings import Settings

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
    facts = _facts(path, settings, None)
    if isinstance(facts, PageFault):
        return facts
    count = int(str(facts.get("Pages", 0)))
    return count if count > 0 else fault("no_pages")


def pdf_page(path: Path, index: int, settings: Settings) -> Grey | PageFault:
    """Page `index` (from 0) at settings.pdf_dpi, turned as its viewer turns it. Raises MachineError without poppler."""
    facts = _facts(path, settings, index + 1)
    if isinstance(facts, PageFault):
        return facts
    width_px, height_px = _size_px(facts, index + 1, settings.pdf_dpi)
    if width_px * height_px > settings.max_pixels:
        return fault("too_large", f"{width_px:.0f}x{height_px:.0f} px > {settings.max_pixels} px")
    try:
        pages = convert_from_path(
            path.absolute(),
            dpi=settings.pdf_dpi,
            first_page=index + 1,
            last_page=index + 1,
            grayscale=True,
            timeout=_limit_s(settings),
        )
    except (PDFInfoNotInstalledError, FileNotFoundError):
        raise MachineError(NO_POPPLER) from None
    except PDFPopplerTimeoutError:
        return fault("time_limit")
    except Exception as error:  # pdf2image and Pillow let many kinds through when poppler's output is broken
        return _unreadable(path) or fault("broken_file", type(error).__name__)
    if not pages:
        return _unreadable(path) or fault("broken_file", "no page image came out")
    with pages[0] as page:
        return np.array(page.convert("L"), dtype=np.uint8)


def _facts(path: Path, settings: Settings, page_no: int | None) -> dict[str, object] | PageFault:
    """What pdfinfo says of the file, with the size of page `page_no` (from 1) if given."""
    try:
        name, limit_s = str(path.absolute()), _limit_s(settings)
        facts: dict[str, object] = (
            pdfinfo_from_path(name, timeout=limit_s)
            if page_no is None
            else pdfinfo_from_path(name, timeout=limit_s, first_page=page_no, last_page=page_no)
        )
        return facts
    except PDFInfoNotInstalledError:
        raise MachineError(NO_POPPLER) from None
    except PDFPopplerTimeoutError:
        return fault("time_limit")
    except Exception as error:  # pdf2image raises its own kinds, ValueError and UnicodeDecodeError for broken files
        return _unreadable(path) or fault("encrypted" if "password" in str(error).lower() else "broken_file")


def _unreadable(path: Path) -> PageFault | None:
    """The fault of a file that cannot be read to its end; poppler does not tell it from one that is broken."""
    try:
        with path.open("rb") as file:
            while file.read(_CHUNK_BYTES):
                pass
    except OSError as error:
        return unreadable(error)
    return None


def _large_without_end(path: Path) -> bool:
    """Whether a large file lacks the words that a PDF ends with (ISO 32000-1, 7.5.5).

    poppler would look through all of it for what can be saved, half a minute a gigabyte; small ones it may.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size < _LARGE_BYTES:
            return False
        file.seek(size - _END_BYTES)
        return b"startxref" not in file.read(_END_BYTES)


def _limit_s(settings: Settings) -> int:
    return max(1, int(settings.page_limit_s))


def _size_px(facts: dict[str, object], page_no: int, dpi: int) -> tuple[float, float]:
    """Width and height in pixels from a line such as `Page    1 size: 595.28 x 841.89 pts (A4)`."""
    for key, value in facts.items():
        words = key.split()
        if len(words) == 3 and words[0] == "Page" and words[1] == str(page_no) and words[2] == "size":
            numbers = str(value).split()
            try:
                return float(numbers[0]) * dpi / _POINTS_PER_INCH, float(numbers[2]) * dpi / _POINTS_PER_INCH
            except (IndexError, ValueError):
                break
    return 0.0, 0.0
