"""Lines of a table are told though some were joined with lines beside it."""

import numpy as np
import pytest

from pipeline.layout.lines.rulings import Ruling
from pipeline.layout.lines.spanning import spanning, without_rules_above
from tests.layout.drawing import PX_PER_MM

STEP = 30.0


def ruling(y: float, start: float, end: float) -> Ruling:
    along = np.arange(start + STEP / 2, end, STEP)
    return Ruling(along, np.full(len(along), y), STEP, 3.0)


@pytest.mark.parametrize("joined", [0, 1, 3])
@pytest.mark.parametrize("right", [False, True])
def test_lines_joined_with_those_of_ruled_paper_beside_the_sheet_hide_no_others(joined: int, right: bool) -> None:
    """Three or four of a notebook's lay in line with rows: they alone seemed to span the table, which was refused."""
    starts = [100.0 if at < joined and not right else 600.0 for at in range(9)]
    ends = [2900.0 if at < joined and right else 2400.0 for at in range(9)]
    lines = tuple(ruling(300.0 + 60 * at, *ends_of) for at, ends_of in enumerate(zip(starts, ends, strict=True)))
    words = tuple(ruling(200.0 + 9 * at, 900, 1100) for at in range(9))
    assert spanning((*words, *lines), PX_PER_MM) == lines


def test_lines_of_which_many_are_broken_at_the_beginning_are_still_the_tables() -> None:
    lines = tuple(ruling(300.0 + 60 * at, 100 if at % 2 else 100 + 50 * at, 2400) for at in range(9))
    assert spanning(lines, PX_PER_MM) == tuple(line for line in lines if line.start < 100 + 0.12 * 2300)


@pytest.mark.parametrize(
    ("first", "rules"),
    [((500.0, 500.0), 1), ((300.0, 500.0), 0), ((300.0, 300.0), 0), ((500.0, 300.0), 0)],
    ids=("no bar leads up to it", "one side does", "all do", "the inner bars do"),
)
def test_a_rule_below_the_title_is_no_line_of_the_table(first: tuple[float, float], rules: int) -> None:
    """It made one heading of all above the table: no label of the head was seen, and pages were refused."""
    side, inner = first
    lines = tuple(ruling(y, 100, 2400) for y in (300.0, 500, 570, 640, 710, 780))
    starts = (side, inner, inner, inner, 500.0)
    bars = tuple(ruling(100.0 + 575 * at, start, 780) for at, start in enumerate(starts))
    assert without_rules_above(lines, bars) == lines[rules:]


def test_a_frame_of_the_head_above_the_table_is_none_of_its_rows() -> None:
    lines = tuple(ruling(y, 100, 2400) for y in (200.0, 420, 500, 600, 660, 720, 780))
    sides = tuple(ruling(100.0 + 575 * at, 500, 780) for at in range(1, 4))
    outer = [np.concatenate([np.arange(200 + STEP / 2, 420, STEP), np.arange(500 + STEP / 2, 780, STEP)])] * 2
    left, right = (
        Ruling(along, np.full(len(along), x), STEP, 3.0) for along, x in zip(outer, (100.0, 2400.0), strict=True)
    )
    assert without_rules_above(lines, (left, *sides, right)) == lines[2:]


@pytest.mark.parametrize("right", [200.0, 420.0], ids=("as wide", "half as wide"))
@pytest.mark.parametrize(("heading", "inner", "kept"), [(180.0, 420.0, 1), (60.0, 420.0, 0), (180.0, 200.0, 0)])
def test_a_frame_of_the_head_that_stands_on_the_table_is_no_heading(
    heading: float, inner: float, kept: int, right: float
) -> None:
    """The sides of both ran through: the fields of the head were taken for a heading above a heading, and no label of
    theirs was seen. What is no taller than a row may be one, below a heading without bars."""
    rows = [420 + heading + 60 * at for at in range(5)]
    lines = tuple(ruling(y, 100, 2400) for y in (200.0, 420.0, *rows))
    bars = tuple(
        Ruling(along, np.full(len(along), x), STEP, 3.0)
        for x, start in ((100.0, 200.0), (700.0, inner), (1300.0, inner), (1900.0, inner), (2400.0, right))
        for along in [np.arange(start + STEP / 2, rows[-1], STEP)]
    )
    assert without_rules_above(lines, bars) == lines[kept:]


@pytest.mark.parametrize("above", [2, 5, 9])
def test_lines_to_write_on_above_the_table_are_none_of_it_however_many(above: int) -> None:
    """Of four as long as half the table the last was its first: most labels of the head stood in its heading."""
    lines = tuple(ruling(500.0 - 60 * (above - at), 1000, 2100) for at in range(above))
    lines += tuple(ruling(y, 100, 2400) for y in (500.0, 620, 690, 760, 830, 900))
    bars = tuple(ruling(100.0 + 575 * at, 500, 900) for at in range(5))
    assert without_rules_above(lines, bars) == lines[above:]


def test_a_row_whose_bars_are_hidden_does_not_end_what_is_above_a_table() -> None:
    lines = tuple(ruling(300.0 + 60 * at, 100, 2400) for at in range(12))
    parts = np.concatenate([np.arange(300 + STEP / 2, 540, STEP), np.arange(600 + STEP / 2, 960, STEP)])
    bars = tuple(Ruling(parts, np.full(len(parts), 100.0 + 575 * at), STEP, 3.0) for at in range(5))
    assert without_rules_above(lines, bars) == lines
