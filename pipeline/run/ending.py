"""How a command ends: what it says, as words or JSON, and the exit code of the contract."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from pipeline.errors import DasawismaError, ExitCode
from pipeline.exit_words import EXPLAINED, exit_words
from pipeline.private_files import is_machine_error, unreadable_now
from pipeline.run.streams import say, say_if_possible


def answer(value: object, words: str, as_json: bool) -> None:
    """Print what a command found: the words, or one JSON document on stdout and the words on stderr."""
    from pipeline.run.inbox.shown_names import shown_text

    if as_json:
        from pipeline.run.as_json import document

        say(document(value))
        with contextlib.suppress(OSError):  # the document is what was asked for
            print(shown_text(words), file=sys.stderr)
    else:
        say(shown_text(words))


@contextlib.contextmanager
def ending(as_json: bool, explain: bool = False) -> Iterator[None]:
    """Turns whatever ends the block into a message and an exit code of the contract."""
    try:
        yield
        return
    except typer.Exit:
        raise
    except DasawismaError as error:
        code, message = error.exit_code, error.message
    except KeyboardInterrupt:
        code, message = (
            ExitCode.INTERRUPTED,
            "Dihentikan; halaman yang selesai tetap tersimpan, run berikutnya meneruskan. / Interrupted; finished"
            " pages are kept, the next run goes on from there.",
        )
    except BrokenPipeError:
        raise  # the reader of our output has gone; Typer ends quietly
    except Exception as error:
        if isinstance(error, OSError) and is_machine_error(error):
            code, message = ExitCode.MACHINE, unreadable_now(Path(os.fsdecode(error.filename or "OUT")), error).message
        else:
            from pipeline.run.kept.log import place

            bug = f"{type(error).__name__} at {place(error)}"
            code, message = (
                ExitCode.BUG,
                (
                    f"Kesalahan program ({bug}); laporkan. OUT/current tetap seperti semula. / This is a bug"
                    f" ({bug}); please report it. OUT/current is as it was."
                ),
            )
    from pipeline.run.inbox.shown_names import shown_text

    with contextlib.suppress(OSError):  # a terminal that is closed takes no message; the exit code stands
        print(shown_text(message), file=sys.stderr)
        if explain and code in EXPLAINED:
            print(exit_words(ExitCode(code)), file=sys.stderr)
    if as_json:
        answer_error(int(code), message)
        raise AnsweredError(int(code))
    raise typer.Exit(int(code))


class AnsweredError(SystemExit):
    """The end of a command that has put its JSON document on stdout."""


def answer_error(code: int, message: str) -> None:
    """Put the JSON document of a command that failed on stdout."""
    say_if_possible(json.dumps({"exit_code": code, "error": message}, ensure_ascii=False))
