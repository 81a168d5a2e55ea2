"""A page is found by its book, its file in the inbox or any file, and what was published of it."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import InputError
from pipeline.run import driver
from pipeline.run.driver import RunOptions
from pipeline.run.showing import page_named
from pipeline.run.showing.page_named import Named, find_page
from pipeline.settings import Settings
from tests.run.erasing.erased_run import options, table
from tests.run.stand_in_reader import Silent, StandIn

__all__ = ["options"]


@pytest.fixture(autouse=True)
def same_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_named, "page_recipe", lambda settings: "the recipe of pages")


def found(options: RunOptions, page: str) -> Named:
    return find_page(page, options.out, Settings())


def scans(path: Path, count: int) -> Path:
    """A TIFF of so many blank pages."""
    path.parent.mkdir(exist_ok=True)
    first, *more = [Image.fromarray(np.full((1200, 900), 255, np.uint8)) for _ in range(count)]
    first.save(path, save_all=True, append_images=more)
    return path


def test_a_published_page_needs_no_result_of_this_program(options: RunOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_named, "page_recipe", lambda settings: "of a later program")
    own = table(options, "readings").query("book_id == 'mawar' and page_no == 3")
    (content,) = found(options, "mawar#3").pages
    assert len(content.values) == len(own) > 0, "an open book before it shows two pages"  # type: ignore[union-attr]
    assert len(found(options, "mawar#2").pages) == 2


@pytest.mark.parametrize("name", ["mawar/2.jpg", "mawar/2.jpg#1", "{inbox}/mawar/2.jpg", "{inbox}/mawar/2.jpg#1"])
def test_a_file_of_the_inbox_is_drawn_as_published_too(options: RunOptions, name: str) -> None:
    made = found(options, name.format(inbox=options.inbox))
    assert made.pages == found(options, "mawar#3").pages and made.run_id


def test_a_page_of_a_file_of_the_inbox_is_found_by_its_number(options: RunOptions) -> None:
    scans(options.inbox / "desa" / "book.tif", 2)
    driver.run(options, Silent(), StandIn())
    second = found(options, "desa/book.tif#2")
    assert second.index == 1 and second.run_id
    assert second == found(options, "desa/book#2")
    assert (found(options, "desa/book.tif").index, found(options, "desa/book.tif").of) == (0, 2)
    with pytest.raises(InputError, match=r"It has no page 3; it has 2"):
        found(options, "desa/book.tif#3")
    with pytest.raises(InputError, match=r"no book and no file of that name"):
        found(options, "desa/none.tif#1")
