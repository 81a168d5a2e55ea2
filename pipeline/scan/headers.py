"""What the headers of JPEG, PNG and TIFF say before anything is decoded: size in pixels, and whether the end is there.

OpenCV decodes a JPEG that was cut short without a word and fills the rest with grey, and a hostile header may ask
for any amount of memory; so the headers are read here first. Nothing here raises, whatever the bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_TYPE_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 8: 2, 9: 4, 13: 4, 16: 8, 17: 8}
_MAX_DIRECTORIES = 65_536


@dataclass(frozen=True, slots=True)
class Extent:
    """Size in pixels, and whether the data seem to be there to the end."""

    width_px: int
    height_px: int
    whole: bool

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
        if marker in _STANDALONE or marker == 0:
            at += 2
            continue
        if marker == 0xD9:
            return Extent(*size, whole=False) if size else None
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
    at = 8
    while at + 12 <= len(data):
        if data[at + 4 : at + 8] == b"IEND":
            return Extent(width, height, whole=True)
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return Extent(width, height, whole=False)


def tiff_extents(data: bytes | mmap) -> Iterator[Extent]:
    """The pages of a TIFF or BigTIFF in file order. Whole: width, height and all strips or tiles lie in the file.

    A directory that lies outside the file ends the list with an Extent of no size: pages are missing after it.
    """
    order = "<" if data[:2] == b"II" else ">"
    big = data[2:4] in (b"+\x00", b"\x00+")
    number = order + ("Q" if big else "I")
    try:
        (at,) = struct.unpack_from(number, data, 8 if big else 4)
        seen: set[int] = set()
        while at and at not in seen and len(seen) < _MAX_DIRECTORIES:
            seen.add(at)
            (entries,) = struct.unpack_from(order + ("Q" if big else "H"), data, at)
            first, entry_bytes = at + (8 if big else 2), 20 if big else 12
            following = first + entries * entry_bytes
            if following > len(data):
                raise struct.error
            yield _extent(_tags(data, order, big, range(first, following, entry_bytes)), len(data))
            (at,) = struct.unpack_from(number, data, following)
    except (struct.error, OverflowError):
        yield Extent(0, 0, whole=False)


def _extent(tags: dict[int, tuple[int, ...]], size_bytes: int) -> Extent:
    width, height = tags.get(256, (0,))[0], tags.get(257, (0,))[0]
    offsets, counts = tags.get(273) or tags.get(324) or (), tags.get(279) or tags.get(325) or ()
    inside = all(offset + count <= size_bytes for offset, count in zip(offsets, counts, strict=False))
    return Extent(width, height, whole=width > 0 and height > 0 and bool(offsets) and inside)


def _tags(data: bytes | mmap, order: str, big: bool, places: range) -> dict[int, tuple[int, ...]]:
    """The unsigned values of the tags that tell size and place of the pixels."""
    found: dict[int, tuple[int, ...]] = {}
    for at in places:
        tag, kind = struct.unpack_from(order + "HH", data, at)
        if tag not in (256, 257, 273, 279, 324, 325):
            continue
        (count,) = struct.unpack_from(order + ("Q" if big else "I"), data, at + 4)
        value_at, inline = (at + 12, 8) if big else (at + 8, 4)
        width = _TYPE_BYTES.get(kind, 0)
        if width == 0 or not 0 < count <= 10_000_000:
            continue
        if width * count > inline:
            (value_at,) = struct.unpack_from(order + ("Q" if big else "I"), data, value_at)
        letter = {1: "B", 2: "H", 4: "I", 8: "Q"}[width]
        if value_at + width * count <= len(data):
            found[tag] = struct.unpack_from(f"{order}{count}{letter}", data, value_at)
        elif tag in (273, 279, 324, 325):
            found[tag] = (len(data) + 1,)
    return found
