"""Doubts of layout that sums answer, and those that they leave."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.evidence.answered import BY_SUM, BY_TWO, confirmed_twice
from pipeline.evidence.book_decisions import decided
from pipeline.evidence.joint import OVERRULED
from pipeline.evidence.judge import DOUBTED, judge
from pipeline.geometry import PageMap
from pipeline.model import Decision, Doubt, FieldValue
from tests.evidence.written_pages import CERTAIN, Written, codes, form, forms, page, readings

RECAP = form("rekap-rt", "III-16b")
HEAD = {"rt": "3", "rw": "1", "desa": "Pacul", "year": "2019"}
NAME = "families"


def doubted(said: tuple[Written, ...], total: Written, doubt: Doubt, row: int | None = 1) -> FieldValue:
    """The value of a column's cell that is in doubt."""
    rows = [{"row_no": str(at + 1), "dasawisma": "Melati", NAME: one} for at, one in enumerate(said)]
    read = [
        replace(one, cell=one.cell.doubted(doubt)) if (one.cell.row, one.cell.field.name) == (row, NAME) else one
        for one in readings(RECAP, HEAD, rows, {NAME: total})
    ]
    values = judge(RECAP, read, codes(), PageMap(), CERTAIN)
    (value,) = [one for one in values if (one.row, one.field) == (row, NAME)]
    return value


@pytest.mark.parametrize("doubt", sorted(BY_SUM))
@pytest.mark.parametrize("row", [1, None])
def test_a_column_that_adds_up_hides_nothing(doubt: Doubt, row: int | None) -> None:
    value = doubted(("12", "31", "9"), "52", doubt, row)
    assert value.decision is Decision.ACCEPTED and DOUBTED[doubt] not in value.evidence


@pytest.mark.parametrize(
    ("said", "total"),
    [
        (("12", "31", "9"), "51"),
        (("12", "31", "9"), ""),
        (("", "31", ""), "31"),
        (("12", "31", "?"), "52"),
        (("12", [("51", 0.6), ("31", 0.4)], "9"), "52"),
        ((("12", [("31", 0.99)], [("9", 0.8), ("4", 0.2)])), "52"),
    ],
    ids=["another sum", "no JUMLAH", "one number alone", "one unreadable", "chosen for its sum", "another unsure"],
)
def test_else_a_person_looks(said: tuple[Written, ...], total: Written) -> None:
    value = doubted(said, total, Doubt.COVERED)
    assert value.decision is Decision.REVIEW and DOUBTED[Doubt.COVERED] in value.evidence


@pytest.mark.parametrize("doubt", [Doubt.OVERLAID, Doubt.HEADING, Doubt.BETWEEN, Doubt.CORRECTED])
def test_nor_does_a_sum_tell_rows_columns_and_what_was_meant(doubt: Doubt) -> None:
    assert doubted(("12", "31", "9"), "52", doubt).decision is Decision.REVIEW


@pytest.mark.parametrize(
    ("doubt", "evidence", "decision"),
    [
        (Doubt.CORRECTED, ("total:agrees", "below:agrees"), Decision.ACCEPTED),
        (Doubt.HEADING, ("total:agrees", "copied:agrees"), Decision.ACCEPTED),
        (Doubt.OVERLAID, ("total:agrees", "below:agrees"), Decision.REVIEW),
        (Doubt.CORRECTED, ("total:agrees",), Decision.REVIEW),
        (Doubt.CORRECTED, ("total:agrees", "below:disagrees"), Decision.REVIEW),
    ],
)
def test_another_sheet_answers_what_a_sum_leaves(doubt: Doubt, evidence: tuple[str, ...], decision: Decision) -> None:
    rows = [{"row_no": str(at + 1), "dasawisma": "Melati", NAME: one} for at, one in enumerate(("12", "31"))]
    read = page(RECAP, HEAD, rows, {NAME: "43"})
    assert read.content is not None
    values = tuple(
        replace(one, evidence=(*evidence, DOUBTED[doubt]), decision=Decision.REVIEW)
        if (one.row, one.field) == (1, NAME)
        else one
        for one in read.content.values
    )
    changed = replace(read, content=replace(read.content, values=values))
    (settled,) = decided([changed], {(one.form, one.edition): one for one in forms()}, (), CERTAIN)
    assert settled.content is not None
    (value,) = [one for one in settled.content.values if (one.row, one.field) == (1, NAME)]
    assert value.decision is decision


def test_what_crosses_out_is_not_answered() -> None:
    assert not {Doubt.OVERLAID, Doubt.CANCELLED} & (BY_SUM | BY_TWO)
    assert not confirmed_twice(("below:agrees", "copied:agrees"))


@pytest.mark.parametrize(
    ("households", "total", "likely"), [("12", "14", True), ("12", "", False), ("", "14", False)], ids=str
)
def test_what_two_sums_ask_for_is_likely_enough(households: str, total: str, likely: bool) -> None:
    """The reader takes the 9 for a 4 rather; what the row and the column add up to is 9."""
    row = {"row_no": "1", "dasawisma": "Melati", "house_healthy": [("4", 0.5), ("9", 0.45)], "house_unhealthy": "3"}
    rows = [{**row, "households": households}, {"row_no": "2", "dasawisma": "Mawar", "house_healthy": "5"}]
    values = judge(RECAP, readings(RECAP, HEAD, rows, {"house_healthy": total}), codes(), PageMap(), CERTAIN)
    (value,) = [one for one in values if (one.row, one.field) == (0, "house_healthy")]
    assert value.value == "9"
    assert (OVERRULED in value.evidence) is not likely
