"""Runs from inbox to publication, with every real stage but the reading of pixels."""

import errno
import json
import os
import shlex
import shutil
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import GateError, InputError, MachineError
from pipeline.publish.current_link import current_run
from pipeline.publish.read_back import load_table
from pipeline.run import driver, publishing, reading, status
from pipeline.run.driver import RunOptions, run
from pipeline.run.inbox.passed_over import LEADS_OUT
from pipeline.run.kept.ledger import Ledger
from pipeline.run.kept.store import Store
from pipeline.run.summary import RunSummary, in_words
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.settings import Settings
from tests.run.stand_in_reader import Silent, StandIn, page_file
from tests.run.written_files import TEXT, pdf, write_old

Go = Callable[..., RunSummary]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    write_old(tmp_path / "in" / "melati", **{"1__jpg": page_file("family Ahmad"), "2__jpg": page_file("recap")})
    write_old(tmp_path / "in" / "mawar", **{"1__jpg": page_file("family Karto")})
    return tmp_path / "in"


@pytest.fixture
def go(tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> Go:
    """Runs; the options of the command may be given by name. The recipes have tests of their own."""
    monkeypatch.setattr(driver, "page_recipe", lambda settings: "the recipe of pages")
    monkeypatch.setattr(driver, "table_recipe", lambda settings: "the recipe of tables")
    (tmp_path / "key").write_bytes(b"0123456789abcdef0123456789abcdef")

    def go(reader: StandIn | None = None, **options: object) -> RunSummary:
        chosen = RunOptions(inbox, tmp_path / "out", Settings(), id_key=tmp_path / "key")
        return run(replace(chosen, **options), Silent(), reader or StandIn())  # type: ignore[arg-type]

    return go


def test_a_book_toml_of_another_book_is_told_until_it_is_mended(go: Go, inbox: Path, tmp_path: Path) -> None:
    write_old(inbox / "melati", **{"3__jpg": page_file("recap")})
    (inbox / "melati" / "book.toml").write_text('village_code = "35.22.15.2002"\nyear = 2018\n')
    summary = go()
    assert summary.unlike_toml == ("melati",) and "names another village or year" in in_words(summary)
    assert "names another village or year" in status.in_words(status.status(tmp_path / "out"))
    assert "<code>book_toml:</code>" in (summary.current / "report.html").read_text()
    assert go().unlike_toml == ("melati",)
    (inbox / "melati" / "book.toml").write_text('village_code = "35.22.13.2001"\nyear = 2019\n')
    assert go(accept_drop=True).unlike_toml == ()


def table(tmp_path: Path, name: str) -> pd.DataFrame:
    run_folder = current_run(tmp_path / "out")
    assert run_folder is not None
    return load_table(run_folder, name)


def parquet(out: Path) -> dict[str, bytes]:
    folder = (out / "current").resolve()
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def test_a_first_run_publishes_every_page_that_was_found(go: Go, tmp_path: Path) -> None:
    summary = go()
    assert (summary.exit_code, summary.books, summary.pages_found, summary.pages_read) == (0, 2, 3, 3)
    assert summary.rows["pages"] == 3 and summary.rows["members"] > 0
    assert sorted(table(tmp_path, "pages")["source"]) == ["mawar/1.jpg", "melati/1.jpg", "melati/2.jpg"]
    assert summary.current.is_symlink()
    told = in_words(summary)
    assert "3 read" in told and str(summary.current) in told and "read_parquet" in told


def test_the_command_it_prints_opens_a_table_whatever_the_folder_is_called(go: Go) -> None:
    """`--out "../o'ut dir"`: the quote ended the command's own (a newcomer)."""
    summary = go()
    strange = summary.current.parent.parent / "o'ut dir"
    strange.symlink_to(summary.current.parent, target_is_directory=True)
    told = in_words(replace(summary, current=strange / "current"))
    command = next(line for line in told.splitlines() if line.startswith("Membukanya")).partition(": ")[2]
    shown = subprocess.run(shlex.split(command), check=True, capture_output=True, text=True).stdout
    assert "village_code" in shown


def test_a_second_run_reads_and_publishes_nothing_anew(go: Go) -> None:
    first, again = go(), StandIn()
    second = go(again)
    assert again.asked == []
    assert second.run_id is None and second.exit_code == 0 and second.rows == first.rows
    assert (second.pages_found, second.pages_read, second.pictures.known) == (3, 3, 3)
    assert "Nothing has changed" in in_words(second)


@pytest.mark.parametrize("damage", ["a file gone", "a file cut", "another run"])
def test_a_publication_that_is_not_whole_is_made_anew(go: Go, tmp_path: Path, damage: str) -> None:
    go()
    before, current = parquet(tmp_path / "out"), tmp_path / "out" / "current"
    file = next((current / "members").rglob("*.parquet"))
    if damage == "a file gone":
        file.unlink()
    elif damage == "a file cut":
        file.write_bytes(file.read_bytes()[:-9])
    else:
        shutil.copytree(current.resolve(), current.resolve().with_name("20200101T000000Z-abcd"))
        current.unlink()
        current.symlink_to(Path("runs") / "20200101T000000Z-abcd")
    reader = StandIn()
    assert go(reader).run_id is not None and reader.asked == []
    assert parquet(tmp_path / "out") == before


def test_a_manifest_of_another_kind_is_none_and_the_gate_asks(go: Go, inbox: Path) -> None:
    (go().current / "manifest.json").write_text('{"tables": {"pages": 7}}')
    with pytest.raises(GateError, match="accept-drop"):
        go()
    assert go(accept_drop=True).run_id is not None


def test_a_result_that_is_made_again_counts_as_looked_at(go: Go, tmp_path: Path) -> None:
    go()
    broken = next((tmp_path / "out" / "work" / "pages").glob("??/*.json.gz"))
    broken.write_bytes(b"")
    reader = StandIn()
    # Something has to be new, or else nobody looks.
    write_old(tmp_path / "in" / "mawar", **{"2__jpg": page_file("family Sarip")})
    summary = go(reader)
    assert len(reader.asked) == 2
    assert (summary.pictures.read_now, summary.pictures.known) == (2, 2)


def test_only_what_is_new_is_read(go: Go, inbox: Path, tmp_path: Path) -> None:
    go()
    write_old(inbox / "mawar", **{"2__jpg": page_file("family Sarip")})
    reader = StandIn()
    summary = go(reader)
    assert reader.asked == ["2.jpg"]
    assert (summary.pictures.read_now, summary.pictures.known, summary.pages_found) == (1, 3, 4)
    assert len(table(tmp_path, "pages")) == 4


def test_refused_pages_are_new_once(go: Go, inbox: Path) -> None:
    write_old(
        inbox / "mawar",
        **{"2__jpg": page_file("refuse blank_page"), "3__jpg": TEXT, "locked__pdf": pdf(encrypted=True)},
    )
    first = go()
    assert first.exit_code == 6
    assert [(refusal.source, refusal.reason, refusal.new) for refusal in first.refusals] == [
        ("mawar/2.jpg", "blank_page", True),
        ("mawar/3.jpg", "not_an_image", True),
        ("mawar/locked.pdf", "encrypted", True),
    ]
    assert "exit code 6" in in_words(first)
    unchanged = go()
    assert unchanged.run_id is None and unchanged.pages_refused == 3, "they were counted and not named"
    assert unchanged.refusals == tuple(replace(refusal, new=False) for refusal in first.refusals)
    write_old(inbox / "mawar", **{"4__jpg": page_file("family Sarip")})
    second = go()
    assert second.exit_code == 0 and second.newly_refused == 0 and second.pages_refused == 3
    (inbox / "mawar").rename(inbox / "kenanga")
    assert go(accept_drop=True).exit_code == 0
    write_old(inbox / "kenanga", **{"5__jpg": page_file("refuse cut_off")})
    third = go()
    assert third.exit_code == 6
    assert [refusal.source for refusal in third.refusals if refusal.new] == ["kenanga/5.jpg"]


def test_the_halves_of_an_open_book_take_consecutive_numbers(go: Go, inbox: Path, tmp_path: Path) -> None:
    spread, after = page_file("spread Sarip"), page_file("family Darmo")
    write_old(inbox / "mawar", **{"2__jpg": spread, "3__jpg": after, "4__jpg": page_file("refuse cut_off")})
    summary = go()
    assert (summary.pages_found, summary.pages_read, summary.newly_refused) == (7, 5, 2)
    pages = table(tmp_path, "pages").sort_values(["book_id", "page_no"])
    mawar = pages[pages["book_id"] == "mawar"]
    assert mawar["page_no"].tolist() == [1, 2, 3, 4, 5]
    assert [source[-5:] for source in mawar["source"]] == ["1.jpg", "2.jpg", "2.jpg", "3.jpg", "4.jpg"]
    assert mawar["status"].tolist() == ["read", "read", "refused", "read", "refused"]
    again = go()
    assert again.run_id is None and (again.pages_found, again.pages_refused) == (7, 2)


def test_partial_results_may_be_allowed(go: Go, inbox: Path) -> None:
    write_old(inbox / "mawar", **{"2__jpg": page_file("refuse blank_page")})
    summary = go(allow_partial=True)
    assert summary.exit_code == 0 and summary.newly_refused == 1


def test_rows_that_are_newly_quarantined_are_new_once(go: Go, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = publishing.build_tables

    def with_an_error(*given: object) -> dict[str, pd.DataFrame]:
        tables = build(*given)  # type: ignore[arg-type]
        if "mawar" not in {page.book_id for page in given[0]}:  # type: ignore[attr-defined]
            return tables
        members = tables["members"]
        kept = members.iloc[1:].reset_index(drop=True)
        kept.attrs["rows_made"] = len(members)
        finding = {
            **dict.fromkeys(tables["quarantine"].columns, None), "table": "members", "key": "someone", "rule": "broken",
            "severity": "error", "message": "A row is wrong.", "book_id": "mawar", "page_no": 1,
        }  # fmt: skip
        more = pd.DataFrame([finding]).astype(tables["quarantine"].dtypes.to_dict())
        found = pd.concat([tables["quarantine"], more], ignore_index=True)
        return {**tables, "members": kept, "quarantine": found}

    go()
    monkeypatch.setattr(publishing, "build_tables", with_an_error)
    write_old(inbox / "mawar", **{"2__jpg": page_file("family Sarip")})
    first = go(accept_drop=True)
    assert first.exit_code == 6 and first.newly_quarantined == 1 and first.newly_refused == 0
    write_old(inbox / "mawar", **{"3__jpg": page_file("family Darmo")})
    assert go().newly_quarantined == 0


def test_books_built_together_or_apart_make_the_same_bytes(
    go: Go, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for book, code in (("mawar", "35.22.13.2001"), ("melati", "35.22.15.2002")):
        write_old(inbox / book, book__toml=f'village_code = "{code}"\n'.encode())
    write_old(inbox / "mawar", **{"2__jpg": page_file("refuse blank_page"), "3__jpg": page_file("family Karto")})
    write_old(inbox / "anggrek", **{"1__jpg": page_file("family Sarip")})
    summary = go()
    apart = parquet(tmp_path / "out")
    assert sum(path.startswith("members/village_code=") for path in apart) == 3 and summary.pages_found == 6
    monkeypatch.setattr(reading, "together", lambda books: (tuple(books),))
    go(out=tmp_path / "at once")
    assert parquet(tmp_path / "at once") == apart
    monkeypatch.setattr(reading, "together", lambda books: tuple((book,) for book in sorted(books, reverse=True)))
    go(out=tmp_path / "backwards")
    assert parquet(tmp_path / "backwards") == apart


def test_a_village_that_comes_in_two_parts_after_all_is_built_at_once(
    go: Go, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for book in ("mawar", "melati"):
        write_old(inbox / book, book__toml=b'village_code = "35.22.13.2001"\n')
    go()
    monkeypatch.setattr(reading, "together", lambda books: tuple((book,) for book in sorted(books)))
    assert go(out=tmp_path / "parted").exit_code == 0
    assert parquet(tmp_path / "parted") == parquet(tmp_path / "out")


def test_the_same_inbox_gives_the_same_bytes_whatever_happened_before(go: Go, inbox: Path, tmp_path: Path) -> None:
    go()
    whole = parquet(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    put_back = (inbox / "melati" / "2.jpg").read_bytes()
    (inbox / "melati" / "2.jpg").write_bytes(page_file("stop"))
    with pytest.raises(KeyboardInterrupt):
        go()
    assert not (tmp_path / "out" / "current").exists()
    (inbox / "melati" / "2.jpg").write_bytes(put_back)
    (tmp_path / "out" / "work" / "tmp" / "left").mkdir(parents=True)
    reader = StandIn()
    go(reader)
    assert reader.asked == ["2.jpg"]
    assert parquet(tmp_path / "out") == whole
    assert not (tmp_path / "out" / "work" / "tmp").exists()


def test_what_a_killed_run_left_half_written_is_swept(go: Go, tmp_path: Path) -> None:
    go()
    out = tmp_path / "out"
    entry = next((out / "work" / "pages").glob("*/*.gz"))
    left = [entry.with_name(f".{entry.name[:40]}.x1.new"), out / "work" / ".ledger.json.gz.x1.new", out / ".id.key.ab"]
    for path in left:
        path.write_bytes(b"half")
    (out / ".gitignore").write_bytes(b"*")
    go()
    assert not any(path.exists() for path in left) and entry.exists() and (out / ".gitignore").exists()


def test_a_broken_result_is_made_again(go: Go, inbox: Path, tmp_path: Path) -> None:
    go()
    whole = parquet(tmp_path / "out")
    for entry in (tmp_path / "out" / "work" / "pages").rglob("*.gz"):
        entry.write_bytes(b"broken")
    write_old(inbox / "mawar", **{"book__toml": b"year = 2019\n"})
    reader = StandIn()
    go(reader)
    assert len(reader.asked) == 3
    (inbox / "mawar" / "book.toml").unlink()
    go(StandIn())
    assert parquet(tmp_path / "out") == whole


def test_a_new_program_reads_and_publishes_anew(go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    go()
    monkeypatch.setattr(driver, "table_recipe", lambda settings: "another")
    reader = StandIn()
    assert go(reader).run_id is not None and reader.asked == []
    monkeypatch.setattr(driver, "page_recipe", lambda settings: "another")
    assert go(reader).run_id is not None and len(reader.asked) == 3


@pytest.mark.parametrize("reason", ["crashed", "unreadable_file"])
def test_passing_faults_are_tried_again_at_most_three_times(go: Go, inbox: Path, reason: str) -> None:
    write_old(inbox / "mawar", **{"2__jpg": page_file(f"refuse {reason}")})
    tries = []
    for verify in (False, False, False, False, True):
        reader = StandIn()
        go(reader, verify=verify)
        tries.append("2.jpg" in reader.asked)
    assert tries == [True, True, True, False, True]


def test_a_page_that_was_put_off_is_tried_as_often_as_any(go: Go, inbox: Path) -> None:
    class PutsOff(StandIn):
        def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
            for outcome in super().outcomes(tasks):
                yield replace(outcome, tried=False) if outcome.reasons == ("time_limit",) else outcome

    write_old(inbox / "mawar", **{"2__jpg": page_file("refuse time_limit")})
    for reader in (*(PutsOff() for _ in range(5)), *(StandIn() for _ in range(3))):
        go(reader)
        assert "2.jpg" in reader.asked
    last = StandIn()
    go(last)
    assert last.asked == []


def test_a_run_that_failed_is_remembered_with_its_exit_code(
    go: Go, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(error: BaseException) -> int:
        def fails(*given: object) -> object:
            raise error

        with monkeypatch.context() as failing, pytest.raises(BaseException, match=r".*"):
            failing.setattr(publishing, "publish", fails)
            go()
        last = Ledger.load(tmp_path / "out" / "work" / "ledger.json.gz").last_run
        assert last is not None
        return last.exit_code

    machine = (OSError(errno.ENOSPC, "full"), BlockingIOError(errno.EAGAIN, "no process may be started"))
    errors = (KeyboardInterrupt(), *machine, ValueError(), InputError("gone"))
    assert [ends(error) for error in errors] == [130, 5, 5, 1, 4]


def test_a_clock_that_is_set_back_publishes_and_leaves_no_run_unfinished(
    go: Go, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = go().run_id

    class Yesteryear(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Yesteryear":
            return cls.fromtimestamp(time.time() - 400 * 24 * 3600, tz)

    for module in (driver, publishing):
        monkeypatch.setattr(module, "datetime", Yesteryear)
    write_old(inbox / "mawar", **{"2__jpg": page_file("family Sarip")})
    summary = go()
    assert summary.run_id is not None and newer is not None and summary.run_id < newer
    assert summary.pages_read == 4 and summary.current.resolve().name == summary.run_id
    assert status.status(tmp_path / "out").unfinished is None
    (tmp_path / "out" / "work" / "log" / "99990101T000000Z-abcd.jsonl").write_text('{"event": "planned"}\n{"ev')
    assert status.status(tmp_path / "out").unfinished is not None


def test_logs_go_after_ninety_days(go: Go, tmp_path: Path) -> None:
    go()
    logs = tmp_path / "out" / "work" / "log"
    (only,) = logs.iterdir()
    for name, days in (("20250101T000000Z-aaaa.jsonl", 91), ("20250102T000000Z-bbbb.jsonl", 89)):
        (logs / name).touch()
        os.utime(logs / name, (time.time() - days * 86_400,) * 2)
    go()
    kept = sorted(path.name for path in logs.iterdir())
    assert len(kept) == 3 and kept[0].startswith("20250102") and only.name in kept


def test_a_file_that_changes_while_it_is_read_waits(go: Go, inbox: Path, tmp_path: Path) -> None:
    def grow(task: PageTask) -> None:
        if task.path.endswith("mawar/1.jpg"):
            (inbox / "mawar" / "1.jpg").write_bytes(page_file("family Karto") + b" and more")

    summary = go(StandIn(grow))
    assert summary.waiting == ("mawar/1.jpg",) and summary.pages_found == 2 and summary.exit_code == 0
    assert "mawar/1.jpg" in in_words(summary)
    assert go().pages_found == 3


def test_what_is_not_looked_at_is_told_by_run_status_and_report(go: Go, inbox: Path, tmp_path: Path) -> None:
    (inbox / "melati" / "3.jpg").symlink_to("/etc/hostname")
    for _ in range(2):  # also on a night with nothing new
        summary = go()
        assert summary.exit_code == 0 and summary.pages_found == 3
        assert summary.passed_over == (f"melati/3.jpg: {LEADS_OUT}",)
        assert f"melati/3.jpg: {LEADS_OUT}" in in_words(summary)
        assert f"melati/3.jpg: {LEADS_OUT}" in status.in_words(status.status(tmp_path / "out"))
    assert f"melati/3.jpg: {LEADS_OUT}" in (summary.current / "report.html").read_text()


@pytest.mark.parametrize("mount_point", [True, False])
def test_an_inbox_that_vanishes_is_an_input_error_and_current_stands(
    go: Go, inbox: Path, tmp_path: Path, mount_point: bool
) -> None:
    go()
    before = current_run(tmp_path / "out")
    write_old(inbox / "mawar", **{"2__jpg": page_file("family Sarip")})

    class Vanishing(StandIn):
        def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
            for outcome in super().outcomes(tasks):
                inbox.rename(tmp_path / "unmounted")
                if mount_point:
                    inbox.mkdir()
                yield outcome

    with pytest.raises(InputError, match="vanished"):
        go(Vanishing())
    assert current_run(tmp_path / "out") == before


def test_the_gate_names_pages_newly_refused(go: Go, inbox: Path) -> None:
    """A sheet that was scanned again, badly, takes its rows with it, and neither `status` nor a table told which."""
    go()
    write_old(inbox / "melati", **{"1__jpg": page_file("refuse too_blurred"), "2__jpg": page_file("refuse too_dark")})
    with pytest.raises(GateError) as told:
        go()
    words = told.value.message.splitlines()
    at = next(at for at, line in enumerate(words) if "accept-drop" in line)
    assert words[0].startswith("Tidak diterbitkan") and words[at + 1].startswith("Ditolak / Refused")
    assert ["melati#1 (melati/1.jpg): " in words[at + 2], "in focus" in words[at + 2]] == [True, True]
    assert "melati#2 (melati/2.jpg): " in words[at + 3] and len(words) == at + 4


def test_the_gate_keeps_the_last_publication(go: Go, inbox: Path, tmp_path: Path) -> None:
    go()
    before = current_run(tmp_path / "out")
    shutil.rmtree(inbox / "melati")
    with pytest.raises(GateError, match="accept-drop") as told:
        go()
    assert current_run(tmp_path / "out") == before
    stands = status.status(tmp_path / "out")
    assert stands.last_run is not None and stands.last_run.message == told.value.message
    assert "Gone from the inbox: melati/1.jpg (1 page), melati/2.jpg (1 page)." in status.in_words(stands)
    summary = go(accept_drop=True)
    assert summary.exit_code == 0 and current_run(tmp_path / "out") != before
    assert "Gone from" not in status.in_words(status.status(tmp_path / "out"))
    manifest = json.loads((summary.current / "manifest.json").read_text())
    assert manifest["gone"] == ["melati/1.jpg", "melati/2.jpg"]
    assert {"plan", "read"} <= set(manifest["stage_seconds"])


def test_a_current_that_is_not_ours_ends_the_run_before_anything_is_read(go: Go, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "current").symlink_to("current")
    reader = StandIn()
    with pytest.raises(MachineError, match="in the way"):
        go(reader)
    assert reader.asked == [] and [path.name for path in (tmp_path / "out").iterdir()] == ["current"]


def test_out_that_cannot_be_written_is_an_error_of_the_machine(go: Go, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError):
        go(out=tmp_path / "file")
    with pytest.raises(MachineError):
        go(out=tmp_path / "file" / "out")


def test_a_full_disk_is_an_error_of_the_machine_and_what_was_read_is_kept(
    go: Go, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as short:
        short.setattr(publishing, "publish", full)
        with pytest.raises(MachineError, match="disk is full"):
            go()
    assert not (tmp_path / "out" / "current").exists()
    reader = StandIn()
    assert go(reader).exit_code == 0 and reader.asked == []


def test_a_disk_that_is_full_after_the_swap_is_told_as_that_and_the_next_run_ends_it(
    go: Go, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> object:
        raise MachineError("OUT/current is as it was, and what was read is kept.")

    with monkeypatch.context() as short:
        short.setattr(Store, "drop_unused", full)
        with pytest.raises(MachineError, match="has the new tables already"):
            go()
    there = (tmp_path / "out" / "current").resolve()
    assert there.is_dir()
    reader = StandIn()
    assert go(reader).exit_code == 0 and reader.asked == []


def test_everything_under_out_is_private_whatever_the_umask(go: Go, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        go()
    finally:
        os.umask(before)
    for path in (tmp_path / "out", *(tmp_path / "out").rglob("*")):
        if not path.is_symlink():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_log_says_what_happened_and_never_what_was_read(go: Go, tmp_path: Path) -> None:
    go()
    (log,) = (tmp_path / "out" / "work" / "log").iterdir()
    events = [json.loads(line) for line in log.read_text().splitlines()]
    assert [event["event"] for event in events] == ["planned", "page", "page", "page", "ended"]
    assert {event["book"] for event in events if event["event"] == "page"} == {"mawar", "melati"}
    assert events[1]["seconds"] == {"read": 0.5}
    assert "Ahmad" not in log.read_text() and "Karto" not in log.read_text()


def test_a_bug_leaves_its_trace_in_the_log_but_no_text(go: Go, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> object:
        raise ValueError("Ahmad")

    monkeypatch.setattr(publishing, "build_tables", broken)
    with pytest.raises(ValueError):
        go()
    (log,) = (tmp_path / "out" / "work" / "log").iterdir()
    last = json.loads(log.read_text().splitlines()[-1])
    assert last["event"] == "failed" and last["error"] == "ValueError" and "publishing.py" in last["trace"]
    assert "Ahmad" not in log.read_text()
    assert not (tmp_path / "out" / "current").exists()
