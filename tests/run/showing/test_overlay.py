"""The overlay puts every box where its cell is, whichever way the page lies."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, PageContent, Part, State
from pipeline.refusals import fault
from pipeline.run.showing.overlay import draw, enlarged

WIDTH, HEIGHT = 1200, 900
BY = 2.0
GREEN, ORANGE, GREY = (60, 140, 0), (0, 120, 255), (130, 130, 130)
VALUE = FieldValue(
    Part.TABLE,
    0,
    "name",
    State.VALUE,
    "Siti",
    "Siti",
    None,
    0.9,
    Decision.ACCEPTED,
    (),
    (),
    Box(100, 200, 400, 300),
    "t",
)
CONTENT = PageContent("data-warga", "4.14.1a", 0.93, "catatan-keluarga 4.15", 0, 0.4, 0.7, (VALUE,))


def drawn(content: PageContent, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """The page below its legend, which is twice as large as so small a scan."""
    picture = draw(np.full((height, width), 255, np.uint8), (content,))
    upright = width if content.quarter_turns % 2 else height
    assert picture.shape[2] == 3
    return picture[-round(BY * upright) :]


def extent(picture: np.ndarray, colour: tuple[int, int, int]) -> tuple[float, ...]:
    """Left, top, right and bottom of what has that colour, in pixels of the scan."""
    rows, columns = np.nonzero((picture == colour).all(axis=2))
    return columns.min() / BY, rows.min() / BY, columns.max() / BY, rows.max() / BY


def test_a_box_lies_where_its_cell_is() -> None:
    assert extent(drawn(CONTENT), GREEN) == pytest.approx((100, 200, 400, 300), abs=2)


@pytest.mark.parametrize(
    ("turns", "where"),
    [(1, (HEIGHT - 300, 100, HEIGHT - 200, 400)), (2, (800, 600, 1100, 700)), (3, (200, 800, 300, 1100))],
)
def test_a_page_that_lies_turned_is_drawn_upright(turns: int, where: tuple[int, int, int, int]) -> None:
    assert extent(drawn(replace(CONTENT, quarter_turns=turns)), GREEN) == pytest.approx(where, abs=2)


def test_what_lies_turned_counter_clockwise_is_turned_clockwise() -> None:
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    page[:50, -50:] = 0  # the upper right corner of the file is the upper left of a page that lies a quarter turn left
    upright = draw(page, (replace(CONTENT, quarter_turns=3, values=()),))[-round(BY * WIDTH) :]
    assert upright[:40, :40].mean() < 200 < upright[-40:, -40:].mean()


@pytest.mark.parametrize(
    ("changes", "colour"),
    [({"decision": Decision.REVIEW}, ORANGE), ({"state": State.BLANK, "value": None}, GREY)],
)
def test_colours_tell_states_and_decisions_apart(changes: dict[str, object], colour: tuple[int, int, int]) -> None:
    picture = drawn(replace(CONTENT, values=(replace(VALUE, **changes),)))  # type: ignore[arg-type]
    assert extent(picture, colour) == pytest.approx((100, 200, 400, 300), abs=30)


def test_a_refused_page_is_drawn_with_its_reason_and_odd_letters_do_no_harm() -> None:
    assert draw(np.full((HEIGHT, WIDTH), 255, np.uint8), (fault("cut_off"), CONTENT)).shape[0] > HEIGHT
    odd = replace(VALUE, value="Żółć 漢字 \n", box=Box(-50, -20, WIDTH + 90, HEIGHT + 90))
    assert drawn(replace(CONTENT, values=(odd,))).shape == (BY * HEIGHT, BY * WIDTH, 3)


def test_small_scans_are_enlarged_and_large_ones_stay() -> None:
    assert enlarged(WIDTH) == BY and enlarged(2400) == 1.5 and enlarged(5000) == 1.0


def test_a_head_field_is_named_and_a_column_once_above_its_first_row() -> None:
    rows = tuple(replace(VALUE, row=row, box=Box(100, 300 + 100 * row, 400, 400 + 100 * row)) for row in range(3))
    dark = drawn(replace(CONTENT, values=rows)) < (100, 80, 80)  # of names; no box and no value is as dark
    named = np.nonzero(dark.all(axis=2).any(axis=1))[0] / BY
    assert named.size and named.min() > 250 and named.max() <= 300
    head = replace(VALUE, part=Part.HEAD, row=None)
    assert (drawn(replace(CONTENT, values=(head,))) < (100, 80, 80)).all(axis=2).any()


def test_the_text_of_a_cell_for_review_tells_its_state() -> None:
    unread = replace(VALUE, state=State.UNREADABLE, value=None, decision=Decision.REVIEW)
    picture = drawn(replace(CONTENT, values=(unread,)))
    assert (picture == (0, 0, 200)).all(axis=2).any() and (picture == ORANGE).all(axis=2).any()
