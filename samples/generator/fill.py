"""Decides what stands in every field of a printed page, and plants errors of paper where asked."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.form import Form, Kind
from samples.generator.answers import BLANK, Answer, answer, with_slips
from samples.generator.areas import area_rows, event_counts, event_rows
from samples.generator.draw import PrintedPage
from samples.generator.facts import (
    Fact,
    Facts,
    activity_facts,
    base_facts,
    household_facts,
    member_facts,
    person_facts,
    recap_facts,
)  # fmt: skip
from samples.generator.habits import LINE_DOWN, Habits
from samples.generator.people import Household
from samples.generator.sheet import Slot
from samples.generator.table import printed_rows

DITTO_KINDS = frozenset({Kind.CODE, Kind.CODE_TEXT, Kind.NAME})
DITTO_FIELDS = frozenset({"birth_place", "religion", "marital_status", "education", "occupation"})
NEVER_FORGOTTEN = frozenset({"row_no", "name", "head_name", "year", "month"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a page is about: the dasawisma's households, one of them, one of its members; the month; a seed."""

    households: tuple[Household, ...]
    household: int
    member: int
    month: int
    seed: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot with its answer; planted: the name of the paper error that was put there on purpose."""

    slot: Slot
    answer: Answer
    planted: str | None = None


def page_facts(form: Form, subject: Subject, rows: int) -> tuple[dict[str, Fact], list[dict[str, Fact]]]:
    """Facts of heads and items, and of the table's rows, at most `rows` of them."""
    household = subject.households[subject.household]
    single = base_facts(household, subject.month)
    if form.form.startswith("rekap"):
        if form.level in (None, "dasawisma"):
            listed = subject.households[:rows]
            table: list[dict[str, Fact]] = [
                {"row_no": i + 1, "head_name": one.head.name, "note": None, **recap_facts(one)}
                for i, one in enumerate(listed)
            ]
            return single, table
        most = min(rows, len(household.place.dusuns)) if form.level == "desa" else rows
        count = random.Random(f"count:{subject.seed}").randint(max(1, most // 3), most)
        return single, area_rows(form, subject.households, count, subject.seed)
    if form.form == "ibu-bayi":
        count = random.Random(f"count:{subject.seed}").randint(1, max(1, min(rows - 1, 8)))
        events = event_rows(household, count, subject.month, subject.seed)
        return single | event_counts(events), events
    if form.form in ("data-warga", "kegiatan-warga"):
        person = household.members[min(subject.member, len(household.members) - 1)]
        return single | person_facts(person, household), activity_facts(printed_rows(form), household, person)
    household = replace(household, members=household.members[:rows])
    members = [member_facts(one, household, row) for row, one in enumerate(household.members)]
    return single | household_facts(household), members


def fill_page(
    form: Form, page: PrintedPage, subject: Subject, habits: Habits, wrong_totals: int = 0, wrong_niks: int = 0
) -> list[Filled]:
    """An answer for every slot of the page. wrong_totals, wrong_niks: how many such errors to plant, where possible."""
    rng = random.Random(f"fill:{subject.seed}:{form.key}")
    single, rows = page_facts(form, subject, page.rows)
    year = subject.households[0].year
    totals = _totals(form, rows)
    filled: list[Filled] = []
    above: dict[str, Answer] = {}
    texts = [str(fact) for row in rows for fact in row.values() if isinstance(fact, str) and len(fact) > 2]
    for slot in page.slots:
        facts: Mapping[str, Fact] = single
        if slot.row == "total":
            facts = totals
        elif slot.row is not None:
            facts = rows[int(slot.row)] if int(slot.row) < len(rows) else {}
        written = _answer(slot, facts, habits, year, rng)
        if slot.row is not None:
            written = _ditto(slot, written, above.get(slot.field.name), habits, rng)
            above[slot.field.name] = written
        if slot.row != "total" and slot.field.name not in NEVER_FORGOTTEN:
            written = with_slips(slot.field, written, _others(slot, texts), habits, rng)
            if slot.row is not None and (written.state == "struck" or written is BLANK):
                above.pop(slot.field.name, None)
        filled.append(Filled(slot, written))
    return _planted(filled, wrong_totals, wrong_niks, rng)


def _answer(slot: Slot, facts: Facts, habits: Habits, year: int, rng: random.Random) -> Answer:
    if slot.field.name not in facts:
        return BLANK
    fact = facts[slot.field.name]
    if slot.row == "total" and isinstance(fact, int):
        return answer(replace(slot.field, kind=Kind.COUNT), fact, habits, year, rng, False)
    if slot.row is not None and slot.field.kind is Kind.TEXT and fact is None and slot.field.name != "special_needs":
        return BLANK
    if slot.row is None and fact is None:
        return (
            BLANK
            if slot.field.name.endswith(("_text", "_count"))
            else answer(slot.field, fact, habits, year, rng, False)
        )
    boxed = bool(slot.options) and slot.options[0].mark is not None
    return answer(slot.field, fact, habits, year, rng, boxed)


def _totals(form: Form, rows: list[dict[str, Fact]]) -> dict[str, Fact]:
    """Column sums of what can be counted."""
    found: dict[str, Fact] = {}
    for column in form.columns:
        if column.field.kind in (Kind.COUNT, Kind.TICK_OR_COUNT):
            found[column.field.name] = sum(
                int(fact) for row in rows if isinstance(fact := row.get(column.field.name), int)
            )
    return found


def _ditto(slot: Slot, here: Answer, above: Answer | None, habits: Habits, rng: random.Random) -> Answer:
    if habits.ditto is None or above is None or slot.row == "total" or slot.field.name not in DITTO_FIELDS:
        return here
    same = here.state == "value" and above.state in ("value", "ditto") and here.value == above.value
    # A line goes on down to where something else is written.
    goes_on = habits.ditto == LINE_DOWN and above.state == "ditto"
    if slot.field.kind not in DITTO_KINDS or not same or (not goes_on and rng.random() > 0.6):
        return here
    return Answer("ditto", "ditto" if habits.ditto == '"' else habits.ditto, above.value)


def _others(slot: Slot, texts: list[str]) -> list[str]:
    """What might be written here by mistake."""
    if slot.field.kind in (Kind.COUNT, Kind.TICK_OR_COUNT):
        return ["2", "3", "7"]
    if slot.field.kind in (Kind.CODE, Kind.CODE_TEXT):
        return list(slot.field.values)
    return texts if slot.field.kind in (Kind.NAME, Kind.TEXT) else []


def _planted(filled: list[Filled], wrong_totals: int, wrong_niks: int, rng: random.Random) -> list[Filled]:
    order = list(range(len(filled)))
    rng.shuffle(order)
    for at in order:
        slot, was = filled[at].slot, filled[at].answer
        if wrong_totals and slot.row == "total" and isinstance(was.value, int) and was.value > 0:
            wrong = was.value + rng.choice((-1, 1, 2))
            filled[at] = Filled(slot, Answer("value", str(wrong), wrong), "total")
            wrong_totals -= 1
        if wrong_niks and slot.field.name == "nik" and isinstance(was.value, str) and len(was.value) == 16:
            month = int(was.value[8:10]) % 12 + 1
            wrong_nik = f"{was.value[:8]}{month:02d}{was.value[10:]}"
            filled[at] = Filled(slot, Answer("value", wrong_nik, wrong_nik), "nik")
            wrong_niks -= 1
    return filled
