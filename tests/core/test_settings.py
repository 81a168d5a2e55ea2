"""Settings: option beats environment beats file beats default; whatever cannot be meant is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.settings import Settings, load_settings


def test_the_nearer_word_wins(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("min_cell = 7\nkeep_runs = 3\npdf_dpi = 200\n", encoding="utf-8")
    environment = {"DASAWISMA_KEEP_RUNS": "4", "DASAWISMA_PDF_DPI": "250", "HOME": "/root"}
    chosen = load_settings(file, environment, {"pdf_dpi": 400, "min_cell": None})
    assert (chosen.min_cell, chosen.keep_runs, chosen.pdf_dpi) == (7, 4, 400)
    assert load_settings(None, {}) == Settings()


@pytest.mark.parametrize(
    "line",
    [
        "min_cel = 5",
        "min_cell = inf",
        "min_cell = -1",
        "min_cell = 2.5",
        "min_cell = true",
        'min_cell = "many"',
        "accepted_error = 5",
        "pdf_dpi = 0",
        "page_limit_s = inf",
        "page_limit_s = nan",
        "min_cell =",
    ],
)
def test_what_cannot_be_meant_is_named(line: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"settings\.toml"):
        load_settings(file, {})


@given(st.text())
def test_any_word_is_a_number_or_an_error(word: str) -> None:
    try:
        assert load_settings(None, {"DASAWISMA_MIN_CELL": word}).min_cell >= 0
    except ConfigurationError as error:
        assert "DASAWISMA_MIN_CELL" in error.message
