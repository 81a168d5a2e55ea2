"""What is read in a cell before calibration."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Alternative, Doubt, State
from pipeline.read.trace import UNASKED, Trace

MARKS_NAME = "marks 1"
"""Name and version of what reads blanks, marks and options."""
SIGNS = frozenset({"tick", "cross"})
"""Texts that say which mark was read, and no writing."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A reading before calibration. alternatives: with raw shares, best first. quality: of the ink, 0 to 1.

    doubt: the chance that the wrong ink was read, which no figure of the reading itself can show. doubts: what else
    speaks against it, of its page.
    """

    alternatives: tuple[Alternative, ...]
    engine: str
    trace: Trace = UNASKED
    quality: float = 1.0
    doubt: float = 0.0
    doubts: frozenset[Doubt] = frozenset()

    @property
    def blank(self) -> bool:
        """Whether it says that nothing is written."""
        return bool(self.alternatives) and self.alternatives[0].state is State.BLANK

    @property
    def said(self) -> str:
        """The likeliest text, "" where there is none."""
        return self.alternatives[0].text or "" if self.alternatives else ""

    def doubted(self, share: float) -> Raw:
        """The same with at least so much doubt."""
        return replace(self, doubt=max(self.doubt, share))
