"""From a file to the grey pixels of one page, as a viewer shows them; a bad file is a PageFault, never an exception."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from pipeline.model import Grey, PageFault
from pipeline.plain_files import open_plain
from pipeline.refusals import fault, too_many_bytes, unreadable
from pipeline.scan.alpha import on_white
from pipeline.scan.deep import eight_bits
from pipeline.scan.drawn import is_drawn
from pipeline.scan.headers import Extent, jpeg_extent, png_extent, tiff_extents
from pipeline.scan.more_pictures import holds_more_pictures
from pipeline.scan.pdf import pdf_page, pdf_page_count
from pipeline.scan.quiet import quiet
from pipeline.scan.sniff import HEAD_BYTES, FileKind, is_archive, sniff
from pipeline.settings import Settings

_GREY = cv2.IMREAD_GRAYSCALE | cv2.IMREAD_ANYDEPTH

NOT_DECODED = "sebagian isinya rusak / a part of it cannot be decoded"

MIN_SIDE_PX = 600
"""A page whose shorter side has fewer pixels holds less than 75 dpi of A4: handwriting is lost."""


def page_count(path: Path, settings: Settings) -> int | PageFault:
    """Number of pages in the file, ≥ 1. Raises MachineError when a PDF is met and poppler is missing."""
    kind = _kind(path, settings)
    if isinstance(kind, PageFault):
        return kind
    count: int | PageFault = 1
    if kind is FileKind.PDF:
        count = pdf_page_count(path, settings)
    elif kind is FileKind.TIFF:
        try:
            with open_plain(path) as file:
                count = sum(1 for _ in islice(tiff_extents(file), settings.max_pages + 1)) or fault("no_pages")
        except OSError as error:
            return unreadable(error)
    if isinstance(count, int) and count > settings.max_pages:
        return fault("too_many_pages", f"more than {settings.max_pages} pages")
    return count


def load_page(path: Path, index: int, settings: Settings) -> Grey | PageFault:
    """Page `index` (from 0) in grey, turned as EXIF or the PDF says; these are the pixels that boxes refer to.

    Raises MachineError when a PDF is met and poppler is missing.
    """
    kind = _kind(path, settings)
    if isinstance(kind, PageFault):
        return kind
    if kind is FileKind.PDF:
        page = pdf_page(path, index, settings)
    elif kind is FileKind.TIFF:
        page = _tiff_page(path, index, settings)
    else:
        page = _picture(path, kind, settings)
    if not isinstance(page, PageFault) and min(page.shape) < MIN_SIDE_PX:
        return fault("too_small", f"{page.shape[1]}x{page.shape[0]} px")
    return page


def _kind(path: Path, settings: Settings) -> FileKind | PageFault:
    """JPEG, PNG, TIFF or PDF by content, or why the file holds no page."""
    try:
        size = path.stat().st_size
        if size == 0:
            return fault("empty_file")
        if size > settings.max_bytes:
            return too_many_bytes(size, settings.max_bytes)
        with open_plain(path) as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        return unreadable(error)
    kind = sniff(head)
    if kind is None or kind is FileKind.OTHER_PICTURE:
        return fault("archive" if is_archive(path, head) else "not_an_image")
    if is_drawn(head):
        return fault("drawn_by_show")
    return kind


def _picture(path: Path, kind: FileKind, settings: Settings) -> Grey | PageFault:
    try:
        with open_plain(path) as file:
            data = file.read()
    except OSError as error:
        return unreadable(error)
    refused = _refused(jpeg_extent(data) if kind is FileKind.JPEG else png_extent(data), settings)
    if refused:
        return refused
    if holds_more_pictures(data, kind):
        return fault("several_pictures")
    try:
        with quiet() as heard:
            page = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), _GREY)
    except cv2.error:
        page = None
    if page is None:
        return fault("broken_file")
    if heard.lost:
        return fault("broken_file", NOT_DECODED)
    grey = _eight_bits(page)
    return on_white(grey, data) if kind is FileKind.PNG else grey


def _tiff_page(path: Path, index: int, settings: Settings) -> Grey | PageFault:
    """One page of the TIFF; the others are neither decoded nor held."""
    try:
        with open_plain(path) as file:
            extent = next(islice(tiff_extents(file), index, None), None)
    except OSError as error:
        return unreadable(error)
    refused = _refused(extent, settings)
    if refused:
        return refused
    try:
        # From bytes: given a name that is not UTF-8, imreadmulti brings the process down.
        with open_plain(path) as file:
            content = np.memmap(file, dtype=np.uint8, mode="r")
        with quiet() as heard:
            _, pages = cv2.imdecodemulti(content, _GREY, range=(index, index + 1))
    except OSError as error:
        return unreadable(error)
    except cv2.error:
        pages = ()
    if len(pages) == 1 and pages[0].dtype in (np.uint8, np.uint16) and not heard.lost:
        return _eight_bits(pages[0])
    if extent is not None and extent.unusual:
        return fault("other_tiff", extent.unusual)
    return fault("broken_file", NOT_DECODED if len(pages) and heard.lost else "")


def _eight_bits(page: cv2.typing.MatLike) -> Grey:
    if page.dtype == np.uint16:
        return eight_bits(page.astype(np.uint16, copy=False))
    return page.astype(np.uint8, copy=False)


def _refused(extent: Extent | None, settings: Settings) -> PageFault | None:
    if extent is None:
        return fault("broken_file")
    if extent.pixels > settings.max_pixels:
        return fault("too_large", f"{extent.width_px}x{extent.height_px} px > {settings.max_pixels} px")
    return None if extent.whole else fault("broken_file")
