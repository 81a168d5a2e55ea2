"""A page's way is composed as agreed, and notes of the book decide which forms may stand in it."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from weakref import ref

import numpy as np
import pytest

from pipeline.book_notes import BookNotes
from pipeline.form import Form
from pipeline.formfile import load_forms
from pipeline.geometry import Homography, PageMap
from pipeline.model import PageFault, PageImage, PageLayout
from pipeline.refusals import fault
from pipeline.run.workers import page as composition
from pipeline.run.workers.page import PageReading, Tools, read_picture
from pipeline.settings import Settings

FORMS = load_forms()
GREY = np.full((900, 700), 255, np.uint8)
FAMILY, PERSON = ("catatan-keluarga", "III-15"), ("data-warga", "4.14.1a")


@dataclass
class Stages:
    """Stand-ins for the stages: what they answer, and what they were asked."""

    finds: Callable[[tuple[Form, ...]], object]
    asked: list[int]
    straight: object = None
    halves: int = 1
    two_forms: bool = False

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        upright = self.straight or PageImage(GREY, PageMap(), 12.0, quarter_turns=1, skew_deg=0.5)
        monkeypatch.setattr(composition, "straighten", lambda grey, settings: upright)
        halves = tuple((GREY[:, part * 50 :], Homography(np.eye(3))) for part in range(self.halves))
        monkeypatch.setattr(composition, "split_spread", lambda grey: halves)
        monkeypatch.setattr(composition, "find_layout", self._find)
        monkeypatch.setattr(composition, "shows_another", lambda found, forms, reader: self.two_forms)
        monkeypatch.setattr(composition, "cut", lambda found: ("crop",))
        monkeypatch.setattr(composition, "read_cells", lambda crops, engines: tuple(f"read {crop}" for crop in crops))
        monkeypatch.setattr(composition, "judge", self._judge)
        monkeypatch.setattr(composition, "unlocated", lambda form, values: (f"lacking of {form.form}",))

    def _find(self, page: object, forms: tuple[Form, ...], reader: object) -> object:
        self.asked.append(len(forms))
        return self.finds(forms)

    def _judge(
        self, form: Form, readings: object, codes: object, to_source: object, settings: object
    ) -> tuple[Any, ...]:
        return (form.key, readings)


def found(form: str, edition: str) -> object:
    layout = PageLayout(form, edition, 0.9, "another", 0.4, 0.7, ())
    return SimpleNamespace(page=PageImage(GREY, PageMap(), 12.0, quarter_turns=3, skew_deg=0.5), layout=layout)


def became(stages: Stages, monkeypatch: pytest.MonkeyPatch, notes: BookNotes, watch: Any = None) -> Any:
    stages.install(monkeypatch)
    tools = Tools(FORMS, None, None, None, Settings())  # type: ignore[arg-type]
    return read_picture(GREY, tools, notes, watch)


def test_the_stages_follow_each_other_and_are_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    (reading,) = became(Stages(lambda forms: found(*FAMILY), []), monkeypatch, BookNotes(), told.append)
    assert isinstance(reading, PageReading)
    assert reading.content.values == ("catatan-keluarga III-15", ("read crop",), "lacking of catatan-keluarga")  # type: ignore[comparison-overlap]
    assert (reading.content.quarter_turns, reading.content.skew_deg, reading.content.runner_up) == (3, 0.5, "another")
    assert told == ["straighten", "straighten", "layout", "read", "evidence"]


def test_the_picture_is_let_go_once_its_page_is_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    handed_on = [GREY.copy()]
    picture = ref(handed_on[0])
    stages = Stages(lambda forms: found(*FAMILY) if picture() is None else fault("unknown_form"), [])
    stages.install(monkeypatch)
    tools = Tools(FORMS, None, None, None, Settings())  # type: ignore[arg-type]
    (reading,) = read_picture(handed_on.pop(), tools, BookNotes())
    assert isinstance(reading, PageReading), "a worker would hold 20 MB that nobody looks at"


def test_a_page_that_cannot_be_straightened_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = Stages(lambda forms: found(*FAMILY), [], straight=fault("too_dark"))
    assert became(stages, monkeypatch, BookNotes()) == (fault("too_dark"),)


def test_a_picture_of_two_forms_is_refused_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    (refused,) = became(Stages(lambda forms: found(*FAMILY), [], two_forms=True), monkeypatch, BookNotes())
    assert isinstance(refused, PageFault) and refused.reason == "two_forms"


def test_a_page_of_another_form_than_the_book_states_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = Stages(lambda forms: found(*PERSON), [])
    (refused,) = became(stages, monkeypatch, BookNotes(forms=("catatan-keluarga",)))
    assert isinstance(refused, PageFault) and refused.reason == "form_mismatch"
    assert "data-warga 4.14.1a" in refused.message
    assert stages.asked == [len(FORMS)]


def test_what_the_book_states_ends_a_doubt_between_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = Stages(lambda forms: fault("ambiguous_form") if len(forms) > 2 else found(*FAMILY), [])
    (reading,) = became(stages, monkeypatch, BookNotes(forms=("catatan-keluarga",)))
    assert isinstance(reading, PageReading)
    assert stages.asked == [len(FORMS), 2]
    assert became(stages, monkeypatch, BookNotes()) == (fault("ambiguous_form"),)


def test_an_open_book_is_two_pages_of_which_one_may_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([found(*FAMILY), fault("blank_page")])
    first, second = became(Stages(lambda forms: next(answers), [], halves=2), monkeypatch, BookNotes())
    assert isinstance(first, PageReading) and second == fault("blank_page")


def test_what_was_no_open_book_after_all_is_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([fault("unknown_form"), fault("blank_page"), found(*FAMILY)])
    (whole,) = became(Stages(lambda forms: next(answers), [], halves=2), monkeypatch, BookNotes())
    assert isinstance(whole, PageReading)


def test_an_open_book_that_cannot_be_read_either_way_is_two_refused_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = Stages(lambda forms: fault("unknown_form"), [], halves=2)
    assert became(stages, monkeypatch, BookNotes()) == (fault("unknown_form"),) * 2
