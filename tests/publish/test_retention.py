"""Old runs go, but never a young one, the current one or the one that readers may still hold."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.retention import superseded

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def aged(*hours: float) -> list[tuple[str, datetime]]:
    return [(f"r{number}", NOW - timedelta(hours=age)) for number, age in enumerate(hours)]


def test_the_oldest_go_first_and_the_newest_are_kept() -> None:
    assert superseded(aged(0, 30, 50, 70, 90), ["r0"], NOW, keep=2) == ["r4", "r3"]


def test_twenty_four_hours_are_old_enough_and_a_second_less_is_not() -> None:
    assert superseded(aged(24), [], NOW, keep=0) == ["r0"]
    assert superseded(aged(24 - 1 / 3600), [], NOW, keep=0) == []


def test_a_run_dated_in_the_future_takes_no_place_of_an_older_one() -> None:
    published = aged(-24 * 365, -1, 30, 50, 70)
    assert superseded(published, [], NOW, keep=2) == ["r4"]
    assert superseded(published, [], NOW, keep=0) == ["r4", "r3", "r2"]


@given(hours=st.lists(st.floats(-50, 500), max_size=12), keep=st.integers(0, 5), spared=st.sets(st.integers(0, 11)))
def test_what_may_never_go_stays(hours: list[float], keep: int, spared: set[int]) -> None:
    published, kept = aged(*hours), {f"r{number}" for number in spared}
    gone = superseded(published, kept, NOW, keep)
    when = dict(published)
    assert not kept & set(gone)
    assert all(NOW - when[run] >= timedelta(hours=24) for run in gone)
    left = [run for run in when if run not in gone and run not in kept]
    assert len(left) >= min(keep, len([run for run in when if run not in kept]))
    old_left = [run for run in left if NOW - when[run] >= timedelta(hours=24)]
    assert len(old_left) <= keep
