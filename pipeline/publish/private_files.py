"""Files (0600) and folders (0700) that only their owner may open, whatever the umask, and how they reach the disk."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import MachineError

_WHAT_TO_DO = {
    errno.ENOSPC: "the disk is full; make room and run again",
    errno.EDQUOT: "the quota of the disk is used up; make room and run again",
    errno.EROFS: "the disk is read-only; mount it for writing",
    errno.EACCES: "the right to write is missing",
    errno.EPERM: "the right to write is missing",
    errno.EEXIST: "a file or folder of that name is in the way",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EISDIR: "a folder stands where a link should be; move it away",
    errno.EIO: "the disk reports an error; check it",
}


def machine_error(error: OSError, where: Path) -> MachineError:
    """The error to end the run with when writing below `where` failed: names what happened and what to do."""
    reason = _WHAT_TO_DO.get(error.errno or 0, error.strerror or type(error).__name__)
    return MachineError(f"Cannot publish to {where}: {reason}. The last publication stands as it was.")


def make_folder(folder: Path) -> Path:
    """Make `folder` and the missing ones above it, each 0700; those that exist stay as they are. Returns it."""
    if not folder.is_dir():
        if folder.parent != folder:
            make_folder(folder.parent)
        folder.mkdir()
        folder.chmod(0o700)
    return folder


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new file to write bytes to. OSError if it exists."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, 0o600)
        yield file


def flush(path: Path) -> None:
    """Put a file's bytes, or the names in a folder, on the disk, so that a power cut loses neither."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_tree(folder: Path) -> None:
    """Put all below `folder` on the disk. Once at the end, since a flush after every file costs several times more."""
    for path in sorted(folder.rglob("*")):
        flush(path)
    flush(folder)


def remove(folder: Path) -> None:
    """Remove the folder and all in it; nothing happens if it is not there."""
    shutil.rmtree(folder, ignore_errors=True)
