"""Labels keep clear of writing and of each other where there is room."""

import numpy as np
import pytest

from pipeline.geometry import Box
from pipeline.run.showing.overlay_labels import Sheet, patch, plain, width_px

BLACK = (0, 0, 0)
BOX = Box(100, 100, 400, 200)


def sheet(*ink: Box) -> Sheet:
    grey = np.full((300, 500), 255, np.uint8)
    for box in ink:
        grey[round(box.top) : round(box.bottom), round(box.left) : round(box.right)] = 0
    return Sheet(np.full((300, 500, 3), 255, np.uint8), grey)


def overlap(one: Box, other: Box) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, wide) * max(0.0, high)


@pytest.mark.parametrize("ink", [Box(100, 100, 250, 200), Box(250, 100, 400, 200), Box(100, 100, 400, 160)])
def test_a_label_stays_in_its_box_beside_the_writing(ink: Box) -> None:
    put = sheet(ink).put(patch((("Siti", BLACK),), 0.9), BOX)
    assert overlap(put, ink) == 0 and overlap(put, BOX) == put.width * put.height


def test_a_label_leaves_a_full_box_and_hides_no_other_label() -> None:
    full, label = sheet(BOX), patch((("Siti", BLACK),), 0.9)
    put = [full.put(label, BOX) for _ in range(4)]
    assert all(overlap(box, BOX) == 0 for box in put)
    assert all(overlap(one, other) == 0 for one in put for other in put if one is not other)


def test_what_is_to_stand_above_does() -> None:
    assert sheet().put(patch((("name", BLACK),), 0.9), BOX, above=True).bottom == BOX.top


def test_a_label_is_as_wide_as_its_text_is_drawn() -> None:
    label = patch((("Mahasiswa", BLACK),), 1.0)
    assert (label[:, -2:] == 255).all() and label.shape[1] >= width_px("Mahasiswa", 1.0)
    assert patch((("Mahasiswa", BLACK),), 1.0, upwards=True).shape == (label.shape[1], label.shape[0], 3)


def test_a_label_larger_than_the_picture_is_cut() -> None:
    assert sheet().put(patch((("Siti " * 80, BLACK),), 0.9), BOX).width == 500


def test_letters_that_cannot_be_drawn_lose_their_marks() -> None:
    assert plain("Zulaikhá\n漢") == "Zulaikha "
