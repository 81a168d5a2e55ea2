"""Frames have the registry's dtypes, and what is of another type is found, not bent."""

from collections.abc import Iterator
from datetime import date, datetime
from weakref import ref

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schemas
from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.frames import DTYPES, conform, frame, to_arrow

VALUES = {
    schemas.Type.STRING: st.none() | st.text(max_size=12),
    schemas.Type.INTEGER: st.none() | st.integers(-(2**31), 2**31 - 1),
    schemas.Type.FLOAT: st.none() | st.floats(allow_nan=False),
    schemas.Type.BOOLEAN: st.none() | st.booleans(),
    schemas.Type.DATE: st.none() | st.dates(date(1800, 1, 1), date(2200, 1, 1)),
    schemas.Type.STRINGS: st.lists(st.text(max_size=4), max_size=3),
    schemas.Type.READINGS: st.lists(
        st.fixed_dictionaries({"value": st.text(max_size=4), "confidence": st.floats(0, 1)}), max_size=2
    ),
}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_an_empty_table_has_the_right_columns_and_dtypes(name: str) -> None:
    empty = schemas.empty(name)
    assert tuple(empty.columns) == TABLES[name].names
    assert len(empty) == 0
    assert [empty[column.name].dtype for column in TABLES[name].columns] == [
        DTYPES[column.type] for column in TABLES[name].columns
    ]
    assert to_arrow(name, empty).schema.equals(arrow_schema(name), check_metadata=True)


@pytest.mark.parametrize("name", ["readings", "members"])
@settings(deadline=None)
@given(data=st.data())
def test_values_come_back_from_a_frame_and_from_arrow_as_they_went_in(name: str, data: st.DataObject) -> None:
    row = {column.name: data.draw(VALUES[column.type]) for column in TABLES[name].columns}
    table = frame(name, [row])
    assert [table[column.name].dtype for column in TABLES[name].columns] == [
        DTYPES[column.type] for column in TABLES[name].columns
    ]
    for field in arrow_schema(name):
        assert pa.array(table[field.name], type=field.type, from_pandas=True).to_pylist() == [row[field.name]]


def test_what_a_row_leaves_out_is_null_or_an_empty_list() -> None:
    table = frame("members", [{"person_id": "p1"}])
    assert pd.isna(table["year"][0]) and pd.isna(table["name"][0]) and pd.isna(table["posyandu"][0])
    assert list(table["in_review"][0]) == []


def test_rows_are_let_go_one_by_one() -> None:
    class Record(dict[str, object]):
        """A row of which it can be told whether somebody still has it."""

    made: list[ref[Record]] = []

    def rows() -> Iterator[Record]:
        for number in range(5):
            row = Record(book_id="melati", page_no=number)
            made.append(ref(row))
            yield row
            del row
            assert sum(one() is not None for one in made) <= 1, "all rows of a village would fill memory"

    assert frame("pages", rows())["page_no"].tolist() == list(range(5))


def test_a_column_that_the_table_does_not_have_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no column salary"):
        frame("members", [{"salary": 1}])
    with pytest.raises(ValueError, match="missing year"):
        conform("members", schemas.empty("members").drop(columns="year"))
    with pytest.raises(ValueError, match="unknown salary"):
        conform("members", schemas.empty("members").assign(salary=1))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("year", True),
        ("year", "2016"),
        ("year", 2016.5),
        ("year", float("inf")),
        ("year", 2**31),
        ("name", 7),
        ("name", "\ud800"),
        ("posyandu", 1),
        ("posyandu", "ya"),
        ("birth_date", "1990-01-01"),
        ("birth_date", datetime(1990, 1, 1, 12)),
        ("activities", "arisan"),
        ("activities", [1]),
        ("name", b"Sri"),
        ("confidence", "0.5"),
        ("confidence", True),
    ],
)
def test_a_value_of_another_type_is_null_and_named(column: str, value: object) -> None:
    good = {"person_id": "p1"}
    typed, misfits = conform("members", frame("members", [good, {**good, column: value}, good]))
    assert misfits == ((1, column),)
    assert typed[column].dtype == DTYPES[TABLES["members"].column(column).type]
    assert pd.isna(typed[column][1]) if column != "activities" else True


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("year", [2016.0, np.nan], [2016, None]),
        ("year", [np.int64(2016), None], [2016, None]),
        ("birth_date", [pd.Timestamp("1990-05-12"), pd.NaT], [date(1990, 5, 12), None]),
        ("posyandu", [np.True_, None], [True, None]),
        ("name", ["Sri", np.nan], ["Sri", None]),
        ("activities", [("arisan",), np.array([], dtype=object)], [["arisan"], []]),
    ],
)
def test_other_spellings_of_the_same_value_are_taken(column: str, values: list[object], expected: list[object]) -> None:
    table = schemas.empty("members").reindex(range(2))
    table[column] = pd.Series(values)
    typed, misfits = conform("members", table)
    assert not [misfit for misfit in misfits if misfit.column == column]
    got = [None if value is pd.NA else value for value in typed[column]]
    assert [list(value) if column == "activities" else value for value in got] == expected
