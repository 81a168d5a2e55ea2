"""Rulings that a copier left pale or in pieces are drawn where they lie, and nothing else is."""

import cv2
import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import PageMap
from pipeline.layout.find import Found, find_layout
from pipeline.layout.pale_rulings import with_pale_drawn
from pipeline.model import Grey, PageFault, PageImage, Part
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import draw_damage
from samples.generator.make import make_page

FORMS = load_forms()
RECAP = next(form for form in FORMS if form.key == "rekap-rt III-16b")
PX_PER_MM, PAPER = 10.0, 250
LINES, BARS = range(400, 1300, 90), range(200, 1700, 150)


def page_of(grey: Grey) -> PageImage:
    return PageImage(grey, PageMap(), PX_PER_MM)


def net(level: int, seen: float = 1.0, written: bool = True) -> Grey:
    """A table ruled in that grey, of whose rulings so much is there, in pieces of 4 mm."""
    rng = np.random.default_rng(3)
    grey = np.full((1700, 2000), PAPER, np.uint8)
    for line in LINES:
        for start in range(BARS[0], BARS[-1], 40):
            if rng.random() < seen:
                grey[line : line + 2, start : start + 40] = level
    for bar in BARS:
        for start in range(LINES[0], LINES[-1], 40):
            if rng.random() < seen:
                grey[start : start + 40, bar : bar + 2] = level
    if written:
        for row in LINES[:-1]:
            for column in BARS[:-1:2]:
                place = (column + 60 + int(rng.integers(-20, 20)), row + 60 + int(rng.integers(-8, 8)))
                cv2.putText(grey, str(rng.integers(1, 30)), place, cv2.FONT_HERSHEY_SIMPLEX, 1.2, (60.0,), 4)
    return grey


def darker(page: PageImage | None, grey: Grey) -> tuple[list[float], list[float]]:
    """Which share of each line and of each bar is dark on the page that was drawn on."""
    assert page is not None
    dark = page.grey < 150
    lines = [dark[line - 2 : line + 4, BARS[0] : BARS[-1]].any(axis=0).mean() for line in LINES]
    bars = [dark[LINES[0] : LINES[-1], bar - 2 : bar + 4].any(axis=1).mean() for bar in BARS]
    return [float(one) for one in lines], [float(one) for one in bars]


@pytest.mark.parametrize(("level", "seen"), [(225, 1.0), (240, 1.0), (215, 0.75), (120, 0.75)])
def test_pale_and_broken_rulings_are_drawn(level: int, seen: float) -> None:
    grey = net(level, seen)
    drawn = with_pale_drawn(page_of(grey))
    if level < 150:
        assert drawn is None  # Dark ones are seen without.
        return
    lines, bars = darker(drawn, grey)
    assert min(*lines, *bars) > 0.85  # A piece may be missing at an end.


def test_nothing_else_is_drawn() -> None:
    grey = net(230)
    drawn = with_pale_drawn(page_of(grey))
    assert drawn is not None
    changed = drawn.grey != grey
    for line in LINES:
        changed[line - 3 : line + 5] = False
    for bar in BARS:
        changed[:, bar - 3 : bar + 5] = False
    assert not changed.any()


def test_pale_words_in_line_are_no_rulings() -> None:
    """A heading's pale words stood in a line over all of a table, and it was drawn through them."""
    grey = net(228)
    for at, column in enumerate(BARS[:-1]):
        cv2.putText(
            grey, "Ibu hamil", (column + 8, LINES[2] + 60 + 4 * (at % 3)), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (215.0,), 3
        )
    drawn = with_pale_drawn(page_of(grey))
    assert drawn is not None
    within = slice(LINES[2] + 6, LINES[3] - 4), slice(BARS[1] + 10, BARS[2] - 10)
    assert np.array_equal(drawn.grey[within], grey[within])


@pytest.mark.parametrize("seed", range(5))
def test_any_picture_is_taken(seed: int) -> None:
    rng = np.random.default_rng(seed)
    grey = rng.integers(0, 256, (400, 600), dtype=np.uint8) if seed else np.full((400, 600), 255, np.uint8)
    if seed > 2:
        grey[:: 40 + seed, :] = 0
        grey[:, :: 90 + seed] = 0
    with_pale_drawn(PageImage(grey, PageMap(), 8.0))
    assert with_pale_drawn(page_of(np.full((1700, 2000), 255, np.uint8))) is None


def test_a_copy_whose_rulings_are_pale_is_read() -> None:
    page = straighten(View(make_page(RECAP, 5, damage=draw_damage(5, "clean")).image), Settings())
    assert isinstance(page, PageImage)
    plain = find_layout(page, FORMS, print_reader())
    assert isinstance(plain, Found)
    ruled = plain.cleaned.astype(np.int16) - plain.page.grey > 40
    ruled[: round(min(cell.box.top for cell in plain.layout.cells if cell.part is Part.TABLE)) - 400] = False
    pale = plain.page.grey.copy()
    pale[cv2.dilate(ruled.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] |= 0xE8
    found = find_layout(page_of_scale(pale, page.px_per_mm), FORMS, print_reader())
    assert not isinstance(found, PageFault)
    assert found.layout.key == RECAP.key
    true = {(cell.row, cell.field.name): cell.box for cell in plain.layout.cells if cell.part is Part.TABLE}
    seen = {(cell.row, cell.field.name): cell.box for cell in found.layout.cells if cell.part is Part.TABLE}
    assert true.keys() == seen.keys()
    for key, box in true.items():
        assert max(abs(box.left - seen[key].left), abs(box.top - seen[key].top)) < 5


def page_of_scale(grey: Grey, px_per_mm: float) -> PageImage:
    return PageImage(grey, PageMap(), px_per_mm)
