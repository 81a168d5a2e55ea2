"""The tables have the columns that the contract promises, and the registry is sound in itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import schemas
from schemas import TABLES, Type
from schemas.columns import LIST_TYPES
from schemas.models import model

PROMISED = {
    "readings": "book_id source page_no form edition part row field state raw_text value age confidence decision "
    "evidence alternatives box_left box_top box_right box_bottom engine",
    "pages": "book_id source page_no sha256 status reason message form edition match_score runner_up quarter_turns "
    "skew_deg grid_residual_px",
    "households": "village_code bps_village_code year confidence in_review written_none unreadable household_id "
    "dasawisma rt rw dusun head_name members_counted members_stated members_male members_female "
    "house_criteria latrine latrine_count water_source waste_place drainage p4k_sticker staple_food up2k "
    "sources",
    "members": "village_code bps_village_code year book_id page_no confidence in_review written_none unreadable "
    "person_id household_id row_no name nik relation sex birth_place birth_date birth_date_precision "
    "age_written age religion marital_status education occupation special_needs family_planning posyandu "
    "bkb savings cooperative activities nik_check",
    "schooling": "village_code bps_village_code year confidence in_review person_id household_id sex age age_band "
    "highest_level highest_level_code participation participation_basis attending_level_code kejar_paket "
    "early_childhood",
    "village_households": "village_code bps_village_code year households persons male female latrine_with "
    "latrine_without latrine_unknown water_pdam_with water_pdam_without water_pdam_unknown suppressed",
    "village_schooling": "village_code bps_village_code year age_band sex participation persons suppressed",
    "recaps": "village_code bps_village_code year book_id page_no confidence form edition level row name is_total "
    "column stated counted",
    "mother_child": "village_code bps_village_code year book_id page_no confidence month mother_name husband_name "
    "mother_status baby_name baby_male baby_female birth_date certificate_yes certificate_no "
    "deceased_name deceased_status deceased_male deceased_female death_date death_cause note",
    "quarantine": "book_id page_no table key column rule severity message raw_text confidence box_left box_top "
    "box_right box_bottom",
    "data_dictionary": "table column type unit description source codes measured_error measured_error_low "
    "measured_error_high measured_on",
}
PARTITIONED = {
    "households", "members", "schooling", "village_households", "village_schooling", "recaps", "mother_child",
}  # fmt: skip


def test_every_table_of_the_contract_is_there_with_its_columns() -> None:
    assert set(TABLES) == set(PROMISED)
    for name, columns in PROMISED.items():
        assert not set(columns.split()) - set(TABLES[name].names), name


@pytest.mark.parametrize("name", ["readings", "pages", "quarantine", "data_dictionary"])
def test_tables_without_villages_have_the_columns_in_the_contracts_order(name: str) -> None:
    assert TABLES[name].names == tuple(PROMISED[name].split())


def test_tables_with_a_village_are_partitioned_and_no_others() -> None:
    assert {name for name, table in TABLES.items() if table.partitioned} == PARTITIONED
    assert {name for name, table in TABLES.items() if "village_code" in table.names} == PARTITIONED


def test_the_public_tables_name_no_person_household_or_page() -> None:
    for name in ("village_households", "village_schooling"):
        assert not {"person_id", "household_id", "book_id", "name", "nik", "sources"} & set(TABLES[name].names)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_is_sound(name: str) -> None:
    table = TABLES[name]
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    for column in table.columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert column.description.endswith(".")
        assert not (column.nullable and column.type in LIST_TYPES), "lists are empty, never null"
        assert not (column.codes and column.vocabulary), "a list is closed or open, not both"
        if column.low is not None and column.high is not None:
            assert column.low <= column.high
        if column.vocabulary is not None:
            assert (Path(schemas.__file__).parent / "codes" / f"{column.vocabulary}.csv").is_file()
        if column.pattern is not None:
            assert column.type is Type.STRING
            re.compile(column.pattern)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_pandera_model_follows_the_registry(name: str) -> None:
    table, derived = TABLES[name], model(name)
    assert tuple(derived.columns) == table.names
    assert derived.strict and derived.ordered
    assert derived.unique == (list(table.key) if table.unique else None)
    for column in table.columns:
        assert derived.columns[column.name].nullable == column.nullable
        assert derived.columns[column.name].description == column.description


def test_asking_for_a_form_file_loads_no_pandas() -> None:
    code = "import sys, schemas; sys.exit(any(name in sys.modules for name in ('pandas', 'pandera', 'pyarrow')))"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_a_missing_column_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        TABLES["members"].column("salary")
