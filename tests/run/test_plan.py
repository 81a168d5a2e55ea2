"""A page is read again when and only when its pixels or its recipe changed."""

import errno
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model import PageFault
from pipeline.run import plan as planning
from pipeline.run.inbox.sources import find_books
from pipeline.run.kept.ledger import KnownFile, Ledger
from pipeline.run.plan import Known, Plan, fingerprint, make_plan, refused_name
from pipeline.settings import Settings
from tests.run.written_files import DOCX, HEIC, JPEG, PNG_1, TEXT, pdf, tiff, write

NOTHING = Known(Ledger(), frozenset())
Age = Callable[[Path], None]


@pytest.fixture
def aged() -> Age:
    """Makes every file below a folder look an hour old, as scans of yesterday do."""

    def age(folder: Path) -> None:
        hour_ago = time.time() - 3600
        for path in folder.rglob("*"):
            os.utime(path, (hour_ago, hour_ago))

    return age


def planned(inbox: Path, known: Known = NOTHING, recipe: str = "r", verify: bool = False) -> Plan:
    return make_plan(find_books(inbox, None).books, known, recipe, Settings(), verify)


def after(plan: Plan) -> Known:
    """What is known after a run that read everything."""
    return Known(Ledger(files=plan.files), frozenset(page.key for page in plan.pages))


def whys(plan: Plan) -> list[str]:
    return [page.why for page in plan.pages]


def test_pages_are_numbered_from_one_over_the_files_of_a_book(tmp_path: Path, aged: Age) -> None:
    write(tmp_path, **{"2__jpg": JPEG, "10__jpg": TEXT, "3__png": PNG_1, "book__pdf": pdf(2), "many__tif": tiff(3)})
    aged(tmp_path)
    pages = [(page.book_id, page.source, page.page_no, page.index, page.why) for page in planned(tmp_path).pages]
    assert pages == [
        (".", "2.jpg", 1, 0, "new"),
        (".", "3.png", 2, 0, "new"),
        (".", "10.jpg", 3, 0, "refused"),
        ("book", "book.pdf", 1, 0, "new"),
        ("book", "book.pdf", 2, 1, "new"),
        ("many", "many.tif", 1, 0, "new"),
        ("many", "many.tif", 2, 1, "new"),
        ("many", "many.tif", 3, 2, "new"),
    ]


def test_files_that_give_no_page_are_one_refused_page(tmp_path: Path, aged: Age) -> None:
    write(tmp_path, locked__pdf=pdf(encrypted=True), empty__pdf=b"", text__pdf=TEXT)
    aged(tmp_path)
    reasons = {page.source: (page.page_no, page.refused and page.refused.reason) for page in planned(tmp_path).pages}
    assert reasons == {
        "locked.pdf": (1, "encrypted"),
        "empty.pdf": (1, "empty_file"),
        "text.pdf": (1, "not_an_image"),
    }


def test_what_did_not_change_is_known_and_not_even_opened(
    tmp_path: Path, aged: Age, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a", **{"1__jpg": JPEG, "2__png": PNG_1})
    aged(tmp_path)
    known = after(planned(tmp_path))
    hashed: list[str] = []
    monkeypatch.setattr(planning, "file_sha256", lambda path: hashed.append(path.name) or "ab" * 32)
    assert whys(planned(tmp_path, known)) == ["known", "known"]
    assert hashed == []
    planned(tmp_path, known, verify=True)
    assert hashed == ["1.jpg", "2.png"]


def test_a_file_that_cannot_be_read_now_is_refused_and_looked_at_again(
    tmp_path: Path, aged: Age, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, **{"1__jpg": JPEG})
    aged(tmp_path)

    def fails(path: Path) -> str:
        raise OSError(errno.ESTALE, "Stale file handle")

    with monkeypatch.context() as stale:
        stale.setattr(planning, "file_sha256", fails)
        plan = planned(tmp_path)
    (page,) = plan.pages
    assert page.refused is not None and page.refused.reason == "unreadable_file"
    assert "Stale file handle" in page.refused.message
    assert plan.files == {} and whys(planned(tmp_path, after(plan))) == ["new"]


def test_a_renamed_or_moved_file_is_known_by_its_content(tmp_path: Path, aged: Age) -> None:
    write(tmp_path / "a", **{"1__jpg": JPEG})
    aged(tmp_path)
    known = after(planned(tmp_path))
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "1.jpg").rename(tmp_path / "b" / "7.jpeg")
    plan = planned(tmp_path, known)
    assert [(page.book_id, page.why) for page in plan.pages] == [("b", "known")]


def test_another_content_recipe_or_a_passing_fault_is_read_again(tmp_path: Path, aged: Age) -> None:
    write(tmp_path, **{"1__jpg": JPEG, "2__png": PNG_1})
    aged(tmp_path)
    known = after(planned(tmp_path))
    assert whys(planned(tmp_path, known, recipe="another")) == ["recipe", "recipe"]
    retry = Known(known.ledger, known.keys, frozenset(sorted(known.keys)[:1]))
    assert sorted(whys(planned(tmp_path, retry))) == ["known", "retry"]
    (tmp_path / "1.jpg").write_bytes(JPEG + b"\0")
    aged(tmp_path)
    assert whys(planned(tmp_path, known)) == ["changed", "known"]


def test_book_notes_that_name_other_forms_make_pages_anew_but_a_year_does_not(tmp_path: Path, aged: Age) -> None:
    write(tmp_path, **{"1__jpg": JPEG})
    aged(tmp_path)
    known = after(planned(tmp_path))
    write(tmp_path, book__toml=b"year = 2019\n")
    assert whys(planned(tmp_path, known)) == ["known"]
    write(tmp_path, book__toml=b'form = "data-warga"\n')
    assert whys(planned(tmp_path, known)) == ["recipe"]


def test_equal_pages_are_read_once(tmp_path: Path, aged: Age) -> None:
    write(tmp_path / "a", **{"1__jpg": JPEG, "2__jpg": JPEG})
    write(tmp_path / "b", **{"1__jpg": JPEG})
    aged(tmp_path)
    plan = planned(tmp_path)
    assert len(plan.pages) == 3
    assert [(page.book_id, page.page_no) for page in plan.to_read()] == [("a", 1)]


def test_a_file_that_is_being_written_waits_and_keeps_its_number(tmp_path: Path) -> None:
    write(tmp_path, **{"1__jpg": JPEG, "2__jpg": JPEG, "3__jpg": JPEG})
    books = find_books(tmp_path, None).books
    writer = threading.Timer(planning.SETTLE_S / 3, lambda: (tmp_path / "2.jpg").open("ab").write(b"\0" * 1000))
    writer.start()
    plan = make_plan(books, NOTHING, "r", Settings())
    writer.join()
    assert plan.waiting == ("2.jpg",)
    assert [page.page_no for page in plan.pages] == [1, 3]


def test_a_fresh_file_is_read_but_not_remembered_by_its_time(tmp_path: Path, aged: Age) -> None:
    write(tmp_path, **{"1__jpg": JPEG})
    plan = planned(tmp_path)
    assert whys(plan) == ["new"] and plan.files == {}
    aged(tmp_path)
    assert set(planned(tmp_path).files) == {"1.jpg"}


def test_files_that_changed_while_they_were_read_wait(tmp_path: Path, aged: Age) -> None:
    write(tmp_path, **{"1__jpg": JPEG, "2__jpg": JPEG})
    aged(tmp_path)
    plan = planned(tmp_path).without({"1.jpg"})
    assert plan.waiting == ("1.jpg",)
    assert [page.page_no for page in plan.pages] == [2]
    assert set(plan.files) == {"2.jpg"}


def test_an_old_file_that_is_replaced_while_it_is_looked_into_waits_and_is_not_remembered(
    tmp_path: Path, aged: Age, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the count of one content, here none, would be believed of the other for ever."""
    write(tmp_path, book__pdf=pdf(2), other__pdf=pdf(1))
    aged(tmp_path)
    count = planning.page_count

    def replaced_before(path: Path, settings: Settings) -> int | PageFault:
        if path.name == "book.pdf":
            (tmp_path / "text").write_bytes(TEXT)
            os.utime(tmp_path / "text", (0, 0))
            (tmp_path / "text").replace(path)
        return count(path, settings)

    monkeypatch.setattr(planning, "page_count", replaced_before)
    plan = planned(tmp_path)
    assert plan.waiting == ("book.pdf",) and list(plan.files) == ["other.pdf"]
    assert [page.source for page in plan.pages] == ["other.pdf"]
    monkeypatch.undo()
    write(tmp_path, book__pdf=pdf(2))
    aged(tmp_path)
    assert len(planned(tmp_path, after(plan)).pages) == 3


def test_the_fingerprint_tells_what_goes_into_a_publication(tmp_path: Path, aged: Age) -> None:
    write(tmp_path, **{"1__jpg": JPEG, "2__png": PNG_1})
    aged(tmp_path)
    plan = planned(tmp_path)
    marks = {
        fingerprint(plan, "tables", "key", frozenset()),
        fingerprint(plan, "other tables", "key", frozenset()),
        fingerprint(plan, "tables", "other key", frozenset()),
        fingerprint(plan, "tables", "key", frozenset({plan.pages[0].key})),
        fingerprint(plan.without({"1.jpg"}), "tables", "key", frozenset()),
    }
    write(tmp_path, book__toml=b"year = 2019\n")
    marks.add(fingerprint(planned(tmp_path), "tables", "key", frozenset()))
    assert len(marks) == 6
    assert fingerprint(plan, "tables", "key", frozenset()) in marks


def test_a_book_that_is_still_being_written_goes_into_none(tmp_path: Path, aged: Age) -> None:
    """A publication was made anew for it, with nothing new in it."""
    write(tmp_path, **{"1__jpg": JPEG})
    aged(tmp_path)
    before = fingerprint(planned(tmp_path), "tables", "key", frozenset())
    (tmp_path / "x.pdf.part").write_bytes(pdf())
    aged(tmp_path)
    assert planned(tmp_path).waiting == ("x.pdf.part",)
    assert fingerprint(planned(tmp_path), "tables", "key", frozenset()) == before


def test_a_refused_page_is_known_again_where_it_was_moved(tmp_path: Path, aged: Age) -> None:
    write(tmp_path / "a", **{"1__jpg": TEXT})
    aged(tmp_path)
    (before,) = planned(tmp_path).pages
    (tmp_path / "a").rename(tmp_path / "b")
    (now,) = planned(tmp_path).pages
    assert refused_name(before, 0) == refused_name(now, 0) != refused_name(now, 1)


def test_a_ledger_of_another_inode_or_size_is_not_believed(tmp_path: Path, aged: Age) -> None:
    write(tmp_path, **{"1__jpg": JPEG})
    aged(tmp_path)
    plan = planned(tmp_path)
    (file,) = plan.files.values()
    wrong = KnownFile(file.size + 1, file.mtime_ns, file.inode, "ab" * 32, 1)
    (page,) = planned(tmp_path, Known(Ledger(files={"1.jpg": wrong}), frozenset())).pages
    assert page.sha256 == file.sha256


def test_a_file_whose_name_says_that_it_is_not_whole_waits(tmp_path: Path, aged: Age) -> None:
    unfinished = {"2__JPG__part": JPEG[:40], "3__pdf__crdownload": pdf()[:60], "4__png__filepart": bytes(99)}
    write(tmp_path, **{"1__jpg": JPEG, "5__jpg": JPEG}, **unfinished, **{"__6__jpg__Xa82bc": JPEG[:9]})
    write(tmp_path, notes__tmp=TEXT, __profile__backup=TEXT)
    aged(tmp_path)
    plan = planned(tmp_path)
    assert plan.waiting == (".6.jpg.Xa82bc", "2.JPG.part", "3.pdf.crdownload", "4.png.filepart")
    assert [(page.source, page.page_no) for page in plan.pages] == [("1.jpg", 1), ("5.jpg", 4)]


def test_pictures_and_documents_of_another_kind_are_not_to_be_read(tmp_path: Path, aged: Age) -> None:
    write(tmp_path, **{"1__jpg": JPEG, "2__heic": HEIC, "3__docx": DOCX, "4__jpg": b""})
    aged(tmp_path)
    plan = planned(tmp_path)
    assert whys(plan) == ["new", "refused", "refused", "refused"] and [page.page_no for page in plan.pages] == [
        1,
        2,
        3,
        4,
    ]
    reasons = [page.refused.reason for page in plan.pages if page.refused is not None]
    assert reasons == ["not_an_image", "not_an_image", "empty_file"]
    again = planned(tmp_path, after(plan))
    assert whys(again) == ["known", "refused", "refused", "refused"]


def test_a_file_that_is_too_large_to_be_read_is_not_hashed(tmp_path: Path, aged: Age) -> None:
    """Twenty gigabytes, of a disk's image with a picture's name, took the plan of every run a minute and more."""
    write(tmp_path, **{"1__jpg": JPEG, "3__pdf": pdf(2)})
    with (tmp_path / "2.jpg").open("wb") as file:
        file.write(JPEG)
        file.truncate(10**12)
    aged(tmp_path)
    began = time.process_time()
    plan = planned(tmp_path)
    assert time.process_time() - began < 5
    (large,) = (page for page in plan.pages if page.source == "2.jpg")
    assert large.refused is not None and large.refused.reason == "too_many_bytes" and large.sha256 == ""
    assert whys(planned(tmp_path, after(plan))) == ["known", "refused", "known", "known"]
