from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.arithmetic import amount
from pipeline.evidence.belief import Belief, Candidate
from pipeline.evidence.joint import Outcome, SmallTie, SumTie, weigh
from pipeline.evidence.parse import Parsed
from pipeline.model import State

WRONG, CHANCE = 0.05, 0.1


def belief(shares: dict[int, float]) -> Belief:
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    found = tuple(Candidate(Parsed(State.VALUE, str(n)), str(n), share) for n, share in ordered)
    return Belief(found, max(0.0, 1.0 - sum(shares.values())))


@st.composite
def beliefs(draw: st.DrawFn) -> Belief:
    numbers = draw(st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True))
    weights = draw(st.lists(st.floats(0.05, 1.0), min_size=len(numbers), max_size=len(numbers)))
    named = draw(st.floats(0.5, 1.0))
    return belief({n: named * w / sum(weights) for n, w in zip(numbers, weights, strict=True)})


def by_hand(cells: list[Belief], agrees: object, cell: int) -> list[float]:
    """Marginals by going through every combination, unnamed readings weighing 1."""
    options = [[*b.candidates, None] for b in cells]
    weights = [0.0] * len(options[cell])
    for picks in product(*(range(len(o)) for o in options)):
        combination = [options[i][k] for i, k in enumerate(picks)]
        share = 1.0
        for b, c in zip(cells, combination, strict=True):
            share *= b.unnamed if c is None else c.probability
        factor = 1.0
        if None not in combination:
            factor = (1 - WRONG) / CHANCE if agrees([int(c.value) for c in combination]) else WRONG / (1 - CHANCE)
        weights[picks[cell]] += share * factor
    return [weight / sum(weights) for weight in weights]


@given(st.lists(beliefs(), min_size=2, max_size=4))
def test_sums_are_weighed_as_by_hand(cells: list[Belief]) -> None:
    tie = SumTie("total", tuple(range(len(cells) - 1)), (len(cells) - 1,), amount, amount, WRONG, CHANCE)
    after = weigh(cells, [tie])
    for cell, found in enumerate(after):
        expected = by_hand(cells, lambda numbers: sum(numbers[:-1]) == numbers[-1], cell)
        assert [c.probability for c in found.candidates] == pytest.approx(expected[:-1], abs=2e-3)
        assert sum(c.probability for c in found.candidates) + found.unnamed == pytest.approx(1.0)


@given(beliefs(), beliefs())
def test_small_ties_are_weighed_as_by_hand(one: Belief, other: Belief) -> None:
    def test(pair: tuple[Candidate, ...]) -> Outcome:
        return Outcome.AGREES if int(pair[0].value or 0) <= int(pair[1].value or 0) else Outcome.DISAGREES

    after = weigh([one, other], [SmallTie("most", (0, 1), test, WRONG, CHANCE)])
    for cell, found in enumerate(after):
        expected = by_hand([one, other], lambda numbers: numbers[0] <= numbers[1], cell)
        assert [c.probability for c in found.candidates] == pytest.approx(expected[:-1], abs=1e-9)


@given(st.lists(beliefs(), min_size=2, max_size=5))
def test_no_value_is_invented(cells: list[Belief]) -> None:
    tie = SumTie("total", tuple(range(len(cells) - 1)), (len(cells) - 1,), amount, amount, WRONG, CHANCE)
    for before, after in zip(cells, weigh(cells, [tie]), strict=True):
        assert [c.parsed for c in after.candidates] == [c.parsed for c in before.candidates]


def test_a_check_that_cannot_tell_changes_nothing() -> None:
    cells = [belief({1: 0.7, 2: 0.2}), belief({3: 0.9})]
    after = weigh(cells, [SmallTie("none", (0, 1), lambda _: Outcome.CANNOT_TELL, WRONG, CHANCE)])
    assert [c.probability for c in after[0].candidates] == pytest.approx([0.7, 0.2])


def test_an_unnamed_reading_that_fits_by_luck_gains_less() -> None:
    cells = [belief({1: 0.8}), belief({1: 0.8})]
    tie = SmallTie("same", (0, 1), lambda pair: Outcome.AGREES, WRONG, CHANCE, lucky=(0.9, 0.0))
    after = weigh(cells, [tie])
    assert after[0].unnamed > after[1].unnamed


def test_sums_that_cannot_be_read_are_left_open() -> None:
    unreadable = Candidate(Parsed(State.UNREADABLE), None, 1.0)
    tie = SumTie("total", (0,), (1,), amount, amount, WRONG, CHANCE)
    one = Candidate(Parsed(State.VALUE, "1"), "1", 1.0)
    assert tie.outcome([unreadable, one]) is Outcome.CANNOT_TELL
    assert tie.outcome([one, one]) is Outcome.AGREES
