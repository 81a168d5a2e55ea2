"""A line between two labels is the last of the upper one's options, or the first of the lower's."""

from dataclasses import replace

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.above_lines import above_label, above_next
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label


def test_the_last_line_of_options_may_be_nearer_to_the_next_label() -> None:
    """`Kepercayaan`, wrapped to a line of its own, was print of the address below, and the religion unreadable."""
    religion = Entry(Field("religion", Kind.CHOICE, options=(PrintedOption("Islam", ("Islam",)),)), ("Agama",))
    address = Entry(Field("address", Kind.TEXT), ("Alamat",))
    wrapped, written = Box(700, 262, 900, 292), Box(700, 285, 900, 330)
    above = Place(religion, Label((Box(100, 185, 300, 215),), 690, 200, 30, True), 1500, (), (), (), None)
    below = Place(
        address, Label((Box(100, 305, 300, 335),), 690, 320, 30, True), 1500, (), (), (wrapped, written), None
    )
    assert above_next(above, (above, below)) == (wrapped,)
    assert above_next(below, (above, below)) == ()
    assert above_next(above, (above, replace(below, limit=900))) == ()


def test_the_first_line_of_options_may_stand_above_their_label() -> None:
    """`Pendidikan` stood beside the second of three lines, and the first was the address's, or no one's."""
    address = Entry(Field("address", Kind.TEXT), ("Alamat",))
    education = Entry(Field("education", Kind.CHOICE, options=(PrintedOption("SD", ("SD",)),)), ("Pendidikan",))
    written, dealt, own = Box(700, 180, 900, 215), Box(700, 240, 900, 270), Box(700, 262, 900, 292)
    above = Place(address, Label((Box(100, 185, 300, 215),), 690, 200, 30, True), 1500, (), (), (written, dealt), None)
    below = Place(education, Label((Box(100, 315, 300, 345),), 690, 330, 30, True), 1500, (), (), (own,), None)
    assert above_label(below, (above, below)) == (dealt, own)
    assert above_label(above, (above, below)) == ()
    assert above_label(below, (replace(above, limit=900), below)) == ()
