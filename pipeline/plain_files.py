"""Opening files of strangers, who may put something else in a file's place at any moment."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


def open_plain(path: Path) -> BinaryIO:
    """The file, opened to read bytes.

    Raises OSError as `open` does; FileNotFoundError, too, if what is there is no file: a pipe that took its place since
    it was found would keep the reader waiting for ever.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileNotFoundError(errno.ENOENT, "no file is there any more", str(path))
    return os.fdopen(handle, "rb")
