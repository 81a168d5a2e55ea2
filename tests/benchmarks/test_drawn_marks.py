"""The drawn marks of benchmarks/reading.py are what they say, and most are read as that."""

import pytest

from benchmarks.evidence_scores import wilson
from benchmarks.option_fields import draw_page
from pipeline.codes import load_codes
from pipeline.model import State
from pipeline.read.engine import build_engines
from pipeline.read.reader import read_raw


def test_the_same_number_draws_the_same_page() -> None:
    one, other = draw_page(3, boxed=True), draw_page(3, boxed=True)
    assert all((a.crop.grey == b.crop.grey).all() and a.chosen == b.chosen for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("boxed", [False, True])
def test_most_marked_options_are_read(boxed: bool) -> None:
    engines = build_engines(load_codes())
    pages = [draw_page(number, boxed, 4) for number in range(6)]
    fields = [field for page in pages for field in page]
    read = [raw for page in pages for raw in read_raw([field.crop for field in page], engines)]
    right = [
        raw.alternatives[0].state is field.state
        and (field.state is not State.VALUE or raw.alternatives[0].text == field.chosen[0])
        for raw, field in zip(read, fields, strict=True)
    ]
    assert sum(right) >= 0.8 * len(right)


def test_interval_of_wilson() -> None:
    low, high = wilson(95, 100)
    assert (round(low, 3), round(high, 3)) == (0.888, 0.978)
