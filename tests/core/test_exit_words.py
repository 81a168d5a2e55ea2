"""Every exit code that asks for something says in both languages what to do."""

from pathlib import Path

from pipeline.errors import ExitCode
from pipeline.exit_words import EXPLAINED, exit_words

MORNING = Path(__file__).parents[2] / "docs" / "pukul-tujuh-pagi.md"


def test_all_but_done_and_usage_have_words_in_both_languages() -> None:
    assert set(ExitCode) - EXPLAINED == {ExitCode.DONE, ExitCode.USAGE}
    for code in EXPLAINED:
        indonesian, _, english = exit_words(code).partition(" / ")
        assert indonesian.startswith(f"Kode {int(code)}: ") and english


def test_the_operators_page_explains_every_code() -> None:
    text = MORNING.read_text(encoding="utf-8")
    assert all(f"| {int(code)} |" in text for code in ExitCode)


def test_code_6_tells_where_to_look_when_rows_alone_were_kept_out() -> None:
    """It said that a page was refused, and to scan that again, where none was."""
    assert "rows newly kept out" in exit_words(ExitCode.NEW_REFUSALS)
    assert "baris yang baru ditahan" in exit_words(ExitCode.NEW_REFUSALS)
