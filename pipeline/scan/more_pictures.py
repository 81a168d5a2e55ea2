"""JPEG and PNG files that hold more pictures than the one that decoders show: more pages, which must not be lost."""

from __future__ import annotations

from pipeline.scan.headers import jpeg_extent
from pipeline.scan.sniff import FileKind

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_LIGHT = (b"hdrgm", b"iso:ts:21496", b"HDRGainMap")
"""What the head of a map of brightness says, which phones keep behind a photograph (Ultra HDR, ISO 21496-1, Apple)."""
_HEAD_BYTES = 262_144
_TRIES = 64
"""So many beginnings of a JPEG are looked at behind the first: a film that a phone keeps there may hold such bytes."""


def holds_more_pictures(data: bytes, kind: FileKind) -> bool:
    """Whether a whole JPEG or PNG has more pictures that may be pages; never raises.

    An animated PNG has frames beside its first picture, a JPEG of several pictures (MPO) others of the same size behind
    it. Thumbnails and maps of brightness that phones keep there are smaller, or say what they are.
    """
    return _more_in_png(data) if kind is FileKind.PNG else _more_in_jpeg(data)


def _more_in_png(data: bytes) -> bool:
    at = len(_PNG)
    while at + 12 <= len(data):
        chunk = data[at + 4 : at + 8]
        at += 12 + int.from_bytes(data[at : at + 4], "big")
        if chunk == b"fdAT":
            return True
        if chunk == b"IEND":
            return data.find(_PNG, at) >= 0
    return False


def _more_in_jpeg(data: bytes) -> bool:
    first, at = jpeg_extent(data), _end(data)
    for _ in range(_TRIES):
        at = data.find(_JPEG, at) if at >= 0 else -1
        if first is None or at < 0:
            return False
        head = data[at : at + _HEAD_BYTES]
        other = jpeg_extent(head)
        same = other is not None and (other.width_px, other.height_px) == (first.width_px, first.height_px)
        if same and not any(word in head for word in _LIGHT):
            return True
        at += len(_JPEG)
    return False


def _end(data: bytes) -> int:
    """Where the first picture ends: behind the first scan, before which a thumbnail may lie whole in a segment."""
    at = 2
    while (at := data.find(b"\xff", at)) >= 0 and at + 4 <= len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            return data.find(_JPEG_END, at + 2 + length)
        at += 1 if marker in (0x00, 0xFF) or 0xD0 <= marker <= 0xD8 or marker == 0x01 else 2 + max(length, 2)
    return -1
