"""A program that dies, or finds the disk full, at its N-th change of what lies below a folder.

usage: python -m benchmarks.stopped_at {kill,full} N FOLDER MODULE [ARGUMENTS...]

Python tells of every file that is opened for writing, renamed or removed just before it happens (audit events). At the
N-th of them, from 0, below FOLDER the process kills itself (`kill`), or that one and all later ones that need room end
in ENOSPC (`full`). One that has fewer ends as ever and says NOT_REACHED on stderr: whoever counts N up has been at all.
"""

from __future__ import annotations

import errno
import os
import runpy
import signal
import sys
from pathlib import Path

NOT_REACHED = "stopped_at: there was no such change"
_NEED_ROOM = frozenset({"open", "os.mkdir", "os.symlink", "os.rename"})
_CHANGES = _NEED_ROOM | {"os.rmdir", "os.remove", "os.chmod", "os.truncate"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Stop:
    """An audit hook (sys.addaudithook) that stops the process as the module says. reached: whether it did."""

    def __init__(self, how: str, at: int, folder: Path) -> None:
        self.reached = False
        self._how, self._left, self._folder = how, at, os.path.realpath(folder)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """See sys.addaudithook. Raises OSError where the disk is said to be full."""
        if event not in _CHANGES or not self._below(event, arguments):
            return
        self._left -= 1
        if self._left >= 0:
            return
        self.reached = True
        if self._how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif event in _NEED_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fsdecode(arguments[0]))  # type: ignore[arg-type]

    def _below(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITING):
            return False
        # A symlink's first argument is what it says; where it lies comes second.
        named = arguments[1] if event == "os.symlink" else arguments[0]
        if not isinstance(named, (str, bytes, os.PathLike)):
            return False  # a file that is open already
        name = str(Path(os.fsdecode(named)).absolute())
        inside_a_removal = event in ("os.rmdir", "os.remove") and arguments[-1] not in (-1, None)
        return inside_a_removal or name.startswith(f"{self._folder}{os.sep}") or name == self._folder


def main() -> None:
    """Run MODULE as a program with the hook on."""
    how, at, folder, module, *arguments = sys.argv[1:]
    sys.argv = [module, *arguments]
    stop = Stop(how, int(at), Path(folder))
    sys.addaudithook(stop)
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        if not stop.reached:
            print(NOT_REACHED, file=sys.stderr)


if __name__ == "__main__":
    main()
