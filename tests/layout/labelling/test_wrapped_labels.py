"""Labels of several lines in a printing without colons are whole, and take no line of another item."""

from __future__ import annotations

import pytest

from pipeline.geometry import Box
from pipeline.layout.labelling.labels import Label
from pipeline.layout.labelling.wrapped_labels import with_wrapped
from tests.layout.drawing import PX_PER_MM


def at(middle: float, left: float = 130) -> Box:
    return Box(left, middle - 15, left + 200, middle + 15)


def label(middle: float, colon: bool = False) -> Label:
    return Label((at(middle),), 600, middle, 30, colon)


@pytest.mark.parametrize("others", [[264], [336], [264, 336], [336, 372]])
def test_lines_set_close_to_a_label_are_its_own(others: list[float]) -> None:
    far = [at(300 + 130), at(264, 300), at(500)]
    found, left = with_wrapped([label(300)], [*map(at, others), *far], (), PX_PER_MM)
    assert [one.pieces for one in found] == [tuple(sorted((at(300), *map(at, others)), key=lambda box: box.top))]
    assert left == [piece for piece in far if piece not in found[0].pieces]
    assert (found[0].y, found[0].value_left) == (300, 600)


def test_a_label_with_a_colon_is_whole_already() -> None:
    assert with_wrapped([label(300, colon=True)], [at(336)], (), PX_PER_MM) == ([label(300, colon=True)], [at(336)])


def test_a_line_beside_the_number_of_another_item_is_not() -> None:
    numbers = [Box(60, y - 12, 85, y + 12) for y in (300, 340)]
    found, left = with_wrapped([label(300)], [at(340)], numbers, PX_PER_MM)
    assert (found, left) == ([label(300)], [at(340)])
