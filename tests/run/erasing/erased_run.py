"""What tests of erasing ask of an inbox that was read."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.model import PageContent
from pipeline.publish.current_link import current_run
from pipeline.publish.read_back import load_table
from pipeline.run import driver
from pipeline.run.driver import RunOptions
from pipeline.run.erasing import erase
from pipeline.run.erasing.erase_targets import target
from pipeline.run.kept.store import Store
from pipeline.settings import Settings
from schemas import TABLES
from tests.run.stand_in_reader import Silent, StandIn, page_file
from tests.run.written_files import JPEG, write_old


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunOptions:
    """Of an inbox that was read: two families in one book, one in another."""
    for module in (driver, erase):
        monkeypatch.setattr(module, "page_recipe", lambda settings: "the recipe of pages")
    monkeypatch.setattr(driver, "table_recipe", lambda settings: "the recipe of tables")
    (tmp_path / "key").write_bytes(b"0123456789abcdef0123456789abcdef")
    write_old(tmp_path / "in" / "melati", **{"1__jpg": page_file("family Ahmad"), "2__jpg": page_file("family Sarip")})
    write_old(tmp_path / "in" / "mawar", **{"1__jpg": page_file("spread Karto"), "2__jpg": page_file("family Darmo")})
    options = RunOptions(tmp_path / "in", tmp_path / "out", Settings(), id_key=tmp_path / "key")
    driver.run(options, Silent(), StandIn())
    return options


def table(options: RunOptions, name: str) -> pd.DataFrame:
    run_folder = current_run(options.out)
    assert run_folder is not None
    return load_table(run_folder, name)


def pages(options: RunOptions) -> set[tuple[str, int]]:
    return {(str(book), int(page)) for book, page in table(options, "pages")[["book_id", "page_no"]].to_numpy()}


def erased(options: RunOptions, **named: str) -> erase.Erased:
    asked = target(named.get("book"), named.get("page"), named.get("person"))
    return erase.erase(asked, options, Silent(), StandIn())


def published_text(options: RunOptions) -> str:
    """All that stands in the tables."""
    return "\n".join(str(table(options, name).to_numpy().tolist()) for name in TABLES)


def scan_again(says: str) -> bytes:
    """Another picture of a page: other bytes, on which the same is read."""
    return JPEG + b"scanned again" + page_file(says).removeprefix(JPEG)


def results(options: RunOptions) -> list[set[str]]:
    store = Store(options.out / "work" / "pages")
    keys = store.keys()
    found = [page for key in keys for page in store.get(key) or ()]
    return [{str(value.value) for value in page.values} for page in found if isinstance(page, PageContent)]
