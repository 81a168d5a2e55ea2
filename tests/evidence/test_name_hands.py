from __future__ import annotations

from pipeline.evidence.across import across
from pipeline.evidence.name_hands import LEGIBLE_NAMES
from pipeline.model import Decision, FieldValue, PageResult, Part
from tests.evidence.written_pages import CERTAIN, codes, form, forms, page

SHEET = form("catatan-keluarga", "4.15")
NAMES = ("Siti Aminah", "Ahmad Fauzi", "Slamet Riyadi", "Sri Wahyuni", "Dewi Lestari", "Budiono", "Sukarno", "Kartini")


def book(shares: list[float], odd: str = "Jukiran Susanto") -> list[PageResult]:
    """A page with listed names, read with these probabilities, and one that is on no list, read for certain."""
    written = [{"name": [(name, share)]} for name, share in zip(NAMES, shares, strict=False)]
    return [page(SHEET, None, [*written, {"name": odd}])]


def judged(pages: list[PageResult], row: int) -> FieldValue:
    content = across(pages, {}, forms(), codes(), CERTAIN)[0].content
    assert content is not None
    return next(v for v in content.values if (v.part, v.row, v.field) == (Part.TABLE, row, "name"))


def test_an_unlisted_name_in_a_hand_that_is_not_legible_goes_to_review() -> None:
    found = judged(book([0.99] * 5 + [0.7] * 3), 8)
    assert LEGIBLE_NAMES in found.evidence
    assert found.confidence < 0.96
    assert found.decision is Decision.REVIEW


def test_in_a_legible_hand_it_stays_as_sure_as_it_was() -> None:
    found = judged(book([0.99] * 8), 8)
    assert LEGIBLE_NAMES not in found.evidence
    assert found.decision is Decision.ACCEPTED


def test_of_few_names_no_hand_is_known_to_be_legible() -> None:
    assert LEGIBLE_NAMES in judged(book([0.99] * 3), 3).evidence


def test_listed_names_are_left_as_they_are() -> None:
    pages = book([0.99] * 5 + [0.7] * 3, odd="Siti Fatimah")
    assert LEGIBLE_NAMES not in judged(pages, 8).evidence
    assert LEGIBLE_NAMES not in judged(pages, 0).evidence


def test_an_area_on_no_list_is_doubted_as_a_name_is() -> None:
    listed = [{"name": [(name, 0.7)]} for name in NAMES]
    content = across([page(SHEET, {"kecamatan": "Jonegoro"}, listed)], {}, forms(), codes(), CERTAIN)[0].content
    assert content is not None
    found = next(v for v in content.values if v.field == "kecamatan")
    assert LEGIBLE_NAMES in found.evidence
    assert found.decision is Decision.REVIEW


def test_every_book_has_its_own_hand() -> None:
    clear = page(SHEET, None, [{"name": [(name, 0.99)]} for name in NAMES], book_id="lain")
    assert LEGIBLE_NAMES in judged([*book([0.99] * 3), clear], 3).evidence


def test_an_occupation_on_no_list_is_doubted_as_a_name_is() -> None:
    for shares, doubted in (([0.99] * 8, False), ([0.99] * 5 + [0.7] * 3, True)):
        written = [{"name": [(name, share)]} for name, share in zip(NAMES, shares, strict=True)]
        pages = [
            page(
                SHEET,
                None,
                [{**written[0], "occupation": "Mipul"}, {**written[1], "occupation": "Petani"}, *written[2:]],
            )
        ]
        content = across(pages, {}, forms(), codes(), CERTAIN)[0].content
        assert content is not None
        mipul, petani, *_ = (value for value in content.values if value.field == "occupation")
        assert (LEGIBLE_NAMES in mipul.evidence) is doubted
        assert LEGIBLE_NAMES not in petani.evidence
