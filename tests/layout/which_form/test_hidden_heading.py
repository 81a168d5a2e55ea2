"""A row in the place of a heading that cannot be seen is told by what it says, and by what it does not."""

import cv2
import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Homography, PageMap, Points
from pipeline.layout.glance import Glance, look
from pipeline.layout.which_form.hidden_heading import row_for_heading
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, Told, paper, table

FORM = next(form for form in load_forms() if form.key == "ibu-bayi III-18a / 4.18a")
COUNT = len(FORM.columns)


def glance_of(heading_px: int, *panels: Points, rows: int = 0) -> Glance:
    """rows: so many are written in the heading, their lines not seen."""
    sheet = paper(1400, 2400)
    for row in range(rows):
        for x, word in ((120, str(row + 3)), (330, "HARTONO")):
            cv2.putText(sheet, word, (x, 260 + 90 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 60, 4)
    lines = [200, 200 + heading_px, *(200 + heading_px + 90 * row for row in range(1, 8))]
    table(sheet, [round(x) for x in np.linspace(100, 2300, COUNT + 1)], lines)
    page = PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM, panels=panels)
    return look(page, Told())


@pytest.mark.parametrize(("heading_px", "row"), [(90, True), (260, False)])
def test_a_written_row_as_low_as_the_others_that_names_no_column_is_none(heading_px: int, row: bool) -> None:
    """The first family of a page whose heading a copier blackened was lost, and no other sign told of it."""
    written = {0: "1", 1: "MARFUAH MAHARANI", 2: "DIDIK"} | dict.fromkeys(range(3, COUNT), "")
    assert row_for_heading(glance_of(heading_px), written, FORM.columns) is row


def test_a_row_in_ink_so_pale_that_nothing_is_read_is_no_heading() -> None:
    """The first dusun below a green heading was lost, all rows moved up by one, and 81 cells of them were accepted."""
    assert row_for_heading(glance_of(90), dict.fromkeys(range(COUNT), ""), FORM.columns)
    assert not row_for_heading(glance_of(260), dict.fromkeys(range(COUNT), ""), FORM.columns)


@pytest.mark.parametrize(("rows", "lost"), [(2, True), (1, False)])
def test_two_rows_whose_lines_are_not_seen_are_no_heading(rows: int, lost: bool) -> None:
    """Of a page with broken rulings four of seven members were lost, two of them above what was seen of the table."""
    written = {0: "54", 1: "HARTONO WIJAYA TUMIRAH LESTARI"} | dict.fromkeys(range(2, COUNT), "ANAK")
    assert row_for_heading(glance_of(180, rows=rows), written, FORM.columns) is lost


def test_headings_are_none_though_the_band_is_low() -> None:
    headings = {at: column.headings[0] for at, column in enumerate(FORM.columns)}
    assert not row_for_heading(glance_of(90), headings, FORM.columns)
    assert not row_for_heading(glance_of(90), {}, FORM.columns)


def test_column_numbers_stand_for_a_heading_that_is_hidden() -> None:
    numbers = {at: str(at + 1) for at in range(COUNT)} | {3: "", 5: "b"}
    assert not row_for_heading(glance_of(90), numbers, FORM.columns)
    assert row_for_heading(glance_of(90), dict.fromkeys(range(COUNT), "7"), FORM.columns)
    # Of a pale scan three in eight were not read, and the page was refused.
    assert not row_for_heading(
        glance_of(90), {at: str(at + 1) if at % 8 > 2 else "" for at in range(COUNT)}, FORM.columns
    )


def test_a_band_on_a_dark_panel_is_no_row_though_nothing_is_read() -> None:
    panel = np.array([[95, 198], [2305, 198], [2305, 292], [95, 292]], dtype=np.float64)
    assert not row_for_heading(glance_of(90, panel), dict.fromkeys(range(COUNT), ""), FORM.columns)
    assert row_for_heading(glance_of(90, panel + np.array([0, 300])), dict.fromkeys(range(COUNT), ""), FORM.columns)
