"""A heading cut in two by what looks like a line is one again where its words say so, and only there."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Homography, PageMap
from pipeline.layout.glance import Glance, look
from pipeline.layout.print_reader import PrintedText
from pipeline.layout.which_form.halved_heading import first_left_out, with_whole_heading
from pipeline.layout.which_form.headings import ReadsHeadings
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, Told, line, paper, table

COLUMNS = next(form for form in load_forms() if form.key == "data-keluarga 4.14.2a-old").columns
BARS = [100 + 200 * bar for bar in range(len(COLUMNS) + 1)]
CREASE = 310
LINES = [200, CREASE, 400, *(400 + 70 * row for row in range(1, 10))]


@pytest.fixture
def glance() -> Glance:
    """A table with a line through its heading, and letters across it in the third column."""
    sheet = paper()
    table(sheet, BARS, LINES)
    line(sheet, (580, 280), (580, 340), 4)
    line(sheet, (560, CREASE), (620, CREASE), 4)
    return look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())


def says(halved: int, whole: int, downwards: bool = False) -> ReadsHeadings:
    """So many headings are read rightly with the line, and without it, one way up."""

    def read(glance: Glance, wanted: tuple[int, ...], way: bool) -> dict[int, PrintedText]:
        right = halved if glance.lattice is not None and glance.lattice.bands == len(LINES) - 1 else whole
        said = [COLUMNS[at].headings[0] if at < right and way is downwards else "TV.LOL" for at in wanted]
        return {at: PrintedText(text, 0.9) for at, text in zip(wanted, said, strict=True)}

    return read


@pytest.mark.parametrize("downwards", [False, True])
def test_a_heading_that_reads_only_whole_is_whole(glance: Glance, downwards: bool) -> None:
    found = with_whole_heading(glance, COLUMNS, says(1, 7, downwards))
    assert found.lattice is not None and glance.lattice is not None
    assert [round(one.middle) for one in found.lattice.lines] == pytest.approx([200, *LINES[2:]], abs=2)
    assert len(found.rows) == len(glance.rows) - 1
    printed = glance.page.grey[CREASE - 3 : CREASE + 4, 560:640]
    assert (found.cleaned[CREASE - 3 : CREASE + 4, 560:640] == printed).all()
    assert (
        np.count_nonzero(glance.cleaned[CREASE - 3 : CREASE + 4, 560:640] < 100) < np.count_nonzero(printed < 100) / 2
    )


@pytest.mark.parametrize(("halved", "whole"), [(7, 9), (2, 3), (0, 0), (5, 6)])
def test_any_other_is_left_as_it_is(glance: Glance, halved: int, whole: int) -> None:
    assert with_whole_heading(glance, COLUMNS, says(halved, whole)) is glance


def test_other_tables_are_left_as_they_are(glance: Glance) -> None:
    assert with_whole_heading(glance, COLUMNS[:-1], says(0, 9)) is glance


def test_a_first_row_without_number_and_name_is_the_headings_where_that_makes_it_more_alike(glance: Glance) -> None:
    """Its line lies just below most of the words; every row was one off its place, accepted."""
    assert not first_left_out(glance)
    sheet = glance.page.grey.copy()
    for left in BARS[:2]:
        line(sheet, (left + 60, LINES[2] + 35), (left + 130, LINES[2] + 35), 8)
    written = look(replace(glance.page, grey=sheet), Told())
    assert first_left_out(written)
    found = with_whole_heading(written, COLUMNS, says(7, 8))
    assert len(found.rows) == len(written.rows) - 1
    assert not first_left_out(found)
    assert with_whole_heading(written, COLUMNS, says(7, 7)) is written
