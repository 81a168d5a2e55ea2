"""Rows that cannot be a form's are told."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Homography, PageMap
from pipeline.layout.glance import Glance, look
from pipeline.layout.lost_rows import rows_lost
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, Told, line, paper, table

FORMS = load_forms()


@pytest.mark.parametrize("rows", [5, 6, 7, 8])
def test_rows_of_printed_words_are_as_many_as_the_form_has(rows: int) -> None:
    sheet = paper()
    table(sheet, [100, 180, 900, 1200, 2300], [200, 400, *(400 + 90 * row for row in range(1, rows + 1))])
    page = PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM)
    activities = next(form for form in FORMS if form.form == "kegiatan-warga")
    glance = look(page, Told())
    assert rows_lost(activities, glance) is (rows != 7)
    # A bar broken in the last row makes it look like JUMLAH, which this form has not.
    assert rows_lost(activities, replace(glance, total=True)) is (rows != 7)


def recap(written: dict[tuple[int, int], int]) -> Glance:
    """A glance at a recap whose third row is as tall as two. written: heights of strokes by column and y."""
    form = next(form for form in FORMS if form.key == "rekap-rt III-16b")
    sheet = paper(1600, 2600)
    bars = [60, 130, 400, *(400 + 68 * at for at in range(1, len(form.columns) - 1))]
    table(sheet, bars, [200, 500, 550, *(650, 750, 950, 1050, 1150, 1250)])
    for (column, y), high in written.items():
        line(sheet, (bars[column] + 20, y), (bars[column] + 45, y + high), 5)
    return look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())


RECAP = next(form for form in FORMS if form.key == "rekap-rt III-16b")


@pytest.mark.parametrize("y", [770, 820, 870])
def test_a_row_ruled_twice_as_tall_holds_one_where_one_is_written(y: int) -> None:
    """Sheets on which one row was ruled so were refused, all of them."""
    assert not rows_lost(RECAP, recap({(column, y): 50 for column in range(12)}))


def test_a_tall_row_holds_two_where_two_are_written_or_none_is_seen() -> None:
    assert rows_lost(RECAP, recap({(column, y): 50 for column in range(12) for y in (770, 870)}))
    assert rows_lost(RECAP, recap({(0, 770): 50, (0, 870): 50, (1, 770): 50}))
    assert rows_lost(RECAP, recap({(column, 770): 50 for column in range(2, 12)}))


def test_the_first_row_may_hold_two_as_well() -> None:
    """Its ruling was broken, and its two rows were read as one; a first band with nothing in it may be of numbers."""
    form = next(form for form in FORMS if form.key == "ibu-bayi III-18a / 4.18a")
    for rows, lost in (((530, 630), True), ((530,), False), ((), False)):
        sheet = paper(1600, 2600)
        bars = [60 + 130 * at for at in range(len(form.columns) + 1)]
        table(sheet, bars, [200, 500, *(700 + 100 * row for row in range(7))])
        for x in bars[:8]:
            for y in rows:
                line(sheet, (x + 30, y), (x + 60, y + 45), 5)
        assert rows_lost(form, look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())) is lost


@pytest.mark.parametrize(("rows", "lost"), [(4, True), (0, False)])
def test_rows_written_in_the_heading_are_lost(rows: int, lost: bool) -> None:
    sheet = paper(1600, 2600)
    bars = [60, 130, 400, *(400 + 68 * at for at in range(1, len(RECAP.columns) - 1))]
    table(sheet, bars, [100, 650, *(650 + 100 * row for row in range(1, 7))])
    for row in range(rows):
        for column in (0, 1):
            line(sheet, (bars[column] + 20, 280 + 100 * row), (bars[column] + 45, 330 + 100 * row), 5)
    glance = look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())
    assert rows_lost(RECAP, glance) is lost


@pytest.mark.parametrize("second", [True, False])
def test_rows_that_mostly_hold_two_numbers_are_every_other(second: bool) -> None:
    """Of fine dotted lines every other one was seen, and six rows were found of twelve."""
    sheet = paper(1600, 2600)
    bars = [60, 130, 400, *(400 + 68 * at for at in range(1, len(RECAP.columns) - 1))]
    table(sheet, bars, [200, 500, 550, *(730 + 180 * at for at in range(4))])
    for row in range(4):
        for y in (610 + 180 * row, 700 + 180 * row)[: 1 + second]:
            line(sheet, (bars[0] + 30, y - 30), (bars[0] + 30, y), 5)
    glance = look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())
    assert rows_lost(RECAP, glance) is second


@pytest.mark.parametrize(
    ("written", "lost"),
    [
        ({(0, 570): 40, (1, 570): 40, (0, 640): 40, (1, 640): 40}, True),
        ({(0, 570): 40, (1, 570): 40, (1, 640): 40}, False),
        ({(0, 570): 40, (1, 570): 40}, False),
    ],
    ids=("two rows", "a name on two lines", "one row"),
)
def test_rows_of_a_table_without_lines_between_them_are_lost(written: dict[tuple[int, int], int], lost: bool) -> None:
    """Two births in the upper half of the only row seen were one, and its blank cells accepted."""
    sheet = paper(1600, 2600)
    bars = [60, 130, 400, *(400 + 100 * at for at in range(1, 16))]
    table(sheet, bars, [200, 500, 550, 850])
    for (column, y), high in written.items():
        line(sheet, (bars[column] + 20, y), (bars[column] + 45, y + high), 5)
    form = next(form for form in FORMS if form.key == "ibu-bayi III-18a / 4.18a")
    glance = look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())
    assert rows_lost(form, replace(glance, numbers=True)) is lost
