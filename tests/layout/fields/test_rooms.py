"""The room behind labels without lines: up to a printed unit, never up to the writing itself."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.choices import Choice
from pipeline.layout.fields.places import Place
from pipeline.layout.fields.rooms import _after_words, extra_room, from_colon, room_behind, start_of, with_words_above
from pipeline.layout.fields.stray_writing import strays
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Option

MM = 12.0
LABEL = Label((Box(100, 300, 400, 330),), 420, 315, 30, True)
DIGIT, UNIT, NEXT = Box(500, 290, 522, 335), Box(640, 302, 730, 332), Box(1000, 302, 1030, 330)


def room(*pieces: Box) -> Box:
    entry = Entry(Field("women_fertile", Kind.COUNT), ("Jumlah WUS",), unit="orang")
    return room_behind(Place(entry, LABEL, 1500, (), (), pieces, None), LABEL.value_left, 1500, MM)


@pytest.mark.parametrize("pieces", [(UNIT,), (DIGIT, UNIT), (DIGIT, UNIT, NEXT)])
def test_it_ends_at_the_unit(pieces: tuple[Box, ...]) -> None:
    assert room(*pieces).right == UNIT.left


@pytest.mark.parametrize("piece", [DIGIT, Box(450, 290, 800, 335)])
def test_writing_alone_is_no_unit(piece: Box) -> None:
    """A digit some way behind the label, and a date right behind it."""
    assert room(piece).right == 1500


@pytest.mark.parametrize("pieces", [(NEXT,), (DIGIT, NEXT)])
def test_it_ends_at_the_number_of_the_next_item(pieces: tuple[Box, ...]) -> None:
    assert room(*pieces).right == NEXT.left


def test_in_a_cell_of_its_own_a_unit_may_stand_lower_than_the_label() -> None:
    """`orang`, set at the foot of its cell, was read as 1219 of them."""
    entry = Entry(Field("women_fertile", Kind.COUNT), ("Jumlah WUS",), unit="orang")
    low = UNIT.shifted(0, 40)
    ends = []
    for cell in (None, Box(420, 280, 1500, 390)):
        place = Place(entry, replace(LABEL, cell=cell), 1500, (), (), (low,), None)
        ends.append(room_behind(place, LABEL.value_left, 1500, MM).right)
    assert ends == [1500, low.left]


def test_print_behind_where_the_room_ends_is_no_unit() -> None:
    """`Ya, jumlah .... buah  b. Tidak`: the option was the last print on the line, and `buah` stood in the room."""
    entry = Entry(Field("latrine", Kind.YES_NO_COUNT), ("Jamban",), unit="buah")
    option = Box(800, 302, 900, 332)
    place = Place(entry, LABEL, 1500, (), (), (UNIT, option), None)
    assert room_behind(place, LABEL.value_left, 760, MM).right == UNIT.left


def test_a_letter_that_hides_the_first_dots_is_not_cut_off() -> None:
    line = Box(LABEL.value_left + 3 * MM, 260, 1000, 340)
    assert from_colon(line, LABEL, MM).left < LABEL.value_left + MM
    far = Box(LABEL.value_left + 20 * MM, 260, 1000, 340)
    assert from_colon(far, LABEL, MM) == far
    assert from_colon(line, replace(LABEL, colon=False), MM) == line


@pytest.mark.parametrize(("piece", "begins"), [(Box(480, 290, 560, 325), True), (Box(480, 400, 560, 430), False)])
def test_writing_before_the_dots_that_were_seen_is_not_cut_off(piece: Box, begins: bool) -> None:
    """Of a faint line a piece far behind was seen alone: what was written before it was none of the field."""
    line = Box(LABEL.value_left + 20 * MM, 260, 1000, 340)
    assert (from_colon(line, LABEL, MM, (piece,)).left < piece.left) is begins


def test_without_a_colon_the_room_begins_behind_the_label() -> None:
    """The values of its column seem to begin farther right, as where a wide title stands above."""
    entry = Entry(Field("desa", Kind.NAME), ("Desa",))
    label = replace(LABEL, value_left=1400, colon=False)
    assert start_of(Place(entry, label, 1500, (), (), (), None)) == label.box.right
    assert start_of(Place(entry, LABEL, 1500, (), (), (), None)) == LABEL.value_left


@pytest.mark.parametrize(
    ("piece", "astray"),
    [
        (Box(900, 380, 1100, 410), True),
        (Box(520, 300, 640, 330), False),
        (Box(705, 290, 900, 335), False),
        (Box(900, 380, 920, 410), False),
    ],
    ids=["writing on the next line", "an option", "writing in its place", "a speck"],
)
def test_writing_elsewhere_behind_options_is_astray(piece: Box, astray: bool) -> None:
    entry = Entry(Field("relation", Kind.CHOICE_TEXT), ("Status",), extra=Field("relation_text", Kind.TEXT))
    choice = Choice((Option("a", None, Box(520, 300, 640, 330)),))
    extra = Box(700, 280, 1300, 345)
    printed = PrintLines((), (), (), (), ())
    assert bool(strays(Place(entry, LABEL, 1500, (), (), (piece,), None), (), choice, extra, printed, MM)) is astray
    assert bool(strays(Place(entry, LABEL, 1500, (), (), (), None), (piece,), choice, extra, printed, MM)) is astray


@pytest.mark.parametrize("digit", [Box(768, 285, 790, 345), Box(655, 285, 675, 345)], ids=["behind", "before"])
def test_a_figure_at_the_end_of_the_line_beside_options_is_not_cut_off(digit: Box) -> None:
    """A check box of the next item hid a line's end; the 1 on it lay outside, and the count was blank, accepted."""
    entry = Entry(Field("latrine", Kind.YES_NO_COUNT), ("Jamban",), extra=Field("latrine_count", Kind.COUNT))
    said = Label((Box(520, 300, 630, 330),), 640, 315, 30, True)
    line = DottedLine(680, 780, 340, 340, 3)
    place = Place(entry, LABEL, 1500, (), (line,), (digit,), said)
    seen: Any = SimpleNamespace(
        printed=PrintLines((Box(870, 300, 960, 332), digit), (), (), (line,), ()), page=SimpleNamespace(px_per_mm=MM)
    )
    box = extra_room(place, Choice(()), seen, False)
    assert box is not None
    assert box.left < digit.left
    assert digit.right < box.right < 870


def test_words_that_hide_the_beginning_of_the_line_behind_options_are_not_cut_off() -> None:
    """`Ibu Rumah Tangga` on two lines hid the first dots, and the field was blank, accepted."""
    entry = Entry(Field("occupation", Kind.CODE_TEXT), ("Pekerjaan",), extra=Field("occupation_text", Kind.TEXT))
    word, line = Box(800, 320, 900, 350), DottedLine(880, 1100, 345, 345, 3)
    place = Place(entry, LABEL, 1500, (), (line, line), (word,), None)
    seen: Any = SimpleNamespace(printed=PrintLines((word,), (), (), (line,), ()), page=SimpleNamespace(px_per_mm=MM))
    own = Choice((Option("Lainnya", None, Box(650, 315, 780, 345)), Option("PNS", None, Box(700, 200, 990, 230))))
    box = extra_room(place, own, seen, False)
    assert box is not None
    assert 780 < box.left < word.left


@pytest.mark.parametrize("lined", [True, False])
def test_writing_beside_the_words_that_ask_for_it_is_not_cut_off(lined: bool) -> None:
    """`SUNTIK` on dots that it hid was NTIK, `Warung` written high arung, both accepted."""
    entry = Entry(Field("up2k", Kind.YES_NO_TEXT), ("UP2K",), extra=Field("up2k_text", Kind.TEXT))
    asks = Label((Box(520, 300, 630, 330),), 760, 315, 30, colon=False)
    word, option, line = Box(650, 265, 900, 325), Box(1200, 300, 1300, 330), DottedLine(760, 1100, 335, 335, 3)
    place = Place(entry, LABEL, 1500, (), (line,) if lined else (), (word, option), asks if lined else None)
    seen: Any = SimpleNamespace(
        printed=PrintLines((option,), (word,), (), (line,) if lined else (), ()), page=SimpleNamespace(px_per_mm=MM)
    )
    choice = Choice((Option("Ya", None, Box(450, 300, 510, 330)),), None if lined else asks.box, 1180)
    box = extra_room(place, choice, seen, False)
    assert box is not None
    assert box.left < word.left
    assert box.top <= word.top
    assert box.right < option.left


def test_writing_high_above_its_line_behind_an_option_is_not_cut_off() -> None:
    """`Anggota Keluarga : anak`: as high as the option it was print, where the room ends: blank, accepted."""
    entry = Entry(Field("relation", Kind.YES_NO_TEXT), ("Status",), extra=Field("relation_text", Kind.TEXT))
    word, line = Box(900, 285, 960, 312), DottedLine(880, 1100, 345, 345, 3)
    place = Place(entry, LABEL, 1500, (), (line,), (word,), None)
    seen: Any = SimpleNamespace(printed=PrintLines((word,), (), (), (line,), ()), page=SimpleNamespace(px_per_mm=MM))
    box = extra_room(place, Choice((Option("Anggota", None, Box(500, 305, 860, 345)),)), seen, False)
    assert box is not None
    assert box.top < word.top


def test_words_that_hide_where_the_line_between_two_options_begins_are_not_cut_off() -> None:
    """`Ya, jenis WARUNG / Tidak`: the option behind the line passed for one before it: W was cut off."""
    entry = Entry(Field("up2k", Kind.YES_NO_TEXT), ("UP2K",), extra=Field("up2k_text", Kind.TEXT))
    word, line = Box(800, 320, 1000, 350), DottedLine(880, 1100, 345, 345, 3)
    jenis = Box(700, 315, 780, 345)
    place = Place(entry, LABEL, 1500, (), (line,), (word,), None)
    seen: Any = SimpleNamespace(
        printed=PrintLines((jenis,), (word,), (), (line,), ()), page=SimpleNamespace(px_per_mm=MM)
    )
    options = (Option("Ya", None, Box(650, 315, 690, 345)), Option("Tidak", None, Box(1150, 315, 1250, 345)))
    box = extra_room(place, Choice(options, jenis, 1120), seen, False)
    assert box is not None
    assert jenis.right <= box.left < word.left
    assert box.right <= 1120


ON_LINE = Box(420, 280, 1200, 340)


@pytest.mark.parametrize(
    ("above", "top"),
    [(Box(430, 240, 600, 276), 239), (Box(430, 150, 600, 186), 280), (Box(430, 268, 600, 277), 280),
     (Box(110, 240, 300, 276), 280)],
    ids=("right above", "farther up", "a stroke", "the label's own"),
)  # fmt: skip
def test_a_name_on_two_lines_is_whole(above: Box, top: float) -> None:
    """`Sumini` over `Kusumawati`, on the one line there is for the name: the upper one was taken for print."""
    place = Place(Entry(Field("head_name", Kind.NAME), ("x",)), LABEL, 1500, (), (), (above,), None)
    assert with_words_above(ON_LINE, place, (), MM) == Box(ON_LINE.left, top, ON_LINE.right, ON_LINE.bottom)
    assert with_words_above(ON_LINE, place, (above.centre[1],), MM) == ON_LINE  # a title above the first label
    beside = replace(place.entry, extra=Field("n", Kind.COUNT))
    assert with_words_above(ON_LINE, replace(place, entry=beside), (), MM) == ON_LINE


@pytest.mark.parametrize(("right", "begins"), [(620.0, 480.0), (530.0, 560.0)])
def test_writing_that_hides_the_first_dots_behind_words_is_not_cut_off(right: float, begins: float) -> None:
    """`Ya, jenis KSP`: the K hid where the dots begin, and P was read, accepted."""
    said, dots = Box(400, 290, 480, 330), Box(560, 260, 900, 340)
    printed = PrintLines((Box(300, 285, right, 335),), (), (), (), ())
    seen: Any = SimpleNamespace(printed=printed)
    box = _after_words(dots, Choice((), said), seen, MM)
    assert begins <= box.left <= begins + MM
    assert _after_words(dots, Choice(), seen, MM) == dots
