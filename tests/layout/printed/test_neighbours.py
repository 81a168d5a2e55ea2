"""Pairs a certain way apart are found as if each were weighed against every other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.printed.neighbours import pairs_apart

PLACES = st.lists(st.integers(-40, 40).map(float), max_size=30)


@given(PLACES, st.integers(-9, 9), st.integers(0, 9))
def test_pairs_are_those_of_the_square(places: list[float], least: int, more: int) -> None:
    at = np.array(places, dtype=np.float64)
    first, second = pairs_apart(at, least, least + more)
    apart = at[None, :] - at[:, None]
    every = (apart >= least) & (apart <= least + more) & ~np.eye(len(at), dtype=bool)
    assert np.stack([first, second], axis=1).tolist() == np.argwhere(every).tolist()


def test_too_many_pairs_are_none() -> None:
    first, second = pairs_apart(np.zeros(100), -1, 1, most_pairs=9_000)
    assert not len(first)
    assert not len(second)
