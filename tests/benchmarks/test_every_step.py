"""A run stopped at some of the changes that it makes on the disk; `benchmarks.every_step` is at each of them."""

from pathlib import Path

import pytest

from benchmarks.every_step import Steps
from tests.run.stand_in_reader import page_file
from tests.run.written_files import write_old


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    folder = tmp_path_factory.mktemp("steps")
    write_old(folder / "in", **{"1__jpg": page_file("family Karto")})
    write_old(folder / "more", **{"2__jpg": page_file("family Sukardi")})
    return Steps(["tests.run.stand_in_run"], folder / "in", [folder / "more" / "2.jpg"], folder)


@pytest.mark.parametrize("how", ["kill", "full"])
def test_a_run_that_is_stopped_leaves_a_publication_whole_and_the_next_ends_it(steps: Steps, how: str) -> None:
    told = list(steps.go_on(how, every=40))
    assert len(told) >= 2 and not steps.found, told
    assert steps.stood["the old one"] >= 1 and not steps.stood["neither"]


def test_a_publication_that_is_neither_old_nor_new_is_found(steps: Steps, tmp_path: Path) -> None:
    (tmp_path / "runs" / "1").mkdir(parents=True)
    (tmp_path / "current").symlink_to("runs/1")
    before = len(steps.found)
    assert "neither" in steps._judge(tmp_path, "here", 5, 5)
    assert len(steps.found) > before
