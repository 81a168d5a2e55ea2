"""Rings and lines that mark printed words are taken off before the words are read; the words stay."""

import cv2
import numpy as np
import pytest

from pipeline.geometry import Box
from pipeline.layout.fields.marked_words import lines_freed, without_marks
from pipeline.model import Grey

CAPITALS_PX = 30


def words(text: str = "Ya / Tidak") -> Grey:
    strip = np.full((90, 420), 250, np.uint8)
    cv2.putText(strip, text, (20, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.35, (40.0,), 4, cv2.LINE_AA)
    return strip


@pytest.mark.parametrize("arc", [360, 345], ids=["closed", "open at its end"])
def test_a_ring_goes_and_the_word_in_it_stays(arc: int) -> None:
    plain, marked = words(), words()
    cv2.ellipse(marked, (158, 48), (75, 34), 0, 0, arc, (60.0,), 4, cv2.LINE_AA)
    freed = without_marks(marked, CAPITALS_PX)
    print_ink, ring_ink = plain < 128, (marked < 128) & (plain > 200)
    assert float(np.mean(freed[ring_ink] > 200)) > 0.9
    assert float(np.mean(freed[print_ink] < 160)) > 0.8


def test_a_line_through_a_word_goes() -> None:
    marked = words()
    cv2.line(marked, (110, 46), (280, 46), 60, 4)
    assert float(np.mean(without_marks(marked, CAPITALS_PX)[44:49, 225:270] > 200)) > 0.9


@pytest.mark.parametrize("text", ["Ya / Tidak", "SMA/SMK/S1", "BUDDHA DOO", "-"])
def test_print_alone_is_left_as_it_is(text: str) -> None:
    strip = words(text)
    assert without_marks(strip, CAPITALS_PX) is strip


def test_a_strip_without_ink_or_size_is_left_as_it_is() -> None:
    for strip in (np.full((40, 200), 255, np.uint8), np.full((1, 1), 255, np.uint8), np.zeros((30, 30), np.uint8)):
        assert without_marks(strip, CAPITALS_PX).shape == strip.shape


def test_lines_that_a_ring_joins_are_read_one_by_one() -> None:
    """A ring round `Islam` touched `Budha` below it: nothing was read of either, and no option was found."""
    sheet = np.full((260, 600), 250, np.uint8)
    for text, y in (("Islam", 110), ("Budha", 165)):
        cv2.putText(sheet, text, (120, y), cv2.FONT_HERSHEY_SIMPLEX, 1.35, (40.0,), 4, cv2.LINE_AA)
    cv2.ellipse(sheet, (190, 96), (95, 42), 0, 0, 360, (60.0,), 4, cv2.LINE_AA)
    whole = Box(93.0, 46.0, 290.0, 168.0)
    upper, lower = lines_freed(sheet, whole, CAPITALS_PX, 10.0)
    assert upper[0].top < 90 < 105 < upper[0].bottom <= lower[0].top < 140 < 160 < lower[0].bottom
    assert all(whole.left <= box.left < box.right <= whole.right for box, _ in (upper, lower))
    assert all(abs(strip.shape[0] - box.height - 7) <= 2 for box, strip in (upper, lower))
    ((same, _),) = lines_freed(sheet, Box(93.0, 60.0, 290.0, 115.0), CAPITALS_PX, 10.0)
    assert same == Box(93.0, 60.0, 290.0, 115.0)


def test_words_of_the_next_line_that_a_ring_touches_stay() -> None:
    """A ring round `Tidak Tamat SD` went down into `S2 / S3` below, which went with it: no option was found."""
    plain = np.full((200, 600), 250, np.uint8)
    for text, y in (("Tidak SD", 80), ("S1 / S2 / S3", 145)):
        cv2.putText(plain, text, (60, y), cv2.FONT_HERSHEY_SIMPLEX, 1.35, (40.0,), 4, cv2.LINE_AA)
    marked = plain.copy()
    cv2.ellipse(marked, (160, 66), (130, 54), 0, 0, 360, (60.0,), 4, cv2.LINE_AA)
    freed = without_marks(marked, CAPITALS_PX)
    below = np.zeros(plain.shape, np.bool_)
    below[127:150] = True
    assert float(np.mean(freed[below & (plain < 128)] < 160)) > 0.95
    assert float(np.mean(freed[:100][(marked[:100] < 128) & (plain[:100] > 200)] > 200)) > 0.9


def test_lines_between_which_writing_stands_are_read_one_by_one() -> None:
    """`Buruh`, written behind Lainnya, reached into the line above: the options of a job were one line, unread."""
    sheet = np.full((260, 900), 250, np.uint8)
    for text, y in (("Petani / Pedagang / PNS", 110), ("Lainnya", 165)):
        cv2.putText(sheet, text, (120, y), cv2.FONT_HERSHEY_SIMPLEX, 1.35, (40.0,), 4, cv2.LINE_AA)
    cv2.line(sheet, (400, 100), (396, 160), 60, 4)
    upper, lower = lines_freed(sheet, Box(93.0, 70.0, 700.0, 168.0), CAPITALS_PX, 10.0)
    assert upper[0].top < 90 < 105 < upper[0].bottom <= lower[0].top < 140 < 160 < lower[0].bottom
    assert lower[0].right < 410 < 560 < upper[0].right
