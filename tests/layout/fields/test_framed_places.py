"""What stands in the cell beside a label in a ruled table is that label's own, and nothing else is."""

from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.layout.fields.framed_places import framed_places, in_its_cell
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.print_lines import PrintLines
from tests.layout.drawing import PX_PER_MM

FORM = next(form for form in load_forms() if form.key == "data-keluarga 4.14.2a-new")
LATRINE = next(entry for entry in FORM.items if entry.field.name == "latrine")
CELL = Box(700, 200, 1500, 400)


def test_all_in_the_cell_is_dealt_to_the_label() -> None:
    words = Box(200, 285, 600, 315)
    label = Label((words,), 700, 300, 30, False, cell=CELL)
    extra = Label((Box(760, 345, 860, 375),), 880, 360, 30, True)
    low, high, others = Box(900, 240, 940, 280), Box(760, 241, 800, 281), Box(760, 440, 800, 480)
    inside = PrintLines((words, *extra.pieces, Box(820, 245, 860, 275)), (), (), (), (low, high, others))
    (place,) = framed_places((label, extra), (LATRINE, None), frozenset({1}), inside)
    assert place.boxes == (high, low)
    assert place.pieces == (Box(820, 245, 860, 275),)
    assert place.extra_label == extra
    assert place.limit == CELL.right


def test_a_value_has_the_whole_cell_or_what_is_left_of_its_unit() -> None:
    unit = Box(700, 270, 1000, 330)
    assert in_its_cell(unit, CELL, True, PX_PER_MM).right == 1000
    assert 1490 < in_its_cell(unit, CELL, False, PX_PER_MM).right < 1500
    assert 200 < in_its_cell(unit, CELL, True, PX_PER_MM).top < 210
