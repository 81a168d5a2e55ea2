"""A word of a list is believed only where the ink looks like it."""

import pytest

from pipeline.read.vocabulary import fits_badly, make_vocabulary
from tests.read.test_decode import written

LISTED = make_vocabulary(["Cacat Fisik", "Cacat Netra", "Islam", "TB", "S1", "S-1"])


@pytest.mark.parametrize(
    ("ink", "said", "badly"),
    [
        ("Cacat Netra", "CACAT NETRA", False),
        ("Cacat Netta", "Cacat Netra", False),  # a letter that looks like another
        ("Caeaz Itatr", "Cacat Netra", True),
        ("tkb", "TB", True),
        ("lslam", "Islam", False),
        ("s-1", "S-1", False),
        ("melati", "Melati", False),  # a word of no list fits as it may
    ],
)
def test_words_of_the_list_that_are_much_unlike_the_ink(ink: str, said: str, badly: bool) -> None:
    assert fits_badly(written(ink), LISTED, said) is badly
