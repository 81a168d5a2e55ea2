from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tables.suppression import suppressed


def worlds(total: int, categories: int) -> list[tuple[int, ...]]:
    return [c for c in product(range(total + 1), repeat=categories) if sum(c) == total]


def possible_values(
    counts: dict[str, int], cells: dict[str, frozenset[str]], hidden: frozenset[str], cell: str
) -> set[int]:
    """What an outsider who knows all published sums and the grand total can still believe of a cell, by brute force."""
    names = sorted(counts)
    found = set()
    for numbers in worlds(sum(counts.values()), len(names)):
        world = dict(zip(names, numbers, strict=True))
        same = all(
            sum(world[c] for c in members) == sum(counts[c] for c in members)
            for name, members in cells.items()
            if name not in hidden
        )
        if same:
            found.add(sum(world[c] for c in cells[cell]))
    return found


def check(counts: dict[str, int], cells: dict[str, frozenset[str]], least: int) -> frozenset[str]:
    everyone = frozenset(counts)
    hidden = suppressed(counts, cells, [everyone], least)
    for name, members in cells.items():
        if sum(counts[c] for c in members) < least:
            assert name in hidden
            if sum(counts.values()) > 0:
                assert len(possible_values(counts, cells, hidden, name)) > 1
    return hidden


@given(st.lists(st.integers(0, 5), min_size=2, max_size=4), st.integers(2, 4))
@settings(max_examples=60, deadline=None)
def test_single_cells_cannot_be_worked_out(numbers: list[int], least: int) -> None:
    counts = {f"c{i}": n for i, n in enumerate(numbers)}
    check(counts, {name: frozenset({name}) for name in counts}, least)


@given(st.lists(st.integers(0, 5), min_size=3, max_size=3), st.integers(2, 4))
@settings(max_examples=60, deadline=None)
def test_with_without_and_unknown_cannot_be_worked_out(numbers: list[int], least: int) -> None:
    counts = dict(zip(("pdam", "well", "unknown"), numbers, strict=True))
    cells = {}
    for answer, other in (("pdam", "well"), ("well", "pdam")):
        cells[f"{answer}_with"] = frozenset({answer})
        cells[f"{answer}_without"] = frozenset({other})
        cells[f"{answer}_unknown"] = frozenset({"unknown"})
    check(counts, cells, least)


def test_nothing_small_nothing_hidden() -> None:
    counts = {"yes": 7, "no": 9}
    assert suppressed(counts, {n: frozenset({n}) for n in counts}, [frozenset(counts)], 5) == frozenset()


def test_as_few_as_it_takes() -> None:
    counts = {"yes": 12, "no": 8, "unknown": 0}
    hidden = suppressed(counts, {n: frozenset({n}) for n in counts}, [frozenset(counts)], 5)
    assert hidden == {"unknown", "no"}


def test_a_second_small_count_is_cover_only_if_someone_is_there() -> None:
    counts = {"yes": 20, "no": 0, "unknown": 0}
    hidden = suppressed(counts, {n: frozenset({n}) for n in counts}, [frozenset(counts)], 5)
    assert hidden == {"yes", "no", "unknown"}


def test_without_a_known_total_one_is_enough() -> None:
    counts = {"yes": 12, "no": 3}
    assert suppressed(counts, {n: frozenset({n}) for n in counts}, [], 5) == {"no"}


@pytest.mark.parametrize("least", [0, 1])
def test_nobody_may_be_a_count(least: int) -> None:
    counts = {"yes": 1, "no": 1}
    assert suppressed(counts, {n: frozenset({n}) for n in counts}, [frozenset(counts)], least) == frozenset()
