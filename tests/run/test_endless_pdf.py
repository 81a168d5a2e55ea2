"""A PDF on which poppler never comes to an end costs three nights a limit, and then no more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run import driver
from pipeline.run.driver import RunOptions, run
from pipeline.run.summary import RunSummary
from pipeline.settings import Settings
from tests.run.stand_in_reader import Silent, StandIn, page_file
from tests.run.written_files import pdf, write_old

Night = Callable[..., tuple[int, RunSummary]]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return write_old(tmp_path / "in", **{"1__jpg": page_file("family Ahmad"), "endless__pdf": pdf()})


@pytest.fixture
def night(tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> Night:
    """A run; returns how often it asked pdfinfo, which never answers, about a file, and its summary."""
    asked = tmp_path / "asked"
    _program(tmp_path / "bin" / "pdfinfo", f'echo "$@" >> {asked}; while :; do :; done')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    (tmp_path / "key").write_bytes(b"0123456789abcdef0123456789abcdef")

    def night(verify: bool = False, settings: Settings = Settings(page_limit_s=1)) -> tuple[int, RunSummary]:
        asked.write_text("")
        options = RunOptions(inbox, tmp_path / "out", settings, id_key=tmp_path / "key", verify=verify)
        summary = run(options, Silent(), StandIn())
        return len(asked.read_text().splitlines()), summary

    return night


def _program(path: Path, does: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o700)


def test_pages_that_cannot_be_counted_are_refused_for_good_after_three_tries(
    night: Night, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries, first = night()
    (refusal,) = first.refusals
    assert (tries, refusal.reason, first.newly_refused, first.pages_read) == (1, "time_limit", 1, 1)
    assert "terlalu lama" in refusal.message and "took too long" in refusal.message
    nights = [night() for _ in range(3)]
    assert [tries for tries, _ in nights] == [1, 1, 0]
    assert {(summary.run_id, summary.pages_refused) for _, summary in nights} == {(None, 1)}
    assert [night(verify=True)[0], night()[0]] == [1, 0]
    write_old(inbox, endless__pdf=pdf(2))
    assert night()[0] == 1
    monkeypatch.setattr(driver, "page_recipe", lambda settings: "another")
    assert [night()[0] for _ in range(4)] == [1, 1, 1, 0]


def test_a_pdf_that_is_refused_for_what_it_is_is_looked_at_once(night: Night, inbox: Path, tmp_path: Path) -> None:
    _program(tmp_path / "bin" / "pdfinfo", f'echo "$@" >> {tmp_path / "asked"}; echo Incorrect password >&2; exit 1')
    nights = [night(), night()]
    assert [tries for tries, _ in nights] == [1, 0]
    assert [summary.pages_refused for _, summary in nights] == [1, 1]
    many, before = Settings(page_limit_s=1, max_pages=3), Settings(page_limit_s=1)
    _program(tmp_path / "bin" / "pdfinfo", f'echo "$@" >> {tmp_path / "asked"}; echo "Pages: 9"')
    write_old(inbox, endless__pdf=pdf(9))
    tries, summary = night(settings=many)
    assert (tries, [refusal.reason for refusal in summary.refusals]) == (1, ["too_many_pages"])
    tries, summary = night(settings=before)
    assert tries == 1 and summary.pictures.read_now == 9
