"""Page results are kept under a key of all that bears on them."""

import os
import stat
from pathlib import Path

from pipeline.book_notes import BookNotes
from pipeline.model import PageFault
from pipeline.run.kept.codec import encode
from pipeline.run.kept.store import Store, page_key

FAULT = PageFault("blank_page", "Halaman kosong.")
KEY = page_key("ab" * 32, 0, "recipe", BookNotes())


def test_the_key_tells_apart_all_that_bears_on_a_page() -> None:
    keys = {
        KEY,
        page_key("cd" * 32, 0, "recipe", BookNotes()),
        page_key("ab" * 32, 1, "recipe", BookNotes()),
        page_key("ab" * 32, 0, "another", BookNotes()),
        page_key("ab" * 32, 0, "recipe", BookNotes(forms=("a",))),
        page_key("ab" * 32, 0, "recipe", BookNotes(editions=("a",))),
    }
    assert len(keys) == 6
    assert page_key("ab" * 32, 0, "recipe", BookNotes(village_code="35.22.13.2001", year=2019)) == KEY


def test_what_is_put_can_be_got(tmp_path: Path) -> None:
    store = Store(tmp_path / "pages")
    assert store.get(KEY) is None
    store.put(KEY, encode(KEY, FAULT))
    assert store.get(KEY) == (FAULT,)
    assert store.keys() == {KEY}


def test_entries_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Store(tmp_path / "pages").put(KEY, encode(KEY, FAULT))
    finally:
        os.umask(before)
    (entry,) = (tmp_path / "pages").glob("*/*.json.gz")
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600
    assert stat.S_IMODE(entry.parent.stat().st_mode) == 0o700


def test_a_broken_entry_counts_as_none_and_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "pages")
    store.put(KEY, encode(KEY, FAULT))
    (entry,) = (tmp_path / "pages").glob("*/*.json.gz")
    entry.write_bytes(entry.read_bytes()[:10])
    assert store.get(KEY) is None
    store.put(KEY, encode(KEY, FAULT))
    assert store.get(KEY) == (FAULT,)


def test_unused_entries_go_once_they_are_old(tmp_path: Path) -> None:
    store = Store(tmp_path / "pages")
    for key in ("aa1", "aa2", "bb3"):
        store.put(key, encode(key, FAULT))
    for key in ("aa1", "aa2"):
        os.utime(tmp_path / "pages" / "aa" / f"{key}.json.gz", (1000, 1000))
    assert store.drop_unused({"aa1"}, older_than_s=2000) == 1
    assert store.keys() == {"aa1", "bb3"}
