"""What evidence adds to the same readings, and how well confidences are calibrated after it.

usage: python -m benchmarks.evidence READINGS     (made by python -m benchmarks.evidence_books)

Prints what the reader alone gives, what the checks of each page add, and what the checks between pages add; then the
reliability of the confidences after evidence, by kind. The hands are those that neither the reader was trained on nor
the calibration fitted on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.evidence_books import ReadBookPage, kept_pages
from benchmarks.evidence_scores import Scored, calibration_error, grouped, reliability, scored, shares
from pipeline.codes import load_codes
from pipeline.evidence.across import across
from pipeline.evidence.joint import Tie
from pipeline.evidence.judge import judge
from pipeline.evidence.sheet import Sheet
from pipeline.form import Form
from pipeline.formfile import load_forms
from pipeline.model import PageContent, PageResult
from pipeline.settings import Settings

Scores = Mapping[str, list[Scored]]


def main() -> int:
    """Print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings", type=Path)
    pages = kept_pages(parser.parse_args().readings)
    forms = load_forms()
    read = [page for page in pages if page.readings is not None]
    print(
        f"{len(pages)} pages of {len({page.book_id for page in pages})} books, {len(read)} read as what they are;"
        f" hands: {', '.join(sorted({page.writer for page in read}))}\n"
    )
    stages = measured(read, forms)
    print_added(stages)
    print_reliability(stages["and checks between pages"])
    return 0


def measured(pages: Sequence[ReadBookPage], forms: Sequence[Form]) -> Scores:
    """Every cell scored, by how much evidence was weighed."""
    codes, settings = load_codes(), Settings()
    truths = {(page.book_id, page.page_no): page.truth for page in pages}
    alone = judged(pages, forms, settings, lambda sheet: ())
    checked = judged(pages, forms, settings)
    joined = across(checked, {}, forms, codes, settings)
    return {
        "reader alone": scored(alone, truths, forms),
        "and checks of the page": scored(checked, truths, forms),
        "and checks between pages": scored(joined, truths, forms),
    }


def judged(
    pages: Sequence[ReadBookPage],
    forms: Sequence[Form],
    settings: Settings,
    checks: Callable[[Sheet], Sequence[Tie]] | None = None,
) -> list[PageResult]:
    """The pages with their readings weighed by `checks` (null: all of a page's own)."""
    by_key, codes = {(form.form, form.edition): form for form in forms}, load_codes()
    results = []
    for page in pages:
        form = by_key[page.form, page.edition]
        values = judge(form, page.readings or (), codes, page.page_map, settings, checks)
        content = PageContent(page.form, page.edition, 1.0, "", 0, 0.0, 0.0, values)
        source = f"{page.book_id}/{page.page_no:03d}.jpg"
        results.append(PageResult(page.book_id, source, page.page_no, source, content, None))
    return results


def print_added(stages: Scores) -> None:
    """Right, accepted and right of accepted by stage, over all written cells and by kind."""
    print("| cells | evidence | cells | right % | accepted % | right of accepted % |")
    print("|---|---|---|---|---|---|")
    names = sorted({cell.group for cell in stages["reader alone"]} - {"blank cells"})
    for group in ("written", *names, "blank cells"):
        for stage, cells in stages.items():
            chosen = [cell for cell in cells if _belongs(cell, group)]
            print(f"| {group} | {stage} | {len(chosen)} | " + " | ".join(shares(chosen)) + " |")
    print()


def _belongs(cell: Scored, group: str) -> bool:
    return cell.group != "blank cells" if group == "written" else cell.group == group


def print_reliability(cells: Sequence[Scored]) -> None:
    """Calibration error by kind, and the figures of the reliability diagram of all written cells."""
    written = [cell for cell in cells if cell.group != "blank cells"]
    print("| kind | cells | mean confidence % | right % | expected calibration error, points |")
    print("|---|---|---|---|---|")
    for group, part in {"written": written, **grouped(cells, lambda cell: cell.group)}.items():
        confidence = sum(cell.confidence for cell in part) / len(part)
        right = sum(cell.right for cell in part) / len(part)
        error = 100 * calibration_error(part)
        print(f"| {group} | {len(part)} | {100 * confidence:.1f} | {100 * right:.1f} | {error:.1f} |")
    print("\n| bin | cells | mean confidence % | right % |")
    print("|---|---|---|---|")
    for number, (count, confidence, right) in enumerate(reliability(written), start=1):
        print(f"| {number} | {count} | {100 * confidence:.2f} | {100 * right:.2f} |")


if __name__ == "__main__":
    sys.exit(main())
