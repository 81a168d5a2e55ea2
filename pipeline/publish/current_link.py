"""OUT/current: the link that names the publication, and how it is told from what somebody else put there."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import MachineError

CURRENT = "current"
RUNS = "runs"


def require_own_link(out: Path) -> None:
    """Raises MachineError where OUT/current is there and is no link that this program made: one into OUT/runs."""
    link = out / CURRENT
    if not os.path.lexists(link):
        return
    if not link.is_symlink():
        raise MachineError(
            f"{link} menghalangi: itu bukan tautan buatan program ini. Pindahkan. / {link} is in the way: it is no link"
            " that this program made. Move it away."
        )
    if not _leads_into_runs(out):
        raise MachineError(
            f"{link} menghalangi: tautan itu menuju {link.readlink()}, bukan ke dalam {out / RUNS}. Hapus tautannya"
            f" (rm {link}), lalu jalankan lagi. / {link} is in the way: it leads to"
            f" {link.readlink()}, and links that this program makes lead into"
            f" {out / RUNS}. Remove the link (rm {link}) and run again."
        )


def current_run(out: Path) -> Path | None:
    """The folder that OUT/current names at this moment; null if nothing was published."""
    link = out / CURRENT
    if not link.is_symlink() or not _leads_into_runs(out):
        return None
    folder = Path(os.path.realpath(link))
    return folder if folder.is_dir() else None


def _leads_into_runs(out: Path) -> bool:
    """Whether the link names something right below OUT/runs, be it there or not; one to itself names nothing there."""
    return Path(os.path.realpath(out / CURRENT)).parent == Path(os.path.realpath(out / RUNS))
