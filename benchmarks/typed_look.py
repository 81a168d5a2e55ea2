"""How one office has typed its forms: faces, points, rulings, fillers, ways to print options."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

PAPERS = {"A4": (297.0, 210.0), "F4": (330.0, 215.0), "Folio": (330.0, 210.0), "Legal": (355.6, 215.9)}


@dataclass
class Look:
    """A printing; the same for a book."""

    chance: random.Random
    words: dict[str, Any]

    def __post_init__(self) -> None:
        pick, some = self.chance.choice, self.chance.random
        self.face = pick(self.words["faces"]["printed"])
        self.paper = PAPERS[pick(["A4", "F4", "F4", "Folio", "Legal"])]
        self.margins = (pick([8.0, 10.0, 12.7, 15.0]), pick([8.0, 10.0, 12.0]))
        self.framed = some() < 0.12
        self.title_size = pick([12.0, 12.0, 13.0, 14.0])
        self.size = pick([8.5, 9.0, 10.0, 11.0])
        self.header_size = pick([5.5, 6.0, 6.5, 7.0])
        self.head = pick(["tabs", "tabs", "grid", "grid", "plain"])
        self.filler = pick([".", ".", "leader", "_", "none", "rule"])
        self.two_columns = some() < 0.5
        self.line = pick([0.35, 0.5, 0.5, 0.75, 1.0])
        self.outer = pick(["same", "same", "thick", "double"])
        self.inner = pick(["solid", "solid", "solid", "dotted", "dashed"])
        self.shade = pick(["", "", "", "#d9d9d9", "#eeeeee"])
        self.upright = some() < 0.35
        self.column_numbers = some() < 0.65
        self.typed_rows = some() < 0.4
        self.total = some() < 0.75
        self.total_label = pick(["JUMLAH", "JUMLAH", "Jumlah", "J U M L A H"])
        self.options = pick(["slash", "slash", "boxes", "letters", "brackets"])
        self.letterhead = some() < 0.25
        self.attachment = some() < 0.4
        self.signature = some() < 0.6
        self.bold_header = some() < 0.6
        self.small_caps = some() < 0.3
        self.pitch = pick([5.0, 5.5, 6.0, 6.5])
        self.loose = pick([0.3, 0.8, 1.5, 2.5])
        self.row_height = pick([6.5, 7.0, 8.0, 9.0, 10.5])
        self.labels: dict[str, str] = {}

    def label(self, heading: str) -> str:
        """What this office types for a heading, the same on all its pages."""
        if heading not in self.labels:
            typed = self.chance.choice(self.words["labels"].get(heading, [heading]))
            if self.small_caps and typed.isupper() and len(typed) > 3:
                typed = " ".join(_small(word) for word in typed.split(" "))
            self.labels[heading] = typed
        return self.labels[heading]


def _small(word: str) -> str:
    if word in ("RT", "RW", "PKK", "KK", "KRT", "PUS", "WUS", "PDAM", "SPAL", "P4K", "MCK", "UP2K", "L", "P"):
        return word
    return word.lower() if word in ("DAN", "YANG") else word.title()
