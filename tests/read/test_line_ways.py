"""What is read both as one line and as two is decided by how sure either is, and by the words of the field's list."""

import pytest

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.formfile import load_forms
from pipeline.read.engine import Engines, build_engines
from pipeline.read.line_ways import likely_two
from tests.read.test_decode import written

EDUCATION = next(
    column.field
    for form in load_forms()
    if form.key == "catatan-keluarga III-15"
    for column in form.columns
    if column.field.name == "education"
)


@pytest.fixture(scope="module")
def engines() -> Engines:
    return build_engines(load_codes())


def test_a_word_cut_in_two_is_one_line(engines: Engines) -> None:
    two = likely_two(EDUCATION, [written("smp", 0.95)], [written("sm", 0.94), written("p", 0.94)], engines)
    assert two == 0.0


def test_where_the_lines_together_are_another_word_it_is_not_sure_that_they_are_one(engines: Engines) -> None:
    """`Tamat SD` is a word of the list, too, and was accepted."""
    two = likely_two(
        EDUCATION, [written("tamat sd", 0.95)], [written("tidak", 0.94), written("tamat sd", 0.95)], engines
    )
    assert two > 0.05


def test_a_word_that_one_line_is_like_does_not_outweigh_two_surer_lines(engines: Engines) -> None:
    two = likely_two(
        EDUCATION, [written("ramat sd", 0.93)], [written("tidar", 0.95), written("tamat sd", 0.95)], engines
    )
    assert two > 0.5


def test_of_other_fields_the_sureness_of_the_readings_tells(engines: Engines) -> None:
    name = Field("name", Kind.NAME)
    assert likely_two(name, [written("siti", 0.99)], [written("si", 0.8), written("ti", 0.8)], engines) < 0.01
