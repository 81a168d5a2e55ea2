"""The pages of benchmarks.spreadsheet: numbers that agree, places found on the print, the same places from a seed."""

import random
import tomllib
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("openpyxl")
pytest.importorskip("fontTools")

from benchmarks import spreadsheet_contents as contents
from benchmarks import spreadsheet_printing as printing
from benchmarks import spreadsheet_style as styles
from benchmarks import spreadsheet_workbook as workbook
from benchmarks.spreadsheet_damage import moved, spoil
from benchmarks.spreadsheet_people import area
from benchmarks.spreadsheet_registry import Form, forms
from benchmarks.spreadsheet_sheet import Maker

WORDS = tomllib.loads((Path(contents.__file__).with_name("spreadsheet_wording.toml")).read_text(encoding="utf-8"))
REGISTRY = """form,edition,part,no,group,heading,field,kind,values
rekap-dasawisma,III-16a,head,,,DASA WISMA,dasawisma,name,
rekap-dasawisma,III-16a,table,1,,NO,row_no,count,
rekap-dasawisma,III-16a,table,2,,NAMA KEPALA RUMAH TANGGA,head_name,name,
rekap-dasawisma,III-16a,table,4,JUMLAH ANGGOTA KELUARGA,TOTAL L,members_male,count,
rekap-dasawisma,III-16a,table,5,JUMLAH ANGGOTA KELUARGA,TOTAL P,members_female,count,
rekap-dasawisma,III-16a,table,6,,KET,note,text,
"""


@pytest.fixture
def form(tmp_path: Path) -> Form:
    file = tmp_path / "fields.csv"
    file.write_text(REGISTRY, encoding="utf-8")
    return forms(file)["rekap-dasawisma", "III-16a"]


def test_headings_stand_below_their_groups(form: Form) -> None:
    assert form.table[2].path() == ("JUMLAH ANGGOTA KELUARGA", "TOTAL", "L")
    assert form.table[0].path() == ("NO",)


def test_jumlah_is_the_sum_and_parts_are_no_larger_than_their_wholes(form: Form) -> None:
    draw = random.Random(3)
    page = contents.recap(form, contents.book(draw, WORDS), draw, WORDS)
    assert page.total is not None
    assert page.total["members_male"] == sum(int(str(row["members_male"])) for row in page.rows)
    row = area(draw, 30)
    assert row["house_healthy"] + row["house_unhealthy"] == row["households"] <= row["families"]
    assert row["pregnant"] <= row["women_fertile"] <= row["members_female"]


@pytest.mark.skipif(not printing.installed(), reason="LibreOffice is not installed")
def test_places_are_found_on_the_print(form: Form, tmp_path: Path) -> None:
    draw = random.Random(5)
    page = contents.recap(form, contents.book(draw, WORDS), draw, WORDS)
    look = styles.style(draw, WORDS, form.form, True)
    sheet = Maker(page, look, WORDS, draw, {}).make()
    files = workbook.write(sheet, look, tmp_path / "rekap")
    printing.to_pdf(list(files), tmp_path)
    count = sum(one.slot is not None for one in sheet.boxes)
    printed = printing.read_print(tmp_path / "rekap.pdf", tmp_path / "rekap-places.pdf", count, 100)
    slots = [one for one in sheet.boxes if one.slot]
    rows = [box for one, box in zip(slots, printed.places, strict=True) if one.slot and one.slot.name == "members_male"]
    below = [box[1] for box in rows]
    assert below == sorted(below) and len(set(below)) == len(rows) == len(
        {one.top for one in slots if one.slot and one.slot.row}
    )
    heading = next(box for word, box in printed.words if word == "L")
    assert rows[0][0] <= heading[0] <= rows[0][2]


def test_places_move_with_the_sheet() -> None:
    sheet = np.full((300, 400, 3), 255, np.uint8)
    sheet[100:110, 50:60] = 0
    for seed in range(12):
        scan = spoil(sheet, "light", 100, random.Random(seed))
        left, top, right, bottom = (round(one) for one in moved((50, 100, 60, 110), scan.matrix) or [])
        assert scan.picture[top + 4 : bottom - 4, left + 4 : right - 4].mean() < 120, scan.how
