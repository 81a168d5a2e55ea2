"""Count how often a line down a column was understood: python -m training.line_shares [--pages 400] [--writing FOLDER].

Pages of training/column_lines.py in the hands of the calibration, through scan and layout. A line is right if all its
cells say what its writer meant: cells of one line are no several witnesses. Every third page is held out: it is
counted apart and only printed. Writes schemas/calibration/column_lines.toml. How often lines mean something else than
the same again is a guess of training/column_lines.py, and these shares are as good as that.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.evidence_books import truth_place
from pipeline.formfile import load_forms
from pipeline.layout.find import find_layout
from pipeline.model import Line, PageFault
from pipeline.read.column_lines import PACKAGED_LINES, counted_share
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import LEVELS
from samples.generator.fill import DITTO_FIELDS
from samples.generator.make import draw_writer
from training.calibration_cells import is_held_out
from training.column_lines import lined_page
from training.font_files import Use, all_fonts

FIRST_SEED = 910_000
Seen = tuple[Line, bool]
"""What a line seems to say, and whether that is right."""


def lines_seen(writing: Path, first: int, pages: int) -> Iterator[tuple[int, list[Seen]]]:
    """Number of each page that was found again as the form it is, and the lines found on it."""
    forms, settings, reader = load_forms(), Settings(), print_reader()
    tabled = [form for form in forms if any(column.field.name in DITTO_FIELDS for column in form.columns)]
    fonts = all_fonts(writing, {Use.CALIBRATE})
    for number in range(pages):
        seed, form = first + number, tabled[number % len(tabled)]
        level = LEVELS[number // len(tabled) % len(LEVELS)]
        made = lined_page(form, seed, draw_writer(seed, fonts), level)
        page = straighten(View(made.image), settings)
        found = page if isinstance(page, PageFault) else find_layout(page, forms, reader)
        if isinstance(found, PageFault) or (found.layout.form, found.layout.edition) != (form.form, form.edition):
            continue
        cells: Any = made.truth["cells"]
        states = {truth_place(cell): cell["state"] for cell in cells}
        told: dict[tuple[Line, str], list[bool]] = defaultdict(list)
        for cell in found.layout.cells:
            place = (str(cell.part), cell.row, cell.field.name)
            if cell.line is not None and place in states:
                meant = "blank" if cell.line is Line.EMPTY else "ditto"
                told[cell.line, cell.field.name].append(states[place] == meant)
        yield number, [(line, all(right)) for (line, _), right in told.items()]


def main() -> int:
    """Count, print how those held out score, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--first", type=int, default=FIRST_SEED)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--out", type=Path, default=PACKAGED_LINES)
    chosen = parser.parse_args()
    counted: dict[tuple[Line, bool], list[bool]] = defaultdict(list)
    for number, seen in lines_seen(chosen.writing, chosen.first, chosen.pages):
        for line, right in seen:
            counted[line, is_held_out(number)].append(right)
    lines = [f'# Made by "python -m training.line_shares" on {time.strftime("%Y-%m-%d")}; do not edit by hand.', ""]
    for line in Line:
        fit, test = (counted[line, held_out] for held_out in (False, True))
        lines += [f"[{line}]", f"lines = {len(fit)}", f"right = {sum(fit)}"]
        lines += [f"held_out_lines = {len(test)}", f"held_out_right = {sum(test)}", ""]
        print(f"{line:9} believed {counted_share(len(fit), sum(fit)):.4f}, held out {sum(test)} of {len(test)} right")
    chosen.out.write_text("\n".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
