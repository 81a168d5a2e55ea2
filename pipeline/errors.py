"""Exit codes and the few exceptions of the program.

A page that cannot be read is a value (`pipeline.model.PageFault`), never an exception: one bad page must not
cost its neighbours. An exception here ends the run, and its message says what happened, where, and what to do.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process ends with; a promise to cron jobs (docs/operate.md explains each)."""

    DONE = 0
    BUG = 1
    USAGE = 2
    CONFIGURATION = 3
    INPUT = 4
    MACHINE = 5
    NEW_REFUSALS = 6
    GATE = 7
    LOCKED = 8
    INTERRUPTED = 130


class DasawismaError(Exception):
    """Base of all errors that end a run with a known exit code. The only argument is the message to the user."""

    exit_code: ExitCode = ExitCode.BUG

    @property
    def message(self) -> str:
        """The sentence for the user."""
        return str(self.args[0]) if self.args else self.__class__.__name__


def exit_code_of(error: BaseException) -> ExitCode:
    """What the process ends with when `error` ends the run."""
    if isinstance(error, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    return error.exit_code if isinstance(error, DasawismaError) else ExitCode.BUG


class UsageError(DasawismaError):
    """The command line cannot mean anything."""

    exit_code = ExitCode.USAGE


class ConfigurationError(DasawismaError):
    """A settings, form, code or book file is wrong. The message names file and line."""

    exit_code = ExitCode.CONFIGURATION


class InputError(DasawismaError):
    """The input folder is missing or unreadable as a whole."""

    exit_code = ExitCode.INPUT


class MachineError(DasawismaError):
    """This machine lacks something: a program, a language, a model, room on the disk, a right."""

    exit_code = ExitCode.MACHINE


class GateError(DasawismaError):
    """The gate refused to publish; the last publication stands."""

    exit_code = ExitCode.GATE


class LockedError(DasawismaError):
    """Another run holds the lock."""

    exit_code = ExitCode.LOCKED
