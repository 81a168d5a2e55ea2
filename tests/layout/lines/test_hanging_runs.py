"""A line that crosses a ruling at a small angle is not traced as one with it."""

import numpy as np
import pytest

from pipeline.layout.lines import hanging_runs
from pipeline.layout.lines.net import joined
from pipeline.layout.lines.rulings import horizontal_rulings
from tests.layout.drawing import PX_PER_MM, bent, inked, line, paper, word


@pytest.mark.parametrize("falls", [-50, -25, 25, 40])
def test_a_ruling_and_a_line_that_crosses_it_are_two(falls: int) -> None:
    sheet = paper()
    line(sheet, (100, 700), (2300, 700))
    line(sheet, (120, 700 - falls), (2280, 700 + falls), 4)
    found = joined(horizontal_rulings(inked(sheet), PX_PER_MM), PX_PER_MM)
    slanting, ruling = sorted(found, key=lambda one: -abs(one.slope))
    x = np.linspace(150, 2250, 9)
    assert ruling.at(x) == pytest.approx(np.full(9, 700.5), abs=3.5)
    assert slanting.at(x) == pytest.approx(700 + falls * (x - 1200) / 1080, abs=4)
    assert ruling.length > 2100 < slanting.length


def test_a_line_over_two_rows_hangs_together_with_three_rulings() -> None:
    sheet = paper()
    for y in (600, 660, 720):
        line(sheet, (100, y), (2300, y))
    line(sheet, (100, 725), (2300, 595), 4)
    found = horizontal_rulings(inked(sheet), PX_PER_MM)
    level = [ruling.middle for ruling in found if abs(ruling.slope) < 0.003]
    assert level == pytest.approx([600.5, 660.5, 720.5], abs=2)


def test_letters_on_a_line_and_the_bend_of_paper_make_no_second_one() -> None:
    sheet = paper()
    line(sheet, (100, 500), (2300, 500), 4)
    for x in range(150, 1700, 210):
        word(sheet, x, 488)
    found = horizontal_rulings(inked(bent(sheet, 12.0)), PX_PER_MM)
    assert sum(ruling.length > 1500 for ruling in found) == 1


def test_the_grain_of_a_dark_picture_is_not_looked_through_for_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of its runs hang together: a blank sheet, nearly black on its photograph, took 27 s."""
    asked: list[int] = []
    most = hanging_runs._most
    monkeypatch.setattr(hanging_runs, "_most", lambda across, off: asked.append(len(across)) or most(across, off))
    strip = np.repeat(np.arange(40), 100)
    centre = np.random.default_rng(1).uniform(0, 1000, len(strip))
    rows = np.arange(len(strip))
    (kept,) = hanging_runs.lines_apart(rows, strip, centre, 4.0)
    assert kept is rows and not asked
