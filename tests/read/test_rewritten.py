"""Numbers with a digit written over another go to a person; of a table those with a broader stroke are asked about."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Crop, Part, State
from pipeline.read.ink import Ink, find_ink
from pipeline.read.raw import Raw
from pipeline.read.rewritten import is_number, rewritten

FONT = cv2.FONT_HERSHEY_SIMPLEX


def number(text: str, over: str = "", at: int = 0, part: Part = Part.ITEMS, kind: Kind = Kind.COUNT) -> Crop:
    """A number; over: a digit written over the one at `at`, with more pressure."""
    grey = np.full((110, 60 + 34 * len(text)), 240, np.uint8)
    for place, digit in enumerate(text):
        cv2.putText(grey, digit, (26 + 34 * place, 76), FONT, 1.5, (70.0,), 3, cv2.LINE_AA)
    if over:
        cv2.putText(grey, over, (26 + 34 * at, 76), FONT, 1.5, (50.0,), 6, cv2.LINE_AA)
    box = Box(10, 10, grey.shape[1] - 10, 100)
    return Crop(Cell(part, 0, Field("field", kind), box), grey, Box(0, 0, grey.shape[1], 110))


@pytest.mark.parametrize(
    ("kind", "odds", "told"),
    [
        (Kind.YEAR, 4.0, True),
        (Kind.YEAR, 2.5, False),
        (Kind.COUNT, 4.0, True),
        (Kind.DATE, 5.0, False),
        (Kind.DIGITS, 6.5, True),
    ],
)
def test_the_network_says_which_go_to_a_person(kind: Kind, odds: float, told: bool) -> None:
    """Of a year's 2015 an 8 over the 5 was 2015, accepted. Longer strings have more to be mistaken for it."""
    crop = number("2015", "8", 3, kind=kind)
    assert rewritten({7: (crop, find_ink(crop, 0.0))}, lambda ink: odds) == ({7} if told else set())


@pytest.mark.parametrize(("over", "told"), [("1", {4}), ("", set())])
def test_with_a_broader_stroke_less_tells(over: str, told: set[int]) -> None:
    """A 1 over a 4 looks like a 4 with a broad stem."""
    crops = [*(number(text) for text in ("3", "5", "1", "8")), number("4", over)]
    assert rewritten({at: (crop, find_ink(crop, 0.0)) for at, crop in enumerate(crops)}, lambda ink: 1.5) == told


def test_each_line_is_looked_at_for_itself() -> None:
    crop = number("35", kind=Kind.DATE_AGE)
    grey = np.vstack([crop.grey, crop.grey])
    two = Crop(Cell(Part.ITEMS, None, crop.cell.field, Box(10, 10, 118, 210)), grey, Box(0, 0, 128, 220))
    widths: list[float] = []

    def telling(ink: Ink) -> float:
        widths.append(ink.box().height)
        return -9.0

    assert rewritten({0: (two, find_ink(two, 0.0))}, telling) == set()
    assert len(widths) == 2 and max(widths) < 60


def test_counts_of_a_table_are_asked_where_a_stroke_is_broader() -> None:
    asked: list[Ink] = []

    def telling(ink: Ink) -> float:
        asked.append(ink)
        return 9.0

    plain = [number(text, part=Part.TABLE) for text in ("3", "5", "1", "8")]
    cells = {at: (crop, find_ink(crop, 0.0)) for at, crop in enumerate([*plain, number("4", "1", part=Part.TABLE)])}
    assert rewritten(cells, telling) == {4}
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("kind", "text", "share", "doubt", "asked"),
    [
        (Kind.COUNT, "3", 0.9, 0.0, True),
        (Kind.COUNT, "3", 0.9, 0.7, False),
        (Kind.COUNT, "3", 0.4, 0.0, False),
        (Kind.TICK_OR_COUNT, "tick", 0.9, 0.0, False),
        (Kind.NAME, "Mawar 3", 0.9, 0.0, False),
    ],
)
def test_only_numbers_that_may_be_accepted_are_asked(
    kind: Kind, text: str, share: float, doubt: float, asked: bool
) -> None:
    raw = Raw((Alternative(State.VALUE, text, share),), "", doubt=doubt)
    assert is_number(number("3", kind=kind), raw) is asked
    assert not is_number(number("3", kind=kind), Raw((), ""))
