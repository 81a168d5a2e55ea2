"""What looks the same is read once."""

import numpy as np

from pipeline.layout.print_reader import RememberingReader
from tests.layout.drawing import Told


def test_strips_that_look_the_same_are_read_once() -> None:
    told = Told("first", "second", "third")
    reader = RememberingReader(told)
    dark, pale = np.zeros((8, 8), np.uint8), np.full((8, 8), 200, np.uint8)
    assert [text.text for text in reader.read_strips([dark, pale, dark.copy()])] == ["first", "second", "first"]
    assert [text.text for text in reader.read_strips([pale.reshape(4, 16), dark])] == ["third", "first"]
    assert told.texts == []


def test_what_was_enough_for_one_question_is_read_again_for_another() -> None:
    """A number that only had to be a number was kept, however unsure, where words were asked for next."""
    told = Told("12", "I2", "unasked")
    reader = RememberingReader(told)
    strip = np.zeros((8, 8), np.uint8)
    assert [text.text for text in reader.read_strips([strip], lambda text: text.text.isdigit())] == ["12"]
    assert [text.text for text in reader.read_strips([strip], lambda text: text.text.isdigit())] == ["12"]
    assert [text.text for text in reader.read_strips([strip])] == ["I2"]
    assert [text.text for text in reader.read_strips([strip])] == ["I2"]
    assert told.texts == ["unasked"]
