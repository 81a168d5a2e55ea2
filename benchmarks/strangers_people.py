"""Invented villages for the pages of strangers: people, their households, and the sums that recaps hold.

Households agree with themselves: a NIK with birth date and sex, counts with members, sums with rows.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_ADULT, _SENIOR = 18, 60
_FERTILE = (14, 50)


@cache
def words() -> dict[str, Any]:
    """What strangers_words.toml holds."""
    return tomllib.loads(Path(__file__).with_name("strangers_words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Person:
    """One member of a household. marital: married, single or widowed; education and job as the forms' lists say."""

    name: str
    sex: str
    relation: str
    marital: str
    born: date
    place: str
    faith: str
    education: str | None
    job: str | None
    needs: str | None
    nik: str

    def age(self, year: int) -> int:
        """Full years on 1 July of `year`."""
        return year - self.born.year - (self.born > date(self.born.year, 7, 1))


@dataclass(frozen=True, slots=True)
class House:
    """A rumah tangga: its members, head first, and what the recaps count of it (count by field)."""

    members: tuple[Person, ...]
    traits: dict[str, int]
    counts: Counter[str]

    @property
    def head(self) -> Person:
        """Its kepala rumah tangga."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Village:
    """Where a book was kept: code and names, and the year it tells of."""

    code: str
    desa: str
    kecamatan: str
    kabupaten: str
    provinsi: str
    area: str
    dusun: str
    dasawisma: str
    rt: int
    rw: int
    year: int


def make_village(rng: Random) -> Village:
    """A village out of the list, with a dusun, an RT, a dasawisma and a year."""
    code, names = rng.choice(sorted(words()["villages"].items()))
    flower = rng.choice(words()["dasawisma"])
    group = f"{flower} {rng.randint(1, 12)}" if rng.random() < 0.7 else flower
    places = (rng.choice(words()["dusun"]), group, rng.randint(1, 24), rng.randint(1, 9), rng.randint(2014, 2025))
    return Village(code, *names, *places)


def make_house(rng: Random, village: Village) -> House:
    """A household of one to seven people with one kepala keluarga, sometimes two."""
    faith = rng.choice(words()["faiths"])
    alone = rng.random() < 0.15
    age = rng.randint(26, 72) if not alone else rng.randint(45, 78)
    sex = "P" if alone and rng.random() < 0.8 else "L"
    people = [
        _person(rng, village, sex, "Suami" if sex == "L" else "Kepala", "widowed" if alone else "married", age, faith)
    ]
    if not alone:
        wife = max(20, age - rng.randint(0, 7))
        people.append(_person(rng, village, "P", "Istri", "married", wife, faith))
        age = wife
    for child in sorted(
        (rng.randint(0, max(0, age - 20)) for _ in range(rng.choice((0, 1, 1, 2, 2, 2, 3, 3, 4)))), reverse=True
    ):
        if child < 27:
            people.append(_person(rng, village, rng.choice("LP"), "Anak", "single", child, faith))
    if rng.random() < 0.12:
        people.append(_person(rng, village, "P", "Orang Tua", "widowed", min(88, age + 22), faith))
    members = tuple(people)
    traits = _traits(rng)
    return House(members, traits, _counts(rng, members, traits, village.year))


def make_houses(rng: Random, village: Village, number: int) -> list[House]:
    """So many households whose heads have names of their own."""
    houses: dict[str, House] = {}
    while len(houses) < number:
        house = make_house(rng, village)
        houses.setdefault(house.head.name, house)
    return list(houses.values())


def total(houses: list[Counter[str]]) -> Counter[str]:
    """The sum of what was counted."""
    out: Counter[str] = Counter()
    for counts in houses:
        out.update(counts)
    return out


@dataclass(frozen=True, slots=True)
class Area:
    """A dasawisma, RT, RW, dusun or desa: name or number, where it lies (RT, RW, dusun), its parts and its counts."""

    unit: str
    name: str
    rt: int | None
    rw: int | None
    dusun: str
    parts: tuple[Area, ...]
    counts: Counter[str]


def make_desa(rng: Random, village: Village) -> Area:
    """A desa with its dusun, RW, RT and dasawisma; each counts what its parts count."""
    dusun, rw = [], 0
    for name in rng.sample(words()["dusun"], rng.randint(3, 6)):
        rws = []
        for _ in range(rng.randint(2, 4)):
            rw += 1
            rts = [_rt(rng, village, number, rw, name) for number in range(1, rng.randint(3, 5))]
            rws.append(_whole("rw", f"{rw}", (None, rw, name), rts))
        dusun.append(_whole("dusun", name, (None, None, name), rws))
    return _whole("desa", village.desa, (None, None, ""), dusun)


def _rt(rng: Random, village: Village, rt: int, rw: int, dusun: str) -> Area:
    groups = []
    for number, flower in enumerate(rng.sample(words()["dasawisma"], rng.randint(1, 5)), 1):
        counts = total([make_house(rng, village).counts for _ in range(rng.randint(8, 13))])
        groups.append(Area("dasawisma", f"{flower} {number}", rt, rw, dusun, (), counts))
    return _whole("rt", f"{rt}", (rt, rw, dusun), groups)


def _whole(unit: str, name: str, place: tuple[int | None, int | None, str], parts: list[Area]) -> Area:
    counts = total([part.counts for part in parts])
    counts[f"{parts[0].unit}_groups"] = len(parts)
    return Area(unit, name, *place, tuple(parts), counts)


def areas(whole: Area, unit: str) -> list[Area]:
    """The areas of a unit within another, in their order."""
    return [whole] if whole.unit == unit else [area for part in whole.parts for area in areas(part, unit)]


def nik_of(rng: Random, area: str, born: date, sex: str) -> str:
    """16 digits: area, date (a woman's day is 40 more), serial."""
    day = born.day + (40 if sex == "P" else 0)
    return f"{area}{day:02d}{born.month:02d}{born.year % 100:02d}{rng.randint(1, 60):04d}"


def _person(rng: Random, village: Village, sex: str, relation: str, marital: str, age: int, faith: str) -> Person:
    born = date(village.year, 6, 25) - timedelta(days=int(age * 365.25) + rng.randint(0, 360))
    young = age < _ADULT + 4 and relation == "Anak"
    names = words()[("boys" if sex == "L" else "girls") if young else ("men" if sex == "L" else "women")]
    place = village.kabupaten if rng.random() < 0.7 else rng.choice(words()["places"])
    needs = rng.choice(words()["needs"]) if rng.random() < 0.04 else None
    nik = nik_of(rng, village.area, born, sex)
    return Person(
        rng.choice(names),
        sex,
        relation,
        marital,
        born,
        place,
        faith,
        _school(rng, age),
        _job(rng, age, sex),
        needs,
        nik,
    )


def _school(rng: Random, age: int) -> str | None:
    if age < 7:
        return None
    for top, level in ((13, "SD/MI"), (16, "SMP/Sederajat"), (19, "SMA/SMK/Sederajat")):
        if age < top:
            return level
    if age > 55 and rng.random() < 0.35:
        return "Tidak Tamat SD"
    levels = ["SD/MI", "SD/MI", "SMP/Sederajat", "SMA/SMK/Sederajat", "SMA/SMK/Sederajat", "Diploma", "S1", "S2"]
    return rng.choices(levels, (5, 4, 6, 5, 4, 1, 2, 0.3))[0]


def _job(rng: Random, age: int, sex: str) -> str | None:
    if age < 6:
        return None
    if age < _ADULT:
        return "Pelajar"
    if age < 22 and rng.random() < 0.5:
        return "Mahasiswa"
    if sex == "P" and rng.random() < 0.55:
        return "Ibu Rumah Tangga"
    jobs = [
        "Petani",
        "Pedagang",
        "Swasta",
        "Wirausaha",
        "PNS",
        "Buruh Tani",
        "Sopir" if sex == "L" else "Penjahit",
        "Guru",
        "TNI/Polri" if sex == "L" else "PNS",
        "Tukang Batu" if sex == "L" else "Pedagang",
    ]
    if age > 65 and rng.random() < 0.3:
        return "Pensiunan"
    return rng.choices(jobs, (8, 4, 5, 4, 2, 4, 2, 1.5, 0.6, 2))[0]


def _traits(rng: Random) -> dict[str, int]:
    chances = {
        "healthy": 0.8,
        "waste_place": 0.7,
        "drainage": 0.6,
        "latrine": 0.85,
        "p4k_sticker": 0.2,
        "rice": 0.97,
        "up2k": 0.3,
    }
    chances |= {"yard_use": 0.55, "home_industry": 0.2, "environment_health": 0.6}
    traits = {name: int(rng.random() < chance) for name, chance in chances.items()}
    traits["water"] = rng.choices((0, 1, 2, 3), (4, 8, 1, 1))[0]  # PDAM, a well, a river, other
    traits["latrines"] = traits["latrine"] * rng.choice((1, 1, 1, 2))
    return traits


def _counts(rng: Random, members: tuple[Person, ...], traits: dict[str, int], year: int) -> Counter[str]:
    ages = [(person.age(year), person) for person in members]
    low, high = _FERTILE
    wives = [age for age, person in ages if person.sex == "P" and person.marital == "married" and age <= high - 1]
    toddlers = [person for age, person in ages if age < 5]
    out: Counter[str] = Counter(households=1, families=2 if len(members) > 5 and rng.random() < 0.4 else 1)
    out["members_male"] = sum(person.sex == "L" for person in members)
    out["members_female"] = len(members) - out["members_male"]
    out["toddlers_male"] = sum(person.sex == "L" for person in toddlers)
    out["toddlers_female"] = len(toddlers) - out["toddlers_male"]
    out["toddlers"] = len(toddlers)
    out["couples_fertile"] = len(wives)
    out["women_fertile"] = sum(person.sex == "P" and low <= age <= high for age, person in ages)
    out["pregnant"] = int(bool(wives) and wives[0] < 42 and rng.random() < 0.08)
    out["breastfeeding"] = int(bool(wives) and any(age < 2 for age, _ in ages))
    out["elderly"] = sum(age >= _SENIOR for age, _ in ages)
    blind = [
        person.sex
        for age, person in ages
        if age > _SENIOR and person.education == "Tidak Tamat SD" and rng.random() < 0.6
    ]
    out["illiterate"], out["illiterate_male"], out["illiterate_female"] = len(blind), blind.count("L"), blind.count("P")
    out["special_needs"] = sum(person.needs is not None for person in members)
    out["house_healthy"], out["house_unhealthy"] = traits["healthy"], 1 - traits["healthy"]
    for field in (
        "waste_place",
        "drainage",
        "latrine",
        "latrines",
        "p4k_sticker",
        "up2k",
        "yard_use",
        "home_industry",
        "environment_health",
    ):
        out[field] = traits[field]
    for number, field in enumerate(("water_pdam", "water_well", "water_river", "water_other")):
        out[field] = int(traits["water"] == number)
    out["food_rice"], out["food_other"] = traits["rice"], 1 - traits["rice"]
    return out
