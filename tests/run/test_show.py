"""What was erased is not drawn, however it is named; the rest is, with its states counted."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.run import erase, show
from pipeline.run.driver import RunOptions
from pipeline.run.erase_targets import target
from pipeline.settings import Settings
from tests.run.test_erase import erased, options

__all__ = ["options"]


@pytest.fixture(autouse=True)
def same_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "page_recipe", lambda settings: "the recipe of pages")


def shown(options: RunOptions, page: str) -> show.Shown:
    return show.show(page, options.out, options.out.parent / "shown.png", Settings())


def test_a_page_of_a_run_is_drawn_with_its_states_counted(options: RunOptions) -> None:
    made = shown(options, "melati#1")
    (facts,) = show.facts(made)["pages"]  # type: ignore[misc]
    assert made.picture.is_file() and sum(facts["states"].values()) == facts["cells"] > 0  # type: ignore[index]
    assert f"value {facts['states']['value']}" in show.in_words(made)  # type: ignore[index]


@pytest.mark.parametrize("by_file", [False, True])
def test_an_erased_page_is_refused_and_its_neighbour_drawn(options: RunOptions, by_file: bool) -> None:
    erased(options, page="melati#1")
    with pytest.raises(InputError, match=r"was erased.*dihapus.*--give-back"):
        shown(options, str(options.inbox / "melati" / "1.jpg") if by_file else "melati#1")
    assert not (options.out.parent / "shown.png").exists()
    assert shown(options, "melati#2").picture.is_file()


def test_both_pages_of_an_open_book_are_refused(options: RunOptions) -> None:
    erased(options, page="mawar#2")
    with pytest.raises(InputError, match="was erased"):
        shown(options, "mawar#1")


def test_what_is_given_back_is_drawn_again(options: RunOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    erased(options, page="melati#1")
    erase.take_back(target(None, "melati#1", None), options)
    monkeypatch.setattr(show, "build_tools", lambda settings: None)
    monkeypatch.setattr(show, "read_picture", lambda *given: ())
    assert shown(options, "melati#1").picture.is_file()


def test_a_page_that_is_not_there_is_named(options: RunOptions, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no page 9"):
        shown(options, "melati#9")
    with pytest.raises(InputError, match="No run"):
        show.show("melati#1", tmp_path / "none", None, Settings())
