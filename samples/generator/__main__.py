"""Command line: python -m samples.generator OUT --seed 1 --books 3 --forms catatan-keluarga --level scan phone."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.formfile import load_forms
from samples.generator.damage import LEVELS
from samples.generator.hands import hand_fonts
from samples.generator.make import make_books


def main() -> None:
    """Writes books of JPEG pages and truth.jsonl to a folder."""
    parser = argparse.ArgumentParser(prog="python -m samples.generator", description=main.__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--books", type=int, default=1)
    parser.add_argument("--pages", type=int, default=1, help="pages of every form in a book")
    parser.add_argument("--forms", nargs="*", default=[], help="forms or editions to print; default: all")
    parser.add_argument("--level", nargs="*", choices=LEVELS, default=list(LEVELS), help="kinds of damage")
    parser.add_argument("--fonts", type=Path, help="folder of handwriting fonts (.ttf); default: samples/fonts/hands")
    said = parser.parse_args()
    forms = [
        form for form in load_forms()
        if not said.forms or {form.form, form.edition, form.key} & set(said.forms)
    ]  # fmt: skip
    if not forms:
        parser.error("no form is called so; see dasawisma forms list")
    fonts = hand_fonts(said.fonts) if said.fonts else None
    truths = make_books(said.out, said.seed, forms, said.books, said.level, fonts, said.pages)
    print(f"{len(truths)} pages of {said.books} books in {said.out}")


if __name__ == "__main__":
    main()
