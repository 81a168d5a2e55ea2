"""The LAMPIRAN number is found among the titles, and read as it stands: its last letter is the edition."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.layout.lampiran import lampiran_of, with_lampiran
from pipeline.layout.print_reader import PrintedText
from pipeline.model import Grey

STRIPS = [np.full((40, wide), 255, np.uint8) for wide in (300, 500, 60)]


class Reader:
    """Reads strips by their width."""

    def __init__(self, **said: str) -> None:
        self.said, self.asked = said, 0

    def read_strips(self, strips: Sequence[Grey], *, places: bool = True) -> tuple[PrintedText, ...]:
        self.asked += len(strips)
        return tuple(PrintedText(self.said[f"w{strip.shape[1]}"], 0.9) for strip in strips)


def said(texts: Sequence[PrintedText]) -> list[str]:
    return [text.text for text in texts]


PRESSED = [PrintedText(text, 0.8) for text in ("Lampiran III-18a / 4.182", "DATA IBU HAMIL", "RW")]


def test_the_number_is_read_once_more_as_it_stands() -> None:
    """Pressed together, 4.18a read as 4.182: no edition has that, and the page was refused."""
    reader = Reader(w300="Lampiran III-18a / 4.18a")
    assert said(with_lampiran(PRESSED, STRIPS, reader))[:2] == ["Lampiran III-18a / 4.18a", "DATA IBU HAMIL"]
    assert reader.asked == 1


def test_what_no_longer_names_it_is_not_taken() -> None:
    assert said(with_lampiran(PRESSED, STRIPS, Reader(w300="")))[0] == "Lampiran III-18a / 4.182"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((), ""),
        (("DATA WARGA",), ""),
        (("LAMPIRAN 4.16a", "REKAPITULASI"), "LAMPIRAN 4.16a"),
        (("Lampiran", "4.17a", "CATATAN"), "Lampiran 4.17a"),
        (("Lampiran", "CATATAN DATA"), ""),
        (("LAMP.", "III-16b"), "LAMP. III-16b"),
    ],
)
def test_the_lampiran_is_told_with_its_number(texts: tuple[str, ...], expected: str) -> None:
    assert lampiran_of(texts) == expected
