"""Requests to end that reach the process as signals."""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn


def end_as_ctrl_c_does() -> None:
    """Let a request to terminate, or a terminal that is closed, end this process as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # else nohup asks that the command goes on
        signal.signal(signal.SIGHUP, _interrupt)


def _interrupt(signal_number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # shell and terminal may both send it: once is enough
    raise KeyboardInterrupt
