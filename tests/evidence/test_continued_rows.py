"""A name that may go on in the next row goes to a person; a row with more in it, and a list of names, are rows."""

import pytest

from pipeline.evidence.continued_rows import CONTINUED
from pipeline.model import Decision
from tests.evidence import written_pages
from tests.evidence.written_pages import form

RECAP = form("rekap-rt", "III-16b")
COUNTS = {column.field.name: "1" for column in RECAP.columns[2:] if column.field.name != "note"}


def told(*rows: dict[str, written_pages.Written]) -> set[tuple[int | None, str]]:
    """Row and field of what may go on, or be the end of what does."""
    values = written_pages.judged(RECAP, {"rt": "3"}, rows, row_count=len(rows) + 2)
    found = [value for value in values.values() if CONTINUED in value.evidence]
    assert all(value.decision is Decision.REVIEW for value in found)
    return {(value.row, value.field) for value in found}


def row(number: str, name: str, **others: written_pages.Written) -> dict[str, written_pages.Written]:
    return {"row_no": number, "dasawisma": name, **others}


@pytest.mark.parametrize("number", ["", "3"], ids=["no number", "numbered in print"])
def test_a_name_alone_below_a_written_row_and_the_one_above_are_told(number: str) -> None:
    """Both were accepted, each as a name of its own."""
    rows = [row("1", "Melati", **COUNTS), row("2", "Kenanga", **COUNTS), row(number, "Indah")]
    assert told(*rows) == {(1, "dasawisma"), (2, "dasawisma")}


@pytest.mark.parametrize(
    "last", [row("3", "Mawar", households="4"), row("3", ""), row("3", "", households="4")], ids=["two", "none", "one"]
)
def test_rows_with_more_than_a_word_or_without_are_not(last: dict[str, written_pages.Written]) -> None:
    assert not told(row("1", "Melati", **COUNTS), row("2", "Kenanga", **COUNTS), last)


def test_nor_is_a_list_of_names() -> None:
    assert not told(row("1", "Melati"), row("2", "Kenanga"), row("3", "Mawar"))
