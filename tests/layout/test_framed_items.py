"""Items in ruled tables of their own are found as those in a list are."""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.finding_pages import BenchPage, make_bench_pages
from benchmarks.finding_scores import PageScore, score_page
from pipeline.formfile import load_forms
from pipeline.layout import find
from pipeline.layout.cells import cut
from pipeline.layout.find import Found, find_layout
from pipeline.layout.glance import Glance, look
from pipeline.layout.which_form.identify import Match
from pipeline.model import PageFault
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten, turned
from pipeline.scan.view import View
from pipeline.settings import Settings

FORMS = {form.key: form for form in load_forms()}
OLD, NEW, WARGA = "data-keluarga 4.14.2a-old", "data-keluarga 4.14.2a-new", "data-warga 4.14.1a"


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


def test_rows_too_faint_to_be_seen_are_looked_for_there_too() -> None:
    """On this speckled copy with dotted rows all members were one."""
    (page,) = make_bench_pages(FORMS[OLD], "framed", 910_001, ruled_items=True)
    score = scored(page)
    assert score.table_right == score.table > 90


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
