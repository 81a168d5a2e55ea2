"""Files that tests put into an inbox: whole, broken and foreign ones, made of bytes."""

import os
import struct
import time
from pathlib import Path

import cv2
import numpy as np

PNG_1 = cv2.imencode(".png", np.full((40, 30), 255, np.uint8))[1].tobytes()
JPEG = cv2.imencode(".jpg", np.full((900, 700), 255, np.uint8))[1].tobytes()
TEXT = b"This is a note, not a page.\n"
GIF = b"GIF89a" + b"\1\0\1\0\0\0\0;"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
DOCX = b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml" + b"\0" * 40
THUMBS_DB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100
APPLE_DOUBLE = b"\0\5\x16\7\0\2\0\0Mac OS X        "


def tiff(pages: int) -> bytes:
    """A little-endian TIFF of that many pages of 2 x 2 grey pixels."""
    content = b"II*\0" + struct.pack("<I", 8)
    tags = 8
    size = 2 + tags * 12 + 4 + 4
    for number in range(pages):
        start = 8 + number * size
        pixels = start + 2 + tags * 12 + 4
        following = start + size if number + 1 < pages else 0
        entries = [(256, 2), (257, 2), (258, 8), (259, 1), (262, 1), (273, pixels), (278, 2), (279, 4)]
        content += struct.pack("<H", tags)
        content += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
        content += struct.pack("<I", following) + b"\x80" * 4
    return content


def pdf(pages: int = 1, encrypted: bool = False) -> bytes:
    """A PDF of that many blank pages; encrypted: opened by nobody, for its password check cannot come out."""
    kids = " ".join(f"{3 + number} 0 R" for number in range(pages))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode()]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages
    content, offsets = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n" % number + written + b"\nendobj\n"
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b""
    if encrypted:
        lock = b"/ID [<%s> <%s>] " % (b"00" * 16, b"00" * 16)
        lock += b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> " % (b"ab" * 32, b"cd" * 32)
    content += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, lock, start)
    return content


def write(folder: Path, **files: bytes) -> Path:
    """Write files into `folder`, which is made; `__` in a name stands for `.`, as keywords hold none."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def write_old(folder: Path, **files: bytes) -> Path:
    """The same, each file an hour old, as scans of yesterday are: nobody waits whether they are still being written."""
    write(folder, **files)
    hour_ago = time.time() - 3600
    for name in files:
        os.utime(folder / name.replace("__", "."), (hour_ago, hour_ago))
    return folder
