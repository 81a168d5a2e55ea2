"""Items missing at the end of a form: many are a page cut off, beside one the last item is doubted."""

import pytest

from pipeline.form import Form
from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.layout.which_form.identify import Match
from pipeline.layout.which_form.lost_end import beside_lost_end, end_is_lost, missing_ends
from pipeline.model import Cell, Doubt, Part

MEMBER = next(form for form in load_forms() if form.form == "data-warga")
RECAP = next(form for form in load_forms() if form.form == "rekap-rt")


def cells(form: Form, without: int) -> list[Cell]:
    """Those of all required items but so many at the end."""
    required = [entry for entry in form.items if not entry.optional]
    kept = required[: len(required) - without]
    return [Cell(Part.ITEMS, None, entry.field, Box(0, 0, 9, 9)) for entry in kept]


@pytest.mark.parametrize(("missing", "lost"), [(0, False), (2, False), (3, True), (6, True)])
def test_the_end_is_lost_with_many_items(missing: int, lost: bool) -> None:
    assert end_is_lost(MEMBER, cells(MEMBER, missing)) is lost


def test_items_missing_in_the_midst_are_no_lost_end() -> None:
    found = cells(MEMBER, 0)
    assert not end_is_lost(MEMBER, found[:5] + found[-1:])
    assert beside_lost_end(MEMBER, found[:5] + found[-1:]) == (*found[:5], found[-1])


def test_the_item_before_a_missing_one_is_doubted() -> None:
    doubted = beside_lost_end(MEMBER, cells(MEMBER, 1))
    assert [cell.doubts for cell in doubted[:-1]] == [()] * (len(doubted) - 1)
    assert doubted[-1].doubts == (Doubt.PLACE,)


def test_a_form_without_items_has_no_end_to_lose() -> None:
    assert not RECAP.items
    assert not end_is_lost(RECAP, ())
    assert beside_lost_end(RECAP, ()) == ()


@pytest.mark.parametrize(
    ("read", "sides"),
    [
        (range(22), ()),
        (range(2, 22), ()),
        (range(3, 22), ("top",)),
        (range(14), ("bottom",)),
        (range(6, 16), ("top", "bottom")),
        (range(7), ()),
        (range(0, 22, 2), ()),
    ],
    ids=["all", "but two", "a later part", "an earlier part", "the midst", "few", "every second"],
)
def test_labels_of_a_part_of_the_form_tell_where_the_page_is_cut(read: range, sides: tuple[str, ...]) -> None:
    entries = [entry for entry in (*MEMBER.heads, *MEMBER.items) if not entry.optional]
    assert len(entries) == 22
    match = Match(MEMBER, 5, 0.3, (None, *(entries[at] for at in read)), frozenset(), True, 0.3)
    assert missing_ends(match) == sides
