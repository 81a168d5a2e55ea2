"""Requests to end that reach the process as signals."""

from __future__ import annotations

import signal
import time
from types import FrameType

_REQUESTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_ENDING_S = 10.0
"""So long after a request to end others are not heeded: shell and terminal may both send one, and impatient people
several, which must not stop what takes away temporary files. A later one is, for the first may have been lost."""

_heeded_at = [float("-inf")]


def end_as_ctrl_c_does() -> None:
    """Let Ctrl-C, a request to terminate, or a terminal that is closed, end this process by KeyboardInterrupt."""
    for number in _REQUESTS:
        if number == signal.SIGTERM or signal.getsignal(number) != signal.SIG_IGN:  # else nohup or `&` ask to go on
            signal.signal(number, _interrupt)


def heed_no_more() -> None:
    """Let the process end with the code that it has come to, though it is asked to end again meanwhile."""
    for number in _REQUESTS:
        signal.signal(number, signal.SIG_IGN)


def _interrupt(signal_number: int, frame: FrameType | None) -> None:
    if time.monotonic() - _heeded_at[0] >= _ENDING_S:
        _heeded_at[0] = time.monotonic()
        raise KeyboardInterrupt
