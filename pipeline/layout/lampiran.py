"""The LAMPIRAN number above a form, by which its editions differ in a letter: LAMPIRAN III-18a, 4.18a."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout.print_reader import PrintedText, PrintReader
from pipeline.model import Grey

LAMPIRAN = re.compile(r"^\s*LAMP", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(III|[Il1|!]{3}|4)\s*[-.]\s*\d")


def with_lampiran(texts: Sequence[PrintedText], strips: Sequence[Grey], reader: PrintReader) -> tuple[PrintedText, ...]:
    """The texts of the strips, with LAMPIRAN and its number read once more as they stand, where that still says so.

    texts: read from strips pressed together, which costs a letter now and then; here it would cost the edition.
    """
    named = [at for at, text in enumerate(texts) if _names(text.text)]
    again = dict(zip(named, reader.read_strips([strips[at] for at in named]), strict=True)) if named else {}
    return tuple(again[at] if at in again and _names(again[at].text) else text for at, text in enumerate(texts))


def lampiran_of(texts: Sequence[str]) -> str:
    """The text that begins with LAMPIRAN and holds or is followed by a number; empty without one."""
    for text, following in zip(texts, [*texts, ""][1:], strict=True):
        if LAMPIRAN.match(text):
            if any(letter.isdigit() for letter in text):
                return text
            if _NUMBER.match(following):
                return f"{text} {following}"
    return ""


def _names(text: str) -> bool:
    return bool(LAMPIRAN.match(text) or _NUMBER.match(text))
