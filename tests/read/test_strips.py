"""Lines of a cell's writing, in the order in which they are read."""

import pytest

from pipeline.geometry import Box
from pipeline.read.ink import Part
from pipeline.read.strips import as_read


def line(left: float, top: float, right: float) -> tuple[Part, ...]:
    return (Part(Box(left, top, right, top + 20), 100, 1),)


UPPER, LOWER = line(100, 0, 180), line(10, 24, 90)


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ((UPPER, LOWER), (LOWER, UPPER)),  # `Endang Purnomo` climbed, and was Purnomo Endang, accepted.
        ((line(60, 0, 180), LOWER), (line(60, 0, 180), LOWER)),
        ((line(10, 0, 90), line(100, 24, 180)), (line(10, 0, 90), line(100, 24, 180))),
        ((line(200, 0, 280), UPPER, LOWER), (LOWER, UPPER, line(200, 0, 280))),
        ((UPPER,), (UPPER,)),
        ((), ()),
    ],
)
def test_words_that_climb_are_read_from_left_to_right(
    lines: tuple[tuple[Part, ...], ...], read: tuple[tuple[Part, ...], ...]
) -> None:
    assert as_read(lines) == read
