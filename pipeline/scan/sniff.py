"""What a file is by its first bytes, whatever its name."""

from enum import StrEnum
from pathlib import Path

HEAD_BYTES = 1024
"""How many bytes `sniff` wants to see: a PDF may begin anywhere in its first kilobyte (ISO 32000-1, annex H)."""


class FileKind(StrEnum):
    """A kind of file that may hold pages, or OTHER_PICTURE: a picture of a format that is not read."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    PDF = "pdf"
    OTHER_PICTURE = "other_picture"


_SIGNATURES: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
    (b"II+\x00", FileKind.TIFF),
    (b"MM\x00+", FileKind.TIFF),
    (b"%PDF-", FileKind.PDF),
    (b"GIF8", FileKind.OTHER_PICTURE),
    (b"BM", FileKind.OTHER_PICTURE),
    (b"\x00\x00\x00\x0cjP  ", FileKind.OTHER_PICTURE),
    (b"\xff\x0a", FileKind.OTHER_PICTURE),
)


_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".tgz"})
_ARCHIVE_SIGNATURES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")


def is_archive(path: Path, head: bytes) -> bool:
    """Whether the file at `path`, which begins with `head`, is an archive that pages may be packed in.

    A zip is one by its ending only: documents and programs are zips, too.
    """
    name = path.name.lower()
    return path.suffix.lower() in _ARCHIVES or name.endswith(".tar.gz") or head.startswith(_ARCHIVE_SIGNATURES)


def sniff(head: bytes) -> FileKind | None:
    """The kind of the file that begins with `head` (at least HEAD_BYTES, or all there is); None if no picture."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.OTHER_PICTURE
    if head[4:8] == b"ftyp" and head[8:11] in (b"hei", b"hev", b"mif", b"msf", b"avi"):
        return FileKind.OTHER_PICTURE
    if b"%PDF-" in head[:HEAD_BYTES]:
        return FileKind.PDF
    return None
