"""What a run remembers comes back, and a broken ledger is an empty one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MachineError
from pipeline.run.kept.ledger import KnownFile, LastRun, Ledger, Publication, Uncounted, newly

counts = st.dictionaries(st.text("abc", max_size=2), st.integers(0, 3))


def test_a_ledger_comes_back(tmp_path: Path) -> None:
    ledger = Ledger(
        inbox="/scans",
        files={
            "a.pdf": KnownFile(10, 123456789, 7, "ab" * 32, 3),
            "b.jpg": KnownFile(1, 2, 3, "cd" * 32, None),
            "c.pdf": KnownFile(1, 2, 3, "ef" * 32, None, "book", Uncounted("time_limit", "Too long.", "r", 2)),
        },
        attempts={"k": 2},
        publication=Publication("r1", "2026-01-01", "f", "key", ("a.pdf",), 3, {"x#0.0": 1}, {"q": 2}),
        last_run=LastRun("2026-01-01", 12.5, 6, {"pages_found": 4}, ("c.jpg",)),
    )
    ledger.save(tmp_path / "ledger")
    assert Ledger.load(tmp_path / "ledger") == ledger


def test_a_missing_or_broken_ledger_is_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    assert Ledger.load(path) == Ledger()
    Ledger(inbox="/scans").save(path)
    whole = path.read_bytes()
    for spoiled in (whole[:-4], whole[:10] + b"\xff" + whole[11:], b"{}"):
        path.write_bytes(spoiled)
        assert Ledger.load(path) == Ledger()


def test_a_ledger_that_cannot_be_read_now_is_not_taken_for_none(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    with pytest.raises(MachineError, match="cannot be read: Is a directory"):
        Ledger.load(tmp_path / "ledger")


@given(counts, counts)
def test_newly_counts_what_there_is_more_of(now: dict[str, int], before: dict[str, int]) -> None:
    assert newly(now, before) == sum(max(0, number - before.get(name, 0)) for name, number in now.items())
