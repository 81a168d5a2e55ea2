"""Pages with lines down columns: what their truth says is what layout makes of them."""

from collections import Counter
from typing import Any

from benchmarks.evidence_books import truth_place
from pipeline.formfile import load_forms
from pipeline.layout.find import find_layout
from pipeline.model import Doubt, Line, PageFault
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.make import draw_writer
from training.column_lines import ditto_runs, lined_page

MEANT = {Line.SAME: "ditto", Line.SAME_ONCE: "ditto", Line.EMPTY: "blank"}


def test_lines_are_drawn_and_found_again() -> None:
    form = next(form for form in load_forms() if form.key == "catatan-keluarga 4.15")
    found: Counter[tuple[Line, bool]] = Counter()
    for seed in (5, 6, 8):
        made = lined_page(form, seed, draw_writer(seed), "scan")
        page = straighten(View(made.image), Settings())
        assert not isinstance(page, PageFault)
        seen = find_layout(page, [form], print_reader())
        assert not isinstance(seen, PageFault)
        cells: Any = made.truth["cells"]
        states = {truth_place(cell): cell["state"] for cell in cells}
        for cell in seen.layout.cells:
            if cell.line is not None:
                found[cell.line, states[str(cell.part), cell.row, cell.field.name] == MEANT[cell.line]] += 1
                assert Doubt.OVERLAID not in cell.doubts
        assert all(run for _, run in ditto_runs(cells))
    assert found[Line.SAME, True] > 2
    assert found[Line.EMPTY, True] > 2
    assert not found[Line.SAME, False] + found[Line.EMPTY, False]
