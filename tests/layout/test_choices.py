"""Print that introduces the writing beside options ends where its own words end, and begins where they begin."""

import pytest

from pipeline.geometry import Box
from pipeline.layout.choices import _introduced
from pipeline.layout.print_reader import PrintedText, PrintedWord

SCALE = 12.0
PLACE = Box(100.0, 50.0, 420.0, 90.0)


def text(*words: tuple[str, float, float]) -> PrintedText:
    return PrintedText(
        " ".join(word for word, _, _ in words),
        0.9,
        tuple(PrintedWord(word, Box(left, 6.0, right, 40.0), 0.9) for word, left, right in words),
    )


@pytest.mark.parametrize(
    ("words", "left", "right"),
    [
        ((("jenis", 6.0, 90.0),), 100, 420),
        ((("jenis", 6.0, 90.0), ("KSP", 124.0, 223.0)), 100, 184),
        ((("Tidak", 6.0, 90.0), ("jenis", 124.0, 223.0)), 218, 420),
    ],
)
def test_it_is_the_label_without_what_is_written_behind_it(
    words: tuple[tuple[str, float, float], ...], left: float, right: float
) -> None:
    """`jenis KSP` was all label: the value's place began behind KSP, and was blank."""
    found = _introduced("jenis", PLACE, text(*words), SCALE)
    assert found is not None
    assert (found.left, found.right) == pytest.approx((left, right), abs=8)


def test_other_print_introduces_nothing() -> None:
    assert _introduced("jenis", PLACE, text(("kali", 6.0, 63.0)), SCALE) is None
