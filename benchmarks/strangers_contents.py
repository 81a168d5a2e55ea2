"""What stands on each form of a book: entries for its heads, items and rows, out of the households of a village."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

from benchmarks.strangers_filling import BLANK, Entry, Filler, Key, married
from benchmarks.strangers_forms import Layout
from benchmarks.strangers_people import Area, House, Person, make_house, make_houses, words

_AGAIN = ("marital_status", "birth_place", "religion", "occupation", "education", "relation")


def fill(layout: Layout, filler: Filler, houses: list[House], number: int) -> dict[Key, Entry]:
    """Entries of the `number`-th page of its form in a book, below the recaps of RT; what is missing is blank."""
    makers: dict[str, Callable[[Layout, Filler, list[House], int], dict[Key, Entry]]] = {
        "catatan-keluarga": _family,
        "data-keluarga": _family,
        "data-warga": _person,
        "kegiatan-warga": _activities,
        "ibu-bayi": _mothers,
        "rekap-dasawisma": _dasawisma,
    }
    return filler.place() | makers[layout.form](layout, filler, houses, number)


def options(layout: Layout, filler: Filler, picks: dict[str, int]) -> dict[Key, Entry]:
    """Marked options of heads and items (`picks`: number of the option by field)."""
    out: dict[Key, Entry] = {}
    for part, items in (("head", layout.heads + layout.right), ("items", layout.items)):
        for item in items:
            if item.options and item.fields[0] in picks:
                out[part, None, item.fields[0]] = filler.chosen(
                    item.options[min(picks[item.fields[0]], len(item.options) - 1)]
                )
    return out


def _house_picks(house: House, waters: int) -> dict[str, int]:
    traits = house.traits
    water = traits["water"] if waters == 4 or traits["water"] < 2 else 2
    picks = {"house": 1 - traits["healthy"], "water_source": water, "staple_food": 1 - traits["rice"]}
    return picks | {
        field: 1 - traits[field]
        for field in ("latrine", "waste_place", "drainage", "p4k_sticker", "up2k", "environment_health")
    }


def _family(layout: Layout, filler: Filler, houses: list[House], number: int) -> dict[Key, Entry]:
    house = houses[number % len(houses)]
    items = layout.heads + layout.right + layout.items
    waters = next(len(item.options) for item in items if item.fields[0] == "water_source")
    out = options(layout, filler, _house_picks(house, waters))
    counts = house.counts
    out |= filler.heads(
        {
            "head_name": house.head.name,
            "members_male": counts["members_male"],
            "members_female": counts["members_female"],
        }
    )
    part = "items" if layout.items else "head"
    if out.get((part, None, "latrine"), BLANK).value in ("Ada", "Ya"):
        out[part, None, "latrine_count"] = filler.count(house.traits["latrines"])
    if out.get((part, None, "up2k"), BLANK).value == "Ya":
        out[part, None, "up2k_text"] = filler.told(filler.rng.choice(words()["trades"]))
    for item in layout.before:
        for field in item.fields:
            out["items", None, field] = filler.count(counts[field])
    return out | filler.rows(filler.persons(house, layout.edition), _AGAIN)


def _person(layout: Layout, filler: Filler, houses: list[House], number: int) -> dict[Key, Entry]:
    rng, house = filler.rng, houses[number % len(houses)]
    grown = [person for person in house.members if person.age(filler.village.year) > 16]
    person = grown[number % len(grown)]
    age, head = person.age(filler.village.year), person is house.head
    out = filler.heads({"head_name": house.head.name})
    lists = {item.fields[0]: item.options for item in layout.items}
    out |= options(layout, filler, _person_picks(rng, person, age, head, lists, layout.edition))
    texts = {
        "registration_no": filler.digits(_registration(rng, filler.village.year)),
        "nik": filler.digits(person.nik)
        if rng.random() < 0.88
        else filler.told(rng.choice(("sudah", "belum")), slips=False),
        "name": filler.told(person.name, slips=False),
        "position": filler.told("Anggota") if rng.random() < 0.4 else filler.nothing(),
        "birth_place": filler.told(person.place),
        "birth_date": filler.day(person.born, age),
        "address": filler.told(f"RT {filler.village.rt} RW {filler.village.rw} {filler.village.dusun}", slips=False),
        "relation_text": BLANK if head else filler.told(person.relation),
    }
    out |= {("items", None, field): entry for field, entry in texts.items()}
    extras = {
        "family_planning": words()["methods"],
        "cooperative": words()["savings_groups"],
        "posyandu": [str(times) for times in range(2, 13)],
    }
    for field, choices in extras.items():
        if out.get(("items", None, field), BLANK).value == "Ya" and rng.random() < 0.8:
            out["items", None, f"{field}_text"] = filler.told(rng.choice(choices))
    if out.get(("items", None, "occupation"), BLANK).value == "Lainnya":
        out["items", None, "occupation_text"] = filler.told(person.job, slips=False)
    return out


def _registration(rng: Random, year: int) -> str:
    """15 digits: province, kabupaten, kecamatan, desa by serial number, year of entry, running number."""
    area = "".join(f"{rng.randint(1, top):02d}" for top in (9, 30, 9, 20))
    return f"{area}{year}{rng.randint(1, 60):03d}"


def _person_picks(
    rng: Random, person: Person, age: int, head: bool, lists: dict[str, tuple[str, ...]], edition: str
) -> dict[str, int]:
    picks = {
        "sex": "LP".index(person.sex),
        "marital_status": lists["marital_status"].index(married(person, edition)),
        "relation": int(not head),
    }
    picks["religion"] = lists["religion"].index(person.faith)
    if person.education:
        picks["education"] = lists["education"].index(person.education)
    if person.job:
        picks["occupation"] = (
            lists["occupation"].index(person.job) if person.job in lists["occupation"] else len(lists["occupation"]) - 1
        )
    picks["family_planning"] = (
        0 if person.sex == "P" and person.marital == "married" and age < 50 and rng.random() < 0.7 else 1
    )
    picks["posyandu"] = 0 if person.sex == "P" and rng.random() < 0.5 else 1
    for field, chance in (("bkb", 0.3), ("savings", 0.6), ("early_childhood", 0.1), ("cooperative", 0.4)):
        picks[field] = int(rng.random() > chance)
    picks["learning_group"] = rng.choice((0, 0, 0, 0, 1, 2, 3, 4))
    return picks


def _activities(layout: Layout, filler: Filler, houses: list[House], number: int) -> dict[Key, Entry]:
    rng, house = filler.rng, houses[number % len(houses)]
    person = house.members[number % min(2, len(house.members))]
    out: dict[Key, Entry] = {("head", None, "name"): filler.told(person.name, slips=False)}
    kinds = ("Yasinan", "RT", "Dusun", "Pengajian", "RW", "PKK", "Senam")
    for row in range(len(layout.printed)):
        yes = rng.random() < 0.6
        out["cell", row, "row_no"] = Entry("text", str(row + 1), "value", row + 1)
        out["cell", row, "active"] = Entry("text", "Y" if yes else "T", "value", "Y" if yes else "T")
        out["cell", row, "note"] = filler.told(kinds[row]) if yes and rng.random() < 0.6 else filler.nothing()
    return out


def _mothers(layout: Layout, filler: Filler, houses: list[House], number: int) -> dict[Key, Entry]:
    rng, village, made = filler.rng, filler.village, []
    for row in range(rng.randint(2, 6)):
        house = make_house(rng, village)
        mother = rng.choice(words()["women"])
        chance = rng.random()
        state = "HAMIL" if chance < 0.45 else "MELAHIRKAN" if chance < 0.75 else "NIFAS"
        entry = {
            "row_no": Entry("text", str(row + 1), "value", row + 1),
            "mother_name": filler.told(mother, slips=False),
            "husband_name": filler.told(house.head.name, slips=False),
        }
        shown = state if filler.habits.capitals else state.capitalize()
        entry["mother_status"] = Entry("text", shown, "value", state)
        born = house.members[0].born.replace(year=village.year, day=min(28, house.members[0].born.day))
        if state != "HAMIL":
            boy = rng.random() < 0.5
            entry |= {
                "baby_name": filler.told(rng.choice(words()["boys" if boy else "girls"]), slips=False),
                "baby_male": filler.mark(boy),
                "baby_female": filler.mark(not boy),
            }
            sure = rng.random() < 0.6
            entry |= {
                "birth_date": filler.day(born),
                "certificate_yes": filler.mark(sure),
                "certificate_no": filler.mark(not sure),
            }
            if rng.random() < 0.15:
                boyish = {"deceased_male": filler.mark(boy), "deceased_female": filler.mark(not boy)}
                entry |= boyish | {
                    "deceased_name": entry["baby_name"],
                    "deceased_status": filler.told("BAYI", slips=False),
                    "death_date": filler.day(
                        min(born + timedelta(days=rng.randint(1, 20)), born.replace(month=12, day=28))
                    ),
                    "death_cause": filler.told(rng.choice(words()["causes"]), slips=False),
                }
        made.append(entry)
    month = words()["months"][(number * 5 + village.rt) % 12]
    return {("head", None, "month"): Entry("text", month, "value", month)} | filler.rows(made, ())


def _fields(layout: Layout) -> dict[str, str]:
    return {column.field: column.kind for column in layout.columns[2:]}


def _dasawisma(layout: Layout, filler: Filler, houses: list[House], number: int) -> dict[Key, Entry]:
    out: dict[Key, Entry] = {}
    if number:  # the next page is of another dasawisma
        houses = make_houses(filler.rng, filler.village, len(houses))
        group = words()["dasawisma"][number % len(words()["dasawisma"])] + f" {number + 12}"
        out = filler.heads({"dasawisma": group})
    rows = [({"head_name": filler.told(house.head.name, slips=False)}, _fit(house.counts, layout)) for house in houses]
    return out | filler.counted(rows, _fields(layout), True)


def fill_recap(layout: Layout, filler: Filler, area: Area) -> dict[Key, Entry]:
    """Entries of the recap of an area: its parts a row, and JUMLAH."""
    out = filler.place() | filler.heads({"rt": area.rt, "rw": area.rw, "dusun": area.dusun or None})
    rows: list[tuple[dict[str, Entry], Counter[str]]] = []
    for part in area.parts:
        number = part.unit in ("rt", "rw")
        lead = Entry("text", part.name, "value", int(part.name)) if number else filler.told(part.name, slips=False)
        rows.append(({layout.columns[1].field: lead}, _fit(part.counts, layout)))
    return out | filler.counted(rows, _fields(layout), True)


def _fit(counts: Counter[str], layout: Layout) -> Counter[str]:
    """Counts for a form: where it has no river, that is other water."""
    out = Counter(counts)
    if not any(column.field == "water_river" for column in layout.columns):
        out["water_other"] += out.pop("water_river", 0)
    return out
