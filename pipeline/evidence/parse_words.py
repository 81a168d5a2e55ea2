"""Words of closed lists, ticks and words, numbers: everything that is not a date."""

from __future__ import annotations

import re

from pipeline.codes import Codes, word_key
from pipeline.form import Field
from pipeline.read.raw import SIGNS

_NUMBER = re.compile(r"^(?:rt|rw|no)?[.:\s]*(\d+)\s*(?:orang|org|or|buah|bh|kk|krt|kali|x)?\.?$", re.IGNORECASE)


def spaced(text: str) -> str:
    """The text as written, spaces single."""
    return " ".join(text.split())


def is_dash(text: str) -> bool:
    """Whether nothing but dashes is written, which means none (contract)."""
    stripped = text.strip()
    return bool(stripped) and all(character in "-–—−_~" for character in stripped)


def number(text: str) -> str | None:
    """A whole number without leading zeros; a unit behind it does not count. Null when it is none."""
    found = _NUMBER.match(text.strip().replace(" ", "") if text.replace(" ", "").isdecimal() else text.strip())
    return str(int(found[1])) if found else None


def year(text: str) -> str | None:
    """A year in four digits. `19` and `'19` are 2019: the forms' editions begin in 2015 (domain 1.1)."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == 2:
        return f"20{digits}"
    return digits if len(digits) == 4 and digits[0] in "12" else None


def digits(text: str) -> str | None:
    """The digits as written, what separates them left out; null when something else is written."""
    kept = re.sub(r"[\s.\-/]", "", text)
    return kept if kept.isascii() and kept.isdecimal() else None


def listed_word(text: str, field: Field, codes: Codes) -> str:
    """The word of the form's list, in full; a word that is on no list as written (contract: code, code_text)."""
    known = codes.lists.get(field.codes) if field.codes is not None else None
    if known is not None:
        return known.canonical(text, field.values) or spaced(text)
    return next((value for value in field.values if word_key(value) == word_key(text)), spaced(text))


def ticked(text: str) -> bool:
    """Whether the reading is a tick or a cross; a tick is often written, and read, as the letter v."""
    return text in SIGNS or text.casefold() == "v"


def several_signs(text: str) -> bool:
    """Whether nothing but ticks, crosses and zeros is written, and more than one: they contradict each other."""
    signs = text.casefold().split()
    return len(signs) > 1 and all(sign in SIGNS or sign in ("v", "x", "0", "o") for sign in signs)
