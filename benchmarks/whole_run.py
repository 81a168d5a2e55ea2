"""Time, memory and accuracy of the whole run against a plain Tesseract text dump of the same pages, in one run.

usage: python -m benchmarks.whole_run [--folder FOLDER] [--pages N] [--seed N] [--keep OUT]

FOLDER holds pages and truth.jsonl (or scans/ and truth.jsonl, as ../shared/bench); without it pages are generated.
The peer is `tesseract PAGE stdout --psm 6 -l ind`, one thread, page after page; so is the run (`--workers 1`).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
PAGE_ENDINGS = {".jpg", ".jpeg", ".png"}


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--keep", type=Path, help="keep the published tables here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or _generate(Path(scratch) / "pages", options.pages, options.seed)
        inbox = folder / "scans" if (folder / "scans").is_dir() else folder
        out = options.keep or Path(scratch) / "out"
        pages = sorted(p for p in inbox.rglob("*") if p.suffix.lower() in PAGE_ENDINGS)
        run_s, peak_mb, summary = _run(inbox, out)
        dump_s = _dump(pages)
        print(f"pages {len(pages)}, read {summary['pages_read']}, refused {summary['pages_refused']}\n")
        print("| | seconds a page | ratio | peak MB of one process |")
        print("|---|---|---|---|")
        print(f"| `dasawisma run --workers 1` | {run_s / len(pages):.2f} | {run_s / dump_s:.2f} | {peak_mb:.0f} |")
        print(f"| `tesseract --psm 6 -l ind` | {dump_s / len(pages):.2f} | 1 | |\n")
        _accuracy(out, folder / "truth.jsonl")


def _generate(folder: Path, pages: int, seed: int) -> Path:
    command = [sys.executable, "-m", "samples.generator", str(folder), "--seed", str(seed), "--pages", str(pages)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


def _run(inbox: Path, out: Path) -> tuple[float, float, dict[str, int]]:
    start = time.perf_counter()
    command = [sys.executable, "cli.py", "run", str(inbox), "--out", str(out), "--workers", "1", "--json"]
    done = subprocess.run(command, env=ONE_THREAD, stdout=subprocess.PIPE, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 6):
        sys.exit(f"the run ended with {done.returncode}")
    # The largest single process among all that ended so far: the run itself, or a Tesseract child.
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return seconds, peak_mb, json.loads(done.stdout)


def _dump(pages: list[Path]) -> float:
    start = time.perf_counter()
    for page in pages:
        command = ["tesseract", str(page), "stdout", "--psm", "6", "-l", "ind"]
        subprocess.run(command, env=ONE_THREAD, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def _accuracy(out: Path, truth: Path) -> None:
    command = [sys.executable, "cli.py", "evaluate", str(out), str(truth), "--json"]
    scores = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    print("| | cells | found % | right % | accepted % | right of accepted % |")
    print("|---|---|---|---|---|---|")
    rows = [("written cells", scores["all_written"]), ("blank cells", scores["blank"])]
    rows += [(name, score) for part in ("groups", "levels", "forms") for name, score in scores[part].items()]
    for name, score in rows:
        figures = [score[key] for key in ("found", "right", "accepted", "right_of_accepted")]
        print(f"| {name} | {score['cells']} | " + " | ".join(_percent(figure) for figure in figures) + " |")
    print(
        f"\nnames: CER {_percent(scores['name_cer'])} %; calibration error "
        f"{_percent(scores['calibration_error'])} points; pages read as another form {scores['wrong_form_pages']}; "
        f"stray readings {scores['stray_readings']}"
    )


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


if __name__ == "__main__":
    main()
