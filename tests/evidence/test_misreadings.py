"""A perfect reading of an invented recap, spoiled as readers do: what evidence puts right, what it must not touch."""

from __future__ import annotations

import random

import pytest

from pipeline.form import Kind
from pipeline.model import Decision
from pipeline.settings import Settings
from tests.evidence.written_pages import Written, form, judged

RECAP = form("rekap-rt", "III-16b")
COUNTS = [column.field.name for column in RECAP.columns if column.field.kind is Kind.COUNT]
LOOKS_LIKE = {"1": "7", "7": "1", "4": "9", "9": "4", "0": "6", "6": "0", "8": "3", "3": "8", "5": "6", "2": "7"}


def recap_row(chance: random.Random, number: int) -> dict[str, int]:
    """Counts of one dasawisma that agree with each other."""
    homes, women = chance.randint(8, 20), chance.randint(10, 40)
    fertile, healthy, pdam = chance.randint(0, women), chance.randint(0, homes), chance.randint(0, homes)
    row = {name: chance.randint(0, 5) for name in COUNTS}
    return row | {
        "row_no": number,
        "households": homes,
        "families": homes + chance.randint(0, 4),
        "members_female": women,
        "members_male": chance.randint(10, 40),
        "women_fertile": fertile,
        "pregnant": min(fertile, 1),
        "breastfeeding": min(fertile, 2),
        "house_healthy": healthy,
        "house_unhealthy": homes - healthy,
        "water_pdam": pdam,
        "water_well": homes - pdam,
        "water_other": 0,
        "food_rice": homes,
        "food_other": 0,
    }


def misread(chance: random.Random, number: int) -> str:
    digits = list(str(number))
    place = chance.randrange(len(digits))
    digits[place] = LOOKS_LIKE[digits[place]]
    return str(int("".join(digits)))


def reading(chance: random.Random, number: int, spoiled: bool) -> Written:
    if not spoiled:
        return [(str(number), 0.995), (misread(chance, number), 0.003)]
    sure = chance.choice([0.6, 0.8, 0.95])
    return [(misread(chance, number), sure), (str(number), (1 - sure) * 0.7)]


@pytest.mark.parametrize("seed", range(3))
def test_misreadings_are_put_right_or_shown_and_right_cells_stay(seed: int) -> None:
    chance = random.Random(seed)
    truth = [recap_row(chance, number) for number in range(1, 9)]
    spoiled = {(i, name) for i in range(len(truth)) for name in COUNTS if chance.random() < 0.05}
    rows = [{name: reading(chance, row[name], (i, name) in spoiled) for name in COUNTS} for i, row in enumerate(truth)]
    total = {name: str(sum(row[name] for row in truth)) for name in COUNTS if name != "row_no"}
    values = judged(RECAP, {"rt": "3", "year": "2019"}, rows, total, settings=Settings())
    caught = 0
    for i, row in enumerate(truth):
        for name in COUNTS:
            cell = values["table", i, name]
            if (i, name) in spoiled:
                caught += cell.value == str(row[name]) or cell.decision is Decision.REVIEW
            else:
                assert cell.value == str(row[name])
    assert caught >= 0.8 * len(spoiled)
