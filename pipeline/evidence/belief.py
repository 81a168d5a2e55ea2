"""What is believed about a cell: its parsed readings with their probabilities, and the share of readings unnamed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.areas import is_written_as_one
from pipeline.codes import Codes
from pipeline.evidence.parse import PLACES, Parsed, parse
from pipeline.model import Reading, State

NAMED, IN_TWO = 0.05, 0.005
"""Of what the reader gives both spellings of a place, the least it gives the one word; and what two words are worth
then. Either is the same place: where the ink hardly parts them, the official spelling is what is meant, and a space is
no reason to ask a person (by a guess 1 in 25 is written in two: a tenth of such names may be, and of 92 names of two
words on strange pages 35 leave no room between them)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be written in a cell. raw: as written. probability: 0 to 1."""

    parsed: Parsed
    raw: str | None
    probability: float

    @property
    def state(self) -> State:
        """The state it means."""
        return self.parsed.state

    @property
    def value(self) -> str | None:
        """The canonical value, null where the state has none."""
        return self.parsed.value


@dataclass(frozen=True, slots=True)
class Belief:
    """Candidates of one cell, best first by the reader; `unnamed` is what their probabilities leave to 1.

    The order is the reader's and stays: evidence changes probabilities only. Never empty.
    """

    candidates: tuple[Candidate, ...]
    unnamed: float

    @property
    def best(self) -> int:
        """Index of the most probable candidate, of equals the one the reader put first."""
        return max(range(len(self.candidates)), key=lambda index: (self.candidates[index].probability, -index))

    def weighted(self, weights: Iterable[float], unnamed_weight: float) -> Belief:
        """This belief with every probability multiplied by its weight (≥ 0) and all scaled back to sum 1."""
        found = [c.probability * w for c, w in zip(self.candidates, weights, strict=True)]
        unnamed = self.unnamed * unnamed_weight
        total = sum(found) + unnamed
        if total <= 0:
            return self
        return Belief(
            tuple(
                replace(candidate, probability=share / total)
                for candidate, share in zip(self.candidates, found, strict=True)
            ),
            unnamed / total,
        )


def believed(reading: Reading, codes: Codes, year: int | None) -> Belief:
    """The belief that one reading gives: alternatives that say the same are one candidate with their joint probability.

    A reading without alternatives is unreadable with probability 0. year: for two-digit years in dates.
    """
    shares: dict[Parsed, float] = {}
    raws: dict[Parsed, str | None] = {}
    for alternative in reading.alternatives:
        parsed = parse(reading.cell.field, alternative.state, alternative.text, codes, year)
        shares[parsed] = shares.get(parsed, 0.0) + max(0.0, alternative.probability)
        raws.setdefault(parsed, alternative.text)
    if not shares:
        return Belief((Candidate(Parsed(State.UNREADABLE), None, 0.0),), 1.0)
    if reading.cell.field.name in PLACES:
        _join_places(shares)
    total = max(1.0, sum(shares.values()))
    ordered = sorted(shares, key=lambda parsed: -shares[parsed])
    candidates = tuple(Candidate(parsed, raws[parsed], shares[parsed] / total) for parsed in ordered)
    return Belief(candidates, max(0.0, 1.0 - sum(shares.values())))


def _join_places(shares: dict[Parsed, float]) -> None:
    """Give the name of a place in one word most of what the reader gave the same in two, where the official list mostly
    has it so: the reader's prior is that of persons, whose names have several words. Only where the ink parts them so
    little that the reader names both."""
    whole = {parsed.value: parsed for parsed in shares if parsed.value and " " not in parsed.value}
    folded = {value.casefold(): parsed for value, parsed in whole.items()}
    for parsed in [one for one in shares if one.value and " " in one.value]:
        one = folded.get((parsed.value or "").replace(" ", "").casefold())
        both = shares[parsed] + (shares[one] if one is not None else 0.0)
        if one is not None and shares[one] >= NAMED * both and is_written_as_one(parsed.value or ""):
            in_two = min(shares[parsed], IN_TWO * both)
            shares[parsed], shares[one] = in_two, both - in_two


SURE_OF_READING = 0.9
"""A reading that the reader itself holds this likely is never overruled by a check: paper may contradict itself.

It is sent to a person instead; the share of planted contradictions that may be `corrected` is none (issue 6).
"""

SURE_OF_CHANGE = 0.5
"""A check makes another reading the chosen one only if that is then more likely right than wrong."""

LIKELY_READ = 0.5
"""What the reader itself held less likely than this is for a person to see, however well it fits: a number written over
another one is misread, and the total may be of the time before. Of 18,853 counts accepted on books of benchmarks.
evidence_books 15 are such."""


def overruled(read: float, now: float) -> bool:
    """Whether checks alone make a reading likely. read: how likely the reader held it; now: after the checks."""
    return read < LIKELY_READ <= now


def pick(read: float, own: int, after: Belief) -> int:
    """Index of the chosen candidate: the likeliest after the checks, if the reader was in doubt and the checks are not.

    own: the one chosen so far. read: how likely the reader itself, before any check, held it.
    """
    new = after.best
    if new == own or read >= SURE_OF_READING:
        return own
    return new if after.candidates[new].probability >= SURE_OF_CHANGE else own
