"""The letter before an option is part of it: it is what people ring."""

import pytest

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.list_signs import with_list_signs
from pipeline.layout.fields.option_rows import options_read
from pipeline.layout.print_reader import PrintedWord
from pipeline.model import Option

PACKETS = tuple(PrintedOption(words, (words,)) for words in ("Tidak", "Paket A", "Paket B", "KF"))
SEX = (PrintedOption("Laki-laki", ("Laki-laki",)), PrintedOption("Perempuan", ("Perempuan",)))

Said = tuple[str, float, float]
"""A word, and where it begins and ends."""


def word(text: str, left: float, right: float) -> PrintedWord:
    return PrintedWord(text, Box(left, 205, right, 235), 0.9)


def option(value: str, left: float, right: float) -> Option:
    return Option(value, None, Box(left, 205, right, 235))


def lefts(options: tuple[PrintedOption, ...], found: list[Option], *said: Said) -> list[float]:
    with_signs = with_list_signs(options, found, [[word(*one) for one in said]])
    assert [one.label.right for one in with_signs] == [one.label.right for one in found]
    return [one.label.left for one in with_signs]


def test_letters_that_were_read_belong_to_their_options() -> None:
    found = [option("Tidak", 440, 520), option("Paket A", 600, 740), option("KF", 840, 880)]
    said = (("a.", 400, 425), ("Tidak", 440, 520), ("b.", 600, 625), ("Paket", 640, 700), ("A", 710, 740))
    assert lefts(PACKETS, found, *said, ("d.", 800, 825), ("KF", 840, 880)) == [400, 600, 800]


@pytest.mark.parametrize("read", ["Laki-laki", "aki-laki"])
def test_a_letter_that_a_ring_hides_stands_as_far_before_as_the_others_do(read: str) -> None:
    """`a.` ringed was left out, the ring with it: the field was blank."""
    found = [option("Laki-laki", 440, 560), option("Perempuan", 680, 820)]
    assert lefts(SEX, found, (read, 440, 560), ("b.", 640, 665), ("Perempuan", 680, 820)) == [400, 640]


def test_a_ring_that_was_read_as_a_word_is_the_sign() -> None:
    """`(@) Tidak`, and nothing was left of the ring in its box: blank, however plainly it was marked."""
    yes = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
    found = [option("Ya", 440, 480), option("Tidak", 680, 760)]
    said = (("a.", 400, 425), ("Ya", 440, 480), ("(@)", 628, 675), ("Tidak", 680, 760))
    assert lefts(yes, found, *said) == [400, 640]
    assert lefts(yes, found, *said[:2], ("buah", 560, 650), said[3]) == [400, 650]


def test_a_letter_stands_farther_before_its_words_where_all_letters_are_as_wide() -> None:
    found = [option("Laki-laki", 440, 560), option("Perempuan", 680, 820)]
    said = (("a.", 370, 395), ("Laki-laki", 440, 560), ("b.", 610, 635), ("Perempuan", 680, 820))
    assert lefts(SEX, found, *said) == [370, 610]


def test_numbers_are_signs_as_letters_are() -> None:
    found = [option("Laki-laki", 440, 560), option("Perempuan", 680, 820)]
    assert lefts(SEX, found, ("Laki-laki", 440, 560), ("2.", 640, 665), ("Perempuan", 680, 820)) == [400, 640]


@pytest.mark.parametrize(("first", "left"), [("@Laki-laki", 410.0), ("-laki", 420.0), ("xx", 440.0)])
def test_an_option_whose_beginning_was_not_read_stays_as_it_is(first: str, left: float) -> None:
    """The ring is in its box, or its words were guessed."""
    found = [option("Laki-laki", left, 560), option("Perempuan", 680, 820)]
    assert lefts(SEX, found, (first, left, 560), ("b.", 640, 665), ("Perempuan", 680, 820)) == [left, 640]


@pytest.mark.parametrize("between", ["/", "x", "1.", ""])
def test_without_letters_that_count_nothing_changes(between: str) -> None:
    """A stroke, a cross or another number before an option is no sign of its place."""
    found = [option("Laki-laki", 440, 560), option("Perempuan", 680, 820)]
    said = [("Laki-laki", 440, 560), ("Perempuan", 680, 820)] + ([(between, 640, 665)] if between else [])
    assert lefts(SEX, found, *said) == [440, 680]


@pytest.mark.parametrize(("left", "begins"), [(440.0, 440.0), (480.0, 440.0)])
def test_a_sign_that_ends_the_line_before_has_no_room(left: float, begins: float) -> None:
    first = [word("a.", 440, 465), word("Tidak", 480, 560), word("b.", 800, 825)]
    further = [PrintedWord("Paket", Box(left, 255, left + 60, 285), 0.9)]
    found = [option("Tidak", 480, 560), Option("Paket A", None, Box(left, 255, left + 90, 285))]
    assert [one.label.left for one in with_list_signs(PACKETS, found, [first, further])] == [440, begins]


@pytest.mark.parametrize(("sign", "left"), [("2.", 640), ("1.", 680)])
def test_the_room_of_a_sign_is_no_other_options(sign: str, left: float) -> None:
    """`Ya`, which a ring had hidden, was looked for on the `2.` of Tidak."""
    words = [word(sign, 640, 665), word("Perempuan", 680, 820)]
    assert {at: box.left for at, box in options_read(SEX, [words]).items()} == {1: left}
