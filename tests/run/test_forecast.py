"""What `plan` says is what `run` would do, also where there is nothing to do."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.run.forecast import forecast, in_words
from pipeline.settings import Settings
from tests.run.written_files import JPEG, write_old


def test_an_inbox_without_a_scan_is_an_input_error_as_for_run(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(InputError, match="No scan lies in the inbox"):
        forecast(tmp_path / "in", tmp_path / "out", Settings())


def test_a_scan_is_forecast(tmp_path: Path) -> None:
    write_old(tmp_path / "in", **{"1__jpg": JPEG})
    found = forecast(tmp_path / "in", tmp_path / "out", Settings())
    assert (found.pages, len(found.books)) == (1, 1)
    assert in_words(found).startswith("1 halaman dalam 1 buku; 1 akan dibaca / 1 page in 1 book; 1 would be read.\n")
    assert not (tmp_path / "out").exists()
