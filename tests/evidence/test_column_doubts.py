"""Columns that do not add up: strokes for none that are read as 1, and numbers too pale to be seen."""

from dataclasses import replace

import pytest

from pipeline.evidence.column_doubts import COLUMNS_APART, COUNT_MISSED, DITTO_OF_COUNT, NOTHING_LIKE_ONE
from pipeline.evidence.judge import DOUBTED, judge
from pipeline.form import Kind
from pipeline.geometry import PageMap
from pipeline.model import Decision, Doubt, FieldValue, Part, State
from tests.evidence.written_pages import CERTAIN, Written, codes, form, judged, readings

RECAP = form("rekap-rt", "III-16b")
HEAD = {"rt": "3", "rw": "1", "desa": "Pacul", "year": "2019"}
COLUMNS = ("families", "couples_fertile", "women_fertile", "elderly", "pregnant", "breastfeeding")
OF_STROKE, OF_REWRITTEN = DOUBTED[Doubt.STROKE], DOUBTED[Doubt.REWRITTEN]

Values = dict[tuple[str, int | None, str], FieldValue]


def rows(columns: dict[str, tuple[str, ...]]) -> list[dict[str, Written]]:
    count = len(next(iter(columns.values())))
    return [
        {"row_no": str(at + 1), "dasawisma": "Melati"} | {name: said[at] for name, said in columns.items()}
        for at in range(count)
    ]


def told(values: Values, evidence: str) -> set[tuple[int | None, str]]:
    return {(value.row, value.field) for value in values.values() if evidence in value.evidence}


def test_a_page_of_columns_that_count_more_than_their_jumlah_goes_to_a_person() -> None:
    """`/` for none was 1 in five columns, sure and accepted; the others are left alone."""
    columns = dict.fromkeys(COLUMNS, ("4", "1", "1"))
    totals = dict.fromkeys(COLUMNS[:4], "4") | dict.fromkeys(COLUMNS[4:], "6")
    values = judged(RECAP, HEAD, rows(columns), totals)
    assert told(values, COLUMNS_APART) == {(row, name) for name in COLUMNS[:4] for row in (0, 1, 2, None)}
    assert all(values["table", 1, name].decision is Decision.REVIEW for name in COLUMNS[:4])
    assert values["table", 1, "pregnant"].decision is Decision.ACCEPTED


def test_where_nearly_no_column_adds_up_the_whole_table_goes_to_a_person() -> None:
    """A line drawn through the heading put every row one off its place; what added up by chance was accepted."""
    columns = dict.fromkeys(COLUMNS, ("4", "1", "1")) | {"note": ("", "", "")}
    totals = dict.fromkeys(COLUMNS[:5], "3") | {COLUMNS[5]: "6", "note": ""}
    values = judged(RECAP, HEAD, rows(columns), totals)
    assert {value.decision for value in values.values() if value.part is not Part.HEAD} == {Decision.REVIEW}
    assert values["head", None, "rt"].decision is Decision.ACCEPTED


def test_where_two_columns_would_add_up_without_some_of_their_ones_these_go_to_a_person() -> None:
    columns = {"families": ("4", "1"), "elderly": ("7", "1"), "pregnant": ("0", "1")}
    values = judged(RECAP, HEAD, rows(columns), {"families": "4", "elderly": "7", "pregnant": "1"})
    assert told(values, COLUMNS_APART) == {(1, "families"), (1, "elderly")}


@pytest.mark.parametrize(("read", "total"), [(("4", "1"), "4"), (("4", "1"), "6"), (("4", "9"), "2")])
def test_one_wrong_sum_is_a_writers(read: tuple[str, str], total: str) -> None:
    columns = {"families": read, "elderly": ("7", "1"), "pregnant": ("0", "1")}
    values = judged(RECAP, HEAD, rows(columns), {"families": total, "elderly": "8", "pregnant": "1"})
    assert not told(values, COLUMNS_APART)


@pytest.mark.parametrize("left_out", ["", "~"])
def test_what_is_left_out_accounts_for_sums_that_are_larger(left_out: str) -> None:
    columns = dict.fromkeys(COLUMNS, ("4", left_out))
    assert not told(judged(RECAP, HEAD, rows(columns), dict.fromkeys(COLUMNS, "7")), COLUMNS_APART)


def test_what_is_hard_to_read_accounts_for_sums_that_are_smaller() -> None:
    columns = {name: ("4", [("9", 0.6), ("7", 0.3)], "2", "2", "2") for name in COLUMNS}
    written: list[dict[str, Written]] = [{name: said[at] for name, said in columns.items()} for at in range(5)]
    for at, row in enumerate(written):
        row |= {"row_no": str(at + 1), "dasawisma": "Melati"}
    assert not told(judged(RECAP, HEAD, written, dict.fromkeys(COLUMNS, "13")), COLUMNS_APART)


def test_a_blank_jumlah_where_most_are_written_is_not_accepted() -> None:
    """Single pale sums were blank, accepted."""
    columns = {"families": ("4", "3"), "elderly": ("7", "1"), "pregnant": ("0", "1"), "breastfeeding": ("0", "")}
    values = judged(RECAP, HEAD, rows(columns), {"families": "7", "elderly": "", "pregnant": "1", "breastfeeding": ""})
    assert told(values, COUNT_MISSED) == {(None, "elderly")}
    assert values["total", None, "elderly"].decision is Decision.REVIEW
    assert values["total", None, "breastfeeding"].decision is Decision.ACCEPTED


def test_a_jumlah_row_of_few_sums_was_left_so() -> None:
    columns = {"families": ("4", "3"), "elderly": ("7", "1"), "pregnant": ("0", "1")}
    assert not told(judged(RECAP, HEAD, rows(columns), {"families": "7", "elderly": "", "pregnant": ""}), COUNT_MISSED)


def test_a_jumlah_with_traces_of_it_is_a_written_one() -> None:
    """A row in pale ink, of which 18 sums were seen by their traces: the 12 others were blank, accepted."""
    columns = {"families": ("4", "3"), "elderly": ("7", "1"), "pregnant": ("0", "1")}
    traces: dict[str, Written] = {"families": [("", 0.3)], "elderly": [("", 0.3)], "pregnant": ""}
    values = judged(RECAP, HEAD, rows(columns), traces)
    assert told(values, COUNT_MISSED) == {(None, "pregnant")}


def test_a_blank_cell_of_a_column_that_counts_less_is_not_accepted() -> None:
    """A column in a hard pencil was blank, and accepted so."""
    columns = {"families": ("4", "", "3"), "elderly": ("7", "", "1")}
    values = judged(RECAP, HEAD, rows(columns), {"families": "9", "elderly": "8"}, row_count=5)
    assert told(values, COUNT_MISSED) == {(1, "families")}
    assert values["table", 1, "families"].state is State.BLANK
    assert values["table", 1, "families"].decision is Decision.REVIEW
    assert values["table", 1, "elderly"].decision is Decision.ACCEPTED


@pytest.mark.parametrize(
    ("share", "none", "missed"), [(0.2, "0", True), (0.2, "-", True), (0.2, "3", False), (0.5, "0", False)]
)
def test_columns_that_alone_are_blank_are_not_accepted(share: float, none: str, missed: bool) -> None:
    """In a hard pencil, the JUMLAH too."""
    fields = [column.field for column in RECAP.columns if column.field.kind is Kind.COUNT]
    counts = [field.name for field in fields if field.name != "row_no"]
    blank = counts[: round(share * len(counts))]
    columns = {name: ("", "", "", "") if name in blank else ("2", none, "1", none) for name in counts}
    values = judged(RECAP, HEAD, rows(columns), row_count=6)
    assert told(values, COUNT_MISSED) == ({(row, name) for row in range(4) for name in blank} if missed else set())


@pytest.mark.parametrize(
    ("read", "total", "ditto"),
    [
        (("3", "11", "2"), "", True),
        (("3", "11", "2"), "8", True),
        (("3", "11", "2"), "16", False),
        (("11", "3", "2"), "", False),
        (("9", "11", "2"), "", False),
    ],
)
def test_an_eleven_among_small_numbers_may_be_ditto_marks(read: tuple[str, ...], total: str, ditto: bool) -> None:
    values = judged(RECAP, HEAD, rows({"elderly": read}), {"elderly": total})
    assert bool(told(values, DITTO_OF_COUNT)) is ditto
    assert (values["table", 1, "elderly"].decision is Decision.REVIEW) is ditto


@pytest.mark.parametrize(
    ("said", "total", "doubted"),
    [
        (("3", "1", "1"), "", True),
        (("3", "1", "1"), "5", False),
        (("3", "1", "0"), "", False),
        (("3", "1", "-"), "", False),
        (("3", "1", ""), "", False),
        (("3", "2", "4"), "", False),
    ],
)
def test_ones_on_a_page_without_a_sign_for_none_may_be_one(said: tuple[str, ...], total: str, doubted: bool) -> None:
    names = [column.field.name for column in RECAP.columns if column.field.kind is Kind.COUNT][1:]
    values = judged(RECAP, HEAD, rows(dict.fromkeys(names, said)), dict.fromkeys(names, total))
    assert told(values, NOTHING_LIKE_ONE) == ({(row, name) for row in (1, 2) for name in names} if doubted else set())


@pytest.mark.parametrize(
    ("total", "doubted", "review"), [("5", (1,), False), ("4", (1,), True), ("", (1,), True), ("5", (1, None), True)]
)
def test_a_stroke_unlike_the_hands_ones_counts_where_its_jumlah_counts_it(
    total: str, doubted: tuple[int | None, ...], review: bool
) -> None:
    found = [
        replace(one, cell=one.cell.doubted(Doubt.STROKE))
        if one.cell.field.name == "families" and one.cell.row in doubted and one.cell.part in (Part.TABLE, Part.TOTAL)
        else one
        for one in readings(RECAP, HEAD, rows({"families": ("4", "1")}), {"families": total})
    ]
    values = judge(RECAP, found, codes(), PageMap(), CERTAIN)
    cell = next(value for value in values if value.field == "families" and value.row == 1)
    assert (OF_STROKE in cell.evidence) is review
    assert (cell.decision is Decision.REVIEW) is review


@pytest.mark.parametrize(
    ("total", "doubted", "review"), [("5", 1, False), ("8", 1, True), ("8", 0, False), ("", 1, False)]
)
def test_what_may_be_rewritten_counts_where_its_column_does_not_add_up(total: str, doubted: int, review: bool) -> None:
    """A 1 over a 4 was 4, accepted, though the JUMLAH counted a 1."""
    found = [
        replace(one, cell=one.cell.doubted(Doubt.REWRITTEN))
        if one.cell.field.name == "families" and one.cell.row == doubted and one.cell.part is Part.TABLE
        else one
        for one in readings(RECAP, HEAD, rows({"families": ("1", "4")}), {"families": total})
    ]
    values = judge(RECAP, found, codes(), PageMap(), CERTAIN)
    cell = next(value for value in values if value.field == "families" and value.row == 1)
    assert (OF_REWRITTEN in cell.evidence) is review
    assert (cell.decision is Decision.REVIEW) is review
