"""Words that cannot stand where they were read: signs among letters, a lone stroke as a name, what no list holds.

The ink may be read as plainly as any; it is then no writing, another cell's writing, or two texts in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rapidfuzz.distance import Levenshtein

from pipeline.areas import is_written_as_one
from pipeline.codes import Codes, word_key
from pipeline.evidence.meaning import is_vague
from pipeline.evidence.parse import PLACES, Parsed
from pipeline.form import EXTRA_TEXT, Field, Kind
from pipeline.model import State
from pipeline.read.lexicon import load_activities
from pipeline.read.names import TITLES

LISTED_WORD = "word:listed"
"""Evidence of an occupation or activity that its list does not hold under any spelling."""
NONE_WRITTEN = "0"
"""A nought means none in any column (domain 1.8)."""
_OF_EVERYONE = frozenset({"marital_status", "religion", "relation", "sex", "active"})
"""Closed lists of which everyone has something: nobody writes a nought there, and small ditto marks look like one."""
_LIKE_III = " 111"
"""No group has that number; `Kenanga III` is read so."""
_FEWEST_NEARLY = 4
"""Letters of a word that may be another but for one; of shorter ones many are."""
_FEWEST_BESIDE, _HOW_OFTEN = 2, "posyandu_text"
"""Letters of what is written beside options, but for how often someone comes to the posyandu."""
_LIKE, _FEWEST_LIKE = 0.65, 8
"""Share of the letters of an occupation, so many at least, that a listed one has in the same order: `Iou Kurian Tangga`
has 0.7 of Ibu Rumah Tangga."""
_SHORT_FORMS = frozenset(TITLES) | {"sdr", "hm", "rd", "rm", "dra", "dr", "ir", "mch", "mhd", "sp"}
"""What stands shortened before names in two or three letters, or behind them (S.Pd., S.P.)."""
_FEWEST_LETTERS = {Kind.NAME: 2, Kind.CODE_TEXT: 3}
"""Of a name, of an occupation that is on no list."""


def is_odd(field: Field, parsed: Parsed, written: str | None) -> bool:
    """Whether a person must look at this value of a name or a list, however plainly it was read.

    Of a closed list every word that is not on it (kept as written, as the contract says, and shown); of an open one a
    word with digits or of a letter or two; of an activity or a note one letter or digit, which a stroke looks like; of
    any of these a small letter alone at the end (`Ibu r` of Ibu RT); of an activity one that says neither yes nor no,
    or, beside options too, is but one letter from a known one; of a name one letter, a digit that touches a letter, a
    Roman III as digits, a sign at an end, or a short form that is none; of the name of a place two words that are
    written as one; of what is written beside options a nought alone, or no more than one letter, which is more often
    the end of a stroke through them or of a ring; and a nought for what everyone has.
    """
    if field.name in _OF_EVERYONE and parsed.state is State.VALUE and NONE_WRITTEN in (parsed.value, written):
        return True
    if field.kind is Kind.TEXT and field.name.endswith(EXTRA_TEXT) and parsed.value == NONE_WRITTEN:
        return True
    value = _said(parsed, written)
    if value is None:
        return False
    beside_options = field.kind is Kind.TEXT and field.name.endswith(EXTRA_TEXT)
    if beside_options and field.name != _HOW_OFTEN and _letters(value) < _FEWEST_BESIDE:
        return True
    if field.kind in (Kind.MARK_TEXT, Kind.TEXT) and not beside_options and len(value) == 1:
        return True
    if (beside_options or field.kind in (Kind.CODE_TEXT, Kind.MARK_TEXT)) and _ends_in_a_letter(value):
        return True
    if field.kind is Kind.MARK_TEXT or beside_options:
        return (not beside_options and is_vague(value)) or _nearly_known(value)
    if field.kind is Kind.CODE:
        return bool(field.values) and value not in field.values
    if field.kind is Kind.CODE_TEXT:
        few = _letters(value) < _FEWEST_LETTERS[field.kind]
        return value not in field.values and (few or any(c.isdigit() for c in value))
    few = _letters(value) < _FEWEST_LETTERS.get(field.kind, 0)
    if field.name in PLACES and is_written_as_one(value):
        return True
    odd = few or _mixed(value) or not _ends_well(value) or value.endswith(_LIKE_III) or _strange_short_form(value)
    return field.kind is Kind.NAME and odd


def is_off_list(field: Field, parsed: Parsed, written: str | None, codes: Codes) -> bool:
    """Whether it is a word of an open list that is on no list: another occupation or activity, or misread."""
    value = _said(parsed, written)
    if value is not None and field.kind is Kind.MARK_TEXT:
        return value != "true" and word_key(value) not in _activities()
    if value is None or field.read_as is not Kind.CODE_TEXT:
        return False
    return value not in field.values and (not field.codes or codes[field.codes].canonical(value) is None)


def is_nearly_listed(field: Field, parsed: Parsed, written: str | None, codes: Codes) -> bool:
    """Whether it is a word of an open list that is on no list, and much like one that is, or a part of it: `Iou Kurian
    Tangga`, and `Tangga` alone, of Ibu Rumah Tangga."""
    value = _said(parsed, written)
    if value is None or not field.codes or not is_off_list(field, parsed, written, codes):
        return False
    said = set(map(word_key, value.split()))
    listed = [text for text, _ in codes[field.codes].written()]
    return _is_like(value, listed) or any(said < set(map(word_key, text.split())) for text in listed)


def is_seldom(field: Field, parsed: Parsed, written: str | None, codes: Codes) -> bool:
    """Whether it is a word of a list that is seldom written, and more often another one misread."""
    said = _said(parsed, written) is not None and bool(field.codes)
    return said and codes[field.codes or ""].is_seldom(written or "")


def _nearly_known(text: str) -> bool:
    """Whether it is no known activity, but for one letter would be: Bardir, Simpan Piniam, Bbordir."""
    key = word_key(text)
    return key not in _activities() and any(
        Levenshtein.distance(key, known, score_cutoff=1) <= 1
        for known in _activities()
        if min(len(key), len(known)) >= _FEWEST_NEARLY
    )


def _is_like(text: str, listed: Sequence[str]) -> bool:
    """Whether much of it is as a listed word or words have it, though not all."""
    key = word_key(text)
    return len(key) >= _FEWEST_LIKE and any(
        Levenshtein.normalized_similarity(key, word_key(one), score_cutoff=_LIKE) > 0 for one in listed
    )


def _ends_in_a_letter(text: str) -> bool:
    """Whether the last of several words is one small letter: more of it was not read."""
    *before, last = text.split() or [""]
    return bool(before) and len(last) == 1 and last.islower()


def _strange_short_form(name: str) -> bool:
    """Whether a name begins with two or three letters and a point that no title is short of: MU. of HJ."""
    first, point, more = name.partition(".")
    short = 1 < len(first) <= 3 and first.isalpha()
    return bool(point and more and short and first.lower() not in _SHORT_FORMS)


@cache
def _activities() -> frozenset[str]:
    return frozenset(map(word_key, load_activities()))


def _said(parsed: Parsed, written: str | None) -> str | None:
    """The value, but a nought."""
    return parsed.value if parsed.state is State.VALUE and NONE_WRITTEN not in (parsed.value, written) else None


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _ends_well(text: str) -> bool:
    """Whether it begins with a letter or digit and ends with one, or with the point of an abbreviation (`Moh.`)."""
    text = text.strip()
    return text[:1].isalnum() and (text[-1:].isalnum() or text[-1:] in ".)'")


def _mixed(text: str) -> bool:
    """Whether some word has both letters and digits: `Melati 3` has none, `Su7risno` is one."""
    return any(
        any(character.isdigit() for character in word) and any(character.isalpha() for character in word)
        for word in text.split()
    )
