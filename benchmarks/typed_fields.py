"""What stands in each place of a form: one household's, one dasawisma's or one month's facts by field."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from benchmarks.office_registry import Field
from benchmarks.typed_people import Person, Said, Writer, counts, family

INDICATORS = ("house_healthy", "house_unhealthy", "waste_place", "drainage", "latrine", "p4k_sticker", "water_pdam",
              "water_well", "water_other", "food_rice", "food_other", "up2k", "yard_use", "home_industry",
              "environment_health")  # fmt: skip


@dataclass
class Facts:
    """The same for all pages of a book: a village, a dasawisma and its households."""

    writer: Writer
    village: list[str]
    dasawisma: str
    hamlet: str
    rt: int
    rw: int
    month: int = 1
    households: list[list[Person]] = field(default_factory=list)
    indicators: list[dict[str, int]] = field(default_factory=list)
    neighbourhoods: list[dict[str, int]] = field(default_factory=list)
    """The rows of the hamlet's recap, one an RW."""


def facts(writer: Writer) -> Facts:
    """Make up a dasawisma of 6 to 11 households."""
    chance, names = writer.chance, writer.words["people"]
    made = Facts(writer, chance.choice(names["villages"]), chance.choice(names["groups"]),
                 chance.choice(names["hamlets"]), chance.randint(1, 14), chance.randint(1, 6))  # fmt: skip
    made.month = chance.randint(1, 12)
    heads = chance.sample(names["male"], chance.randint(6, 11))
    made.households = [family(writer, head) for head in heads]
    made.indicators = [_indicators(chance) for _ in made.households]
    made.neighbourhoods = [group_numbers(made, chance, 4) for _ in range(chance.randint(3, 4))]
    return made


def _indicators(chance: random.Random) -> dict[str, int]:
    told = {name: int(chance.random() < 0.55) for name in INDICATORS} | {"home_industry": int(chance.random() < 0.2)}
    water, rice = chance.choice(["water_pdam", "water_well", "water_well", "water_other"]), chance.random() < 0.9
    told |= {name: int(name == water) for name in ("water_pdam", "water_well", "water_other")}
    return told | {"house_unhealthy": 1 - told["house_healthy"], "food_rice": int(rice), "food_other": int(not rice)}


def household_numbers(made: Facts, at: int) -> dict[str, int]:
    """A household's row of the dasawisma's recap."""
    told = counts(made.households[at], made.writer.year) | made.indicators[at]
    told["illiterate"] = int(
        any(p.age(made.writer.year) > 60 and p.education == "Tidak Tamat SD" for p in made.households[at])
    )
    return told


def summed(rows: list[dict[str, int]]) -> dict[str, int]:
    """The sums of rows."""
    return {name: sum(row[name] for row in rows) for name in rows[0]}


def group_numbers(made: Facts, chance: random.Random, groups: int) -> dict[str, int]:
    """A row of a higher recap: `groups` dasawisma that were made up alike, with what they are of."""
    rows = []
    for _ in range(groups * chance.randint(6, 10)):
        told = counts(family(made.writer), made.writer.year) | _indicators(chance)
        rows.append(told | {"pregnant": int(told["couples_fertile"] and chance.random() < 0.05), "households": 1})
    told = summed(rows)
    told["latrines"] = told["latrine"] + chance.randint(0, 2)
    return told | {"rt_groups": max(1, groups // 2), "dasawisma_groups": groups, "rw_groups": 1 + groups // 5}


def member(made: Facts, person: Person, place: Field, number: int) -> Said:
    """A cell of a member's row."""
    writer, year = made.writer, made.writer.year
    chance, name = writer.chance, place.field
    if name == "name":
        return writer.name(person.name)
    if name == "row_no":
        return Said("value", str(number), number)
    if name == "registration_no":
        return Said("value", f"{number:03}", f"{number:03}")
    if name == "sex":
        word = writer.word("Perempuan" if person.sex == "P" else "Laki-laki")
        return Said("value", word.text, person.sex) if len(word.text) < 3 else Said("value", person.sex, person.sex)
    if name == "birth_date":
        return writer.dated(person.born, person.age(year))
    if name == "birth_place":
        return writer.name(writer.words["people"]["places"][hash_of(made.dasawisma, person.name) % 4])
    if name == "religion":
        return writer.word("Islam")
    if name == "marital_status":
        return writer.word(marital(person, place.values), "Ka" if not person.married else "")
    if name in ("relation", "education", "occupation"):
        value = getattr(person, name)
        return writer.word(value, "SD" if name == "education" else "") if value else writer.count(0, _plain(writer))
    if name.startswith("activity_"):
        grown = person.age(year) > 16
        return (
            writer.ticked(grown and chance.random() < 0.5, value=True) if writer.tick != "one" else writer.ticked(False)
        )
    return writer.count(0, _plain(writer))


def _plain(writer: Writer) -> str:
    return "none" if writer.nothing == "none" else "blank"


def hash_of(*words: str) -> int:
    """A number that is the same in every run."""
    return sum(ord(letter) * (at + 7) for at, letter in enumerate("".join(words)))


def marital(person: Person, values: list[str]) -> str:
    """The word of the form's list for a person's marriage."""
    if person.married:
        return next(word for word in values if word in ("Menikah", "Kawin"))
    if person.widowed:
        wanted = ("Cerai Mati", "Janda" if person.sex == "P" else "Duda", "Tidak Kawin")
    else:
        wanted = ("Lajang", "Belum Kawin", "Tidak Kawin")
    return next(word for word in wanted if word in values)


def item(made: Facts, person: Person, place: Field, numbers: dict[str, int]) -> Said:
    """What is written on a line of a sheet (not a choice)."""
    writer, chance, name = made.writer, made.writer.chance, place.field
    desa, kecamatan, kabupaten, provinsi, _ = made.village
    head = made.households[0][0] if not numbers else person
    known = {"dasawisma": made.dasawisma, "dusun": made.hamlet, "desa": desa, "kecamatan": kecamatan,
             "kabupaten": kabupaten, "provinsi": provinsi, "head_name": head.name, "name": person.name}  # fmt: skip
    if name in known:
        return writer.name(known[name])
    if name in ("rt", "rw"):
        number = getattr(made, name)
        text = f"{number:03}" if writer.brief < 0.3 else f"{number:02}" if writer.brief < 0.6 else str(number)
        return Said("value", text, number)
    if name == "year":
        return Said("value", str(writer.year), writer.year)
    if name == "month":
        month = writer.words["people"]["months"][made.month - 1]
        return Said("value", month, month)
    if name == "nik":
        day = person.born.day + (40 if person.sex == "P" else 0)
        digits = f"3522{chance.randint(10, 15)}{day:02}{person.born:%m%y}{chance.randint(1, 9):04}"
        return Said("value", digits, digits)
    if name == "registration_no":
        digits = f"0201{chance.randint(1, 20):02}04{writer.year}{chance.randint(1, 99):03}"
        return Said("value", digits, digits)
    if name == "address":
        text = f"RT {made.rt} RW {made.rw} Ds. {desa}"
        return Said("value", text, text)
    if name == "position":
        return writer.name("Anggota") if chance.random() < 0.4 else writer.count(0, _plain(writer))
    if place.kind == "count":
        return writer.count(numbers.get(name, 0))
    return member(made, person, place, 1)


def choice(made: Facts, person: Person, place: Field, told: dict[str, int]) -> str:
    """The option that holds, of a place's printed options."""
    values, chance, age = place.values, made.writer.chance, person.age(made.writer.year)
    if place.field == "sex":
        return values[person.sex == "P"]
    if place.field == "marital_status":
        return marital(person, values)
    if place.field == "relation":
        return values[0] if person.relation == "Suami" else values[1]
    if place.field in ("religion", "learning_group"):
        return values[0]
    if place.field in ("education", "occupation"):
        value = getattr(person, place.field)
        return value if value in values else values[-1] if place.field == "occupation" and value else ""
    if place.field == "early_childhood":
        return values[not 3 <= age <= 6]
    if place.field in ("bkb", "posyandu", "family_planning") and not (person.married and age < 46):
        return values[1]
    if place.field == "house":
        return values[1 - told["house_healthy"]]
    if place.field == "water_source":
        return values[0] if told["water_pdam"] else values[1] if told["water_well"] else values[-1]
    if place.field == "staple_food":
        return values[1 - told["food_rice"]]
    return values[1 - told[place.field]] if place.field in told else chance.choice(values[:2])


def mother(made: Facts, places: list[Field], number: int, woman: str, man: str) -> dict[str, Said]:
    """A row of the book of mothers and babies."""
    writer, chance, names = made.writer, made.writer.chance, made.writer.words["people"]
    row: dict[str, Said] = {place.field: Said() for place in places}
    row["row_no"] = Said("value", str(number), number)
    status = chance.choice(["HAMIL", "MELAHIRKAN", "NIFAS"])
    row |= {"mother_name": writer.name(woman), "husband_name": writer.name(man)}
    row["mother_status"] = Said("value", status if writer.capitals else status.capitalize(), status)
    if status == "HAMIL":
        return row
    girl = chance.random() < 0.5
    born = date(writer.year, made.month, chance.randint(1, 24))
    row["baby_name"] = writer.name(chance.choice(names["female" if girl else "male"]))
    marked = Said("value", "", True, mark="cross" if writer.tick == "cross" else "tick")
    row["baby_female" if girl else "baby_male"] = marked
    row["birth_date"] = writer.dated(born)
    row["certificate_yes" if chance.random() < 0.6 else "certificate_no"] = marked
    if chance.random() < 0.15:
        row |= {"deceased_name": writer.name(f"By. {woman}"), "deceased_status": Said("value", "BAYI", "BAYI")}
        row["deceased_female" if girl else "deceased_male"] = marked
        row |= {
            "death_date": writer.dated(born + timedelta(days=3)),
            "death_cause": writer.name(chance.choice(names["causes"])),
        }
    return row


def extra(made: Facts, person: Person, place: Field, option: str) -> Said:
    """What is written beside an option that asks for more."""
    writer, chance = made.writer, made.writer.chance
    if not option or (option == place.values[1] and place.kind != "choice_text"):
        return Said()
    if place.kind == "yes_no_count":
        return writer.count(1)
    if place.field == "relation":
        return _as_written(writer.word(person.relation)) if option == place.values[1] else Said()
    if place.field == "occupation":
        return _as_written(writer.word(person.occupation)) if person.occupation not in place.values else Said()
    words: Any = {"family_planning": ["Suntik", "Pil", "IUD"], "posyandu": ["12", "6"],
                  "cooperative": ["KUD", "Simpan pinjam"], "up2k": writer.words["people"]["businesses"],
                  }.get(place.field)  # fmt: skip
    return writer.name(chance.choice(words)) if words else Said()


def _as_written(said: Said) -> Said:
    """Free text is as it stands, short forms too."""
    return Said(said.state, said.text, said.text, wrong=said.wrong)
