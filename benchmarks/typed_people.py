"""The households that the typed forms tell of, and how one writer puts a fact to paper."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Said:
    """What stands in a place: its state, the letters or the mark that a pen makes, and what it means."""

    state: str = "blank"
    text: str = ""
    value: Any = None
    age: int | None = None
    mark: str = ""
    wrong: str = ""
    """What was written first and crossed out."""


@dataclass
class Person:
    """Somebody of a household."""

    name: str
    sex: str
    relation: str
    born: date
    married: bool = False
    widowed: bool = False
    education: str = ""
    occupation: str = ""

    def age(self, year: int) -> int:
        """In years, at the end of June."""
        return year - self.born.year - ((self.born.month, self.born.day) > (6, 30))


@dataclass
class Writer:
    """A cadre: what she abbreviates, how she dates and marks, what she puts for nothing."""

    chance: random.Random
    words: dict[str, Any]
    year: int
    flowing: bool = False

    def __post_init__(self) -> None:
        pick = self.chance.choice
        self.brief = self.chance.random()
        self.dates = pick(["-", "-", "/", ".", " ", "name", "short", "roman", "yy"])
        self.ages = pick(["", "", "", "/", "(", "th"])
        self.nothing = pick(["blank", "none", "zero"])
        self.tick = pick(["tick", "tick", "tick", "cross", "one"])
        self.ditto = self.chance.random() < 0.4
        self.capitals = self.chance.random() < 0.25 and not self.flowing
        self.slips = pick([0, 0, 0.01, 0.025])

    def word(self, word: str, first: str = "") -> Said:
        """A word of a list, short or long as the writer does, sometimes after another that she crosses out."""
        forms = self.words["short"].get(word, [word])
        text = forms[0] if self.chance.random() > self.brief else self.chance.choice(forms)
        return Said("value", text.upper() if self.capitals else text, word, wrong=self._slip(first))

    def name(self, name: str) -> Said:
        """A name or other free text."""
        text = name.upper() if self.capitals else name
        return Said("value", text, text, wrong=self._slip(text[: max(2, len(text) // 2)]))

    def count(self, number: int, nothing: str = "") -> Said:
        """A number; for none what the writer puts for none."""
        if number:
            return Said("value", str(number), number)
        kind = nothing or self.nothing
        return {"blank": Said(), "none": Said("none", "-"), "zero": Said("value", "0", 0)}[kind]

    def ticked(self, yes: bool, value: Any = 1) -> Said:
        """A mark for yes; for no nothing, or a dash by those who put dashes."""
        if not yes:
            return Said("none", "-") if self.nothing == "none" else Said()
        if self.tick == "one" and value == 1:
            return Said("value", "1", 1)
        return Said("value", "", value, mark="cross" if self.tick == "cross" else "tick")

    def dated(self, day: date, age: int | None = None) -> Said:
        """A date as this writer dates, with an age where she gives one."""
        said, value = self._date(day), day.isoformat()
        if age is None or not self.ages:
            return Said("value", said, value)
        if self.ages == "th":
            text = self.chance.choice([f"{age} th", f"{age} th", f"{age} thn"])
            return Said("value", text, None, age)
        return Said("value", f"{said} / {age}" if self.ages == "/" else f"{said} ({age})", value, age)

    def _date(self, day: date) -> str:
        long, short = self.words["people"]["months"], self.words["people"]["short_months"]
        roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
        number = day.month - 1
        return {
            "name": f"{day.day} {long[number]} {day.year}",
            "short": f"{day.day} {short[number]} {day.year}",
            "roman": f"{day.day}-{roman[number]}-{day.year}",
            "yy": f"{day.day:02}-{day.month:02}-{day.year % 100:02}" if day.year < 2000 else f"{day:%d-%m-%Y}",
            " ": f"{day:%d %m %Y}",
        }.get(self.dates, f"{day:%d}{self.dates}{day:%m}{self.dates}{day:%Y}")

    def _slip(self, first: str) -> str:
        return first if first and self.chance.random() < self.slips else ""


def family(writer: Writer, head_name: str = "") -> list[Person]:
    """A household: a couple or a widower, children, now and then a grandmother."""
    chance, names, year = writer.chance, writer.words["people"], writer.year
    male, female = (
        chance.sample([name for name in names["male"] if name != head_name], 6),
        chance.sample(names["female"], 6),
    )
    age = chance.randint(24, 66)
    alone = age > 50 and chance.random() < 0.3
    head = Person(head_name or male.pop(), "L", "Suami", _born(chance, year - age), married=not alone, widowed=alone)
    household = [head]
    if not alone:
        household.append(Person(female.pop(), "P", "Istri", _born(chance, year - age + chance.randint(0, 6)), True))
    youngest_parent = household[-1].age(year)
    for _ in range(chance.choice([0, 1, 1, 2, 2, 3])):
        old = youngest_parent - chance.randint(20, 34)
        if 0 < old < 26:
            girl = chance.random() < 0.5
            household.append(
                Person((female if girl else male).pop(), "P" if girl else "L", "Anak", _born(chance, year - old))
            )
    household[len(household) - _children(household) :] = sorted(
        household[len(household) - _children(household) :], key=lambda child: child.born
    )
    if age < 50 and chance.random() < 0.15:
        old = min(88, age + chance.randint(20, 30))
        household.append(Person(female.pop(), "P", "Orang Tua", _born(chance, year - old), widowed=True))
    for person in household:
        person.education, person.occupation = _school(chance, person.age(year)), _work(chance, person, year)
    return household


def _children(household: list[Person]) -> int:
    return sum(person.relation == "Anak" for person in household)


def _born(chance: random.Random, year: int) -> date:
    if chance.random() < 0.08:
        return date(year, chance.choice([1, 7, 12]), 1) if chance.random() < 0.6 else date(year, 12, 31)
    return date(year, 1, 1) + timedelta(days=chance.randint(0, 364))


def _school(chance: random.Random, age: int) -> str:
    if age < 5:
        return ""
    if age < 7:
        return "TK"
    if age < 13:
        return "SD/MI"
    if age < 16:
        return "SMP/Sederajat"
    if age < 19:
        return "SMA/SMK/Sederajat"
    grown = ["SD/MI", "SMP/Sederajat", "SMA/SMK/Sederajat", "SMA/SMK/Sederajat", "Diploma", "S1"]
    return chance.choice(grown if age < 50 else ["Tidak Tamat SD", "SD/MI", "SD/MI", "SMP/Sederajat"])


def _work(chance: random.Random, person: Person, year: int) -> str:
    age = person.age(year)
    if age < 7:
        return ""
    if age < 19:
        return "Pelajar"
    if person.sex == "P" and chance.random() < 0.6:
        return "Ibu Rumah Tangga"
    return chance.choice(
        ["Petani", "Petani", "Pedagang", "Swasta", "Wirausaha", "PNS", "Buruh Tani", "Sopir"][
            : 8 if person.sex == "L" else 6
        ]
    )


def counts(household: list[Person], year: int) -> dict[str, int]:
    """What a form counts of a household's people."""
    women = sum(p.sex == "P" and 15 <= p.age(year) <= 49 for p in household)
    couple = any(p.relation == "Istri" and p.married and 15 <= p.age(year) <= 49 for p in household)
    small = [p for p in household if p.age(year) < 5]
    nursing = int(couple and any(p.age(year) < 2 for p in small))
    return {
        "families": 1, "members_male": sum(p.sex == "L" for p in household),
        "members_female": sum(p.sex == "P" for p in household), "toddlers": len(small),
        "toddlers_male": sum(p.sex == "L" for p in small), "toddlers_female": sum(p.sex == "P" for p in small),
        "couples_fertile": int(couple), "women_fertile": women, "pregnant": 0, "breastfeeding": nursing,
        "elderly": sum(p.age(year) >= 60 for p in household), "illiterate": 0, "special_needs": 0,
    }  # fmt: skip
