"""An address is weighed against the RT, RW and names that the pages of its book are accepted to say."""

import pytest

from pipeline.evidence.across import across
from pipeline.evidence.address_ties import Known, compared
from pipeline.evidence.joint import Outcome
from pipeline.model import FieldValue, PageResult
from tests.evidence.written_pages import CERTAIN, Written, codes, form, forms, page

KNOWN = Known(
    {"rt": frozenset({7}), "rw": frozenset({1, 2})}, frozenset({"pacul", "bojonegoro", "krajan", "sumberagung"})
)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Ds. Pacul RT 7 RW 1", Outcome.AGREES),
        ("RT 07/RW 02 Krajan", Outcome.AGREES),
        ("RT/RW 07/01 Ds Pacul Kec. Bojonegoro", Outcome.AGREES),
        ("Dsn. Sumber Agung RT.7", Outcome.AGREES),
        ("Ds. Pacul RT 1 RW 1", Outcome.DISAGREES),
        ("Ds. Pagul RT 7 RW 1", Outcome.CANNOT_TELL),
        ("Jl. Mawar No. 5 RT 7 RW 1", Outcome.CANNOT_TELL),
        ("Pacul", Outcome.CANNOT_TELL),
        ("RT 7", Outcome.CANNOT_TELL),
        ("", Outcome.CANNOT_TELL),
    ],
)
def test_each_part_is_compared_with_what_the_book_names(text: str, outcome: Outcome) -> None:
    assert compared(text, KNOWN) is outcome


def test_without_numbers_of_the_book_those_of_an_address_tell_nothing() -> None:
    assert compared("Ds. Pacul RT 9", Known({"rt": frozenset()}, frozenset({"pacul"}))) is Outcome.CANNOT_TELL


def addressed(written: Written, rt: str = "7") -> FieldValue:
    """The address of a person's sheet in a book whose recap names Sidobandung, RT and RW 1."""
    recap: PageResult = page(
        form("rekap-dasawisma", "III-16a"), {"rt": rt, "rw": "1", "desa": "Sidobandung", "year": "2019"}, page_no=2
    )
    person = page(form("data-warga", "4.14.1a"), {"dasawisma": "Mawar 3", "address": written})
    found, _ = across([person, recap], {}, forms(), codes(), CERTAIN)
    assert found.content is not None
    return next(value for value in found.content.values if value.field == "address")


def test_an_address_of_the_books_own_parts_is_surer() -> None:
    own, other = addressed([("RT 7 RW 1 Sidobandung", 0.95)]), addressed([("RT 7 RW 1 Sidobandung", 0.95)], rt="8")
    assert "address:known:agrees" in own.evidence
    assert "address:known:disagrees" in other.evidence
    assert own.confidence > 0.98 > 0.95 > other.confidence


def test_of_two_readings_that_with_the_books_name_is_likelier() -> None:
    written: Written = [("RT 7 RW 1 Sidabandung", 0.6), ("RT 7 RW 1 Sidobandung", 0.35)]
    assert addressed(written).value == "RT 7 RW 1 Sidobandung"
