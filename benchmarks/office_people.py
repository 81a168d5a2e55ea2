"""Invented people of an office's pages, and what they write into each field."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks.office_registry import Field

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
SHORT = ["Jan", "Peb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sept", "Okt", "Nop", "Des"]
LONG = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober"]
LONG += ["November", "Desember"]


@dataclass(frozen=True)
class Written:
    """What stands in one place. `drawn` is text, or a sign: tick, cross, dash, ditto, circle, strike, box."""

    state: str = "blank"
    value: object = None
    text: str = ""
    drawn: str = "text"
    age: int | None = None
    wrong: str = ""
    """A word that was crossed out before this one was written."""


@dataclass(frozen=True)
class Person:
    """One member of a household."""

    name: str
    sex: str
    relation: str
    born: dt.date


@dataclass
class Writer:
    """A person with habits, who writes one book."""

    chance: random.Random
    words: dict[str, Any]
    year: int
    habits: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pick = self.chance.choice
        self.habits = {
            "date": pick(["-", "-", "/", "/", ".", "short", "long", "roman", "two", "spaced"]),
            "age": pick([0, 0, 0, 0.5, 1]),
            "age_word": pick(["th", "thn", "tahun", "()", "()"]),
            "none": pick(["-", "-", "0", "blank", "blank", "long"]),
            "mark": pick(["tick", "tick", "tick", "cross", "V"]),
            "ditto": pick([0, 0, 0.3, 0.7]),
            "ditto_as": pick(["ditto", "ditto", "sda", "s.d.a"]),
            "capitals": self.chance.random() < 0.25,
            "option": pick(["circle", "circle", "strike", "tick"]),
            "wrong": pick([0, 0, 0.004, 0.012]),
        }

    def word(self, value: str) -> Written:
        """This value in one of its spellings."""
        text = self.chance.choice(self.words["codes"].get(value, [value]))
        return self.text(text, value)

    def text(self, text: str, value: object = None) -> Written:
        """These words, perhaps in capitals, perhaps after another that was crossed out."""
        wrong = text[: max(2, len(text) // 2)] if self.chance.random() < self.habits["wrong"] else ""
        shown = text.upper() if self.habits["capitals"] else text
        return Written("value", text if value is None else value, shown, wrong=wrong)

    def count(self, number: int) -> Written:
        """A number; none as this writer puts it."""
        if number == 0 and self.habits["none"] != "0":
            return self.nothing()
        return Written("value", number, str(number))

    def nothing(self) -> Written:
        """A dash or an empty place."""
        return Written() if self.habits["none"] in ("blank", "0") else Written("none", None, "-", "dash")

    def mark(self, yes: bool, value: object = True) -> Written:
        """A tick or a cross where yes."""
        if not yes:
            return self.nothing() if self.habits["none"] in ("-", "long") else Written()
        return Written("value", value, "V" if self.habits["mark"] == "V" else "", self._mark())

    def _mark(self) -> str:
        return "text" if self.habits["mark"] == "V" else self.habits["mark"]

    def date(self, day: dt.date, *, ages: bool) -> Written:
        """A date in this writer's form, at times with the age."""
        d, m, y = day.day, day.month, day.year
        text = {
            "short": f"{d} {SHORT[m - 1]} {y}",
            "long": f"{d} {LONG[m - 1]} {y}",
            "roman": f"{d}-{ROMAN[m - 1]}-{y}",
            "two": f"{d:02}-{m:02}-{y % 100:02}",
            "spaced": f"{d:02} - {m:02} - {y}",
        }.get(self.habits["date"], f"{d:02}{self.habits['date']}{m:02}{self.habits['date']}{y}")
        age = self.year - y
        if not ages or self.chance.random() >= self.habits["age"] or age < 1:
            return Written("value", day.isoformat(), text)
        said = f"({age})" if self.habits["age_word"] == "()" else f"{age} {self.habits['age_word']}"
        if self.chance.random() < 0.2 and self.habits["age_word"] != "()":
            return Written("value", None, said, age=age)
        return Written("value", day.isoformat(), f"{text} {'' if said[0] == '(' else '/ '}{said}", age=age)

    def option(self, values: list[str]) -> Written:
        """One of the printed options, or none of them."""
        if self.chance.random() < 0.08:
            return Written()
        return Written("value", self.chance.choice(values), "", self.habits["option"])


def family(writer: Writer) -> list[Person]:
    """A household, its head first."""
    chance, people = writer.chance, writer.words["people"]
    born = dt.date(writer.year - chance.randint(28, 70), chance.randint(1, 12), chance.randint(1, 28))
    head = Person(chance.choice(people["male"]), "L", "Suami", born)
    found = [head]
    if chance.random() < 0.9:
        found.append(Person(chance.choice(people["female"]), "P", "Istri", _later(chance, born, -1, 8)))
    for _ in range(chance.randint(0, 4)):
        sex = chance.choice("LP")
        day = _later(chance, born, 21, 27)
        if day.year < writer.year:
            found.append(Person(chance.choice(people["male" if sex == "L" else "female"]), sex, "Anak", day))
    if chance.random() < 0.2:
        name = chance.choice(people["female"])
        found.append(Person(name, "P", "Orang Tua", _later(chance, born, -25, -18)))
    return found


def _later(chance: random.Random, day: dt.date, low: int, high: int) -> dt.date:
    return dt.date(day.year + chance.randint(low, high), chance.randint(1, 12), chance.randint(1, 28))


def member(writer: Writer, person: Person, place: Field, number: int) -> Written:
    """What a writer puts for one person into a column of a family's table (or an item of data-warga)."""
    chance, people, name = writer.chance, writer.words["people"], place.field
    age = writer.year - person.born.year
    if name == "row_no":
        return Written("value", number, str(number) + ("." if chance.random() < 0.1 else ""))
    if name == "registration_no":
        digits = place.values[0] if place.values else ""
        long = "".join(chance.choice("0123456789") for _ in range(14))
        return Written("value", *[f"3{long}" if digits else f"{number:03}"] * 2)
    if name in ("name", "birth_place"):
        return writer.text(person.name if name == "name" else chance.choice(people["places"]))
    if name == "sex":
        return Written("value", person.sex, person.sex)
    if name == "relation":
        return writer.word(person.relation)
    if name == "marital_status":
        if person.relation == "Orang Tua" and "Janda" in place.values:
            return writer.word("Janda")
        return writer.word(place.values[0 if person.relation in ("Suami", "Istri", "Orang Tua") else 1])
    if name == "birth_date":
        return writer.date(person.born, ages=True)
    if name == "religion":
        return writer.word("Islam" if chance.random() < 0.85 else chance.choice(place.values))
    if name == "education":
        levels = [v for v, a in zip(place.values, [7, 12, 15, 18, 22, 23], strict=False) if age >= a]
        return writer.word(chance.choice(levels)) if levels else writer.nothing()
    if name == "occupation":
        if age < 6:
            return writer.nothing()
        if age < 18:
            return writer.word("Pelajar")
        return writer.word("Ibu Rumah Tangga" if person.sex == "P" else chance.choice([*place.values[:6], "Sopir"]))
    if place.kind == "mark_text":
        if chance.random() < 0.12:
            return writer.text(chance.choice(people["activities"]))
        return writer.mark(age > 16 and chance.random() < 0.5)
    return _rarely(writer, people["notes"] if name == "note" else ["Tuna netra", "Cacat fisik"])


def recap(writer: Writer, place: Field, number: int, counted: dict[str, int]) -> Written:
    """What a writer puts into a column of row `number` of a recap, whose numbers are `counted` (office_recap)."""
    chance = writer.chance
    if place.field == "row_no":
        return Written("value", number, str(number))
    if place.kind == "name":
        people = writer.words["people"]
        named = {"dusun": people["hamlets"], "dasawisma": people["groups"]}
        return writer.text(chance.choice(named.get(place.field, people["male"])))
    if place.kind == "tick_or_count":
        return writer.mark(counted[place.field] > 0, 1)
    if place.kind == "count":
        return writer.count(counted[place.field])
    return _rarely(writer, writer.words["people"]["notes"])


def mother(writer: Writer, place: Field, row: dict[str, Any]) -> Written:
    """What a writer puts into a column of ibu-bayi; `row` remembers what happened."""
    chance, people, name = writer.chance, writer.words["people"], place.field
    if not row:
        row |= {"status": chance.choice(["HAMIL", "MELAHIRKAN", "NIFAS"]), "sex": chance.choice("LP")}
        row |= {"born": row["status"] != "HAMIL", "died": chance.random() < 0.12, "act": chance.random() < 0.5}
    if place.group == "CATATAN KELAHIRAN" and not row["born"]:
        return writer.nothing() if place.kind not in ("mark",) else writer.mark(False)
    if place.group == "CATATAN KEMATIAN" and not row["died"]:
        return writer.nothing() if place.kind not in ("mark",) else writer.mark(False)
    if place.kind == "name":
        return writer.text(chance.choice(people["male" if name in ("husband_name", "baby_name") else "female"]))
    if place.kind == "date":
        return writer.date(dt.date(writer.year, chance.randint(1, 12), chance.randint(1, 28)), ages=False)
    if place.kind == "mark":
        yes = {"baby_male": row["sex"] == "L", "baby_female": row["sex"] == "P", "certificate_yes": row["act"]}
        yes |= {"certificate_no": not row["act"], "deceased_male": row["sex"] == "L"}
        return writer.mark(yes.get(name, row["sex"] == "P"))
    if name == "mother_status":
        return replace(writer.word(row["status"]), text=chance.choice([str.upper, str.title])(row["status"]))
    if name == "deceased_status":
        return writer.word(chance.choice(place.values))
    if name == "death_cause":
        return writer.text(chance.choice(people["causes"]))
    return _rarely(writer, people["notes"])


def _rarely(writer: Writer, words: list[str]) -> Written:
    return writer.text(writer.chance.choice(words)) if writer.chance.random() < 0.1 else writer.nothing()
