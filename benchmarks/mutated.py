"""A run over files of strangers: each is read or refused with a reason, and the good pages beside them stay the same.

usage: python -m benchmarks.mutated [--files N] [--seed N] [--workers N] [--limit S] [--scratch FOLDER]

In the inbox lie one good book and, as another, bombs and mutants of another page, N in all (benchmarks/mutations.py),
as every kind of file that benchmarks/page_files.py makes. The run is the whole program; what is printed is, for each
way to make a mutant, how many were read and refused for which reason, and the longest time that one took. Exit code 1
if the run ended otherwise than with 0 or 6, a page is without a reason, something is left in the temporary folder, or
the good book's rows are other ones than alone.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from benchmarks.mutations import bombs, mutants
from benchmarks.page_files import page_files
from pipeline.publish.current_link import current_run
from pipeline.publish.read_back import load_table
from pipeline.refusals import REASONS
from schemas import TABLES

BOOK = Path("samples/books/pacul-cempaka-2022")
GOOD_PAGES = 2
VILLAGE = "35.22.15.2002"
OTHER_VILLAGE = 'village_code = "35.22.13.2001"\n'


def main() -> None:
    """Print the table as Markdown, then what was not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=int, default=60, help="page_limit_s of the run")
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
        scratch = Path(folder)
        made = _make_inbox(scratch / "in", options.files, options.seed)
        _run(scratch / "in", scratch / "mixed", options)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        shutil.rmtree(scratch / "in" / "mutants")
        _run(scratch / "in", scratch / "alone", options)
        found = [*_table(scratch / "mixed", made), *_good_pages(scratch)]
        print(f"\nprocessor time {used.ru_utime + used.ru_stime:.0f} s, largest process {used.ru_maxrss / 1024:.0f} MB")
    for line in found:
        print(line)
    print(f"{len(made)} files, {len(found)} findings")
    sys.exit(1 if found else 0)


def _make_inbox(inbox: Path, count: int, seed: int) -> dict[str, str]:
    """Write both books; how each mutant was made, by its name."""
    (inbox / "good").mkdir(parents=True)
    pages = sorted(BOOK.glob("*.jpg"))
    for path in (BOOK / "book.toml", *pages[:GOOD_PAGES]):
        shutil.copy2(path, inbox / "good")
    (inbox / "mutants").mkdir()
    (inbox / "mutants" / "book.toml").write_text(OTHER_VILLAGE)
    made: dict[str, str] = {}
    yesterday = time.time() - 86_400
    good = page_files(pages[GOOD_PAGES])
    files = itertools.islice(itertools.chain(bombs(good), mutants(good, count, seed)), count)
    for number, (how, kind, content) in enumerate(files):
        path = inbox / "mutants" / f"{number:04d}.{kind}"
        path.write_bytes(content)
        os.utime(path, (yesterday, yesterday))
        made[path.name] = f"{how} ({kind})"
    return made


def _run(inbox: Path, out: Path, options: argparse.Namespace) -> None:
    (out.parent / "tmp").mkdir(exist_ok=True)
    (out.parent / "id.key").write_bytes(b"one key for both runs of this benchmark")
    command = [sys.executable, "cli.py", "run", str(inbox), "--out", str(out), "--workers", str(options.workers)]
    command += ["--id-key", str(out.parent / "id.key")]
    environment = {**os.environ, "DASAWISMA_PAGE_LIMIT_S": str(options.limit), "TMPDIR": str(out.parent / "tmp")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 6):
        sys.exit(f"the run ended with {done.returncode}: {done.stderr[-2000:]}")


def _table(out: Path, made: dict[str, str]) -> list[str]:
    """Print what became of the mutants; what is not as it must be."""
    folder = current_run(out)
    assert folder is not None
    pages = load_table(folder, "pages")
    mutated = pages[pages["source"].str.startswith("mutants/")]
    became: dict[str, Counter[str]] = {}
    for source, status, reason in mutated[["source", "status", "reason"]].to_numpy():
        name = "read" if status == "read" else str(reason)
        became.setdefault(made[source.partition("/")[2]], Counter())[name] += 1
    seconds: Counter[str] = Counter()
    for log in (out / "work" / "log").glob("*.jsonl"):
        for event in map(json.loads, log.read_text().splitlines()):
            name = str(event.get("source", "")).partition("/")[2]
            if name in made:
                seconds[made[name]] = max(seconds[made[name]], round(sum(event["seconds"].values()), 1))  # type: ignore[assignment]
    print("| made by | pages read or refused | longest s |")
    print("|---|---|---|")
    for how, counts in sorted(became.items()):
        print(f"| {how} | {', '.join(f'{name} {count}' for name, count in counts.most_common())} | {seconds[how]} |")
    lost = set(made) - {source.partition("/")[2] for source in mutated["source"]}
    refused = mutated[mutated["status"] == "refused"]
    found = [f"lost: {name} ({made[name]})" for name in sorted(lost)]
    found += [f"no known reason: {source}" for source in refused[~refused["reason"].isin(REASONS)]["source"]]
    return found


def _good_pages(scratch: Path) -> list[str]:
    """Tables in which rows of the good book are other ones than without the mutants; and what was left behind."""
    found = [f"left in the temporary folder: {path.name}" for path in (scratch / "tmp").rglob("*")]
    for name in TABLES:
        if name != "data_dictionary":
            mixed, alone = (_of_good_book(scratch / out, name) for out in ("mixed", "alone"))
            if not mixed.equals(alone):
                found.append(f"{name}: the good book's rows changed")
    return found


def _of_good_book(out: Path, name: str) -> pd.DataFrame:
    folder = current_run(out)
    assert folder is not None
    table = load_table(folder, name)
    own = table["village_code"] == VILLAGE if "village_code" in table else table["book_id"] == "good"
    return table[own.fillna(False)].reset_index(drop=True)


if __name__ == "__main__":
    main()
