"""Writing under OUT: private, whole or not at all, and a full or closed disk named as such."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import MachineError

_MACHINE_ERRORS = {
    errno.ENOSPC: "the disk is full; make room and run again, what was read is kept",
    errno.EDQUOT: "the disk quota is used up; make room and run again, what was read is kept",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "this user has no right to write there",
    errno.EPERM: "this user has no right to write there",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EEXIST: "a file stands where a folder is needed",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n)",
    errno.ENFILE: "too many files are open on this machine",
    errno.EIO: "the disk reports an error",
    errno.ENOMEM: "no memory is left",
}


def machine_error(error: OSError, where: Path) -> MachineError:
    """The error for the operator when writing under `where` failed."""
    reason = _MACHINE_ERRORS.get(error.errno or 0, error.strerror or type(error).__name__)
    return MachineError(f"{where} cannot be written: {reason}.")


def is_machine_error(error: OSError) -> bool:
    """Whether the error is the machine's (a full disk, no more files) or a program is missing, not a page's."""
    return error.errno in _MACHINE_ERRORS or isinstance(error, FileNotFoundError)


@contextmanager
def writing(where: Path) -> Iterator[None]:
    """Turns an OSError of the block into a MachineError that names `where`."""
    try:
        yield
    except OSError as error:
        raise machine_error(error, where) from error


def make_private(folder: Path) -> None:
    """Make `folder` (0700) and what leads to it; a folder that is there keeps its mode."""
    with writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_whole(path: Path, content: bytes, durable: bool = True) -> None:
    """Write `content` to `path` (0600) through a neighbour and one rename: a reader sees the old file or the new.

    durable: the bytes are on the disk before the rename; without, a power cut may leave a broken file, as is fine
    for what can be made again.
    """
    with writing(path):
        handle, neighbour = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                if durable:
                    stream.flush()
                    os.fsync(stream.fileno())
            Path(neighbour).replace(path)
        except BaseException:
            Path(neighbour).unlink(missing_ok=True)
            raise


def sweep(folder: Path) -> None:
    """Remove `folder` and all that is in it, if it is there."""
    with writing(folder):
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
