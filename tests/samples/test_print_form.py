"""Every form can be printed in every printing, and what the generator says about it is true."""

import pytest

from pipeline.form import Form, Kind
from pipeline.formfile import load_forms
from samples.generator.draw import print_form
from samples.generator.printing import draw_printing

FORMS = load_forms()
SEEDS = (1, 2, 19, 34)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_every_form_is_printed_whole(form: Form) -> None:
    for seed in SEEDS:
        page = print_form(form, draw_printing(seed))
        height, width = page.grey.shape
        for thing in page.printed:
            assert thing.box.left >= 0 and thing.box.top >= 0, thing
            assert thing.box.right <= width and thing.box.bottom <= height, thing
        asked = {slot.field.name for slot in page.slots}
        entries = [*form.heads, *form.items]
        wanted = {entry.field.name for entry in entries if not entry.optional}
        wanted |= {entry.extra.name for entry in entries if entry.extra is not None and not entry.optional}
        wanted |= {column.field.name for column in form.columns if column.field.kind is not Kind.PRINTED}
        assert wanted <= asked


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_no_two_fields_share_their_place(form: Form) -> None:
    page = print_form(form, draw_printing(5))
    cells = [slot for slot in page.slots if slot.part == "cell"]
    for i, one in enumerate(cells):
        assert all(one.box.overlap(other.box) == 0 for other in cells[i + 1 :]), one.key
    places = [
        (slot.key, box)
        for slot in page.slots
        if slot.part != "cell"
        for box in ([option.label for option in slot.options] or [slot.box])
    ]
    for i, (one, box) in enumerate(places):
        for other, beside in places[i + 1 :]:
            assert box.overlap(beside) < 0.25 * min(box.area, beside.area), (one, other)
    assert len({slot.key for slot in page.slots}) == len(page.slots)


def test_rulings_lie_where_the_lattice_says() -> None:
    form = next(form for form in FORMS if form.key == "rekap-dasawisma III-16a")
    page = print_form(form, draw_printing(3))
    assert page.lattice is not None
    assert len(page.lattice.xs) == len(form.columns) + 1
    for y in page.lattice.ys:
        middle = page.grey[round(y) - 6 : round(y) + 7, round(page.lattice.xs[0]) + 200]
        assert middle.min() < 60
    for x in page.lattice.xs:
        row = round((page.lattice.ys[0] + page.lattice.ys[1]) / 2)
        assert page.grey[row, round(x) - 6 : round(x) + 7].min() < 60


def test_printings_differ() -> None:
    drawn = {draw_printing(seed) for seed in range(30)}
    assert len(drawn) == 30
    assert {printing.check_boxes for printing in drawn} == {True, False}
    assert len({printing.face for printing in drawn}) >= 3
    assert draw_printing(7) == draw_printing(7)
