"""Nights over very many known pages: time and memory of the publication, and of a night with nothing new.

usage: python -m benchmarks.many_pages [--pages N ...] [--light] [--scratch FOLDER]

The sample books are read once for real. Then an inbox of N small files is made, a hundred to a book and ten books to
a village, and a stand-in reader answers for each with the results of a sample page, its names made other ones. All but
the reading of pixels is the program's own. --light: results without cells and no tables of them, to come soon to a
night with nothing new, which looks into neither. Seconds are processor time, memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.areas import village
from pipeline.model import PageContent
from pipeline.run.kept.codec import decode, encode
from pipeline.run.kept.published import Made
from pipeline.run.reading import Results
from pipeline.run.session import Session
from pipeline.run.workers.pagetask import PageOutcome, PageTask

BOOK_PAGES = 100
VILLAGE_BOOKS = 10
NAMED = frozenset({"head_name", "name", "desa"})
VILLAGES = tuple(
    code
    for district in range(1, 29)
    for number in range(2001, 2011)
    if village(code := f"35.22.{district:02d}.{number}") is not None
)
"""Some villages of one kabupaten."""


class Answers:
    """An Executor that has seen the page before: the results of sample pages, their names told apart by the book."""

    def __init__(self, samples: Sequence[PageContent]) -> None:
        self._samples = samples

    def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
        """See pipeline.run.workers.executors.Executor."""
        for task in tasks:
            number = int(Path(task.path).stem)
            sample = self._samples[number % len(self._samples)]
            yield PageOutcome(task.key, encode(task.key, _renamed(sample, number)), (None,))


def _renamed(content: PageContent, number: int) -> PageContent:
    """The page as of another village (by `desa`), dasawisma and family."""
    village = _letters(number // (BOOK_PAGES * VILLAGE_BOOKS))
    family = _letters(number)
    values = [
        replace(value, value=village if value.field == "desa" else f"{value.value} {family}")
        if value.field in NAMED and value.value
        else value
        for value in content.values
    ]
    return replace(content, values=tuple(values))


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:06d}")


def main() -> None:
    """Print a row of a Markdown table for each number of pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--scratch", type=Path)
    parser.add_argument("--publish", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.publish:
        print(json.dumps(_publish(options.publish, options.light)))
        return
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        samples = Path(scratch) / "samples"
        _cli("run", "samples/books", "--out", str(samples))
        print("| pages | readings | plan s | tables and publication s | peak MB | nothing new s | peak MB |")
        print("|---|---|---|---|---|---|---|")
        for pages in options.pages:
            folder = Path(scratch) / str(pages)
            _make_inbox(folder / "in", pages)
            (folder / "samples").symlink_to(samples)
            made = _child(
                sys.executable,
                "-m",
                "benchmarks.many_pages",
                "--publish",
                str(folder),
                *(["--light"] if options.light else []),
            )
            night = _cli("run", str(folder / "in"), "--out", str(folder / "out"))
            told = json.loads(made.said.splitlines()[-1])
            print(
                f"| {pages} | {told['readings']} | {told['plan_s']:.1f} | {told['publish_s']:.1f} |"
                f" {made.peak_mb:.0f} | {night.cpu_s:.1f} | {night.peak_mb:.0f} |",
                flush=True,
            )


def _publish(folder: Path, light: bool = False) -> dict[str, float]:
    """First a run with the stand-in reader, then what its publication alone took."""
    from pipeline.run import driver, publishing
    from pipeline.run.progress import Lines
    from pipeline.settings import Settings

    store = folder / "samples" / "work" / "pages"
    entries = [(path.name.removesuffix(".json.gz"), path.read_bytes()) for path in sorted(store.glob("??/*.json.gz"))]
    samples = [page for key, entry in entries for page in decode(key, entry) if isinstance(page, PageContent)]
    if light:
        samples = [replace(sample, values=()) for sample in samples]
        publishing.publish_results = _no_tables
    marks: list[tuple[str, float]] = []

    class Watch(Lines):
        def stage(self, words: str) -> None:
            marks.append((words, time.process_time()))

        def page_done(self, page: object, reasons: object) -> None:
            """Says nothing: there are too many."""

    options = driver.RunOptions(folder / "in", folder / "out", Settings())
    summary = driver.run(options, Watch(sys.stderr), Answers(samples))
    marks.append(("end", time.process_time()))
    spent = {name: after - begun for (name, begun), (_, after) in itertools.pairwise(marks)}
    print(spent, file=sys.stderr)
    reading = sum(seconds for name, seconds in spent.items() if name.startswith("Membaca"))
    plan = spent["Melihat kotak masuk / Looking at the inbox"]
    return {
        "readings": summary.rows.get("readings", 0),
        "plan_s": plan,
        "publish_s": sum(spent.values()) - plan - reading,
    }


def _no_tables(found: Results, id_key: bytes, recipe: str, accept_drop: bool, session: Session) -> Made:
    """A publication without tables."""
    workspace = session.workspace
    session.stage("tables", "Building no tables")
    folder = workspace.out / "runs" / session.run_id
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"published": "2026-01-01T00:00:00+00:00", "tables": {}}')
    workspace.current.symlink_to(folder)
    return Made({}, {}, {})


def _make_inbox(inbox: Path, pages: int) -> None:
    yesterday = time.time() - 86_400
    for first in range(0, pages, BOOK_PAGES):
        book = first // BOOK_PAGES
        folder = inbox / f"village-{book // VILLAGE_BOOKS:04d}" / f"book-{book:05d}"
        folder.mkdir(parents=True)
        code = VILLAGES[(book // VILLAGE_BOOKS) % len(VILLAGES)]
        (folder / "book.toml").write_text(f'village_code = "{code}"\nyear = 2016\n')
        for number in range(first, min(first + BOOK_PAGES, pages)):
            path = folder / f"{number:06d}.jpg"
            path.write_bytes(b"\xff\xd8\xff\xe0" + str(number).encode())
            os.utime(path, (yesterday, yesterday))


class _Ended:
    def __init__(self, said: str, cpu_s: float, peak_mb: float) -> None:
        self.said, self.cpu_s, self.peak_mb = said, cpu_s, peak_mb


def _cli(*arguments: str) -> _Ended:
    return _child(sys.executable, "cli.py", *arguments)


def _child(*command: str) -> _Ended:
    """Run a program; its output, its own processor time and peak memory (of it and its children, the largest one)."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 6):
        sys.exit(f"{command} ended with {process.returncode}")
    return _Ended(said, _seconds(used), used.ru_maxrss / 1024)


def _seconds(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
