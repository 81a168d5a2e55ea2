"""Room for marks between printed brackets is found, marked or not; other slender strokes are none."""

import cv2
import numpy as np
import pytest

from benchmarks.finding_printings import face_of
from pipeline.geometry import Box
from pipeline.layout.printed.bracket_boxes import bracket_boxes
from pipeline.layout.printed.print_lines import find_print
from pipeline.model import Grey
from tests.layout.drawing import paper

SCALE = 7.0
"""Pixels per mm of the picture on which print is looked for."""
FINER = 1.68
"""So many times finer a scan at 300 dpi is."""
WORDS = ("Ya", "Tidak")


def printed(
    face: str,
    rows: int = 5,
    opened: str = "(",
    closed: str = ")",
    gap: int = 4,
    label: str = "Jamban keluarga",
    size: int = 28,
) -> tuple[Grey, list[Box]]:
    """255 where ink is: rows of options behind brackets, and where these stand."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (960, 90 + 60 * rows), 0)
    draw, font, boxes = ImageDraw.Draw(image), face_of(face, False, size), []
    for row in range(rows):
        x, y = 60 + max(280.0, font.getlength(label) + 30), 40 + 60 * row
        draw.text((60, y), label, font=font, fill=255)
        for word in WORDS:
            text = opened + " " * gap + closed
            left, top, right, bottom = draw.textbbox((x, y), text, font=font)
            boxes.append(Box(left, top, right, bottom))
            draw.text((x, y), f"{text} {word}", font=font, fill=255)
            x += font.getlength(f"{text} {word}") + 60
    return np.where(np.asarray(image) > 100, 255, 0).astype(np.uint8), boxes


def near(found: tuple[Box, ...], wanted: list[Box]) -> bool:
    """Whether each of the two has the other's boxes."""
    return len(found) == len(wanted) and all(any(one.overlap(box) > 0.7 * box.area for one in found) for box in wanted)


@pytest.mark.parametrize("sign", ["()", "[]"])
@pytest.mark.parametrize("face", ["arimo", "tinos", "carlito", "courier-prime", "roboto-slab"])
def test_empty_brackets_are_found(face: str, sign: str) -> None:
    ink, boxes = printed(face, opened=sign[0], closed=sign[1])
    assert near(bracket_boxes(ink, SCALE, ink, 1.0), boxes)


@pytest.mark.parametrize("reach", [0.25, 0.7], ids=["within", "over them"])
@pytest.mark.parametrize(("face", "sign"), [("arimo", "()"), ("tinos", "()"), ("arimo", "[]")])
def test_marked_ones_are_found_among_empty_ones(face: str, sign: str, reach: float) -> None:
    ink, boxes = printed(face, opened=sign[0], closed=sign[1])
    for box in boxes[::3]:
        (x, y), half = box.centre, reach * box.width
        points = np.array([(x - half, y), (x - 0.2 * half, y + 0.4 * box.height), (x + half, y - 0.5 * box.height)])
        cv2.polylines(ink, [points.astype(np.int32)], False, 255.0, 2)
    assert near(bracket_boxes(ink, SCALE, ink, 1.0), boxes)


@pytest.mark.parametrize("size", [20, 22, 24])
@pytest.mark.parametrize("face", ["tinos", "carlito", "open-sans", "caladea", "dejavu-condensed"])
def test_capitals_beside_empty_ones_are_no_marked_ones(face: str, size: int) -> None:
    """Of `MAKANAN POKOK` and `KURANG SEHAT` letters were brackets with a mark between them: fields lost their options,
    and `G S` was the check box of Sehat."""
    ink, boxes = printed(face, label="MEMILIKI TEMPAT PEMBUANGAN SAMPAH", size=size)
    assert near(bracket_boxes(ink, SCALE, ink, 1.0), boxes)


@pytest.mark.parametrize(("opened", "closed"), [("l", "l"), ("1", "1"), ("/", "/"), ("[", "["), (")", "("), ("I", "J")])
@pytest.mark.parametrize("face", ["arimo", "tinos", "courier-prime"])
def test_straight_strokes_with_room_between_them_are_none(face: str, opened: str, closed: str) -> None:
    """Figures and letters were brackets on a clean scan, and `Jumlah Kepala Keluarga` lost its middle to a box."""
    ink, _ = printed(face, opened=opened, closed=closed)
    assert bracket_boxes(ink, SCALE, ink, 1.0) == ()


def test_words_figures_and_single_pairs_are_none() -> None:
    ink, _ = printed("arimo", rows=1)
    assert bracket_boxes(ink, SCALE, ink, 1.0) == ()
    within, _ = printed("arimo", opened="(a", closed="b)", gap=2)
    assert bracket_boxes(within, SCALE, within, 1.0) == ()
    ones = np.zeros((400, 900), np.uint8)
    for y in range(40, 360, 60):
        for x in range(100, 800, 45):
            ones[y : y + 28, x : x + 3] = 255  # strokes in a row, none with words behind it
    assert bracket_boxes(ones, SCALE, ones, 1.0) == ()


@pytest.mark.parametrize(("face", "gap", "size"), [("arimo", 4, 29), ("arimo", 4, 30), ("tinos", 2, 30)])
def test_two_letters_of_a_word_are_no_marked_pair(face: str, gap: int, size: int) -> None:
    """DA of PDAM is as wide as the brackets are: its options were P and M, and none was found."""
    from PIL import Image, ImageDraw

    ink, boxes = printed(face, gap=gap)
    sheet = Image.fromarray(ink)
    for row, word in enumerate(("PDAM", "TIDAK", "buah", "Lingk", "PDAM")):
        ImageDraw.Draw(sheet).text((720, 40 + 60 * row), word, font=face_of(face, True, size), fill=255)
    bold = np.where(np.asarray(sheet) > 100, 255, 0).astype(np.uint8)
    bold[:, 700:] = cv2.dilate(bold[:, 700:], np.ones((2, 2), np.uint8))
    assert near(bracket_boxes(bold, SCALE, bold, 1.0), boxes)


def test_what_stands_between_brackets_is_no_print() -> None:
    ink, boxes = printed("tinos")
    sheet = np.where(ink > 0, 0, paper(*ink.shape)).astype(np.uint8)
    found = find_print(np.where(sheet < 150, 255, 0).astype(np.uint8), SCALE, None, ())
    assert near(found.boxes, boxes)
    assert not [piece for piece in found.pieces if any(piece.overlap(box) > 0.5 * piece.area for box in boxes)]


@pytest.mark.parametrize("marked", [False, True])
def test_a_pair_at_the_end_of_a_line_has_its_words_on_the_next(marked: bool) -> None:
    """A typist's line is full behind `[   ]`, and `SMA/SMK` begins the next one: the pair was none, and the boxes of
    all options after it were dealt to other items."""
    from PIL import Image, ImageDraw

    ink, boxes = printed("tinos", opened="[", closed="]")
    sheet = Image.fromarray(np.hstack([ink, np.zeros((ink.shape[0], 260), np.uint8)]))
    draw, font = ImageDraw.Draw(sheet), face_of("tinos", False, 28)
    left, top, right, bottom = draw.textbbox((900, 100), "[    ]", font=font)
    draw.text((900, 100), "[    ]", font=font, fill=255)
    last = Box(left, top, right, bottom)
    full = np.where(np.asarray(sheet) > 100, 255, 0).astype(np.uint8)
    if marked:
        (x, y), half = last.centre, 0.25 * last.width
        cv2.line(full, (int(x - half), int(y - half)), (int(x + half), int(y + half)), 255.0, 2)
        cv2.line(full, (int(x - half), int(y + half)), (int(x + half), int(y - half)), 255.0, 2)
    assert near(bracket_boxes(full, SCALE, full, 1.0), [*boxes, last])


@pytest.mark.parametrize(("face", "size", "blur"), [("roboto-slab", 34, 1.2), ("arimo", 34, 1.2)])
def test_short_feet_are_seen_in_the_finer_picture(face: str, size: int, blur: float) -> None:
    """Blurred and copied, `[` is hardly more than a stroke: on the smaller picture most of a page's pairs were none."""
    ink, boxes = printed(face, rows=8, opened="[", closed="]", size=size)
    fine = np.where(cv2.GaussianBlur(ink, (0, 0), blur) > 140, 255, 0).astype(np.uint8)
    small = cv2.resize(fine, None, fx=1 / FINER, fy=1 / FINER, interpolation=cv2.INTER_AREA)
    small = np.where(small > 64, 255, 0).astype(np.uint8)
    assert len(bracket_boxes(small, SCALE, small, 1.0)) <= len(boxes) // 2
    assert near(bracket_boxes(small, SCALE, fine, FINER), [box.scaled(1 / FINER) for box in boxes])
