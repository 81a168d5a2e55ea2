"""Columns are for what their headings say, where these say it clearly; else a person looks."""

import pytest

from pipeline.formfile import load_forms
from pipeline.layout.which_form.column_order import Placed, is_another_table, placed_columns

COLUMNS = next(form for form in load_forms() if form.key == "rekap-rt 4.16b").columns
PUS, WUS, PREGNANT = (
    next(at for at, column in enumerate(COLUMNS) if column.field.name == name)
    for name in ("couples_fertile", "women_fertile", "pregnant")
)
HEADINGS = {at: column.headings[0] for at, column in enumerate(COLUMNS)}
AS_PRINTED = tuple(Placed(at) for at in range(len(COLUMNS)))


def placed(changed: dict[int, str]) -> dict[int, Placed]:
    """What is not where the form has it, or is in doubt, by column."""
    found = placed_columns(COLUMNS, HEADINGS | changed)
    return {at: one for at, one in enumerate(found) if one != AS_PRINTED[at]}


def test_headings_in_the_forms_order_move_nothing() -> None:
    assert placed_columns(COLUMNS, HEADINGS) == AS_PRINTED
    assert placed_columns(COLUMNS, {}) == AS_PRINTED


@pytest.mark.parametrize("garbled", ["", "Ig | 2", "X", "JML"])
def test_a_heading_that_cannot_be_read_says_nothing(garbled: str) -> None:
    assert placed({PUS: garbled, PREGNANT: garbled}) == {}


def test_headings_that_change_places_take_their_columns_along() -> None:
    assert placed({PUS: "IBU HAMIL", PREGNANT: "PUS"}) == {PUS: Placed(PREGNANT), PREGNANT: Placed(PUS)}


def test_three_may_change_places() -> None:
    moved = placed({PUS: "WUS", WUS: "IBU HAMIL", PREGNANT: "PUS"})
    assert moved == {PUS: Placed(WUS), WUS: Placed(PREGNANT), PREGNANT: Placed(PUS)}


def test_one_letter_tells_two_columns_apart() -> None:
    male, female = (
        next(at for at, column in enumerate(COLUMNS) if column.field.name == f"members_{sex}")
        for sex in ("male", "female")
    )
    assert placed({male: "TOTAL P", female: "TOTAL L"}) == {male: Placed(female), female: Placed(male)}


@pytest.mark.parametrize("read", ["TOTAL L", "TOTAL L.", "TOTAL LI"])
def test_a_heading_more_like_that_of_the_column_it_gave_up_is_not_its_own(read: str) -> None:
    """TOTAL PEREMPUAN and TOTAL L exchanged: TOTAL L is like TOTAL P, and only one of both was doubted."""
    male, female = (
        next(at for at, column in enumerate(COLUMNS) if column.field.name == f"members_{sex}")
        for sex in ("male", "female")
    )
    found = placed({male: "TOTAL PEREMPUAN", female: read})
    assert set(found) == {male, female}
    assert all(not one.sure or one.column != at for at, one in found.items())


def test_where_only_one_of_two_is_read_both_wait_for_a_person() -> None:
    assert placed({PUS: "IBU HAMIL", PREGNANT: "mi | 3"}) == {
        PUS: Placed(PUS, sure=False),
        PREGNANT: Placed(PREGNANT, sure=False),
    }


def test_a_heading_twice_leaves_only_the_wrong_place_in_doubt() -> None:
    assert placed({PUS: "IBU HAMIL"}) == {PUS: Placed(PUS, sure=False)}


@pytest.mark.parametrize(("at", "misread"), [("members_female", "TOTAL L"), ("environment_health", "BERIS")])
def test_one_letter_misread_in_one_heading_is_not_heeded(at: str, misread: str) -> None:
    place = next(place for place, column in enumerate(COLUMNS) if column.field.name == at)
    assert placed({place: misread}) == {}


def test_a_heading_that_says_more_than_anothers_is_in_doubt_alone() -> None:
    """JENIS KELAMIN KETUA stood where the date of birth does: not sure enough for another, and nothing like its own."""
    (found,) = placed({PUS: "KESEHATAN LINGKUNGAN RT"}).items()
    assert (found[0], found[1].sure) == (PUS, False)


def test_two_poorly_read_headings_that_speak_for_each_other_wait_for_a_person() -> None:
    nursing = next(at for at, column in enumerate(COLUMNS) if column.field.name == "breastfeeding")
    doubted = {at: Placed(at, sure=False) for at in (PREGNANT, nursing)}
    assert placed({PREGNANT: "B MNYUS", nursing: "B HAM"}) == doubted
    assert placed({PREGNANT: "B HAM", nursing: "B MNYUS"}) == {}


@pytest.mark.parametrize("short", ["Pemanf. Pekar.", "Pemanfaatan Tanah Pekar", "PEMANF TANAH PEKARANGAN"])
def test_headings_of_words_cut_short_change_places_too(short: str) -> None:
    """`Kes Lingkungan` and `Pemanf Pekar` were not told from one misread letter, and the columns accepted exchanged."""
    names = [column.field.name for column in COLUMNS]
    yard, health = names.index("yard_use"), names.index("environment_health")
    assert placed({yard: "Kes Lingkungan", health: short}) == {yard: Placed(health), health: Placed(yard)}


def test_one_that_moves_alone_and_one_that_is_poorly_read_for_it_wait_for_a_person() -> None:
    names = [column.field.name for column in COLUMNS]
    yard, health = names.index("yard_use"), names.index("environment_health")
    read = {yard: "KESEHTN LINGKNGAN", health: "PEMNFATN TNH PKRNGN"}
    assert placed(read) == {yard: Placed(yard, sure=False), health: Placed(health, sure=False)}


def test_one_that_is_read_without_a_fault_over_anothers_column_waits_with_it_for_a_person() -> None:
    """JML KRT, its own column's heading unreadable, stood in the column of JML KK: six numbers accepted exchanged."""
    names = [column.field.name for column in COLUMNS]
    houses, families = names.index("households"), names.index("families")
    doubted = {at: Placed(at, sure=False) for at in (houses, families)}
    assert placed({houses: "R3", families: "JML KRT"}) == doubted
    assert placed({families: "JML KRT"}) == {families: Placed(families, sure=False)}


@pytest.mark.parametrize(
    ("shifted", "score", "another"), [(0, 0.7, False), (1, 0.7, False), (2, 0.9, False), (2, 0.7, True), (4, 0.9, True)]
)
def test_columns_that_stand_one_further_make_another_table(shifted: int, score: float, another: bool) -> None:
    """A sheet with a column more before some and one less behind them has as many, and was taken for the form."""
    headings = HEADINGS | {at + 1: HEADINGS[at] for at in range(PUS, PUS + shifted)}
    assert is_another_table(placed_columns(COLUMNS, headings), score) is another


def test_columns_that_change_places_are_no_other_table() -> None:
    headings = HEADINGS | {PUS: "IBU HAMIL", PREGNANT: "PUS"}
    assert not is_another_table(placed_columns(COLUMNS, headings), 0.7)
