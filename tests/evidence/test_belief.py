"""Names of places in one word, where the reader's prior, that of persons, parts them."""

from __future__ import annotations

import pytest

from pipeline.evidence.belief import believed
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Part, Reading, State
from tests.evidence.written_pages import codes


@pytest.mark.parametrize(
    ("name", "said", "best"),
    [
        ("desa", {"Bumi ayu": 0.75, "Bumiayu": 0.23}, "Bumiayu"),
        ("dusun", {"TEGAL SARI": 0.78, "TEGALSARI": 0.2}, "TEGALSARI"),
        ("desa", {"Bumi ayu": 0.98, "Bumiayu": 0.01}, "Bumi ayu"),
        ("provinsi", {"Jawa Timur": 0.75, "Jawatimur": 0.23}, "Jawa Timur"),
        ("head_name", {"Bumi ayu": 0.75, "Bumiayu": 0.23}, "Bumi ayu"),
    ],
    ids=["village", "hamlet", "room between", "two words", "a person"],
)
def test_a_place_is_one_word_where_its_list_has_it_so(name: str, said: dict[str, float], best: str) -> None:
    cell = Cell(Part.HEAD, None, Field(name, Kind.NAME), Box(0, 0, 90, 30))
    readings = tuple(Alternative(State.VALUE, text, share) for text, share in said.items())
    belief = believed(Reading(cell, readings, 1.0, "words 1"), codes(), None)
    assert belief.candidates[belief.best].value == best
    assert sum(one.probability for one in belief.candidates) == pytest.approx(sum(said.values()))
