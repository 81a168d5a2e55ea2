"""What is true of the invented people, by field name of the forms; how it is written down is answers.py's job."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samples.generator import words
from samples.generator.people import Household, Person


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list: its canonical form and the ways it is written."""

    value: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Words for one thing in different editions: the first that the form prints or lists is meant."""

    words: tuple[str, ...]


Fact = int | bool | str | date | Word | Candidates | None
Facts = Mapping[str, Fact]

RELATION_WORDS = {
    ("head", "L"): "Suami", ("head", "P"): "Istri", ("wife", "P"): "Istri", ("child", "L"): "Anak",
    ("child", "P"): "Anak", ("in_law", "L"): "Menantu", ("in_law", "P"): "Menantu", ("parent", "L"): "Orang Tua",
    ("parent", "P"): "Orang Tua", ("other", "L"): "Keluarga Lain", ("other", "P"): "Keluarga Lain",
}  # fmt: skip
LISTED_WORK = frozenset({"Petani", "Pedagang", "Swasta", "Wirausaha", "PNS", "TNI/Polri"})
"""Occupations that are printed as options: few write them again beside the options."""
YES, NO = Candidates(("Ya", "Ada")), Candidates(("Tidak", "Tidak Ada"))


def yes(truth: object) -> Candidates:
    """The yes or no of printed options."""
    return YES if truth else NO


def base_facts(household: Household, month: int) -> dict[str, Fact]:
    """What stands in the heads of all forms: the group, its area, the year."""
    place = household.place
    return {
        "dasawisma": household.dasawisma, "rt": household.rt, "rw": household.rw, "dusun": household.dusun,
        "desa": place.desa, "kecamatan": place.kecamatan, "kabupaten": place.kabupaten, "provinsi": place.provinsi,
        "year": household.year, "month": words.MONTHS[month - 1], "head_name": household.head.name,
    }  # fmt: skip


def household_facts(household: Household) -> dict[str, Fact]:
    """Heads and items of catatan-keluarga and data-keluarga."""
    counts = recap_facts(household)
    water = {"pdam": ("PDAM",), "well": ("Sumur",), "river": ("Sungai", "Lainnya", "DLL"), "other": ("Lainnya", "DLL")}
    toddlers = [one for one in household.members if one.age(household.year) < 5]
    children = [one for one in household.members if 5 <= one.age(household.year) < 18]
    found: dict[str, Fact] = {
        name: counts[name]
        for name in ("families", "members_male", "members_female", "couples_fertile", "women_fertile", "illiterate",
                     "pregnant", "breastfeeding", "elderly", "special_needs")
    }  # fmt: skip
    return found | {
        "toddlers": len(toddlers), "children": len(children),
        "members": len(household.members), "members_total": len(household.members),
        "house": Candidates(("Rumah Sehat", "Sehat") if household.healthy else ("Kurang Sehat", "Tidak Sehat")),
        "latrine": yes(household.latrines), "latrine_count": household.latrines or None,
        "water_source": Candidates(water[household.water]), "waste_place": yes(household.waste),
        "drainage": yes(household.drainage), "p4k_sticker": yes(household.p4k),
        "staple_food": Candidates(("Beras",) if household.rice else ("Non Beras",)),
        "up2k": yes(household.up2k), "up2k_text": household.up2k, "environment_health": yes(household.environment),
        "household_no": household.seed % 15 + 1, "home_industry": yes(household.industry),
        "yard_use": yes(household.yard),
    }  # fmt: skip


def member_facts(person: Person, household: Household, row: int) -> dict[str, Fact]:
    """A row of catatan-keluarga or data-keluarga."""
    rng = random.Random(f"member:{household.seed}:{row}")
    adult = person.age(household.year) >= 17
    found: dict[str, Fact] = {
        "row_no": row + 1, "name": person.name, "sex": person.sex, "birth_place": person.birth_place,
        "birth_date": person.born, "religion": person.religion, "special_needs": person.special_needs,
        "registration_no": f"{int(person.registration_no[-4:]) % 900 + 1:03d}{row + 1:02d}",
        "marital_status": Candidates(words.MARITAL_WORDS[person.marital, person.sex]),
        "relation": RELATION_WORDS[person.relation, person.sex],
        "education": _word(person.education, words.EDUCATION_WRITTEN),
        "occupation": _word(person.occupation, words.OCCUPATION_WRITTEN),
        "note": rng.choice(words.NOTES) if rng.random() < 0.05 else None,
    }  # fmt: skip
    for name, texts in words.ACTIVITY_WORDS.items():
        taken = adult and rng.random() < 0.45
        found[name] = rng.choice(texts) if taken and rng.random() < 0.3 else taken
    return found


def person_facts(person: Person, household: Household) -> dict[str, Fact]:
    """Heads and items of data-warga and kegiatan-warga."""
    rng = random.Random(f"person:{household.seed}:{person.nik}")
    age = person.age(household.year)
    head = person.relation == "head"
    toddler = any(one.age(household.year) < 5 for one in household.members) and person.sex == "P" and age > 16
    learning = rng.choice(("Paket A", "Paket B", "Paket C", "KF")) if age > 14 and rng.random() < 0.08 else "Tidak"
    coop = rng.choice(words.COOPERATIVES) if age > 18 and rng.random() < 0.3 else None
    place = household.place
    listed = person.occupation in LISTED_WORK and rng.random() < 0.85
    return {
        "registration_no": person.registration_no, "nik": person.nik, "name": person.name,
        "position": rng.choice(words.POSITIONS) if age > 17 and rng.random() < 0.4 else None,
        "sex": Candidates(("Laki-laki", "L") if person.sex == "L" else ("Perempuan", "P")),
        "birth_place": person.birth_place, "birth_date": person.born,
        "marital_status": Candidates(_marital(person)),
        "relation": Candidates(("Kepala Rumah Tangga",) if head else ("Anggota Keluarga",)),
        "relation_text": None if head else RELATION_WORDS[person.relation, person.sex],
        "religion": Candidates((person.religion,)),
        "address": f"RT {household.rt} RW {household.rw} {rng.choice((place.desa, household.dusun))}",
        "education": Candidates((person.education,)) if person.education else None,
        "occupation": Candidates((person.occupation, "Lainnya")) if person.occupation else None,
        "occupation_text": None if listed else _word(person.occupation, words.OCCUPATION_WRITTEN),
        "family_planning": yes(person.family_planning), "family_planning_text": person.family_planning,
        "posyandu": yes(toddler), "posyandu_text": f"{rng.randint(3, 12)}" if toddler else None,
        "bkb": yes(toddler and rng.random() < 0.6), "savings": yes(age > 16 and rng.random() < 0.5),
        "learning_group": Candidates((learning,)), "early_childhood": yes(3 <= age <= 6),
        "cooperative": yes(coop), "cooperative_text": coop,
        "special_needs": Candidates((person.special_needs or "Tidak", "Lainnya")),
        "rt": household.rt, "rw": household.rw, "dusun": household.dusun,
    }  # fmt: skip


def recap_facts(household: Household) -> dict[str, int]:
    """The counts of one household, as a row of rekap-dasawisma has them."""
    year = household.year
    ages = [(one.sex, one.age(year)) for one in household.members]
    couple = any(one.relation == "wife" and one.age(year) < 50 for one in household.members)
    return {
        "families": household.families,
        "members_male": sum(sex == "L" for sex, _ in ages), "members_female": sum(sex == "P" for sex, _ in ages),
        "toddlers_male": sum(sex == "L" and age < 5 for sex, age in ages),
        "toddlers_female": sum(sex == "P" and age < 5 for sex, age in ages), "couples_fertile": int(couple),
        "women_fertile": sum(sex == "P" and 14 <= age <= 50 for sex, age in ages), "pregnant": household.pregnant,
        "breastfeeding": household.breastfeeding, "elderly": sum(age >= 60 for _, age in ages),
        "illiterate": sum(one.education == "Tidak Tamat SD" and one.age(year) > 55 for one in household.members),
        "special_needs": sum(one.special_needs is not None for one in household.members),
        "house_healthy": int(household.healthy), "house_unhealthy": int(not household.healthy),
        "waste_place": int(household.waste), "drainage": int(household.drainage),
        "latrine": int(household.latrines > 0), "latrines": household.latrines, "p4k_sticker": int(household.p4k),
        "water_pdam": int(household.water == "pdam"), "water_well": int(household.water == "well"),
        "water_river": int(household.water == "river"), "water_other": int(household.water in ("river", "other")),
        "food_rice": int(household.rice), "food_other": int(not household.rice), "up2k": int(bool(household.up2k)),
        "yard_use": int(household.yard), "home_industry": int(household.industry),
        "environment_health": int(household.environment),
    }  # fmt: skip


def activity_facts(activities: Sequence[str], household: Household, person: Person) -> list[dict[str, Fact]]:
    """The rows of kegiatan-warga, one a printed activity."""
    rng = random.Random(f"activities:{household.seed}:{person.nik}")
    rows: list[dict[str, Fact]] = []
    for row, activity in enumerate(activities):
        joins = rng.random() < 0.55
        note = rng.choice(words.GROUP_NOTES.get(activity, ("Rutin",))) if joins and rng.random() < 0.6 else None
        rows.append({"row_no": row + 1, "active": "Y" if joins else "T", "note": note})
    return rows


def _word(value: str | None, written: Mapping[str, tuple[str, ...]]) -> Word | None:
    return Word(value, written[value]) if value is not None else None


def _marital(person: Person) -> tuple[str, ...]:
    usual = words.MARITAL_WORDS[person.marital, person.sex]
    return usual if person.marital in (words.MARRIED, words.SINGLE) else usual[1:] + usual[:1]
