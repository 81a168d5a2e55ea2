"""Dates that exist, ages that fit them, levels of schooling that fit the age (domain 2.2, 2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome, SmallTie, Tie
from pipeline.evidence.parse_dates import LATEST_YEAR, MONTHS
from pipeline.evidence.sheet import Sheet
from pipeline.form import DATE_KINDS, Kind
from pipeline.model import State

STAND_IN_DAYS = frozenset({"12-31", "07-01", "01-01"})
"""Days that registers write when only the year is known: SIMDUK 31-12, SIAK 01-07, and 01-01 (domain 2.2)."""

STAND_IN_DAY_OF_MONTH = "15"
"""Written when only month and year are known (domain 2.2)."""

WRONG_DATE = 0.01
DATE_CHANCE = 0.7
"""Most misread dates are still dates: digits are mostly mistaken for alike."""

YEAR_CHANCE = 0.93
"""A misread date that is a date at all is seldom of an impossible year: only the year's first digits could make it so.

The checks of one date are applied one after the other, so each chance is that of a misreading that passed the others.
"""

WRONG_AGE = 0.1
"""Ages are rounded and copied from last year's book; the guess is cautious, no source measures it."""

AGE_CHANCE = 0.45
"""Of the ten digits of a date with an age, four (day and month) bear on no age; of the others half give another."""

MONTH_UNCLEAR = f"date:roman:{Outcome.DISAGREES}"
"""Evidence of a month 11 that may be a Roman II."""
_ROMAN_MONTH, _ELEVENTH = (
    re.compile(rf"\s*\d{{1,2}}\s*[-./ ]\s*{month}\s*[-./ ]\s*\d", re.IGNORECASE) for month in ("[IVX]+", "11")
)
AGE_FAR_OFF = f"age:near:{Outcome.DISAGREES}"
"""Evidence of a date whose age is of another person, or misread: for a person to look at."""
_FAR_YEARS, _FEWEST_AGES = 5, 3
"""Books copy ages from the book before, a few years old; a digit that was lost or misread makes more than that."""

MONTH_CHANCE = 0.4
"""Of the digits of a date of an event the day's two bear on no month; of the others some give the same."""

WRONG_LEVEL = 0.02
LEVEL_CHANCE = 0.95

EARLIEST_BOOK, LATEST_BOOK = 2010, LATEST_YEAR + 10
"""Books before the Rakernas of 2010 follow other forms (domain 1.1); later ones than this the program does not know."""

WRONG_BOOK_YEAR = 0.001
BOOK_YEAR_CHANCE = 0.2

OLDEST_USUAL_AGE = 95
WRONG_OLD = 0.002
"""Share of people older than that: a cautious guess, such ages are rare; no source measures it for these books."""

OLD_CHANCE = YEAR_CHANCE

LEAST_AGE_OF_LEVEL = {
    "SD/MI": 11,
    "SMP/Sederajat": 14,
    "SMA/SMK/Sederajat": 17,
    "Diploma": 18,
    "S1": 20,
    "S2": 22,
    "S3": 25,
}
"""Youngest plausible age of having completed a level, from the ages of entry (domain 2.3)."""

LEAST_AGE_OF_SD_PUPIL = 5
"""`SD` may be said of a child who attends; exceptional entry is at 5 years 6 months (domain 2.3)."""


def precision(iso: str) -> str:
    """How much of a written date is known: `day`, `month` or `year`. Days that stand in for an unknown one say less."""
    if len(iso) == 4 or iso[5:] in STAND_IN_DAYS:
        return "year"
    if len(iso) == 7 or iso[8:] == STAND_IN_DAY_OF_MONTH:
        return "month"
    return "day"


def age_fits(iso: str | None, age: int | None, year: int | None) -> Outcome:
    """An age written beside a date of birth, in a book of `year`: before or after that year's birthday."""
    if iso is None or not iso[:4].isdecimal() or len(iso) < 4 or age is None or year is None:
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if year - int(iso[:4]) - age in (0, 1) else Outcome.DISAGREES


def ages_far_off(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """Cells with a date of birth and an age that are more than five years apart in the book's year; where the page has
    none, in the year that the page's dates and ages together say, by their median, or in any year of a book."""
    year_cell = sheet.outside("year")
    year = year_of(chosen[year_cell]) if year_cell is not None else None
    together = {
        cell: int(born[:4]) + age
        for cell, candidate in enumerate(chosen)
        if (born := candidate.value) is not None and (age := candidate.parsed.age) is not None and born[:4].isdecimal()
    }
    if year is None:
        possible = [one for one in together.values() if EARLIEST_BOOK <= one <= LATEST_BOOK]
        year = round(median(possible)) if len(possible) >= _FEWEST_AGES else None
    for cell, said in together.items():
        far = abs(year - said) > _FAR_YEARS if year is not None else not EARLIEST_BOOK <= said <= LATEST_BOOK
        if far:
            yield cell


def elevens_among_romans(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """Cells with a date whose month was read as 11, on a page that writes months as Roman numbers: II looks so."""
    dates = {cell: chosen[cell].raw or "" for cell, field in enumerate(sheet.fields) if field.kind in DATE_KINDS}
    if any(_ROMAN_MONTH.match(said) for said in dates.values()):
        yield from (cell for cell, said in dates.items() if _ELEVENTH.match(said))


def level_fits(level: str | None, iso: str | None, age: int | None, year: int | None) -> Outcome:
    """A level of schooling against the age in the book's year.

    A level of which the person may still be a pupil disagrees only below the age of entering it: PKK's forms do not
    tell attending from completed (domain 2.6), so the age of completing the level before is what is asked for.
    """
    if level not in LEAST_AGE_OF_LEVEL or year is None:
        return Outcome.CANNOT_TELL
    years = year - int(iso[:4]) if iso is not None and len(iso) >= 4 and iso[:4].isdecimal() else age
    if years is None:
        return Outcome.CANNOT_TELL
    levels = list(LEAST_AGE_OF_LEVEL)
    before = levels.index(level) - 1
    least = LEAST_AGE_OF_SD_PUPIL if before < 0 else LEAST_AGE_OF_LEVEL[levels[before]]
    return Outcome.AGREES if years >= least else Outcome.DISAGREES


def year_of(candidate: Candidate) -> int | None:
    """The year a cell of kind `year` holds."""
    value = candidate.value
    return int(value) if value is not None and value.isdecimal() and value != "0" else None


def _real(cells: tuple[Candidate, ...]) -> Outcome:
    date = cells[0]
    if not date.parsed.real:
        return Outcome.DISAGREES
    return Outcome.AGREES if date.value is not None and len(date.value) == 10 else Outcome.CANNOT_TELL


def _book_year(cells: tuple[Candidate, ...]) -> Outcome:
    year = year_of(cells[0])
    if year is None:
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if EARLIEST_BOOK <= year <= LATEST_BOOK else Outcome.DISAGREES


def _usual_age(cells: tuple[Candidate, ...]) -> Outcome:
    date, year = cells[0].value, year_of(cells[1])
    if date is None or len(date) < 4 or year is None:
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if year - int(date[:4]) <= OLDEST_USUAL_AGE else Outcome.DISAGREES


def _not_after(cells: tuple[Candidate, ...]) -> Outcome:
    date, year = cells[0].value, year_of(cells[1])
    if date is None or len(date) < 4 or year is None:
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if int(date[:4]) <= year else Outcome.DISAGREES


def _age(cells: tuple[Candidate, ...]) -> Outcome:
    return age_fits(cells[0].value, cells[0].parsed.age, year_of(cells[1]))


def _level(cells: tuple[Candidate, ...]) -> Outcome:
    level, date, year = cells
    return level_fits(level.value, date.value, date.parsed.age, year_of(year))


def _in_month(cells: tuple[Candidate, ...]) -> Outcome:
    date, month, year = cells[0].value, cells[1].value, year_of(cells[2])
    if date is None or len(date) < 7 or month not in MONTHS or year is None:
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if date[:7] == f"{year}-{MONTHS.index(month) + 1:02d}" else Outcome.DISAGREES


def date_ties(sheet: Sheet) -> Iterator[Tie]:
    """The ties of every date on the page, and of levels of schooling."""
    year, month = sheet.outside("year"), sheet.outside("month")
    if year is not None and sheet.written(year):
        yield SmallTie("year:plausible", (year,), _book_year, WRONG_BOOK_YEAR, BOOK_YEAR_CHANCE)
    for cell, field in enumerate(sheet.fields):
        if field.kind not in (Kind.DATE, Kind.DATE_AGE) or sheet.best(cell).state not in (State.VALUE, State.DITTO):
            continue
        yield SmallTie("date:real", (cell,), _real, WRONG_DATE, DATE_CHANCE)
        if year is None or not sheet.written(year):
            continue
        if month is not None and sheet.written(month):
            yield SmallTie("date:month", (cell, month, year), _in_month, WRONG_AGE, MONTH_CHANCE)
            continue
        yield SmallTie("date:year", (cell, year), _not_after, WRONG_DATE, YEAR_CHANCE)
        yield SmallTie("age:usual", (cell, year), _usual_age, WRONG_OLD, OLD_CHANCE)
        if any(c.parsed.age is not None and c.value is not None for c in sheet.beliefs[cell].candidates):
            yield SmallTie("age:birth_date", (cell, year), _age, WRONG_AGE, AGE_CHANCE)
    if year is not None and sheet.written(year):
        yield from _level_ties(sheet, year)


def _level_ties(sheet: Sheet, year: int) -> Iterator[Tie]:
    for scope in sheet.scopes():
        level, date = scope("education"), scope("birth_date")
        if level is not None and date is not None and sheet.written(level) and sheet.written(date):
            yield SmallTie("level:age", (level, date, year), _level, WRONG_LEVEL, LEVEL_CHANCE)
