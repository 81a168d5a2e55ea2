"""The measure itself: right boxes score fully whatever the damage, wrong ones do not, and refused pages count."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.finding_levels import LEVELS, MORE_LEVELS
from benchmarks.finding_pages import BenchPage, make_bench_pages
from benchmarks.finding_report import report
from benchmarks.finding_scores import PageScore, score_page
from benchmarks.not_forms import KINDS, draw
from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.layout.find import Found
from pipeline.model import Cell, Crop, Option, PageImage, PageLayout
from pipeline.refusals import fault

FORMS = {form.key: form for form in load_forms()}


def made(level: str, key: str = "kegiatan-warga 4.14.1b") -> BenchPage:
    return make_bench_pages(FORMS[key], level, 3)[0]


def found_at_truth(page: BenchPage, down_px: float = 0.0, form: str | None = None) -> tuple[Found, tuple[Crop, ...]]:
    """A finder that straightens perfectly and finds every box, moved down a little."""
    fields = {column.field.name: column.field for column in page.form.columns}
    for entry in (*page.form.heads, *page.form.items):
        fields |= {field.name: field for field in (entry.field, entry.extra) if field is not None}
    cells = tuple(
        Cell(
            place.part,
            place.row,
            fields[place.field],
            place.box.shifted(0, down_px),
            tuple(Option(one.value, one.mark, one.label) for one in place.options),
        )
        for place in page.places
    )
    flat = np.zeros(page.size, np.uint8)
    image = PageImage(flat, page.page_map, 300 / 25.4, page.damage.quarter_turns, page.damage.skew_deg)
    layout = PageLayout(form or page.form.form, page.form.edition, 1.0, "", 0.0, 0.0, cells)
    return Found(image, layout, flat), tuple(Crop(cell, flat, cell.box) for cell in cells)


def score(page: BenchPage, down_px: float = 0.0, form: str | None = None) -> PageScore:
    return score_page(page, *found_at_truth(page, down_px, form), {"layout": 1.0})


@pytest.mark.parametrize("level", LEVELS + MORE_LEVELS)
def test_right_boxes_score_fully_whatever_the_damage(level: str) -> None:
    page = made(level)
    got = score(page)
    assert got.outcome == "read" and got.turns_right
    assert got.table == got.table_found == got.table_right > 0
    assert got.fields == got.fields_right == 1
    assert max(got.corners_px) < 1.0
    assert got.left_deg == pytest.approx(0.0, abs=0.02)
    assert got.wrong == []


def test_boxes_moved_by_a_third_of_a_row_are_wrong_though_found() -> None:
    page = made("skewed")
    row_px = next(place.box.height for place in page.places if place.row == 0)
    got = score(page, down_px=row_px / 3)
    assert got.table_found == got.table and got.table_right == 0


def test_options_are_held_against_their_own_boxes() -> None:
    page = made("scan", "data-warga 4.14.1a")
    found, crops = found_at_truth(page)
    assert score_page(page, found, crops, {}).options_right > 0
    astray = tuple(
        replace(cell, options=tuple(replace(one, mark=None, label=Box(0, 0, 9, 9)) for one in cell.options))
        for cell in found.layout.cells
    )
    moved = replace(found, layout=replace(found.layout, cells=astray))
    assert score_page(page, moved, crops, {}).options_right == 0


def test_another_form_and_a_refusal_leave_all_cells_unfound() -> None:
    page = made("scan")
    other = score(page, form="data-warga")
    refused = score_page(page, fault("unknown_form", "nearest: x"), (), {})
    assert (other.outcome, refused.outcome) == ("other form", "refused")
    assert other.table_found == refused.table_found == 0 < refused.table
    assert refused.reason == "unknown_form [nearest: x]"
    text = report([other, refused], [])
    assert "- refused: scan, kegiatan-warga 4.14.1b, seed 3: unknown_form [nearest: x]" in text


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_pages_that_are_no_form_are_drawn_alike_every_time(kind: str) -> None:
    (first, level), (second, again) = draw(kind, 5), draw(kind, 5)
    assert first.dtype == np.uint8 and first.ndim == 2
    assert level == again and np.array_equal(first, second)
