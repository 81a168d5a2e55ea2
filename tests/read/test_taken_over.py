"""What is taken from the field above keeps its pixels and its place on the page."""

import numpy as np

from pipeline.read.hanging import hanging_corrections, raised_digit
from pipeline.read.taken_over import taken_over
from tests.read.test_hanging import NEW, OLD, head


def test_a_digit_from_the_room_above_stands_over_its_number() -> None:
    """The rt below read 4, as it was before its correction."""
    cells = head("Kanor", NEW, OLD)
    (found,) = hanging_corrections(cells)
    (above, written), (below, ink) = cells[found.above], cells[found.below]
    crop, own = taken_over(below, ink, above, written, found.parts)
    assert crop.box.bottom == below.box.bottom
    assert crop.grey.shape == own.labels.shape == own.dark.shape
    digit = raised_digit(own)
    assert digit is not None
    assert digit.area == found.parts[0].area
    on_page = digit.box.shifted(crop.box.left, crop.box.top)
    assert on_page == found.parts[0].box.shifted(above.box.left, above.box.top)
    assert np.count_nonzero(own.mask([digit])) == digit.area
    assert own.cell.shifted(crop.box.left, crop.box.top) == ink.cell.shifted(below.box.left, below.box.top)
