from __future__ import annotations

import random

import pytest

from pipeline.evidence.arithmetic import ROW_CONTRADICTED, amount_of
from pipeline.model import Decision, FieldValue, State
from tests.evidence.written_pages import form, judged

RECAP = form("rekap-rt", "III-16b")
HEAD = {"rt": "3", "rw": "1", "desa": "Pacul", "year": "2019"}


def column(values: dict[tuple[str, int | None, str], FieldValue], field: str) -> list[str | None]:
    return [cell.value for (part, _, name), cell in values.items() if name == field and part == "table"]


@pytest.mark.parametrize(
    ("state", "value", "amount"),
    [
        (State.VALUE, "12", 12),
        (State.VALUE, "true", 1),
        (State.VALUE, "0", 0),
        (State.NONE, None, 0),
        (State.BLANK, None, 0),
        (State.STRUCK, None, 0),
        (State.UNREADABLE, None, None),
        (State.DITTO, None, None),
        (State.DITTO, "3", 3),
    ],
)
def test_what_a_cell_counts_for(state: State, value: str | None, amount: int | None) -> None:
    assert amount_of(state, value) == amount


def test_a_right_total_agrees_and_makes_surer() -> None:
    rows = [{"row_no": "1", "families": [("4", 0.96), ("9", 0.03)]}, {"row_no": "2", "families": "3"}]
    values = judged(RECAP, HEAD, rows, {"families": "7"})
    cell = values["table", 0, "families"]
    assert cell.value == "4"
    assert cell.confidence > 0.99
    assert "total:agrees" in cell.evidence
    assert "total:agrees" in values["total", None, "families"].evidence


def test_a_number_alone_above_its_total_is_hardly_surer_for_it() -> None:
    """One hand wrote both: what looks like a 7 in the one looks like a 7 in the other."""
    alone = judged(RECAP, HEAD, [{"row_no": "1", "families": [("7", 0.9), ("1", 0.05)]}], {"families": "7"})
    rows = [{"row_no": "1", "families": [("7", 0.9), ("1", 0.05)]}, {"row_no": "2", "families": "3"}]
    of_two = judged(RECAP, HEAD, rows, {"families": "10"})
    assert alone["table", 0, "families"].confidence < 0.97 < of_two["table", 0, "families"].confidence


def test_a_total_chooses_among_doubtful_readings() -> None:
    rows = [{"row_no": "1", "families": [("9", 0.5), ("4", 0.45)]}, {"row_no": "2", "families": "3"}]
    values = judged(RECAP, HEAD, rows, {"families": "7"})
    assert values["table", 0, "families"].value == "4"


def test_what_only_its_total_makes_likely_is_seen_by_a_person() -> None:
    """A 4 written over a 9: the total may be of the time before."""
    rows = [{"row_no": "1", "families": [("9", 0.7), ("4", 0.2)]}, {"row_no": "2", "families": "3"}]
    values = judged(RECAP, HEAD, rows, {"families": "7"})
    cell = values["table", 0, "families"]
    assert cell.confidence > 0.8
    assert "reader:likely:disagrees" in cell.evidence
    assert cell.decision is Decision.REVIEW
    assert "reader:likely:disagrees" not in values["table", 1, "families"].evidence


def test_a_wrong_total_stays_as_written_and_is_reported() -> None:
    rows = [{"row_no": "1", "families": "4"}, {"row_no": "2", "families": "3"}]
    values = judged(RECAP, HEAD, rows, {"families": "8"})
    assert column(values, "families") == ["4", "3"]
    assert values["total", None, "families"].value == "8"
    assert "total:disagrees" in values["total", None, "families"].evidence


def test_an_unreadable_cell_leaves_the_total_open() -> None:
    rows = [{"row_no": "1", "families": "?"}, {"row_no": "2", "families": "3"}]
    values = judged(RECAP, HEAD, rows, {"families": "8"})
    assert "total:cannot_tell" in values["total", None, "families"].evidence


def test_a_blank_total_says_nothing() -> None:
    values = judged(RECAP, HEAD, [{"row_no": "1", "families": "4"}], {"households": "1"})
    assert values["table", 0, "families"].evidence == ()


@pytest.mark.parametrize("seed", range(25))
def test_planted_errors_in_totals_are_never_corrected(seed: int) -> None:
    """The reader is calibrated: each cell right with 0.95, and the true total is among its other readings."""
    chance = random.Random(seed)
    counts = [chance.randint(0, 9) for _ in range(8)]
    wrong = sum(counts) + chance.choice([-2, -1, 1, 2])

    def read(number: int) -> list[tuple[str, float]]:
        return [(str(number), 0.95), (str(number + 1), 0.02), (str(max(0, number - 1)), 0.02)]

    rows = [{"row_no": str(i + 1), "families": read(n)} for i, n in enumerate(counts)]
    values = judged(RECAP, HEAD, rows, {"families": read(wrong)})
    assert column(values, "families") == [str(n) for n in counts]
    assert values["total", None, "families"].value == str(wrong)
    assert "total:disagrees" in values["total", None, "families"].evidence


def test_inequalities() -> None:
    def pregnant(count: str, women: str) -> tuple[str, ...]:
        row = {"row_no": "1", "pregnant": count, "women_fertile": women}
        return judged(RECAP, HEAD, [row])["table", 0, "pregnant"].evidence

    assert "pregnant_of_wus:agrees" in pregnant("1", "4")
    assert "pregnant_of_wus:disagrees" in pregnant("5", "4")
    assert "pregnant_of_wus:cannot_tell" in pregnant("5", "?")
    assert pregnant("5", "") == ()


@pytest.mark.parametrize(("count", "women", "seen"), [("5", "4", True), ("4", "4", False), ("5", "", False)])
def test_a_part_larger_than_what_it_is_a_part_of_is_seen_by_a_person(count: str, women: str, seen: bool) -> None:
    """37 women read as 3 were fewer than their toddlers."""
    values = judged(RECAP, HEAD, [{"row_no": "1", "pregnant": count, "women_fertile": women}])
    cells = [values["table", 0, name] for name in ("pregnant", "women_fertile")]
    assert [ROW_CONTRADICTED in cell.evidence for cell in cells] == [seen] * 2
    assert not seen or {cell.decision for cell in cells} == {Decision.REVIEW}


@pytest.mark.parametrize(("others", "seen"), [(("9", "9", "9"), True), (("9", "8", "7"), False)])
def test_a_row_that_does_not_add_up_as_most_others_do_is_seen_by_a_person(others: tuple[str, ...], seen: bool) -> None:
    """Where most do not, the writer counts something else."""
    rows = [
        {"row_no": str(at), "households": of, "house_healthy": "6", "house_unhealthy": "3"}
        for at, of in enumerate(others, 1)
    ]
    rows.append({"row_no": "4", "households": "9", "house_healthy": "6", "house_unhealthy": "1"})
    values = judged(RECAP, HEAD, rows)
    assert (ROW_CONTRADICTED in values["table", 3, "house_healthy"].evidence) is seen
    assert ROW_CONTRADICTED not in values["table", 0, "house_healthy"].evidence


def test_sums_within_a_row() -> None:
    row = {"row_no": "1", "households": "9", "house_healthy": "6", "house_unhealthy": "3"}
    assert "houses:agrees" in judged(RECAP, HEAD, [row])["table", 0, "households"].evidence
    row["house_unhealthy"] = "2"
    assert "houses:disagrees" in judged(RECAP, HEAD, [row])["table", 0, "households"].evidence
    row["house_unhealthy"] = "-"
    row["house_healthy"] = "9"
    assert "houses:agrees" in judged(RECAP, HEAD, [row])["table", 0, "households"].evidence


def test_running_numbers() -> None:
    rows = [{"row_no": written, "families": "1"} for written in ("1", "2", [("8", 0.6), ("3", 0.3)], "4")]
    values = judged(RECAP, HEAD, rows)
    assert column(values, "row_no") == ["1", "2", "3", "4"]
    assert "running:agrees" in values["table", 2, "row_no"].evidence


def test_a_number_left_out_stays() -> None:
    rows = [{"row_no": written, "families": "1"} for written in ("1", "2", "4", "5")]
    values = judged(RECAP, HEAD, rows)
    assert column(values, "row_no") == ["1", "2", "4", "5"]


HOUSEHOLD = form("data-keluarga", "4.14.2a-old")


def head_count(male: str, sexes: str, row_count: int) -> FieldValue:
    rows = [{"name": f"Orang {i}", "sex": sex} for i, sex in enumerate(sexes)]
    return judged(HOUSEHOLD, {"members_male": male}, rows, row_count=row_count)["head", None, "members_male"]


def test_head_counts() -> None:
    assert "head_count:members_male:agrees" in head_count("2", "LLP", 8).evidence
    wrong = head_count("3", "LLP", 8)
    assert wrong.value == "3"
    assert "head_count:members_male:disagrees" in wrong.evidence
    assert "head_count:members_male:cannot_tell" in head_count("2", "L?P", 8).evidence


def test_a_full_table_may_go_on_overleaf() -> None:
    assert head_count("3", "LLP", 3).evidence == ()


def test_ditto_under_something_unreadable_goes_to_a_person() -> None:
    rows = [{"row_no": "1", "families": "?"}, {"row_no": "2", "families": '"'}]
    cell = judged(RECAP, HEAD, rows)["table", 1, "families"]
    assert (cell.state, cell.value, cell.decision) == (State.DITTO, None, Decision.REVIEW)


def test_a_running_number_that_its_neighbours_contradict_goes_to_review() -> None:
    rows = [{"row_no": number} for number in ("1", "2", "3", [("0", 0.9995)], "5", "6")]
    values = judged(RECAP, HEAD, rows)
    told = [values["table", row, "row_no"].decision for row in range(len(rows))]
    assert told[3] is Decision.REVIEW
    assert told[:2] == [Decision.ACCEPTED] * 2
