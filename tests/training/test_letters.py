"""Letters are cut out of lines where they stand alone, and write other words on one base line."""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.read.alphabet import ALPHABET
from training.letters import LetterHand, Piece, cut_letters
from training.phrases import Phrases
from training.real import Line

STEP, HIGH = 40, 80


class KnowingReader:
    """Says at each letter's middle what `text` says of a line so wide; `alone` in order of a wide piece, any of it of
    a narrow one."""

    def __init__(self, text: str, alone: str) -> None:
        self._text, self._alone = text, alone

    def read(self, strips: list[NDArray[np.uint8]]) -> tuple[NDArray[np.float32], ...]:
        (strip,) = strips
        width = strip.shape[1]
        if width == round(STEP * len(self._text) * 48 / HIGH):
            said = [(int((at + 0.5) * STEP * 48 / HIGH / 8), c, 0.98) for at, c in enumerate(self._text)]
        elif width > 2 * 48:
            said = [(at + 1, c, 0.98) for at, c in enumerate(self._alone)]
        else:
            said = [(1, c, 0.98 / len(self._alone)) for c in self._alone]
        frames = np.full((width // 8, len(ALPHABET) + 1), 1e-4, np.float32)
        frames[:, 0] = 0.99
        for at, character, likely in said:
            frames[at, 0], frames[at, ALPHABET.index(character) + 1] = 0.01, likely
        return (frames,)


def line_of(text: str, joined: bool = False) -> Line:
    grey = np.full((HIGH, STEP * len(text)), 240, np.uint8)
    for place, character in enumerate(text):
        cv2.putText(grey, character, (place * STEP + 8, 55), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 30, 3, cv2.LINE_AA)
    if joined:
        cv2.line(grey, (10, 50), (grey.shape[1] - 10, 50), 30, 3)
    return Line("copiste", "page", grey, text)


def cut(line: Line, alone: str) -> dict[str, list[Piece]]:
    return cut_letters([line], KnowingReader(line.text, alone)).get("page", {})  # type: ignore[arg-type]


def test_a_letter_is_cut_with_its_place_on_the_base_line() -> None:
    letters = cut(line_of("nanana"), "an")
    assert {character: len(shapes) for character, shapes in letters.items()} == {"n": 3, "a": 3}
    for shapes in letters.values():
        for letter in shapes:
            assert abs(letter.above_px - letter.unit_px) < 4  # low letters stand on the line
            assert letter.ink.max() > 200 and letter.ink[:, 0].max() > 0


def test_letters_that_touch_each_other_alone_are_one_piece() -> None:
    line = line_of("nanana")
    cv2.line(line.grey, (STEP * 4 + 25, 52), (STEP * 5 + 15, 52), 30, 3)
    pieces = cut(line, "na")
    assert {text: len(shapes) for text, shapes in pieces.items()} == {"n": 2, "a": 2, "na": 1}
    assert pieces["na"][0].ink.shape[1] > 1.5 * pieces["a"][0].ink.shape[1]


def test_a_piece_is_written_whole_where_the_writer_has_it() -> None:
    alone, joined = Piece(np.full((20, 10), 255, np.uint8), 20, 20), Piece(np.full((20, 60), 255, np.uint8), 20, 20)
    alphabet = {character: [alone] for character in ALPHABET if character != " "}
    hand = LetterHand({"page": {**alphabet, "la": [joined]}})
    widths = {hand.write("la", random.Random(seed)).shape[1] // 20 for seed in range(20)}
    assert max(widths) > min(widths) + 1  # now and then in two letters, which are narrower
    assert hand.alphabets(1, random.Random(1))[0].keys() == alphabet.keys()


def test_joined_letters_are_not_cut() -> None:
    assert cut(line_of("nanana", joined=True), "an") == {}


def test_what_reads_as_something_else_alone_is_not_kept() -> None:
    assert set(cut(line_of("nanana"), "a")) == {"a"}


def test_letters_write_on_one_line_in_order() -> None:
    def bar(high: int, wide: int) -> Piece:
        return Piece(np.full((high, wide), 255, np.uint8), float(high), 20.0)

    alphabet = {character: [bar(20, 10)] for character in ALPHABET if character != " "} | {"l": [bar(40, 4)]}
    hand = LetterHand({"page": alphabet})
    assert hand.can_write
    written = hand.write("alo", random.Random(3))
    rows, columns = np.nonzero(written < 128)
    tops = [rows[columns == column].min() for column in sorted(set(columns))]
    tall = [top < min(tops) + 6 for top in tops]
    assert any(tall) and not tall[0] and not tall[-1]
    assert hand.text(Phrases(), random.Random(1))


def test_a_hand_without_writers_says_so() -> None:
    assert not LetterHand({}).can_write
    assert not LetterHand({"page": {"a": []}}).can_write
