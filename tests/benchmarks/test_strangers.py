"""The pages of benchmarks.strangers: truth and page agree in form, sums agree, and a seed gives the same bytes."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.strangers import Filled, make_book
from benchmarks.strangers_fonts import faces
from benchmarks.strangers_forms import layouts

FONTS = Path(__file__).parent.parent.parent / "samples" / "fonts"
STATES = {"value", "blank", "none", "ditto", "struck"}


@pytest.fixture(scope="module")
def books() -> list[Filled]:
    fonts = faces(FONTS / "hands", FONTS / "print")
    return [page for number in (0, 1) for page in make_book(3, number, 4, fonts)]


def test_every_field_of_the_form_stands_on_its_page(books: list[Filled]) -> None:
    for page in books:
        layout = layouts()[page.layout.form, page.layout.edition]
        fields = {cell["field"] for cell in page.cells}
        lines = layout.heads + layout.right + layout.before + layout.items
        assert fields >= {field for line in lines for field in line.fields}
        assert fields >= {column.field for column in layout.columns if column.kind != "printed"}
        assert {cell["state"] for cell in page.cells} <= STATES
        keys = [cell["key"] for cell in page.cells]
        assert len(keys) == len(set(keys))


def test_cells_lie_on_the_picture(books: list[Filled]) -> None:
    for page in books:
        high, wide = page.spoiled.image.shape[:2]
        middles = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in (cell["box"] for cell in page.cells)]
        assert all(0 < x < wide and 0 < y < high for x, y in middles)


def test_the_sum_below_is_that_of_the_rows(books: list[Filled]) -> None:
    for page in books:
        for below in (cell for cell in page.cells if cell["row"] == "total" and isinstance(cell["value"], int)):
            rows = [
                cell for cell in page.cells if cell["field"] == below["field"] and cell["row"] not in (None, "total")
            ]
            assert sum(cell["value"] or 0 for cell in rows) == below["value"]


def test_a_seed_gives_the_same_bytes() -> None:
    fonts = faces(FONTS / "hands", FONTS / "print")
    once, again = (list(make_book(5, 2, 1, fonts)) for _ in range(2))
    assert np.array_equal(once[0].spoiled.image, again[0].spoiled.image)
    assert once[0].cells == again[0].cells
