"""Check boxes and dotted lines go to the labels they were printed for."""

import pytest

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.dealing import Token, deal
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from tests.layout.drawing import PX_PER_MM


def label(y: float) -> Label:
    return Label((Box(100, y - 15, 300, y + 15),), 400, y, 30, True)


def choice(options: int, extra: bool = False) -> Entry:
    words = tuple(PrintedOption(str(index), (str(index),)) for index in range(options))
    return Entry(
        Field("field", Kind.CHOICE, options=words), ("x",), extra=Field("field_text", Kind.TEXT) if extra else None
    )


TEXT = Entry(Field("text", Kind.TEXT), ("x",))


def boxes(y: float, count: int, first: float = 420) -> list[Token]:
    return [Token(Box(first + 150 * index, y - 22, first + 45 + 150 * index, y + 22), None) for index in range(count)]


def dotted(y: float, left: float = 420) -> Token:
    return Token(Box(left, y - 2, left + 500, y + 2), DottedLine(left, left + 500, y, y, 3))


@pytest.mark.parametrize("beside", [-25, 25])
def test_wrapped_options_stay_with_their_label(beside: float) -> None:
    labels = [(label(300), choice(2)), (label(400 + beside), choice(7)), (label(520), TEXT)]
    tokens = [*boxes(300, 2), *boxes(375, 5), *boxes(425, 2), dotted(535)]
    assert [len(share) for share in deal(labels, tokens, PX_PER_MM)] == [2, 7, 1]


def test_a_line_for_other_words_may_stand_below_the_options() -> None:
    labels = [(label(300), choice(3, extra=True)), (label(420), choice(2))]
    shares = deal(labels, [*boxes(260, 3), dotted(315), *boxes(420, 2)], PX_PER_MM)
    assert [[token.line is None for token in share] for share in shares] == [[True] * 3 + [False], [True] * 2]


def test_a_line_below_options_that_wrap_is_theirs_and_not_the_next_labels() -> None:
    """Where options took two rows and their line a third, it was nobody's: what was written there was lost."""
    labels = [(label(y), choice(2)) for y in (100, 170)]
    labels += [(label(240), choice(7, extra=True)), (label(430), choice(2, extra=True)), (label(500), choice(2))]
    wrapped, below, beside = [*boxes(240, 4), *boxes(285, 3)], dotted(370), dotted(445, 900)
    tokens = [*boxes(100, 2), *boxes(170, 2), *wrapped, below, *boxes(430, 2), beside, *boxes(500, 2)]
    shares = deal(labels, tokens, PX_PER_MM)
    assert shares[2] == (*wrapped, below)
    assert shares[3] == (*boxes(430, 2), beside)
    # Of a printing that leaves that line out, the line of the next label stays its own.
    plain = [(label(300), choice(2, extra=True)), (label(370), TEXT)]
    assert deal(plain, [*boxes(300, 2), dotted(385)], PX_PER_MM)[1] == (dotted(385),)


def pieces(y: float, *ends: tuple[float, float]) -> list[Token]:
    return [Token(Box(left, y - 2, right, y + 2), DottedLine(left, right, y, y, 3)) for left, right in ends]


def test_a_line_parted_by_writing_is_one_line() -> None:
    """The second piece was the line of the label below, its line that of the next, and so on: RT 13 read as RW 13."""
    labels = [(label(300), TEXT), (label(373), TEXT), (label(446), TEXT), (label(519), TEXT)]
    first = pieces(320, (420, 560), (640, 1200))
    below = [pieces(y, (420, 800)) for y in (393, 466)]
    shares = deal(labels, [*first, *below[0], *below[1]], PX_PER_MM)
    assert shares == [tuple(first), tuple(below[0]), tuple(below[1]), ()]


def test_a_line_above_its_words_is_no_label_s() -> None:
    labels = [(label(300), TEXT), (label(373), TEXT)]
    line = pieces(320, (420, 900))
    other = Token(Box(1000, 340, 1300, 344), DottedLine(1000, 1300, 342, 342, 3))
    assert deal(labels, [*line, other], PX_PER_MM)[1] == ()


def test_flat_heads_of_writing_are_not_the_line_below_it() -> None:
    """The line of 675328 was taken for one along the heads of its digits, and the number was cut off, and blank."""
    feigned = Token(Box(440, 288, 470, 292), DottedLine(440, 470, 289, 291, 2))
    lines = dotted(325), dotted(425)
    shares = deal([(label(300), TEXT), (label(400), TEXT)], [feigned, *lines], PX_PER_MM)
    assert shares == [(lines[0],), (lines[1],)]


def test_a_stray_line_is_given_to_nobody() -> None:
    labels = [(label(600), TEXT), (label(700), TEXT)]
    shares = deal(labels, [dotted(200), dotted(612), dotted(712)], PX_PER_MM)
    assert [share[0].box.centre[1] for share in shares] == [612, 712]


def test_a_slanting_row_of_boxes_is_read_from_left_to_right() -> None:
    tokens = [Token(Box(420 + 150 * i, 300 + 5 * i, 465 + 150 * i, 345 + 5 * i), None) for i in range(8)]
    (share,) = deal([(label(320), choice(8))], tokens[::-1], PX_PER_MM)
    assert [token.box.left for token in share] == [token.box.left for token in tokens]


def test_nothing_to_deal() -> None:
    assert deal([(label(300), choice(2))], [], PX_PER_MM) == [()]
