from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.decide import Judged, decide, usable
from pipeline.form import Kind
from pipeline.model import Decision, State
from pipeline.settings import Settings

CELLS = st.lists(
    st.builds(
        Judged,
        st.sampled_from([Kind.COUNT, Kind.NAME]),
        st.sampled_from([State.VALUE, State.BLANK, State.NONE]),
        st.floats(0.9, 1.0),
        st.booleans(),
    ),
    max_size=30,
)


def counts(*confidences: float) -> list[Judged]:
    return [Judged(Kind.COUNT, State.VALUE, confidence, True) for confidence in confidences]


@given(CELLS, st.sampled_from([0.001, 0.003, 0.02]))
def test_the_mean_doubt_of_what_is_accepted_stays_within_the_accepted_error(cells: list[Judged], error: float) -> None:
    decisions = decide(cells, Settings(accepted_error=error))
    for kind in (Kind.COUNT, Kind.NAME):
        for blank in (True, False):
            taken = [
                1 - cell.confidence
                for cell, decision in zip(cells, decisions, strict=True)
                if cell.kind is kind and (cell.state is State.BLANK) is blank and decision is Decision.ACCEPTED
            ]
            assert not taken or sum(taken) / len(taken) <= error + 1e-6


@given(CELLS, st.randoms())
def test_the_order_of_cells_does_not_matter(cells: list[Judged], chance: random.Random) -> None:
    order = list(range(len(cells)))
    chance.shuffle(order)
    shuffled = decide([cells[i] for i in order], Settings())
    straight = decide(cells, Settings())
    accepted = sorted(cells[i].confidence for i in order if straight[i] is Decision.ACCEPTED)
    assert sorted(
        cells[i].confidence for i, decision in zip(order, shuffled, strict=True) if decision is Decision.ACCEPTED
    ) == pytest.approx(accepted)


def test_the_surest_come_first() -> None:
    decisions = decide(counts(0.99, 0.9999, 0.97, 0.9999, 0.9999), Settings(accepted_error=0.003))
    assert decisions == (Decision.ACCEPTED, Decision.ACCEPTED, Decision.REVIEW, Decision.ACCEPTED, Decision.ACCEPTED)


def test_one_cell_alone_must_be_as_sure_as_the_owner_asks() -> None:
    assert decide(counts(0.997), Settings(accepted_error=0.003)) == (Decision.ACCEPTED,)
    assert decide(counts(0.9969), Settings(accepted_error=0.003)) == (Decision.REVIEW,)


def test_sure_neighbours_carry_a_doubtful_cell_only_so_far() -> None:
    decisions = decide(counts(*[1.0] * 50, 0.98), Settings(accepted_error=0.003))
    assert decisions[-1] is Decision.REVIEW


def test_blank_cells_do_not_carry_written_ones() -> None:
    blank = [Judged(Kind.COUNT, State.BLANK, 1.0, True)] * 50
    assert decide([*blank, *counts(0.99)], Settings(accepted_error=0.003))[-1] is Decision.REVIEW


def test_what_is_of_no_use_is_never_accepted() -> None:
    assert not usable(State.UNREADABLE, False)
    assert not usable(State.STRUCK, False), "a stray line may have made a value look so"
    assert not usable(State.VALUE, False)
    assert not usable(State.DITTO, False)
    assert usable(State.DITTO, True)
    assert usable(State.NONE, False)
    assert usable(State.BLANK, False)
    assert decide([Judged(Kind.COUNT, State.VALUE, 1.0, False)], Settings()) == (Decision.REVIEW,)
