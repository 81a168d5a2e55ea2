"""A room behind the last option that seems blank though that is chosen goes to a person."""

from __future__ import annotations

import pytest

from pipeline.evidence.judge import judge
from pipeline.evidence.left_open import LEFT_OPEN
from pipeline.geometry import PageMap
from pipeline.model import Decision, Part
from pipeline.settings import Settings
from tests.evidence.written_pages import codes, form, readings

OF_PERSON = form("data-warga", "4.14.1a")


@pytest.mark.parametrize(
    ("option", "chosen", "room", "written", "told"),
    [
        ("occupation", "Lainnya", "occupation_text", "", True),
        ("occupation", "Petani", "occupation_text", "", False),
        ("occupation", "Lainnya", "occupation_text", "Guru", False),
        ("family_planning", "Tidak", "family_planning_text", "", False),
    ],
)
def test_a_room_that_its_option_asks_for(option: str, chosen: str, room: str, written: str, told: bool) -> None:
    values = judge(OF_PERSON, readings(OF_PERSON, {option: chosen, room: written}), codes(), PageMap(), Settings())
    (value,) = [one for one in values if one.field == room and one.part is Part.ITEMS]
    assert (LEFT_OPEN in value.evidence) is told
    assert not told or value.decision is Decision.REVIEW
