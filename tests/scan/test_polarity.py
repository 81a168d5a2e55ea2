"""White print on black is told from a sheet on a dark table, also where a heading's grey ground became bright."""

import numpy as np

from pipeline.scan.polarity import is_inverted
from tests.scan.drawn_form import drawn_form, drawn_list


def test_inverted_copies_are_told() -> None:
    for form in (drawn_form(), drawn_list()):
        assert not is_inverted(form.grey)
        assert is_inverted(255 - form.grey)


def test_a_bright_heading_does_not_hide_that_a_copy_is_inverted() -> None:
    """Its ground was taken for paper on a dark table, and the page refused."""
    copy = 255 - drawn_form().grey
    copy[680:950, 150:2850] = 235
    assert is_inverted(copy)


def test_a_sheet_on_a_dark_table_is_not_inverted_however_small() -> None:
    form = drawn_form().grey
    for reduced in (1, 2, 3):
        small = form[::reduced, ::reduced]
        table = np.full((3200, 4400), 45, np.uint8)
        table[500 : 500 + small.shape[0], 600 : 600 + small.shape[1]] = small
        assert not is_inverted(table)
    checks = (np.add.outer(np.arange(3200) // 250, np.arange(4400) // 250) % 4 == 0) * 120 + 60
    checks = checks.astype(np.uint8)
    checks[500:1550, 600:2100] = form[::2, ::2]
    assert not is_inverted(checks)


def test_brown_paper_a_little_brighter_than_the_most_of_what_is_dark_is_not_inverted() -> None:
    """Its print turned white, and the page was of no known form."""
    brown = np.maximum(drawn_form().grey, 100) * 0.66
    brown[400:600, 300:2500] = 109
    grain = np.kron(np.random.default_rng(2).normal(0, 1, (210, 300)), np.ones((10, 10)))
    assert not is_inverted((brown + grain).round().clip(0, 255).astype(np.uint8))
