"""Writing that reads as printed options, beside it or above: the place was taken for theirs, and print was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.codes import word_key
from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome
from pipeline.evidence.sheet import Sheet
from pipeline.form import Field, Kind
from pipeline.model import State

PRINT_READ = f"word:printed:{Outcome.DISAGREES}"
"""Evidence of writing beside options, or below, that has the words of the options."""
ALIKE = 80.0
"""Per cent, as rapidfuzz has it: so much a misread option is like itself (`Tni/polri 1`), and no other word."""
SAME = 90.0
"""The same of words among others: `Jl. Kristen` is less like an option."""
SEVERAL = 2
"""A person may write `Karyawan Swasta` beside Swasta, but no two of the options."""


def print_read(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The cells beside options whose text is one of these, has the last of them (No, Lainnya), has two options of any
    field, or is what stands round such writing (`jenis`, `kali`).

    `Petani / Pedagang / Swasta` was an occupation beside the options, `Suntik ( ) Tidak` a kind of contraception, and
    `x Islam Kristen Katolik`, of the next line, a relation, accepted. And those of plain text that begins with an
    option of the entry before, whose options are of two lines: `KEPERCAYAAN RT 21` was an address. chosen: the chosen
    candidates of all cells.
    """
    entries = sheet.form.entries
    for above, entry in pairwise(entries):
        cell = sheet.outside(entry.field.name) if entry.field.kind is Kind.TEXT else None
        said = chosen[cell].parsed.value if cell is not None and chosen[cell].state is State.VALUE else None
        if cell is not None and said and _begins_with_option(above.field, said):
            yield cell
    introductions = {word_key(said) for entry in entries for said in (entry.extra_label, entry.unit) if said}
    for entry in entries:
        cell = sheet.outside(entry.extra.name) if entry.extra is not None and entry.extra.kind is Kind.TEXT else None
        if cell is None or chosen[cell].state is not State.VALUE:
            continue
        text = chosen[cell].parsed.value or ""
        introduced = any(fuzz.ratio(word_key(text), said) >= ALIKE for said in introductions)
        if (
            introduced
            or is_print(entry.field, text)
            or any(_options_said(other.field, text) >= SEVERAL for other in entries)
        ):
            yield cell


def is_print(field: Field, text: str) -> bool:
    """Whether the text says what is printed as the options of `field`."""
    words = _words(text)
    whole = "".join(words)
    names = [word_key(name) for option in field.options for name in option.words]
    return (
        any(fuzz.ratio(whole, name) >= ALIKE for name in names)
        or _options_said(field, text) >= SEVERAL
        or any(_has(words, word_key(name)) for option in field.options[-1:] for name in option.words)
    )


def _begins_with_option(field: Field, text: str) -> bool:
    """Whether the first words of the text are an option of `field`, and more follow."""
    words = _words(text)
    names = [word_key(name) for option in field.options for name in option.words]
    return any(
        fuzz.ratio("".join(words[:many]), name) >= SAME for many in range(1, min(4, len(words))) for name in names
    )


def _options_said(field: Field, text: str) -> int:
    """How many of the field's options the text has, or a part of."""
    words = _words(text)
    return sum(
        any(_has(words, word_key(part)) for name in option.words for part in name.split("/"))
        for option in field.options
    )


def _words(text: str) -> list[str]:
    return [key for key in map(word_key, re.split(r"[^\w.]+", text)) if key]


def _has(words: Sequence[str], name: str) -> bool:
    """Whether words in a row are that name."""
    return any(
        fuzz.ratio("".join(words[first:last]), name) >= ALIKE
        for first in range(len(words))
        for last in range(first + 1, min(first + 4, len(words)) + 1)
    )
