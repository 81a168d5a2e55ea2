"""Files are written whole or not at all, and what stops it is named."""

import contextlib
import errno
import os
from pathlib import Path

import pytest

from pipeline.errors import MachineError
from pipeline.private_files import (
    after_the_swap,
    flush,
    is_machine_error,
    machine_error,
    make_folder,
    sweep,
    write_whole,
    writing,
)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MachineError, match="disk is full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_where_a_folder_is_needed_is_an_error_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(MachineError, match="in the way"), writing(tmp_path):
        make_folder(tmp_path / "out" / "work")


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), OSError("new"), FileNotFoundError(errno.ENOENT, "no")]
)
def test_what_stops_it_is_said_in_both_languages_and_whether_current_stands(error: OSError) -> None:
    told = machine_error(error, Path("/out"))
    indonesian, _, english = told.message.partition(" / ")
    assert "/out tidak " in indonesian and "tetap seperti semula" in indonesian
    assert english.startswith("/out ") and "is as it was" in english
    after = after_the_swap(told).message
    assert "as it was" not in after and "seperti semula" not in after
    assert "sudah berisi tabel baru" in after and "has the new tables already" in after


def test_sweeping_removes_the_folder_and_follows_no_link(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    write_whole(tmp_path / "scan", b"x")
    kept.mkdir()
    write_whole(kept / "page", b"x")
    (tmp_path / "tmp").symlink_to(kept)
    sweep(tmp_path / "tmp")
    sweep(tmp_path / "never there")
    assert (kept / "page").exists() and not (tmp_path / "tmp").exists()
    sweep(kept)
    assert not kept.exists()


def test_errors_of_the_machine_are_told_from_those_of_a_page() -> None:
    assert is_machine_error(OSError(errno.ENOSPC, "full"))
    assert is_machine_error(FileNotFoundError(errno.ENOENT, "no program"))
    assert not is_machine_error(OSError("cannot identify image file"))
    with pytest.raises(MachineError, match="/x"), writing(Path("/x")):
        raise OSError("something new")


@pytest.mark.parametrize(
    ("number", "of", "raises"),
    [
        (errno.EINVAL, "folder", False),
        (errno.EINVAL, "file", True),
        (errno.EIO, "folder", True),
    ],
)
def test_a_share_that_does_not_flush_folders_is_left_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, of: str, raises: bool
) -> None:
    (tmp_path / "file").write_bytes(b"a")
    (tmp_path / "folder").mkdir()

    def in_vain(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", in_vain)
    with pytest.raises(OSError) if raises else contextlib.nullcontext():
        flush(tmp_path / of)
