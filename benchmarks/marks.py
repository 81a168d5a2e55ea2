"""Marks, crossed-out writing and printed options alone, as benchmarks/reading.py draws them, in as many cells as asked.

usage: python -m benchmarks.marks --first NUMBER [--each N] [--writing ../shared/handwriting]

--first: from which number on cells are drawn; what was looked at once is no measure any more. --each: cells of each
sign, of crossed-out words and of corrected ones; twice as many fields with options. Prints rows as that does.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.reading import CODES, HEAD, marks
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
    print(HEAD)
    marks(chosen.first, chosen.each, fonts, engines)


if __name__ == "__main__":
    main()
