"""Decoders in C that write on stderr: their words would go into cron's mails, but tell that pixels were lost."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator

_STDERR = 2
_MOST_BYTES = 1 << 16
"""So much of what a decoder says is looked at: one that finds a wound says so early."""
_LOST = re.compile(
    rb"TIFF_Error (?!TIFF(?:Advance|Fetch|Read))|Corrupt JPEG data: (?!\d+ extraneous bytes)|Premature end of JPEG"
)
"""What libtiff (through OpenCV) and libjpeg write where pixels are lost. Bytes between two segments of a JPEG, which
some cameras leave there, are none; what is wrong with a directory of a TIFF says nothing of the pages before it."""


class Heard:
    """What a decoder said: `lost` is whether it could not make out some of the pixels, and put others there."""

    lost: bool = False


@contextlib.contextmanager
def quiet() -> Iterator[Heard]:
    """Nothing that a decoder writes on stderr in this block is seen; what it said is known after the block."""
    heard = Heard()
    kept = words = None
    try:
        with contextlib.suppress(OSError):  # a process whose stderr is closed has none to keep quiet
            kept = os.dup(_STDERR)
            words = os.memfd_create("words")
            os.dup2(words, _STDERR)
        yield heard
    finally:
        if kept is not None:
            os.dup2(kept, _STDERR)
        if words is not None:
            heard.lost = _LOST.search(os.pread(words, _MOST_BYTES, 0)) is not None
        for handle in (kept, words):
            if handle is not None:
                os.close(handle)
