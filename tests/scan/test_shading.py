"""Light becomes even; strokes keep their darkness against their paper; folds go, rulings stay."""

import cv2
import numpy as np

from pipeline.scan.shading import PAPER
from tests.scan.drawn_form import INK, drawn_form, evened


def test_shadow_and_tint_go() -> None:
    form = drawn_form()
    light = np.linspace(0.9, 0.4, form.grey.shape[1])[None, :] * np.linspace(1.0, 0.7, form.grey.shape[0])[:, None]
    even = evened((form.grey * light).astype(np.uint8))
    paper = form.grey == 240
    assert abs(float(np.median(even[paper])) - PAPER) <= 2
    assert float(np.percentile(even[paper], 1)) > 235
    assert float(np.percentile(even[form.grey == INK], 95)) < 90


def test_faint_pencil_keeps_its_contrast() -> None:
    grey = drawn_form().grey
    cv2.putText(grey, "Bojonegoro", (300, 1950), cv2.FONT_HERSHEY_SIMPLEX, 2.0, (205,), 3)
    pencil = grey == 205
    even = evened(grey)
    assert abs(float(np.median(even[pencil])) - PAPER * 205 / 240) < 5


def test_a_fold_goes_and_what_is_written_over_it_stays() -> None:
    grey = drawn_form().grey
    shadow = np.ones(grey.shape[1])
    shadow[1480:1505] = 0.6
    even = evened((grey * shadow[None, :]).astype(np.uint8))
    fold = np.zeros(grey.shape, dtype=np.bool_)
    fold[:, 1486:1499] = True
    assert float(np.percentile(even[fold & (grey == 240)], 10)) > 200
    assert float(np.median(even[fold & (grey == INK)])) < 120


def test_pale_print_becomes_dark_and_blank_paper_stays_blank() -> None:
    pale = (150 + drawn_form().grey * 0.3).astype(np.uint8)
    assert float(np.percentile(evened(pale), 1)) < 120
    grain = np.random.default_rng(2).normal(230, 4, (1400, 1000)).clip(0, 255).astype(np.uint8)
    assert float(np.percentile(evened(grain), 0.5)) > 225


def test_dark_ground_beside_a_turned_sheet_is_white_and_its_grain_no_print() -> None:
    rng = np.random.default_rng(3)
    page = np.full((1200, 900), 235, dtype=np.uint8)
    cv2.putText(page, "NAMA", (300, 600), cv2.FONT_HERSHEY_SIMPLEX, 2.0, (40.0,), 5)
    wedge = np.array([[0, 0], [900, 0], [900, 70]])
    cv2.fillPoly(page, [wedge], (30.0,))
    even = evened((page + rng.normal(0, 6, page.shape)).clip(0, 255).astype(np.uint8))
    beside = cv2.fillPoly(np.zeros(page.shape, np.uint8), [wedge], (1,))
    assert float(np.mean(even[beside > 0] < 200)) < 0.02
    assert even[540:610, 300:460].min() < 80
    assert abs(float(np.median(even[800:])) - 250) < 3


def test_a_hard_shadow_leaves_no_line_nor_hides_what_is_written_in_it() -> None:
    """Its edge was a line a millimetre broad; and what it left of the paper passed for the table the sheet lay on."""
    grey = drawn_form().grey
    y, x = np.mgrid[: grey.shape[0], : grey.shape[1]]
    beyond = x - 1700 > 0.4 * (y - 1000)
    edge = np.abs(x - 1700 - 0.4 * (y - 1000)) < 60
    for light in (0.5, 0.25):
        even = evened(np.where(beyond, grey * light, grey).astype(np.uint8))
        assert float(np.mean(even[edge & (grey == 240)] < 200)) < 0.01
        assert float(np.percentile(even[beyond & (grey == INK)], 95)) < 110
