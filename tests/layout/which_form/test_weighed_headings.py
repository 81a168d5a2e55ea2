"""Headings are read the way up in which they speak for the form."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Homography, PageMap
from pipeline.layout.glance import look
from pipeline.layout.print_reader import PrintedText
from pipeline.layout.which_form import weighed_headings
from pipeline.layout.which_form.identify import Match
from pipeline.layout.which_form.weighed_headings import with_headings
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, Told, paper, table

FORMS = load_forms()
RECAP = next(form for form in FORMS if form.key == "rekap-rt III-16b")


@pytest.mark.parametrize("right", [False, True])
def test_headings_read_the_wrong_way_are_read_the_other_way(right: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the few that stand level speak for the form at once."""
    sheet = paper()
    table(sheet, [100 + 70 * bar for bar in range(len(RECAP.columns) + 1)], [200, 400, 490, 580, 670])
    glance = look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())
    best = Match(RECAP, 9.0, 0.8, (), frozenset(), True, 0.8)
    tried: list[bool] = []

    def headings(_: object, wanted: tuple[int, ...], downwards: bool) -> dict[int, PrintedText]:
        tried.append(downwards)
        level = {at: RECAP.columns[at].headings[0] for at in (0, 1)}
        words = {at: RECAP.columns[at].headings[0] if downwards is right else "TV.LOL" for at in wanted}
        return {at: PrintedText(text, 0.9) for at, text in (words | level).items()}

    monkeypatch.setattr(weighed_headings, "doubtful_columns", lambda *_: (0, 1, 2, 3))
    monkeypatch.setattr(
        weighed_headings, "rank", lambda *_: (replace(best, points=20.0 if tried[-1] is right else 10.0),)
    )
    matches, texts = with_headings(glance, (best,), FORMS, headings)
    assert tried == ([False, True] if right else [False])
    assert matches[0].points == 20.0
    assert texts[5] == RECAP.columns[5].headings[0]
