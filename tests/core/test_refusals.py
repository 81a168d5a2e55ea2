"""Refusals say, in both languages, what happened and what to do."""

import pytest

from pipeline.refusals import REASONS, cut_off, explained, fault


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_a_sentence_in_both_languages(reason: str) -> None:
    indonesian, english = fault(reason).message.split(" / ")
    assert len(indonesian) > 20 and len(english) > 20


def test_the_edges_that_are_missing_are_named() -> None:
    assert cut_off(("right",)).message == (
        "Tepi kanan halaman terpotong; pindai ulang seluruh lembar. / "
        "Scan again the whole sheet, the right edge is missing."
    )
    assert "kiri, bawah" in cut_off(("left", "bottom"), "lattice_lost").message


@pytest.mark.parametrize("reason", ["unknown_form", "lattice_lost", "cut_off"])
def test_what_is_wrong_with_the_picture_explains_that_no_form_was_found(reason: str) -> None:
    refused = fault(reason)
    assert explained(refused, (), "") == refused
    assert explained(refused, ("top",), "too_blurred").reason == "cut_off"
    assert explained(refused, (), "too_blurred").reason == "too_blurred"


@pytest.mark.parametrize("reason", ["ambiguous_form", "blank_page", "broken_file"])
def test_other_refusals_stay_as_they_are(reason: str) -> None:
    assert explained(fault(reason), ("top",), "too_dark") == fault(reason)
