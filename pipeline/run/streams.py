"""The streams a command speaks on: those that its caller closed, and those on which nothing more can be written."""

from __future__ import annotations

import contextlib
import os
import sys

from pipeline.errors import MachineError


def open_closed_streams() -> None:
    """Put /dev/null where stdin, stdout or stderr was closed: the next file that is opened would take its number, and
    what is said would go into a table."""
    for number, mode in enumerate(("r", "w", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it gets the lowest number that is free
            name = ("stdin", "stdout", "stderr")[number]
            if getattr(sys, name) is None:
                setattr(sys, name, os.fdopen(number, mode, closefd=False))


def say(text: str) -> None:
    """Print the answer of a command on stdout. Raises MachineError where it cannot be written, BrokenPipeError where
    whoever read it has gone."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        _give_up_stdout()
        raise MachineError(
            f"Jawaban tidak dapat ditulis ke keluaran (stdout): {error.strerror}. Pekerjaannya sudah selesai; lihat"
            " dasawisma status OUT. / The answer could not be written on stdout:"
            f" {error.strerror}. The work itself is done; see dasawisma status OUT."
        ) from error


def say_if_possible(text: str) -> None:
    """The same, in silence where it cannot be written."""
    with contextlib.suppress(MachineError):
        say(text)


def _give_up_stdout() -> None:
    """Let what is left unwritten go nowhere: the end of the process would try once more, and end with another code."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
