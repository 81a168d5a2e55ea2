"""Writing under OUT: only for its owner (0600, 0700) whatever the umask, whole or not at all, a full disk named so."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import MachineError

_NO_RIGHT = ("pengguna ini tidak berhak menulis di situ", "this user has no right to write there")
_MACHINE_ERRORS = {
    errno.ENOSPC: (
        "disk penuh; kosongkan ruang, lalu jalankan lagi",
        "the disk is full; make room and run again",
    ),
    errno.EDQUOT: (
        "jatah disk habis; kosongkan ruang, lalu jalankan lagi",
        "the quota of the disk is used up; make room and run again",
    ),
    errno.EFBIG: (
        "berkas melampaui batas ukuran (ulimit -f); naikkan batasnya, lalu jalankan lagi",
        "the file would be larger than may be written there (ulimit -f); raise the limit and run again",
    ),
    errno.EROFS: ("disk hanya dapat dibaca; pasang agar dapat ditulis", "the disk is read-only; mount it for writing"),
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EEXIST: (
        "berkas atau folder bernama sama menghalangi; pindahkan",
        "a file or folder of that name is in the way; move it away",
    ),
    errno.ENOTDIR: (
        "ada berkas di tempat yang harus folder; pindahkan",
        "a file stands where a folder is needed; move it away",
    ),
    errno.EISDIR: (
        "ada folder di tempat yang harus berkas; pindahkan",
        "a folder stands where a file is needed; move it away",
    ),
    errno.EMFILE: (
        "terlalu banyak berkas terbuka; naikkan batasnya (ulimit -n)",
        "too many files are open; raise the limit (ulimit -n)",
    ),
    errno.ENFILE: ("terlalu banyak berkas terbuka di komputer ini", "too many files are open on this machine"),
    errno.EAGAIN: (
        "pengguna ini tidak boleh menjalankan proses lagi; naikkan batasnya (ulimit -u)",
        "this user may start no more processes; raise the limit (ulimit -u)",
    ),
    errno.EIO: ("disk melaporkan kesalahan; periksa disknya", "the disk reports an error; check it"),
    errno.ESTALE: (
        "folder jaringan tempatnya dipasang ulang; jalankan lagi",
        "the share that it lies on was mounted anew; run again",
    ),
    errno.ENOMEM: ("memori habis", "no memory is left"),
}
_AS_IT_WAS = (
    "OUT/current tetap seperti semula, dan yang sudah terbaca tetap tersimpan.",
    "OUT/current is as it was, and what was read is kept.",
)
_PUBLISHED = (
    "OUT/current sudah berisi tabel baru; jalankan lagi setelah dibetulkan.",
    "OUT/current has the new tables already; run again when it is mended.",
)

_NEIGHBOUR = ".new"


def machine_error(error: OSError, where: Path) -> MachineError:
    """The error to end the run with when writing at or below `where` failed: what happened and what to do.

    Its message is Indonesian, then English.
    """
    if isinstance(error, FileNotFoundError):
        return MachineError(
            f"{where} tidak ada. Bila itu program, lihat `dasawisma doctor`; bila berkas atau folder, periksa apakah"
            f" disknya terpasang. {_AS_IT_WAS[0]} / {where} is missing. If it is a program, `dasawisma doctor` says"
            f" what brings it; if a file or folder, see whether its disk is there. {_AS_IT_WAS[1]}"
        )
    unknown = error.strerror or type(error).__name__
    indonesian, english = _MACHINE_ERRORS.get(error.errno or 0, (unknown, unknown))
    return MachineError(
        f"{where} tidak dapat ditulis: {indonesian}. {_AS_IT_WAS[0]} / {where} cannot be written: {english}."
        f" {_AS_IT_WAS[1]}"
    )


def unreadable_now(path: Path, error: OSError) -> MachineError:
    """The error to end a command with when what the program keeps at `path` cannot be read."""
    why = error.strerror or type(error).__name__
    return MachineError(
        f"{path} tidak dapat dibaca: {why}. Periksa hak akses dan disknya. {_AS_IT_WAS[0]} / {path} cannot be read:"
        f" {why}. See to its rights and its disk. {_AS_IT_WAS[1]}"
    )


def after_the_swap(error: MachineError) -> MachineError:
    """The same error, but that OUT/current is not as it was, for the new tables were published before it arose."""
    message = error.message
    for before, now in zip(_AS_IT_WAS, _PUBLISHED, strict=True):
        message = message.replace(before, now)
    return MachineError(message)


def is_machine_error(error: OSError) -> bool:
    """Whether the error is the machine's (a full disk, no more files) or a program is missing, not a page's."""
    return error.errno in _MACHINE_ERRORS or isinstance(error, FileNotFoundError)


def leave_no_core() -> None:
    """Let no crash of this process, or of what it starts, write a core file: it would hold what was read."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


@contextmanager
def writing(where: Path) -> Iterator[None]:
    """Turns an OSError of the block into a MachineError that names `where`."""
    try:
        yield
    except OSError as error:
        raise machine_error(error, where) from error


def make_folder(folder: Path) -> Path:
    """Make `folder` and the missing ones above it, each 0700; those that exist stay as they are. Returns it."""
    if not folder.is_dir():
        if folder.parent != folder:
            make_folder(folder.parent)
        try:
            folder.mkdir(exist_ok=True)
        except FileNotFoundError as error:  # below a folder that is there: one that holds no files, such as /proc
            raise PermissionError(errno.EACCES, "cannot be made", str(folder)) from error
        folder.chmod(0o700)
    return folder


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new file to write bytes to. OSError if it exists."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, 0o600)
        yield file


def write_whole(path: Path, content: bytes, durable: bool = True) -> None:
    """Write `content` to `path` through a neighbour and one rename: a reader sees the old file or the new.

    durable: the bytes are on the disk before the rename; without, a power cut may leave a broken file, as is fine
    for what can be made again. Raises MachineError where it cannot be written.
    """
    with writing(path):
        handle, neighbour = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=_NEIGHBOUR, dir=path.parent)
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


def neighbour_name(what: str, token: str) -> str:
    """A name as `write_whole` gives to what must not outlive it, and `is_neighbour` tells."""
    return f".{what[:40]}.{token}{_NEIGHBOUR}"


def is_neighbour(name: str) -> bool:
    """Whether a file of that name is what `write_whole` writes before its rename, or was killed before it."""
    return name.startswith(".") and name.endswith(_NEIGHBOUR)


def flush(path: Path) -> None:
    """Put a file's bytes, or the names in a folder, on the disk, so that a power cut loses neither.

    Some network and FUSE file systems do not flush folders (EINVAL, ENOTSUP): there it is left to them.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP) or not path.is_dir():
            raise
    finally:
        os.close(handle)


def flush_tree(folder: Path) -> None:
    """Put all below `folder` on the disk. Once at the end, since a flush after every file costs several times more."""
    for path in sorted(folder.rglob("*")):
        flush(path)
    flush(folder)


def remove(folder: Path) -> None:
    """Remove the folder and all in it, as far as that can be done; nothing happens if it is not there."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove `folder` and all that is in it, if it is there. Raises MachineError if something stays."""
    with writing(folder):
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
