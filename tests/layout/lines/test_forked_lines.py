"""What parts from a ruling is a pen's line; the other line of a double ruling runs beside it all along."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.layout.lines.forked_lines import without_forks
from pipeline.layout.lines.net import DOUBLE_LINES_MM
from pipeline.layout.lines.rulings import Ruling
from tests.layout.drawing import PX_PER_MM

STEP = 30.0


def traced(*corners: tuple[float, float]) -> Ruling:
    """A line through the corners, x and y."""
    along = np.arange(corners[0][0] + STEP / 2, corners[-1][0], STEP)
    return Ruling(along, np.interp(along, *np.array(corners).T), STEP, 5.0)


ABOVE, LINE = traced((200, 400), (2000, 400)), traced((200, 600), (2000, 600))


def doubles(line: Ruling) -> list[Ruling]:
    return without_forks([line], (ABOVE, LINE), PX_PER_MM, DOUBLE_LINES_MM)


@pytest.mark.parametrize(
    "line",
    [
        traced((200, 600), (2000, 600)),
        traced((200, 612), (2000, 616)),
        traced((200, 600), (900, 600), (930, 620), (2000, 620)),
        traced((200, 600), (1920, 600), (2000, 640)),
        traced((200, 631), (2000, 631)),
    ],
    ids=["the ruling", "beside it", "now the one, now the other", "a stroke at its end", "as far as may be"],
)
def test_what_runs_beside_a_ruling_is_its_other_line(line: Ruling) -> None:
    assert doubles(line) == [line]


def test_a_line_that_parts_from_its_ruling_ends_where_it_leaves_it() -> None:
    """A line through two rows was taken off with the ruling that it crossed: 18 cancelled counts were accepted."""
    (left,) = doubles(traced((200, 600), (1000, 600), (2000, 660)))
    assert left.start == 200 and 1000 <= left.end < 1150
    assert np.abs(left.across - 600).max() <= 5


def test_of_one_that_only_comes_near_nothing_is_left() -> None:
    assert doubles(traced((200, 610), (2000, 660))) == []
