"""What one page of a book says: places with what is written in them, and options with the one that holds."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from benchmarks.office_registry import Field
from benchmarks.typed_fields import Facts, choice, extra, group_numbers, household_numbers, item, member, mother, summed
from benchmarks.typed_people import Person, Said, Writer

DITTO = ("marital_status", "religion", "education", "occupation", "birth_place")


@dataclass
class Contents:
    """A page's contents; keys as in the truth."""

    rows: int = 0
    written: list[tuple[str, str, str | None, str, Said]] = field(default_factory=list)
    chosen: list[tuple[str, Field, str]] = field(default_factory=list)

    def add(self, part: str, row: str | None, name: str, said: Said) -> None:
        """Something written."""
        key = f"cell:{row}:{name}" if row is not None else f"{part}:{name}"
        self.written.append((key, part, row, name, said))


def contents(places: list[Field], made: Facts, at: int, rows: int, total: bool) -> Contents:
    """The page of household `at`, or of the whole where the form is about more."""
    form, page = places[0].form, Contents(rows)
    household = made.households[at]
    alone = form in ("data-warga", "kegiatan-warga")
    person = made.writer.chance.choice(household) if alone else household[0]
    numbers = household_numbers(made, at)
    for place in places:
        if place.part == "table":
            continue
        part = "item" if place.part == "items" else "head"
        about = household[0] if place.field == "head_name" else person
        if place.kind.startswith(("choice", "yes_no")):
            option = choice(made, person, place, numbers)
            page.chosen.append((place.part, place, option))
            for name, kind in (("count", "yes_no_count"), ("text", "yes_no_text"), ("text", "choice_text")):
                if place.kind == kind:
                    page.add(part, None, f"{place.field}_{name}", extra(made, person, place, option))
        else:
            page.add(part, None, place.field, item(made, about, place, numbers))
    table = [place for place in places if place.part == "table"]
    if table:
        _table(page, table, made, household, total)
    return page


def _table(page: Contents, table: list[Field], made: Facts, household: list[Person], total: bool) -> None:
    form, writer = table[0].form, made.writer
    sums: dict[str, int] = {}
    if form == "kegiatan-warga":
        filled = [_activity(writer) for _ in range(page.rows)]
    elif form in ("catatan-keluarga", "data-keluarga"):
        filled = [{p.field: member(made, who, p, n + 1) for p in table} for n, who in enumerate(household)]
    elif form == "ibu-bayi":
        women, men = (writer.chance.sample(writer.words["people"][sex], page.rows) for sex in ("female", "male"))
        events = writer.chance.randint(3, page.rows - 1)
        filled = [mother(made, table, n + 1, women[n], men[n]) for n in range(events)]
    else:
        filled, sums = _recap(table, made, page.rows)
    if writer.ditto and not form.startswith("rekap"):
        filled = _dittoed(filled, writer.chance)
    for row in range(page.rows):
        for place in table:
            if place.kind != "printed" and not (form == "kegiatan-warga" and place.field == "row_no"):
                page.add("cell", str(row), place.field, filled[row][place.field] if row < len(filled) else Said())
    if total:
        for place in table[2:]:
            nothing = "blank" if place.field == "note" else "zero" if writer.nothing == "zero" else writer.nothing
            page.add("cell", "total", place.field, writer.count(sums.get(place.field, 0), nothing))


def _activity(writer: Writer) -> dict[str, Said]:
    active = writer.chance.random() < 0.55
    note = writer.name(writer.chance.choice(["Kerja bakti", "Arisan RT", "Yasinan", "Iuran"]))
    return {"active": Said("value", "Y" if active else "T", "Y" if active else "T"),
            "note": note if active and writer.chance.random() < 0.4 else Said()}  # fmt: skip


def _recap(table: list[Field], made: Facts, rows: int) -> tuple[list[dict[str, Said]], dict[str, int]]:
    form, writer, chance = table[0].form, made.writer, made.writer.chance
    if form == "rekap-dasawisma":
        told = [household_numbers(made, at) for at in range(min(rows, len(made.households)))]
        names = [made.households[at][0].name for at in range(len(told))]
    else:
        own = summed([household_numbers(made, at) for at in range(len(made.households))])
        own |= {
            "households": len(made.households),
            "latrines": own["latrine"],
            "rt_groups": 1,
            "dasawisma_groups": 1,
            "rw_groups": 1,
        }
        if form == "rekap-dusun":
            told = made.neighbourhoods
        else:
            groups = 1 if form == "rekap-rt" else 9
            told = [group_numbers(made, chance, groups) for _ in range(chance.randint(3, rows))]
            hamlet = summed(made.neighbourhoods) | {"rw_groups": len(made.neighbourhoods)}
            told[0] = own if form == "rekap-rt" else hamlet
        column = {"rekap-rt": "groups", "rekap-desa": "hamlets"}.get(form)
        pool = writer.words["people"][column] if column else [str(n + 1) for n in range(9)]
        names = [made.dasawisma] if form == "rekap-rt" else [made.hamlet] if form == "rekap-desa" else []
        others = [name for name in pool if name not in names]
        names += chance.sample(others, min(len(others), len(told))) if column else others
        told = told[: len(names)]
    filled = []
    for number, (row, name) in enumerate(zip(told, names, strict=False)):
        cells = {place.field: _number(place, row, writer) for place in table}
        cells |= {"row_no": Said("value", str(number + 1), number + 1), "note": Said()}
        cells[table[1].field] = Said("value", name, int(name)) if table[1].kind == "count" else writer.name(name)
        filled.append(cells)
    return filled, summed(told)


def _number(place: Field, row: dict[str, int], writer: Writer) -> Said:
    if place.field not in row:
        return Said()
    return writer.ticked(bool(row[place.field])) if place.kind == "tick_or_count" else writer.count(row[place.field])


def _dittoed(rows: list[dict[str, Said]], chance: random.Random) -> list[dict[str, Said]]:
    """Where a cell says what the one above says, a mark that says so."""
    made = [dict(row) for row in rows]
    for above, row, shown in zip(rows, rows[1:], made[1:], strict=False):
        for name in DITTO:
            said = row.get(name, Said())
            if said.state == "value" and said.value == above.get(name, Said()).value and chance.random() < 0.6:
                shown[name] = replace(said, state="ditto", text="", wrong="")
    return made
