"""What lies in the inbox and is not looked at, though it may stand for a page: told, so that none is forgotten."""

from __future__ import annotations

import os
import stat
from pathlib import Path

LEADS_OUT = "tautan ke luar kotak masuk / a link that leads out of the inbox"
LEADS_NOWHERE = "tautan yang tidak menuju apa-apa / a link that leads nowhere"
SPECIAL = "bukan berkas biasa / a pipe, socket or device"

_GONE = (FileNotFoundError, NotADirectoryError)


def why_passed_over(entry: os.DirEntry[str], root: Path) -> str | None:
    """Why this entry of a folder is not looked at; null if it is. root: the real path of the inbox.

    Nothing outside `root` is touched. OSError where the entry cannot be looked at.
    """
    if not entry.is_symlink():
        return None if entry.is_file() or entry.is_dir() else SPECIAL
    if not Path(os.path.realpath(entry.path)).is_relative_to(root):
        return LEADS_OUT
    try:
        mode = entry.stat().st_mode
    except _GONE:
        return LEADS_NOWHERE
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else SPECIAL
