"""Lines of wrapped labels go with the label they are set closer to, wherever its colon stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.geometry import Box
from pipeline.layout.labelling.between_colons import settled
from pipeline.layout.labelling.labels import find_labels
from pipeline.layout.printed.print_lines import PrintLines

PX_PER_MM = 10.0


def line(top: float, width: float = 300, left: float = 100) -> Box:
    return Box(left, top, left + width, top + 32)


def colon_beside(line: Box) -> Box:
    return Box(500, line.top + 12, 506, line.top + 32)


@pytest.mark.parametrize("beside", [0, 2], ids=("the first line", "the last line"))
def test_labels_of_three_lines_stay_whole(beside: int) -> None:
    """`Jumlah Anggota` went with `Rumah Tangga :` above it: three heads of a page were not found."""
    tops = [[100 + 165 * label + 52 * at for at in range(3)] for label in range(3)]
    lines = [[line(top) for top in label] for label in tops]
    colons = tuple(colon_beside(label[beside]) for label in lines)
    found = PrintLines(tuple(piece for label in lines for piece in label), (), colons, (), ())
    assert [list(label.pieces) for label in find_labels(found, PX_PER_MM)] == lines


def test_where_all_lines_are_as_far_apart_the_nearest_colon_says() -> None:
    upper, middle, lower = line(100), line(160), line(220)
    assert settled([[upper, middle], [lower]], [upper, lower], lambda *_: True, PX_PER_MM) == [[upper, middle], [lower]]


def test_numbers_of_items_say_more_than_room_does() -> None:
    upper, middle, lower = line(100), line(150), line(220)
    claimed = [[upper], [middle, lower]]
    assert settled(claimed, [upper, lower], lambda one, other: one is other, PX_PER_MM) == claimed


def test_a_number_far_above_does_not_part_lines_of_labels_below_it() -> None:
    """`2.` before `Jumlah 3 Buta` was too far from `Jumlah Lansia` to be its own, and parted it from `Jumlah Ibu`,
    whose `Menyusui`, with its tail, is nearer to the colon below."""
    number = Box(60, 102, 84, 130)
    first, upper, tailed, lower = line(100), line(280), Box(100, 338, 400, 384), line(402)
    colons = tuple(colon_beside(one) for one in (first, upper, lower))
    labels = find_labels(PrintLines((number, first, upper, tailed, lower), (), colons, (), ()), PX_PER_MM)
    assert [label.pieces for label in labels] == [(first,), (upper, tailed), (lower,)]


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 3)), min_size=1, max_size=12, unique_by=lambda at: at[0]))
def test_no_line_is_lost_or_given_twice(places: list[tuple[int, int]]) -> None:
    lines = [line(top, left=100 + 10 * aside) for top, aside in sorted(places)]
    claimed = [lines[::2], lines[1::2]]
    after = settled(claimed, [lines[0], lines[-1]], lambda *_: True, PX_PER_MM)
    assert sorted(after[0] + after[1]) == sorted(lines)
