"""Where nothing shows where to write, writing that no field claims sends the fields beside it to a person."""

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.places import Place
from pipeline.layout.fields.unclaimed import doubted_beside_unclaimed
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Cell, Option, Part
from tests.layout.drawing import PX_PER_MM

ROWS = (300.0, 400.0, 500.0)


def place(row: int, placed: bool) -> Place:
    y = ROWS[row]
    entry = Entry(Field(f"field{row}", Kind.COUNT), ("x",))
    return Place(entry, Label((Box(100, y - 15, 400, y + 15),), 700, y, 30, False, placed), 2000, (), (), (), None)


def doubts(written: Box, placed: bool = False, within: tuple[Box, ...] = ()) -> list[bool]:
    places = [place(row, placed) for row in range(3)]
    cells = [
        Cell(Part.HEAD, None, one.entry.field, Box(410, one.label.y - 35, 2000, one.label.y + 25)) for one in places
    ]
    labels = [one.label.pieces[0] for one in places]
    printed = PrintLines((*labels, written, *within), (), (), (), ())
    return [bool(cell.doubts) for cell in doubted_beside_unclaimed(cells, places, printed, PX_PER_MM)]


@pytest.mark.parametrize(
    ("top", "bottom", "doubted"),
    [
        (280, 320, [False, False, False]),
        (332, 362, [True, True, False]),
        (280, 430, [True, True, False]),
        (540, 580, [False, False, True]),
        (900, 940, [False, False, False]),
    ],
    ids=("beside its label", "between two", "over both", "below the last", "far away"),
)
def test_writing_that_lies_in_no_cell(top: float, bottom: float, doubted: list[bool]) -> None:
    """Labels of four lines ran into one another: the women of a household were read as none, accepted."""
    assert doubts(Box(800, top, 900, bottom)) == doubted


def test_writing_before_which_a_cell_ends_is_the_rest_of_what_is_written_there() -> None:
    """A label that names nothing known ends the room before it: the second word of a name may be taken for one."""
    assert doubts(Box(2000, 385, 2200, 415)) == [False, True, False]


def test_where_a_line_shows_where_to_write_nothing_is_doubted() -> None:
    assert doubts(Box(800, 332, 900, 362), placed=True) == [False] * 3


def test_a_cell_that_ends_before_the_writing_is_not_surely_blank() -> None:
    """`: Bojonegoro`, taken for a label behind which two specks were a colon: the kabupaten was blank, accepted."""
    behind = Box(2000, 385, 2200, 415)
    assert doubts(behind, placed=True) == [False, True, False]
    assert doubts(behind, placed=True, within=(Box(900, 385, 990, 415),)) == [False] * 3


@pytest.mark.parametrize(
    ("left", "right", "doubted"),
    [(300, 460, True), (300, 340, False), (300, 520, True), (400, 640, False)],
    ids=("close before", "far before", "reaching in", "half of it in"),
)
def test_a_word_close_before_an_empty_room_may_be_meant_for_it(left: int, right: int, doubted: bool) -> None:
    """Of blurred dots the part behind `Istri` alone was seen: blank, accepted (a newcomer's pages)."""
    extra = Cell(Part.ITEMS, None, Field("relation_text", Kind.TEXT), Box(500, 600, 900, 660))
    word = Box(left, 610, right, 645)
    printed = PrintLines((word,), (), (), (), ())
    (cell,) = doubted_beside_unclaimed([extra], [place(0, True)], printed, PX_PER_MM)
    assert bool(cell.doubts) is doubted
    known = Cell(Part.ITEMS, None, extra.field, extra.box, print_boxes=(word,))
    reaching = right > 500 and doubted  # DARMAJI, whose last letter alone stood over the dots that were seen
    assert bool(doubted_beside_unclaimed([known], [place(0, True)], printed, PX_PER_MM)[0].doubts) is reaching
    colon = Box(470, 620, 476, 640)
    if doubted and not reaching:
        labelled = PrintLines((word,), (), (colon,), (), ())
        assert not doubted_beside_unclaimed([extra], [place(0, True)], labelled, PX_PER_MM)[0].doubts
        option = Option("Ya", None, Box(word.left - 60, 610, word.left - 20, 645))
        field = Cell(Part.ITEMS, None, Field("bkb", Kind.CHOICE), Box(100, 600, 280, 660), (option,))
        assert not doubted_beside_unclaimed([extra, field], [place(0, True)], printed, PX_PER_MM)[0].doubts


@pytest.mark.parametrize(
    ("unit", "left", "wide", "doubted"),
    [(None, 622, 40, True), (None, 700, 40, False), ("orang", 622, 25, True), ("orang", 622, 90, False)],
    ids=["close behind", "far behind", "a number before its unit", "the unit"],
)
def test_writing_close_behind_the_dots_may_be_the_rooms(unit: str | None, left: int, wide: int, doubted: bool) -> None:
    """`.........11......` was seen as dots before 11 alone: the RT was blank, accepted (strangers, seed 5)."""
    line = DottedLine(410, 620, 300, 300, 4)
    entry = Entry(Field("rt", Kind.COUNT), ("RT",), unit=unit)
    label = Label((Box(100, 285, 400, 315),), 405, 300, 30, True, True)
    where = Place(entry, label, 2000, (), (line,), (), None)
    room = Cell(Part.HEAD, None, entry.field, Box(405, 240, 620, 310))
    printed = PrintLines((*label.pieces, Box(left, 260, left + wide, 300)), (), (), (), ())
    (cell,) = doubted_beside_unclaimed([room], [where], printed, PX_PER_MM)
    assert bool(cell.doubts) is doubted


@pytest.mark.parametrize(("kind", "doubted"), [(Kind.NAME, True), (Kind.COUNT, False)])
def test_words_may_go_on_behind_the_dots(kind: Kind, doubted: bool) -> None:
    """`KENANGA 13` hid the dots below its number: KENANGA was accepted. Behind a number a unit is printed."""
    line = DottedLine(410, 620, 300, 300, 4)
    entry = Entry(Field("dasawisma", kind), ("DASA WISMA",))
    label = Label((Box(100, 285, 400, 315),), 405, 300, 30, True, True)
    where = Place(entry, label, 2000, (), (line,), (), None)
    room = Cell(Part.HEAD, None, entry.field, Box(405, 240, 620, 310))
    printed = PrintLines((*label.pieces, Box(430, 260, 600, 300), Box(622, 260, 662, 300)), (), (), (), ())
    (cell,) = doubted_beside_unclaimed([room], [where], printed, PX_PER_MM)
    assert bool(cell.doubts) is doubted
