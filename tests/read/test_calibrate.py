"""Calibration keeps order and sums, whatever the weights; the packaged table loads."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.form import Kind
from pipeline.model import Alternative, State
from pipeline.read.calibrate import FEATURES, Calibration, family, features, load_calibration
from pipeline.read.trace import UNASKED, Trace

SHARES = st.lists(st.floats(0.001, 1.0), min_size=1, max_size=6)


TRACES = st.builds(Trace, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.text(max_size=20))


@given(SHARES, TRACES, st.floats(0, 1), st.tuples(*[st.floats(-3, 3)] * len(FEATURES)))
def test_probabilities_stay_ordered_and_sum_to_at_most_one(shares, trace, quality, weights) -> None:
    total = sum(shares)
    raw = [Alternative(State.VALUE, str(at), share / total) for at, share in enumerate(sorted(shares, reverse=True))]
    found = Calibration({"counts": weights}).applied("counts", raw, trace, quality)
    assert [one.text for one in found] == [one.text for one in raw]
    assert all(0 <= one.probability <= 1 for one in found)
    assert sum(one.probability for one in found) <= 1 + 1e-9
    assert all(one.probability <= found[0].probability + 1e-9 for one in found)


def test_a_family_without_weights_keeps_its_shares() -> None:
    raw = (Alternative(State.VALUE, "3", 0.8), Alternative(State.VALUE, "8", 0.1))
    assert Calibration({}).applied("counts", raw, UNASKED, 1.0) == raw
    assert Calibration({}).applied("counts", (), UNASKED, 1.0) == ()


def test_families_part_by_kind_and_state() -> None:
    assert family(Kind.COUNT, Alternative(State.VALUE, "3", 1.0), False) == "counts"
    assert family(Kind.TICK_OR_COUNT, Alternative(State.VALUE, "tick", 1.0), False) == "marks"
    assert family(Kind.NAME, Alternative(State.BLANK, None, 1.0), False) == "blank"
    assert family(Kind.CHOICE, Alternative(State.BLANK, None, 1.0), False) == "options"
    assert family(Kind.CHOICE, Alternative(State.BLANK, None, 1.0), True) == "boxes"


def test_the_packaged_table_trusts_surer_readings_more() -> None:
    table = load_calibration()
    assert {"counts", "names", "dates", "blank"} <= set(table.weights)
    assert all(weights[0] > 0 for weights in table.weights.values())


def test_a_broken_table_is_a_configuration_error(tmp_path: Path) -> None:
    broken = tmp_path / "reading.toml"
    broken.write_text("[counts]\nshare = 1.0\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"reading\.toml"):
        load_calibration(broken)


def test_features_are_finite_at_the_ends() -> None:
    for share in (0.0, 1.0):
        assert abs(features([Alternative(State.VALUE, "3", share)], Trace(share, share, share, "3"), share)).max() < 20


def test_a_free_reading_that_says_the_same_is_known_whatever_its_case_and_marks() -> None:
    name = [Alternative(State.VALUE, "Siti Aminah", 0.9)]
    at = FEATURES.index("free")
    assert features(name, Trace(1.0, 1.0, 1.0, "SITI.AMINAH"), 1.0)[at] == 1
    assert features(name, Trace(1.0, 1.0, 1.0, "SITI AMINA"), 1.0)[at] == 0
    assert features(name, UNASKED, 1.0)[at] == 1


def test_writing_that_is_hardly_crossed_out_is_read() -> None:
    """`Pedagang` in a hand with level strokes was crossed out at 0.002, and nobody saw what it says."""
    struck, word, other = (
        Alternative(State.STRUCK, None, 0.9),
        Alternative(State.VALUE, "Pedagang", 0.08),
        Alternative(State.VALUE, "Pedangan", 0.01),
    )
    unlikely = Calibration({"struck": (*(0.0 for _ in FEATURES[:-1]), -4.0)})
    found = unlikely.applied("struck", (struck, word, other), UNASKED, 1.0)
    assert [one.text for one in found] == ["Pedagang", "Pedangan", None]
    assert found[0].probability <= 0.5
    likely = Calibration({"struck": (*(0.0 for _ in FEATURES[:-1]), 1.0)})
    assert likely.applied("struck", (struck, word, other), UNASKED, 1.0)[0].state is State.STRUCK
    assert unlikely.applied("struck", (struck,), UNASKED, 1.0)[0].state is State.STRUCK
