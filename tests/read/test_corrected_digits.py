"""What stands behind a crossed-out digit is the number meant."""

from dataclasses import replace

import pytest

from pipeline.codes import load_codes
from pipeline.model import Part
from pipeline.read.corrected_digits import correction_of
from pipeline.read.engine import Engines, build_engines
from pipeline.read.ink import Ink, find_ink
from pipeline.read.number_net import load_numbers
from pipeline.read.parted_ink import parted_ink
from pipeline.read.reader import read_raw
from pipeline.read.strips import text_lines
from tests.read.test_struck_digits import THROUGH, UP_TO_THE_NEXT, Stroke, number


@pytest.fixture(scope="module")
def engines() -> Engines:
    return build_engines(load_codes())


def corrected(digits: str, *strokes: Stroke) -> tuple[Ink, Ink | None]:
    ink = find_ink(number(digits, strokes), 0.0)
    return ink, correction_of(ink, text_lines(ink), load_numbers().log_odds)


@pytest.mark.parametrize("line", [THROUGH, UP_TO_THE_NEXT], ids=["through it", "on to the next digit"])
@pytest.mark.parametrize("digits", ["73", "58", "93"])
def test_what_is_crossed_out_is_left_out(digits: str, line: Stroke) -> None:
    ink, rest = corrected(digits, line)
    assert rest is not None
    assert rest.box().left >= 74
    assert rest.box().right == ink.box().right


@pytest.mark.parametrize("digits", ["73", "58", "61", "93", "24", "47", "44", "10"])
def test_a_number_without_a_crossed_out_digit_stays_whole(digits: str) -> None:
    assert corrected(digits)[1] is None


def test_one_digit_has_no_correction_beside_it() -> None:
    assert corrected("7", THROUGH)[1] is None


@pytest.mark.parametrize("part", [Part.TABLE, Part.ITEMS])
def test_the_reader_reads_the_correction_and_doubts_it(engines: Engines, part: Part) -> None:
    """It was 73 where 3 corrects a 7: of 135 corrected counts on fresh pages 46 were read, now 107."""
    for line in (THROUGH, UP_TO_THE_NEXT):
        crop = number("73", [line])
        (raw,) = read_raw([replace(crop, cell=replace(crop.cell, part=part))], engines)
        assert raw.alternatives[0].text == "3"
        assert raw.doubt >= 0.1


def test_ink_is_cut_along_a_border_and_whole_parts_stay() -> None:
    ink = find_ink(number("73", [UP_TO_THE_NEXT]), 0.0)
    beyond = ink.labels > -1
    beyond[:, :60] = False
    parted, near, far = parted_ink(ink, beyond, 0.97)
    assert (parted.mask() == ink.mask()).all()
    assert max(part.box.right for part in near) <= 60 <= min(part.box.left for part in far)
    assert parted_ink(ink, ink.labels < 0, 0.97)[1] == ink.parts
