"""What the gate says of why rows fell."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import GateError
from pipeline.publish.drop_causes import drop_causes
from pipeline.publish.publication import publish
from pipeline.publish.run_record import RunRecord
from pipeline.settings import Settings
from tests.publish.conftest import Tables
from tests.publish.test_gate import count


@pytest.fixture
def before(tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]) -> tuple[Path, RunRecord]:
    """The folder of a publication, and the record of the run that made it."""
    return publish([tables], tmp_path, run(), Settings()).folder, run()


def test_nothing_is_said_where_nothing_changed(tables: Tables, before: tuple[Path, RunRecord]) -> None:
    folder, run = before
    assert drop_causes(folder, count(tables), run) == ()


def test_what_is_gone_copies_moved_books_and_another_program_are_told(
    tables: Tables, before: tuple[Path, RunRecord]
) -> None:
    folder, run = before
    counts = replace(
        count(tables),
        copies={"sidobandung/melati#2": "hp#1", "new#1": "hp#2"},
        villages={"sidobandung/melati": frozenset({"33.28.12.2018"})},
    )
    now = replace(run, recipe="another", gone=("sidobandung/melati.pdf", "never there"))
    gone, copies, moved, program = drop_causes(folder, counts, now)
    assert gone.endswith("Gone from the inbox: sidobandung/melati.pdf (9 pages).")
    assert copies.endswith(": sidobandung/melati#2 (= hp#1).")
    assert moved.endswith("sidobandung/melati (35.22.13.2001, 35.22.15.2002, unknown -> 33.28.12.2018).")
    assert program.endswith("The program or its settings changed since the last publication.")


def test_a_book_of_which_some_rows_moved_is_told_and_one_whose_village_became_known_is_not(
    tables: Tables, before: tuple[Path, RunRecord]
) -> None:
    """A sheet of it lay in another book, too, and held the household of both where it was."""
    folder, run = before
    there = frozenset({"35.22.13.2001", "35.22.15.2002", "unknown"})
    some = replace(count(tables), villages={"sidobandung/melati": there | {"33.28.12.2018"}, "new": there})
    (moved,) = drop_causes(folder, some, run)
    assert "sidobandung/melati" in moved and "new" not in moved
    known = replace(some, villages={"sidobandung/melati": there - {"unknown"}})
    assert drop_causes(folder, known, run) == ()


def test_a_lost_disk_does_not_fill_the_message(tables: Tables, before: tuple[Path, RunRecord]) -> None:
    folder, run = before
    counts = replace(count(tables), villages={}, copies={f"sidobandung/melati#{page}": "hp#1" for page in range(1, 40)})
    (copies,) = drop_causes(folder, counts, run)
    assert "sidobandung/melati#9 (= hp#1)." in copies, "nine of them were in the publication"


def test_the_gate_says_the_cause_before_the_rows_that_fell(
    tables: Tables, tmp_path: Path, run: Callable[..., RunRecord]
) -> None:
    publish([tables], tmp_path, run(), Settings())
    fewer = {**tables, "members": tables["members"].head(9)}
    with pytest.raises(GateError) as told:
        publish([fewer], tmp_path, replace(run(), run_id="later", recipe="another"), Settings())
    assert told.value.message.index("settings changed") < told.value.message.index("accept-drop")
