"""What strangers write into a form, and what it means: an entry for every place of a printed sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from benchmarks.strangers_people import House, Person, Village, words

Key = tuple[str, int | None, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written (ink: text, tick, cross, dash, ditto, struck, corrected, mark, nothing), and its truth."""

    ink: str
    written: str
    state: str
    value: Any = None
    age: int | None = None
    old: str = ""


BLANK = Entry("nothing", "", "blank")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a writer fills forms: what stands for nothing and for no count, for yes and no; dates, dittos, slips."""

    none: str
    zero: str
    dates: str
    ages: float
    ditto: float
    yes: str
    no: str
    capitals: bool
    slips: float
    active: str


def make_habits(rng: Random) -> Habits:
    """A writer's habits."""
    return Habits(
        none=rng.choice(("-", "", "-", "")),
        zero=rng.choice(("0", "-", "", "-")),
        dates=rng.choice(
            ("dd-mm-yyyy", "d/m/yyyy", "dd-mm-yy", "d month yyyy", "d mon yyyy", "dd.mm.yyyy", "d-roman-yyyy")
        ),
        ages=rng.choice((0.0, 0.1, 0.6, 1.0)),
        ditto=rng.choice((0.0, 0.0, 0.5, 0.9)),
        yes=rng.choice(("tick", "tick", "cross", "1")),
        no=rng.choice(("", "", "-", "0")),
        capitals=rng.random() < 0.25,
        slips=rng.choice((0.0, 0.01, 0.02)),
        active=rng.choice(("tick", "words", "words", "cross")),
    )


class Filler:
    """Entries of one writer's pages."""

    def __init__(self, rng: Random, habits: Habits, village: Village) -> None:
        self.rng, self.habits, self.village = rng, habits, village

    def count(self, number: int) -> Entry:
        """A count; nothing counted as the writer shows it."""
        if number or self.habits.zero == "0":
            return Entry("text", str(number), "value", number)
        return self.nothing(self.habits.zero)

    def nothing(self, sign: str | None = None) -> Entry:
        """Nothing to say: a dash, or blank."""
        sign = self.habits.none if sign is None else sign
        return Entry("dash", "-", "none") if sign == "-" else Entry("text", "0", "value", 0) if sign == "0" else BLANK

    def told(self, value: str | None, ways: dict[str, list[str]] | None = None, slips: bool = True) -> Entry:
        """A word as people write it (`ways`), or nothing; slips: it may be crossed out."""
        if value is None:
            return self.nothing()
        written = self.rng.choice((ways or {}).get(value, [value]))
        entry = Entry("text", written.upper() if self.habits.capitals else written, "value", value)
        return self.slip(entry) if slips and len(written) > 2 else entry

    def slip(self, entry: Entry, other: str | None = None) -> Entry:
        """Now and then a writer crosses out: nothing in its place, or the right word beside the wrong one."""
        if self.rng.random() >= self.habits.slips:
            return entry
        if self.rng.random() < 0.3:
            return Entry("struck", entry.written, "struck")
        wrong = other or entry.written[: max(2, len(entry.written) // 2)]
        return replace(entry, ink="corrected", old=wrong)

    def day(self, born: date, age: int | None = None) -> Entry:
        """A date in the writer's way; with an age, an age alone, or as far as it is known."""
        rng, chance = self.rng, self.rng.random()
        if age is not None and chance < 0.04 * (self.habits.ages > 0):
            return Entry("text", f"{age} th", "value", None, age)
        if age is not None and age > 50 and chance < 0.12:
            return Entry("text", str(born.year), "value", f"{born.year}")
        written = _date(
            born, self.habits.dates if born.year > 1930 or self.habits.dates != "dd-mm-yy" else "dd-mm-yyyy"
        )
        if age is not None and rng.random() < self.habits.ages:
            style = ("{} / {} th", "{} ({})", "{}/{} th") if "/" not in written else ("{} ({})", "{} ({} th)")
            return self.slip(
                Entry("text", style[born.day % len(style)].format(written, age), "value", born.isoformat(), age)
            )
        return Entry("text", written, "value", born.isoformat())

    def digits(self, value: str) -> Entry:
        """Digits as they are."""
        return Entry("text", value, "value", value)

    def chosen(self, value: str) -> Entry:
        """A printed option marked; now and then none is."""
        return BLANK if self.rng.random() < 0.03 else Entry("mark", "mark", "value", value)

    def tick(self, yes: bool) -> Entry:
        """A tick, a cross or a 1 for yes; for no what the writer puts."""
        if yes:
            return (
                Entry(self.habits.yes, self.habits.yes, "value", 1)
                if self.habits.yes != "1"
                else Entry("text", "1", "value", 1)
            )
        return self.nothing(self.habits.no if self.habits.no != "0" or self.habits.yes == "1" else "")

    def mark(self, yes: bool) -> Entry:
        """A tick or cross where it applies, blank elsewhere."""
        return Entry("cross" if self.habits.yes == "cross" else "tick", "tick", "value", True) if yes else BLANK

    def activity(self, field: str) -> Entry:
        """Words, a tick, or nothing in a column of activities."""
        if self.rng.random() > 0.3:
            return self.nothing() if self.habits.none == "-" and self.rng.random() < 0.9 else BLANK
        if self.habits.active == "words":
            return self.told(self.rng.choice(words()["activities"][field]))
        return Entry(self.habits.active, self.habits.active, "value", True)

    def rows(self, made: list[dict[str, Entry]], again: tuple[str, ...]) -> dict[Key, Entry]:
        """Entries of rows; in columns of `again` what stands above may be dittoed."""
        out: dict[Key, Entry] = {}
        for number, row in enumerate(made):
            for field, entry in row.items():
                above = made[number - 1].get(field) if number else None
                plain = (
                    above is not None
                    and above.state == entry.state == "value"
                    and above.value == entry.value
                    and entry.ink == above.ink == "text"
                )
                if field in again and plain and self.rng.random() < self.habits.ditto:
                    entry = Entry("ditto", "ditto", "ditto", entry.value)
                out["cell", number, field] = entry
        return out

    def heads(self, texts: dict[str, str | int | None]) -> dict[Key, Entry]:
        """Head fields out of plain values."""
        out: dict[Key, Entry] = {}
        for field, value in texts.items():
            if isinstance(value, int):
                shown = (
                    f"{value:03d}"
                    if field in ("rt", "rw") and self.village.year % 3 == 0
                    else f"{value:02d}"
                    if field in ("rt", "rw") and self.village.year % 3 == 1
                    else str(value)
                )
                out["head", None, field] = Entry("text", shown, "value", value)
            elif value is not None:
                out["head", None, field] = Entry(
                    "text", value.upper() if self.habits.capitals else value, "value", value
                )
        return out

    def place(self) -> dict[Key, Entry]:
        """The heads that tell where and when."""
        v = self.village
        return self.heads(
            {
                "dasawisma": v.dasawisma,
                "rt": v.rt,
                "rw": v.rw,
                "dusun": v.dusun,
                "desa": v.desa,
                "kecamatan": v.kecamatan,
                "kabupaten": v.kabupaten,
                "provinsi": v.provinsi,
                "year": v.year,
            }
        )

    def persons(self, house: House, edition: str) -> list[dict[str, Entry]]:
        """A row for each member, with what any form asks."""
        return [self._person(number, person, edition) for number, person in enumerate(house.members)]

    def _person(self, number: int, person: Person, edition: str) -> dict[str, Entry]:
        age = person.age(self.village.year)
        relation = {"Kepala": "Kepala Keluarga"}.get(person.relation, person.relation)
        row = {
            "row_no": Entry("text", str(number + 1), "value", number + 1),
            "registration_no": self.digits(f"{number + 1:03d}"),
            "name": self.told(person.name, slips=False),
            "relation": self.told(relation),
            "marital_status": self.told(married(person, edition), words()["marital"]),
            "sex": Entry("text", person.sex, "value", person.sex),
            "birth_place": self.told(person.place),
            "birth_date": self.day(person.born, age),
            "religion": self.told(person.faith),
            "education": self.told(person.education, words()["education"]),
            "occupation": self.told(person.job, words()["jobs"]),
            "special_needs": self.told(person.needs),
            "note": self.told(self.rng.choice(words()["notes"])) if self.rng.random() < 0.06 else BLANK,
        }
        return row | {field: self.activity(field) for field in words()["activities"]}

    def counted(
        self, rows: list[tuple[dict[str, Entry], Counter[str]]], fields: dict[str, str], sums: bool
    ) -> dict[Key, Entry]:
        """Rows of a recap: what leads them, then counts (`fields`: kinds by field), and where asked their sums."""
        made = []
        for number, (lead, counts) in enumerate(rows):
            row = {"row_no": Entry("text", str(number + 1), "value", number + 1)} | lead
            for field, kind in fields.items():
                row.setdefault(
                    field,
                    self.tick(counts[field] > 0)
                    if kind == "tick_or_count"
                    else self.count(counts[field])
                    if kind == "count"
                    else BLANK,
                )
            made.append(row)
        out = self.rows(made, ())
        if sums:
            for field, kind in fields.items():
                number = sum(counts[field] for _, counts in rows)
                out["cell", -1, field] = self.count(number) if kind in ("count", "tick_or_count") else BLANK
        return out


def married(person: Person, edition: str) -> str:
    """The marital status in the words of an edition's list."""
    left = "Janda" if person.sex == "P" else "Duda"
    lists = {
        "III-15": ("Menikah", "Lajang", "Cerai Mati"),
        "4.15": ("Kawin", "Belum Kawin", left),
        "4.14.2a-new": ("Kawin", "Tidak Kawin", "Tidak Kawin"),
    }
    return lists.get(edition, ("Menikah", "Lajang", left))[("married", "single", "widowed").index(person.marital)]


def _date(day: date, style: str) -> str:
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[day.month - 1]
    ways: dict[str, Callable[[], str]] = {
        "dd-mm-yyyy": lambda: f"{day:%d-%m-%Y}",
        "d/m/yyyy": lambda: f"{day.day}/{day.month}/{day.year}",
        "dd-mm-yy": lambda: f"{day:%d-%m-%y}",
        "d month yyyy": lambda: f"{day.day} {words()['months'][day.month - 1]} {day.year}",
        "d mon yyyy": lambda: f"{day.day} {words()['short_months'][day.month - 1]} {day.year}",
        "dd.mm.yyyy": lambda: f"{day:%d.%m.%Y}",
        "d-roman-yyyy": lambda: f"{day.day}-{roman}-{day.year}",
    }
    return ways[style]()
