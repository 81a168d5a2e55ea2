"""The tie of cells in which one fact is written several times, each in the words of its own form."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evidence.belief import SURE_OF_CHANGE, Belief, Candidate
from pipeline.evidence.joint import WIDTH, Outcome, agreeing, disagreeing

Meaning = Callable[[Candidate], Hashable | None]
"""What a candidate of a cell says of the fact; null where it says nothing."""

Test = Callable[[Hashable, Hashable], Outcome]
"""How two meanings that are known compare."""


def equal(one: Hashable, other: Hashable) -> Outcome:
    """Whether two meanings are the same."""
    return Outcome.AGREES if one == other else Outcome.DISAGREES


@dataclass(frozen=True, slots=True)
class SameTie:
    """Cells that say the same if nobody erred. Every cell is weighed by what the others are believed to say.

    The others count as one witness, by their mean, however many they are: one hand wrote them, and what it writes
    unclearly is misread alike each time.

    meanings: one per cell, in the order of `cells`. wrong: how often two writings of the fact differ on the paper.
    chance: how often a misread cell agrees with another all the same. chance_sure: the same where it is likelier right
    than not, as it seems: what a hand's letters surely look like they look like each time. near: how many cells on
    either side bear on one; null: all. ways: how each cell is written (null: all alike); chance_apart: the chance
    between cells of two ways."""

    name: str
    cells: tuple[int, ...]
    meanings: tuple[Meaning, ...]
    wrong: float
    chance: float
    near: int | None = None
    test: Test = equal
    ways: tuple[object, ...] = ()
    chance_apart: float | None = None
    chance_sure: float | None = None

    def weighed(self, beliefs: Sequence[Belief]) -> Mapping[int, Belief]:
        """See Tie."""
        spreads = [self._spread(at, beliefs[cell]) for at, cell in enumerate(self.cells)]
        found = {}
        for at, cell in enumerate(self.cells):
            sure = beliefs[cell].candidates[beliefs[cell].best].probability >= SURE_OF_CHANGE
            others = [(spreads[other], self._chance(at, other, sure)) for other in self._neighbours(at)]
            told = [self.meanings[at](candidate) for candidate in beliefs[cell].candidates]
            weights = [sum(self._weight(own, *other) for other in others) / len(others) for own in told]
            found[cell] = beliefs[cell].weighted(weights, 1.0)
        return found

    def outcomes(self, chosen: Sequence[Candidate]) -> Mapping[int, Outcome]:
        """Each cell against those near it: of three that ought to be the same, only the one that differs disagrees."""
        said = [meaning(chosen[cell]) for meaning, cell in zip(self.meanings, self.cells, strict=True)]
        found = {}
        for at, cell in enumerate(self.cells):
            pairs = [self._compared(said[at], said[other]) for other in self._neighbours(at)]
            agree, differ = pairs.count(Outcome.AGREES), pairs.count(Outcome.DISAGREES)
            told = Outcome.AGREES if agree >= differ else Outcome.DISAGREES
            found[cell] = told if agree + differ else Outcome.CANNOT_TELL
        return found

    def _neighbours(self, at: int) -> list[int]:
        reach = len(self.cells) if self.near is None else self.near
        return [o for o in range(max(0, at - reach), min(len(self.cells), at + reach + 1)) if o != at]

    def _spread(self, at: int, belief: Belief) -> dict[Hashable, float]:
        """Probability by meaning; what says nothing is left out."""
        likely = sorted(belief.candidates, key=lambda candidate: -candidate.probability)[:WIDTH]
        spread: dict[Hashable, float] = {}
        for candidate in likely:
            meaning = self.meanings[at](candidate)
            if meaning is not None:
                spread[meaning] = spread.get(meaning, 0.0) + candidate.probability
        return spread

    def _chance(self, at: int, other: int, sure: bool) -> float:
        if sure and self.chance_sure is not None:
            return self.chance_sure
        apart = bool(self.ways) and self.ways[at] != self.ways[other]
        return self.chance_apart if apart and self.chance_apart is not None else self.chance

    def _weight(self, own: Hashable | None, spread: Mapping[Hashable, float], chance: float) -> float:
        if own is None:
            return 1.0
        factors = {
            Outcome.AGREES: agreeing(self.wrong, chance),
            Outcome.DISAGREES: disagreeing(self.wrong, chance),
            Outcome.CANNOT_TELL: 1.0,
        }
        known = sum(spread.values())
        return sum(p * factors[self._compared(own, said)] for said, p in spread.items()) + max(0.0, 1.0 - known)

    def _compared(self, one: Hashable | None, other: Hashable | None) -> Outcome:
        return Outcome.CANNOT_TELL if one is None or other is None else self.test(one, other)
