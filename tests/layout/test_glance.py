"""The band of column numbers, told from a first row of writing."""

import pytest

from pipeline.layout.glance import _last_number
from pipeline.layout.print_reader import PrintedText


@pytest.mark.parametrize("columns", [5, 12, 19, 31])
def test_the_numbers_of_all_columns_are_the_band_of_numbers(columns: int) -> None:
    text = " ".join(str(number) for number in range(1, columns + 1))
    assert _last_number(PrintedText(text, 1.0), columns) == columns


@pytest.mark.parametrize("text", ["1 2 3", "1 Siti 2 3", "123 4", ""])
def test_a_few_digits_in_a_wide_row_are_no_band_of_numbers(text: str) -> None:
    assert _last_number(PrintedText(text, 1.0), 19) == 0
