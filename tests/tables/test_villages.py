from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tables.villages import village_household_rows, village_schooling_rows

AREA = {"village_code": "35.22.13.2001", "bps_village_code": "3522130001", "year": 2019}


def household(number: int, **more: object) -> dict[str, object]:
    return {**AREA, "household_id": f"h{number}", "confidence": 0.999, **more}


def member(household_id: str, sex: str | None) -> dict[str, object]:
    return {**AREA, "household_id": household_id, "sex": sex, "confidence": 0.998}


def village(households: list[Mapping[str, object]], members: list[Mapping[str, object]] = ()) -> dict[str, object]:
    [row] = village_household_rows(households, members, 5)
    return row


def test_counts_of_a_village() -> None:
    homes = [household(i, latrine=i < 8, water_source="pdam" if i < 9 else "well") for i in range(20)]
    row = village(homes, [member(f"h{i}", "LP"[i % 2]) for i in range(40)])
    assert (row["households"], row["persons"], row["male"], row["female"]) == (20, 40, 20, 20)
    assert row["latrine_with"] is None or row["latrine_with"] == 8
    assert row["latrine_without"] is None or row["latrine_without"] == 12
    assert row["latrine_unknown"] is None
    assert row["confidence"] == 0.999


def test_persons_are_those_listed_else_those_stated() -> None:
    homes = [household(i, members_male=3, members_female=2) for i in range(6)]
    row = village(homes, [member("h0", "L")] * 6)
    assert row["male"] == 6 + 5 * 3
    assert row["female"] == 5 * 2


def test_a_small_village_publishes_nothing_small() -> None:
    row = village([household(i, latrine=True) for i in range(4)])
    assert row["households"] is None
    assert row["latrine_with"] is None
    assert "households" in row["suppressed"]


def test_every_null_count_is_named() -> None:
    row = village([household(i, latrine=i < 3) for i in range(12)])
    nulls = {name for name, value in row.items() if value is None and name not in AREA}
    assert nulls == set(row["suppressed"])


@given(st.lists(st.sampled_from(["pdam", "well", "river", "other", None]), min_size=5, max_size=30))
@settings(max_examples=50, deadline=None)
def test_water_cannot_be_worked_out(answers: list[str | None]) -> None:
    """An outsider tries every village with the same published counts."""
    row = village([household(i, water_source=answer) for i, answer in enumerate(answers)])
    names = ("pdam", "well", "river", "other", "unknown")
    published = {name: value for name, value in row.items() if name.startswith("water_") and value is not None}
    believed: dict[str, set[int]] = {}
    for counts in _worlds(len(answers), len(names)):
        world = cells_of(dict(zip(names, counts, strict=True)))
        if all(world[name] == value for name, value in published.items()):
            for name, value in world.items():
                believed.setdefault(name, set()).add(value)
    truth = cells_of({name: sum((answer or "unknown") == name for answer in answers) for name in names})
    for name, value in truth.items():
        if value < 5:
            assert row[name] is None
            assert len(believed[name]) > 1


def _worlds(total: int, parts: int) -> list[tuple[int, ...]]:
    if parts == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in _worlds(total - first, parts - 1)]


def cells_of(world: dict[str, int]) -> dict[str, int]:
    total = sum(world.values())
    cells = {}
    for name in ("pdam", "well", "river", "other"):
        cells[f"water_{name}_with"] = world[name]
        cells[f"water_{name}_without"] = total - world[name] - world["unknown"]
        cells[f"water_{name}_unknown"] = world["unknown"]
    return cells


def pupil(sex: str | None, band: str | None, participation: str) -> dict[str, object]:
    return {**AREA, "sex": sex, "age_band": band, "participation": participation, "confidence": 0.99}


def schooling(people: list[Mapping[str, object]], totals: Mapping[str, object]) -> dict[tuple[object, ...], object]:
    rows = village_schooling_rows(people, [{**AREA, **totals}], 5)
    assert all((row["persons"] is None) == (row["suppressed"] == ["persons"]) for row in rows)
    return {(row["age_band"], row["sex"], row["participation"]): row["persons"] for row in rows}


def test_empty_cells_look_like_small_ones() -> None:
    counts = schooling([pupil("L", "7-12", "attending")] * 9 + [pupil("P", "7-12", "attending")] * 8, {})
    assert counts["7-12", "L", "attending"] == 9
    assert counts["13-15", "L", "left"] is None
    assert len(counts) == 7 * 2 * 4


def test_a_known_total_of_a_sex_gives_no_cell_away() -> None:
    people = (
        [pupil("L", "7-12", "attending")] * 9
        + [pupil("L", "13-15", "attending")] * 7
        + [pupil("L", "13-15", "left")] * 2
    )
    counts = schooling(people, {"male": 18, "persons": 18})
    shown = [count for (_, sex, _), count in counts.items() if sex == "L" and count is not None]
    assert 18 - sum(shown) > 0
    assert counts["13-15", "L", "left"] is None


def test_everyone_in_one_cell_hides_it_when_the_total_is_known() -> None:
    people = [pupil("L", "7-12", "attending")] * 9
    assert schooling(people, {"male": 9, "persons": 9})["7-12", "L", "attending"] is None


@pytest.mark.parametrize("seed", range(20))
def test_schooling_cells_cannot_be_worked_out(seed: int) -> None:
    chance = random.Random(seed)
    bands, states = ("0-2", "3-6", "7-12", "13-15"), ("attending", "left", "unknown")
    people = [pupil(chance.choice("LP"), chance.choice(bands), chance.choice(states)) for _ in range(80)]
    sexes = {sex: sum(p["sex"] == sex for p in people) for sex in "LP"}
    counts = schooling(people, {"male": sexes["L"], "female": sexes["P"], "persons": 80})
    for sex in "LP":
        left = sexes[sex] - sum(n for (_, s, _), n in counts.items() if s == sex and n is not None)
        hidden = [key for key, n in counts.items() if key[1] == sex and n is None]
        # Nothing left, or one cell left, would be as good as published.
        assert left > 0
        assert len(hidden) > 1


def test_persons_of_unknown_age_have_rows_only_if_there_are_any() -> None:
    counts = schooling([pupil(None, None, "unknown")] * 6 + [pupil("L", "25+", "left")] * 9, {})
    assert counts[None, None, "unknown"] == 6
