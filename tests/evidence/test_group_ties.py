"""Groups that a recap lists in order make each other surer; in another order they tell nothing."""

from __future__ import annotations

import pytest

from pipeline.evidence.group_ties import RUNNING_GROUPS
from pipeline.model import FieldValue
from pipeline.settings import Settings
from tests.evidence.written_pages import Written, form, judged

RECAP = form("rekap-rt", "4.16b")


def column(*names: Written) -> list[FieldValue]:
    found = judged(RECAP, None, [{"dasawisma": name} for name in names], settings=Settings())
    return [found["table", row, "dasawisma"] for row in range(len(names))]


def test_a_doubtful_number_between_its_neighbours_is_chosen_and_surer() -> None:
    _, second, _ = column("Melati 1", [("Melati 7", 0.6), ("Melati 2", 0.35)], "Melati 3")
    assert second.value == "Melati 2"
    assert f"{RUNNING_GROUPS}:agrees" in second.evidence
    assert column("Melati 1", [("Melati 2", 0.95)], "Melati 3")[1].confidence > 0.99


@pytest.mark.parametrize("names", [("Melati 3", "Melati 1"), ("Mawar 1", "Melati 2"), ("Mawar", "Melati")])
def test_another_order_or_no_numbers_tell_nothing(names: tuple[str, str]) -> None:
    first, _ = names
    upper, lower = column([(first, 0.95)], names[1])
    assert f"{RUNNING_GROUPS}:cannot_tell" in upper.evidence
    assert not any(entry == f"{RUNNING_GROUPS}:disagrees" for entry in (*upper.evidence, *lower.evidence))


def test_what_was_read_surely_is_not_replaced() -> None:
    _, second, _ = column("Melati 1", [("Melati 7", 0.97), ("Melati 2", 0.02)], "Melati 3")
    assert second.value == "Melati 7"
