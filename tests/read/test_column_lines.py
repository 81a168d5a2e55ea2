"""What a line down a column says is believed as counted, whatever its ink looks like."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.codes import load_codes
from pipeline.errors import ConfigurationError
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Doubt, Line, Part, State
from pipeline.read.column_lines import counted_share, line_reading, load_line_shares
from pipeline.read.engine import build_engines
from pipeline.read.reader import read_cells


def test_few_lines_are_believed_little() -> None:
    assert counted_share(0, 0) == 0.5
    assert counted_share(10, 10) < counted_share(1000, 1000) < 1.0


@pytest.mark.parametrize(("line", "state"), [(Line.SAME, State.DITTO), (Line.EMPTY, State.BLANK)])
def test_the_reader_says_what_the_line_says(line: Line, state: State) -> None:
    grey = np.full((130, 160), 240, np.uint8)
    grey[:, 78:83] = 60
    cell = Cell(Part.TABLE, 1, Field("religion", Kind.CODE, codes="religion"), Box(20, 20, 140, 110), line=line)
    engines = replace(build_engines(load_codes()), lines={line: 0.75})
    first, second = read_cells([Crop(cell, grey, Box(0, 0, 160, 130))], engines)[0].alternatives
    assert (first.state, first.text, first.probability) == (state, None, 0.75)
    assert first.probability + second.probability == 1.0


def test_what_ships_is_surer_of_several_rows_than_of_one() -> None:
    shares = load_line_shares()
    assert 0.5 < shares[Line.SAME_ONCE] < shares[Line.SAME] < 1.0
    assert [one.state for one in line_reading(Line.SAME, shares)] == [State.DITTO, State.BLANK]


def test_a_broken_table_is_told(tmp_path: Path) -> None:
    file = tmp_path / "lines.toml"
    file.write_text("[same]\nlines = 3\n")
    with pytest.raises(ConfigurationError, match="cannot be read as a table of shares"):
        load_line_shares(file)


def test_a_long_stroke_that_layout_does_not_understand_is_no_ditto() -> None:
    """Lines through empty rows were dittos of what stood above them."""
    grey = np.full((130, 160), 240, np.uint8)
    grey[:, 78:83] = 60
    crossed = Cell(Part.TABLE, 1, Field("religion", Kind.CODE, codes="religion"), Box(20, 20, 140, 110))
    engines = build_engines(load_codes())
    states = []
    for doubts in ((), (Doubt.OVERLAID,)):
        crop = Crop(replace(crossed, doubts=doubts), grey, Box(0, 0, 160, 130))
        states.append({one.state: one.probability for one in read_cells([crop], engines)[0].alternatives})
    assert max(states[0], key=states[0].__getitem__) is State.DITTO
    assert states[1].get(State.DITTO, 0.0) < 0.5 <= states[0][State.DITTO]
