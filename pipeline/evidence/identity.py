"""NIK against its own structure, the birth date and the sex; No. KK and registration number (domain 2.1, 1.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome, SmallTie, Tie
from pipeline.evidence.sheet import Sheet
from pipeline.form import Kind
from pipeline.model import State

PROVINCES = frozenset(
    [*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 97)]
)
"""Kemendagri's province codes (domain 2.4, Kepmendagri 300.2.2-2138/2025), the first two digits of a NIK."""

WRONG_NIK = 0.02
"""Share of NIK whose date or sex is not the person's: numbers are kept for life even when wrong (domain 2.1)."""

DATE_CHANCE = 0.02
"""A misread birth date still fits the NIK: only when the two are misread alike."""

NIK_CHANCE = 10 / 16
"""A misread digit of a NIK lies outside its six date digits in 10 cases of 16, and then still fits."""

SEX_CHANCE = 0.5
"""There are two sexes: whatever is read, half of what may be written passes."""

STRUCTURE_CHANCE = 0.7
"""Of 51 misread NIK of 16 digits (hands of the calibration) 37 had an area, day, month and serial that can be."""

LENGTH_CHANCE = 0.9
"""A misread number mostly has the right length, as the reader knows it: all 28 it was sure of, 102 of 175 others."""

FEMALE_DAYS = 40
"""Added to the day in the NIK of women (domain 2.1)."""

_MALE = frozenset({"L", "Laki-laki"})
_FEMALE = frozenset({"P", "Perempuan"})


def nik_structure(candidate: Candidate) -> Outcome:
    """Whether a NIK can be one: 16 digits, a province, area parts not 00, a day, a month, a serial not 0000."""
    nik = candidate.value
    if candidate.state is not State.VALUE or nik is None or not nik.isdecimal():
        return Outcome.CANNOT_TELL
    if len(nik) != 16:
        return Outcome.DISAGREES
    day, month = int(nik[6:8]) % FEMALE_DAYS, int(nik[8:10])
    possible = (
        int(nik[:2]) in PROVINCES
        and nik[2:4] != "00"
        and nik[4:6] != "00"
        and int(nik[6:8]) <= FEMALE_DAYS + 31
        and 1 <= day <= 31
        and 1 <= month <= 12
        and nik[12:] != "0000"
    )
    return Outcome.AGREES if possible else Outcome.DISAGREES


def nik_date(nik: str | None, iso: str | None) -> Outcome:
    """NIK against a birth date in ISO 8601: as much of it as is written is compared; the century is not in the NIK."""
    if nik is None or len(nik) != 16 or not nik.isdecimal() or iso is None or not iso[:4].isdecimal() or len(iso) < 4:
        return Outcome.CANNOT_TELL
    fits = nik[10:12] == iso[2:4]
    if len(iso) >= 7:
        fits = fits and nik[8:10] == iso[5:7]
    if len(iso) == 10:
        fits = fits and int(nik[6:8]) % FEMALE_DAYS == int(iso[8:10])
    return Outcome.AGREES if fits else Outcome.DISAGREES


def nik_sex(nik: str | None, sex: str | None) -> Outcome:
    """NIK against a sex (L, P or the printed words): the day of a woman is over 40."""
    if nik is None or len(nik) != 16 or not nik.isdecimal() or sex not in _MALE | _FEMALE:
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if (int(nik[6:8]) > FEMALE_DAYS) == (sex in _FEMALE) else Outcome.DISAGREES


def matches_date(pair: tuple[Candidate, ...]) -> Outcome:
    """nik_date for the candidates of a NIK and of a date."""
    return nik_date(pair[0].value, pair[1].value)


def matches_sex(pair: tuple[Candidate, ...]) -> Outcome:
    """nik_sex for the candidates of a NIK and of a sex."""
    return nik_sex(pair[0].value, pair[1].value)


def _structure(cells: tuple[Candidate, ...]) -> Outcome:
    return nik_structure(cells[0])


def _length(length: int) -> Callable[[tuple[Candidate, ...]], Outcome]:
    def test(cells: tuple[Candidate, ...]) -> Outcome:
        value = cells[0].value
        if cells[0].state is not State.VALUE or value is None or not value.isdecimal() or value == "0":
            return Outcome.CANNOT_TELL
        return Outcome.AGREES if len(value) == length else Outcome.DISAGREES

    return test


def identity_ties(sheet: Sheet) -> Iterator[Tie]:
    """The ties of every NIK, and the lengths of other numbers."""
    for scope in sheet.scopes():
        nik = scope("nik")
        if nik is None or not sheet.written(nik):
            continue
        yield SmallTie("nik:structure", (nik,), _structure, WRONG_NIK, STRUCTURE_CHANCE)
        for name, test, chance in (("birth_date", matches_date, DATE_CHANCE), ("sex", matches_sex, SEX_CHANCE)):
            other = scope(name)
            if other is not None and sheet.written(other):
                lucky = (NIK_CHANCE, chance)
                yield SmallTie(f"nik:{name}", (nik, other), test, WRONG_NIK, chance, lucky)
    for cell, field in enumerate(sheet.fields):
        if field.kind is Kind.DIGITS and field.length is not None and sheet.written(cell):
            yield SmallTie("digits:length", (cell,), _length(field.length), WRONG_NIK, LENGTH_CHANCE)
