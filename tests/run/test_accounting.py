"""The numbers of a run add up to what lies in the inbox: copies, pages scanned again, broken files, erased ones."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import GateError
from pipeline.publish.current_link import current_run
from pipeline.publish.read_back import load_table
from pipeline.run import driver, status
from pipeline.run.driver import RunOptions, run
from pipeline.run.erasing.erase import erase
from pipeline.run.erasing.erase_targets import target
from pipeline.run.summary import Pictures, in_words
from pipeline.settings import Settings
from tests.run.stand_in_reader import Silent, StandIn, page_file
from tests.run.written_files import write_old


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunOptions:
    """An inbox with a page, a copy of its file, a new scan of it, an empty page, no PDF, and two other pages."""
    monkeypatch.setattr(driver, "page_recipe", lambda settings: "the recipe of pages")
    monkeypatch.setattr(driver, "table_recipe", lambda settings: "the recipe of tables")
    page, empty = page_file("family Ahmad"), page_file("refuse blank_page")
    write_old(tmp_path / "in" / "mawar", **{"1__jpg": page, "2__jpg": empty, "no__pdf": b"%PDF-"})
    write_old(tmp_path / "in" / "melati", **{"1__jpg": page_file("recap"), "2__jpg": page_file("family Sarip")})
    write_old(tmp_path / "in" / "melati", **{"again__jpg": page + b" ", "copy__jpg": page})
    return RunOptions(tmp_path / "in", tmp_path / "out", Settings())


def test_every_picture_and_every_page_is_accounted_for(options: RunOptions) -> None:
    first = run(options, Silent(), StandIn())
    assert (first.pages_found, first.pages_read, first.pages_refused, first.pages_repeated) == (7, 5, 2, 2)
    assert first.pictures == Pictures(read_now=5, same=1, known=0, unread=1, erased=0)
    said = in_words(first)
    assert "5 gambar dilihat sekarang, 1 sama dengan salah satunya, 0 sudah dikenal, 1 tidak dapat dibuka;" in said
    assert "5 pictures looked at now, 1 the same as one of these, 0 known from before, 1 not to be opened;" in said
    assert "Berulang: 2 halaman" in said and "page:duplicate" in said
    assert first.copies == {"mawar#1": "melati#3", "melati#4": "melati#3"}
    folder = current_run(options.out)
    assert folder is not None
    assert sum(load_table(folder, "quarantine")["rule"] == "page:duplicate") == 2
    stands = status.status(options.out)
    assert stands.pages == {"found": 7, "read": 5, "repeated": 2, "refused": 2}
    assert "7 = 5 terbaca / read + 2 ditolak / refused\nBerulang: 2 halaman" in status.in_words(stands)
    assert (
        "(buku / books 3, halaman / pages 7, terbaca / read 5, berulang / repeated 2, ditolak / refused 2, gambar"
        " dilihat / pictures looked at 5, sama dengannya / same as these 1, tidak dapat dibuka / not to be opened 1,"
        " baru ditolak / newly refused 2)"
    ) in status.in_words(stands)
    assert first.counts().keys() == status._COUNTED.keys()
    assert "; 2 di antaranya berulang" in (folder / "report.html").read_text()


def test_the_sums_come_out_where_nothing_is_new_and_after_something_was_erased(options: RunOptions) -> None:
    run(options, Silent(), StandIn())
    again = run(options, Silent(), StandIn())
    assert again.run_id is None and (again.pages_found, again.pages_repeated) == (7, 2)
    assert again.pictures == Pictures(read_now=0, same=0, known=6, unread=1, erased=0)
    left = erase(target(None, "melati/2.jpg", None), replace(options, accept_drop=True), Silent(), StandIn()).run
    assert left is not None and left.pages_found == 6
    assert left.pictures == Pictures(read_now=0, same=0, known=5, unread=1, erased=1)
    assert "1 dihapus dan dilewati;" in in_words(left) and "1 erased and left out;" in in_words(left)


def test_status_stands_where_the_manifest_is_lost(options: RunOptions) -> None:
    (run(options, Silent(), StandIn()).current / "manifest.json").unlink()
    stands = status.status(options.out)
    assert stands.pages == {} and "Halaman / Pages" not in status.in_words(stands)


def test_without_repeated_pages_nothing_is_said_of_them(options: RunOptions) -> None:
    for name in ("again", "copy"):
        (options.inbox / "melati" / f"{name}.jpg").unlink()
    said = in_words(run(options, Silent(), StandIn()))
    assert "Berulang" not in said and "the same as" not in said and "erased" not in said


def test_a_sheet_scanned_again_into_a_folder_that_says_nothing_counts_once(options: RunOptions) -> None:
    """It was counted in its village and once more in none; with a book.toml, the run then ended with 7."""
    for file in (options.inbox / "mawar").iterdir():
        file.unlink()
    shutil.rmtree(options.inbox / "melati")
    page = page_file("family Ahmad")
    write_old(options.inbox / "mawar", **{"1__jpg": page, "book__toml": b'village_code = "35.22.13.2001"'})
    write_old(options.inbox / "hp", **{"1__jpg": page + b" "})
    first = run(options, Silent(), StandIn())
    assert (first.rows["households"], first.rows["members"], first.copies) == (1, 4, {"hp#1": "mawar#1"})
    folder = current_run(options.out)
    assert folder is not None
    (told,) = load_table(folder, "quarantine").query("rule == 'page:duplicate'")["message"]
    assert "mawar#1 (mawar/1.jpg) alone is in the tables, for its village is known. Not the same file" in told
    write_old(options.inbox / "hp", **{"book__toml": b'village_code = "35.22.13.2001"'})
    assert run(options, Silent(), StandIn()).exit_code == 0


def test_the_gate_says_that_copies_are_why_rows_fell(options: RunOptions) -> None:
    """Of two villages on purpose, until a book.toml is mended."""
    shutil.rmtree(options.inbox / "mawar")
    shutil.rmtree(options.inbox / "melati")
    page, toml = page_file("family Ahmad"), b'village_code = "35.22.13.2001"'
    write_old(options.inbox / "mawar", **{"1__jpg": page, "book__toml": toml})
    write_old(options.inbox / "hp", **{"1__jpg": page + b" ", "book__toml": b'village_code = "35.22.15.2002"'})
    assert run(options, Silent(), StandIn()).rows["households"] == 2
    write_old(options.inbox / "hp", **{"book__toml": toml})
    with pytest.raises(GateError) as told:
        run(options, Silent(), StandIn())
    words = told.value.message
    assert "mawar#1 (= hp#1)." in words and "count once now" in words
    assert (
        "Books of another village now, as book.toml or their pages say: hp (35.22.15.2002 -> 35.22.13.2001)." in words
    )
    assert words.index("count once now") < words.index("accept-drop")
