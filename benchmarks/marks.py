"""Marks, crossed-out writing and printed options alone, as benchmarks/reading.py draws them, in as many cells as asked.

usage: python -m benchmarks.marks --first NUMBER [--each N] [--writing ../shared/handwriting]

--first: from which number on cells are drawn; what was looked at once is no measure any more. --each: cells of each
sign, of crossed-out words and of corrected ones; twice as many fields with options. Prints rows as that does.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.mark_cells import SIGNS, draw_sign, draw_struck
from benchmarks.reading import CODES, WORDS, options, own_row
from pipeline.read.engine import build_engines
from training.hands import font_hands


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--each", type=int, default=600)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    chosen = parser.parse_args()
    engines, fonts = build_engines(CODES), font_hands(chosen.writing / "fonts", True)
    print("| | cells | right % (95 %) | CER % | at 99 % | at 99.7 % | ms | stock | Tesseract |")
    print("|---|---|---|---|---|---|---|---|---|")
    first = chosen.first - chosen.first % len(SIGNS)
    for at, sign in enumerate(SIGNS):
        own_row(f"sign: {sign}", [draw_sign(first + at + len(SIGNS) * i) for i in range(chosen.each)], engines)
    struck = [draw_struck(chosen.first + i, fonts, WORDS) for i in range(2 * chosen.each)]
    for name in ("struck", "corrected"):
        own_row(name, [cell for cell in struck if cell.group == name], engines)
    for boxed, name in ((False, "printed options"), (True, "check boxes")):
        options(name, boxed, range(chosen.first, chosen.first + 2 * chosen.each // 5), engines)


if __name__ == "__main__":
    main()
