"""What the pages of one book say: head fields, items, rows and JUMLAH, as plain values by field.

Values: int (count, year), str (name, word of a list, text), date, True (a mark), None (nothing).
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from benchmarks.spreadsheet_people import Household, Person, area, household
from benchmarks.spreadsheet_registry import Form

Value = int | str | date | bool | None
MARITAL = {
    "III-15": {"married": "Menikah", "single": "Lajang", "widowed": "Cerai Mati"},
    "4.15": {"married": "Kawin", "single": "Belum Kawin", "widowed": "Janda"},
    "4.14.2a-old": {"married": "Menikah", "single": "Lajang", "widowed": "Janda"},
    "4.14.2a-new": {"married": "Kawin", "single": "Tidak Kawin", "widowed": "Tidak Kawin"},
}


@dataclass
class Page:
    """What one page says. `total` is None where the form has no JUMLAH; `rows` may be fewer than the sheet has."""

    form: Form
    head: dict[str, Value]
    items: dict[str, Value] = field(default_factory=dict)
    rows: list[dict[str, Value]] = field(default_factory=list)
    total: dict[str, Value] | None = None


@dataclass
class Book:
    """A dasawisma in its place: what every page of its book shares."""

    place: dict[str, Value]
    households: list[Household]
    year: int
    village_code: str


def book(draw: random.Random, words: Mapping[str, Any]) -> Book:
    """An invented dasawisma of 8 to 14 households."""
    people = words["people"]
    desa, kecamatan, kabupaten, provinsi, code = draw.choice(people["villages"])
    year = draw.randint(2015, 2025)
    used: set[str] = set()
    place: dict[str, Value] = {
        "dasawisma": f"{draw.choice(people['groups'])} {draw.randint(1, 5)}",
        "rt": draw.randint(1, 12),
        "rw": draw.randint(1, 6),
        "dusun": draw.choice(people["hamlets"]),
        "desa": desa,
        "kecamatan": kecamatan,
        "kabupaten": kabupaten,
        "provinsi": provinsi,
        "year": year,
        "month": draw.choice(people["months"]),
    }
    homes = []
    for _ in range(draw.randint(8, 14)):
        if len(used) > 50:
            used.clear()
        homes.append(household(draw, words, year, used))
    return Book(place, homes, year, code)


def _member(number: int, one: Person, edition: str) -> dict[str, Value]:
    return {
        "row_no": number,
        "registration_no": f"{number:03d}",
        "name": one.name,
        "relation": one.relation,
        "sex": one.sex,
        "marital_status": MARITAL[edition][one.married],
        "birth_place": one.place,
        "birth_date": one.born,
        "religion": one.religion,
        "education": one.education or None,
        "occupation": one.occupation or None,
        "special_needs": one.needs or None,
        **one.activities,
    }


def _house(form: Form, home: Household) -> dict[str, Value]:
    """The options and counts of a household in the words of a form's own lists."""
    has = home.house
    lists = {one.name: one.values for one in [*form.head, *form.items]}
    yes = lambda name, good: lists[name][0 if good else 1] if name in lists else None  # noqa: E731
    water = 0 if has["water_pdam"] else 1 if has["water_well"] else -1
    found: dict[str, Value] = {
        "house": yes("house", has["house_healthy"]),
        "latrine": yes("latrine", has["latrine"]),
        "waste_place": yes("waste_place", has["waste_place"]),
        "drainage": yes("drainage", has["drainage"]),
        "p4k_sticker": yes("p4k_sticker", has["p4k_sticker"]),
        "staple_food": yes("staple_food", has["food_rice"]),
        "up2k": yes("up2k", has["up2k"]),
        "environment_health": yes("environment_health", has["environment_health"]),
        "latrine_count": home.latrines or None,
    }
    if "water_source" in lists:
        found["water_source"] = lists["water_source"][water]
    return found


def family(form: Form, of: Book, home: Household, draw: random.Random, words: Mapping[str, Any]) -> Page:
    """A page about one household: catatan-keluarga or data-keluarga."""
    counts = home.counts()
    said = _house(form, home)
    if home.house["up2k"]:
        said["up2k_text"] = draw.choice(words["people"]["businesses"])
    everything = {**of.place, "head_name": home.head.name, **counts, **said}
    everything["toddlers"] = counts["toddlers_male"] + counts["toddlers_female"]
    rows = [_member(number, one, form.edition) for number, one in enumerate(home.people, 1)]
    extra = {name: value for name, value in said.items() if name.endswith(("_count", "_text"))}
    names = {one.name for one in form.head}
    fits = lambda fields, name: name in fields or name.rpartition("_")[0] in fields  # noqa: E731
    head = {one.name: everything.get(one.name) for one in form.head} | {
        n: v for n, v in extra.items() if fits(names, n) and n not in names
    }
    wanted = {one.name for one in form.items}
    items = {name: everything.get(name) for name in wanted} | {n: v for n, v in extra.items() if fits(wanted, n)}
    return Page(form, head, items, rows)


def _sum(rows: list[dict[str, Value]], form: Form) -> dict[str, Value]:
    total: dict[str, Value] = {}
    for one in form.table[2:]:
        numbers = [int(row[one.name]) for row in rows if isinstance(row.get(one.name), int)]
        total[one.name] = None if one.kind in ("text", "name") else sum(numbers)
    return total


def recap(form: Form, of: Book, draw: random.Random, words: Mapping[str, Any]) -> Page:
    """A recap's page: of the households of the dasawisma, or of the areas below an RT, dusun or desa."""
    rows: list[dict[str, Value]] = []
    if form.form == "rekap-dasawisma":
        for number, home in enumerate(of.households, 1):
            rows.append({"row_no": number, "head_name": home.head.name, **home.counts()})
    else:
        own = {name: sum(home.counts()[name] for home in of.households) for name in of.households[0].counts()}
        own |= {"households": len(of.households), "latrines": sum(home.latrines for home in of.households)}
        names = {
            "rekap-rt": words["people"]["groups"],
            "rekap-desa": words["people"]["hamlets"],
            "rekap-dusun": [1, 2, 3, 4, 5, 6],
        }[form.form]
        for number in range(1, draw.randint(4, 8)):
            rts = draw.randint(2, 5)
            here = draw.randint(8, 20) * {"rekap-rt": 1, "rekap-dusun": 2, "rekap-desa": 5}[form.form]
            row: dict[str, Value] = {
                **area(draw, here),
                "row_no": number,
                "rt_groups": rts,
                "dasawisma_groups": rts * 2,
                "rw_groups": max(1, rts // 2),
            }
            if form.form == "rekap-rt" and number == 1:
                row |= {**own, "dasawisma": of.place["dasawisma"]}
            elif form.form == "rekap-rt":
                row["dasawisma"] = f"{names[number % len(names)]} {number + 5}"
            else:
                row["rw" if form.form == "rekap-dusun" else "dusun"] = names[(number - 1) % len(names)]
            rows.append(row)
    for row in rows:
        if draw.random() < 0.05:
            row["note"] = draw.choice(words["people"]["notes"])
    return Page(form, {one.name: of.place.get(one.name) for one in form.head}, {}, rows, _sum(rows, form))


def births(form: Form, of: Book, draw: random.Random, words: Mapping[str, Any]) -> Page:
    """A page of ibu-bayi: two to five events in the book's year."""
    rows: list[dict[str, Value]] = []
    couples = [home.people for home in of.households if len(home.people) > 1 and home.people[1].relation == "Istri"]
    for number, (husband, wife, *_) in enumerate(draw.sample(couples, min(len(couples), draw.randint(2, 5))), 1):
        row: dict[str, Value] = {
            "row_no": number,
            "mother_name": wife.name,
            "husband_name": husband.name,
            "mother_status": draw.choice(["HAMIL", "MELAHIRKAN", "NIFAS"]),
        }
        if row["mother_status"] != "HAMIL":
            boy = draw.random() < 0.5
            row |= {
                "baby_name": draw.choice(words["people"]["male" if boy else "female"]),
                "baby_male" if boy else "baby_female": True,
                "birth_date": date(of.year, draw.randint(1, 12), draw.randint(1, 28)),
                draw.choice(["certificate_yes", "certificate_no"]): True,
            }
            if draw.random() < 0.15:
                row |= {
                    "deceased_name": row["baby_name"],
                    "deceased_status": "BAYI",
                    "deceased_male" if boy else "deceased_female": True,
                    "death_date": date(of.year, 12, draw.randint(1, 28)),
                    "death_cause": draw.choice(words["people"]["causes"]),
                }
        rows.append(row)
    return Page(form, {one.name: of.place.get(one.name) for one in form.head}, {}, rows)
