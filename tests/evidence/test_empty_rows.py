"""What is read in an empty row goes to a person; a row of which the name was forgotten is none."""

import pytest

from pipeline.evidence.empty_rows import BEGINNING_LOST, EMPTY_ROW
from pipeline.evidence.judge import judge
from pipeline.geometry import Box, PageMap
from pipeline.model import Alternative, Cell, Decision, Part, Reading, State
from pipeline.settings import Settings
from tests.evidence import written_pages
from tests.evidence.written_pages import codes, form

DUSUN = form("rekap-dusun", "III-16d")
NAME = DUSUN.columns[1].field.name


def judged(written: int, name: bool) -> list[tuple[str, Decision, bool]]:
    """The second row's cells but for those that are blank: the last `written` counts, and the name or not."""
    fields = [column.field for column in DUSUN.columns]
    readings = []
    for at, field in enumerate(fields):
        said = (at >= len(fields) - 1 - written and at < len(fields) - 1) or (name and field.name == NAME)
        state, text = (State.VALUE, "1") if said else (State.BLANK, None)
        cell = Cell(Part.TABLE, 1, field, Box(90 * at, 0, 90 * at + 90, 60))
        readings.append(Reading(cell, (Alternative(state, text, 0.9999),), 1.0, "digits 1"))
    values = judge(DUSUN, readings, codes(), PageMap(), Settings(), checks=lambda sheet: ())
    return [(v.field, v.decision, EMPTY_ROW in v.evidence) for v in values if v.state is State.VALUE]


@pytest.mark.parametrize("written", [1, 2, 5])
def test_a_few_signs_in_a_row_without_a_name_are_not_accepted(written: int) -> None:
    """The arc of a pale stamp over an empty row was one sticker and no PDAM, both accepted."""
    found = judged(written, name=False)
    assert len(found) == written
    assert all(told and decision is Decision.REVIEW for _, decision, told in found)


@pytest.mark.parametrize(("written", "name"), [(2, True), (20, False)])
def test_a_row_with_a_name_or_many_counts_is_written(written: int, name: bool) -> None:
    assert not any(told for *_, told in judged(written, name))


@pytest.mark.parametrize(("word", "told"), [("0", True), ("Siti Aminah", False)])
def test_a_mark_beside_what_is_no_word_either_is_not_accepted(word: str, told: bool) -> None:
    """A stamp's arc over a row of births was a certificate, accepted, for the name beside it was something, too."""
    births = form("ibu-bayi", "III-18a / 4.18a")
    readings = []
    for at, column in enumerate(births.columns):
        text = {"certificate_no": "tick", "deceased_name": word}.get(column.field.name)
        state = State.BLANK if text is None else State.VALUE
        cell = Cell(Part.TABLE, 1, column.field, Box(90 * at, 0, 90 * at + 90, 60))
        readings.append(Reading(cell, (Alternative(state, text, 0.9999),), 1.0, "digits 1"))
    values = judge(births, readings, codes(), PageMap(), Settings(), checks=lambda sheet: ())
    assert any(EMPTY_ROW in value.evidence for value in values) is told


def lost(numbers: str, names: str) -> set[tuple[int | None, str]]:
    """The row and field of what may be lost, of a recap whose rows have a number and a name where these say `x`."""
    recap = form("rekap-rt", "III-16b")
    counts = {column.field.name: "1" for column in recap.columns[2:] if column.field.name != "note"}
    rows: list[dict[str, written_pages.Written]] = [
        {"row_no": str(at + 1) if number == "x" else "", "dasawisma": "Melati" if name == "x" else "", **counts}
        for at, (number, name) in enumerate(zip(numbers, names, strict=True))
    ]
    values = written_pages.judged(recap, {"rt": "3"}, rows, row_count=len(rows) + 2)
    found = [value for value in values.values() if BEGINNING_LOST in value.evidence]
    assert all(value.decision is Decision.REVIEW for value in found)
    return {(value.row, value.field) for value in found}


def test_a_written_row_without_its_name_or_number_may_have_lost_it() -> None:
    """Single pale names, and a column of them, were blank, accepted."""
    assert lost("xxxx", "xx-x") == {(2, "dasawisma")}
    assert lost("xxxx", "----") == {(row, "dasawisma") for row in range(4)}
    assert lost("x-xx", "xxxx") == {(1, "row_no")}


def test_a_hand_that_does_not_number_its_rows_has_lost_nothing() -> None:
    assert not lost("x---", "xxxx")
    assert not lost("xxxx", "xxxx")
