"""Printed colons are told from a copier's specks."""

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.printed.colons import dot_pairs, printed_colons, run_together
from tests.layout.drawing import PX_PER_MM, colon, inked, paper, word


def line_of(left: float, middle: float) -> Box:
    """The print of a label, 30 px tall."""
    return Box(left, middle - 15, left + 200, middle + 15)


def pair(x: float, middle: float, tall: float = 24) -> Box:
    return Box(x - 3, middle - tall / 2, x + 3, middle + tall / 2)


def test_two_dots_are_a_pair_and_two_letters_are_none() -> None:
    sheet = paper()
    colon(sheet, 600, 300)
    word(sheet, 100, 300)
    (found,) = dot_pairs(inked(sheet), PX_PER_MM)
    assert found.contains(600, 300)


def test_the_dots_of_a_bold_colon_are_a_pair() -> None:
    sheet = paper()
    for y in (292, 310):
        sheet[y : y + 12, 594:606] = 0
    assert len(dot_pairs(inked(sheet), PX_PER_MM)) == 1


def test_no_pairs_are_told_from_grain() -> None:
    grain = (np.random.default_rng(3).random((1600, 2400)) < 0.02).astype(np.uint8) * 255
    assert dot_pairs(np.kron(grain[::4, ::4], np.ones((4, 4), np.uint8)), PX_PER_MM) == ()


def test_colons_in_a_column_stay_and_specks_go() -> None:
    pieces = [line_of(100, y) for y in (300, 380, 460)]
    title = line_of(600, 100)
    column = [pair(420, y + 3) for y in (300, 380, 460)]
    specks = [pair(830, 92, 12), pair(700, 200), pair(820, 104, 31)]
    assert printed_colons([*column, *specks], [*pieces, title], PX_PER_MM) == tuple(column)


def test_a_colon_between_the_lines_of_a_label_is_known_by_its_column() -> None:
    pieces = [line_of(100, y) for y in (300, 380, 460, 502)]
    column = [pair(420, 303), pair(420, 383), pair(420, 481)]
    assert printed_colons(column, pieces, PX_PER_MM) == tuple(column)


def test_a_lone_colon_beside_its_label_stays() -> None:
    assert printed_colons([pair(420, 303)], [line_of(100, 300)], PX_PER_MM) == (pair(420, 303),)


def test_two_specks_that_stand_askew_are_no_colon_though_as_tall_as_one() -> None:
    """`Balen` was a label for two specks behind it, and the value left of it ended there."""
    pieces = [line_of(100, y) for y in (300, 380, 460)]
    colons = [pair(600, y) for y in (300, 380, 460)]
    askew = Box(1000, 448, 1014, 472)
    assert printed_colons([*colons, askew], [*pieces, line_of(700, 460)], PX_PER_MM) == tuple(colons)


def test_two_specks_far_behind_one_of_many_labels_are_no_colon_on_a_speckled_page() -> None:
    """The dash behind `Jabatan` lay before them, and the value was blank, accepted."""
    labels = [line_of(100, y) for y in range(300, 800, 80)]
    specks, strays = pair(900, 463), [pair(300 * x, 1000 + 100 * x) for x in (1, 2, 4)]
    assert printed_colons([specks, *strays], labels, PX_PER_MM) == ()
    assert printed_colons([specks], labels, PX_PER_MM) == (specks,)
    assert printed_colons([specks, *strays], labels[:3], PX_PER_MM) == (specks,)
    near, colons = pair(340, 463), [pair(900, y) for y in (303, 463)]
    assert printed_colons([near, *strays], labels, PX_PER_MM) == (near,)
    assert printed_colons([*colons, *strays], labels, PX_PER_MM) == tuple(colons)


def test_two_dots_amid_the_letters_of_a_word_are_no_colon() -> None:
    """Those of an i and of what was left of a stroke began the head's name in the middle, accepted."""
    written = Box(500, 285, 700, 330)
    within, behind = pair(620, 303), pair(720, 303)
    assert printed_colons([within], [line_of(100, 300), written], PX_PER_MM) == ()
    assert printed_colons([behind], [line_of(100, 300), written], PX_PER_MM) == (behind,)


def test_nor_are_they_one_where_some_other_speck_lies_below_them() -> None:
    """In writing broken by a copier `Bojonegoro` began at its fifth letter, and `negoro` was accepted."""
    labels, written = [line_of(100, y) for y in (300, 380, 460)], Box(500, 285, 700, 330)
    within, stray = pair(620, 303), pair(624, 463)
    assert within not in printed_colons([within, stray], [*labels, written], PX_PER_MM)
    assert within in printed_colons([within, pair(620, 383), stray], [*labels, written], PX_PER_MM)


def test_colons_of_another_column_may_fill_more_pixels() -> None:
    """Three colons took 3 pixels, the two beside them 5: their labels were not found."""
    pieces = [*(line_of(100, y) for y in (300, 380, 460)), *(line_of(900, y) for y in (300, 380, 460))]
    narrow = [Box(420, y - 9, 423, y + 10) for y in (303, 383, 463)]
    wide = [Box(1220, y - 9, 1225, y + 10) for y in (303, 383)]
    assert printed_colons([*narrow, *wide], pieces, PX_PER_MM) == (*narrow, *wide)
    alone = Box(1320, 454, 1325, 473)
    assert printed_colons([*narrow, alone], pieces, PX_PER_MM) == tuple(narrow)


def test_dots_that_run_together_on_the_smaller_picture_are_a_pair_where_the_page_parts_them() -> None:
    """Labels of a blurred page were none, and which edition it is was not sure. A stroke is no pair: it may be a 1."""
    ink = np.zeros((300, 600), np.uint8)
    for x, gap in ((100, 1), (300, 0)):
        ink[100:112, x : x + 10] = ink[112 + gap : 124, x : x + 10] = 255
    small = np.zeros((150, 300), np.uint8)
    for x in (50, 150):
        small[50:62, x : x + 5] = 255
    assert run_together(small, PX_PER_MM / 2, ink, 2.0) == (Box(50, 50, 55, 62),)
