"""One run at a time on an OUT: a lock of the operating system, which lets go when the process ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import LockedError
from pipeline.private_files import machine_error
from pipeline.run.kept.log import newest_log

_LOCKS = Path("/proc/locks")
"""The locks of this machine as Linux lists them: number, kind, way, access, process, device:device:inode, range."""

_INODE = 5


def is_held(work: Path) -> bool:
    """Whether a process of this machine holds the lock of that work folder. Looks only: to try the lock would keep out
    a run that begins just then. False, too, where it cannot be told."""
    try:
        inode, listed = (work / "lock").stat().st_ino, _LOCKS.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return False
    held = (line.replace("-> ", "").split() for line in listed)
    return any(len(words) > _INODE and words[_INODE].rpartition(":")[2] == str(inode) for words in held)


@contextmanager
def locked(work: Path) -> Iterator[None]:
    """Holds the lock of that work folder for the block. Raises LockedError at once if another process holds it."""
    lock = FileLock(work / "lock", mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        log = newest_log(work / "log")
        raise LockedError(
            f"Proses lain sedang bekerja di {work.parent}{f', catatannya {log}' if log else ''}. Proses ini tidak"
            " mengerjakan apa-apa; tunggu sampai yang itu selesai, lalu jalankan lagi. / Another run is at work on"
            f" {work.parent}{f', its log is {log}' if log else ''}. This one did nothing; wait until that ends, then"
            " run again."
        ) from error
    except OSError as error:
        raise machine_error(error, work) from error
    try:
        yield
    finally:
        lock.release()
