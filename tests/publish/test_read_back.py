"""What was published is found and read; what is not there is said to be not there."""

from pathlib import Path

import pytest

from pipeline.publish.current_link import current_run
from pipeline.publish.read_back import load_table


def test_nothing_published_is_none(tmp_path: Path) -> None:
    assert current_run(tmp_path) is None
    assert current_run(tmp_path / "nowhere") is None


def test_a_link_to_a_run_that_is_gone_is_none(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("runs/gone")
    assert current_run(tmp_path) is None


@pytest.mark.parametrize("name", ["pages", "members"])
def test_a_table_that_a_run_does_not_hold_is_an_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_table(tmp_path, name)
