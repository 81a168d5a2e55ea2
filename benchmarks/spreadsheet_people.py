"""Invented households and areas whose numbers agree with each other."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LEVELS = ["Tidak Tamat SD", "SD/MI", "SMP/Sederajat", "SMA/SMK/Sederajat", "Diploma", "S1"]


@dataclass
class Person:
    """Somebody of a household in the year of the book."""

    name: str
    sex: str
    born: date
    relation: str
    married: str  # single, married, widowed
    education: str
    occupation: str
    place: str
    religion: str
    needs: str = ""
    activities: dict[str, str | bool] = field(default_factory=dict)


@dataclass
class Household:
    """A rumah tangga: its people and what its house has, by the fields of a recap."""

    people: list[Person]
    year: int
    house: dict[str, bool]
    families: int = 1
    latrines: int = 0

    @property
    def head(self) -> Person:
        return self.people[0]

    def counts(self) -> dict[str, int]:
        """The row of the household in its dasawisma's recap, every column by its field."""
        ages = [(one, self.year - one.born.year) for one in self.people]
        wives = [age for one, age in ages if one.sex == "P" and one.married == "married"]
        row = {
            "families": self.families,
            "members_male": sum(one.sex == "L" for one in self.people),
            "members_female": sum(one.sex == "P" for one in self.people),
            "toddlers_male": sum(one.sex == "L" and age < 5 for one, age in ages),
            "toddlers_female": sum(one.sex == "P" and age < 5 for one, age in ages),
            "couples_fertile": sum(15 <= age < 50 for age in wives),
            "women_fertile": sum(one.sex == "P" and 15 <= age < 50 for one, age in ages),
            "pregnant": int(self.house["pregnant"] and any(age < 40 for age in wives)),
            "breastfeeding": int(any(age < 2 for _, age in ages) and any(age < 45 for age in wives)),
            "elderly": sum(age >= 60 for _, age in ages),
            "illiterate": int(self.house["illiterate"]),
            "special_needs": sum(bool(one.needs) for one in self.people),
        }
        return row | {name: int(value) for name, value in self.house.items() if name not in row}


def _education(draw: random.Random, age: int) -> str:
    most = 0 if age < 12 else 1 if age < 15 else 2 if age < 18 else 3 if age < 22 else 5
    return "" if age < 7 else LEVELS[min(most, draw.choice([1, 1, 2, 3, 3, 3, 4, 5]))]


def _person(draw: random.Random, words: Mapping[str, Any], used: set[str], sex: str, born: date, year: int) -> Person:
    people = words["people"]
    names = [one for one in people["male" if sex == "L" else "female"] if one not in used] or [
        "Sri Rejeki",
        "Tri Utomo",
    ]
    name = draw.choice(names)
    used.add(name)
    age = year - born.year
    work = ["Petani", "Petani", "Pedagang", "Swasta", "Wirausaha", "PNS"] + (
        ["Ibu Rumah Tangga"] * 6 if sex == "P" else []
    )
    job = "" if age < 7 else "Pelajar" if age < 19 else draw.choice(work)
    religion = draw.choice(["Islam"] * 12 + ["Kristen", "Katolik"])
    needs = draw.choice(people["needs"]) if draw.random() < 0.03 else ""
    does: dict[str, str | bool] = {}
    for activity, said in people["activities"].items():
        if age > 15 and draw.random() < 0.4:
            does[activity] = draw.choice(said) if draw.random() < 0.3 else True
    return Person(
        name,
        sex,
        born,
        "",
        "single",
        _education(draw, age),
        job,
        draw.choice(people["places"][:3] + people["places"]),
        religion,
        needs,
        does,
    )


def _born(draw: random.Random, year: int) -> date:
    return date(year, draw.randint(1, 12), draw.randint(1, 28))


def household(draw: random.Random, words: Mapping[str, Any], year: int, used: set[str]) -> Household:
    """A household of one to seven people in `year`; names are taken from `used` on."""
    age = draw.randint(27, 66)
    people = []
    if draw.random() < 0.88:
        husband = _person(draw, words, used, "L", _born(draw, year - age), year)
        wife = _person(draw, words, used, "P", _born(draw, year - max(20, age - draw.randint(0, 7))), year)
        husband.married = wife.married = "married"
        husband.relation, wife.relation = "Suami", "Istri"
        wife.religion = husband.religion
        people = [husband, wife]
    else:
        widow = _person(draw, words, used, "P", _born(draw, year - age), year)
        widow.married, widow.relation = "widowed", "Istri"
        people = [widow]
    oldest = min(22, age - 22)
    for _ in range(draw.choice([0, 1, 1, 2, 2, 3])):
        child = _person(draw, words, used, draw.choice("LP"), _born(draw, year - draw.randint(0, max(0, oldest))), year)
        child.relation, child.religion = "Anak", people[0].religion
        people.append(child)
    if draw.random() < 0.15:
        old = _person(draw, words, used, "P", _born(draw, year - age - draw.randint(22, 30)), year)
        old.relation, old.married = "Orang Tua", "widowed"
        people.append(old)
    healthy = draw.random() < 0.8
    water = draw.choice(["pdam", "well", "well", "well", "other"])
    house = {
        "house_healthy": healthy,
        "house_unhealthy": not healthy,
        "pregnant": draw.random() < 0.1,
        "illiterate": draw.random() < 0.05,
    }
    house |= {f"water_{one}": one == water for one in ("pdam", "well", "other")}
    house |= {
        name: draw.random() < much
        for name, much in {
            "waste_place": 0.7,
            "drainage": 0.6,
            "latrine": 0.85,
            "p4k_sticker": 0.3,
            "up2k": 0.2,
            "yard_use": 0.5,
            "home_industry": 0.15,
            "environment_health": 0.5,
        }.items()
    }
    house["food_rice"] = draw.random() < 0.95
    house["food_other"] = not house["food_rice"]
    return Household(people, year, house, 1, draw.choice([1, 1, 2]) if house["latrine"] else 0)


def area(draw: random.Random, households: int) -> dict[str, int]:
    """The numbers of a recap's row about so many households, by field; parts are no larger than their wholes."""
    of = lambda whole, low, high: round(whole * draw.uniform(low, high))  # noqa: E731
    families = households + of(households, 0, 0.3)
    male, female = of(families, 1.5, 2.0), of(families, 1.5, 2.1)
    fertile = of(female, 0.4, 0.6)
    healthy = of(households, 0.6, 1)
    pdam = of(households, 0, 0.4)
    well = of(households - pdam, 0.7, 1)
    rice = of(households, 0.9, 1)
    return {
        "households": households,
        "families": families,
        "members_male": male,
        "members_female": female,
        "toddlers_male": of(male, 0.05, 0.15),
        "toddlers_female": of(female, 0.05, 0.15),
        "women_fertile": fertile,
        "couples_fertile": of(min(families, fertile), 0.4, 0.8),
        "pregnant": of(fertile, 0, 0.06),
        "breastfeeding": of(fertile, 0, 0.12),
        "elderly": of(male + female, 0.04, 0.14),
        "illiterate": of(male + female, 0, 0.03),
        "special_needs": of(male + female, 0, 0.02),
        "house_healthy": healthy,
        "house_unhealthy": households - healthy,
        "waste_place": of(households, 0.4, 1),
        "drainage": of(households, 0.3, 1),
        "latrine": of(households, 0.6, 1),
        "latrines": of(households, 1, 1.2),
        "p4k_sticker": of(households, 0, 0.3),
        "water_pdam": pdam,
        "water_well": well,
        "water_other": households - pdam - well,
        "food_rice": rice,
        "food_other": households - rice,
        "up2k": of(households, 0, 0.3),
        "yard_use": of(households, 0.2, 0.8),
        "home_industry": of(households, 0, 0.3),
        "environment_health": of(households, 0.3, 0.9),
    }
