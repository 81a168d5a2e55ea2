"""Check boxes go to the label on whose line they stand, also where a mark hides one."""

from dataclasses import replace

import pytest

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.places import (
    Place,
    find_places,
    with_usual_heights,
    without_feigned_lines,
    without_options_of_others,
)
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from tests.layout.drawing import PX_PER_MM

YES_NO = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
SIDE, PITCH, FIRST = 45.0, 70.0, 400.0


def entry(name: str) -> Entry:
    return Entry(Field(name, Kind.CHOICE, options=YES_NO), (name,))


def label(row: int) -> Label:
    y = FIRST + PITCH * row
    return Label((Box(200, y - 15, 600, y + 15),), 700, y, 30, True)


def box(row: int, left: float) -> Box:
    y = FIRST + PITCH * row
    return Box(left, y - SIDE / 2, left + SIDE, y + SIDE / 2)


def test_a_box_that_is_hidden_is_not_made_up_for_by_the_next_line() -> None:
    entries = [entry(name) for name in ("bkb", "savings", "cooperative")]
    boxes = [box(0, 900), box(1, 720), box(1, 900), box(2, 720), box(2, 900)]
    printed = PrintLines((), (), (), (), tuple(boxes))
    places = find_places([label(row) for row in range(3)], entries, frozenset(), printed, PX_PER_MM, 2400)
    assert [place.boxes for place in places] == [(boxes[0],), tuple(boxes[1:3]), tuple(boxes[3:])]


def test_print_that_a_ring_makes_begin_before_the_place_of_the_value_is_still_behind_its_label() -> None:
    ringed, y = Box(650, FIRST - 25, 900, FIRST + 25), FIRST + PITCH
    printed = PrintLines((ringed, Box(610, y - 4, 630, y + 4)), (), (), (), ())
    entries = [entry("savings"), entry("cooperative")]
    places = find_places([label(row) for row in range(2)], entries, frozenset(), printed, PX_PER_MM, 2400)
    assert [place.pieces for place in places] == [(ringed,), ()]


def test_the_line_behind_a_label_that_names_nothing_is_not_its_neighbours() -> None:
    """NAMA KEPALA RUMAH TANGGA, unread, beside DUSUN: the name of the head was the dusun, in silence."""
    plain = [Entry(Field(name, Kind.NAME), (name,)) for name in ("rw", "dusun")]
    line_y = FIRST + PITCH + 15
    own, other = DottedLine(720, 1300, line_y, line_y, 3), DottedLine(1800, 2300, line_y - 20, line_y - 20, 3)
    stranger = Label((Box(1400, line_y - 60, 1700, line_y - 30),), other.left, line_y - 45, 30, False)
    labels = [label(0), label(1), stranger]
    for lines in ((own, other), (other,)):
        printed = PrintLines((), (), (), tuple(lines), ())
        places = find_places(labels, [*plain, None], frozenset(), printed, PX_PER_MM, 2400)
        assert [place.lines for place in places] == [(), (own,) if own in lines else ()]
        assert places[1].limit == stranger.box.left


@pytest.mark.parametrize(("colon_left", "ends"), [(1800, False), (1130, True)])
def test_two_specks_far_behind_what_is_written_make_no_label_of_it(colon_left: float, ends: bool) -> None:
    """On a speckled copy `Jawa Timur` was a label, before which the room for the provinsi ended: blank, in silence."""
    plain = [Entry(Field(name, Kind.NAME), (name,)) for name in ("kabupaten", "provinsi")]
    written = Label((Box(850, FIRST - 20, 1100, FIRST + 20),), colon_left, FIRST, 30, True)
    printed = PrintLines((), (), (), (), ())
    places = find_places(
        [label(0), written, label(1)], [plain[0], None, plain[1]], frozenset(), printed, PX_PER_MM, 2400
    )
    assert places[0].limit == (written.box.left if ends else 2400)


@pytest.mark.parametrize(("left", "wide", "ends"), [(850, 30, False), (850, 200, True), (1400, 30, True)])
def test_letters_close_behind_a_colon_make_no_label_with_two_specks(left: float, wide: float, ends: bool) -> None:
    """Of `Ds. Pacul RT 2` specks made a label of the P, before which the room ended: `Ds.`, accepted."""
    plain = [Entry(Field(name, Kind.NAME), (name,)) for name in ("address", "provinsi")]
    letter = Label((Box(left, FIRST - 20, left + wide, FIRST + 10),), left + wide + 15, FIRST - 5, 30, True)
    printed = PrintLines((), (), (), (), ())
    places = find_places(
        [label(0), letter, label(1)], [plain[0], None, plain[1]], frozenset(), printed, PX_PER_MM, 2400
    )
    assert places[0].limit == (letter.box.left if ends else 2400)


@pytest.mark.parametrize(("left", "ends"), [(740, False), (850, False), (1400, True)])
def test_writing_where_values_begin_is_no_label_that_ends_the_room_for_them(left: float, ends: bool) -> None:
    """In a printing without colons and lines every cell ended before its writing, and was read as blank, in silence."""
    plain = [Entry(Field(name, Kind.NAME), (name,)) for name in ("rw", "dusun")]
    rows = [replace(label(row), colon=False, placed=False) for row in range(2)]
    written = Label((Box(left, FIRST - 20, left + 200, FIRST + 20),), 1800, FIRST, 30, False, False)
    printed = PrintLines((), (), (), (), ())
    places = find_places([rows[0], written, rows[1]], [plain[0], None, plain[1]], frozenset(), printed, PX_PER_MM, 2400)
    assert [place.limit for place in places] == [left if ends else 2400, 2400]


def test_a_figure_behind_what_is_written_is_no_label_that_ends_the_room_for_it() -> None:
    """`Anggrek 5` was Anggrek, and the 0 of a position lay in no field, accepted, where no colons are printed."""
    plain, bare = Entry(Field("dasawisma", Kind.NAME), ("dasawisma",)), replace(label(0), colon=False, placed=False)
    figure = Label((Box(1400, FIRST - 20, 1430, FIRST + 20),), 1500, FIRST, 30, False, False)
    (place,) = find_places([bare, figure], [plain, None], frozenset(), PrintLines((), (), (), (), ()), PX_PER_MM, 2400)
    assert place.limit == 2400


@pytest.mark.parametrize("boxed", [True, False])
def test_options_with_colons_of_their_own_are_no_column_at_which_a_value_between_ends(boxed: bool) -> None:
    """`Anggota Keluarga :` above and `Tidak Tamat SD` below an address: `Ds. Sidobandung` was DS, accepted."""
    options = [Label((Box(830, y - 15, 1130, y + 15),), 1150, y, 30, True) for y in (FIRST, FIRST + 2 * PITCH)]
    printed = PrintLines((), (), (), (), (box(0, 780), box(2, 780)) if boxed else ())
    plain = Entry(Field("address", Kind.TEXT), ("address",))
    labels = [label(0), options[0], label(1), label(2), options[1]]
    entries = [entry("savings"), None, plain, entry("bkb"), None]
    places = find_places(labels, entries, frozenset(), printed, PX_PER_MM, 2400)
    assert places[1].limit == (2400 if boxed else 830)


@pytest.mark.parametrize("colon", [True, False])
def test_a_line_far_from_where_values_begin_is_none_of_a_label_with_a_colon(colon: bool) -> None:
    """A stroke on the ground beside the sheet, level with a label, stood for the line it has."""
    entries = [Entry(Field(name, Kind.NAME), (name,)) for name in ("rw", "dusun")]
    own = DottedLine(720, 1300, FIRST + 15, FIRST + 15, 3)
    stray = DottedLine(1800, 1900, FIRST + 2, FIRST + 2, 3)
    printed = PrintLines((), (), (), (own, stray), ())
    places = find_places(
        [replace(label(row), colon=colon) for row in range(2)], entries, frozenset(), printed, PX_PER_MM, 2400
    )
    assert [place.lines for place in places] == [(own,), ()]


def test_the_number_of_the_item_beside_is_none_of_an_options_words() -> None:
    """The last option took the number of the next column's item along, a hundred millimetres away."""
    entries = [entry("drainage"), entry("environment_health")]
    words, number, other = Box(720, FIRST - 15, 1100, FIRST + 15), Box(1480, FIRST - 12, 1520, FIRST + 12), label(0)
    beside = Label((Box(1560, FIRST - 15, 1960, FIRST + 15),), 2000, FIRST, 30, True)
    printed = PrintLines((*other.pieces, words, number, *beside.pieces), (), (), (), ())
    places = find_places([other, beside], entries, frozenset(), printed, PX_PER_MM, 2400)
    assert [(place.limit, place.pieces) for place in places] == [(1480, (words,)), (2400, ())]


@pytest.mark.parametrize("colons", [False, True])
def test_two_specks_behind_options_are_no_colon_where_labels_have_none(colons: bool) -> None:
    """They made a label of the options; those of four items of one page were not found."""
    labels = [replace(label(row), colon=colons) for row in range(4)]
    options = Box(720, FIRST + PITCH - 15, 900, FIRST + PITCH + 15)
    feigned = Label((options,), 960, FIRST + PITCH, 30, True)
    entries = [entry(name) for name in ("bkb", "savings", "cooperative", "posyandu")]
    printed = PrintLines((*(piece for one in labels for piece in one.pieces), options), (), (), (), ())
    seen, named = [*labels[:2], feigned, *labels[2:]], [*entries[:2], None, *entries[2:]]
    places = find_places(seen, named, frozenset(), printed, PX_PER_MM, 2400)
    assert [place.pieces for place in places] == [(), () if colons else (options,), (), ()]


def test_a_line_that_writing_parts_is_one_line_to_write_on() -> None:
    """What was written behind the gap was left out; where nothing stood before it the field was blank, accepted."""
    entries = [Entry(Field(name, Kind.NAME), (name,)) for name in ("rw", "dusun")]
    line_y = FIRST + 15
    pieces = [DottedLine(720, 940, line_y, line_y, 3), DottedLine(1060, 1500, line_y - 1, line_y - 2, 3)]
    printed = PrintLines((), (), (), tuple(pieces), ())
    places = find_places([label(0), label(1)], entries, frozenset(), printed, PX_PER_MM, 2400)
    whole = DottedLine(720, 1500, line_y, line_y - 2, 3)
    assert [place.lines for place in places] == [(whole,), ()]
    # A stroke on the ground beside the sheet is no piece of it.
    far = DottedLine(2250, 2350, line_y, line_y, 3)
    printed = PrintLines((), (), (), (*pieces, far), ())
    places = find_places([label(0), label(1)], entries, frozenset(), printed, PX_PER_MM, 2400)
    assert [place.lines for place in places] == [(whole,), ()]


@pytest.mark.parametrize(("lined", "asking", "kept"), [(1, 8, False), (3, 8, True), (1, 3, True), (0, 8, True)])
def test_one_line_among_many_places_without_is_none(lined: int, asking: int, kept: bool) -> None:
    """The foot of a ring round an option was the line of the item above: a dash written there was blank, accepted."""
    line = DottedLine(720, 900, FIRST, FIRST, 3)
    plain = Entry(Field("text", Kind.TEXT), ("x",))
    places = [Place(plain, label(row), 2400, (), (line,) if row < lined else (), (), None) for row in range(asking)] + [
        Place(entry("savings"), label(asking), 2400, (), (), (), None)
    ]
    found = without_feigned_lines(places)
    assert [bool(place.lines) for place in found] == [kept and row < lined for row in range(asking + 1)]


def test_a_wrapped_line_of_options_is_no_upper_line_of_the_value_below() -> None:
    """`Budha / Konghucu / Kepercayaan DS. Pacul RT 1 RW 3` was read as the address of five people."""
    options, written = Box(700, 262, 1100, 292), Box(700, 300, 900, 330)
    religion, address = entry("savings"), Entry(Field("address", Kind.TEXT), ("Alamat",))
    above = Place(religion, Label((Box(100, 185, 300, 215),), 690, 200, 30, True), 1500, (), (), (), None)
    below = Place(
        address, Label((Box(100, 305, 300, 335),), 690, 320, 30, True), 1500, (), (), (options, written), None
    )
    found = without_options_of_others((above, below), ([Box(710, 264, 800, 290)], []))
    assert [place.pieces for place in found] == [(), (written,)]
    assert without_options_of_others((above, below), ([], [Box(710, 264, 800, 290)])) == (above, below)


def test_a_label_that_a_punched_hole_touches_is_no_taller_for_its_value() -> None:
    """The room of `Dusun` reached over the next line: `Sumber Sidobandung`, accepted."""
    places = [Place(entry("savings"), label(row), 1500, (), (), (), None) for row in range(3)]
    holed = replace(places[1], label=replace(places[1].label, height=86))
    found = with_usual_heights([places[0], holed, places[2]])
    assert [place.label.height for place in found] == [30, 48, 30]
    assert with_usual_heights([]) == ()


def test_the_line_behind_the_last_options_is_not_the_next_labels_in_another_column() -> None:
    """Where values begin was seen otherwise for `10. Agama`: ANAK behind `Anggota Keluarga` had no place."""
    kept = Entry(Field("relation", Kind.CHOICE_TEXT, options=YES_NO), ("relation",), extra=Field("text", Kind.TEXT))
    upper, lower = label(0), replace(label(2), value_left=640)
    boxes, line_y = (box(0, 720), box(1, 720)), FIRST + 1.25 * PITCH
    line = DottedLine(1200, 1700, line_y, line_y, 3)
    printed = PrintLines((), (), (), (line,), (*boxes, box(2, 720), box(2, 900)))
    places = {
        place.entry.field.name: place
        for place in find_places([upper, lower], [kept, entry("religion")], frozenset(), printed, PX_PER_MM, 2400)
    }
    assert places["relation"].lines == (line,)
    assert places["relation"].boxes == boxes
