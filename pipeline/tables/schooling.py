"""Table `schooling`: who goes to school, by a decision table (docs/tables.md), for no form asks it outright."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.codes import Codes, word_key
from pipeline.evidence.dates import LEAST_AGE_OF_LEVEL
from pipeline.form import Form
from pipeline.tables.members import age_on_1_july
from pipeline.tables.persons import Person
from pipeline.tables.wording import written_code

BANDS = ((2, "0-2"), (6, "3-6"), (12, "7-12"), (15, "13-15"), (18, "16-18"), (24, "19-24"))
OLDEST_BAND = "25+"
"""BPS's bands of school participation (domain 2.3)."""

PUPILS = frozenset({"pelajar", "mahasiswa", "pelajarmahasiswa", "santri", "siswa"})
NO_WORK = frozenset({"tidakbekerja", "belumbekerja", "belumtidakbekerja", "tidakbelumbekerja", "lainnya"})
"""Occupations that say nothing about school."""

NEVER_LEVELS = frozenset({"tidakbelumsekolah", "tidaksekolah", "belumsekolah"})
"""Levels of the FLU printing and of the registers (domain 1.2, 2.5): not (yet) at school."""

LEAST_WORKING_AGE = 16
"""From here on an occupation other than pupil says that school was left; younger pupils help and are written so."""

LATEST_AGE_OF_PUPIL = {"SD/MI": 15, "SMP/Sederajat": 18, "SMA/SMK/Sederajat": 21}
"""Oldest usual age of still attending a level: entry to SMP at most 15, to SMA at most 21 (domain 2.3)."""

PACKAGES = {"Paket A": 1, "Paket B": 6, "Paket C": 11}
"""Regsosek 413 of the learning groups (domain 2.6); KF teaches reading and has no code."""

NO_DIPLOMA = 23
"""Regsosek 415: no diploma of SD (domain 2.6)."""

LEAST_AGE_OF_PAUD, LATEST_AGE_OF_PAUD = 3, 6
LEFT_FROM = 25
"""Past the last band of school participation, 19-24 (domain 2.3): who has a level and is no pupil has left."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the decision table looks at; null where not known. level: the word of the form's list.

    occupation_waits: something is written there that was not accepted; it may be work, and it may be school.
    """

    age: int | None
    level: str | None = None
    occupation: str | None = None
    paud: bool | None = None
    learning_group: str | None = None
    occupation_waits: bool = False

    @property
    def pupil(self) -> bool:
        """Whether the occupation is going to school."""
        return self.occupation is not None and word_key(self.occupation) in PUPILS

    @property
    def works(self) -> bool:
        """Whether the occupation is another one."""
        known = self.occupation is not None and word_key(self.occupation) not in NO_WORK
        return known and not self.pupil

    @property
    def level_not_completable(self) -> bool:
        """Whether the person is too young to have completed the level written: then it is the one attended."""
        least = LEAST_AGE_OF_LEVEL.get(self.level or "")
        return least is not None and self.age is not None and 5 <= self.age < least


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the decision table: the first whose condition holds decides."""

    basis: str
    participation: str
    holds: Callable[[Facts], bool]


RULES = (
    Rule("kejar_paket", "attending", lambda f: f.learning_group in {*PACKAGES, "KF"}),
    Rule("occupation_pelajar", "attending", lambda f: f.pupil and (f.age is None or f.age >= 5)),
    Rule("paud_tick", "attending", lambda f: bool(f.paud) and (f.age is None or f.age <= LATEST_AGE_OF_PAUD)),
    Rule("below_school_age", "never", lambda f: f.age is not None and f.age < LEAST_AGE_OF_PAUD),
    Rule("level_never", "never", lambda f: f.level is not None and word_key(f.level) in NEVER_LEVELS),
    Rule("level_below_age", "attending", lambda f: f.level_not_completable and not f.works and not f.occupation_waits),
    Rule(
        "no_paud",
        "never",
        lambda f: f.paud is False and f.level is None and f.age is not None and f.age <= LATEST_AGE_OF_PAUD,
    ),
    Rule(
        "occupation_working",
        "left",
        lambda f: f.works and f.level is not None and f.age is not None and f.age >= LEAST_WORKING_AGE,
    ),
    Rule(
        "age_25_up",
        "left",
        lambda f: f.level is not None and f.age is not None and f.age >= LEFT_FROM and not f.occupation_waits,
    ),
)
"""The decision table of docs/tables.md, in order; where no rule holds, participation is `unknown`."""


def participation(facts: Facts) -> tuple[str, tuple[str, ...]]:
    """`never`, `attending`, `left` or `unknown`, and the rules that say the same, the deciding one first."""
    holding = [rule for rule in RULES if rule.holds(facts)]
    if not holding:
        return "unknown", ()
    decided = holding[0].participation
    return decided, tuple(rule.basis for rule in holding if rule.participation == decided)


def age_band(age: int | None) -> str | None:
    """The band of an age; null where the age is not known."""
    if age is None:
        return None
    return next((band for last, band in BANDS if age <= last), OLDEST_BAND)


def schooling_row(
    person: Person, member: dict[str, object], forms: dict[tuple[str, str], Form], codes: Codes
) -> dict[str, object]:
    """The row of table `schooling` of a person; `member`: their row of table `members`."""
    values = person.record.values
    paud = values.get("early_childhood")
    facts = Facts(
        age_on_1_july(person),
        _text(values.get("education")),
        _text(values.get("occupation")),
        paud if isinstance(paud, bool) else None,
        _text(values.get("learning_group")),
        "occupation" in person.record.in_review | person.record.unreadable,
    )
    outcome, basis = participation(facts)
    keys = ("village_code", "bps_village_code", "year", "book_id", "page_no", "person_id", "household_id", "sex")
    return {
        **{key: member.get(key) for key in keys},
        "age": facts.age,
        "age_band": age_band(facts.age),
        "highest_level": facts.level,
        "highest_level_code": _highest_code(person, facts, outcome, forms, codes),
        "participation": outcome,
        "participation_basis": list(basis),
        "attending_level_code": _attending_code(person, facts, outcome, forms, codes),
        "kejar_paket": facts.learning_group,
        "early_childhood": facts.paud,
        **_doubts(person),
    }


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _highest_code(
    person: Person, facts: Facts, outcome: str, forms: dict[tuple[str, str], Form], codes: Codes
) -> int | None:
    """Regsosek 415 of the highest diploma.

    SD on a child's row may be attended or completed (domain 2.6): the code is given only where the person is past
    the age of attending that level, or the level cannot be the attended one.
    """
    if person.level is None or facts.level is None:
        return None
    if outcome == "attending" and facts.level_not_completable:
        return NO_DIPLOMA if facts.level == "SD/MI" else None
    latest = LATEST_AGE_OF_PUPIL.get(facts.level)
    if latest is not None and outcome != "left" and (facts.age is None or facts.age <= latest):
        return None
    cell, form, edition = person.level
    return written_code(cell, forms[form, edition], codes, "regsosek_415")


def _attending_code(
    person: Person, facts: Facts, outcome: str, forms: dict[tuple[str, str], Form], codes: Codes
) -> int | None:
    """Regsosek 413 of the level attended: of a learning group, or of a level too high to be completed."""
    if outcome != "attending":
        return None
    if facts.learning_group in PACKAGES:
        return PACKAGES[facts.learning_group]
    if facts.level_not_completable and person.level is not None:
        cell, form, edition = person.level
        return written_code(cell, forms[form, edition], codes, "regsosek_413")
    return None


_COLUMN_OF = {
    "sex": "sex",
    "birth_date": "age",
    "education": "highest_level",
    "learning_group": "kejar_paket",
    "early_childhood": "early_childhood",
    "occupation": "participation",
}
"""Columns of a person that this table is made from, and the column here that they fill."""


def _doubts(person: Person) -> dict[str, object]:
    """Confidence and the lists, of the columns that this table is made from."""
    record = person.record
    kept = {name: share for name, share in record.confidences.items() if name in _COLUMN_OF}
    lists = (("in_review", record.in_review), ("written_none", record.written_none), ("unreadable", record.unreadable))
    return {
        "confidence": min(kept.values(), default=None),
        **{name: sorted({_COLUMN_OF[c] for c in columns if c in _COLUMN_OF}) for name, columns in lists},
    }
