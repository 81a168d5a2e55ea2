"""How long reading a page may take: counted in time that is really computed, which a busy machine does not stretch."""

from __future__ import annotations

import contextlib
import math
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

OVERDUE = signal.SIGPROF
"""What ends a process that computed too long (see `computing_at_most`)."""

_CLOCK_PER_COMPUTED = 10
"""A machine may be so much busier than its cores before a page is given up; one that hangs is found as late."""


def clock_limit_s(limit_s: float) -> float:
    """Seconds by the clock after which what may compute for `limit_s` is given up: it may wait and never compute."""
    return _CLOCK_PER_COMPUTED * limit_s


@contextlib.contextmanager
def computing_at_most(limit_s: float) -> Iterator[None]:
    """End this process by OVERDUE if it computes for so many seconds in the block: all its threads count together.

    The kernel does it (setitimer(2), ITIMER_PROF), whatever holds Python's lock. Programs that it starts do not count.
    """
    signal.setitimer(signal.ITIMER_PROF, limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program said, and its exit code; below 0, the signal that ended it."""

    code: int
    out: bytes
    said: str


def run_program(command: Sequence[str], limit_s: float, handles: Sequence[int] = ()) -> Answer | None:
    """Run a program to its end; None if it computed for `limit_s`, or took `clock_limit_s` of that.

    handles: open files that it may use, as /dev/fd/N. Raises OSError where it cannot be started.
    """
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=handles
    )
    try:
        if sys.platform == "linux":
            with contextlib.suppress(OSError, ValueError):  # it has ended already, or is held shorter as it is
                _, hard = resource.prlimit(process.pid, resource.RLIMIT_CPU)
                resource.prlimit(process.pid, resource.RLIMIT_CPU, (math.ceil(limit_s), hard))
        out, said = process.communicate(timeout=clock_limit_s(limit_s))
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    if process.returncode == -signal.SIGXCPU:
        return None
    return Answer(process.returncode, out, said.decode("utf-8", "replace"))
