"""Two writings of one fact on two forms: each check that agrees, disagrees, cannot tell; and what they choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from pipeline.evidence.across import across
from pipeline.model import Decision, FieldValue, PageResult, Part, State
from tests.evidence.written_pages import CERTAIN, Written, codes, form, forms, page

HEAD: Mapping[str, Written] = {"dasawisma": "Mawar 3", "head_name": "Karto"}
PLACE: Mapping[str, Written] = {"rt": "3", "rw": "1", "desa": "Sidobandung", "year": "2019"}


def weighed(*pages: PageResult) -> list[PageResult]:
    return list(across(pages, {}, forms(), codes(), CERTAIN))


def cell(of: PageResult, field: str, row: int | None = None, part: Part | None = None) -> FieldValue:
    assert of.content is not None
    return next(
        value
        for value in of.content.values
        if value.field == field and value.row == row and (part is None or value.part is part)
    )


def sheet(page_no: int = 1, rows: Sequence[Mapping[str, Written]] = (), **outside: Written) -> PageResult:
    listed = rows or [{"row_no": "1", "name": "Karto", "sex": "L", "birth_date": "02-03-1980"}]
    return page(form("data-keluarga", "4.14.2a-old"), {**HEAD, **outside}, listed, row_count=8, page_no=page_no)


def family(page_no: int = 2, rows: Sequence[Mapping[str, Written]] = (), **outside: Written) -> PageResult:
    of = form("catatan-keluarga", "III-15")
    return page(of, {**HEAD, "year": "2019", **outside}, rows, row_count=8, page_no=page_no)


def recap(page_no: int = 3, **row: Written) -> PageResult:
    of = form("rekap-dasawisma", "III-16a")
    listed = {"row_no": "1", "head_name": "Karto", **row}
    return page(of, {**PLACE, "dasawisma": "Mawar 3"}, [listed], row_count=10, page_no=page_no)


def person(page_no: int = 4, **outside: Written) -> PageResult:
    return page(form("data-warga", "4.14.1a"), {**HEAD, **outside}, page_no=page_no)


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ({"families": "2"}, {"families": "2"}, "agrees"),
        ({"families": "2"}, {"families": "3"}, "disagrees"),
        ({"families": "?"}, {"families": "3"}, "cannot_tell"),
        ({"waste_place": "Ya"}, {"waste_place": "tick"}, "agrees"),
        ({"waste_place": "Tidak"}, {"waste_place": "1"}, "disagrees"),
        ({"waste_place": "Tidak"}, {"waste_place": "-"}, "agrees"),
        ({"waste_place": "?"}, {"waste_place": "tick"}, "cannot_tell"),
        ({"house": "Sehat"}, {"house_healthy": "tick"}, "agrees"),
        ({"house": "Sehat"}, {"house_unhealthy": "tick"}, "disagrees"),
        ({"water_source": "Sumur"}, {"water_pdam": "tick"}, "disagrees"),
        ({"toddlers": "2"}, {"toddlers_male": "1", "toddlers_female": "1"}, "agrees"),
        ({"toddlers": "1"}, {"toddlers_male": "1", "toddlers_female": "1"}, "disagrees"),
    ],
)
def test_a_sheet_and_the_households_row_on_the_recap(
    one: Mapping[str, Written], other: Mapping[str, Written], outcome: str
) -> None:
    low, high = weighed(sheet(**one), recap(**other))
    fact = next(iter(one))
    assert f"forms:{fact}:{outcome}" in cell(low, fact).evidence
    field = next(iter(other))
    assert f"forms:{fact}:{outcome}" in cell(high, field, 0).evidence or outcome == "cannot_tell"


def test_what_only_another_form_makes_likely_is_seen_by_a_person() -> None:
    low, _ = weighed(sheet(families=[("9", 0.55), ("2", 0.4)]), recap(families="2"))
    found = cell(low, "families")
    assert (found.value, found.decision) == ("2", Decision.REVIEW)
    assert "reader:likely:disagrees" in found.evidence


def test_a_blank_tick_of_a_recap_says_nothing() -> None:
    low, _ = weighed(sheet(drainage="Ya"), recap(families="1"))
    assert not any(entry.startswith("forms:drainage") for entry in cell(low, "drainage").evidence)


PERSON = {"name": "Siti", "sex": "Perempuan", "birth_date": "12-05-1987"}


@pytest.mark.parametrize(
    ("field", "listed", "own", "outcome"),
    [
        ("sex", "P", "Perempuan", "agrees"),
        ("sex", "L", "Perempuan", "disagrees"),
        ("sex", "?", "Perempuan", "cannot_tell"),
        ("religion", "Islam", "Islam", "agrees"),
        ("religion", "Kristen", "Islam", "disagrees"),
        ("education", "SMP", "SMP/Sederajat", "agrees"),
        ("education", "SD", "SMP/Sederajat", "disagrees"),
        ("marital_status", "Cerai Mati", "Janda", "agrees"),
        ("marital_status", "Menikah", "Janda", "disagrees"),
        ("birth_date", "12-05-1987", "12-05-1987", "agrees"),
        ("birth_date", "1987", "12-05-1987", "agrees"),
        ("birth_date", "31-12-1987", "12-05-1987", "agrees"),
        ("birth_date", "32 th", "12-05-1987", "cannot_tell"),
    ],
)
def test_a_row_and_the_persons_own_sheet(field: str, listed: str, own: str, outcome: str) -> None:
    row = {"row_no": "1", "name": "Siti", "sex": "P", "birth_date": "12-05-1987", field: listed}
    _, alone = weighed(family(rows=[row]), person(**{**PERSON, field: own}))
    assert f"forms:{field}:{outcome}" in cell(alone, field).evidence


def test_the_nik_of_the_own_sheet_against_the_row() -> None:
    row = {"row_no": "1", "name": "Siti", "sex": "P", "birth_date": "12-05-1987"}
    listed, _ = weighed(family(rows=[row]), person(name="Siti", nik="3522135205870001"))
    assert "nik:birth_date:agrees" in cell(listed, "birth_date", 0).evidence
    assert "nik:sex:agrees" in cell(listed, "sex", 0).evidence
    listed, _ = weighed(family(rows=[row]), person(name="Siti", nik="3522131205870001"))
    assert "nik:sex:disagrees" in cell(listed, "sex", 0).evidence


def test_a_doubtful_reading_is_put_right_by_the_other_form() -> None:
    doubtful = [("Tidak", 0.55), ("Ya", 0.43)]
    low, _ = weighed(sheet(waste_place=doubtful), recap(waste_place="tick"))
    assert cell(low, "waste_place").value == "Ya"
    assert {other.value for other in cell(low, "waste_place").alternatives} == {"Tidak"}


def test_clear_ink_is_never_overruled_but_shown() -> None:
    clear = [("Tidak", 0.95), ("Ya", 0.04)]
    low, high = weighed(sheet(waste_place=clear), recap(waste_place="tick"))
    assert cell(low, "waste_place").value == "Tidak"
    assert cell(low, "waste_place").decision is Decision.REVIEW
    assert cell(high, "waste_place", 0).value == "1"


def test_clear_ink_that_its_own_page_doubts_is_not_overruled_by_another_page() -> None:
    """The reader's own probability counts, not what the checks of the page left of it."""
    rows = [{"row_no": "1", "head_name": "Karto", "families": [("3", 0.95), ("2", 0.04)]}]
    of = form("rekap-dasawisma", "III-16a")
    contradicted = page(of, {**PLACE, "dasawisma": "Mawar 3"}, rows, {"families": "2"}, row_count=10, page_no=3)
    before = cell(contradicted, "families", 0)
    assert before.confidence < 0.9 <= before.read_confidence
    _, after = weighed(sheet(families="2"), contradicted)
    assert cell(after, "families", 0).value == "3"


def test_a_doubtful_cell_that_the_other_form_confirms_is_accepted() -> None:
    likely = [("Ya", 0.97), ("Tidak", 0.03)]
    alone = sheet(waste_place=likely)
    assert cell(alone, "waste_place").decision is Decision.REVIEW
    low, _ = weighed(alone, recap(waste_place="tick"))
    assert cell(low, "waste_place").decision is Decision.ACCEPTED


def test_dittos_follow_what_they_repeat() -> None:
    rows = [
        {"row_no": "1", "name": "Siti", "sex": "P", "birth_date": "12-05-1987",
         "religion": [("Kristen", 0.5), ("Islam", 0.45)]},
        {"row_no": "2", "name": "Budi", "sex": "L", "birth_date": "12-05-2010", "religion": '"'},
    ]  # fmt: skip
    listed, _ = weighed(family(rows=rows), person(**PERSON, religion="Islam"))
    assert cell(listed, "religion", 0).value == "Islam"
    assert (cell(listed, "religion", 1).state, cell(listed, "religion", 1).value) == (State.DITTO, "Islam")


def test_the_names_of_a_village_are_known() -> None:
    pages = weighed(*(sheet(no, kabupaten=name) for no, name in ((1, "Bojonegoro"), (2, "Bojonegore"))))
    assert "area:known:agrees" in cell(pages[0], "kabupaten").evidence
    assert "area:known:disagrees" in cell(pages[1], "kabupaten").evidence


def listed(*names: Written, first: str = "1") -> PageResult:
    """A family's sheet whose head is Karto, alone, with people of these names."""
    rows = [{"row_no": str(int(first) + at), "name": name, "sex": "L"} for at, name in enumerate(names)]
    (found,) = weighed(family(rows=rows))
    return found


@pytest.mark.parametrize(("names", "row"), [(("Karto", "Siti"), 0), (("Siti", "Karto"), 1)])
def test_the_head_is_one_of_those_whom_the_sheet_lists(names: tuple[str, str], row: int) -> None:
    found = listed(*names)
    assert "family:head:agrees" in cell(found, "head_name").evidence
    assert "family:head:agrees" in cell(found, "name", row).evidence
    assert "family:head:agrees" not in cell(found, "name", 1 - row).evidence


def test_a_head_above_another_familys_list_is_doubted() -> None:
    doubted, plain = listed([("Bambang", 0.9)], "Siti"), listed([("Karto", 0.9)], "Siti")
    assert "family:head:disagrees" in cell(doubted, "head_name").evidence
    assert cell(doubted, "name", 0).confidence < cell(plain, "name", 0).confidence


def test_a_sheet_on_which_a_family_goes_on_need_not_list_its_head() -> None:
    found = listed("Bambang", "Siti", first="9")
    assert not any(entry.startswith("family:") for entry in cell(found, "head_name").evidence)


def test_a_doubtful_name_is_surer_where_it_is_the_heads() -> None:
    alone, with_head = listed([("Siti", 0.6)], "Karto"), listed([("Karto", 0.6)], "Siti")
    assert cell(with_head, "name", 0).confidence > cell(alone, "name", 0).confidence
