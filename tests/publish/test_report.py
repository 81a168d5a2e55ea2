"""The report says what was refused and what to do, escapes what it shows, and names no person."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import schemas
from pipeline.publish.publication import publish
from pipeline.publish.report import TABLE_WORDS, _percent
from pipeline.publish.run_record import RunRecord
from pipeline.publish.to_review import LISTED_PAGES, FieldToReview, PagesToReview, PageToReview
from pipeline.settings import Settings
from schemas import TABLES
from schemas.frames import frame
from tests.publish.conftest import NOON

Tables = dict[str, pd.DataFrame]


class Tags(HTMLParser):
    """Collects tags and attributes, and checks that tags nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"meta", "br", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def report(tables: Tables, out: Path, run: RunRecord) -> str:
    return (publish([tables], out, run, Settings()).folder / "report.html").read_text(encoding="utf-8")


def test_it_says_what_was_refused_and_what_to_do(tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]) -> None:
    html = report(tables, tmp_path, run())
    assert (
        "1 × too_dark" in html and "pindai ulang dengan cahaya cukup" in html and "scan it again in good light" in html
    )
    assert "35.22.13.2001" in html and "catatan-keluarga" in html and "nik_sex" in html
    assert "8.3 %" in html, "9 of 108 cells are for review"
    assert "isian tertulis perlu diperiksa" in html
    assert NOON.isoformat() not in html and f"{NOON:%Y-%m-%d %H:%M} UTC" in html
    assert "read_parquet(&#39;households" in html or "read_parquet('households" in html


COLUMNS = ["book_id", "page_no", "form", "edition", "part", "field", "row"]
SHEET = "catatan-keluarga", "III-15"


def test_pages_to_review_are_named_with_their_fields_the_fullest_first() -> None:
    rows = [
        ("b", 1, *SHEET, "head", "head_name", None),
        ("a", 2, *SHEET, "table", "sex", 3),
        ("a", 2, *SHEET, "table", "name", 0),
        ("a", 2, *SHEET, "table", "name", 9),
        ("d", 4, "rekap-rt", "III-16b", "total", "families", None),
        ("d", 4, "rekap-rt", "III-16b", "table", "families", 1),
        ("d", 5, "lost", "form", "head", "rt", None),
    ]
    pages = PagesToReview()
    pages.add(pd.DataFrame(rows, columns=COLUMNS))
    others = [("z", number, *SHEET, "table", "name", 0) for number in range(LISTED_PAGES)]
    pages.add(pd.DataFrame(others, columns=COLUMNS))
    name = FieldToReview("NAMA ANGGOTA KELUARGA", "name", ("1", "10"))
    assert pages.pages[0] == PageToReview("a#2", 3, (name, FieldToReview("L/P", "sex", ("4",))), False)
    assert pages.pages[1].fields[0].rows == ("2", "JUMLAH") and "KK" in pages.pages[1].fields[0].label
    assert pages.pages[2] == PageToReview("b#1", 1, (FieldToReview("CATATAN KELUARGA DARI", "head_name", ()),), False)
    assert pages.pages[3].fields == (FieldToReview("rt", "rt", ()),)
    assert (len(pages.pages), pages.more) == (LISTED_PAGES, 4)


def test_it_shows_what_is_printed_on_the_form_and_the_name_in_second_place(
    tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]
) -> None:
    readings = tables["readings"].copy()
    readings.loc[readings["field"] == "field_0", "field"] = "birth_date"
    html = report({**tables, "readings": readings}, tmp_path, run())
    assert re.search(r"[A-Z/. ]*LAHIR[A-Z/. ]* <small class=\"soft\">birth_date</small>: 1", html)
    assert "anggota / members" in html and "peringatan / warning" in html


def test_every_table_has_a_heading(tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]) -> None:
    """That of provenance had none, nor had the lists of files."""
    html = report(tables, tmp_path, replace(run(), waiting=("a.pdf",)))
    assert html.count("<table>") == len(re.findall(r"<table>\s*<tr><th", html)) > 5


def test_every_table_has_words() -> None:
    assert set(TABLE_WORDS) == set(TABLES)


def test_it_is_self_contained_well_formed_and_without_script(
    tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]
) -> None:
    html = report(tables, tmp_path, run())
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    assert not {"script", "img", "link", "iframe"} & tags.seen
    assert not {"src", "href"} & tags.attributes and not re.search(r"https?://|url\(", html)
    assert "sidobandung/&lt;script&gt;alert(1).jpg" in html


def test_it_holds_no_name_and_no_cell_text(tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]) -> None:
    html = report(tables, tmp_path, run())
    for private in ("Wiwik", "Lestari", "3522134505900001", "=SUM", "p1|2016", "NIK and sex disagree"):
        assert private not in html


def test_an_empty_run_has_a_report_too(tmp_path: Path, run: Callable[..., RunRecord]) -> None:
    nothing = {name: schemas.empty(name) for name in TABLES if name != "data_dictionary"}
    html = report(nothing, tmp_path, run(pages_found=0))
    assert "Tidak ada" in html


def test_waiting_and_gone_files_are_named(tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]) -> None:
    gone = tuple(f"pacul/{number}.jpg" for number in range(60))
    html = report(tables, tmp_path, replace(run(), waiting=("balen/new.pdf",), gone=gone))
    assert "balen/new.pdf" in html and "pacul/0.jpg" in html and "… 10 lagi" in html


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0.0 %"), (0.0001, "< 0.1 %"), (0.5, "50.0 %"), (0.9999, "99.9 %"), (1, "100.0 %")]
)
def test_a_share_never_rounds_something_to_nothing(share: float, text: str) -> None:
    assert _percent(share) == text


def test_books_of_no_known_village_and_pages_of_findings_and_refusals_are_named(
    tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]
) -> None:
    household = {"household_id": "h1", "sources": ["buku A#1", "buku B#2"]}
    finding = {"book_id": "buku C", "page_no": 7, "table": "recaps", "key": "1", "rule": "recap:below",
               "severity": "warning", "message": "Stated 2, counted 3."}  # fmt: skip
    given = {"households": frame("households", [household]), "quarantine": frame("quarantine", [finding])}
    html = report({**tables, **given}, tmp_path, run())
    assert "village_code</code> beside the pages" in html
    assert "<li><code>buku A</code></li>" in html and "<li><code>buku B</code></li>" in html
    assert "<code>buku C#7</code>" in html
    assert "periksa kedua halaman." in html and "A recap is not what the level below adds up to" in html
    refused = tables["pages"].query("status == 'refused'").iloc[0]
    assert f"<code>{refused['book_id']}#{refused['page_no']}</code> ({escape(refused['source'])})" in html


def test_its_example_for_duckdb_is_that_of_the_docs(
    tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]
) -> None:
    html = report(tables, tmp_path, run())
    example = html.partition("-- DuckDB\n")[2].partition("</pre>")[0]
    docs = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8").replace("{run}/", "")
    lines = [line.strip() for line in docs.splitlines()]
    assert [line for line in example.splitlines() if line not in lines] == []


def test_every_command_that_it_names_says_which_out(
    tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]
) -> None:
    commands = re.findall(r"<code>(dasawisma [^<]+)</code>", report(tables, tmp_path, run()))
    assert len(commands) >= 2 and all(
        command.endswith(" --out OUT") for command in commands if not command.startswith("dasawisma village")
    )
