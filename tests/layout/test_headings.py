"""A row of numbers is no heading: where the heading is not seen, the first row stands in its place."""

import pytest

from pipeline.formfile import load_forms
from pipeline.layout.headings import abbreviates, is_row

RECAP = next(form for form in load_forms() if form.key == "rekap-rt 4.16b")
HEADINGS = {at: column.headings[0] for at, column in enumerate(RECAP.columns)}


@pytest.mark.parametrize("garbled", ["", "Ig | 2", "3 8UTA", "77"])
def test_headings_are_no_row_though_some_cannot_be_read(garbled: str) -> None:
    assert not is_row(HEADINGS | dict.fromkeys(range(4, 14), garbled))


def test_a_row_of_numbers_is_one() -> None:
    written = ["1", "Melati", "2", "29", "29", "75.", "57", "12", "", "8", "yr", "34"]
    assert is_row(dict(enumerate(written)))


def test_nothing_read_is_no_row() -> None:
    assert not is_row({})
    assert not is_row({0: "1", 1: "", 2: "2"})


@pytest.mark.parametrize(
    ("read", "heading", "same"),
    [
        ("Kes. Lingk.", "KESEHATAN LINGKUNGAN", True),
        ("Pemanf Pekar", "PEMANFAATAN TANAH PEKARANGAN", True),
        ("SEHAT", "SEHAT LAYAK HUNI", False),
        ("TIDAK SEHAT", "TIDAK SEHAT LAYAK HUNI", False),
        ("TOTAL P", "TOTAL PEREMPUAN", False),
        ("Tanah Pekar", "PEMANFAATAN TANAH PEKARANGAN", False),
    ],
)
def test_words_cut_short_stand_for_the_heading_whose_first_and_last_they_begin(
    read: str, heading: str, same: bool
) -> None:
    assert abbreviates(read, heading) is same
