"""Birth dates, other dates, ages and months as they are written in the books (domain 2.2)."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

LATEST_YEAR = 2026
"""Two-digit years on a page whose year is not known lie at or before this, the latest edition known (domain 1.1)."""

EARLIEST_YEAR = 1890
"""Nobody in the books was born earlier: the first edition is of 2015 and the oldest age ever verified is 122."""

OLDEST_AGE = 122

_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_ABBREVIATED = {
    "jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3, "mrt": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
    "ag": 8, "ags": 8, "agt": 8, "agu": 8, "agus": 8, "agust": 8, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "oct": 10,
    "nov": 11, "nop": 11, "nopember": 11, "des": 12, "dec": 12,
}  # fmt: skip
"""Written months besides the full names; domain 2.2."""

_YEARS_OLD = re.compile(r"(\d{1,3})\s*(?:th|thn|tahun|t)\b\.?")
_MONTHS_OLD = re.compile(r"(\d{1,3})\s*(?:bl|bln|bulan)\b\.?")
_DAYS_OLD = re.compile(r"(\d{1,2})\s*(?:hr|hari|mgg|minggu)\b\.?")
_BORN_IN = re.compile(r"^(?:th|thn|tahun)\b\.?\s*(\d{4}|\d{2})$")
_NOT_YET_ONE = 100
"""Divides two digits of days or weeks to an age of 0 years: older ones are told in months."""
_TOKEN = re.compile(r"\d+|[a-z]+")


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """What a date cell says. iso: ISO 8601 as far as written, null if no date or no real one. age: years, as written.

    real: false when a date is written that does not exist.
    """

    iso: str | None
    age: int | None
    real: bool = True


def month_number(word: str) -> int | None:
    """1 to 12 for a month written as a name, an abbreviation, a Roman or an Arabic number; null for anything else."""
    plain = word.strip(" .").casefold()
    for number, name in enumerate(MONTHS, start=1):
        if plain == name.casefold():
            return number
    if plain in _ABBREVIATED:
        return _ABBREVIATED[plain]
    if plain.upper() in _ROMAN:
        return _ROMAN[plain.upper()]
    return int(plain) if plain.isascii() and plain.isdecimal() and 1 <= int(plain) <= 12 else None


def parse_date(text: str, year: int | None = None, with_age: bool = False) -> ParsedDate | None:
    """What `text` says, null when it is neither a date nor an age.

    Forms understood: day-month-year with any of - / . or spaces, months as numbers, names or Roman numbers,
    month-year, a year alone (`1967`, `th 1967`), and with `with_age` an age alone (`35 th`, `8 bln`, `10 hr`, `35`) or
    behind the date (`12-05-1990 / 35 th`, `06-07-1952/67`). year: the year of the page or book; a two-digit year is the
    last such year that is not after it (`LATEST_YEAR` when it is null).
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold().strip().lstrip("'")
    latest = year if year is not None else LATEST_YEAR
    born = _BORN_IN.match(plain)
    if born:
        return _date(None, None, born[1], latest)
    age, rest = _take_age(plain) if with_age else (None, plain)
    tokens = _TOKEN.findall(rest)
    if not tokens:
        return ParsedDate(None, age) if age is not None else None
    if with_age and age is None:
        tokens, age = _trailing_age(tokens)
    if not tokens:
        return ParsedDate(None, age)
    parts = _parts(tokens)
    if parts is None:
        return None
    found = _date(*parts, latest)
    return ParsedDate(found.iso, age, found.real) if found is not None else None


def _take_age(plain: str) -> tuple[int | None, str]:
    """The age that is marked as one, and the text without it."""
    for pattern, divisor in ((_YEARS_OLD, 1), (_MONTHS_OLD, 12), (_DAYS_OLD, _NOT_YET_ONE)):
        found = pattern.search(plain)
        if found and int(found[1]) // divisor <= OLDEST_AGE:
            # A toddler's `1 th 8 bln` is one year old: months behind years say nothing about the year.
            rest = _MONTHS_OLD.sub("", plain[: found.start()] + " " + plain[found.end() :])
            return int(found[1]) // divisor, rest
    return None, plain


def _trailing_age(tokens: list[str]) -> tuple[list[str], int | None]:
    """An age that no word marks: the only number if it has up to three digits, or what follows a whole date."""
    if len(tokens) == 1 and tokens[0].isdecimal() and len(tokens[0]) <= 3 and int(tokens[0]) <= OLDEST_AGE:
        return [], int(tokens[0])
    whole = 4
    if len(tokens) >= 2 and len(tokens[0]) in (4, 8) and tokens[0].isdecimal():
        whole = 2
    elif len(tokens) == 3 and len(tokens[1]) == 4 and tokens[1].isdecimal() and month_number(tokens[0]) is not None:
        whole = 3
    last = tokens[-1]
    if len(tokens) == whole and last.isdecimal() and len(last) <= 3 and int(last) <= OLDEST_AGE:
        return tokens[:-1], int(last)
    return tokens, None


def _parts(tokens: list[str]) -> tuple[str | None, str | None, str] | None:
    """Day, month and year as written; null when the tokens are no date."""
    if len(tokens) == 3 and len(tokens[0]) == 4 and tokens[0].isdecimal():
        return tokens[2], tokens[1], tokens[0]
    if len(tokens) == 3:
        return tokens[0], tokens[1], tokens[2]
    if len(tokens) == 2 and len(tokens[1]) == 4:
        return None, tokens[0], tokens[1]
    if len(tokens) == 1 and len(tokens[0]) == 4:
        return None, None, tokens[0]
    if len(tokens) == 1 and len(tokens[0]) == 8:
        return tokens[0][:2], tokens[0][2:4], tokens[0][4:]
    return None


def _date(day: str | None, month: str | None, year: str, latest: int) -> ParsedDate | None:
    if not year.isdecimal() or len(year) not in (2, 4) or (day is not None and not day.isdecimal()):
        return None
    full = int(year) if len(year) == 4 else latest - (latest - int(year)) % 100
    if not EARLIEST_YEAR <= full <= max(latest, LATEST_YEAR) + 1:
        return ParsedDate(None, None, real=False)
    if month is None:
        return ParsedDate(f"{full}", None)
    number = month_number(month)
    if number is None:
        return ParsedDate(None, None, real=False) if month.isdecimal() else None
    if day is None:
        return ParsedDate(f"{full}-{number:02d}", None)
    if not 1 <= int(day) <= calendar.monthrange(full, number)[1]:
        return ParsedDate(None, None, real=False)
    return ParsedDate(f"{full}-{number:02d}-{int(day):02d}", None)
