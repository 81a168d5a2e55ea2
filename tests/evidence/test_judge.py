from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evidence.judge import DOUBTED, judge
from pipeline.geometry import Homography, PageMap
from pipeline.model import Decision, Doubt, Part, State
from pipeline.settings import Settings
from tests.evidence.written_pages import CERTAIN, alternatives, codes, form, judged, readings

FAMILY = form("catatan-keluarga", "III-15")


def test_values_come_in_the_readings_order_with_source_boxes() -> None:
    shifted = PageMap((Homography(np.array([[1.0, 0, 100], [0, 1.0, 50], [0, 0, 1.0]])),))
    given_readings = readings(FAMILY, {"year": "2019"}, [{"name": "Tri"}])
    values = judge(FAMILY, given_readings, codes(), shifted, Settings())
    assert [(v.part, v.row, v.field) for v in values] == [
        (r.cell.part, r.cell.row, r.cell.field.name) for r in given_readings
    ]
    for value, reading in zip(values, given_readings, strict=True):
        assert value.box.left == pytest.approx(reading.cell.box.left + 100)
        assert value.box.top == pytest.approx(reading.cell.box.top + 50)
        assert value.engine == reading.engine


def test_readings_that_say_the_same_are_one() -> None:
    written = [("Tani", 0.5), ("Petani", 0.4), ("Pedagang", 0.05)]
    cell = judged(FAMILY, {}, [{"name": "Tri", "occupation": written}])["table", 0, "occupation"]
    assert cell.value == "Petani"
    assert cell.raw_text == "Tani"
    assert cell.confidence == pytest.approx(0.9)
    assert [other.value for other in cell.alternatives] == ["Pedagang"]


def test_a_cell_without_any_reading_is_unreadable_and_in_review() -> None:
    cell = judged(FAMILY, {}, [{"name": ()}])["table", 0, "name"]
    assert (cell.state, cell.decision, cell.confidence) == (State.UNREADABLE, Decision.REVIEW, 0.0)


def test_blank_cells_are_judged_too() -> None:
    cell = judged(FAMILY, {})["head", None, "head_name"]
    assert (cell.state, cell.value, cell.raw_text, cell.decision) == (State.BLANK, None, None, Decision.ACCEPTED)
    assert cell.evidence == ()


READ = st.lists(
    st.tuples(
        st.sampled_from(["", "-", '"', "?", "3", "12", "tick", "Siti", "12-05-1990/29", "SD"]), st.floats(0, 0.3)
    ),
    max_size=3,
)


@settings(deadline=None)  # The first example loads the code lists.
@given(
    st.lists(st.dictionaries(st.sampled_from(["row_no", "name", "birth_date", "education", "sex"]), READ), max_size=4)
)
def test_whatever_is_read_gives_a_sound_value(rows: list[dict[str, list[tuple[str, float]]]]) -> None:
    values = judged(FAMILY, {"year": "2019"}, rows)
    again = judged(FAMILY, {"year": "2019"}, rows)
    assert values == again
    for (_, row, field), cell in values.items():
        assert 0.0 <= cell.confidence <= 1.0
        if row is None or field not in rows[row]:
            continue
        proposed = {alternative.state for alternative in alternatives(rows[row][field])} | {
            State.NONE,
            State.BLANK,
            State.UNREADABLE,
        }
        assert cell.state in proposed
        if cell.state not in (State.VALUE, State.DITTO):
            assert cell.value is None


def test_a_pale_page_is_told_and_its_sure_cells_are_accepted() -> None:
    of = form("rekap-dasawisma", "III-16a")
    read = readings(of, {"year": "2019"}, [{"row_no": "1", "families": "2"}], row_count=1)
    pale = tuple(replace(one, cell=one.cell.doubted(Doubt.PALE)) for one in read)
    for value in judge(of, pale, codes(), PageMap(), CERTAIN):
        assert DOUBTED[Doubt.PALE] in value.evidence and value.decision is Decision.ACCEPTED


def test_what_stands_between_the_ends_of_a_long_stroke_is_doubted_where_something_is_read() -> None:
    of = form("rekap-dasawisma", "III-16a")
    read = readings(of, {"year": "2019"}, [{"row_no": "1", "families": "2"}], row_count=1)
    cancelled = tuple(replace(one, cell=one.cell.doubted(Doubt.CANCELLED)) for one in read)
    values = judge(of, cancelled, codes(), PageMap(), CERTAIN)
    told = {value.field for value in values if DOUBTED[Doubt.CANCELLED] in value.evidence}
    assert told == {value.field for value in values if value.state is not State.BLANK} >= {"families"}
    assert told == {value.field for value in values if value.decision is Decision.REVIEW}


def test_what_lies_along_a_line_to_write_on_is_doubted_where_nothing_is_read() -> None:
    of = form("rekap-dasawisma", "III-16a")
    read = readings(of, {"year": "2019"}, [{"row_no": "1", "families": "2"}], row_count=1)
    along = tuple(replace(one, cell=one.cell.doubted(Doubt.ON_LINE)) for one in read)
    values = judge(of, along, codes(), PageMap(), CERTAIN)
    told = {value.field for value in values if DOUBTED[Doubt.ON_LINE] in value.evidence}
    assert told == {value.field for value in values if value.state is State.BLANK}
    assert told <= {value.field for value in values if value.decision is Decision.REVIEW}


def test_a_tick_that_reaches_a_bar_is_one_and_a_number_on_it_may_be_another() -> None:
    of = form("rekap-dasawisma", "III-16a")
    read = readings(of, {"year": "2019"}, [{"row_no": "1", "families": "2", "waste_place": "tick"}], row_count=1)
    on_bars = tuple(replace(one, cell=one.cell.doubted(Doubt.ON_RULING)) for one in read)
    values = {v.field: v for v in judge(of, on_bars, codes(), PageMap(), CERTAIN) if v.part is Part.TABLE}
    assert values["waste_place"].decision is Decision.ACCEPTED
    assert values["families"].decision is Decision.REVIEW


def test_what_something_lies_over_is_never_accepted() -> None:
    of = form("rekap-dasawisma", "III-16a")
    read = readings(of, {"year": "2019"}, [{"row_no": "1", "families": "2"}], row_count=2)
    covered = tuple(
        replace(one, cell=replace(one.cell, doubts=(Doubt.COVERED,) if one.cell.row == 1 else ())) for one in read
    )
    for value in judge(of, covered, codes(), PageMap(), CERTAIN):
        assert (DOUBTED[Doubt.COVERED] in value.evidence) is (value.row == 1)
        if value.row == 1:
            assert value.decision is Decision.REVIEW
