"""The Arrow schema follows the registry and says nothing that changes with a library's version."""

import json

import pyarrow as pa
import pytest

from schemas import TABLES
from schemas.arrow import ARROW_TYPES, arrow_schema, file_schema


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_has_its_type_and_nullability(name: str) -> None:
    schema = arrow_schema(name)
    for column, field in zip(TABLES[name].columns, schema, strict=True):
        assert (field.name, field.type, field.nullable) == (column.name, ARROW_TYPES[column.type], column.nullable)


def test_a_file_of_a_partitioned_table_leaves_the_village_to_its_folder() -> None:
    assert "village_code" not in file_schema("members").names
    assert file_schema("pages").equals(arrow_schema("pages"), check_metadata=True)


def test_types_that_the_contract_names() -> None:
    readings, members = arrow_schema("readings"), arrow_schema("members")
    assert readings.field("page_no").type == pa.int32() and readings.field("row").type == pa.int32()
    assert readings.field("evidence").type == pa.list_(pa.string())
    assert [field.name for field in readings.field("alternatives").type.value_type] == ["value", "confidence"]
    assert not readings.field("confidence").nullable
    assert members.field("birth_date").type == pa.date32() and members.field("nik").type == pa.string()


def test_the_metadata_names_no_version_of_a_library() -> None:
    metadata = json.loads(arrow_schema("members").metadata[b"pandas"])
    assert "creator" not in metadata
    assert {column["numpy_type"] for column in metadata["columns"]} == {"Int32", "boolean"}
