"""A table that lost a column, or seems to have one more, is not taken for another edition's as wide as that."""

from __future__ import annotations

import pytest

from pipeline.formfile import load_forms
from pipeline.layout.which_form.identify import Match
from pipeline.layout.which_form.other_edition import in_order, rather_of

FORMS = {form.key: form for form in load_forms()}
OLD, NEW = FORMS["rekap-dasawisma III-16a"], FORMS["rekap-dasawisma 4.16a"]


def match(key: str, without_columns: float = 1.0, fit: bool = True) -> Match:
    return Match(FORMS[key], 20.0, 0.9, (), frozenset(), fit, without_columns)


def headings(key: str, *lost: int) -> dict[int, str]:
    texts = [column.headings[0] for column in FORMS[key].columns]
    return dict(enumerate(text for at, text in enumerate(texts) if at not in lost))


@pytest.mark.parametrize("lost", range(1, 29))
def test_the_table_of_a_form_that_lost_a_column_is_not_the_other_editions(lost: int) -> None:
    """One with its BERAS and NON BERAS in one column was read as the edition that has a column less."""
    rather = rather_of([match(NEW.key), match(OLD.key, fit=False)], headings(OLD.key, lost))
    assert rather is not None
    assert rather.form is OLD


def joined(key: str, first: int) -> dict[int, str]:
    """The headings with two of them in one column."""
    texts = [column.headings[0] for column in FORMS[key].columns]
    return dict(enumerate([*texts[:first], f"{texts[first]} {texts[first + 1]}", *texts[first + 2 :]]))


@pytest.mark.parametrize("first", range(1, 28))
def test_two_headings_that_became_one_are_no_other_editions_where_the_rest_of_the_page_is_not(first: int) -> None:
    """SPAL and JAMBAN in one column read as SPAL, and a page III-16a was read as 4.16a, whatever its number said."""
    rather = rather_of([match(NEW.key, 0.5), match(OLD.key, 1.0, fit=False)], joined(OLD.key, first))
    assert rather is not None
    assert rather.form is OLD


def test_two_headings_that_became_one_and_read_as_either_are_no_other_editions_where_nothing_else_tells() -> None:
    read = joined(OLD.key, 17) | {17: "MEMILIKI SPAL DAN PENYERAPAN AIR MEMILIKI JAMBAN"}
    rather = rather_of([match(NEW.key), match(OLD.key, fit=False)], read)
    assert rather is not None
    assert rather.form is OLD


def test_a_form_with_no_column_but_the_others_is_itself_by_its_title() -> None:
    key, wider = "rekap-rt III-16b", "rekap-rw III-16c"
    assert rather_of([match(key), match(wider, 0.95, fit=False)], headings(key)) is None
    # The title is not always read, and all of its headings are the wider form's, too.
    assert rather_of([match(key, 0.75), match(wider, 0.8, fit=False)], headings(key)) is None


@pytest.mark.parametrize("key", [OLD.key, NEW.key])
@pytest.mark.parametrize("unread", [(), (3, 4, 14, 15, 19, 20), tuple(range(0, 29, 2))])
def test_a_forms_own_headings_are_its_own_however_few_are_read(key: str, unread: tuple[int, ...]) -> None:
    read = {at: "" if at in unread else text for at, text in headings(key).items()}
    read[7], read[8] = read[8], read[7]  # exchanged by the printer
    other = OLD.key if key == NEW.key else NEW.key
    assert rather_of([match(key), match(other, fit=False)], read) is None


def test_a_form_of_other_labels_is_no_rival() -> None:
    assert rather_of([match(NEW.key), match(OLD.key, 0.6)], headings(OLD.key, 23)) is None


def test_headings_count_in_the_order_of_the_form() -> None:
    columns = NEW.columns[:6]
    assert in_order(["NO", "", "JML KK", "TOTAL L", "NO"], columns) == 3
    assert in_order([], columns) == 0
