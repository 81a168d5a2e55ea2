"""OUT may be named as a word or after --out, wherever a command needs it."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.run.named_out import named_out

A, B = Path("a"), Path("b")


def test_out_is_a_word_or_an_option_or_both_alike() -> None:
    assert named_out(A, None, "x") == named_out(None, A, "x") == named_out(A, Path("./a/"), "x") == A
    assert named_out(None, None, "x", B) == B and named_out(A, None, "x", B) == A


def test_the_message_says_what_to_type() -> None:
    with pytest.raises(UsageError, match="--out of `run`: dasawisma status OUT"):
        named_out(None, None, "dasawisma status OUT")
    with pytest.raises(UsageError, match="a and --out b; name one: dasawisma status OUT"):
        named_out(A, B, "dasawisma status OUT")


def test_current_stands_for_the_folder_it_lies_in(tmp_path: Path) -> None:
    assert named_out(tmp_path / "current", None, "x") == tmp_path / "current", "any folder may be called so"
    (tmp_path / "work").mkdir()
    assert named_out(tmp_path / "current", None, "x") == tmp_path
