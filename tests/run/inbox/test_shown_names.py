"""File names as text: nothing in them steers a terminal, and two names are never shown alike."""

import os

from hypothesis import given
from hypothesis import strategies as st

from pipeline.run.inbox.shown_names import shown_name, shown_text

NAMES = st.binary(min_size=1, max_size=12).map(os.fsdecode)


def test_names_as_they_are_seen() -> None:
    assert shown_name("Buku Mélati 1.jpg") == "Buku Mélati 1.jpg"
    assert shown_name("a\x1b[2J\nb\u202ec") == r"a\x1b[2J\x0ab\u202ec"
    assert shown_name(os.fsdecode(b"\xff")) == r"\xff" != shown_name(r"\xff")


@given(NAMES, NAMES)
def test_two_names_are_never_shown_alike(one: str, other: str) -> None:
    assert (shown_name(one) == shown_name(other)) == (one == other)
    shown = shown_name(one)
    assert shown.isprintable() or max(shown) >= "\u00a0"
    assert shown.encode("utf-8").decode("utf-8") == shown


def test_a_message_keeps_its_lines() -> None:
    assert shown_text("one\n\ttwo\x1b[0m \\") == "one\n\ttwo\\x1b[0m \\"
