"""Ties between cells, and how one re-weighs the readings of its cells together.

A tie is a check with two numbers: `wrong`, how often the paper itself breaks it, and `chance`, how often a misreading
passes it all the same. By Bayes' rule a combination of readings that passes weighs (1 - wrong) / chance and one that
does not weighs wrong / (1 - chance); where the check cannot tell, and for readings that nobody named, the weight is 1.
Ties are applied one after the other, each exactly, keeping only the cells' own distributions in between
(assumed-density filtering). Only candidates of the reader are weighed, so no value is ever invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Protocol

from pipeline.evidence.belief import Belief, Candidate

WIDTH = 5
"""Candidates of one cell that a small tie looks at; the rest count as unnamed. 5 hold all but about 1 % of the mass."""

LEAST_SHARE = 1e-5
"""Sums rarer than this are counted as unnamed: they cannot move a confidence by a visible amount."""


class Outcome(StrEnum):
    """How a check came out; the last word of an evidence string (contract)."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    CANNOT_TELL = "cannot_tell"


class Tie(Protocol):
    """A check that binds `cells` (indices into the page's readings)."""

    @property
    def name(self) -> str:
        """As it stands in `evidence`, without the outcome."""

    @property
    def cells(self) -> tuple[int, ...]:
        """The cells it bears on."""

    def weighed(self, beliefs: Sequence[Belief]) -> Mapping[int, Belief]:
        """The new beliefs of its cells."""

    def outcomes(self, chosen: Sequence[Candidate]) -> Mapping[int, Outcome]:
        """How it comes out for each of its cells; chosen: the chosen candidates of all cells."""


OVERRULED = f"reader:likely:{Outcome.DISAGREES}"
"""Evidence of a value that only checks make likely (belief.overruled)."""


def agreeing(wrong: float, chance: float) -> float:
    """Weight of readings that pass a check."""
    return (1 - wrong) / chance


def disagreeing(wrong: float, chance: float) -> float:
    """Weight of readings that do not."""
    return wrong / (1 - chance)


@dataclass(frozen=True, slots=True)
class SmallTie:
    """A check on a few cells, weighed by going through every combination.

    test: the outcome for one candidate per cell, in the order of `cells`. lucky: per cell, how often an unnamed
    reading of it passes (default: `chance`).
    """

    name: str
    cells: tuple[int, ...]
    test: Callable[[tuple[Candidate, ...]], Outcome]
    wrong: float
    chance: float
    lucky: tuple[float, ...] = ()

    def outcome(self, chosen: Sequence[Candidate]) -> Outcome:
        """How it comes out for the chosen candidates."""
        return self.test(tuple(chosen[cell] for cell in self.cells))

    def outcomes(self, chosen: Sequence[Candidate]) -> Mapping[int, Outcome]:
        """See Tie."""
        return dict.fromkeys(self.cells, self.outcome(chosen))

    def weighed(self, beliefs: Sequence[Belief]) -> Mapping[int, Belief]:
        """See Tie."""
        passes, fails = agreeing(self.wrong, self.chance), disagreeing(self.wrong, self.chance)
        factors = {Outcome.AGREES: passes, Outcome.DISAGREES: fails, Outcome.CANNOT_TELL: 1.0}
        lucky = self.lucky or (self.chance,) * len(self.cells)
        unnamed_factor = [share * passes + (1 - share) * fails for share in lucky]
        likely = [_likely(beliefs[cell]) for cell in self.cells]
        weights = [[0.0] * (len(options) + 1) for options in likely]
        for combination in product(*(range(len(options) + 1) for options in likely)):
            missing = [i for i, k in enumerate(combination) if k == len(likely[i])]
            # Where the likeliest reading in its place would tell nothing (a word in place of a NIK), neither does it.
            found = [likely[i][k if k < len(likely[i]) else 0] for i, k in enumerate(combination)]
            named = tuple(beliefs[cell].candidates[k] for cell, k in zip(self.cells, found, strict=True))
            outcome = self.test(named) if len(missing) < 2 else Outcome.CANNOT_TELL
            factor = factors[outcome]
            if missing and outcome is not Outcome.CANNOT_TELL:
                factor = unnamed_factor[missing[0]]
            for i, k in enumerate(combination):
                others = factor
                for j, chosen in enumerate(combination):
                    if j != i:
                        others *= _share(beliefs[self.cells[j]], likely[j], chosen)
                weights[i][k] += others
        return {cell: _reweighted(beliefs[cell], likely[i], weights[i]) for i, cell in enumerate(self.cells)}


def _likely(belief: Belief) -> list[int]:
    order = sorted(range(len(belief.candidates)), key=lambda k: (-belief.candidates[k].probability, k))
    return order[:WIDTH]


def _share(belief: Belief, likely: Sequence[int], chosen: int) -> float:
    if chosen < len(likely):
        return belief.candidates[likely[chosen]].probability
    return max(0.0, 1.0 - sum(belief.candidates[k].probability for k in likely))


def _reweighted(belief: Belief, likely: Sequence[int], weights: Sequence[float]) -> Belief:
    spread = [weights[-1]] * len(belief.candidates)
    for position, k in enumerate(likely):
        spread[k] = weights[position]
    return belief.weighted(spread, weights[-1])


@dataclass(frozen=True, slots=True)
class SumTie:
    """The amounts of `parts` add up to those of `wholes`, weighed exactly by convolution.

    part_amount, whole_amount: what a candidate counts for, null when it cannot be known.
    """

    name: str
    parts: tuple[int, ...]
    wholes: tuple[int, ...]
    part_amount: Callable[[Candidate], int | None]
    whole_amount: Callable[[Candidate], int | None]
    wrong: float
    chance: float

    @property
    def cells(self) -> tuple[int, ...]:
        """See Tie."""
        return self.parts + self.wholes

    def outcome(self, chosen: Sequence[Candidate]) -> Outcome:
        """How it comes out for the chosen candidates."""
        left = [self.part_amount(chosen[cell]) for cell in self.parts]
        right = [self.whole_amount(chosen[cell]) for cell in self.wholes]
        known = [amount for amount in left + right if amount is not None]
        if len(known) < len(left) + len(right):
            return Outcome.CANNOT_TELL
        return Outcome.AGREES if sum(known[: len(left)]) == sum(known[len(left) :]) else Outcome.DISAGREES

    def outcomes(self, chosen: Sequence[Candidate]) -> Mapping[int, Outcome]:
        """See Tie."""
        return dict.fromkeys(self.cells, self.outcome(chosen))

    def weighed(self, beliefs: Sequence[Belief]) -> Mapping[int, Belief]:
        """See Tie."""
        amounts = [[self.part_amount(c) for c in beliefs[cell].candidates] for cell in self.parts]
        for cell in self.wholes:
            right = [self.whole_amount(c) for c in beliefs[cell].candidates]
            amounts.append([None if amount is None else -amount for amount in right])
        spreads = [_spread(beliefs[cell], found) for cell, found in zip(self.cells, amounts, strict=True)]
        before = _running_sums(spreads)
        after = _running_sums(spreads[::-1])[::-1]
        passes, fails = agreeing(self.wrong, self.chance), disagreeing(self.wrong, self.chance)
        result = {}
        for i, cell in enumerate(self.cells):
            rest_known = (1 - before[i].get(None, 0.0)) * (1 - after[i + 1].get(None, 0.0))
            weights = []
            for amount in amounts[i]:
                if amount is None:
                    weights.append(1.0)
                    continue
                meets = sum(
                    share * after[i + 1].get(-amount - total, 0.0)
                    for total, share in before[i].items()
                    if total is not None
                )
                weights.append(meets * passes + (rest_known - meets) * fails + (1 - rest_known))
            result[cell] = beliefs[cell].weighted(weights, 1.0)
        return result


Spread = dict[int | None, float]
"""Probability by amount; null: not known."""


def _spread(belief: Belief, amounts: Sequence[int | None]) -> Spread:
    spread: Spread = {}
    if belief.unnamed > 0:
        spread[None] = belief.unnamed
    for candidate, amount in zip(belief.candidates, amounts, strict=True):
        spread[amount] = spread.get(amount, 0.0) + candidate.probability
    return spread


def _running_sums(spreads: Iterable[Spread]) -> list[Spread]:
    """Distributions of the sum of the first 0, 1, 2, ... of the amounts."""
    sums: list[Spread] = [{0: 1.0}]
    for spread in spreads:
        found: Spread = {}
        for total, p in sums[-1].items():
            for amount, q in spread.items():
                key = None if total is None or amount is None else total + amount
                found[key] = found.get(key, 0.0) + p * q
        kept: Spread = {key: share for key, share in found.items() if key is not None and share >= LEAST_SHARE}
        unknown = 1.0 - sum(kept.values())
        if unknown > 0:
            kept[None] = unknown
        sums.append(kept)
    return sums


def weigh(beliefs: Sequence[Belief], ties: Iterable[Tie]) -> tuple[Belief, ...]:
    """The beliefs after all `ties`, applied in their order."""
    weighed = list(beliefs)
    for tie in ties:
        for cell, belief in tie.weighed(weighed).items():
            weighed[cell] = belief
    return tuple(weighed)


BEST_FIRST = (Outcome.AGREES, Outcome.DISAGREES, Outcome.CANNOT_TELL)
WORST_FIRST = (Outcome.DISAGREES, Outcome.AGREES, Outcome.CANNOT_TELL)


def outcomes(
    ties: Iterable[Tie], chosen: Sequence[Candidate], rank: tuple[Outcome, ...] = BEST_FIRST
) -> list[tuple[str, int, Outcome]]:
    """Name, cell and outcome of every check, one line per name and cell, in the ties' order.

    Of several outcomes of one name (a running number has two neighbours) the first in `rank` counts.
    """
    found: dict[tuple[str, int], Outcome] = {}
    for tie in ties:
        for cell, outcome in tie.outcomes(chosen).items():
            known = found.get((tie.name, cell), Outcome.CANNOT_TELL)
            found[tie.name, cell] = min(known, outcome, key=rank.index)
    return [(name, cell, outcome) for (name, cell), outcome in found.items()]
