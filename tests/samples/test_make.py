"""Pages are the same every time, their writing lies in its boxes, and their truth is in the contract's terms."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from pipeline.form import Form, Kind
from pipeline.formfile import load_forms
from samples.generator.damage import draw_damage
from samples.generator.make import MadePage, make_books, make_page

FORMS = load_forms()
STATES = {"value", "blank", "none", "ditto", "struck", "unreadable"}


def kinds(form: Form) -> dict[str, Kind]:
    fields = [column.field for column in form.columns]
    for entry in (*form.heads, *form.items):
        fields += [entry.field] if entry.extra is None else [entry.field, entry.extra]
    return {field.name: field.kind for field in fields}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_truth_is_canonical_and_ink_is_where_it_says(form: Form) -> None:
    made = make_page(form, 8, damage=draw_damage(8, "clean"))
    height, width = made.image.shape
    known = kinds(form)
    written = 0
    for cell in made.truth["cells"]:  # type: ignore[attr-defined]
        assert cell["state"] in STATES
        assert (cell["state"] in ("value", "ditto")) or cell["value"] is None
        if cell["state"] == "value":
            check_value(known[cell["field"]], cell, cell["row"] == "total")
        left, top, right, bottom = cell["box"]
        assert 0 <= left < right <= width and 0 <= top < bottom <= height
        assert (cell["ink"] is None) == (cell["state"] == "blank")
        if cell["ink"] is not None:
            written += 1
            check_ink(made, cell)
    assert written > 5


def check_value(kind: Kind, cell: dict[str, object], total: bool) -> None:
    value = cell["value"]
    if kind in (Kind.COUNT, Kind.YEAR) or total:
        assert isinstance(value, int)
    elif kind in (Kind.DATE, Kind.DATE_AGE):
        assert value is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", str(value))
        assert value is not None or isinstance(cell["age"], int)
    elif kind is Kind.MARK:
        assert value is True or value == 0
    else:
        assert value is not None and value != ""


def check_ink(made: MadePage, cell: dict[str, object]) -> None:
    """The ink is dark, and its middle lies in or beside the cell: writing may run over an edge."""
    left, top, right, bottom = cell["ink"]  # type: ignore[misc]
    part = made.image[int(top) : int(bottom) + 1, int(left) : int(right) + 1]
    assert part.min() < 170
    box = cell["box"]
    x, y = (left + right) / 2, (top + bottom) / 2
    assert box[0] - 20 < x < box[2] + 20 and box[1] - 20 < y < box[3] + 20, cell["key"]


@pytest.mark.parametrize("level", ["scan", "phone", "bound", "copy", "turned"])
def test_the_same_page_every_time(level: str) -> None:
    form = next(form for form in FORMS if form.form == "kegiatan-warga")
    one, two = (make_page(form, 4, damage=draw_damage(4, level)) for _ in range(2))
    assert np.array_equal(one.image, two.image) and one.truth == two.truth
    other = make_page(form, 5, damage=draw_damage(4, level))
    assert other.truth["cells"] != one.truth["cells"]


def test_wrong_totals_are_flagged() -> None:
    form = next(form for form in FORMS if form.key == "rekap-dasawisma III-16a")
    right, wrong = make_page(form, 3), make_page(form, 3, wrong_totals=2)
    planted = [cell for cell in wrong.truth["cells"] if "planted" in cell]  # type: ignore[attr-defined]
    before = {cell["key"]: cell["value"] for cell in right.truth["cells"]}  # type: ignore[attr-defined]
    assert len(planted) == 2
    assert all(cell["planted"] == "total" and cell["value"] != before[cell["key"]] for cell in planted)


def test_totals_add_up_unless_planted() -> None:
    form = next(form for form in FORMS if form.key == "rekap-rt 4.16b")
    cells = make_page(form, 21).truth["cells"]
    counted = {cell["key"]: cell for cell in cells}  # type: ignore[attr-defined]
    rows = [cell for key, cell in counted.items() if key.endswith(":households") and "total" not in key]
    if all(cell["state"] in ("value", "blank") for cell in rows):
        stated = counted["cell:total:households"]["value"]
        assert stated >= sum(cell["value"] or 0 for cell in rows)


def test_books_are_written_with_their_truth(tmp_path: Path) -> None:
    forms = [form for form in FORMS if form.form in ("data-warga", "kegiatan-warga")]
    truths = make_books(tmp_path, 2, forms, books=2, levels=["scan"])
    lines = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text("utf-8").splitlines()]
    assert lines == truths and len(lines) == 4
    assert all((tmp_path / line["file"]).read_bytes()[:2] == b"\xff\xd8" for line in lines)
