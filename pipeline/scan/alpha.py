"""Transparent pictures laid on white paper: drawing programs and phone apps save black strokes on nothing as PNG."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import cv2
import numpy as np

from pipeline.model import Grey

_COLOUR_TYPE_AT, _HAS_ALPHA = 25, (4, 6)
"""Where the header chunk has the colour type, and those with an alpha channel (PNG specification, 11.2.1)."""

_ORIENTATION = 274


def on_white(grey: Grey, data: bytes) -> Grey:
    """The grey picture that OpenCV made of the PNG, which drops its transparency, as it shows on white."""
    chunks = dict(_chunks(data))
    if data[_COLOUR_TYPE_AT] not in _HAS_ALPHA and b"tRNS" not in chunks:
        return grey
    try:
        full = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return grey
    if full is None or full.ndim != 3 or full.shape[2] != 4:
        return grey
    alpha = (full[..., 3] // (257 if full.dtype == np.uint16 else 1)).astype(np.uint8)
    alpha = _turned(np.ascontiguousarray(alpha), _orientation(chunks.get(b"eXIf", b"")))
    if alpha.shape != grey.shape:
        return grey
    seen = cv2.multiply(grey, alpha, scale=1 / 255)
    return cv2.add(seen, cv2.bitwise_not(alpha)).astype(np.uint8, copy=False)


def _turned(pixels: Grey, orientation: int) -> Grey:
    """The pixels as a viewer shows them: mirrored and turned as EXIF (2.3, tag 274) says."""
    if orientation in (5, 6, 7, 8):
        pixels = np.swapaxes(pixels, 0, 1)
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of the PNG's chunks as far as its pixels."""
    at = 8
    while at + 12 <= len(data) and data[at + 4 : at + 8] != b"IDAT":
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _orientation(exif: bytes) -> int:
    """The orientation that an EXIF block states (a TIFF directory), 1 to 8; 1 where it states none."""
    order = "<" if exif[:2] == b"II" else ">"
    try:
        (at,) = struct.unpack_from(order + "I", exif, 4)
        (entries,) = struct.unpack_from(order + "H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * entries, 12):
            tag, _, _, value = struct.unpack_from(order + "HHIH", exif, entry)
            if tag == _ORIENTATION and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return 1
