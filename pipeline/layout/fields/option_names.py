"""Which option printed words name.

Printers set the options of a field in an order of their own; a mark given to the option that stands there on other
printings would be a wrong value that nobody sees. So words count for an option only where they say so.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.form import PrintedOption
from pipeline.layout.words import likeness, plain

ALIKE = 0.7
RESEMBLES = 0.45
"""Share of letters alike from which words may be an option's that a mark's stroke made into others (xYa, S8 for S3)."""
_NARROW, _WIDE = "iljtfrI.,/'|()- ", "mwMWQGODC"
LEAD = 0.05
"""So much more alike to an option than to any other must the words be that name it."""


def alike(text: str, option: PrintedOption) -> float:
    """How alike a text read and the words of an option are, 0 to 1."""
    return max(likeness(text, words) for words in option.words)


def resemblance(text: str, option: PrintedOption) -> float:
    """The share of letters that a text and the words of an option have in common, however short, 0 to 1."""
    return max(fuzz.ratio(plain(text), plain(words)) for words in option.words) / 100


def named_by(likenesses: Sequence[Sequence[float]]) -> tuple[int | None, ...]:
    """For each text (row) the option (column) that it names, the surest first, each once; None where none is plain."""
    named: dict[int, int] = {}
    taken: set[int] = set()
    pairs = sorted((-score, text, option) for text, row in enumerate(likenesses) for option, score in enumerate(row))
    for negative, text, option in pairs:
        if -negative >= ALIKE and text not in named and option not in taken and leads(likenesses[text], option, taken):
            named[text] = option
            taken.add(option)
    return tuple(named.get(text) for text in range(len(likenesses)))


def leads(likenesses: Sequence[float], option: int, taken: set[int]) -> bool:
    """Whether a text is plainly more like this option than like any other that is not taken."""
    rivals = [score for other, score in enumerate(likenesses) if other != option and other not in taken]
    return likenesses[option] >= max(rivals, default=0.0) + LEAD


def letters_wide(text: str) -> float:
    """How wide a text is about, in letters, in a proportional font."""
    return sum(
        0.5 if letter in _NARROW else 1.4 if letter in _WIDE else 1.25 if letter.isupper() else 1.0 for letter in text
    )
