"""The dictionary tells of every column, and carries the errors that were measured."""

import pandas as pd
import pytest

from pipeline.errors import ConfigurationError
from schemas import TABLES
from schemas.dictionary import data_dictionary
from schemas.validate import validate

HEAD = "table,column,measured_error,measured_error_low,measured_error_high,measured_on\n"


def test_every_column_of_every_table_is_described() -> None:
    dictionary = data_dictionary("")
    assert list(zip(dictionary["table"], dictionary["column"], strict=True)) == [
        (table.name, column.name) for table in TABLES.values() for column in table.columns
    ]
    assert dictionary["measured_error"].isna().all()
    assert validate("data_dictionary", dictionary).findings == ()


def test_the_packaged_dictionary_is_valid() -> None:
    assert validate("data_dictionary", data_dictionary()).findings == ()


def test_measured_errors_stand_beside_their_column() -> None:
    dictionary = data_dictionary(HEAD + "members,nik,0.004,0.001,0.009,412 accepted values of invented books\n")
    row = dictionary[(dictionary["table"] == "members") & (dictionary["column"] == "nik")].iloc[0]
    assert (row["measured_error"], row["measured_error_low"], row["measured_error_high"]) == (0.004, 0.001, 0.009)
    assert row["measured_on"] == "412 accepted values of invented books"
    assert dictionary["measured_error"].notna().sum() == 1


@pytest.mark.parametrize(
    "line",
    ["members,salary,0,0,0,x", "people,nik,0,0,0,x", "members,nik,few,0,0,x", "members,nik,0"],
)
def test_a_malformed_measurement_is_named_with_its_line(line: str) -> None:
    with pytest.raises(ConfigurationError, match=r"measured_error\.csv, line 2"):
        data_dictionary(HEAD + line)


def test_a_village_not_told_is_the_text_that_readers_of_folders_see() -> None:
    dictionary = data_dictionary("")
    told = dictionary[dictionary["column"] == "village_code"]
    folders = [table.name for table in TABLES.values() if table.partitioned]
    assert set(told["table"]) == set(folders)
    assert told["description"].str.contains("the text `unknown`").all()


def test_codes_say_what_may_occur() -> None:
    dictionary = data_dictionary("").set_index(["table", "column"])["codes"]
    assert dictionary["members", "sex"] == "L|P"
    assert dictionary["members", "education"] == "schemas/codes/education.csv"
    assert pd.isna(dictionary["members", "name"])
