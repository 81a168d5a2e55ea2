"""What a run did, as a value and in words."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from shlex import quote

from pipeline.errors import ExitCode
from pipeline.exit_words import exit_words

_NAMED_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused page; message: for the operator. new: not refused at the last publication."""

    book_id: str
    source: str
    page_no: int
    reason: str
    message: str
    new: bool

    @property
    def page(self) -> str:
        """How `show` takes it, and the file: BOOK_ID#PAGE_NO (FILE)."""
        return f"{self.book_id}#{self.page_no} ({self.source})"


@dataclass(frozen=True, slots=True)
class Pictures:
    """What became of the pictures in the inbox, each of which shows a page or two; their sum is all of them.

    read_now: looked at in this run; same: with the content of one of these, and not looked at again; known: with
    results from before; unread: of files that cannot be opened or counted. erased: left out, on request.
    """

    read_now: int
    same: int
    known: int
    unread: int
    erased: int


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did. run_id: null where nothing was published because nothing had changed.

    pages_found: read and refused. pages_repeated: of those read, pages that are another one once more. copies: these,
    BOOK_ID#PAGE_NO, each with the one that alone is in the tables for analysts.
    newly_refused, newly_quarantined: since the last publication.
    passed_over: what lies in the inbox and was not looked at, each with the reason. rows: by table. no_village: books
    that have rows of no known village. unlike_toml: books with a page that names another village or year than their
    book.toml. pale: pages, BOOK_ID#PAGE_NO, whose writing is so pale that some may be lost. doubted: others of which
    nearly all that is written waits for a person.
    """

    exit_code: int
    run_id: str | None
    current: Path
    seconds: float
    books: int
    pages_found: int
    pages_read: int
    pages_refused: int
    pages_repeated: int
    pictures: Pictures
    newly_refused: int
    newly_quarantined: int
    waiting: tuple[str, ...]
    passed_over: tuple[str, ...]
    refusals: tuple[Refusal, ...]
    rows: Mapping[str, int]
    copies: Mapping[str, str] = field(default_factory=dict)
    no_village: tuple[str, ...] = ()
    unlike_toml: tuple[str, ...] = ()
    pale: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """The counts that `status` shows of the last run."""
        pages = ("books", "pages_found", "pages_read", "pages_repeated", "pages_refused")
        new = ("newly_refused", "newly_quarantined")
        return {
            **{name: int(getattr(self, name)) for name in pages},
            **{f"pictures_{name}": count for name, count in asdict(self.pictures).items()},
            **{name: int(getattr(self, name)) for name in new},
        }


def in_words(summary: RunSummary) -> str:
    """The summary for a person: what was read, what was refused and why, where the tables are, how to open them."""
    looked_at, pictures = _pictures(summary.pictures)
    lines = [
        f"{summary.pages_found} halaman dalam {summary.books} buku: {summary.pages_read} terbaca,"
        f" {summary.pages_refused} ditolak. {looked_at}; {summary.seconds:.0f} detik. /",
        f"{counted(summary.pages_found, 'page')} in {counted(summary.books, 'book')}: {summary.pages_read} read,"
        f" {summary.pages_refused} refused. {pictures}; {summary.seconds:.0f} s.",
        *repeated_pages(summary.copies),
    ]
    lines += refused_pages(summary.refusals)
    if summary.waiting:
        lines.append(
            "Menunggu giliran berikut / Still being written, or taken away while they were read; left for the next run:"
            f" {_some(summary.waiting)}"
        )
    lines += village_wanted(summary.no_village)
    lines += toml_doubted(summary.unlike_toml)
    lines += pale_pages(summary.pale)
    lines += doubted_pages(summary.doubted)
    if summary.passed_over:
        lines.append(
            "Tidak dilihat; salin ke kotak masuk bila itu pindaian / Not looked at, copy it into the inbox if it is a"
            f" scan: {_some(summary.passed_over)}"
        )
    if summary.run_id is None:
        lines.append("Tidak ada yang berubah / Nothing has changed since the last publication; it stands.")
    else:
        tables = ", ".join(f"{name} {rows}" for name, rows in summary.rows.items())
        lines.append(f"Terbit / Published {summary.run_id}; baris / rows: {tables}.")
    current = summary.current
    lines += [
        f"Tabel / Tables: {current} (laporan / report: {current / 'report.html'})",
        "Membukanya / Open them:"
        f" {quote(sys.executable)} -c 'import pandas, sys; print(pandas.read_parquet(sys.argv[1]))'"
        f" {quote(str(current / 'households'))}",
    ]
    if summary.exit_code == ExitCode.NEW_REFUSALS:
        lines.append(
            f"Lihatlah: {summary.newly_refused} halaman baru ditolak, {summary.newly_quarantined} baris baru ditahan"
            " (error di quarantine) sejak terbitan terakhir. / Look at them:"
            f" {counted(summary.newly_refused, 'page')} newly refused,"
            f" {counted(summary.newly_quarantined, 'row')} newly kept out of a table (error in quarantine)"
            " since the last publication (exit code 6)."
        )
        lines.append(exit_words(ExitCode.NEW_REFUSALS))
    return "\n".join(lines)


def repeated_pages(copies: Mapping[str, str]) -> list[str]:
    """How many of the pages read count once though they are there twice, and which, in both languages; nothing if none
    do."""
    if not copies:
        return []
    named = _some(tuple(f"{copy} (= {counts})" for copy, counts in copies.items()))
    return [
        f"Berulang: {len(copies)} halaman terbaca sama dengan halaman lain; di tabel dihitung sekali (alasannya di"
        f" quarantine). / {counted(len(copies), 'page')} of those read, another page once more; the tables count one"
        f" alone (why: quarantine, rule page:duplicate): {named}"
    ]


def _pictures(pictures: Pictures) -> tuple[str, str]:
    """What became of all pictures, Indonesian and English; what is not always there is told where it is."""
    told = (
        (True, pictures.read_now, "gambar dilihat sekarang", f"picture{'s' * (pictures.read_now != 1)} looked at now"),
        (False, pictures.same, "sama dengan salah satunya", "the same as one of these"),
        (True, pictures.known, "sudah dikenal", "known from before"),
        (False, pictures.unread, "tidak dapat dibuka", "not to be opened"),
        (False, pictures.erased, "dihapus dan dilewati", "erased and left out"),
    )
    some = [
        (f"{count} {indonesian}", f"{count} {english}")
        for always, count, indonesian, english in told
        if count or always
    ]
    indonesian, english = (", ".join(words) for words in zip(*some, strict=True))
    return indonesian, english


def village_wanted(books: tuple[str, ...]) -> list[str]:
    """What to do about books of no known village, in both languages; nothing where there is none."""
    if not books:
        return []
    named = tuple("gambar lepas di kotak masuk / loose images of the inbox" if book == "." else book for book in books)
    return [
        f"Desa tidak dikenal; tulis book.toml dengan village_code di samping halamannya: {_some(named)} / Village not"
        " known; write a book.toml with village_code beside the pages of these books. Kodenya / Its code: dasawisma"
        " village DESA KABUPATEN"
    ]


def toml_doubted(books: tuple[str, ...]) -> list[str]:
    """What to do about books whose book.toml may be that of another book, in both languages; nothing for none."""
    if not books:
        return []
    return [
        "book.toml menyebut desa atau tahun lain daripada halamannya, dan itu yang dipakai; periksa book.toml buku ini:"
        f" {_some(books)} / book.toml names another village or year than the pages, and counts; check it"
        " (rules book_toml: in table quarantine)."
    ]


def pale_pages(pages: tuple[str, ...]) -> list[str]:
    """What to do about pages of pale writing, in both languages; nothing for none."""
    if not pages:
        return []
    return [
        "Tulisannya pucat, sebagian mungkin tidak terbaca; pindai ulang lebih gelap bila bisa / Pale writing, some"
        f" of it may be lost; scan darker if you can: {_some(pages)}"
    ]


def doubted_pages(pages: tuple[str, ...]) -> list[str]:
    """What to do about pages of which nearly all waits for a person, in both languages; nothing for none."""
    if not pages:
        return []
    return [
        "Hampir semua isinya menunggu pemeriksaan; lihat halamannya, pindai ulang lebih tajam bila kabur atau berbayang"
        " / Nearly all of it waits for a person; look at the page, scan it again sharper if it is blurred or doubled:"
        f" {_some(pages)}"
    ]


def refused_pages(refusals: tuple[Refusal, ...]) -> list[str]:
    """Each refused page with what to do, as lines, and how many more; nothing for none."""
    shown = [f"  {'baru/new ' if r.new else 'lama/old '}  {r.page}: {r.message}" for r in refusals[:_NAMED_AT_MOST]]
    if len(refusals) > _NAMED_AT_MOST:
        rest = Counter(refusal.reason for refusal in refusals[_NAMED_AT_MOST:])
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(rest.items()))
        shown.append(
            f"  dan {len(refusals) - _NAMED_AT_MOST} lagi / and as many more ({reasons});"
            " semuanya di tabel / all in table `pages`"
        )
    return (["Ditolak / Refused (dasawisma show 'BOOK#PAGE' --out OUT):"] if shown else []) + shown


def _some(names: tuple[str, ...]) -> str:
    more = f" dan / and {len(names) - _NAMED_AT_MOST} lagi / more" if len(names) > _NAMED_AT_MOST else ""
    return ", ".join(names[:_NAMED_AT_MOST]) + more


def counted(number: int, thing: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
