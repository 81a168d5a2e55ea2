"""A disk that cannot hold what a run makes is told before anything is read."""

import errno
import os
from pathlib import Path

import pytest

from pipeline.errors import MachineError
from pipeline.run.kept.workspace import Workspace


def test_a_prepared_workspace_holds_nothing_but_its_folders(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")
    workspace.prepare()
    assert sorted(path.name for path in workspace.out.rglob("*")) == ["log", "pages", "work"]


@pytest.mark.parametrize(
    ("number", "told"), [(errno.EPERM, "knows no links"), (errno.EOPNOTSUPP, "exFAT"), (errno.ENOSPC, "disk is full")]
)
def test_a_disk_without_links_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str) -> None:
    def without_links(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "symlink", without_links)
    with pytest.raises(MachineError, match=told):
        Workspace(tmp_path / "out").prepare()
