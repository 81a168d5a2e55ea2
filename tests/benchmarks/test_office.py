"""The pages of benchmarks.office: possible numbers, points that move with the sheet, the same bytes from a seed."""

import json
import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.office_people import Person, Writer, family
from benchmarks.office_recap import ROWS, household, numbers
from benchmarks.office_registry import fields
from benchmarks.office_turning import moved_box, turned

REGISTRY = """form,edition,part,no,group,heading,field,kind,values
rekap-dasawisma,III-16a,head,,,DASA WISMA,dasawisma,name,
rekap-dasawisma,III-16a,table,1,,NO,row_no,count,
rekap-dasawisma,III-16a,table,2,,NAMA KEPALA RUMAH TANGGA,head_name,name,
rekap-dasawisma,III-16a,table,3,JUMLAH ANGGOTA KELUARGA,TOTAL L,members_male,count,
rekap-dasawisma,III-16a,table,4,JUMLAH ANGGOTA KELUARGA,TOTAL P,members_female,count,
rekap-dasawisma,III-16a,table,5,KRITERIA RUMAH,SEHAT,house_healthy,tick_or_count,
rekap-dasawisma,III-16a,table,6,,KET,note,text,A|B
"""
WORDS = {"people": {"male": ["Slamet"], "female": ["Sulastri"]}, "codes": {}}


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    file = tmp_path / "fields.csv"
    file.write_text(REGISTRY, encoding="utf-8")
    return file


def test_the_registry_keeps_the_printed_order(registry: Path) -> None:
    [(key, places)] = fields(registry).items()
    assert key == ("rekap-dasawisma", "III-16a")
    assert [place.field for place in places if place.part == "table"][:3] == ["row_no", "head_name", "members_male"]
    assert places[-1].values == ["A", "B"]
    assert places[0].values == []


@pytest.mark.parametrize("form", ROWS)
def test_parts_of_a_recap_are_no_more_than_the_whole(form: str) -> None:
    for seed in range(200):
        row = numbers(random.Random(seed), form)
        assert min(row.values()) >= 0
        assert row["toddlers_male"] < row["members_male"]
        assert row["women_fertile"] + row["toddlers_female"] <= row["members_female"]
        assert row["pregnant"] + row["breastfeeding"] <= row["women_fertile"]
        assert row["couples_fertile"] <= min(row["families"], row["women_fertile"])
        grown = row["members_male"] + row["members_female"] - row["toddlers_male"] - row["toddlers_female"]
        assert row["elderly"] + row["women_fertile"] <= grown
        assert row["house_healthy"] + row["house_unhealthy"] == row["households"] <= row["families"]
        assert row["water_pdam"] + row["water_well"] + row["water_other"] == row["households"]
        assert row["food_rice"] + row["food_other"] == row["households"]


def test_a_household_is_counted_by_its_members() -> None:
    people = [
        Person("Slamet", "L", "Suami", date(1950, 1, 1)),
        Person("Sulastri", "P", "Istri", date(1980, 1, 1)),
        Person("Zahra", "P", "Anak", date(2018, 1, 1)),
    ]
    counts = household(people, 2020, random.Random(1))
    assert (counts["members_male"], counts["members_female"]) == (1, 2)
    assert (counts["toddlers"], counts["elderly"]) == (1, 1)
    assert (counts["women_fertile"], counts["couples_fertile"]) == (1, 1)


def test_a_writer_counts_and_dates_as_they_read() -> None:
    for seed in range(50):
        writer = Writer(random.Random(seed), WORDS, 2020)
        assert writer.count(3).text == "3"
        none = writer.count(0)
        assert (none.state, none.value) in {("value", 0), ("none", None), ("blank", None)}
        said = writer.date(date(1981, 2, 3), ages=True)
        assert said.value == "1981-02-03" or said.age == 39
        assert family(writer)[0].relation == "Suami"
        assert all(person.born.year < 2020 for person in family(writer))


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_box_moves_with_the_dark_that_it_holds(turns: int) -> None:
    picture = np.full((300, 500, 3), 255, np.uint8)
    picture[40:60, 100:180] = 0
    moved, matrix = turned(picture, 2.0, turns)
    assert moved.shape[:2] == ((500, 300) if turns % 2 else (300, 500))
    rows, columns = np.nonzero(moved[..., 0] < 128)
    dark = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
    assert moved_box([100, 40, 180, 60], matrix) == pytest.approx(dark, abs=2)
    assert moved_box(None, matrix) is None


def test_a_seed_gives_the_same_bytes(registry: Path, tmp_path: Path) -> None:
    pytest.importorskip("augraphy", reason="augraphy is not installed: pip install augraphy selenium")
    pytest.importorskip("selenium", reason="selenium is not installed: pip install augraphy selenium")
    if not Path("/usr/bin/chromedriver").exists():
        pytest.skip("chromium is not installed: apt-get install chromium chromium-driver")
    from benchmarks.office import pages
    from benchmarks.office_browser import Browser

    browser = Browser()
    try:
        made = [list(pages(tmp_path / name, 5, 4, browser, registry, [])) for name in ("one", "two")]
    finally:
        browser.close()
    assert json.dumps(made[0]) == json.dumps(made[1])
    for page in made[0]:
        first, second = ((tmp_path / name / "scans" / page["file"]).read_bytes() for name in ("one", "two"))
        assert first == second
        cells = {(cell["row"], cell["field"]): cell["value"] or 0 for cell in page["cells"]}
        rows = [row for row, field in cells if field == "members_male" and row != "total"]
        for name in ("members_male", "members_female", "house_healthy"):
            assert cells["total", name] == sum(cells[row, name] for row in rows)
