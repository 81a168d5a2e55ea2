"""Rulings are found whatever crosses, breaks or bends them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.layout.lines.rulings import Ruling, horizontal_rulings, straight_at, vertical_rulings
from tests.layout.drawing import PX_PER_MM, bent, broken, inked, line, paper, word


@pytest.mark.parametrize("weight", [1, 2, 4, 6])
def test_lines_of_any_weight_lie_where_they_were_drawn(weight: int) -> None:
    sheet = paper()
    for y in (200, 700, 1300):
        line(sheet, (100, y), (2300, y), weight)
    found = horizontal_rulings(inked(sheet), PX_PER_MM)
    assert [ruling.middle for ruling in found] == pytest.approx([200.5, 700.5, 1300.5], abs=1.1)
    assert all(ruling.length > 2100 for ruling in found)
    assert all(abs(ruling.weight_px - weight) <= 1.1 for ruling in found)


def test_upright_rulings_too() -> None:
    sheet = paper()
    line(sheet, (333, 100), (333, 1500))
    (found,) = vertical_rulings(inked(sheet), PX_PER_MM)
    assert found.middle == pytest.approx(333.5, abs=1)
    assert found.start < 140
    assert found.end > 1460


def test_a_bent_line_is_followed() -> None:
    sheet = paper()
    line(sheet, (100, 500), (2300, 500))
    (found,) = horizontal_rulings(inked(bent(sheet, 14.0)), PX_PER_MM)
    x = np.linspace(200, 2200, 9)
    assert found.at(x) == pytest.approx(500.5 + 14 * np.sin(np.pi * x / 2400), abs=1.6)


def test_a_line_with_a_fifth_missing_is_still_seen_nearly_everywhere() -> None:
    sheet = paper()
    line(sheet, (100, 500), (2300, 500))
    broken(sheet, 0.2, seed=3)
    found = horizontal_rulings(inked(sheet), PX_PER_MM)
    assert found
    assert sum(ruling.length for ruling in found) > 0.8 * 2200
    assert all(abs(ruling.middle - 500.5) < 1 for ruling in found)


def test_words_and_blots_are_no_rulings() -> None:
    sheet = paper()
    for y in range(100, 1500, 90):
        word(sheet, 100, y, letters=60)
    sheet[1400:1590, 1500:2300] = 0
    assert vertical_rulings(inked(sheet), PX_PER_MM) == ()


@pytest.mark.parametrize(("inked_px", "rulings"), [(18, 0), (19, 1)])
def test_dashes_are_no_ruling_however_near_they_come_to_one(inked_px: int, rulings: int) -> None:
    """Of 29 pixels 18 were enough for a while: the rows of a dashed table were lost, and the page refused."""
    ink = np.zeros((29 * 40, 400), np.uint8)
    for strip in range(40):
        ink[29 * strip : 29 * strip + inked_px, 200:203] = 255
    assert len(vertical_rulings(ink, 11.68)) == rulings


def test_covered_tells_where_a_ruling_has_a_gap() -> None:
    sheet = paper()
    line(sheet, (300, 100), (300, 700))
    line(sheet, (300, 760), (300, 1500))
    (found,) = [ruling for ruling in vertical_rulings(inked(sheet), PX_PER_MM) if ruling.start < 300]
    assert found.covered(150, 650) > 0.9
    assert found.covered(705, 755) < 0.6


@settings(max_examples=15, deadline=None)
@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 200), st.integers(1, 200)), elements=st.sampled_from([0, 255])))
def test_any_ink_is_taken_without_an_error(ink: np.ndarray) -> None:
    for found in (horizontal_rulings(ink, PX_PER_MM), vertical_rulings(ink, PX_PER_MM)):
        for ruling in found:
            assert ruling.start <= ruling.end
            assert np.isfinite(ruling.across).all()


def test_one_place_is_where_it_is_among_many_to_the_bit() -> None:
    rng = np.random.default_rng(3)
    along = np.arange(10.0, 900.0, 29.5)
    ruling = Ruling(along, 400 + rng.normal(0, 2, len(along)).cumsum(), 29.5, 3.0)
    places = np.concatenate([rng.uniform(-200, 1200, 500), along, [along[0] - 1e-9, along[-1] + 1e-9]])
    among = ruling.at(places)
    assert all(float(ruling.at(float(place))) == y for place, y in zip(places, among.tolist(), strict=True))
    short = Ruling(along[:3], np.array([5.0, 6.0, 7.0]), 29.5, 3.0)
    assert float(short.at(0.0)) == float(short.at(np.array([0.0]))[0])


def test_a_straight_line_through_points_is_that_of_least_squares() -> None:
    rng = np.random.default_rng(4)
    along = np.sort(rng.uniform(0, 3000, 40))
    across, at = 0.02 * along + rng.normal(0, 3, 40), np.array([-500.0, 0.0, 4000.0])
    assert straight_at(along, across, at) == pytest.approx(np.polyval(np.polyfit(along, across, 1), at))
