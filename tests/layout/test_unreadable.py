"""A page on which no form is known is refused for what is wrong with it, where that is seen."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Homography, PageMap
from pipeline.layout import unreadable
from pipeline.layout.unreadable import seen_to_be_why
from pipeline.model import PageImage
from pipeline.read.print_net import print_reader
from pipeline.refusals import fault
from samples.generator.damage import draw_damage
from samples.generator.make import make_page
from tests.layout.drawing import Told
from tests.scan.drawn_form import drawn_form

PAGE = PageImage(drawn_form(255).grey, PageMap((Homography(np.eye(3)),)), 11.8)
UNKNOWN = fault("unknown_form")
FORMS = load_forms()


@pytest.mark.parametrize("key", ["rekap-rt III-16b", "data-keluarga 4.14.2a-new"])
@pytest.mark.parametrize("way", [(1, -1), (-1, 1)])
def test_a_page_that_is_a_form_in_the_mirror_is_mirrored(key: str, way: tuple[int, int]) -> None:
    form = next(form for form in FORMS if form.key == key)
    whole = make_page(form, 5, damage=draw_damage(5, "clean")).image
    mirrored = replace(PAGE, grey=np.ascontiguousarray(whole[:: way[0], :: way[1]]))
    assert seen_to_be_why(UNKNOWN, mirrored, FORMS, print_reader()).reason == "mirrored"


def test_a_page_that_is_no_form_in_a_mirror_either_stays_unknown() -> None:
    assert seen_to_be_why(UNKNOWN, PAGE, FORMS, Told()) == UNKNOWN


def test_a_page_shaken_or_out_of_focus_is_blurred_and_looked_at_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unreadable, "look", lambda *_: pytest.fail("looked at"))
    for blurred in (cv2.blur(PAGE.grey, (19, 1)), cv2.GaussianBlur(PAGE.grey, (0, 0), 5.0)):
        page = replace(PAGE, grey=blurred.astype(np.uint8))
        assert seen_to_be_why(UNKNOWN, page, FORMS, Told()).reason == "too_blurred"


def test_so_is_one_exposed_twice() -> None:
    twice = replace(PAGE, grey=np.minimum(PAGE.grey, np.roll(PAGE.grey, (4, 9), (0, 1))))
    refused = seen_to_be_why(fault("lattice_lost"), twice, FORMS, Told())
    assert (refused.reason, refused.message[-14:]) == ("too_blurred", "[lattice_lost]")


@pytest.mark.parametrize("reason", ["cut_off", "ambiguous_form", "too_small", "lattice_lost"])
def test_other_refusals_stay(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unreadable, "look", lambda *_: pytest.fail("looked at"))
    assert seen_to_be_why(fault(reason), PAGE, FORMS, Told()) == fault(reason)
