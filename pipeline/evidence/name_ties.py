"""Checks of single names against the parts that Indonesian names are made of: what is spelt like none may be misread.

A hand that writes its T like a J does so on each page, and is misread alike and surely each time; that no part of a
name is spelt so is then the only sign of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.areas import is_area_name
from pipeline.evidence.belief import Candidate
from pipeline.evidence.book_ties import AREA_CHANCE
from pipeline.evidence.joint import Outcome, SmallTie
from pipeline.evidence.sheet import Sheet
from pipeline.form import Kind
from pipeline.model import State
from pipeline.read.lexicon import load_lexicon

KNOWN_PARTS = "name:known"

UNLISTED = 0.08
"""Share of names, rightly read, that have a part outside the list: 0.015 in books of benchmarks.evidence_books, whose
people the same hands invented as the list. A guess that is higher: villages have names that no list holds."""

LISTED_CHANCE = 0.35
"""Share of misread names all of whose parts are listed all the same: 20 of 89 in ten books of benchmarks.evidence_books
in hands that the reader did not know, 7 of 18 among those that it held 90 % likely: it leans to the list itself."""

_LEAST_LETTERS = 3
"""Shorter parts are initials and titles, which may be any."""
_COMPOUNDS = ("dusun", "dasawisma")
"""Fields whose names are written in one word or in two (Sumberagung), or end in a number that may be taken for a letter
(Flamboyan 7, Flamboyant): that their parts are listed makes neither reading surer."""
_COUNTED = frozenset({"a", "b", "c", "d", "e", "i", "ii", "iv", "v", "vi", "ix", "x"})
"""Letters that groups are told apart by; others behind a name are a number misread (7 as T, 6 as le)."""
_PLACES = ("birth_place",)
"""Fields that hold towns, whose names have no initials: a letter alone is the beginning of the next cell's writing."""
_TOWNS = ("kabupaten", "kecamatan")
"""Areas that people are born in, by the names on the official list."""
_PART = re.compile(r"[^\W\d_]+")


def name_ties(sheet: Sheet) -> Iterator[SmallTie]:
    """A tie for each cell with a name, but for areas, which are checked against their own list (book_ties)."""
    for cell, field in enumerate(sheet.fields):
        if field.kind is Kind.NAME and field.name not in AREA_CHANCE:
            check = _CHECKS.get(field.name, _known_person)
            yield SmallTie(KNOWN_PARTS, (cell,), check, UNLISTED, LISTED_CHANCE)


def _known_compound(cells: tuple[Candidate, ...]) -> Outcome:
    outcome = _known(cells)
    _, _, last = (cells[0].value or "").strip().rpartition(" ")
    if 0 < len(last) < _LEAST_LETTERS and last.isalpha() and last.lower() not in _COUNTED:
        return Outcome.DISAGREES
    return Outcome.CANNOT_TELL if outcome is Outcome.AGREES else outcome


def _known(cells: tuple[Candidate, ...]) -> Outcome:
    """Whether all parts of a name are listed. None begins with a number: groups are called Melati 3."""
    text = (cells[0].value or "") if cells[0].state is State.VALUE else ""
    parts = [part for part in _PART.findall(text.lower()) if len(part) >= _LEAST_LETTERS]
    if not parts:
        return Outcome.CANNOT_TELL
    if text[0].isdecimal():
        return Outcome.DISAGREES
    listed = all(_is_listed(part) for part in parts) or any(is_area_name(level, text) for level in _TOWNS)
    return Outcome.AGREES if listed else Outcome.DISAGREES


def _known_person(cells: tuple[Candidate, ...]) -> Outcome:
    """As _known; a number behind it is another cell's, or a correction (`Bojonegoro 7`): groups alone are counted."""
    outcome = _known(cells)
    counted = any(letter.isdecimal() for letter in cells[0].value or "")
    return Outcome.DISAGREES if outcome is Outcome.AGREES and counted else outcome


def _known_place(cells: tuple[Candidate, ...]) -> Outcome:
    outcome, parts = _known_person(cells), _PART.findall(cells[0].value or "")
    alone = outcome is Outcome.AGREES and any(len(part) < _LEAST_LETTERS for part in parts)
    return Outcome.DISAGREES if alone else outcome


_CHECKS = {**dict.fromkeys(_COMPOUNDS, _known_compound), **dict.fromkeys(_PLACES, _known_place)}


@cache
def _is_listed(part: str) -> bool:
    """Whether a part is on the list, or two that are, in one word: Sumberagung, Sitiaminah."""
    lexicon = load_lexicon()
    return part in lexicon.listed or any(
        part[:at] in lexicon.listed and part[at:] in lexicon.listed
        for at in range(_LEAST_LETTERS + 1, len(part) - _LEAST_LETTERS)
    )
