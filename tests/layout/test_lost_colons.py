"""Labels of a printing without colons and lines: print that begins below other print, wrapped lines put together."""

from __future__ import annotations

import pytest

from pipeline.geometry import Box
from pipeline.layout.lost_colons import with_lost_colons

MM = 12.0


def column(tops: list[int]) -> list[Box]:
    return [Box(200, top, 700, top + 30) for top in tops]


@pytest.mark.parametrize("pitch", [50, 80])
def test_lines_set_evenly_are_a_label_each_however_close(pitch: int) -> None:
    pieces = column([100 + pitch * line for line in range(7)])
    assert [label.pieces for label in with_lost_colons((), pieces, MM)] == [(piece,) for piece in pieces]


def test_a_line_closer_than_the_others_belongs_to_the_label_above() -> None:
    pieces = column([100, 180, 260, 298, 378, 458])
    found = with_lost_colons((), pieces, MM)
    assert [len(label.pieces) for label in found] == [1, 1, 2, 1, 1]
    assert found[2].pieces == (pieces[2], pieces[3])
