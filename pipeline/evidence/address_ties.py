"""Ties of addresses with what else the pages of a book say of where its people live: RT, RW, dusun, desa.

A book is of one dasawisma, in one RT as a rule; the address on a person's sheet says so once more, in free words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from pipeline.areas import village
from pipeline.codes import word_key
from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome, SmallTie
from pipeline.evidence.pages import Page
from pipeline.evidence.parse import PLACES
from pipeline.evidence.pool import Pool
from pipeline.model import Decision, State

ADDRESS = "address:known"
"""Check of an address against the numbers and names that its book names."""

WRONG_ADDRESS = 0.3
"""Share of addresses, rightly read, that say otherwise than other pages of their book: of another RT. A guess."""

ADDRESS_CHANCE = 0.1
"""Share of misread addresses of which each part is one that the book names all the same. A guess: a figure would have
to be misread as that of another RT of the book."""

FIELD = "address"
_NUMBERED = ("rt", "rw")
_CALLED = frozenset(
    (
        "alamat", "ds", "desa", "dsn", "dusun", "dk", "dukuh", "lingk", "lingkungan", "kel", "kelurahan", "kec",
        "kecamatan", "kab", "kabupaten", "kota", "prov", "provinsi", "jawa", "timur", "jatim", "rt", "rw",
    )
)  # fmt: skip
"""Words that say what follows, and the province of most books; not what it is called."""
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Known:
    """What the accepted heads of a book name. numbers: by rt or rw; names: keys (pipeline.codes.word_key)."""

    numbers: dict[str, frozenset[int]]
    names: frozenset[str]


def address_ties(pool: Pool, pages: Sequence[Page]) -> Iterator[SmallTie]:
    """A tie for each address of each book. pages: by book and number."""
    for _, book in groupby(pages, key=lambda page: page.result.book_id):
        members = list(book)
        written = [(page, cell) for page in members if (cell := page.outside.get(FIELD)) is not None]
        written = [(page, cell) for page, cell in written if cell.state is State.VALUE]
        if written:
            test = partial(_compared, known_of(members))
            for page, cell in written:
                yield SmallTie(ADDRESS, (pool.cell(page, cell),), test, WRONG_ADDRESS, ADDRESS_CHANCE)


def known_of(pages: Sequence[Page]) -> Known:
    """What is accepted in the heads of these pages, and the names of their villages."""
    numbers: dict[str, set[int]] = {field: set() for field in _NUMBERED}
    names: set[str] = set()
    for page in pages:
        for field, cell in page.outside.items():
            if cell.decision is not Decision.ACCEPTED or cell.value is None:
                continue
            if field in numbers and cell.value.isdecimal():
                numbers[field].add(int(cell.value))
            elif field in PLACES:
                names.add(word_key(cell.value))
        place = village(page.place.village_code) if page.place.village_code is not None else None
        if place is not None:
            names |= {word_key(name) for name in (place.desa, place.kecamatan, place.kabupaten)}
    return Known({field: frozenset(found) for field, found in numbers.items()}, frozenset(names - {""}))


def compared(text: str, known: Known) -> Outcome:
    """Whether each part of an address is one that the book names; nothing is told by one with other parts, but that a
    number behind RT or RW is another than the book's."""
    tokens = [token.lower() for token in _TOKEN.findall(text)]
    asked: list[str] = []
    name, checked, strange = "", 0, False
    for token in [*tokens, ""]:
        if token.isalpha() and token not in _CALLED:
            name += token
            continue
        if name:
            strange |= word_key(name) not in known.names
            checked, name = checked + 1, ""
            asked = []
        if token.isdecimal():
            field = asked.pop(0) if asked else ""
            numbers = known.numbers.get(field, frozenset())
            if numbers and int(token) not in numbers:
                return Outcome.DISAGREES
            strange |= not numbers
            checked += 1
        elif token in _NUMBERED:
            asked.append(token)
    return Outcome.AGREES if checked > 1 and not strange else Outcome.CANNOT_TELL


def _compared(known: Known, cells: tuple[Candidate, ...]) -> Outcome:
    read = cells[0].value if cells[0].state is State.VALUE else None
    return compared(read, known) if read else Outcome.CANNOT_TELL
