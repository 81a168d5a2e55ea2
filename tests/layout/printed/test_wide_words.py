"""Words set as far apart as a typewriter sets them."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.geometry import Box
from pipeline.layout.printed.wide_words import with_wide_gaps

HEIGHT = 30.0


def word(left: float, width: float = 120, top: float = 200) -> Box:
    return Box(left, top, left + width, top + HEIGHT)


def test_words_a_blank_apart_are_one_label_and_more_are_not() -> None:
    first, second, third = word(100), word(255), word(500)
    assert with_wide_gaps([first, second, third], ()) == (first.union(second), third)


def test_a_label_goes_on_behind_a_sign_between_its_words() -> None:
    """`MCK & Septic Tank`: its last words made a label of their own, and two editions could not be told apart."""
    first, sign, last = word(100), word(240, width=25), word(290)
    assert with_wide_gaps([first, sign, last], ()) == (first.union(last),)


def test_an_items_number_stays_apart() -> None:
    number, label = word(100, width=40), word(170)
    assert with_wide_gaps([number, label], ()) == (number, label)


def test_what_a_colon_or_a_box_parts_stays_apart() -> None:
    first, second = word(100), word(250)
    assert with_wide_gaps([first, second], [Box(230, 206, 236, 226)]) == (first, second)


def test_words_on_other_lines_or_of_another_size_stay_apart() -> None:
    first = word(100)
    for other in (word(230, top=230), Box(230, 170, 400, 260)):
        assert set(with_wide_gaps([first, other], ())) == {first, other}


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(10, 200), st.integers(0, 3)), max_size=12))
def test_nothing_is_lost(places: list[tuple[int, int, int]]) -> None:
    pieces = list(dict.fromkeys(word(left, width, 100.0 * line) for left, width, line in places))
    joined = with_wide_gaps(pieces, ())
    assert all(any(box.union(piece) == box for box in joined) for piece in pieces)
