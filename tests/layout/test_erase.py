"""Rulings go, strokes stay."""

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.erase import Stripe, box_stripes, erased
from tests.layout.drawing import box, inked, line, paper


def across(y: float) -> Stripe:
    return Stripe(np.array([[50.0, y], [950.0, y]]), 3.0)


def test_a_ruling_goes_and_a_stroke_through_it_stays() -> None:
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200))
    line(sheet, (500, 150), (510, 260), 4)
    clean = erased(sheet, inked(sheet), [across(200.5)], [])
    assert (clean[195:206, 60:480] == 255).all()
    assert all((clean[y, 495:515] < 150).any() for y in range(160, 250))


def test_a_stroke_that_ends_on_a_ruling_keeps_what_lies_outside_it() -> None:
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200))
    line(sheet, (500, 150), (500, 199), 4)
    clean = erased(sheet, inked(sheet), [across(200.5)], [])
    assert (clean[155:195, 498:502] < 150).any(axis=1).all()
    assert (clean[206:, :] == 255).all()


def test_rulings_that_cross_are_both_gone() -> None:
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200))
    line(sheet, (500, 20), (500, 380))
    down = Stripe(np.array([[500.5, 20.0], [500.5, 380.0]]), 3.0)
    assert (erased(sheet, inked(sheet), [across(200.5)], [down])[30:370, 60:940] == 255).all()


def test_a_tick_is_left_of_a_marked_box() -> None:
    sheet = paper(400, 1000)
    box(sheet, 300, 100, mark="tick")
    flat, steep = box_stripes([Box(298, 98, 348, 148)], 5.0)
    clean = erased(sheet, inked(sheet), flat, steep)
    assert (clean[106:140, 304:342] < 150).sum() > 100
    assert (clean[96:100, 300:330] == 255).all()
    assert (clean[110:140, 296:304] == 255).all()
