"""Words of options beside a ring are as high as their letters, and begin behind the ring."""

import cv2
import numpy as np

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.choices import Choice
from pipeline.layout.fields.places import Place
from pipeline.layout.fields.tight_labels import with_tight_labels
from pipeline.layout.labelling.labels import Label
from pipeline.model import Grey, Option

LETTERS, TOP, BASE = 30, 100, 130
YES_NO = Entry(Field("f", Kind.CHOICE, options=tuple(PrintedOption(w, (w,)) for w in ("Ya", "Tidak"))), ("f",))


def page(ringed: bool) -> Grey:
    """Ink of two words, letters as strokes, the first in a ring that reaches far above and below."""
    ink = np.zeros((220, 500), np.uint8)
    for start, letters in ((110, 2), (220, 5)):
        for at in range(letters):
            cv2.rectangle(ink, (start + 22 * at, TOP), (start + 22 * at + 14, BASE), 255, 4)
    if ringed:
        cv2.ellipse(ink, (130, 115), (48, 42), 0, 0, 360, 255, 4)
    return ink


def tight(ink: Grey, *labels: Box) -> list[Box]:
    place = Place(YES_NO, Label((Box(0, TOP, 60, BASE),), 80, 115, LETTERS, True), 500, (), (), (), None)
    options = tuple(Option(word, None, box) for word, box in zip(("Ya", "Tidak"), labels, strict=True))
    (choice,) = with_tight_labels([place], [Choice(options)], ink)
    return [option.label for option in choice.options]


def test_beside_a_ring_words_are_as_high_as_their_letters() -> None:
    """To what judges marks they were small, and clean ones seemed struck: `Duda`, ringed, was Menikah."""
    first, second = tight(page(True), Box(82, 71, 178, 159), Box(218, 71, 330, 159))
    assert abs(second.top - TOP) < 5 and abs(second.bottom - BASE) < 5
    assert abs(first.top - TOP) < 5 and abs(first.bottom - BASE) < 5


def test_an_option_begins_behind_the_ring_of_the_one_before() -> None:
    """Both words were read as one piece: `Ya`, ringed, and Tidak with the same ring were both chosen, unreadable."""
    first, second = tight(page(True), Box(82, 71, 178, 159), Box(83, 71, 330, 159))
    assert first.right <= 178 < second.left
    assert abs(second.left - 218) < 6


def test_words_that_are_no_taller_than_letters_stay_as_they_are() -> None:
    boxes = [Box(108, 98, 150, 132), Box(218, 98, 330, 132)]
    assert tight(page(False), *boxes) == boxes
