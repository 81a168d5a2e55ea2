"""Invented households whose facts agree: NIK with birth date and sex, schooling and work with age, kin with kin."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from samples.generator import words
from samples.generator.words import DIVORCED, MARRIED, SINGLE, WIDOWED


@dataclass(frozen=True, slots=True)
class Place:
    """A village: its name and what it belongs to, its code, its hamlets."""

    desa: str
    kecamatan: str
    village_code: str
    dusuns: tuple[str, ...]
    kabupaten: str = "Bojonegoro"
    provinsi: str = "Jawa Timur"


SIDOBANDUNG_DUSUNS = ("Bandung", "Sidokerto", "Karangdowo", "Ngemplak", "Kedungrejo", "Jetis", "Tegalsari", "Sumberjo")
PACUL_DUSUNS = ("Pacul Kulon", "Pacul Wetan", "Sawahan", "Gempol", "Krajan", "Ngumpak", "Jambean")
"""Hamlets with invented names."""
SIDOBANDUNG = Place("Sidobandung", "Balen", "35.22.13.2001", SIDOBANDUNG_DUSUNS)
PACUL = Place("Pacul", "Bojonegoro", "35.22.15.2002", PACUL_DUSUNS)


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person. relation: head, wife, child, in_law, parent or other. education: canonical or null."""

    name: str
    sex: str
    born: date
    birth_place: str
    marital: str
    relation: str
    religion: str
    education: str | None
    occupation: str | None
    special_needs: str | None
    nik: str
    registration_no: str
    family_planning: str | None = None

    def age(self, year: int) -> int:
        """Full years on 1 July of `year`."""
        return year - self.born.year - ((self.born.month, self.born.day) > (7, 1))


@dataclass(frozen=True, slots=True)
class Household:
    """One rumah tangga: who lives in it and how. latrines: 0 for none. water: pdam, well, river or other."""

    place: Place
    dasawisma: str
    rt: int
    rw: int
    dusun: str
    year: int
    members: tuple[Person, ...]
    families: int
    healthy: bool
    latrines: int
    water: str
    waste: bool
    drainage: bool
    p4k: bool
    rice: bool
    up2k: str | None
    yard: bool
    industry: bool
    environment: bool
    pregnant: int
    breastfeeding: int
    seed: int = field(default=0)

    @property
    def head(self) -> Person:
        """The person responsible for the house; the first row."""
        return self.members[0]


def draw_household(
    rng: random.Random, place: Place, year: int, dasawisma: str, rt: int, rw: int, dusun: str
) -> Household:
    """One household as it was on 1 July of `year`."""
    religion = "Islam" if rng.random() < 0.9 else rng.choice(("Kristen", "Katolik", "Hindu", "Budha"))
    area = place.village_code.replace(".", "")[:6]
    used: set[str] = set()

    def person(relation: str, sex: str, low: int, high: int, marital: str, names: int = 2) -> Person:
        age = rng.randint(low, high)
        born = date(year, 7, 1) - timedelta(days=rng.randint(age * 365 + age // 4 + 2, age * 365 + age // 4 + 360))
        name = _name(rng, sex, names, used)
        used.add(name)
        return Person(
            name=name, sex=sex, born=born, marital=marital, relation=relation, religion=religion,
            birth_place=rng.choice(words.BIRTH_PLACES), education=_education(rng, age),
            occupation=_occupation(rng, sex, age), nik=_nik(rng, area, born, sex),
            special_needs=rng.choice(words.SPECIAL_NEEDS) if rng.random() < 0.04 else None,
            registration_no="".join(rng.choice("0123456789") for _ in range(15)),
            family_planning=(
                rng.choice(words.FAMILY_PLANNING)
                if sex == "P" and marital == MARRIED and 18 <= age <= 48 and rng.random() < 0.6 else None
            ),
        )  # fmt: skip

    members = []
    couple = rng.random() < 0.84
    if couple:
        members.append(person("head", "L", 25, 68, MARRIED))
        age = members[0].age(year)
        members.append(person("wife", "P", max(19, age - 8), max(20, age + 1), MARRIED))
    else:
        sex = rng.choice("PPPL")
        members.append(person("head", sex, 40, 80, rng.choice((WIDOWED, WIDOWED, DIVORCED))))
    mother_age = members[-1].age(year)
    for _ in range(min(rng.choice((0, 1, 1, 2, 2, 3, 4)), max(0, mother_age - 19))):
        low, high = max(0, mother_age - 40), min(33, mother_age - 19)
        if low <= high:
            members.append(person("child", rng.choice("LP"), low, high, SINGLE))
    members[1 + couple :] = sorted(members[1 + couple :], key=lambda one: one.born)
    if rng.random() < 0.12 and mother_age > 46:
        members.append(person("in_law", rng.choice("LP"), 20, 30, MARRIED))
    if rng.random() < 0.15 and mother_age < 50:
        members.append(person("parent", rng.choice("PPL"), mother_age + 20, mother_age + 28, WIDOWED, 1))
    ages = [(one.sex, one.age(year), one.marital) for one in members]
    fertile = sum(sex == "P" and 18 <= age <= 42 and marital == MARRIED for sex, age, marital in ages)
    baby = any(age < 2 for _, age, _ in ages)
    pregnant = int(fertile > 0 and not baby and rng.random() < 0.1)
    return Household(
        place=place, dasawisma=dasawisma, rt=rt, rw=rw, dusun=dusun, year=year, members=tuple(members),
        families=2 if any(one.relation == "in_law" for one in members) else 1, healthy=rng.random() < 0.75,
        latrines=0 if rng.random() < 0.15 else rng.choice((1, 1, 1, 2)),
        water=rng.choice(("pdam", "well", "well", "well", "other", "river")), waste=rng.random() < 0.8,
        drainage=rng.random() < 0.6, p4k=bool(pregnant) or rng.random() < 0.1, rice=rng.random() < 0.95,
        up2k=rng.choice(words.BUSINESSES) if rng.random() < 0.25 else None, yard=rng.random() < 0.5,
        industry=rng.random() < 0.15, environment=rng.random() < 0.4, pregnant=pregnant,
        breastfeeding=int(baby and rng.random() < 0.8), seed=rng.randrange(1 << 30),
    )  # fmt: skip


def draw_dasawisma(seed: int, place: Place, year: int, count: int) -> tuple[Household, ...]:
    """The households of one dasawisma, alike in name, RT, RW and dusun."""
    rng = random.Random(f"dasawisma:{seed}")
    name = f"{rng.choice(words.FLOWERS)} {rng.randint(1, 9)}" if rng.random() < 0.8 else rng.choice(words.FLOWERS)
    rt, rw, dusun = rng.randint(1, 14), rng.randint(1, 6), rng.choice(place.dusuns)
    return tuple(draw_household(rng, place, year, name, rt, rw, dusun) for _ in range(count))


def _name(rng: random.Random, sex: str, most: int, used: set[str]) -> str:
    first, last = (words.MEN, words.FAMILY) if sex == "L" else (words.WOMEN, words.FAMILY_WOMEN)
    while True:
        name = rng.choice(first)
        if most > 1 and rng.random() < 0.6:
            name += " " + rng.choice(last)
        if name not in used:
            return name


def _nik(rng: random.Random, area: str, born: date, sex: str) -> str:
    """16 digits: area of first registration, birth date with 40 added to a woman's day, serial from 0001."""
    area = area if rng.random() < 0.75 else rng.choice(("352308", "352419", "331601", "352116", "352205"))
    day = born.day + (40 if sex == "P" else 0)
    return f"{area}{day:02d}{born.month:02d}{born.year % 100:02d}{rng.randint(1, 60):04d}"


def _education(rng: random.Random, age: int) -> str | None:
    levels = list(words.EDUCATION_WRITTEN)
    if age < 7:
        return None
    if age < 13:
        return rng.choice(("SD/MI", "SD/MI", "Tidak Tamat SD"))
    if age < 16:
        return rng.choice(("SMP/Sederajat", "SMP/Sederajat", "SD/MI"))
    if age < 20:
        return rng.choice(("SMA/SMK/Sederajat", "SMA/SMK/Sederajat", "SMP/Sederajat"))
    weights = (6, 6, 2, 2, 0, 0, 0, 0) if age > 55 else (1, 5, 5, 6, 1, 2, 0.3, 0.05 if age > 30 else 0)
    return rng.choices(levels, weights)[0]


def _occupation(rng: random.Random, sex: str, age: int) -> str | None:
    if age < 6:
        return None
    if age < 18:
        return "Pelajar"
    if age < 23 and rng.random() < 0.3:
        return "Mahasiswa"
    return rng.choice(words.WORK_OF_MEN if sex == "L" else words.WORK_OF_WOMEN)
