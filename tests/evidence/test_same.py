from __future__ import annotations

from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.belief import Belief, Candidate
from pipeline.evidence.joint import Outcome, agreeing, disagreeing, weigh
from pipeline.evidence.parse import Parsed
from pipeline.evidence.same import SameTie
from pipeline.model import State

WRONG, CHANCE = 0.05, 0.2


def belief(**shares: float) -> Belief:
    found = tuple(Candidate(Parsed(State.VALUE, word), word, share) for word, share in shares.items())
    return Belief(found, max(0.0, 1.0 - sum(shares.values())))


def said(candidate: Candidate) -> Hashable | None:
    return None if candidate.value == "x" else candidate.value


def tie(cells: int, **more: object) -> SameTie:
    return SameTie("same", tuple(range(cells)), (said,) * cells, WRONG, CHANCE, **more)  # type: ignore[arg-type]


@given(st.floats(0.05, 0.9), st.floats(0.05, 0.9))
def test_two_writings_are_weighed_as_by_hand(one: float, other: float) -> None:
    cells = [belief(a=one, b=(1 - one) * 0.8), belief(a=other, b=(1 - other) * 0.8)]
    after = weigh(cells, [tie(2)])[0]
    passes, fails = agreeing(WRONG, CHANCE), disagreeing(WRONG, CHANCE)
    b = (1 - other) * 0.8
    weights = [
        one * (other * passes + b * fails + cells[1].unnamed),
        (1 - one) * 0.8 * (b * passes + other * fails + cells[1].unnamed),
        cells[0].unnamed,
    ]
    assert [c.probability for c in after.candidates] == pytest.approx([w / sum(weights) for w in weights[:2]])


def test_of_three_writings_only_the_one_that_differs_disagrees() -> None:
    cells = [belief(a=1.0), belief(a=1.0), belief(b=1.0)]
    found = tie(3).outcomes([cell.candidates[0] for cell in cells])
    assert [found[at] for at in range(3)] == [Outcome.AGREES, Outcome.AGREES, Outcome.DISAGREES]


def test_what_says_nothing_cannot_tell_and_is_not_weighed() -> None:
    cells = [belief(x=0.7, a=0.2), belief(a=1.0)]
    assert set(tie(2).outcomes([cell.candidates[0] for cell in cells]).values()) == {Outcome.CANNOT_TELL}
    nothing = weigh([belief(x=0.7, a=0.2), belief(x=1.0)], [tie(2)])
    assert [c.probability for c in nothing[0].candidates] == pytest.approx([0.7, 0.2])


def test_many_writings_of_one_hand_are_one_witness() -> None:
    doubtful = belief(a=0.6, b=0.3)
    one = weigh([doubtful, belief(a=1.0)], [tie(2)])[0].candidates[0].probability
    many = weigh([doubtful, *[belief(a=1.0)] * 5], [tie(6)])[0].candidates[0].probability
    assert many == pytest.approx(one)


def test_only_near_cells_bear_on_a_cell() -> None:
    cells = [belief(a=0.6, b=0.3), belief(a=0.9), belief(b=1.0), belief(b=1.0)]
    near = weigh(cells, [tie(4, near=1)])[0].candidates[0].probability
    assert near > weigh(cells, [tie(4)])[0].candidates[0].probability


def test_cells_written_in_different_ways_confirm_each_other_more() -> None:
    cells = [belief(a=0.6, b=0.3), belief(a=1.0)]
    alike = weigh(cells, [tie(2, ways=(1, 1), chance_apart=0.01)])[0].candidates[0].probability
    apart = weigh(cells, [tie(2, ways=(1, 2), chance_apart=0.01)])[0].candidates[0].probability
    assert apart > alike


def test_what_seems_sure_is_misread_alike_and_gains_less_by_agreement() -> None:
    agree = {"chance_sure": 0.9}
    doubtful, sure = belief(a=0.4, b=0.1), belief(a=0.95, b=0.02)
    plain = [weigh([one, belief(a=1.0)], [tie(2)])[0].candidates[0].probability for one in (doubtful, sure)]
    heeded = [weigh([one, belief(a=1.0)], [tie(2, **agree)])[0].candidates[0].probability for one in (doubtful, sure)]
    assert heeded[0] == plain[0]
    assert 0.95 < heeded[1] < plain[1]
