"""What the headers of JPEG, PNG and TIFF say before anything is decoded: size in pixels, and whether the end is there.

OpenCV decodes a JPEG that was cut short without a word and fills the rest with grey, and a hostile header may ask
for any amount of memory; so the headers are read here first. Nothing here raises, whatever the bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_TYPE_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 8: 2, 9: 4, 13: 4, 16: 8, 17: 8}
_SIZES, _PLACES = (256, 257), (273, 279, 324, 325)
_STORAGE = (258, 259, 339)
"""Bits per sample, compression, and whether samples are whole numbers (TIFF 6.0)."""
_DECODED = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946})
"""Compressions that OpenCV's libtiff decodes: none, fax, LZW, JPEG, deflate, PackBits."""
_OTHERS = {34661: "JBIG", 34712: "JPEG 2000", 34887: "LERC", 34925: "LZMA", 50000: "zstd", 50001: "WebP"}
_DECODED_BITS = frozenset({1, 2, 4, 8, 16})
_WHOLE_NUMBERS = 1
_MAX_ENTRIES = 65_535
"""Entries of a directory: the most that the classic format can state."""
_MAX_VALUES = 1_000_000
"""Strips or tiles of a page: tiles of 16 x 16 on the largest page allowed are 590,000."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Size in pixels, and whether the data seem to be there to the end.

    bits: of a sample. unusual: how the pixels of a TIFF are stored, where our decoder does not know it; else "".
    """

    width_px: int
    height_px: int
    whole: bool
    bits: int = 8
    unusual: str = ""

    @property
    def pixels(self) -> int:
        """Number of pixels."""
        return self.width_px * self.height_px


def jpeg_extent(data: bytes) -> Extent | None:
    """Size of the JPEG, None without a frame header. Whole: an end-of-image marker follows the last scan's header.

    The thumbnail inside an EXIF block has an end marker too; it lies in a segment that is skipped by its length.
    """
    at, size = 2, None
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 4 > len(data):
            return Extent(*size, whole=False) if size else None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0xD8, 0xD9):  # two beginnings are none that a decoder takes
            return Extent(*size, whole=False) if size else None
        if marker in _STANDALONE or marker == 0:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _SOF and at + 9 <= len(data):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            size = (width, height)
        if marker == 0xDA:
            whole = data.find(b"\xff\xd9", at + 2 + length) >= 0
            return Extent(*size, whole=whole) if size else None
        at += 2 + max(length, 2)


def png_extent(data: bytes) -> Extent | None:
    """Size of the PNG, None without its header chunk. Whole: the chunks lead to an end chunk."""
    if len(data) < 33 or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    at, bits = 8, data[24]
    while at + 12 <= len(data):
        if data[at + 4 : at + 8] == b"IEND":
            return Extent(width, height, whole=True, bits=bits)
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return Extent(width, height, whole=False, bits=bits)


def tiff_extents(file: BinaryIO) -> Iterator[Extent]:
    """The pages of a TIFF or BigTIFF in file order. Whole: width, height and all strips or tiles lie in the file.

    A directory that lies outside the file ends the list with an Extent of no size: pages are missing after it. So does
    one where more was read than the file holds: an honest file has a place of its own for everything. OSError where
    the file cannot be read; it is never mapped, for a mapped file that is cut short meanwhile takes the process down.
    """
    tiff = _Tiff(file)
    at, seen = tiff.first, set[int]()
    try:
        while at and at not in seen:
            seen.add(at)
            extent, at = tiff.directory(at)
            yield extent
    except (struct.error, OverflowError):
        yield Extent(0, 0, whole=False)


class _Tiff:
    """Reads the directories of a TIFF. first: where the first lies, 0 if there is none."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = self._left = file.seek(0, 2)
        head = self._read(0, min(16, self._size))
        self._order = "<" if head[:2] == b"II" else ">"
        self._big = head[2:4] in (b"+\x00", b"\x00+")
        self._number, self._number_bytes = (self._order + "Q", 8) if self._big else (self._order + "I", 4)
        at = 8 if self._big else 4
        self.first = struct.unpack_from(self._number, head, at)[0] if len(head) >= at + self._number_bytes else 0

    def directory(self, at: int) -> tuple[Extent, int]:
        """The page of the directory at `at`, and where the next lies. Raises struct.error where the file ends first."""
        count_bytes, entry_bytes = (8, 20) if self._big else (2, 12)
        (entries,) = struct.unpack(self._order + ("Q" if self._big else "H"), self._read(at, count_bytes))
        if entries > _MAX_ENTRIES:
            raise struct.error("more entries than any TIFF has")
        block = self._read(at + count_bytes, entries * entry_bytes + self._number_bytes)
        tags = dict(
            filter(None, (self._tag(block[i : i + entry_bytes]) for i in range(0, entries * entry_bytes, entry_bytes)))
        )
        (following,) = struct.unpack(self._number, block[-self._number_bytes :])
        return _extent(tags, self._size), following

    def _tag(self, entry: bytes) -> tuple[int, tuple[int, ...]] | None:
        """The unsigned values of a tag that tells size, place or storage of the pixels."""
        tag, kind = struct.unpack_from(self._order + "HH", entry)
        width = _TYPE_BYTES.get(kind, 0)
        if tag not in (*_SIZES, *_PLACES, *_STORAGE) or width == 0:
            return None
        (count,) = struct.unpack_from(self._number, entry, 4)
        if not 0 < count <= _MAX_VALUES:
            return None
        values, letter = entry[4 + self._number_bytes :], {1: "B", 2: "H", 4: "I", 8: "Q"}[width]
        if width * count > len(values):
            (value_at,) = struct.unpack(self._number, values)
            if value_at + width * count > self._size:
                return (tag, (self._size + 1,)) if tag in _PLACES else None
            values = self._read(value_at, width * count)
        return tag, struct.unpack_from(f"{self._order}{count}{letter}", values)

    def _read(self, at: int, count: int) -> bytes:
        self._left -= count
        if at + count > self._size or self._left < 0:
            raise struct.error("outside the file, or read before")
        self._file.seek(at)
        return self._file.read(count)


def _extent(tags: dict[int, tuple[int, ...]], size_bytes: int) -> Extent:
    width, height = tags.get(256, (0,))[0], tags.get(257, (0,))[0]
    offsets, counts = tags.get(273) or tags.get(324) or (), tags.get(279) or tags.get(325) or ()
    inside = all(offset + count <= size_bytes for offset, count in zip(offsets, counts, strict=False))
    bits, compression, numbers = (tags.get(tag, (1,)) for tag in _STORAGE)
    whole = width > 0 and height > 0 and bool(offsets) and inside
    return Extent(width, height, whole, bits[0], _unusual(bits[0], compression[0], numbers[0]))


def _unusual(bits: int, compression: int, numbers: int) -> str:
    if compression not in _DECODED:
        return f"{_OTHERS.get(compression, compression)} compression"
    if numbers != _WHOLE_NUMBERS:
        return f"{bits} bits, no whole numbers"
    return "" if bits in _DECODED_BITS else f"{bits} bits"
