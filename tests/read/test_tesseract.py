"""Print read by Tesseract: by its library and by its program alike."""

from __future__ import annotations

import ctypes
import ctypes.util

import cv2
import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.read.tesseract import TesseractReader, tesseract
from pipeline.read.tesseract_library import TesseractLibrary, tesseract_library

WORDS = ("NAMA KEPALA", "Jumlah", "12", "")


def printed(words: str, scale: float = 1.0) -> Grey:
    strip = np.full((round(44 * scale), round((30 + 22 * len(words)) * scale)), 255, np.uint8)
    cv2.putText(strip, words, (round(12 * scale), round(32 * scale)), cv2.FONT_HERSHEY_SIMPLEX, scale, 0, 2)
    return strip


STRIPS = [printed(words, scale) for words in WORDS for scale in (1.0, 2.5)]


@pytest.fixture(scope="module")
def reader() -> TesseractReader:
    return tesseract()


def test_print_is_read_with_its_places(reader: TesseractReader) -> None:
    texts = reader.read_strips(STRIPS)
    assert [text.text for text in texts if text.confidence > 0.5] == [words for words in WORDS[:3] for _ in range(2)]
    (first, second), (_, larger) = (texts[at].words for at in (0, 1))
    assert first.box.right < second.box.left
    # The place in the strip, though tall strips are shrunk before they are read.
    assert larger.box.left == pytest.approx(2.5 * second.box.left, rel=0.1)


def test_white_print_on_black_is_read(reader: TesseractReader) -> None:
    assert reader.read_strips([255 - STRIPS[0]])[0].text == WORDS[0]


def test_on_a_blank_strip_nothing_is_read(reader: TesseractReader) -> None:
    blank = [np.full((8, 8), 255, np.uint8), np.full((40, 19), 255, np.uint8), np.zeros((0, 5), np.uint8)]
    assert {text.text for text in reader.read_strips(blank)} == {""}


def test_the_library_reads_as_the_program_does(reader: TesseractReader) -> None:
    if reader.library is None:
        pytest.skip("no library of the program's version on this machine")
    program = TesseractReader(reader.language)
    assert reader.read_strips(STRIPS) == program.read_strips(STRIPS)


def test_what_was_read_before_has_no_part_in_a_reading(reader: TesseractReader) -> None:
    alone = [reader.read_strips([strip])[0] for strip in STRIPS]
    assert list(reader.read_strips(STRIPS[::-1]))[::-1] == alone


def test_no_strips_need_no_program() -> None:
    assert TesseractReader("no such language").read_strips([]) == ()


def test_another_version_than_the_programs_is_not_used() -> None:
    assert tesseract_library("ind", "0.0") is None


def test_a_machine_without_the_library_is_served_by_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    by_program = tesseract()
    assert by_program.library is None
    assert by_program.read_strips(STRIPS[:1])[0].text == WORDS[0]


def test_a_library_without_the_language_is_refused() -> None:
    name = ctypes.util.find_library("tesseract")
    if name is None:
        pytest.skip("no library on this machine")
    with pytest.raises(OSError, match="no-such"):
        TesseractLibrary(ctypes.CDLL(name), "no-such")
