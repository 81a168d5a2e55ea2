"""Printed words compared with the words a form file gives, as a reader of print may have misread them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from pipeline.form import Entry

_ITEM_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[a-zA-Z])\s*[.,)]\s*")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)?\s*$")
"""What a label says more: `Laki-laki (Jumlah Anggota Keluarga)`."""
_NOT_WORDS = re.compile(r"[^A-Z0-9]+")
_LOOKALIKES = str.maketrans({"|": "I", "!": "I", "0": "O", "1": "I", "5": "S", "8": "B"})


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text in capitals, without accents and punctuation, words one space apart."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    return _NOT_WORDS.sub(" ", letters).strip()


@lru_cache(maxsize=65536)
def likeness(read: str, printed: str) -> float:
    """How alike the text read and the text a form gives are, 0 to 1; spaces count little, look-alike letters less.

    Words of up to three letters (RT, RW, NO) are alike or not: 1 or 0.
    """
    (first, one_word), (second, other_word) = _compared(read), _compared(printed)
    if not first or not second:
        return 0.0
    if min(len(first), len(second)) <= 3:
        return 1.0 if one_word == other_word else 0.0
    return max(fuzz.ratio(first, second), fuzz.ratio(one_word, other_word)) / 100


@lru_cache(maxsize=4096)
def _compared(text: str) -> tuple[str, str]:
    """The text with look-alike letters made one, and the same without spaces."""
    spaced = plain(text).translate(_LOOKALIKES)
    return spaced, spaced.replace(" ", "")


def ending_likeness(read: str, printed: str) -> float:
    """How alike the last words of a text read, as many as a form gives, and those are, 0 to 1; 0 of fewer words."""
    words, count = read.split(), len(printed.split())
    return likeness(" ".join(words[-count:]), printed) if len(words) >= count else 0.0


def within(read: str, printed: str) -> float:
    """How alike the text read and the most alike part of a text that a form gives are, 0 to 1.

    A text longer than that is no part of it, whatever words of it it holds.
    """
    first, second = plain(read), plain(printed)
    return (fuzz.partial_ratio(first, second) if len(first) <= len(second) else fuzz.ratio(first, second)) / 100


def entry_likeness(read: str, entry: Entry) -> float:
    """How alike a label read on the page is to that of an entry, with or without its group, 0 to 1.

    The number or letter of its item, which may stand so near that it was read with it (`b. PUS`), is none of its words,
    nor is what stands in brackets behind them.
    """
    bare = _ITEM_NUMBER.sub("", read)
    return max(_label_likeness(one, entry.labels, entry.group) for one in {read, bare, _IN_BRACKETS.sub("", bare)})


@lru_cache(maxsize=65536)
def _label_likeness(read: str, labels: tuple[str, ...], group: str | None) -> float:
    best = 0.0
    for label in labels:
        best = max(best, likeness(read, label))
        if group:
            best = max(best, likeness(read, f"{group} {label}"))
    return best
