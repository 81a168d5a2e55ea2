"""Writing that stands neither on an option nor where room is left for it."""

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.choices import Choice
from pipeline.layout.fields.places import Place
from pipeline.layout.fields.stray_writing import strays, under_options
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Option

PX_PER_MM = 10.0
LABEL = Label((Box(50, 205, 300, 245),), 500.0, 225.0, 40.0, True)
OPTIONS = (
    Option("Petani", Box(510, 200, 550, 240), Box(560, 200, 700, 240)),
    Option("Lainnya", Box(750, 200, 790, 240), Box(800, 200, 960, 240)),
)
EXTRA = Box(970, 190, 1100, 250)
UNDER = Box(520, 270, 680, 320)


def place(*pieces: Box) -> Place:
    entry = Entry(Field("occupation", Kind.CHOICE_TEXT), ("Pekerjaan",), extra=Field("occupation_text", Kind.TEXT))
    return Place(entry, LABEL, 1100.0, (), (), pieces, None)


def under(*pieces: Box) -> Box | None:
    at, choice = place(*pieces), Choice(OPTIONS)
    return under_options(at, choice, strays(at, (), choice, EXTRA, PrintLines((), (), (), (), ()), PX_PER_MM), EXTRA)


def test_a_line_under_the_options_is_where_the_writing_stands() -> None:
    found = under(UNDER)
    assert found is not None
    assert found.left <= 510
    assert found.top >= 240
    assert found.right == 1100.0
    assert found.bottom > UNDER.bottom


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (UNDER, Box(980, 195, 1080, 245)),
        (Box(520, 130, 680, 180),),
        (Box(520, 270, 570, 340),),
        (Box(520, 400, 680, 450),),
        (UNDER, Box(520, 330, 680, 390)),
    ],
    ids=["nothing", "writing behind the options too", "above them", "a mark", "far below", "two lines"],
)
def test_nothing_else_is(pieces: tuple[Box, ...]) -> None:
    assert under(*pieces) is None


def test_a_word_of_the_options_above_does_not_hide_the_line_below() -> None:
    assert under(Box(560, 120, 640, 160), UNDER) is not None


@pytest.mark.parametrize(
    ("piece", "astray"),
    [
        (Box(720, 110, 860, 150), True),
        (Box(720, 110, 1160, 150), False),
        (Box(400, 110, 500, 150), False),
        (Box(720, 20, 860, 60), False),
    ],
    ids=("behind an option", "of the next column", "before it", "on another line"),
)
def test_what_stands_behind_an_option_on_a_line_above_the_label_is_astray(piece: Box, astray: bool) -> None:
    """`Ada, jumlah 3 buah` above `Tidak`, which the label stood beside: the count was blank, accepted."""
    above = Option("Ada", None, Box(510, 110, 690, 150))
    below = Option("Tidak", None, Box(510, 200, 690, 240))
    printed = PrintLines((piece,), (), (), (), ())
    assert bool(strays(place(), (), Choice((above, below)), EXTRA, printed, PX_PER_MM)) is astray
