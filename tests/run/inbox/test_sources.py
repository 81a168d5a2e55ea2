"""Books and pages are found as the contract says."""

import errno
import os
import random
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.book_notes import BookNotes
from pipeline.errors import ConfigurationError, ExitCode, InputError, UsageError
from pipeline.model import PageFault
from pipeline.plain_files import open_plain
from pipeline.run.inbox import sources
from pipeline.run.inbox.passed_over import LEADS_NOWHERE, LEADS_OUT, SPECIAL
from pipeline.run.inbox.sources import Inbox, find_books, natural_key
from pipeline.run.kept.ledger import KnownFile
from pipeline.scan.load import load_page
from pipeline.settings import Settings
from tests.run.written_files import APPLE_DOUBLE, DOCX, GIF, HEIC, JPEG, PNG_1, TEXT, THUMBS_DB, pdf, tiff, write


def books(inbox: Path, out: Path | None = None) -> dict[str, list[str]]:
    return {book.book_id: [file.source for file in book.sources] for book in find_books(inbox, out).books}


def test_a_book_is_a_pdf_a_tiff_of_several_pages_or_the_loose_images_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "desa", melati__pdf=pdf(), mawar__tif=tiff(3))
    write(tmp_path / "desa" / "kenanga", **{"10__jpg": JPEG, "9__png": PNG_1, "1__tif": tiff(1)})
    write(tmp_path, loose__jpg=JPEG)
    assert books(tmp_path) == {
        ".": ["loose.jpg"],
        "desa/kenanga": ["desa/kenanga/1.tif", "desa/kenanga/9.png", "desa/kenanga/10.jpg"],
        "desa/mawar": ["desa/mawar.tif"],
        "desa/melati": ["desa/melati.pdf"],
    }


def test_an_id_keeps_its_ending_only_where_two_books_would_have_one_id(tmp_path: Path) -> None:
    write(tmp_path, a__pdf=pdf(), a__tif=tiff(2), b__pdf=pdf(), c__pdf=pdf(), c__pdf__pdf=pdf(), d=pdf())
    write(tmp_path / "b", **{"1__jpg": JPEG})
    write(tmp_path / "c", **{"1__jpg": JPEG})
    assert set(books(tmp_path)) == {"a.pdf", "a.tif", "b", "b.pdf", "c", "c.pdf", "c.pdf.pdf", "d"}


def test_content_decides_whatever_the_name(tmp_path: Path) -> None:
    write(tmp_path, scan=JPEG, photo__dat=PNG_1, book__jpg=pdf(2), many__png=tiff(2), one__pdf=JPEG)
    assert books(tmp_path) == {
        ".": ["one.pdf", "photo.dat", "scan"],
        "book": ["book.jpg"],
        "many": ["many.png"],
    }


def test_what_looks_like_a_page_by_its_ending_or_content_is_one(tmp_path: Path) -> None:
    foreign = {"a__gif": GIF, "b__heic": HEIC, "c__docx": DOCX, "d__jpg": TEXT, "e__jpg": b"", "f__bin": GIF, "g": DOCX}
    write(tmp_path, **foreign)
    assert books(tmp_path)["."] == [name.replace("__", ".") for name in foreign]


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, notes__txt=TEXT, Thumbs__db=THUMBS_DB, empty__txt=b"", __DS_Store=b"\0\0\0\1Bud1")
    (tmp_path / "._scan.jpg").write_bytes(APPLE_DOUBLE)
    (tmp_path / "weather.txt").write_bytes(b"BMKG says rain\n")
    os.mkfifo(tmp_path / "pipe.jpg")
    assert books(tmp_path) == {}


def test_a_broken_pdf_is_a_book_of_its_own_and_shifts_no_page(tmp_path: Path) -> None:
    write(tmp_path, **{"0__pdf": b"", "1__jpg": JPEG, "2__pdf": TEXT})
    assert books(tmp_path) == {".": ["1.jpg"], "0": ["0.pdf"], "2": ["2.pdf"]}


def test_an_archive_is_a_book_of_its_own_and_shifts_no_page(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{"0__ZIP": b"PK\x03\x04scan.jpg", "1__jpg": JPEG, "2__tar__gz": b"\x1f\x8b", "more": b"Rar!\x1a\x07\x01\0"},
    )
    assert books(tmp_path) == {".": ["1.jpg"], "0": ["0.ZIP"], "2.tar": ["2.tar.gz"], "more": ["more"]}


def test_a_pipe_in_the_place_of_a_file_is_gone_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.jpg")
    with pytest.raises(FileNotFoundError):
        open_plain(tmp_path / "1.jpg")
    assert isinstance(load_page(tmp_path / "1.jpg", 0, Settings()), PageFault)


def test_a_folder_named_as_the_notes_are_is_named(tmp_path: Path) -> None:
    write(tmp_path / "melati" / "book.toml", **{"note__txt": TEXT})
    assert books(tmp_path) == {}
    write(tmp_path / "melati", **{"1__jpg": JPEG})
    with pytest.raises(ConfigurationError, match=r"melati/book.toml adalah folder"):
        books(tmp_path)


def test_links_are_followed_inside_the_inbox_and_never_in_a_circle(tmp_path: Path) -> None:
    inbox, outside = tmp_path / "in", write(tmp_path / "outside", **{"9__jpg": JPEG})
    write(inbox / "a", **{"1__jpg": JPEG})
    (inbox / "b").mkdir()
    (inbox / "b" / "to_a").symlink_to(inbox / "a")
    (inbox / "b" / "2.jpg").symlink_to(inbox / "a" / "1.jpg")
    (inbox / "a" / "up").symlink_to(inbox)
    (inbox / "a" / "to_b").symlink_to(inbox / "b")
    (inbox / "out").symlink_to(outside)
    (inbox / "3.jpg").symlink_to(outside / "9.jpg")
    (inbox / "4.jpg").symlink_to(inbox / "nowhere.jpg")
    found = books(inbox)
    assert {"a", "b", "b/to_a"} <= set(found)
    assert all(book.count("/") < 4 for book in found)
    assert "." not in found and not any(book.startswith("out") for book in found)


def test_links_to_links_do_not_multiply(tmp_path: Path) -> None:
    folders = [tmp_path / f"f{number}" for number in range(9)]
    for folder in folders:
        write(folder, **{"1__jpg": JPEG})
    for folder in folders:
        for other in folders:
            (folder / f"to_{other.name}").symlink_to(other)
    assert len(books(tmp_path)) <= 2 * len(folders) ** 2


def test_an_out_inside_the_inbox_is_skipped(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a", **{"1__jpg": JPEG})
    write(tmp_path / "in" / "out" / "work", **{"2__jpg": JPEG})
    assert set(books(tmp_path / "in", tmp_path / "in" / "out")) == {"a"}
    (tmp_path / "link").symlink_to(tmp_path / "in" / "out")
    assert set(books(tmp_path / "in", tmp_path / "link")) == {"a"}


def test_the_inbox_itself_cannot_be_out(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        find_books(tmp_path, tmp_path)


@pytest.mark.parametrize("own", ["runs", "runs/20260101T000000Z-abcd", "work", "work/pages", "worst", "current"])
def test_an_inbox_that_the_program_would_empty_is_refused(tmp_path: Path, own: str) -> None:
    (tmp_path / "runs" / "20260101T000000Z-abcd").mkdir(parents=True)
    (tmp_path / "current").symlink_to("runs/20260101T000000Z-abcd")
    (tmp_path / own).mkdir(parents=True, exist_ok=True)
    write(tmp_path / own, **{"1__jpg": JPEG})
    with pytest.raises(UsageError, match="would be removed"):
        find_books(tmp_path / own, tmp_path)


def test_an_inbox_elsewhere_in_out_is_read(tmp_path: Path) -> None:
    write(tmp_path / "scans", **{"1__jpg": JPEG})
    assert books(tmp_path / "scans", tmp_path) == {".": ["1.jpg"]}


def test_a_link_into_an_out_inside_the_inbox_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "melati", **{"1__jpg": JPEG})
    write(tmp_path / "out" / "worst", **{"cell__png": PNG_1})
    (tmp_path / "link").symlink_to("out/worst")
    assert books(tmp_path, tmp_path / "out") == {"melati": ["melati/1.jpg"]}


@pytest.mark.parametrize("name", ["missing", "file"])
def test_an_inbox_that_is_not_there_or_no_folder_is_an_input_error(tmp_path: Path, name: str) -> None:
    write(tmp_path, file=JPEG)
    with pytest.raises(InputError) as caught:
        find_books(tmp_path / name, None)
    assert caught.value.exit_code is ExitCode.INPUT


def test_notes_beside_the_pages_hold_for_every_book_of_that_folder_and_no_deeper(tmp_path: Path) -> None:
    write(tmp_path, a__pdf=pdf(), **{"1__jpg": JPEG, "book__toml": b"year = 2019\n"})
    write(tmp_path / "deeper", **{"1__jpg": JPEG})
    notes = {book.book_id: book.notes for book in find_books(tmp_path, None).books}
    assert notes == {".": BookNotes(year=2019), "a": BookNotes(year=2019), "deeper": BookNotes()}


def test_strange_names_become_valid_unicode_and_stay_apart(tmp_path: Path) -> None:
    for name in (b"halaman\xff\n1.jpg", rb"halaman\xff\x0a1.jpg", "\u202egpj.1".encode() + b".jpg"):
        (tmp_path / os.fsdecode(name)).write_bytes(JPEG)
    assert sorted(books(tmp_path)["."]) == [
        r"\u202egpj.1.jpg",
        r"halaman\\xff\\x0a1.jpg",
        r"halaman\xff\x0a1.jpg",
    ]


def test_files_that_are_as_they_were_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, **{"1__jpg": JPEG, "many__tif": tiff(2), "note__txt": b"hello"})
    files = {
        file.source: KnownFile(file.size, file.mtime_ns, file.inode, "ab", 1, file.shape.value)
        for book in find_books(tmp_path, None).books
        for file in book.sources
    }
    opened: list[str] = []
    monkeypatch.setattr(sources, "read_head", lambda path: opened.append(path.name) or b"")
    books = {book.book_id: len(book.sources) for book in find_books(tmp_path, None, files).books}
    assert books == {".": 1, "many": 1} and opened == ["note.txt"]
    (tmp_path / "1.jpg").write_bytes(JPEG + b"more")
    find_books(tmp_path, None, files)
    assert sorted(opened) == ["1.jpg", "note.txt", "note.txt"]


def test_what_cannot_be_looked_at_ends_the_run_and_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stale:
        name, path = "1.jpg", str(tmp_path / "1.jpg")

        def is_dir(self) -> bool:
            return False

        is_symlink = is_dir

        def is_file(self) -> bool:
            return True

        def stat(self) -> None:
            raise OSError(errno.ESTALE, "Stale file handle")

    monkeypatch.setattr(sources, "_entries", lambda folder: [Stale()])
    with pytest.raises(InputError, match=r"1\.jpg cannot be read: Stale file handle"):
        find_books(tmp_path, None)


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=20), st.randoms(use_true_random=False))
def test_natural_order_is_the_order_of_the_numbers(numbers: list[int], rng: random.Random) -> None:
    names = [f"hal {number}.jpg" for number in numbers]
    rng.shuffle(names)
    assert [int(name[4:-4]) for name in sorted(names, key=natural_key)] == sorted(numbers)


@given(st.lists(st.text(max_size=8), unique=True, max_size=10), st.randoms(use_true_random=False))
def test_natural_order_is_one_order_whatever_the_names(names: list[str], rng: random.Random) -> None:
    shuffled = list(names)
    rng.shuffle(shuffled)
    assert sorted(shuffled, key=natural_key) == sorted(names, key=natural_key)


def test_a_link_to_itself_is_neither_file_nor_folder(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "loop.jpg").symlink_to("loop.jpg")
    told = (f"loop.jpg: {LEADS_NOWHERE}", f"loop: {LEADS_NOWHERE}")
    assert find_books(tmp_path, None) == Inbox((), told)


def test_what_is_not_looked_at_is_told(tmp_path: Path) -> None:
    inbox, outside = tmp_path / "in", write(tmp_path / "other", **{"1__jpg": JPEG})
    melati = write(inbox / "melati", **{"1__jpg": JPEG, "note__txt": TEXT})
    (melati / "2.jpg").symlink_to(outside / "1.jpg")
    (melati / "3.jpg").symlink_to("gone.jpg")
    (melati / "book.toml").symlink_to(outside / "book.toml")
    os.mkfifo(melati / "4.jpg")
    (inbox / "kenanga").symlink_to(outside)
    (inbox / "mawar").symlink_to("melati")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(inbox / "5.jpg"))
        found = find_books(inbox, None)
    assert [book.book_id for book in found.books] == ["mawar", "melati"]
    assert found.passed_over == (
        f"5.jpg: {SPECIAL}",
        f"kenanga: {LEADS_OUT}",
        *(
            f"{book}/{name}"
            for book in ("mawar", "melati")
            for name in (
                f"2.jpg: {LEADS_OUT}",
                f"3.jpg: {LEADS_NOWHERE}",
                f"4.jpg: {SPECIAL}",
                f"book.toml: {LEADS_OUT}",
            )
        ),
    )


def test_notes_that_are_no_file_or_lie_outside_say_nothing(tmp_path: Path) -> None:
    inbox, outside = tmp_path / "in", tmp_path / "notes.toml"
    outside.write_text("year = 2017\n", encoding="utf-8")
    for name in ("linked", "pipe"):
        (inbox / name).mkdir(parents=True)
        (inbox / name / "1.jpg").write_bytes(b"\xff\xd8\xff")
    (inbox / "linked" / "book.toml").symlink_to(outside)
    os.mkfifo(inbox / "pipe" / "book.toml")
    assert [book.notes.year for book in find_books(inbox, None).books] == [None, None]
