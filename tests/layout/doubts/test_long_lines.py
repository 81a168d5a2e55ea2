"""Pieces of one line are put together over gaps and a slight bend; writing and crossing lines are not."""

import cv2
import numpy as np

from pipeline.layout.doubts.long_lines import long_lines
from pipeline.model import Grey

PX_PER_MM = 12.0  # 4 coarse pixels to a millimetre


def mask() -> Grey:
    return np.zeros((400, 800), np.uint8)


def test_a_line_in_pieces_is_one() -> None:
    drawn = mask()
    cv2.line(drawn, (50, 100), (700, 300), 255, 2)
    drawn[:, 200:240] = 0
    drawn[:, 400:430] = 0
    (line,) = long_lines(drawn, PX_PER_MM)
    assert np.ptp(line.points[:, 0]) > 600


def test_so_is_one_that_is_bent() -> None:
    drawn = mask()
    bow = np.array([(x, 100 + 0.3 * x + 6 * np.sin(np.pi * x / 700)) for x in range(50, 700, 25)])
    cv2.polylines(drawn, [np.rint(bow).astype(np.int32)], False, (255.0,), 2)
    (line,) = long_lines(drawn, PX_PER_MM)
    assert np.ptp(line.points[:, 0]) > 500


def test_lines_that_cross_are_two() -> None:
    drawn = mask()
    cv2.line(drawn, (50, 50), (700, 350), 255, 2)
    cv2.line(drawn, (50, 350), (700, 50), 255, 2)
    assert len(long_lines(drawn, PX_PER_MM)) == 2


def test_level_lines_short_ones_and_blots_are_none() -> None:
    drawn = mask()
    cv2.line(drawn, (50, 60), (700, 60), 255, 2)
    cv2.line(drawn, (100, 100), (150, 150), 255, 2)
    cv2.rectangle(drawn, (300, 150), (500, 350), (255.0,), -1)
    assert long_lines(drawn, PX_PER_MM) == ()
    assert long_lines(mask(), PX_PER_MM) == ()
