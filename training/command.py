"""The command line of what fits a small network to drawn pictures and scores it."""

from __future__ import annotations

import argparse
from pathlib import Path


def fit_parser(
    text: str | None, *, drawn: str, number: int, epochs: int, scored: int, out: Path
) -> argparse.ArgumentParser:
    """A parser of --DRAWN (as `drawn`), --epochs, --out, --packaged and --score-DRAWN.

    text: what the command says of itself, as it is written. drawn: what is drawn, in the plural (cells, pages). number,
    epochs, scored, out: what they are where nothing else is said: how many are drawn and how often they are seen, how
    many are scored, and the file written.
    """
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(f"--{drawn}", type=int, default=number)
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--out", type=Path, default=out)
    parser.add_argument("--packaged", action="store_true", help="fit nothing, score what ships")
    parser.add_argument(f"--score-{drawn}", type=int, default=scored)
    return parser
