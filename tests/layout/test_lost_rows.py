"""Rows that cannot be a form's are told."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Homography, PageMap
from pipeline.layout.glance import look
from pipeline.layout.lost_rows import rows_lost
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, Told, paper, table

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
