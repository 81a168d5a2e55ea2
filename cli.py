"""The command line: parses, calls, prints, exits. What a command does stands in pipeline/run."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ExitCode
from pipeline.private_files import leave_no_core
from pipeline.run.empty_words import refuse_empty_words
from pipeline.run.ending import AnsweredError, answer, answer_error, ending
from pipeline.run.showing.dashed_names import PageCommand
from pipeline.run.signals import end_as_ctrl_c_does, heed_no_more
from pipeline.run.streams import open_closed_streams
from pipeline.settings import load_settings

app = typer.Typer(
    name="dasawisma",
    help="Turns scanned dasawisma books into tables that say how far to trust each value.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
forms_app = typer.Typer(help="The forms that can be read.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(forms_app, name="forms")

InboxArgument = Annotated[Path, typer.Argument(metavar="INBOX", help="Folder of scanned books: PDF, TIFF, JPEG, PNG.")]
OutOption = Annotated[
    Path, typer.Option("--out", metavar="OUT", help="Folder of the tables and of what the program remembers.")
]
OutWord = Annotated[Path | None, typer.Argument(metavar="OUT", help="Folder of the tables, --out of a run.")]
OutInstead = Annotated[Path | None, typer.Option("--out", metavar="OUT", help="The same, named as for run.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Exactly one JSON document on stdout; people read stderr.")]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="TOML file with settings; DASAWISMA_<KEY> in the environment wins.")
]
VerifyOption = Annotated[bool, typer.Option("--verify", help="Hash every file, though it seems unchanged.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        from pipeline.run.kept.programs import package_version

        print(f"dasawisma {package_version('dasawisma') or 'from a source tree'}")
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_show_version)
]


@app.callback()
def dasawisma(version: VersionOption = False) -> None:
    """Turns scanned dasawisma books into tables that say how far to trust each value."""
    with ending("--json" in sys.argv):
        refuse_empty_words(sys.argv[1:])


@app.command()
def run(
    inbox: InboxArgument,
    out: OutOption,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read pages; 0: this one, to debug.")] = 1,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler whose workers read pages.")] = None,
    as_json: JsonOption = False,
    allow_partial: Annotated[
        bool, typer.Option("--allow-partial", help="Exit 0 though pages were newly refused.")
    ] = False,
    accept_drop: Annotated[bool, typer.Option("--accept-drop", help="Publish though a village lost rows.")] = False,
    id_key: Annotated[Path | None, typer.Option(help="File with the secret for ids, instead of OUT/id.key.")] = None,
    verify: VerifyOption = False,
    settings: SettingsOption = None,
) -> None:
    """Read what is new in INBOX and publish the tables."""
    with ending(as_json, explain=True):
        from pipeline.run import driver, progress
        from pipeline.run.summary import in_words

        options = driver.RunOptions(
            inbox=inbox,
            out=out,
            settings=load_settings(settings),
            workers=workers,
            scheduler=scheduler,
            allow_partial=allow_partial,
            accept_drop=accept_drop,
            id_key=id_key,
            verify=verify,
        )
        summary = driver.run(options, progress.shown_on(sys.stderr))
        answer(summary, in_words(summary), as_json)
        raise typer.Exit(summary.exit_code)


@app.command()
def plan(
    inbox: InboxArgument,
    out: OutOption,
    as_json: JsonOption = False,
    verify: VerifyOption = False,
    settings: SettingsOption = None,
) -> None:
    """Show what a run would do and why; touches nothing."""
    with ending(as_json):
        from pipeline.run.forecast import forecast, in_words

        found = forecast(inbox, out, load_settings(settings), verify)
        answer(found, in_words(found), as_json)


@app.command(cls=PageCommand)
def show(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="BOOK_ID#PAGE_NO, a file, or FILE#PAGE_NO.")],
    out: OutOption = Path("out"),
    to: Annotated[Path | None, typer.Option(help="PNG file to write; default: here, named after the page.")] = None,
    as_json: JsonOption = False,
    settings: SettingsOption = None,
) -> None:
    """Draw what was found on a page over its scan, as PNG."""
    with ending(as_json):
        from pipeline.run.showing import show as showing

        shown = showing.show(page, out, to, load_settings(settings))
        answer(showing.facts(shown), showing.in_words(shown), as_json)


@app.command()
def status(out: OutWord = None, as_out: OutInstead = None, as_json: JsonOption = False) -> None:
    """Show where OUT (default: ./out) stands: last run, refused, waiting, to review."""
    with ending(as_json):
        from pipeline.run import status as standing
        from pipeline.run.named_out import named_out

        found = standing.status(named_out(out, as_out, "dasawisma status OUT", Path("out")))
        answer(found, standing.in_words(found), as_json)


@app.command()
def erase(
    out: OutWord = None,
    book: Annotated[str | None, typer.Option("--book", help="Erase this book: BOOK_ID.")] = None,
    page: Annotated[
        str | None, typer.Option("--page", help="Erase this page of the inbox: FOLDER/FILE, or FOLDER/FILE#PAGE.")
    ] = None,
    person: Annotated[str | None, typer.Option("--person", help="Erase who has this person_id in members.")] = None,
    give_back: Annotated[bool, typer.Option("--give-back", help="Let a book or page be read again instead.")] = False,
    workers: Annotated[int, typer.Option(min=0, help="As for run.")] = 1,
    as_out: OutInstead = None,
    as_json: JsonOption = False,
    accept_drop: Annotated[bool, typer.Option("--accept-drop", help="As for run.")] = False,
    id_key: Annotated[Path | None, typer.Option(help="As for run.")] = None,
    settings: SettingsOption = None,
) -> None:
    """Erase a book, a page or a person for good; the scans stay."""
    with ending(as_json):
        from pipeline.run import driver, progress
        from pipeline.run.erasing import erase as erasing
        from pipeline.run.erasing import erase_targets, erase_words
        from pipeline.run.named_out import named_out

        of = named_out(out, as_out, "dasawisma erase OUT --page FOLDER/FILE")
        options = driver.RunOptions(
            Path(), of, load_settings(settings), workers=workers, accept_drop=accept_drop, id_key=id_key
        )
        target = erase_targets.target(book, page, person)
        if give_back:
            erased = erasing.take_back(target, options)
        else:
            erased = erasing.erase(target, options, progress.shown_on(sys.stderr))
        answer(erased, erase_words.in_words(erased), as_json)
        raise typer.Exit(erased.run.exit_code if erased.run is not None else 0)


@app.command()
def doctor(
    out: Annotated[Path | None, typer.Option("--out", help="Look at the disk and rights of this OUT, too.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what this machine lacks, and the command that brings it."""
    with ending(as_json):
        from pipeline.run import doctor as doctors

        findings = doctors.examine(out)
        answer(findings, doctors.in_words(findings), as_json)
        raise typer.Exit(doctors.exit_code(findings))


@app.command()
def village(
    name: Annotated[str, typer.Argument(metavar="DESA", help="Name of a desa or kelurahan, or its code.")],
    areas: Annotated[
        list[str] | None, typer.Argument(metavar="AREA...", help="Names of its kecamatan, kabupaten or provinsi.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Look up the code of a village, for book.toml."""
    with ending(as_json):
        from pipeline.run import village_codes

        found = village_codes.find(name, areas or ())
        answer(found, village_codes.in_words(found), as_json)


@forms_app.command("list")
def forms_list(as_json: JsonOption = False) -> None:
    """List the forms and editions that can be read."""
    with ending(as_json):
        from pipeline.run import formlist

        known = formlist.known_forms()
        answer(known, formlist.in_words(known), as_json)


@forms_app.command("check")
def forms_check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FORMS", help="A form file, a folder of them; default: the packaged.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Load form files strictly; name the first thing that is wrong."""
    with ending(as_json):
        from pipeline.run import formlist

        known = formlist.known_forms(folder)
        answer(known, "The form is right." if len(known) == 1 else f"{len(known)} forms are right.", as_json)


@app.command()
def evaluate(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of the tables; may be named by --out instead.")],
    truth: Annotated[
        Path | None, typer.Argument(metavar="TRUTH", help="Ground truth, as truth.jsonl of the samples.")
    ] = None,
    worst: Annotated[
        int, typer.Option(min=0, help="Write OUT/worst/index.html with so many wrong cells as pictures, surest first.")
    ] = 0,
    as_out: OutInstead = None,
    as_json: JsonOption = False,
) -> None:
    """Compare what is published with a ground truth, cell by cell."""
    with ending(as_json):
        from pipeline.formfile import load_forms
        from pipeline.run.evaluating import evaluate as evaluation
        from pipeline.run.evaluating.scores import in_words
        from pipeline.run.evaluating.worst import write_worst
        from pipeline.run.named_out import named_out

        word, of = (None, out) if truth is None else (out, truth)
        folder = named_out(word, as_out, "dasawisma evaluate OUT TRUTH")
        cells, counts = evaluation.compared(folder, of, load_forms())
        scores = evaluation.scores_of(cells, counts)
        if worst:
            scores["worst"] = str(write_worst(cells, worst, folder, load_settings(None)))
        answer(scores, "\n".join([in_words(scores), *([scores["worst"]] if worst else [])]), as_json)


def _take_any_letter() -> None:
    """Let names that the terminal's encoding has no letters for be printed escaped; a JSON document is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if "--json" in sys.argv[1:] and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def main() -> None:
    """Run the command line; a request to terminate, or a terminal that is closed, ends it as Ctrl-C does."""
    open_closed_streams()
    _take_any_letter()
    end_as_ctrl_c_does()
    leave_no_core()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except SystemExit as end:
        # Typer has told a person on stderr what is wrong with the words of the command; a program reads stdout.
        if end.code == ExitCode.USAGE and "--json" in sys.argv[1:] and not isinstance(end, AnsweredError):
            answer_error(ExitCode.USAGE, "The command's words are off; stderr says how.")
        raise
    finally:
        heed_no_more()


if __name__ == "__main__":
    main()
