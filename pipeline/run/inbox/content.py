"""What looks like a page: by its first bytes, or else by its ending (contract, books and pages)."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice
from pathlib import Path, PurePosixPath

from pipeline.plain_files import open_plain
from pipeline.scan.headers import tiff_extents
from pipeline.scan.sniff import HEAD_BYTES, FileKind, is_archive, sniff


class Shape(StrEnum):
    """How a file makes pages: a BOOK by itself, or one PAGE among the loose images of its folder."""

    BOOK = "book"
    PAGE = "page"


_ENDINGS = (
    frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".pdf"})
    | frozenset({".gif", ".heic", ".heif", ".avif", ".webp", ".bmp", ".psd", ".djvu", ".svg", ".jp2", ".jxl", ".ppm"})
    | frozenset({".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".xps"})
)
_OFFICE_PARTS = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis.opendocument")
_BMP_HEADER_BYTES = frozenset({b"\x0c\0\0\0", b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0"})
# The `._name.jpg` that a Mac leaves beside every file on a shared disk is no picture, whatever its ending.
_APPLE_DOUBLE = b"\x00\x05\x16\x07"

_UNFINISHED = frozenset({".part", ".partial", ".filepart", ".crdownload", ".tmp"})
"""What programs that bring a file add to its name until it is all there: browsers, FTP clients, synchronisers."""
_OF_RSYNC = re.compile(r"\.(.+)\.[A-Za-z0-9]{6}")


def name_when_whole(name: str) -> str | None:
    """The name that a file will have once it is all there; None where `name` does not say that it is not."""
    path = PurePosixPath(name)
    if path.suffix.lower() in _UNFINISHED:
        return path.stem
    of_rsync = _OF_RSYNC.fullmatch(name)
    if of_rsync is not None and PurePosixPath(of_rsync[1]).suffix.lower() in _ENDINGS:
        return of_rsync[1]
    return None


def read_head(path: Path) -> bytes:
    """The first bytes of a file; OSError if it cannot be read."""
    with open_plain(path) as stream:
        return stream.read(HEAD_BYTES)


def shape(path: Path, head: bytes) -> Shape | None:
    """How the file at `path`, which begins with `head`, makes pages; None if it does not look like one.

    A .pdf that is empty or no PDF is a book of its own, and so is an archive, which is refused: it must not shift the
    pages of the images beside it.
    """
    kind = sniff(head)
    if kind is FileKind.PDF or (kind is FileKind.TIFF and _has_several_pages(path)):
        return Shape.BOOK
    if kind in (FileKind.JPEG, FileKind.PNG, FileKind.TIFF):
        return Shape.PAGE
    if kind is None and is_archive(path, head) and not head.startswith(_APPLE_DOUBLE) and not _is_document(head):
        return Shape.BOOK
    ending = PurePosixPath(path.name).suffix.lower()
    if ending in _ENDINGS and not head.startswith(_APPLE_DOUBLE):
        return Shape.BOOK if ending == ".pdf" and kind is None else Shape.PAGE
    return Shape.PAGE if _is_other_picture(kind, head) or _is_document(head) else None


def _has_several_pages(path: Path) -> bool:
    with open_plain(path) as file:
        return sum(1 for _ in islice(tiff_extents(file), 2)) > 1


def _is_other_picture(kind: FileKind | None, head: bytes) -> bool:
    """A picture of another format; two letters BM alone make no bitmap of a note that begins with them."""
    return kind is FileKind.OTHER_PICTURE and (not head.startswith(b"BM") or head[14:18] in _BMP_HEADER_BYTES)


def _is_document(head: bytes) -> bool:
    return head.startswith(b"{\\rtf") or (
        head.startswith(b"PK\x03\x04") and any(part in head for part in _OFFICE_PARTS)
    )
