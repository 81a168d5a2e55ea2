"""The folder OUT as runs use it: what lies where, made private, with no page left in a temporary folder."""

from __future__ import annotations

import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError, MachineError
from pipeline.private_files import is_neighbour, machine_error, make_folder, neighbour_name, sweep, writing

_PRIVATE_UMASK = 0o077


@dataclass(frozen=True, slots=True)
class Workspace:
    """Paths under OUT. work: private to the program; pages: the work store; log: JSON lines, one file per run."""

    out: Path

    @property
    def work(self) -> Path:
        """OUT/work, private to the program."""
        return self.out / "work"

    @property
    def pages(self) -> Path:
        """The work store."""
        return self.work / "pages"

    @property
    def ledger(self) -> Path:
        """What runs remember."""
        return self.work / "ledger.json.gz"

    @property
    def erased(self) -> Path:
        """What was erased on request; not under work, for whoever deletes that wants all read anew, but not this."""
        return self.out / "erased.json"

    @property
    def log(self) -> Path:
        """Logs: JSON lines, a file per run."""
        return self.work / "log"

    @property
    def temporary(self) -> Path:
        """The only place for temporary files that may show a page; swept when a run starts and when it ends."""
        return self.work / "tmp"

    @property
    def crops(self) -> Path:
        """Pictures of cells that `evaluate --worst` was asked for."""
        return self.out / "worst"

    @property
    def current(self) -> Path:
        """The link to the last publication."""
        return self.out / "current"

    def prepare(self) -> None:
        """Make the folders, and prove that they can be written and hold links. Raises MachineError where not."""
        for folder in (self.out, self.work, self.pages, self.log):
            with writing(folder):
                make_folder(folder)
        self.prove_writable(self.work)
        self._prove_links()

    def prove_writable(self, folder: Path) -> None:
        """Raises MachineError, naming OUT, where a file cannot be written in `folder`; leaves nothing there."""
        with writing(self.out), tempfile.TemporaryFile(dir=folder) as proof:
            proof.write(b"\0" * 4096)

    def _prove_links(self) -> None:
        """OUT/current is a link that is renamed: better known now than after a night of reading."""
        link = self.work / neighbour_name("link", secrets.token_hex(4))
        try:
            link.symlink_to("nowhere")
            link.unlink()
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP):
                raise machine_error(error, self.out) from error
            raise MachineError(
                f"Disk tempat {self.out} tidak mengenal tautan (FAT, exFAT, sebagian folder jaringan); pilih folder di"
                f" disk Linux (ext4, xfs). / The disk of {self.out} knows no links (FAT, exFAT, some shares); name a"
                " folder on a disk of Linux (ext4, xfs)."
            ) from error


@contextmanager
def private(workspace: Workspace) -> Iterator[None]:
    """Files made in this block, by this process and those it starts, are private and temporary ones lie under OUT."""
    sweep(workspace.temporary)
    _sweep_unfinished(workspace)
    with writing(workspace.temporary):
        make_folder(workspace.temporary)
    umask_before, folder_before, tempdir_before = os.umask(_PRIVATE_UMASK), os.environ.get("TMPDIR"), tempfile.tempdir
    os.environ["TMPDIR"] = str(workspace.temporary)
    tempfile.tempdir = str(workspace.temporary)
    try:
        yield
    finally:
        os.umask(umask_before)
        tempfile.tempdir = tempdir_before
        if folder_before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = folder_before
        sweep(workspace.temporary)


def _sweep_unfinished(workspace: Workspace) -> None:
    """Remove what `write_whole` left when it was killed before its rename: it may hold what was read of a page."""
    with writing(workspace.work):
        folders = [workspace.work, workspace.log, *(folder for folder in workspace.pages.iterdir() if folder.is_dir())]
        for folder in folders:
            for path in folder.glob(".*"):
                if is_neighbour(path.name):
                    path.unlink()
        for path in workspace.out.glob(".id.key.*"):
            path.unlink()


def no_run(out: Path) -> InputError:
    """That no run was ever made in this OUT."""
    return InputError(
        f"Belum pernah ada `run` di {out}; sebutkan folder OUT dari sebuah run. / No run was ever made in {out}; name"
        " the OUT folder of a run."
    )
