"""Invented villages as readings: what stands in every field of every page, without pixels, so that errors of reading
and errors on the paper can be planted by the thousand.

Every village has two dasawisma in one RT: the sheets of some households, the persons' own sheets, the recaps of both
dasawisma, and the recap of the RT whose rows are those recaps' JUMLAH.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.form import Field, Form, Kind, TotalRow
from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.model import Part
from samples.generator.answers import BLANK, Answer, answer
from samples.generator.facts import Fact, Facts, recap_facts
from samples.generator.fill import Subject, page_facts
from samples.generator.habits import Habits, draw_habits
from samples.generator.people import PACUL, SIDOBANDUNG, Household, draw_dasawisma

Key = tuple[Part, int | None, str]

ROWS = 12
"""Printed rows of every table: more than are written, so that no table goes on overleaf."""

SETS = (
    ("III-15", "4.14.2a-old", "III-16a", "III-16b"),
    ("4.15", "4.14.2a-new", "4.16a", "4.16b"),
)
"""Editions that belong together: catatan-keluarga, data-keluarga, rekap-dasawisma, rekap-rt."""


@dataclass(slots=True)
class Written:
    """A page: its form, what stands in each field, in the form's order, and the facts of its table."""

    book_id: str
    page_no: int
    form: Form
    fields: dict[Key, Field]
    answers: dict[Key, Answer]
    planted: dict[Key, str] = field(default_factory=dict)


def village(seed: int) -> list[Written]:
    """The pages of the village of that seed."""
    rng = random.Random(f"village:{seed}")
    place, year = (SIDOBANDUNG, PACUL)[seed % 2], rng.randint(2014, 2023)
    forms = {(form.form, form.edition): form for form in load_forms()}
    family, sheet, recap, upper = SETS[seed // 2 % 2]
    habits = replace(draw_habits(seed), ditto=None, nothing="", forgets=0.0, slips=0.0)
    pages: list[Written] = []
    groups = [_group(seed * 10 + number, place, year, number) for number in (1, 2)]
    for number, households in enumerate(groups, start=1):
        book = f"v{seed}-d{number}"
        wanted = [("catatan-keluarga", family, h, 0) for h in range(3)]
        wanted += [("data-keluarga", sheet, h, 0) for h in range(2)]
        wanted += [("data-warga", "4.14.1a", h, m) for h, m in ((0, 0), (0, 1), (1, 0), (2, 0))]
        wanted += [("rekap-dasawisma", recap, 0, 0), ("ibu-bayi", "III-18a / 4.18a", 0, 0)]
        for page_no, (name, edition, at, member) in enumerate(wanted, start=1):
            subject = Subject(
                households, at, min(member, len(households[at].members) - 1), 5, (seed * 10 + number) * 100 + page_no
            )
            single, rows = page_facts(forms[name, edition], subject, ROWS - 1)
            pages.append(_page(book, page_no, forms[name, edition], single, rows, habits, year, rng))
    rows = [_sums(households, row) for row, households in enumerate(groups)]
    single = page_facts(forms["rekap-rt", upper], Subject(groups[0], 0, 0, 5, seed), ROWS - 1)[0]
    pages.append(_page(f"v{seed}-rt", 1, forms["rekap-rt", upper], single, rows, habits, year, rng))
    return pages


def _group(seed: int, place: object, year: int, number: int) -> tuple[Household, ...]:
    """One dasawisma of RT 3, its households small enough for the rows of a sheet."""
    drawn = draw_dasawisma(seed, place, year, 24)  # type: ignore[arg-type]
    small = [home for home in drawn if 2 <= len(home.members) < ROWS - 2][:8]
    return tuple(replace(home, dasawisma=f"Melati {number}", rt=3, rw=1, dusun=place.dusuns[0]) for home in small)  # type: ignore[attr-defined]


def _sums(households: Sequence[Household], row: int) -> dict[str, Fact]:
    known = [recap_facts(home) for home in households]
    sums: dict[str, Fact] = {name: sum(one[name] for one in known) for name in known[0]}
    return sums | {"row_no": row + 1, "dasawisma": households[0].dasawisma, "households": len(households), "note": None}


def _page(
    book: str, page_no: int, form: Form, single: Facts, rows: Sequence[Facts], habits: Habits, year: int,
    rng: random.Random,
) -> Written:  # fmt: skip
    fields = dict(_fields(form))
    totals = {
        name: sum(int(fact) for row in rows if isinstance(fact := row.get(name), int))
        for name in {name for part, _, name in fields if part is Part.TOTAL}
    }
    answers = {}
    for (part, row, name), one in fields.items():
        facts: Mapping[str, Fact] = single
        if part is Part.TABLE and row is not None:
            facts = rows[row] if row < len(rows) else {}
        elif part is Part.TOTAL:
            facts, one = totals, replace(one, kind=Kind.COUNT)
        known = name in facts and (facts[name] is not None or part is not Part.TABLE)
        empty = facts.get(name) is None and one.kind in (Kind.TEXT, Kind.NAME, Kind.COUNT)
        answers[part, row, name] = answer(one, facts[name], habits, year, rng, True) if known and not empty else BLANK
    return Written(book, page_no, form, fields, answers)


def _fields(form: Form) -> Iterator[tuple[Key, Field]]:
    for part, entries in ((Part.HEAD, form.heads), (Part.ITEMS, form.items)):
        for entry in entries:
            yield (part, None, entry.field.name), entry.field
            if entry.extra is not None:
                yield (part, None, entry.extra.name), entry.extra
    columns = [column.field for column in form.columns if column.field.kind is not Kind.PRINTED]
    for row in range(ROWS):
        yield from (((Part.TABLE, row, one.name), one) for one in columns)
    if form.total is not TotalRow.NEVER and form.level is not None:
        for one in columns[2:]:
            if one.kind in (Kind.COUNT, Kind.TICK_OR_COUNT):
                yield (Part.TOTAL, None, one.name), one


def box(place: int) -> Box:
    """Some box for the field at that place of its page."""
    return Box(10.0 * place, 20.0, 10.0 * place + 8.0, 40.0)
