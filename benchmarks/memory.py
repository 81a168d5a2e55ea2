"""Memory of a process and of all below it, watched while it works."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

_EVERY_S = 0.02
"""Between two looks; each costs the processes looked at a few milliseconds."""


class Peak(threading.Thread):
    """Watches the memory (PSS) of the processes below `pid`, each with all below it; with itself where asked.

    mb: the most that this process (itself) or one of its children, and all below it, held together since it was set.
    """

    def __init__(self, itself: bool, every_s: float = _EVERY_S) -> None:
        super().__init__(daemon=True)
        self._itself, self._every_s = itself, every_s
        self.mb = 0.0

    def run(self) -> None:
        """See threading.Thread."""
        last: dict[int, float] = {}
        while True:
            roots = [os.getpid()] if self._itself else children(os.getpid())
            now = {root: sum(map(_pss_mb, family(root))) for root in roots}
            for root, mb in now.items():
                # A moment later again, for a child may have been born between the two looks.
                self.mb = max(self.mb, min(mb, last.get(root, 0.0)))
            last = now
            time.sleep(self._every_s)


def family(pid: int) -> list[int]:
    """The process and all below it."""
    found = [pid]
    for one in found:
        # Until it becomes another program, a child made by vfork is its parent: their memory is one.
        found += [child for child in children(one) if _command(child) != _command(one)]
    return found


def children(pid: int) -> list[int]:
    """The processes that a process started and that still live."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, listed.read_text().split())
        except OSError:
            continue
    return found


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _pss_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
