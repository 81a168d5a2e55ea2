"""What is erased leaves tables, results, logs and old runs, is not read again, and comes back only when asked."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError, GateError, InputError, LockedError, UsageError
from pipeline.model import PageContent
from pipeline.publish.current_link import current_run
from pipeline.run import driver
from pipeline.run.driver import RunOptions
from pipeline.run.erasing import erase, erase_words
from pipeline.run.erasing.erase_targets import target
from pipeline.run.kept.erasures import Erasures, Place
from pipeline.run.kept.ledger import Ledger
from pipeline.run.kept.workspace import Workspace
from pipeline.run.workers.pagetask import PageTask
from tests.run.erasing.erased_run import erased, options, pages, published_text, scan_again, table
from tests.run.stand_in_reader import Silent, StandIn, content_of, page_file
from tests.run.written_files import write_old
from tests.tables.invented_books import family_page

__all__ = ["options"]


def test_an_erased_book_is_nowhere_and_stays_away(options: RunOptions) -> None:
    assert pages(options) == {("mawar", 1), ("mawar", 2), ("mawar", 3), ("melati", 1), ("melati", 2)}
    (options.out / "worst").mkdir()
    (options.out / "worst" / "index.html").write_text("crops")
    older = (options.out / "current").resolve().with_name("20200101T000000Z-abcd")
    shutil.copytree((options.out / "current").resolve(), older)
    (older / "manifest.json").write_text("broken")
    made = erased(options, book="mawar")
    assert made.what == "book" and made.places == 2
    assert pages(options) == {("melati", 1), ("melati", 2)}
    assert [path.name for path in (options.out / "runs").iterdir()] == [current_run(options.out).name]  # type: ignore[union-attr]
    assert len(list((options.out / "work" / "pages").rglob("*.gz"))) == 2
    assert not (options.out / "worst").exists()
    logs = b"".join(path.read_bytes() for path in (options.out / "work" / "log").iterdir())
    assert b"mawar" not in logs and b"melati" in logs
    (options.inbox / "mawar").rename(options.inbox / "mawar renamed")
    write_old(options.inbox / "melati", **{"3__jpg": page_file("family Sarip")})
    reader = StandIn()
    driver.run(options, Silent(), reader)
    assert pages(options) == {("melati", 1), ("melati", 2), ("melati", 3)} and reader.asked == []
    manifest = json.loads((options.out / "current" / "manifest.json").read_text())
    assert manifest["gone"] == []


def test_a_page_is_erased_with_the_other_half_and_the_rest_keep_their_numbers(options: RunOptions) -> None:
    assert erased(options, page="melati/1.jpg").places == 1
    assert ("melati", 2) in pages(options) and ("melati", 1) not in pages(options)
    before = table(options, "members").query("book_id == 'mawar' and page_no == 3")
    erased(options, page="mawar/1.jpg")
    assert {page for book, page in pages(options) if book == "mawar"} == {3}
    after = table(options, "members").query("book_id == 'mawar'")
    assert set(after["page_no"]) == {3} and set(after["person_id"]) == set(before["person_id"])
    back = erase.take_back(target(None, "mawar/1.jpg", None), options)
    assert back.pages == ("mawar#1 (mawar/1.jpg)", "mawar#2 (mawar/1.jpg)")
    driver.run(options, Silent(), StandIn())
    assert {page for book, page in pages(options) if book == "mawar"} == {1, 2, 3}


def test_the_record_says_that_and_when_and_nothing_of_what(options: RunOptions) -> None:
    erased(options, book="melati")
    path = options.out / "erased.json"
    record = json.loads(path.read_text())
    assert path.stat().st_mode & 0o077 == 0
    assert [(event["done"], event["what"], event["places"]) for event in record["events"]] == [("erased", "book", 2)]
    assert not record["pending"]
    assert "melati" not in path.read_text() and "Ahmad" not in path.read_text()
    scan = (options.inbox / "melati" / "1.jpg").read_bytes()
    assert hashlib.sha256(scan).hexdigest()[:16] not in path.read_text()


def test_what_is_given_back_is_read_again(options: RunOptions) -> None:
    before = pages(options)
    erased(options, book="mawar")
    assert erase.take_back(target("mawar", None, None), options).places == 2
    with pytest.raises(InputError, match="not erased"):
        erase.take_back(target("mawar", None, None), options)
    driver.run(options, Silent(), StandIn())
    assert pages(options) == before


def test_copies_of_an_erased_page_go_with_it_and_are_named(options: RunOptions) -> None:
    write_old(options.inbox / "kenanga", **{"1__jpg": scan_again("family Sarip"), "2__jpg": page_file("family Tri")})
    driver.run(options, Silent(), StandIn())
    made = erased(options, page="kenanga/1.jpg")
    assert made.copies == ("melati#2 (melati/2.jpg)",) and made.places == 2
    assert "the same pages once more: melati#2" in erase_words.in_words(made)
    assert not {("kenanga", 1), ("melati", 2)} & pages(options) and ("kenanga", 2) in pages(options)
    assert "Sarip" not in published_text(options)


def test_copies_are_given_back_with_the_page_they_went_with_unless_erased_for_themselves(options: RunOptions) -> None:
    write_old(options.inbox / "kenanga", **{"1__jpg": scan_again("family Sarip"), "2__jpg": page_file("family Tri")})
    driver.run(options, Silent(), StandIn())
    before = pages(options)
    erased(options, page="kenanga/1.jpg")
    back = erase.take_back(target(None, "kenanga/1.jpg", None), options)
    assert back.places == 2 and back.copies == ("melati#2 (melati/2.jpg)",)
    assert "the same pages once more: melati#2" in erase_words.in_words(back)
    driver.run(options, Silent(), StandIn())
    assert pages(options) == before
    erased(options, page="kenanga/1.jpg")
    assert erased(options, page="melati/2.jpg").run is not None
    assert erase.take_back(target(None, "kenanga/1.jpg", None), options).copies == ()
    driver.run(options, Silent(), StandIn())
    assert pages(options) == before - {("melati", 2)}


def test_erasing_during_the_very_first_run_says_that_it_is_at_work(options: RunOptions, tmp_path: Path) -> None:
    first = replace(options, out=tmp_path / "first")

    def try_to_erase(task: PageTask) -> None:
        with pytest.raises(LockedError, match="at work"):
            erased(first, book="melati")

    driver.run(first, Silent(), StandIn(try_to_erase))
    assert erased(first, book="melati").places == 2


def test_the_inbox_is_known_while_the_first_run_reads(options: RunOptions, tmp_path: Path) -> None:
    first = replace(options, out=tmp_path / "first")

    def look(task: PageTask) -> None:
        assert Ledger.load(Workspace(first.out).ledger).inbox == str(options.inbox)

    asked = StandIn(look)
    driver.run(first, Silent(), asked)
    assert asked.asked


def test_what_was_erased_before_is_not_erased_again(options: RunOptions) -> None:
    first = erased(options, page="melati/1.jpg")
    assert first.run is not None
    again = erased(options, page="melati/1.jpg")
    assert again.run is None and "was erased before" in erase_words.in_words(again)
    run_folder = current_run(options.out)
    assert run_folder is not None and run_folder.name == first.run.run_id


def test_a_first_run_that_was_stopped_left_enough_to_erase_by(options: RunOptions, tmp_path: Path) -> None:
    stopped = replace(options, out=tmp_path / "stopped")
    write_old(options.inbox / "mawar", **{"3__jpg": page_file("stop")})
    with pytest.raises(KeyboardInterrupt):
        driver.run(stopped, Silent(), StandIn())
    (options.inbox / "mawar" / "3.jpg").unlink()
    assert erased(stopped, book="melati").places == 2
    assert {book for book, _ in pages(stopped)} == {"mawar"}


def test_a_killed_erasure_is_ended_by_the_next_run(options: RunOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(driver, "run", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            erased(options, book="mawar")
    assert ("mawar", 1) in pages(options)
    driver.run(options, Silent(), StandIn())
    assert pages(options) == {("melati", 1), ("melati", 2)}
    assert len(list((options.out / "runs").iterdir())) == 1


def test_other_rows_do_not_fall_unseen_with_what_is_erased(options: RunOptions) -> None:
    (options.inbox / "melati" / "1.jpg").unlink()
    with pytest.raises(GateError):
        erased(options, book="mawar")
    assert erased(replace(options, accept_drop=True), book="mawar").what == "book"


def test_a_broken_record_ends_the_run(options: RunOptions) -> None:
    (options.out / "erased.json").write_text("{")
    with pytest.raises(ConfigurationError, match="would be read again"):
        driver.run(options, Silent(), StandIn())


@pytest.mark.parametrize("named", [{}, {"book": "a", "person": "b"}, {"page": "a"}, {"page": "#1"}])
def test_targets_that_mean_nothing(options: RunOptions, named: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        erased(options, **named)


def test_pages_rows_and_cells_are_left_out_of_a_picture() -> None:
    page = content_of(family_page(head="Ahmad"))
    record = Erasures()
    assert record.without_erased("abc", 0, (page,)) == (page,)
    record.add({Place("abc", 0, 0, 1): "", Place("abc", 0, 0, None, "head", "head_name"): "Dihapus 1"}, "person", "now")
    (kept,) = record.without_erased("abc", 0, (page,))
    assert isinstance(kept, PageContent)
    assert {value.row for value in kept.values} == {value.row for value in page.values} - {1}
    assert [value.value for value in kept.values if value.field == "head_name"] == ["Dihapus 1"]
    assert record.without_erased("other", 0, (page,)) == record.without_erased("abc", 1, (page,)) == (page,)
