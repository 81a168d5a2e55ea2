"""What is left of a check box's edge is no line to write on."""

from pipeline.geometry import Box
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.writing_lines import without_edges
from tests.layout.drawing import PX_PER_MM


def test_an_edge_of_a_check_box_is_no_line_to_write_on() -> None:
    """`Guru`, written behind DLL, was looked for in the box before Swasta."""
    box, edge = Box(600, 280, 680, 360), DottedLine(602, 682, 364, 364, 5)
    behind, across = DottedLine(850, 1400, 360, 360, 5), DottedLine(602, 760, 340, 340, 5)
    assert without_edges([edge, across, behind], [box], PX_PER_MM) == (across, behind)
