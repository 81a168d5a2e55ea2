"""Tables `village_households` and `village_schooling`: counts for the public, small ones left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import cast

from pipeline.tables.schooling import BANDS, OLDEST_BAND
from pipeline.tables.suppression import suppressed

Record = Mapping[str, object]
Area = tuple[str | None, str | None, int | None]

FLAGS = ("latrine", "waste_place", "drainage", "p4k_sticker", "up2k")
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "house_criteria": {"healthy": "house_healthy"},
    "water_source": {"pdam": "water_pdam", "well": "water_well", "river": "water_river", "other": "water_other"},
    "staple_food": {"rice": "food_rice", "other": "food_other"},
}
"""Columns of households with one answer out of several, and the indicator of each answer."""

UNKNOWN = "unknown"
PARTICIPATIONS = ("never", "attending", "left", "unknown")
SEXES = ("L", "P")


def village_household_rows(
    households: Sequence[Record], members: Sequence[Record], min_cell: int
) -> list[dict[str, object]]:
    """The rows of `village_households`, from the rows of households and members that are published."""
    by_area = _by_area(households)
    persons = _by_area(members)
    return [_village(area, by_area[area], persons.get(area, []), min_cell) for area in sorted(by_area, key=_order)]


def _by_area(rows: Iterable[Record]) -> dict[Area, list[Record]]:
    found: dict[Area, list[Record]] = {}
    for row in rows:
        area = cast(Area, (row.get("village_code"), row.get("bps_village_code"), row.get("year")))
        found.setdefault(area, []).append(row)
    return found


def _order(area: Area) -> tuple[str, int]:
    return area[0] or "~", area[2] or 0


def _village(area: Area, households: Sequence[Record], members: Sequence[Record], min_cell: int) -> dict[str, object]:
    row: dict[str, object] = {"village_code": area[0], "bps_village_code": area[1], "year": area[2]}
    total = len(households)
    counts: dict[str, int] = {"households": total}
    hidden: set[str] = {"households"} if total < min_cell else set()
    for column in (*FLAGS, *ANSWERS):
        categories = Counter(_answer(column, household) for household in households)
        cells = _cells(column, categories)
        counts |= {name: sum(categories[c] for c in inside) for name, inside in cells.items()}
        everyone = [frozenset(categories)] if total >= min_cell else []
        hidden |= suppressed(categories, cells, everyone, min_cell)
    people = _people(households, members)
    cells = {"persons": frozenset(people), "male": frozenset({"L"}), "female": frozenset({"P"})}
    counts |= {name: sum(people[c] for c in inside) for name, inside in cells.items()}
    # Hardly anyone's sex is unknown, so persons less women is men to whoever looks: the unknown are no cover.
    cover = {sex: people[sex] for sex in SEXES}
    hidden |= suppressed(cover, {n: inside & frozenset(SEXES) for n, inside in cells.items()}, [], min_cell)
    hidden |= {name for name, count in counts.items() if count < min_cell}
    row |= {name: None if name in hidden else count for name, count in counts.items()}
    known = [value for household in households if isinstance(value := household.get("confidence"), float)]
    return {**row, "suppressed": sorted(hidden), "confidence": min(known, default=None)}


def _answer(column: str, household: Record) -> str:
    value = household.get(column)
    if value is None:
        return UNKNOWN
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cells(column: str, categories: Counter[str]) -> dict[str, frozenset[str]]:
    """With, without and unknown of every indicator that the column gives; sets the categories that may occur."""
    indicators = {"true": column} if column in FLAGS else dict(ANSWERS[column])
    answers = [*indicators, *(["false"] if column in FLAGS else ["unhealthy"] if column == "house_criteria" else [])]
    for answer in (*answers, UNKNOWN):
        categories.setdefault(answer, 0)
    cells = {}
    for answer, indicator in indicators.items():
        cells[f"{indicator}_with"] = frozenset({answer})
        cells[f"{indicator}_without"] = frozenset(answers) - {answer}
        cells[f"{indicator}_unknown"] = frozenset({UNKNOWN})
    return cells


def _people(households: Sequence[Record], members: Sequence[Record]) -> Counter[str]:
    """Persons by sex (`L`, `P`, `unknown`): those listed, and where a household lists none, those it states."""
    people: Counter[str] = Counter({"L": 0, "P": 0, UNKNOWN: 0})
    people.update(_sex(member) for member in members)
    listing = {member.get("household_id") for member in members}
    for household in households:
        if household.get("household_id") in listing:
            continue
        for column, sex in (("members_male", "L"), ("members_female", "P")):
            stated = household.get(column)
            people[sex] += stated if isinstance(stated, int) else 0
    return people


def _sex(row: Record) -> str:
    value = row.get("sex")
    return value if isinstance(value, str) else UNKNOWN


def village_schooling_rows(
    schooling: Sequence[Record], villages: Sequence[Record], min_cell: int
) -> list[dict[str, object]]:
    """The rows of `village_schooling`: every band, sex and participation of each village and year that has anyone.

    Bands and sexes that are not known have rows only where someone is in them. villages: rows of
    `village_households`, whose totals are public too.
    """
    totals = {(v.get("village_code"), v.get("year")): v for v in villages}
    by_area = _by_area(schooling)
    rows: list[dict[str, object]] = []
    for area in sorted(by_area, key=_order):
        rows += _schooling(area, by_area[area], totals.get((area[0], area[2]), {}), min_cell)
    return rows


def _schooling(area: Area, people: Sequence[Record], totals: Record, min_cell: int) -> list[dict[str, object]]:
    counts: Counter[tuple[str, str, str]] = Counter(
        (str(p.get("age_band") or UNKNOWN), _sex(p), str(p.get("participation"))) for p in people
    )
    for category in product((*(band for _, band in BANDS), OLDEST_BAND), SEXES, PARTICIPATIONS):
        counts.setdefault(category, 0)
    cells = {"|".join(category): frozenset({category}) for category in counts}
    fixed = [frozenset(counts)] if totals.get("persons") is not None else []
    fixed += [
        frozenset(category for category in counts if category[1] == sex)
        for column, sex in (("male", "L"), ("female", "P"))
        if totals.get(column) is not None
    ]
    hidden = suppressed(counts, cells, fixed, min_cell)
    known = [value for person in people if isinstance(value := person.get("confidence"), float)]
    rows: list[dict[str, object]] = []
    for (band, sex, participation), count in sorted(counts.items()):
        secret = "|".join((band, sex, participation)) in hidden
        rows.append(
            {
                "village_code": area[0],
                "bps_village_code": area[1],
                "year": area[2],
                "age_band": None if band == UNKNOWN else band,
                "sex": None if sex == UNKNOWN else sex,
                "participation": participation,
                "persons": None if secret else count,
                "suppressed": ["persons"] if secret else [],
                "confidence": min(known, default=None),
            }
        )
    return rows
