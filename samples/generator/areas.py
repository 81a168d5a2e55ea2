"""Rows of the higher recaps and of ibu-bayi: areas whose counts come from whole households, events of one month."""

from __future__ import annotations

import random
from datetime import date

from pipeline.form import Form
from samples.generator import words
from samples.generator.facts import Fact, recap_facts
from samples.generator.people import Household

HOUSEHOLDS = {"rt": (8, 14), "rw": (8, 14), "dusun": (25, 60), "desa": (90, 260)}
"""Households in a row of a recap: a dasawisma of an RT, a dasawisma of an RW, an RW of a dusun, a dusun of a desa."""


def area_rows(form: Form, households: tuple[Household, ...], count: int, seed: int) -> list[dict[str, Fact]]:
    """`count` rows of a recap of RT, RW, dusun or desa; every row sums households drawn from `households`."""
    rng = random.Random(f"areas:{seed}")
    known = [recap_facts(household) for household in households]
    low, high = HOUSEHOLDS.get(form.level or "rt", (8, 14))
    dusuns = households[0].place.dusuns
    rows: list[dict[str, Fact]] = []
    for row in range(count):
        krt = rng.randint(low, high)
        drawn = [rng.choice(known) for _ in range(krt)]
        sums = {name: sum(one[name] for one in drawn) for name in known[0]}
        male = rng.randint(0, sums["illiterate"])
        found: dict[str, Fact] = dict(sums)
        groups = max(1, krt // 12)
        flower = words.FLOWERS[(seed + row) % len(words.FLOWERS)]
        found |= {
            "row_no": row + 1, "households": krt, "dasawisma": f"{flower} {1 + row}",
            "dusun": dusuns[row % len(dusuns)], "rw": row + 1, "rt": row + 1,
            "rt_groups": max(1, groups // 2), "rw_groups": max(1, groups // 6), "dasawisma_groups": groups,
            "note": None,
            "illiterate_male": male, "illiterate_female": sums["illiterate"] - male,
        }  # fmt: skip
        rows.append(found)
    return rows


def event_rows(household: Household, count: int, month: int, seed: int) -> list[dict[str, Fact]]:
    """`count` rows of ibu-bayi: a pregnancy, a birth or a death of that month and year."""
    rng = random.Random(f"events:{seed}")
    rows: list[dict[str, Fact]] = []
    for row in range(count):
        state = rng.choice(("HAMIL", "HAMIL", "MELAHIRKAN", "NIFAS"))
        mother = f"{rng.choice(words.WOMEN)}" + (f" {rng.choice(words.FAMILY_WOMEN)}" if rng.random() < 0.5 else "")
        husband = f"{rng.choice(words.MEN)}" + (f" {rng.choice(words.FAMILY)}" if rng.random() < 0.5 else "")
        found: dict[str, Fact] = {"row_no": row + 1, "mother_name": mother, "husband_name": husband}
        found["mother_status"] = state
        if state != "HAMIL":
            found |= _birth(rng, household.year, month)
        if rng.random() < 0.15:
            found |= _death(rng, household.year, month, mother)
        found["note"] = rng.choice(("risti", "RSUD", "bidan")) if rng.random() < 0.2 else None
        rows.append(found)
    return rows


def event_counts(rows: list[dict[str, Fact]]) -> dict[str, Fact]:
    """The counts printed under CATATAN on ibu-bayi, from its rows."""
    mothers = [row["mother_status"] for row in rows]
    deceased = [row.get("deceased_status") for row in rows]
    return {
        "mothers_pregnant": mothers.count("HAMIL"), "mothers_delivered": mothers.count("MELAHIRKAN"),
        "mothers_postpartum": mothers.count("NIFAS"), "mothers_died": deceased.count("IBU"),
        "babies_born": sum("baby_name" in row for row in rows), "babies_died": deceased.count("BAYI"),
        "toddlers_died": deceased.count("BALITA"),
    }  # fmt: skip


def _birth(rng: random.Random, year: int, month: int) -> dict[str, Fact]:
    male, certified = rng.random() < 0.5, rng.random() < 0.6
    return {
        "baby_name": rng.choice(words.MEN if male else words.WOMEN), "baby_male": male, "baby_female": not male,
        "birth_date": date(year, month, rng.randint(1, 28)),
        "certificate_yes": certified, "certificate_no": not certified,
    }  # fmt: skip


def _death(rng: random.Random, year: int, month: int, mother: str) -> dict[str, Fact]:
    status = rng.choice(("BAYI", "BAYI", "BALITA", "IBU"))
    male = status != "IBU" and rng.random() < 0.5
    name = mother if status == "IBU" else rng.choice(words.MEN if male else words.WOMEN)
    return {
        "deceased_name": name, "deceased_status": status, "deceased_male": male, "deceased_female": not male,
        "death_date": date(year, month, rng.randint(1, 28)), "death_cause": rng.choice(words.CAUSES),
    }  # fmt: skip
