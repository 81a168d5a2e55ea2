"""Dates, ages and months in every form in which the books hold them (domain 2.2)."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from pipeline.read.alphabet import DATES, Probabilities
from pipeline.read.ctc import Found, best_strings
from pipeline.read.grammar import Grammar, Piece, compile_grammar, either, maybe, one_of, repeat, then, word

MONTH_WORDS = (
    "januari", "februari", "pebruari", "maret", "april", "mei", "juni", "juli",
    "agustus", "september", "oktober", "november", "nopember", "desember", "jan", "feb",
    "peb", "mar", "mrt", "apr", "jun", "jul", "agt", "agust",
    "ags", "agu", "agus", "sep", "sept", "okt", "oct", "nov", "nop", "des", "dec",
)  # fmt: skip
"""Names and abbreviations of months as written, lower case."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

_DIGIT = one_of("0123456789")
_SPACE = maybe(one_of(" "))

_LOG_PATTERNS = (
    (re.compile(r"^\d{1,3}$"), -2.0),
    (re.compile(r"^\d{1,2}\D+\d{1,2}\D+\d\d \d{1,2}\b"), -6.0),
    (re.compile(r"\d \d{1,2}$"), -1.5),
    (re.compile(r"^\d{1,2} \d{1,2} \d{2}$"), -2.5),
    (re.compile(r"^\D*\d{4}\b"), -1.0),
    (re.compile(r"^\d{1,2}\D+\d{4}$"), -1.5),
    (re.compile(r"[-/. ][ivx]+[-/. ]"), -0.7),
)
"""Log priors of forms that people seldom use: an age without a word for it, one behind a short year with nothing
between, spaces for marks, a year alone, a month with its year, Roman months."""


def decode_date(probabilities: Probabilities, with_age: bool) -> list[Found]:
    """Dates (and, `with_age`, ages and dates with ages) as written, best first: `06-07-1952 / 67`, `35 th`.

    Room around marks is told as one hand would leave it; what then reads the same counts together.
    """
    merged: dict[str, float] = {}
    for text, score in best_strings(DATES.fold(probabilities), _date(with_age), beam=16, wide=8):
        tidy = _tidy(text)
        log = score + _log_form(text)
        merged[tidy] = float(np.logaddexp(merged[tidy], log)) if tidy in merged else log
    return sorted(merged.items(), key=lambda item: (-item[1], item[0]))


def _log_form(text: str) -> float:
    return sum(log for pattern, log in _LOG_PATTERNS if pattern.search(text))


@cache
def _date(with_age: bool) -> Grammar:
    day = either(then(maybe(one_of("0")), one_of("123456789")), then(one_of("12"), _DIGIT), word("30"), word("31"))
    month = either(then(maybe(one_of("0")), one_of("123456789")), word("10"), word("11"), word("12"))
    full = either(then(word("19"), _DIGIT, _DIGIT), then(word("20"), one_of("0123"), _DIGIT))
    short = then(_DIGIT, _DIGIT)
    year = either(full, then(maybe(one_of("'")), short))
    mark = then(_SPACE, one_of("-/."), _SPACE)
    named = either(*(word(name) for name in MONTH_WORDS))
    loose = either(mark, one_of(" "), then())
    since = then(word("th"), maybe(one_of("n")), maybe(one_of(".")), _SPACE)
    dates: list[Piece] = [
        then(day, mark, month, mark, year),
        then(day, one_of(" "), month, one_of(" "), year),
        then(day, loose, named, loose, year),
        then(day, either(mark, one_of(" ")), either(*(word(name) for name in _ROMAN)), either(mark, one_of(" ")), year),
        then(month, mark, full),
        then(named, loose, full),
        full,
        then(since, either(full, short)),
    ]
    date = either(*dates)
    if not with_age:
        return compile_grammar(date, DATES.characters)
    number = repeat(_DIGIT, 1, 2)
    end = maybe(one_of("."))
    months = then(number, _SPACE, either(word("bl"), word("bln"), word("bulan")), end)
    years = then(number, _SPACE, either(word("th"), word("thn"), word("tahun")), end)
    days = then(number, _SPACE, either(word("hr"), word("hari"), word("mgg"), word("minggu")), end)
    age = either(years, months, days, then(years, _SPACE, months))
    between = either(then(_SPACE, one_of("/,("), _SPACE), one_of(" "))
    behind = then(between, either(number, age), maybe(one_of(")")))
    return compile_grammar(either(date, age, number, then(date, behind)), DATES.characters)


def _tidy(text: str) -> str:
    """Month words with a capital, as people write them, no room around marks; the rest as read."""
    text = re.sub(r"(?<=\w) ?([-.]) ?(?=\w)", r"\1", text)
    text = re.sub(r"^(\d{1,2}) ?/ ?(\d{1,2}) ?/ ?", r"\1/\2/", text)
    text = re.sub(r" /(?! )|(?<! )/ ", " / ", text)
    text = re.sub(r"(?<=[.\d])(?=(th|bl|hr|mgg|hari|minggu|tahun))", " ", text) if text[:1].isdigit() else text
    out, run = [], ""
    for character in f"{text} ":
        if character.isalpha():
            run += character
            continue
        if run:
            out.append(run.capitalize() if run in MONTH_WORDS else run.upper() if run in _ROMAN else run)
        run = ""
        out.append(character)
    return "".join(out).strip()
