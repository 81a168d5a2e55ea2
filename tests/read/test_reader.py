"""Reading pages of drawn cells with the packaged engines: states with margins, never exact text of the network."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Doubt, Part, State
from pipeline.read import reader
from pipeline.read.engine import Engines, build_engines
from pipeline.read.ink import Ink
from pipeline.read.reader import read_cells
from pipeline.read.strike_net import StrikeNet

Stroke = tuple[tuple[int, int], ...]

TICK: Stroke = ((62, 70), (72, 88), (100, 44))
CROSS: tuple[Stroke, ...] = (((60, 45), (100, 88)), ((100, 45), (60, 88)))
DASH: Stroke = ((70, 65), (92, 64))
ONE: Stroke = ((80, 42), (77, 88))


@pytest.fixture(scope="module")
def engines() -> Engines:
    return build_engines(load_codes())


def cell(kind: Kind, *strokes: Stroke) -> Crop:
    grey = np.full((130, 160), 240, np.uint8)
    for stroke in strokes:
        cv2.polylines(grey, [np.array(stroke, np.int32)], False, 60, 4, cv2.LINE_AA)
    box = Box(20, 20, 140, 110)
    return Crop(Cell(Part.TABLE, 0, Field("field", kind), box), grey, Box(0, 0, 160, 130))


def test_marks_of_a_page(engines: Engines) -> None:
    kind = Kind.TICK_OR_COUNT
    page = [cell(kind, TICK), cell(kind, *CROSS), cell(kind, DASH), cell(kind), cell(kind, ONE)]
    found = [reading.alternatives[0] for reading in read_cells(page, engines)]
    assert [(one.state, one.text) for one in found[:4]] == [
        (State.VALUE, "tick"),
        (State.VALUE, "cross"),
        (State.NONE, None),
        (State.BLANK, None),
    ]
    assert (found[4].state, found[4].text) == (State.VALUE, "1")
    assert all(one.probability > 0.8 for one in found[:4])


HOOKED: Stroke = ((64, 82), (70, 88), (80, 76), (84, 60), (89, 45), (95, 43), (100, 48))
BENT_CROSS: tuple[Stroke, ...] = (((58, 50), (76, 56), (94, 88)), ((100, 44), (80, 62), (58, 86)))


def test_a_tick_with_a_hook_is_no_digit_and_a_cross_is_not_crossed_out(engines: Engines) -> None:
    """The tick was read as a 5; two strokes that cross as lines through writing."""
    page = [cell(Kind.TICK_OR_COUNT, HOOKED), cell(Kind.TICK_OR_COUNT, *BENT_CROSS)]
    found = [reading.alternatives[0] for reading in read_cells(page, engines)]
    assert [(one.state, one.text) for one in found] == [(State.VALUE, "tick"), (State.VALUE, "cross")]
    assert all(one.probability > 0.8 for one in found)


def test_a_tick_like_the_letter_v_is_no_number_with_a_letter(engines: Engines) -> None:
    """A hand's 121 ticks on two pages waited, for RT numbers such as 02A do."""
    page = [cell(Kind.TICK_OR_COUNT, ((66, 44), (74, 84), (80, 88), (88, 82), (94, 44)))] * 3
    for reading in read_cells(page, engines):
        assert reading.alternatives[0].text == "tick" and reading.alternatives[0].probability > 0.8


def test_a_page_gives_one_reading_per_cell_in_order_and_the_same_each_time(engines: Engines) -> None:
    page = [cell(Kind.MARK_TEXT, TICK), cell(Kind.NAME), cell(Kind.COUNT, ONE), cell(Kind.CODE, DASH)]
    first, second = read_cells(page, engines), read_cells(page, engines)
    assert [reading.cell for reading in first] == [crop.cell for crop in page]
    assert first == second
    for reading in first:
        assert sum(one.probability for one in reading.alternatives) <= 1 + 1e-9
        assert 0 <= reading.quality <= 1


def test_doubt_of_the_ink_takes_from_the_calibrated_probability(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = [cell(Kind.NAME, ONE, CROSS[0], CROSS[1])]
    (before,) = read_cells(page, engines)
    monkeypatch.setattr(reader, "overflow_doubt", lambda *_: 0.4)
    (after,) = read_cells(page, engines)
    for one, other in zip(before.alternatives, after.alternatives, strict=True):
        assert other.text == one.text
        assert other.probability == pytest.approx(0.6 * one.probability)


def test_a_dash_that_looks_like_a_scribble_is_doubted(engines: Engines) -> None:
    """What a small hand had crossed out was a dash, for sure."""

    class Struck(StrikeNet):
        def log_odds(self, ink: Ink) -> float:
            return 3.0

    page = [cell(Kind.CODE, DASH)]
    (plain,) = read_cells(page, engines)
    (doubted,) = read_cells(page, replace(engines, strikes=Struck(engines.strikes.net)))
    assert plain.alternatives[0].state is doubted.alternatives[0].state is State.NONE
    assert plain.alternatives[0].probability > 0.9 > 0.5 > doubted.alternatives[0].probability


def test_words_where_a_date_belongs_are_not_taken_for_crossed_out(engines: Engines) -> None:
    grey = np.full((130, 420), 240, np.uint8)
    cv2.putText(grey, "HAWARA MUKA", (40, 90), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.6, (60.0,), 3, cv2.LINE_AA)
    box = Box(20, 20, 400, 110)
    crop = Crop(Cell(Part.TABLE, 0, Field("birth_date", Kind.DATE), box), grey, Box(0, 0, 420, 130))
    (reading,) = read_cells([crop], engines)
    assert all(one.state is not State.STRUCK or one.probability > 0.4 for one in reading.alternatives[:1])


def test_no_cells_no_readings(engines: Engines) -> None:
    assert read_cells([], engines) == ()


def test_an_option_field_whose_options_were_not_found_has_no_alternative(engines: Engines) -> None:
    assert read_cells([cell(Kind.CHOICE, TICK)], engines)[0].alternatives == ()


def test_a_pale_page_says_so_at_its_cells(engines: Engines) -> None:
    tick = cell(Kind.MARK, TICK)
    for darkest, pale in ((60, False), (202, True)):
        grey = np.interp(tick.grey, [60, 240], [darkest, 240]).astype(np.uint8)
        readings = read_cells([replace(tick, grey=grey)] * 4, engines)
        assert [Doubt.PALE in reading.cell.doubts for reading in readings] == [pale] * 4


@pytest.mark.parametrize("kind", [Kind.MARK, Kind.TICK_OR_COUNT, Kind.COUNT])
def test_a_tick_with_a_ring_round_it_goes_to_a_person(engines: Engines, kind: Kind) -> None:
    """It was 0, and in columns of marks accepted."""
    crop = cell(kind, TICK)
    cv2.ellipse(crop.grey, (80, 66), (27, 33), 0, 0, 350, (60.0,), 4, cv2.LINE_AA)
    (reading,) = read_cells([crop], engines)
    assert reading.alternatives[0].probability < 0.5


def test_a_nought_among_words_looks_like_one(engines: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small ditto marks between dashes were read as a nought, for none, and accepted."""
    monkeypatch.setattr(reader, "decode", lambda *_: [("0", -0.01)])
    round_one = tuple((round(80 + 14 * np.cos(a)), round(65 + 20 * np.sin(a))) for a in np.linspace(0, 6.5, 30))
    nought, stroke = read_cells([cell(Kind.CODE, round_one), cell(Kind.CODE, ((60, 65), (72, 60)), ONE)], engines)
    assert nought.alternatives[0].probability > 2 * stroke.alternatives[0].probability
