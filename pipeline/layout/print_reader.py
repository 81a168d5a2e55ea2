"""What layout asks of a reader of print, so that it need not know which program reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from pipeline.geometry import Box
from pipeline.model import Grey

NO_PRINT = np.full((8, 8), 255, np.uint8)
"""The strip of a place on the page in which nothing is."""


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """One printed word, its box in pixels of the strip, and the reader's confidence, 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class PrintedText:
    """The print of one strip: the words joined by spaces, and their mean confidence, 0 to 1 (0 without words)."""

    text: str
    confidence: float
    words: tuple[PrintedWord, ...] = ()


Enough = Callable[[PrintedText], bool]
"""Whether what was read, however unsurely, says all that is asked."""


def never(_: PrintedText) -> bool:
    """An Enough for which only what is read surely is enough."""
    return False


class PrintReader(Protocol):
    """Reads print, never handwriting."""

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        """The print on each strip, one line of text each, in the order given.

        enough: of a reader that asks another where it is not sure, which of its readings it need not ask about.
        """
        ...


@dataclass(frozen=True, slots=True)
class RememberingReader:
    """A PrintReader that reads what looks the same, to the pixel, once: a page that is looked at closely, or the other
    way up, shows the same print again. For one page; it keeps every strip.

    known: what was read of it, and whether nothing surer can be had: what was enough for one question may not be for
    the next.
    """

    reader: PrintReader
    known: dict[tuple[tuple[int, ...], bytes], tuple[PrintedText, bool]] = field(default_factory=dict)

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        """See PrintReader."""
        keys = [(strip.shape, strip.tobytes()) for strip in strips]
        new = {key: strip for key, strip in zip(keys, strips, strict=True) if not self._known_well(key, enough)}
        for key, text in zip(new, self.reader.read_strips(list(new.values()), enough), strict=True):
            self.known[key] = text, not enough(text)
        return tuple(self.known[key][0] for key in keys)

    def _known_well(self, key: tuple[tuple[int, ...], bytes], enough: Enough) -> bool:
        if key not in self.known:
            return False
        text, surest = self.known[key]
        return surest or enough(text)
