"""Pictures that command `show` drew, known again by a note in the file: among the scans one would be read as a page."""

import struct
import zlib

_NOTE = b"Software\x00dasawisma show"
"""A tEXt chunk's keyword and text (PNG specification, 11.3.4.3)."""
_HEADER_BYTES = 33
"""Of the signature and the IHDR chunk, which stands first."""


def noted(png: bytes) -> bytes:
    """The PNG with the note that it was drawn, right behind its header, so that the file's first kilobyte has it."""
    chunk = b"tEXt" + _NOTE
    note = struct.pack(">I", len(_NOTE)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:_HEADER_BYTES] + note + png[_HEADER_BYTES:]


def is_drawn(head: bytes) -> bool:
    """Whether the file that begins with `head` was drawn by `show` and not changed since."""
    return head[_HEADER_BYTES + 4 :].startswith(b"tEXt" + _NOTE)
