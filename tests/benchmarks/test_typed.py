"""The pages of benchmarks.typed: possible contents, marks found in what LibreOffice prints, points that move along."""

import importlib.util
import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.office_registry import Field
from benchmarks.typed_contents import contents
from benchmarks.typed_damage import moved_box
from benchmarks.typed_document import Document
from benchmarks.typed_fields import facts, household_numbers
from benchmarks.typed_people import Person, Writer, counts, family
from benchmarks.typed_printing import office, photographed, printed

WORDS = {
    "people": {
        "male": [f"Man {n}" for n in range(20)],
        "female": [f"Woman {n}" for n in range(20)],
        "groups": ["Mawar"],
        "hamlets": ["Krajan"],
        "villages": [["Pacul", "Bojonegoro", "Bojonegoro", "Jawa Timur", "35.22.15.2002"]],
        "months": ["Maret"] * 12,
        "short_months": ["Mar"] * 12,
    },
    "short": {},
}


def writer(seed: int) -> Writer:
    return Writer(random.Random(seed), WORDS, 2020)


def test_a_household_is_counted_by_its_members() -> None:
    people = [
        Person("Paidi", "L", "Suami", date(1955, 1, 1), married=True),
        Person("Lasmi", "P", "Istri", date(1980, 1, 1), married=True),
        Person("Putri", "P", "Anak", date(2019, 1, 1)),
    ]
    told = counts(people, 2020)
    assert (told["members_male"], told["members_female"], told["toddlers_female"]) == (1, 2, 1)
    assert (told["women_fertile"], told["couples_fertile"], told["elderly"], told["breastfeeding"]) == (1, 1, 1, 1)


def test_children_are_younger_than_their_parents() -> None:
    for seed in range(100):
        household = family(writer(seed))
        for person in household:
            if person.relation == "Anak":
                assert person.age(2020) + 19 < household[0].age(2020) + 7


def test_the_total_of_a_recap_is_its_sum() -> None:
    columns = [
        Field("rekap-dasawisma", "III-16a", "table", str(n), "", name, name, kind, [])
        for n, (name, kind) in enumerate(
            [("row_no", "count"), ("head_name", "name"), ("members_male", "count"), ("latrine", "tick_or_count")], 1
        )
    ]
    for seed in range(20):
        made = facts(writer(seed))
        page = contents(columns, made, 0, 14, True)
        said = {key: told for key, _, _, _, told in page.written}
        for name in ("members_male", "latrine"):
            wanted = sum(household_numbers(made, at)[name] for at in range(len(made.households)))
            assert (said[f"cell:total:{name}"].value or 0) == wanted


def test_a_moved_box_moves_with_the_sheet() -> None:
    matrix = np.array([[0, -1, 99], [1, 0, 0], [0, 0, 1]], np.float64)
    assert moved_box([10, 20, 30, 25], matrix) == [74.0, 10.0, 79.0, 30.0]


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(importlib.util.find_spec("pypdfium2") is None, reason="pypdfium2 is not installed")
def test_marks_are_found_in_the_print(tmp_path: Path) -> None:
    document = Document("Liberation Serif", (210.0, 297.0), (20.0, 20.0))
    line = document.between("head:rt", "line", document.run("." * 20, 10), 6)
    document.body.append(document.paragraph(document.run("RT : ", 10) + line, 10))
    page = photographed(printed([document], tmp_path)[0], document, 100)
    left, top, right, bottom = page.boxes["head:rt"]
    assert page.pages == 1
    assert 79 < left < 110 and 15 < right - left < 100
    assert 70 < top < bottom < 130
    dark = page.picture[int(top) : int(bottom), int(left) : int(right)]
    assert (dark < 128).any()
