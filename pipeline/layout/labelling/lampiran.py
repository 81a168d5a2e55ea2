"""The LAMPIRAN number above a form, by which its editions differ in a letter: LAMPIRAN III-18a, 4.18a."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.print_lines import PrintLines

LAMPIRAN = re.compile(r"^[\s|\[\]]*LAMP", re.IGNORECASE)
GAP_MM = 6.0
"""Between LAMPIRAN and its number there is less room, and no line to write on."""
_FRAME = re.compile(r"^[\s|\[\]]+|\s+[|\[\]]\s*$")
"""The sides of a box drawn round it, as read; one right behind the number may be its last digit."""
_NUMBER = re.compile(r"^\s*(III|[Il1|!]{3}|4)\s*[-.]\s*\d")
_ROMAN, _ENDS_ROMAN = re.compile(r"^\s*[Il1|!]{3}\s*-?\s*$"), re.compile(r"[\s.:][Il1|!]{3}\s*-?\s*$")
_BEHIND_ROMAN = re.compile(r"^\s*-?\s*\d{2}[A-Za-z]?\s*$")


def lampiran_of(texts: Sequence[str]) -> str:
    """The text that begins with LAMPIRAN and holds or is followed by a number, which pale print parts at its dash.

    Empty without one.
    """
    texts = [*(_FRAME.sub("", text) for text in texts), "", ""]
    for text, following, last in zip(texts, texts[1:], texts[2:], strict=False):
        if LAMPIRAN.match(text):
            if any(letter.isdigit() for letter in text):
                return text
            if _NUMBER.match(following):
                return f"{text} {following}"
            if _ENDS_ROMAN.search(text) and _BEHIND_ROMAN.match(following):
                return f"{text.rstrip(' -')} - {following.lstrip(' -')}"
            if _ROMAN.match(following) and _BEHIND_ROMAN.match(last):
                return f"{text} {following.rstrip(' -')} - {last.lstrip(' -')}"
    return ""


def lampiran_with_colon(labels: Sequence[Label], texts: Sequence[str]) -> Label | None:
    """The label that reads LAMPIRAN; None without one. texts: of the labels, as read.

    A copier's speck makes a colon of the point in `4.14.1b`, and some print one behind the word.
    """
    return next((label for label, text in zip(labels, texts, strict=True) if LAMPIRAN.match(text)), None)


def as_title(
    lampiran: Label, labels: Sequence[Label], printed: PrintLines, px_per_mm: float
) -> tuple[tuple[Label, ...], PrintLines]:
    """The labels without LAMPIRAN, and the print with the whole line of it, its number included, as one piece.

    As a label it would end the titles, most of which stand below it.
    """
    line = lampiran.box
    own = list(lampiran.pieces)
    for piece in sorted(printed.pieces, key=lambda box: box.left):
        level = abs(piece.centre[1] - line.centre[1]) < 0.5 * max(piece.height, line.height)
        if level and 0 <= piece.left - line.right <= GAP_MM * px_per_mm:
            line = line.union(piece)
            own.append(piece)
    pieces = [piece for piece in printed.pieces if piece not in own]
    colons = tuple(colon for colon in printed.colons if not line.contains(*colon.centre))
    ordered = tuple(sorted([*pieces, line], key=lambda box: (box.top, box.left)))
    return tuple(label for label in labels if label is not lampiran), replace(printed, pieces=ordered, colons=colons)
