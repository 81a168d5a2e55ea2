"""A smoke of the torture: runs that are killed end as one that was not, and what is left behind is found."""

import sys
from pathlib import Path

import pytest

from benchmarks.torture import Torture
from tests.run.stand_in_reader import page_file
from tests.run.written_files import write_old


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Torture:
    folder = tmp_path_factory.mktemp("torture")
    write_old(folder / "in" / "mawar", **{"1__jpg": page_file("family Karto"), "2__jpg": page_file("recap")})
    return Torture([sys.executable, "-m", "tests.run.stand_in_run"], folder / "in", folder, seed=3)


def test_killed_runs_end_as_an_undisturbed_one(torture: Torture) -> None:
    told = list(torture.go_on(2))
    assert torture.killed == 2 and not torture.found, told


def test_what_is_left_or_differs_is_found(torture: Torture, tmp_path: Path) -> None:
    for folder in ("runs/.1.part", "runs/1", "work/tmp"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "current").symlink_to("runs/1")
    (tmp_path / "work" / "tmp" / "page.png").write_bytes(b"")
    torture._judge(tmp_path, "here")
    differing, left = torture.found
    assert "members" in differing and ".1.part" in left and "page.png" in left
