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
