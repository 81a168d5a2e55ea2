"""Items in ruled tables of their own are found as those in a list are."""

from dataclasses import replace
from functools import reduce
from typing import Any

import numpy as np
import pytest

from benchmarks.finding_pages import BenchPage, make_bench_pages
from benchmarks.finding_scores import PageScore, score_page
from pipeline.formfile import load_forms
from pipeline.geometry import Box, PageMap
from pipeline.layout import find
from pipeline.layout.cells import cut
from pipeline.layout.find import Found, find_layout
from pipeline.layout.framed_items import crossed, frames_of, without_pieces
from pipeline.layout.glance import Glance, look
from pipeline.layout.lines.frames import Frame
from pipeline.layout.which_form.identify import Match
from pipeline.model import Cell, Doubt, PageFault, PageImage, Part
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten, turned
from pipeline.scan.view import View
from pipeline.settings import Settings
from tests.layout.drawing import PX_PER_MM, Told, paper, table

FORMS = {form.key: form for form in load_forms()}
OLD, NEW, WARGA = "data-keluarga 4.14.2a-old", "data-keluarga 4.14.2a-new", "data-warga 4.14.1a"
MOTHERS = "ibu-bayi III-18a / 4.18a"


def scored(page: BenchPage) -> PageScore:
    image = straighten(View(page.image), Settings())
    assert not isinstance(image, PageFault)
    found = find_layout(image, tuple(FORMS.values()), print_reader())
    return score_page(page, found, cut(found) if isinstance(found, Found) else (), {})


@pytest.mark.parametrize(
    ("key", "level", "seed"),
    [(OLD, "clean", 11), (NEW, "clean", 12), (NEW, "scan", 13), (OLD, "copy", 14), (WARGA, "clean", 15)],
)
def test_items_in_ruled_tables_are_found_as_those_in_a_list(key: str, level: str, seed: int) -> None:
    """Such pages were refused (`cut_off`: the bottom edge is missing, or `unknown_form`)."""
    (page,) = make_bench_pages(FORMS[key], level, seed, ruled_items=True)
    score = scored(page)
    assert score.outcome == "read", score.reason
    assert score.fields_found == score.fields
    assert score.inks_in_crop >= 0.95 * score.inks
    assert score.table_right == score.table


@pytest.mark.parametrize(
    ("key", "level", "seed"), [(MOTHERS, "curled", 23_020_007), (WARGA, "inverted", 23_020_026)], ids=("rows", "a list")
)
def test_frames_that_pass_for_rows_or_for_nothing_are_told_by_lines_across_cells(
    key: str, level: str, seed: int
) -> None:
    """Four rows of items were rows of the table above; and the bar before their values ran through every item's
    cell. All these cells went to a person."""
    (page,) = make_bench_pages(FORMS[key], level, seed, ruled_items=True)
    score = scored(page)
    assert score.fields_found == score.fields
    assert (score.table_right, score.strays) == (score.table, 0)
    assert score.options_right >= 0.8 * score.options


def test_the_pieces_of_a_broken_table_are_no_tables_of_items() -> None:
    """Taken off the page with those they left too little of the form's table, and the page was refused."""
    cell = Box(0, 0, 100, 40)
    items, piece = (Frame(tuple((cell,) * many for many in rows), (), ()) for rows in ((3, 3, 2), (3, 2, 1)))
    assert without_pieces((items, piece)) == (items,)


def test_rows_and_items_count_that_lines_run_over() -> None:
    field = FORMS[WARGA].items[0].field
    row = [Cell(Part.TABLE, 3, field, Box(0, 0, 1, 1)).doubted(Doubt.OVERLAID) for _ in range(5)]
    item = Cell(Part.ITEMS, None, field, Box(0, 0, 1, 1))
    assert crossed([*row, item]) == 1
    assert crossed([*row, item.doubted(Doubt.OVERLAID)]) == 2


def test_rows_too_faint_to_be_seen_are_looked_for_there_too() -> None:
    """On this speckled copy with dotted rows all members were one."""
    (page,) = make_bench_pages(FORMS[OLD], "framed", 910_001, ruled_items=True)
    score = scored(page)
    assert score.table_right == score.table > 90


@pytest.mark.parametrize(("key", "seed"), [(OLD, 11), (NEW, 22)])
def test_a_table_too_pale_to_be_seen_at_first_is_looked_for_there_too(key: str, seed: int) -> None:
    """Of an office's pages with a table of hair lines above their items two were refused."""
    (page,) = make_bench_pages(FORMS[key], "clean", seed, ruled_items=True)
    rows = page.page_map.box_to_source(
        reduce(Box.union, (place.box for place in page.places if place.part is Part.TABLE))
    )
    image = page.image.copy()
    part = image[rows.grown(-6).slices(image.shape[1], image.shape[0])]
    np.maximum(part, np.uint8(205), out=part)
    score = scored(replace(page, image=image))
    assert score.outcome == "read", score.reason
    assert score.table_right == score.table


@pytest.mark.parametrize("pale", [False, True])
def test_the_last_line_of_the_table_above_is_not_the_frames_own(pale: bool) -> None:
    """Where the table's other rulings were too pale to tell, its last line was taken off the page with the frame."""
    sheet = paper()
    table(sheet, [300, 380, 600, 900, 1000, 1100, 1200, 1500, 1700, 2100], list(range(200, 801, 100)))
    if pale:
        inside = sheet[205:796, 305:2096]
        np.maximum(inside, np.uint8(205), out=inside)
    for away in (0, 6):
        table(sheet, [300, 380, 1000, 1200, 2100 + away], [818 - away, *range(890, 1200, 70)])
    glance = look(PageImage(sheet, PageMap(), PX_PER_MM), Told())
    (frame,) = frames_of(glance)
    assert min(line.middle for line in frame.lines) > 805


def test_they_are_looked_for_as_the_page_lay_however_it_was_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its rulings taken for a table's little of a Data Warga was read, so that it seemed to lie upside down."""

    def unread(*given: Any, **options: Any) -> Glance:
        return replace(look(*given, **options), reads_well=False)

    def over(glance: Glance, matches: tuple[Match, ...], *_: Any, **__: Any) -> tuple[Glance, tuple[Match, ...]]:
        return replace(glance, page=turned(glance.page, 2), ink=glance.ink[::-1, ::-1]), matches

    monkeypatch.setattr(find, "look", unread)
    monkeypatch.setattr(find, "_other_way_up", over)
    (page,) = make_bench_pages(FORMS[WARGA], "clean", 15, ruled_items=True)
    score = scored(page)
    assert score.outcome == "read", score.reason
    assert score.fields_found == score.fields
