"""Two sheets on one glass, one above the other: the second form is seen, and a form alone shows no other."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.layout.find import Found, find_layout
from pipeline.model import PageImage
from pipeline.read.print_net import print_reader
from pipeline.run.workers.other_form import shows_another
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import draw_damage
from samples.generator.make import make_page

FORMS = load_forms()


def found(key: str, seed: int) -> Found:
    form = next(form for form in FORMS if form.key == key)
    page = straighten(View(make_page(form, seed, damage=draw_damage(seed, "clean")).image), Settings())
    assert isinstance(page, PageImage)
    there = find_layout(page, FORMS, print_reader())
    assert isinstance(there, Found)
    return there


@pytest.fixture(scope="module")
def recap() -> Found:
    return found("rekap-rt III-16b", 5)


def beside(one: Found, grey: np.ndarray, above: bool) -> Found:
    """`one` as it was found, on a picture that has `grey` above or below it."""
    width = max(one.page.grey.shape[1], grey.shape[1])
    own, other = (
        np.pad(part, ((0, 0), (0, width - part.shape[1])), constant_values=255) for part in (one.page.grey, grey)
    )
    down = other.shape[0] if above else 0
    cells = tuple(
        replace(cell, box=Box(cell.box.left, cell.box.top + down, cell.box.right, cell.box.bottom + down))
        for cell in one.layout.cells
    )
    page = replace(one.page, grey=np.vstack([other, own] if above else [own, other]))
    return Found(page, replace(one.layout, cells=cells), page.grey)


@pytest.mark.parametrize("above", [True, False])
def test_a_second_form_is_seen_above_and_below(recap: Found, above: bool) -> None:
    """It was lost in silence, or its rows were read under the head of the first."""
    family = found("catatan-keluarga III-15", 6).page.grey
    assert shows_another(beside(recap, family, above), FORMS, print_reader())


def test_a_form_alone_shows_no_other(recap: Found) -> None:
    assert not shows_another(recap, FORMS, print_reader())


@pytest.mark.parametrize("above", [True, False])
def test_ruled_paper_without_a_form_is_no_second_form(recap: Found, above: bool) -> None:
    ruled = np.full((1400, recap.page.grey.shape[1]), 255, np.uint8)
    for line in range(60, 1400, 90):
        ruled[line : line + 3] = 60
    assert not shows_another(beside(recap, ruled, above), FORMS, print_reader())


def side_by_side(one: Found, grey: np.ndarray) -> Found:
    """`one` as it was found, on a picture that has `grey` to the right of it."""
    height = max(one.page.grey.shape[0], grey.shape[0])
    both = [np.pad(part, ((0, height - part.shape[0]), (0, 0)), constant_values=255) for part in (one.page.grey, grey)]
    page = replace(one.page, grey=np.hstack(both))
    return Found(page, one.layout, page.grey)


def test_a_form_beside_another_that_is_not_as_wide_is_seen() -> None:
    """A portrait and a landscape sheet on an A3 glass have no gutter in the middle: one of them was lost in silence."""
    person, activities = found("data-warga 4.14.1a", 5), found("kegiatan-warga 4.14.1b", 6)
    assert shows_another(side_by_side(person, activities.page.grey), FORMS, print_reader())
    assert shows_another(side_by_side(activities, person.page.grey), FORMS, print_reader())
    for one in (person, activities):
        assert not shows_another(one, FORMS, print_reader())
        assert not shows_another(side_by_side(one, np.full((900, 1500), 255, np.uint8)), FORMS, print_reader())
