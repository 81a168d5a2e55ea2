"""Lines to write on, and what looks like them: the edges of check boxes, strokes through words."""

from pipeline.geometry import Box
from pipeline.layout.lines.rulings import horizontal_rulings
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.writing_lines import ruled_lines, without_edges, without_underlines
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, inked, line, paper


def test_an_edge_of_a_check_box_is_no_line_to_write_on() -> None:
    """`Guru`, written behind DLL, was looked for in the box before Swasta."""
    box, edge = Box(600, 280, 680, 360), DottedLine(602, 682, 364, 364, 5)
    behind, across = DottedLine(850, 1400, 360, 360, 5), DottedLine(602, 760, 340, 340, 5)
    assert without_edges([edge, across, behind], [box], PX_PER_MM) == (across, behind)


def test_dirt_beside_an_underlined_title_makes_its_line_none_to_write_on() -> None:
    """A speck of a sheet's edge, or its corner, stood for a label, CATATAN KELUARGA for writing: the page was read as
    another edition, or refused."""
    title, label = Box(400, 100, 800, 140), Box(60, 104, 300, 140)
    speck, turned_down = Box(60, 110, 80, 126), Box(20, 60, 300, 150)
    line = DottedLine(398, 802, 146, 146, 5)
    assert without_underlines([line], [title, speck, turned_down], PX_PER_MM) == ()
    assert without_underlines([line], [title, label], PX_PER_MM) == (line,)


def lined(*lines: tuple[int, int, int]) -> Grey:
    """Lines from x to x at a height, and below each but the first letters that touch it."""
    sheet = paper()
    for at, (left, right, y) in enumerate(lines):
        line(sheet, (left, y), (right, y))
        for x in range(left + 20, left + 400, 12) if at else ():
            line(sheet, (x, y + 6), (x, y + 40))
    return inked(sheet)


def heights(ink: Grey) -> list[int]:
    found = ruled_lines(horizontal_rulings(ink, PX_PER_MM), ink, PX_PER_MM)
    return [round(one.y, -1) for one in found]


def test_a_line_below_which_writing_begins_at_once_is_known_by_those_drawn_as_it_is() -> None:
    """Names below one another were struck out by the lines that they stood on: of six lines two were known."""
    assert heights(lined((600, 1400, 400), (600, 1400, 460), (600, 1400, 520))) == [400, 460, 520]


def test_a_line_through_words_is_none_however_near_others_are() -> None:
    assert heights(lined((600, 1400, 400), (700, 1300, 460))) == [400]
    assert heights(lined((600, 1400, 400), (600, 1400, 430))) == [400]
