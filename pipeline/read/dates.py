"""Dates, ages and months in every form in which the books hold them (domain 2.2)."""

from __future__ import annotations

from functools import cache

from pipeline.read.alphabet import DATES, Probabilities
from pipeline.read.ctc import Found, best_strings
from pipeline.read.grammar import Grammar, Piece, compile_grammar, either, maybe, one_of, repeat, then, word

MONTH_WORDS = (
    "januari", "februari", "pebruari", "maret", "april", "mei", "juni", "juli",
    "agustus", "september", "oktober", "november", "nopember", "desember", "jan", "feb",
    "peb", "mar", "mrt", "apr", "jun", "jul", "agt", "agust",
    "ags", "agu", "sep", "sept", "okt", "nov", "nop", "des",
)  # fmt: skip
"""Names and abbreviations of months as written, lower case."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

_DIGIT = one_of("0123456789")
_SPACE = maybe(one_of(" "))


def decode_date(probabilities: Probabilities, with_age: bool) -> list[Found]:
    """Dates (and, `with_age`, ages and dates with ages) as written, best first: `06-07-1952 / 67`, `35 th`."""
    return [(_tidy(text), score) for text, score in best_strings(DATES.fold(probabilities), _date(with_age), wide=8)]


@cache
def _date(with_age: bool) -> Grammar:
    day = either(then(maybe(one_of("0")), one_of("123456789")), then(one_of("12"), _DIGIT), word("30"), word("31"))
    month = either(then(maybe(one_of("0")), one_of("123456789")), word("10"), word("11"), word("12"))
    full = either(then(either(word("18"), word("19")), _DIGIT, _DIGIT), then(word("20"), one_of("012"), _DIGIT))
    year = either(full, then(maybe(one_of("'")), _DIGIT, _DIGIT))
    mark = then(_SPACE, one_of("-/."), _SPACE)
    named = either(*(word(name) for name in MONTH_WORDS))
    loose = either(mark, one_of(" "), then())
    dates: list[Piece] = [
        then(day, mark, month, mark, year),
        then(day, one_of(" "), month, one_of(" "), year),
        then(day, loose, named, loose, year),
        then(day, mark, either(*(word(name) for name in _ROMAN)), mark, year),
        then(month, mark, full),
        then(named, loose, full),
        then(maybe(word("th"), maybe(one_of("n")), maybe(one_of(".")), _SPACE), full),
    ]
    date = either(*dates)
    if not with_age:
        return compile_grammar(date, DATES.characters)
    unit = either(word("th"), word("thn"), word("tahun"), word("bl"), word("bln"), word("bulan"))
    number = repeat(_DIGIT, 1, 2)
    age = then(number, _SPACE, unit, maybe(one_of(".")))
    between = either(then(_SPACE, one_of("/,("), _SPACE), one_of(" "))
    behind = then(between, either(number, age), maybe(one_of(")")))
    return compile_grammar(either(date, age, number, then(date, behind)), DATES.characters)


def _tidy(text: str) -> str:
    """Month words with a capital, as people write them; the rest as read."""
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
