"""The cells of several pages that ties bind together, what is believed of them, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.evidence.belief import Belief, Candidate, overruled, pick
from pipeline.evidence.joint import OVERRULED, WORST_FIRST, Outcome, Tie, outcomes
from pipeline.evidence.pages import Page, PageKey
from pipeline.evidence.parse import Parsed
from pipeline.model import FieldValue, OtherValue, Part, State

CellKey = tuple[PageKey, Part, int | None, str]
"""Page, part, row and field."""

SURE = 0.999
"""Cells all of which are believed this much, and which agree, gain nothing that a threshold could see."""


class Pool:
    """Cells by page and place; each is added when a tie first asks for it."""

    __slots__ = ("_index", "_values", "beliefs")

    def __init__(self) -> None:
        self._index: dict[CellKey, int] = {}
        self._values: list[tuple[CellKey, FieldValue]] = []
        self.beliefs: list[Belief] = []

    def cell(self, page: Page, value: FieldValue) -> int:
        """Index of a field of a page, for ties."""
        key = cell_key(page.order, value)
        if key not in self._index:
            self._index[key] = len(self.beliefs)
            self._values.append((key, value))
            self.beliefs.append(belief_of(value))
        return self._index[key]

    def weighed(self, ties: Sequence[Tie]) -> dict[CellKey, FieldValue]:
        """The cells after all `ties`, applied in their order, with the outcomes in their evidence.

        The value changes only where the reader itself was in doubt, and only to a reading that it proposed.
        """
        for tie in ties:
            if not self._settled(tie):
                for cell, belief in tie.weighed(self.beliefs).items():
                    self.beliefs[cell] = belief
        picks = [pick(v.read_confidence, 0, b) for (_, v), b in zip(self._values, self.beliefs, strict=True)]
        chosen = [belief.candidates[own] for belief, own in zip(self.beliefs, picks, strict=True)]
        evidence: dict[int, list[str]] = {}
        for name, cell, outcome in outcomes(ties, chosen, WORST_FIRST):
            if chosen[cell].state is not State.BLANK:
                evidence.setdefault(cell, []).append(f"{name}:{outcome}")
        return {
            key: _settle(value, self.beliefs[cell], picks[cell], evidence.get(cell, ()))
            for cell, (key, value) in enumerate(self._values)
        }

    def _settled(self, tie: Tie) -> bool:
        best = {cell: self.beliefs[cell].candidates[0] for cell in tie.cells}
        if any(candidate.probability < SURE for candidate in best.values()):
            return False
        chosen = _Chosen(self.beliefs)
        return all(outcome is Outcome.AGREES for outcome in tie.outcomes(chosen).values())


class _Chosen(Sequence[Candidate]):
    """The first candidate of every belief, without making a list of them."""

    def __init__(self, beliefs: Sequence[Belief]) -> None:
        self._beliefs = beliefs

    def __len__(self) -> int:
        return len(self._beliefs)

    def __getitem__(self, cell: int) -> Candidate:  # type: ignore[override]
        return self._beliefs[cell].candidates[0]


def less_sure(value: FieldValue, share: float, evidence: str) -> FieldValue:
    """The value with its confidence times `share`, and the evidence why."""
    return replace(value, confidence=round(value.confidence * share, 6), evidence=(*value.evidence, evidence))


def cell_key(page: PageKey, value: FieldValue) -> CellKey:
    """The key of a field of a page."""
    return page, value.part, value.row, value.field


def belief_of(value: FieldValue) -> Belief:
    """What is believed of a field after the checks of its page: the chosen candidate first, then the others."""
    real = "date:real:disagrees" not in value.evidence
    first = Candidate(Parsed(value.state, value.value, value.age, real), value.raw_text, value.confidence)
    others = [
        Candidate(Parsed(other.state, other.value, other.age), other.raw_text, other.confidence)
        for other in value.alternatives
    ]
    total = max(1.0, first.probability + sum(other.probability for other in others))
    candidates = (first, *others)
    scaled = tuple(replace(candidate, probability=candidate.probability / total) for candidate in candidates)
    return Belief(scaled, max(0.0, 1.0 - sum(candidate.probability for candidate in scaled)))


def _settle(value: FieldValue, belief: Belief, own: int, evidence: Sequence[str]) -> FieldValue:
    """The field as it is believed now."""
    chosen = belief.candidates[own]
    rest = [candidate for at, candidate in enumerate(belief.candidates) if at != own]
    rest.sort(key=lambda candidate: -candidate.probability)
    # Of another reading than the one chosen before, the reader held it no likelier than what that left.
    read = value.read_confidence if own == 0 else 1 - value.read_confidence
    if overruled(read, chosen.probability) and OVERRULED not in value.evidence:
        evidence = (*evidence, OVERRULED)
    return replace(
        value,
        state=chosen.state,
        raw_text=chosen.raw,
        value=chosen.value,
        age=chosen.parsed.age,
        confidence=_rounded(chosen.probability),
        evidence=(*value.evidence, *evidence),
        alternatives=tuple(
            OtherValue(other.value, _rounded(other.probability), other.state, other.raw, other.parsed.age)
            for other in rest
        ),
    )


def _rounded(probability: float) -> float:
    return round(min(1.0, max(0.0, probability)), 6)
