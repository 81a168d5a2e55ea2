"""Numbers of a recap's row that one group of houses could have: parts are never more than what they are parts of."""

from __future__ import annotations

import random

from benchmarks.office_people import Person

ROWS = {"rekap-dasawisma": 1, "rekap-rt": 10, "rekap-dusun": 40, "rekap-desa": 90}
"""About how many houses stand behind a row of each form."""


def numbers(chance: random.Random, form: str) -> dict[str, int]:
    """The value of every counted field of one row of `form`, by the registry's names of the fields.

    What holds: toddlers, the old and those with needs are among the members of their sex; pregnant and nursing
    women are among the women of fertile age, couples are no more than these; healthy and unhealthy houses make up
    the houses, and so do the foods and the sources of water; a family has a house and a member.
    """
    houses = _houses(chance, ROWS[form])
    families = houses + _part(chance, houses, 0.15)
    male = families + chance.randint(0, families * 2)
    female = families + chance.randint(0, families * 2)
    toddlers = {sex: _part(chance, whole - families, 0.5) for sex, whole in (("male", male), ("female", female))}
    grown = female - toddlers["female"]
    fertile = _part(chance, grown, 0.8)
    pregnant = _part(chance, fertile, 0.1)
    healthy = _part(chance, houses, 0.8)
    piped = _part(chance, houses, 0.4)
    well = _part(chance, houses - piped, 0.8)
    rice = _part(chance, houses, 0.95)
    latrine = _part(chance, houses, 0.9)
    groups = max(1, houses // 10)
    made = {
        "households": houses, "families": families, "members_male": male, "members_female": female,
        "toddlers_male": toddlers["male"], "toddlers_female": toddlers["female"], "women_fertile": fertile,
        "couples_fertile": min(families, _part(chance, fertile, 0.7)), "pregnant": pregnant,
        "breastfeeding": _part(chance, min(fertile - pregnant, sum(toddlers.values())), 0.4),
        "elderly": _part(chance, grown - fertile + male - toddlers["male"], 0.25),
        "illiterate": _part(chance, male + female - sum(toddlers.values()), 0.04),
        "special_needs": _part(chance, male + female, 0.03), "house_healthy": healthy,
        "house_unhealthy": houses - healthy, "latrine": latrine, "latrines": latrine,
        "water_pdam": piped, "water_well": well, "water_other": houses - piped - well,
        "food_rice": rice, "food_other": houses - rice, "dasawisma_groups": groups,
        "rt_groups": max(1, groups // 3), "rw_groups": max(1, groups // 6), "rw": chance.randint(1, 12),
    }  # fmt: skip
    for name in ("waste_place", "drainage", "p4k_sticker", "up2k", "yard_use", "home_industry", "environment_health"):
        made[name] = _part(chance, houses, 0.5)
    return made


def household(people: list[Person], year: int, chance: random.Random) -> dict[str, int]:
    """The counts that data-keluarga asks of one household in `year`, by the registry's names of the fields."""
    aged = [(year - person.born.year, person) for person in people]
    women = [age for age, person in aged if person.sex == "P" and 15 <= age <= 49]
    wives = [age for age, person in aged if person.relation == "Istri" and 15 <= age <= 49]
    toddlers = sum(age < 5 for age, _ in aged)
    return {
        "members_male": sum(person.sex == "L" for person in people),
        "members_female": sum(person.sex == "P" for person in people), "families": 1, "toddlers": toddlers,
        "couples_fertile": len(wives), "women_fertile": len(women), "pregnant": _part(chance, len(wives), 0.1),
        "breastfeeding": _part(chance, min(len(wives), toddlers), 0.5), "elderly": sum(age >= 60 for age, _ in aged),
        "illiterate": _part(chance, len(people) - toddlers, 0.04), "latrine": _part(chance, 2, 0.6),
    }  # fmt: skip


def _houses(chance: random.Random, about: int) -> int:
    return about if about == 1 else chance.randint(about * 2 // 3, about * 3 // 2)


def _part(chance: random.Random, whole: int, share: float) -> int:
    """How many of `whole` are so, each by itself with probability `share`."""
    return sum(chance.random() < share for _ in range(whole))
