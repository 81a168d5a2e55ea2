"""Options that ask for writing behind their own words end where that begins, and others follow it."""

import pytest

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.introductions import (
    asking,
    before_stroke,
    before_writing,
    introduced_at,
    options_after,
    room_between,
    unglued,
    with_brackets,
    with_marked,
    writing_until,
)
from pipeline.layout.print_reader import PrintedText, PrintedWord
from pipeline.model import Option

YES_NO = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
WORK = (PrintedOption("PNS", ("PNS",)), PrintedOption("Lainnya", ("Lainnya",)))
LABELS = ["jenis", "jenis usaha"]


def words(text: str, left: float = 100.0) -> list[PrintedWord]:
    """A line of print, 20 pixels a letter and 20 between words, 30 high."""
    found = []
    for word in text.split():
        found.append(PrintedWord(word, Box(left, 50, left + 20 * len(word), 80), 0.9))
        left += 20 * len(word) + 20
    return found


def beside(text: str) -> tuple[Box, list[PrintedWord]]:
    found = words(text)
    return Box(100, 50, found[-1].box.right, 80), found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ya, jenis", (1, 2)),
        ("Ya, jenis usaha warung", (1, 3)),
        ("Ya, jenis warung", (1, 2)),
        ("Ya Tidak", None),
        ("", None),
    ],
)
def test_the_first_word_of_a_label_introduces_where_the_whole_is_not_there(
    text: str, found: tuple[int, int] | None
) -> None:
    assert introduced_at(words(text), LABELS) == found


def test_an_option_ends_where_its_writing_is_introduced() -> None:
    asks = asking(*beside("Ya, jenis suntik"), YES_NO, LABELS)
    assert asks is not None
    assert (asks.label[1].text, asks.label[0].right) == ("Ya,", 160)
    assert asks.said.right == 280


def test_an_option_ends_where_writing_follows_its_words() -> None:
    """`Lainnya : Buruh` was all option, and what is written there was lost."""
    asks = asking(*beside("Lainnya : Buruh"), WORK, [])
    assert asks is not None
    assert asks.label[1].text.startswith("Lainnya") and "Buruh" not in asks.label[1].text


def test_an_illegible_option_ends_where_its_writing_is_introduced() -> None:
    asks = asking(*beside("Va jenis"), YES_NO, LABELS)
    assert asks is not None
    assert asks.label[1].text == "Va"


@pytest.mark.parametrize("text", ["Tidak", "Ya", "jenis", "suntik"])
def test_nothing_follows_an_option_alone(text: str) -> None:
    assert asking(*beside(text), YES_NO, LABELS) is None


def test_options_stand_behind_the_writing_where_all_are_found() -> None:
    before = {0: Box(100, 50, 140, 80)}
    after = options_after(YES_NO, before, [words("suntik / Tidak", 400)])
    assert after.keys() == {1} and after[1].left > 500
    assert options_after(YES_NO, before, [words("suntik", 400)]) == {}
    assert options_after(YES_NO, {}, [words("suntik / Tidak", 400)]) == {}


def test_the_writing_ends_before_what_is_printed_before_the_next_option() -> None:
    option, said = Box(600, 50, 700, 80), Box(100, 50, 300, 80)
    bracket, far, label = Box(540, 50, 548, 80), Box(450, 50, 458, 80), Box(320, 50, 500, 80)
    assert with_brackets(option, [bracket, far, label]).left == 540
    assert with_brackets(option, [Box(530, 50, 700, 80)]).left == 530
    assert writing_until(said, [option]) == pytest.approx(564)
    assert writing_until(said, [Box(100, 120, 200, 150)]) is None


def test_the_room_for_the_writing_begins_behind_the_option_that_asks_for_it() -> None:
    options = tuple(
        Option(value, None, Box(left, top, left + 40, top + 30))
        for value, left, top in (("Ya", 100, 50), ("Tidak", 600, 50), ("Belum", 100, 200))
    )
    room = room_between(options, Box(300, 30, 560, 100), 560)
    assert (room.left, room.right, room.top, room.bottom) == (149, 560, 30, 100)
    assert room_between(options, Box(300, 130, 560, 160), 560).left == 300


def test_the_only_option_that_was_not_read_is_what_stands_before_the_words() -> None:
    """`Ya` crossed out, `jenis ....... / Tidak`: the field was unreadable."""
    found, said = {1: Box(600, 50, 700, 80)}, Box(200, 50, 280, 80)
    struck, far, long = Box(120, 50, 175, 80), Box(120, 150, 175, 180), Box(-300, 50, 175, 80)
    assert with_marked(YES_NO, found, [struck, far], said) == {**found, 0: struck}
    assert with_marked(YES_NO, found, [far], said) == {}
    assert with_marked(YES_NO, found, [long], said) == {}
    assert with_marked(YES_NO, {}, [struck], said) == {}
    assert with_marked(YES_NO, found, [struck, Box(60, 50, 110, 80)], said) == {}


def test_the_room_ends_before_the_stroke_unless_writing_goes_on_there() -> None:
    room, stroke, word = Box(200, 30, 500, 100), Box(470, 40, 482, 90), Box(400, 50, 480, 80)
    assert before_stroke(room, 460, [stroke]).right == 460
    assert before_stroke(room, 460, [stroke, word]) == room
    assert before_stroke(room, 460, [word.shifted(0, 90)]).right == 460
    assert before_stroke(room, None, []) == before_stroke(room, 600, []) == before_stroke(room, 100, []) == room


@pytest.mark.parametrize(
    ("read", "parts"),
    [
        ("Yajenis Su", ["Ya", "jenis", "Su"]),
        ("yjenis", ["yjenis"]),
        ("jenis", ["jenis"]),
        ("Tidak", ["Tidak"]),
        ("Yayasan", ["Yayasan"]),
        ("@Wienis Balika", ["@Wi", "enis", "Balika"]),
        ("Balita jenis", ["Balita", "jenis"]),
    ],
)
def test_an_option_read_as_one_word_with_what_follows_it_is_parted(read: str, parts: list[str]) -> None:
    """A ring round `Ya` hid the comma behind it: `Yajenis` introduced the writing, and Ya was no option."""
    found = words(read)
    text = unglued(PrintedText(read, 0.9, tuple(found)), YES_NO, LABELS)
    assert [word.text for word in text.words] == parts
    assert (text.words[0].box.left, text.words[-1].box.right) == (found[0].box.left, found[-1].box.right)


def test_writing_behind_the_last_option_is_parted_from_it() -> None:
    """`(Lainnya): Buruh`, ringed, was all Lainnya, and the writing looked for behind Buruh."""
    options = (PrintedOption("Tani", ("Tani",)), PrintedOption("PNS", ("PNS",)), PrintedOption("Lainnya", ("Lainnya",)))
    first, second = (Option(word, None, word_box) for word, word_box in (("Tani", TANI), ("PNS", PNS)))
    ringed = Option("Lainnya", None, Box(90, 100, 440, 140))
    line = [PrintedWord("annyg.", Box(95, 105, 250, 135), 0.4), PrintedWord("Buruh", Box(280, 100, 440, 135), 0.6)]
    found = before_writing(options, (first, second, ringed), [line])
    assert found is not None
    assert (found.value, found.label.left) == ("Lainnya", 90)
    assert 250 < found.label.right < 280
    plain = Option("Lainnya", None, Box(90, 100, 240, 140))
    assert before_writing(options, (first, second, plain), [line]) is None
    assert before_writing(options, (second, ringed), [line]) is None
    assert before_writing(options, (first, ringed, second), [line]) is None


TANI, PNS = Box(100, 50, 180, 80), Box(220, 50, 290, 80)
