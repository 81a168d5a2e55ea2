"""Numbers and marks that are corrected in their place go to a person; what a hand writes so anyhow does not."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Crop, Part, State
from pipeline.read.ink import Ink, find_ink
from pipeline.read.number_net import load_corrected_counts, load_corrected_strings
from pipeline.read.raw import Raw
from pipeline.read.rewritten import number_read, rewritten

FONT = cv2.FONT_HERSHEY_SIMPLEX
Read = tuple[Crop, Ink, Raw]


def number(text: str, over: str = "", at: int = 0, part: Part = Part.TABLE, kind: Kind = Kind.COUNT) -> Read:
    """A number as it was read; over: a digit written over the one at `at`, with more pressure."""
    grey = np.full((110, 60 + 34 * len(text)), 240, np.uint8)
    for place, digit in enumerate(text):
        cv2.putText(grey, digit, (26 + 34 * place, 76), FONT, 1.5, (70.0,), 3, cv2.LINE_AA)
    if over:
        cv2.putText(grey, over, (26 + 34 * at, 76), FONT, 1.5, (50.0,), 6, cv2.LINE_AA)
    return read(grey, text, part, kind)


def read(grey: np.ndarray, text: str, part: Part = Part.TABLE, kind: Kind = Kind.COUNT) -> Read:
    box = Box(10, 10, grey.shape[1] - 10, grey.shape[0] - 10)
    crop = Crop(Cell(part, 0, Field("field", kind), box), grey, Box(0, 0, grey.shape[1], grey.shape[0]))
    return crop, find_ink(crop, 0.0), Raw((Alternative(State.VALUE, text, 0.9),), "")


def tick(over: str = "") -> Read:
    grey = np.full((110, 110), 240, np.uint8)
    cv2.polylines(grey, [np.array([(30, 60), (48, 82), (84, 24)], np.int32)], False, (70.0,), 4, cv2.LINE_AA)
    if over:
        cv2.putText(grey, over, (40, 74), FONT, 1.5, (50.0,), 4, cv2.LINE_AA)
    return read(grey, "tick", kind=Kind.TICK_OR_COUNT)


def unlikely(ink: Ink) -> float:
    return -9.0


def told(cells: list[Read], odds: float) -> frozenset[int]:
    return rewritten(dict(enumerate(cells)), lambda ink: odds, lambda ink: odds).surely


@pytest.mark.parametrize(
    ("text", "kind", "odds", "is_told"),
    [
        ("2015", Kind.YEAR, 4.0, True),
        ("2015", Kind.YEAR, 2.5, False),
        ("2", Kind.COUNT, 3.5, True),
        ("02.", Kind.COUNT, 3.5, True),
        ("23", Kind.COUNT, 3.5, False),
        ("23", Kind.COUNT, 5.0, True),
        ("tick", Kind.TICK_OR_COUNT, 3.5, True),
        ("12051987", Kind.DATE, 5.0, False),
        ("12051987", Kind.DIGITS, 6.5, True),
        ("2 Mei 1987", Kind.DATE, 6.5, False),
        ("45 th", Kind.DATE_AGE, 6.5, False),
        ("2 Mei 1987", Kind.DATE, 9.0, True),
    ],
)
def test_the_networks_say_which_go_to_a_person(text: str, kind: Kind, odds: float, is_told: bool) -> None:
    """Of a year's 2015 an 8 over the 5 was 2015, accepted. Longer strings have more to be mistaken for it."""
    cell = tick() if text == "tick" else number(text, kind=kind, part=Part.ITEMS)
    assert told([cell], odds) == ({0} if is_told else set())


@pytest.mark.parametrize(("text", "is_told"), [("1205171987", {0}), ("1205/1987", set()), ("120511987", {0})])
def test_a_piece_that_rises_tells_unless_it_is_a_slash_or_a_letter(text: str, is_told: set[int]) -> None:
    """`30-7-1957/65` of a plain date went to a person for its tall slash."""
    grey = number("1205 1987")[0].grey
    cv2.line(grey, (170, 78), (182, 22), (70.0,), 3, cv2.LINE_AA)
    assert told([read(grey, text, kind=Kind.DATE_AGE)], 0.5) == is_told


@pytest.mark.parametrize(("over", "is_told"), [("1", {4}), ("", set())])
def test_with_a_broader_stroke_less_tells(over: str, is_told: set[int]) -> None:
    """A 1 over a 4 looks like a 4 with a broad stem."""
    assert told([*(number(text) for text in ("3", "5", "1", "8")), number("4", over)], 1.5) == is_told


@pytest.mark.parametrize(("noughts", "is_told"), [(4, set()), (3, {0, 1, 2})])
def test_what_a_hand_writes_so_every_time_is_its_habit(noughts: int, is_told: set[int]) -> None:
    """Noughts whose ends curl into them went to a person, 20 of a page."""
    cells = [*(number("0") for _ in range(noughts)), *(number("3") for _ in range(6))]
    seem = {cell[1] for cell in cells[:noughts]}
    of_counts = lambda ink: 4.0 if ink in seem else -4.0  # noqa: E731
    assert rewritten(dict(enumerate(cells)), of_counts, unlikely).surely == is_told


@pytest.mark.parametrize(("over", "is_told"), [("5", {4}), ("", set())])
def test_counts_with_a_broad_stroke_ask_the_network_of_strings_too(over: str, is_told: set[int]) -> None:
    cells = [*(number(text) for text in ("3", "5", "1", "8")), number("47", over, 1)]
    assert rewritten(dict(enumerate(cells)), unlikely, lambda ink: 1.5).surely == is_told


@pytest.mark.parametrize(("part", "is_told"), [(Part.HEAD, {0}), (Part.TABLE, set())])
def test_outside_tables_every_count_asks_the_network_of_strings(part: Part, is_told: set[int]) -> None:
    cells = dict(enumerate([number("47", part=part), *(number(text) for text in ("3", "5", "1", "8"))]))
    assert rewritten(cells, unlikely, lambda ink: 4.0).surely == is_told


def test_counts_and_strings_ask_their_own_networks() -> None:
    cells = dict(enumerate([number("4"), number("2015", kind=Kind.YEAR), number("12051987", kind=Kind.DIGITS)]))
    assert rewritten(cells, lambda ink: 9.0, unlikely).surely == {0}
    assert rewritten(cells, unlikely, lambda ink: 9.0).surely == {1, 2}


def test_each_line_is_looked_at_for_itself() -> None:
    crop, _, _ = number("35", kind=Kind.DATE_AGE)
    widths: list[float] = []

    def telling(ink: Ink) -> float:
        widths.append(ink.box().height)
        return -9.0

    two = read(np.vstack([crop.grey, crop.grey]), "35", kind=Kind.DATE_AGE)
    assert rewritten({0: two}, unlikely, telling).surely == frozenset()
    assert len(widths) == 2 and max(widths) < 60


@pytest.mark.parametrize(
    ("cell", "is_told"),
    [(tick(), False), (tick("3"), True), (tick("5"), True), (number("7"), False), (number("7", "8"), True)],
)
def test_what_ships_tells_a_digit_over_a_tick(cell: Read, is_told: bool) -> None:
    """A 2 over a tick was the tick, accepted."""
    plain = [number(text) for text in ("3", "5", "1", "8")]
    ships = load_corrected_counts().log_odds, load_corrected_strings().log_odds
    assert (4 in rewritten(dict(enumerate([*plain, cell])), *ships).surely) is is_told


@pytest.mark.parametrize(
    ("kind", "text", "share", "doubt", "asked"),
    [
        (Kind.COUNT, "3", 0.9, 0.0, True),
        (Kind.COUNT, "3", 0.9, 0.7, False),
        (Kind.COUNT, "3", 0.4, 0.0, False),
        (Kind.TICK_OR_COUNT, "tick", 0.9, 0.0, True),
        (Kind.MARK, "cross", 0.9, 0.0, True),
        (Kind.MARK_TEXT, "UP2K", 0.9, 0.0, False),
        (Kind.NAME, "Mawar 3", 0.9, 0.0, False),
    ],
)
def test_only_what_may_be_accepted_is_asked(kind: Kind, text: str, share: float, doubt: float, asked: bool) -> None:
    crop, _, _ = number("3", kind=kind)
    raw = Raw((Alternative(State.VALUE, text, share),), "", doubt=doubt)
    assert number_read(crop, raw) == (text if asked else "")
    assert number_read(crop, Raw((), "")) == ""


def test_what_may_be_corrected_is_told_apart() -> None:
    """It counts where its column does not add up (evidence); strings have no columns."""
    cells = dict(enumerate([number("4"), number("23"), number("7"), number("2015", kind=Kind.YEAR)]))
    odds = {id(cells[0][1]): 0.5, id(cells[1][1]): 4.0, id(cells[2][1]): 3.5}
    found = rewritten(cells, lambda ink: odds[id(ink)], lambda ink: 1.5)
    assert (found.surely, found.perhaps) == ({2}, {0, 1})
