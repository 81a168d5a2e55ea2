"""Print that was read as the writing beside options goes to a person; what people write beside them does not."""

import pytest

from pipeline.evidence.judge import judge
from pipeline.evidence.read_print import PRINT_READ, is_print
from pipeline.geometry import Box, PageMap
from pipeline.model import Alternative, Cell, Decision, Part, Reading, State
from pipeline.settings import Settings
from tests.evidence.written_pages import codes, form

OF_PERSON = form("data-warga", "4.14.1a")


@pytest.mark.parametrize(
    ("field", "text", "printed"),
    [
        ("occupation", "(petani) / Pedagang / Swasta / Wirausaha / PNS / Tni/polri 1", True),
        ("occupation", "Tni/polri", True),
        ("occupation", "Karyawan Swasta", False),
        ("occupation", "Buruh", False),
        ("occupation", "v LAINNYA Ibu Rumah Tangga", True),
        ("relation", "Kepala Rumah Tangga", True),
        ("relation", "anak", False),
        ("relation", "Keluarga Lain", False),
        ("family_planning", "Suntik ( ) Tidak", True),
        ("family_planning", "( )tidak", True),
        ("family_planning", "Pil", False),
        ("posyandu", "3 kali", False),
        ("cooperative", "Simpan Pinjam", False),
    ],
)
def test_words_of_the_options(field: str, text: str, printed: bool) -> None:
    (entry,) = [item for item in OF_PERSON.items if item.field.name == field]
    assert is_print(entry.field, text) is printed


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("Suntik", Decision.ACCEPTED),
        ("Tidak", Decision.REVIEW),
        ("jenis", Decision.REVIEW),
        ("kali", Decision.REVIEW),
        ("x Islam Kristen Katolik", Decision.REVIEW),
        ("Pil, Islam", Decision.ACCEPTED),
    ],
)
def test_print_beside_options_is_not_accepted(text: str, decision: Decision) -> None:
    (entry,) = [item for item in OF_PERSON.items if item.field.name == "family_planning"]
    assert entry.extra is not None
    cell = Cell(Part.ITEMS, None, entry.extra, Box(0, 0, 90, 30))
    reading = Reading(cell, (Alternative(State.VALUE, text, 0.9999),), 1.0, "words 1")
    (value,) = judge(OF_PERSON, [reading], codes(), PageMap(), Settings())
    assert value.decision is decision and (PRINT_READ in value.evidence) is (decision is Decision.REVIEW)


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("KEPERCAYAAN RT 21 RW 4 WONOSARI", Decision.REVIEW),
        ("RT 21 RW 4 WONOSARI", Decision.ACCEPTED),
        ("Jl. Kristen 4", Decision.ACCEPTED),
    ],
)
def test_options_of_the_line_above_are_no_address(text: str, decision: Decision) -> None:
    (entry,) = [item for item in OF_PERSON.items if item.field.name == "address"]
    cell = Cell(Part.ITEMS, None, entry.field, Box(0, 0, 90, 30))
    reading = Reading(cell, (Alternative(State.VALUE, text, 0.9999),), 1.0, "words 1")
    (value,) = judge(OF_PERSON, [reading], codes(), PageMap(), Settings())
    assert value.decision is decision and (PRINT_READ in value.evidence) is (decision is Decision.REVIEW)
