"""A page number that moved, or may have, erases nothing; the file that bears it is named."""

from dataclasses import replace

import pytest

from pipeline.errors import InputError, UsageError
from pipeline.run import driver
from pipeline.run.driver import RunOptions
from pipeline.run.erasing import erase
from pipeline.run.erasing.erase_targets import target
from tests.run.erasing.erased_run import erased, options, pages
from tests.run.stand_in_reader import Silent, StandIn, page_file
from tests.run.written_files import write_old

__all__ = ["options"]


@pytest.mark.parametrize(("words", "file"), [("melati#2", "melati/2.jpg"), ("mawar#3", "mawar/2.jpg")])
def test_a_number_is_answered_with_its_file_and_erases_nothing(options: RunOptions, words: str, file: str) -> None:
    before = pages(options)
    with pytest.raises(UsageError) as told:
        erased(options, page=words)
    assert f"  dasawisma erase {options.out} --page {file}" in told.value.message.splitlines()
    assert f"  dasawisma show {file} --out {options.out}" in told.value.message.splitlines()
    assert pages(options) == before and not (options.out / "erased.json").exists()


@pytest.mark.parametrize("name", ["0__jpg", "1a__jpg"])
def test_a_number_that_moved_since_the_publication_names_both_files(options: RunOptions, name: str) -> None:
    write_old(options.inbox / "melati", **{name: page_file("family Tri")})
    with pytest.raises(UsageError, match=r"moved since the last publication") as told:
        erased(options, page="melati#2")
    assert "di tabel adalah melati/2.jpg" in told.value.message and "--page" not in told.value.message


def test_a_number_that_moved_because_a_page_before_it_is_an_open_book_now(options: RunOptions) -> None:
    write_old(options.inbox / "mawar", **{"1__jpg": page_file("family Karto")})
    with pytest.raises(UsageError, match="moved"):
        erased(options, page="mawar#2")
    with pytest.raises(UsageError, match=r"kotak masuk sekarang -"):
        erased(options, page="mawar#3")


def test_a_number_that_no_page_has(options: RunOptions) -> None:
    with pytest.raises(InputError, match="Book mawar has no page 9"):
        erased(options, page="mawar#9")


def test_a_file_that_holds_something_else_by_now_is_not_erased(options: RunOptions) -> None:
    write_old(options.inbox / "melati", **{"1__jpg": page_file("family Tri")})
    with pytest.raises(InputError, match="changed since the last publication"):
        erased(options, page="melati/1.jpg")
    driver.run(replace(options, accept_drop=True), Silent(), StandIn())
    assert erased(options, page="melati/1.jpg").pages == ("melati#1 (melati/1.jpg)",)


def test_what_is_given_back_is_named_by_its_file_too(options: RunOptions) -> None:
    erased(options, page="melati/1.jpg")
    with pytest.raises(UsageError, match=r"--page melati/1\.jpg --give-back"):
        erase.take_back(target(None, "melati#1", None), options)
    assert erase.take_back(target(None, "melati/1.jpg", None), options).places == 1


def test_after_an_open_book_went_the_numbers_behind_it_still_are_what_was_published(options: RunOptions) -> None:
    erased(options, page="mawar/1.jpg")
    with pytest.raises(UsageError, match=r"--page mawar/2\.jpg"):
        erased(options, page="mawar#3")
    with pytest.raises(UsageError, match=r"--page mawar/1\.jpg --give-back"):
        erase.take_back(target(None, "mawar#2", None), options)
