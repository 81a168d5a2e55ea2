"""The LAMPIRAN number above a form, by which its editions differ in a letter: LAMPIRAN III-18a, 4.18a."""

from __future__ import annotations

import re
from collections.abc import Sequence

LAMPIRAN = re.compile(r"^\s*LAMP", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(III|[Il1|!]{3}|4)\s*[-.]\s*\d")


def lampiran_of(texts: Sequence[str]) -> str:
    """The text that begins with LAMPIRAN and holds or is followed by a number; empty without one."""
    for text, following in zip(texts, [*texts, ""][1:], strict=True):
        if LAMPIRAN.match(text):
            if any(letter.isdigit() for letter in text):
                return text
            if _NUMBER.match(following):
                return f"{text} {following}"
    return ""
