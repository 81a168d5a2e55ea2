"""A stroke along a bar of the table is seen beside it; bars, writing across them and writing beside them are not."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.layout.doubts.on_rulings import OnRulings, on_rulings
from tests.layout.drawing import BARS, LINES, PX_PER_MM, lattice_of, ruled, word

LATTICE = lattice_of(ruled())


@pytest.mark.parametrize(("aside", "column"), [(3, 3), (-3, 2), (4, 3)])
@pytest.mark.parametrize("blurred", [False, True])
def test_a_stroke_on_a_bar_is_seen_in_the_cell_it_reaches_into(aside: int, column: int, blurred: bool) -> None:
    sheet = ruled()
    cv2.line(sheet, (BARS[3] + aside, LINES[3] + 20), (BARS[3] + aside, LINES[3] + 65), 60, 4, cv2.LINE_AA)
    sheet = cv2.GaussianBlur(sheet, (0, 0), 1.0).astype(np.uint8) if blurred else sheet
    found = on_rulings(sheet, LATTICE, PX_PER_MM)
    assert found.begun | found.ended == {(3, column)}
    assert bool(found.begun) == (aside > 0)


def test_bars_alone_are_not() -> None:
    assert on_rulings(ruled(), LATTICE, PX_PER_MM) == OnRulings()


@pytest.mark.parametrize(
    ("start", "end"),
    [((880, 760), (930, 810)), ((906, 745), (925, 815)), ((920, 750), (920, 810)), ((902, 742), (902, 828))],
    ids=["across", "leaning away", "beside", "all along, as printed"],
)
def test_other_strokes_are_not(start: tuple[int, int], end: tuple[int, int]) -> None:
    sheet = ruled()
    cv2.line(sheet, start, end, 60, 4, cv2.LINE_AA)
    found = on_rulings(sheet, LATTICE, PX_PER_MM)
    assert not found.begun | found.ended


def test_a_digit_that_stands_on_a_bar_is_doubted_in_a_column_of_numbers() -> None:
    """The 1 of 241, and the stem of a 4 whose other strokes go on beside it: 24 and 18 were read, accepted."""
    sheet = ruled()
    x, y = BARS[3] - 4, LINES[3] + 20
    cv2.line(sheet, (x, y), (x, y + 45), 60, 4, cv2.LINE_AA)
    cv2.line(sheet, (x - 25, y + 30), (x, y + 30), 60, 4, cv2.LINE_AA)
    cv2.line(sheet, (x - 25, y + 30), (x - 8, y), 60, 4, cv2.LINE_AA)
    found = on_rulings(sheet, LATTICE, PX_PER_MM)
    place = (3, 2)
    assert found.doubts(place, Field("families", Kind.COUNT), sheet, LATTICE.cell(*place))
    assert not found.doubts((3, 3), Field("families", Kind.COUNT), sheet, LATTICE.cell(3, 3))


@pytest.mark.parametrize(
    ("kind", "side", "letters", "doubted"),
    [
        (Kind.CODE, "begun", 5, False),
        (Kind.CODE, "begun", 2, True),
        (Kind.CODE, "ended", 4, True),
        (Kind.CODE, "ended", 7, False),
        (Kind.NAME, "begun", 5, True),
        (Kind.COUNT, "begun", 5, True),
    ],
)
def test_a_word_of_a_list_is_known_though_it_begins_or_ends_on_a_bar(
    kind: Kind, side: str, letters: int, doubted: bool
) -> None:
    """The M of ISLAM in every row of a page."""
    sheet = ruled()
    sheet[:] = 255
    word(sheet, BARS[6] + 12, (LINES[3] + LINES[4]) // 2, letters)
    place = (3, 6)
    found = OnRulings(**{side: frozenset({place})})
    assert found.doubts(place, Field("religion", kind), sheet, LATTICE.cell(*place)) is doubted
    assert not OnRulings().doubts(place, Field("religion", kind), sheet, LATTICE.cell(*place))
