"""A page of a book whose name begins with a dash is taken for a page, and options for options."""

import pytest

from pipeline.run.showing.dashed_names import with_pages_last


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        (["-d#1", "--out", "o"], ["--out", "o", "--", "-d#1"]),
        (["x#1", "--out", "o"], ["x#1", "--out", "o"]),
        (["--to", "p.png", "-a#2#12"], ["--to", "p.png", "--", "-a#2#12"]),
        (["--", "-d#1"], ["--", "-d#1"]),
        (["--too", "x"], ["--too", "x"]),
        (["-d#", "--out"], ["-d#", "--out"]),
    ],
)
def test_pages_stand_behind_the_options(words: list[str], taken: list[str]) -> None:
    assert with_pages_last(words) == taken
