"""A colon that is lost is known by its line to write on, where those above and below have theirs."""

from dataclasses import replace

from pipeline.geometry import Box
from pipeline.layout.labelling.implied_colons import with_implied_colons
from pipeline.layout.labelling.labels import find_labels
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from tests.layout.drawing import PX_PER_MM
from tests.layout.labelling.test_labels import at, colon_at, seen


def line_at(y: float, left: float = 630) -> DottedLine:
    return DottedLine(left, left + 400, y, y, 3)


def column() -> PrintLines:
    """Three labels, and one in two lines, each with its colon and its line to write on."""
    pieces = [at(130, y) for y in (200, 290, 380, 432, 480)]
    heights = (200, 290, 380, 480)
    return seen(pieces, [colon_at(600, y) for y in heights], tuple(line_at(y + 15) for y in heights))


def without(printed: PrintLines, *lost: int) -> PrintLines:
    return replace(printed, colons=tuple(colon for at, colon in enumerate(printed.colons) if at not in lost))


def test_the_words_before_a_lost_colon_are_a_label_of_their_own() -> None:
    """What was written behind NAMA KRT was the number of its men, whose label seemed the end of NAMA KRT."""
    lost = without(column(), 3)
    assert len(find_labels(lost, PX_PER_MM)) == 3
    found = find_labels(with_implied_colons(lost, PX_PER_MM), PX_PER_MM)
    assert [len(label.pieces) for label in found] == [1, 1, 1, 2]
    assert found[-1].value_left == 603


def test_print_that_lost_nothing_or_has_no_colons_stays_as_it_is() -> None:
    whole = column()
    assert with_implied_colons(whole, PX_PER_MM) is whole
    none = without(whole, 0, 1, 2, 3)
    assert with_implied_colons(none, PX_PER_MM) is none
    most = without(whole, 0, 1, 2)
    assert with_implied_colons(most, PX_PER_MM) is most


def test_a_second_line_without_words_beside_it_has_no_colon() -> None:
    whole = column()
    more = replace(whole, lines=(*whole.lines, line_at(560)))
    assert with_implied_colons(more, PX_PER_MM) is more
    aside = replace(without(whole, 3), pieces=(*whole.pieces[:4], Box(1300, 465, 1500, 495)))
    assert with_implied_colons(aside, PX_PER_MM) is aside
