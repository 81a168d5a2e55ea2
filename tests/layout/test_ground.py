"""What lies beside a table's sheet, on ground as bright as it, is taken off."""

import numpy as np

from benchmarks.finding_pages import make_bench_pages
from pipeline.formfile import load_forms
from pipeline.geometry import PageMap
from pipeline.layout.find import Found, find_layout
from pipeline.layout.ground import without_ground
from pipeline.model import Grey, PageImage
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from tests.layout.drawing import BARS, PX_PER_MM, Told, paper, ruled, word

FORMS = load_forms()


def page_of(sheet: Grey) -> PageImage:
    return PageImage(sheet, PageMap(), PX_PER_MM)


def with_bars(sheet: Grey, *lefts: int) -> Grey:
    """The sheet with words below one another, as a cloth's bars are, from each x."""
    for left in lefts:
        for y in range(100, 1500, 60):
            word(sheet, left, y, letters=4)
    return sheet


def test_a_photograph_on_a_patterned_cloth_is_read() -> None:
    """Bars of the cloth passed for labels, and the underlined title for writing on lines."""
    form = next(form for form in FORMS if form.key == "rekap-rw 4.16c")
    (page,) = make_bench_pages(form, "table", 91_037)
    image = straighten(View(page.image), Settings())
    assert isinstance(image, PageImage)
    found = find_layout(image, FORMS, print_reader())
    assert isinstance(found, Found), found
    assert f"{found.layout.form} {found.layout.edition}" == form.key


def test_what_lies_beside_the_table_goes_and_the_sheet_stays() -> None:
    sheet = with_bars(ruled(), 20, 2260)
    word(sheet, BARS[0], 100)
    bare = without_ground(page_of(sheet), Told())
    assert bare is not None
    assert bare.grey[:, :140].min() == bare.grey[:, 2260:].min() == 255
    assert np.array_equal(bare.grey[:, BARS[0] - 100 : BARS[-1] + 100], sheet[:, BARS[0] - 100 : BARS[-1] + 100])


def test_a_page_without_a_table_or_without_much_beside_it_stays_as_it_is() -> None:
    assert without_ground(page_of(with_bars(paper(), 20, 2260)), Told()) is None
    assert without_ground(page_of(with_bars(ruled(), 20)), Told()) is None
    assert without_ground(page_of(with_bars(ruled(), BARS[0], 1500)), Told()) is None
