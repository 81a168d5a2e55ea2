"""Connected pieces are counted as OpenCV's own slower ways count them."""

import cv2
import numpy as np
import pytest

from pipeline.scan.pieces import components, count, hole_boxes, outer_boxes, piece_boxes, piece_in, pieces_kept


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (37, 1), (64, 51), (301, 200)])
def test_components_are_those_of_opencv_number_for_number(shape: tuple[int, int], share: float) -> None:
    mask = (np.random.default_rng(7).random(shape) < share).astype(np.uint8) * 255
    _, *expected = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for found, wanted in zip(components(mask), expected, strict=True):
        np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (37, 1), (64, 51), (301, 200)])
def test_boxes_of_pieces_and_of_holes_are_those_of_components(shape: tuple[int, int], share: float) -> None:
    mask = (np.random.default_rng(8).random(shape) < share).astype(np.uint8)
    assert sorted(piece_boxes(mask).tolist()) == sorted(components(mask)[1][1:, :4].tolist())
    assert count(mask) == len(components(mask)[1]) - 1
    # With ground around the picture, that is the first piece of what is none.
    around = np.pad(mask, 1)
    _, _, stats, _ = cv2.connectedComponentsWithStats((around == 0).astype(np.uint8), connectivity=4)
    assert sorted(hole_boxes(around).tolist()) == sorted(stats[2:, :4].tolist())


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5])
def test_single_pieces_and_those_that_are_kept_are_those_of_components(share: float) -> None:
    mask = (np.random.default_rng(9).random((64, 51)) < share).astype(np.uint8) * 255
    numbered, stats, _ = components(mask)
    for number in range(1, len(stats)):
        left, top, width, height = stats[number, :4].tolist()
        own = numbered[top : top + height, left : left + width] == number
        np.testing.assert_array_equal(piece_in(mask, (left, top, width, height)), own)
    flat = stats[:, 3] <= 3
    flat[0] = False
    found = pieces_kept(mask, lambda boxes: np.asarray(boxes[:, 3] <= 3, dtype=np.bool_))
    np.testing.assert_array_equal(found > 0, flat[numbered])


def test_pieces_that_touch_at_a_corner_are_one() -> None:
    mask = np.zeros((6, 9), np.uint8)
    mask[1:3, 1:3] = mask[3:5, 3:5] = 255
    mask[1:3, 6:8] = 255
    assert count(mask) == 2
    assert sorted(outer_boxes(mask).tolist()) == [[1, 1, 4, 4], [6, 1, 2, 2]]
    assert components(mask)[1][1:, :4].tolist() == [[1, 1, 4, 4], [6, 1, 2, 2]]
