"""Options printed as words in a row."""

from itertools import permutations

import pytest

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.option_rows import inline_options, takes_more
from pipeline.layout.print_reader import PrintedWord
from pipeline.model import Option

WATER = (PrintedOption("PDAM", ("PDAM",)), PrintedOption("Sumur", ("Sumur",)), PrintedOption("DLL", ("DLL", "Lainnya")))
FOOD = (PrintedOption("Beras", ("Beras",)), PrintedOption("Non Beras", ("Non Beras",)))
AREA = Box(400, 200, 800, 240)
FIRST, SECOND, THIRD = Box(402, 205, 500, 235), Box(540, 205, 640, 235), Box(680, 205, 798, 235)


def word(text: str, box: Box) -> PrintedWord:
    return PrintedWord(text, box, 0.9)


@pytest.mark.parametrize("order", list(permutations(["PDAM", "Sumur", "Lainnya"])))
def test_words_that_were_read_are_where_they_were_read(order: tuple[str, ...]) -> None:
    boxes = dict(zip(order, (FIRST, SECOND, THIRD), strict=True))
    found = inline_options(WATER, [(AREA, [word(text, box) for text, box in boxes.items()])])
    assert [(option.value, option.label) for option in found] == [
        ("PDAM", boxes["PDAM"]),
        ("Sumur", boxes["Sumur"]),
        ("DLL", boxes["Lainnya"]),
    ]


HOUSE = (PrintedOption("Sehat", ("Rumah Sehat", "Sehat")), PrintedOption("Kurang", ("Kurang Sehat", "Tidak Sehat")))


@pytest.mark.parametrize(
    ("options", "texts", "values"),
    [
        (HOUSE, ("sumah SehaP", "Tdak Sehat"), ["Sehat", "Kurang"]),
        (HOUSE, ("Krang Sehat", "Schat"), ["Kurang", "Sehat"]),
        (HOUSE, ("Sehat", "Tdak Sehat"), ["Sehat", "Kurang"]),
        (FOOD, ("Nn Beras", "Bcras"), ["Non Beras", "Beras"]),
        (FOOD, ("Bcras", "Nom Beras"), ["Beras", "Non Beras"]),
    ],
)
def test_the_word_of_one_option_within_the_words_of_another_is_no_option(
    options: tuple[PrintedOption, ...], texts: tuple[str, str], values: list[str]
) -> None:
    """A person's mark on `Rumah Sehat` was given to Kurang Sehat: `Sehat` behind `Tdak` was surer than `Tdak Sehat`."""
    words, sides = [], []
    for text, left in zip(texts, (402, 640), strict=True):
        parts = [word(part, Box(left + 80 * at, 205, left + 70 + 80 * at, 235)) for at, part in enumerate(text.split())]
        sides.append(parts[0].box.union(parts[-1].box))
        words += [*parts, word("/", Box(600, 205, 610, 235))]
    found = inline_options(options, [(AREA, words[:-1])])
    assert {option.value: option.label for option in found} == dict(zip(values, sides, strict=True))


def test_a_word_that_was_not_read_lies_between_those_that_were() -> None:
    found = inline_options(WATER, [(AREA, (word("PDAM", FIRST), word("Lainnya", THIRD)))])
    assert [option.value for option in found] == ["PDAM", "Sumur", "DLL"]
    assert FIRST.right < found[1].label.left < SECOND.left + 10
    assert SECOND.right - 20 < found[1].label.right < THIRD.left


def test_the_only_word_that_was_not_read_lies_where_no_other_does_in_whatever_order() -> None:
    found = inline_options(WATER, [(AREA, (word("Sumur", FIRST), word("PDAM", THIRD)))])
    assert found[2].value == "DLL"
    assert found[2].label.overlap(SECOND) > 0.4 * SECOND.area


PACKETS = tuple(PrintedOption(words, (words,)) for words in ("Tidak", "Paket A", "Paket B", "Paket C", "KF"))


def packets(*texts: str) -> list[str]:
    places = [Box(400 + 140 * at, 205, 500 + 140 * at, 235) for at in range(len(texts))]
    words = [word(text, place) for text, place in zip(" / ".join(texts).split(" / "), places, strict=True)]
    strokes = [word("/", Box(place.right + 10, 205, place.right + 20, 235)) for place in places[:-1]]
    row = sorted([*words, *strokes], key=lambda one: one.box.left)
    found = inline_options(PACKETS, [(Box(400, 200, 1100, 240), row)])
    assert all(option.label.overlap(places[at]) > 0.9 * places[at].area for at, option in enumerate(found))
    return [option.value for option in found]


def test_struck_options_are_known_by_their_places_between_strokes() -> None:
    every = [option.value for option in PACKETS]
    assert packets("Tidak", "Paket-3-", "Paket B", "Paket€-", "KE") == every


@pytest.mark.parametrize(
    "texts",
    [
        ("Tidak", "Paket-3-", "Pakt-€-", "Paket-0-", "KE"),
        ("Paket B", "Paket-3-", "Tidak", "Paket€-", "KE"),
        ("Tidak", "Hrnw", "Paket B", "Paket€-", "KE"),
        ("Tidak", "Paket B", "Paket€-", "KE"),
    ],
    ids=["one read", "another order", "one that resembles none", "one fewer"],
)
def test_they_are_not_where_that_is_in_doubt(texts: tuple[str, ...]) -> None:
    assert packets(*texts) == []


def test_words_read_as_one_are_parted() -> None:
    found = inline_options(WATER, [(AREA, (word("Sumur/PDAM", Box(402, 205, 640, 235)), word("Lainnya", THIRD)))])
    assert found[1].label.right <= found[0].label.left


def test_the_longer_option_takes_the_word_that_both_have() -> None:
    words = (word("Non", FIRST), word("Beras", SECOND), word("Beras", THIRD))
    assert [option.label for option in inline_options(FOOD, [(AREA, words)])] == [THIRD, FIRST.union(SECOND)]


def test_of_the_shorter_option_twice_neither_is_the_longer() -> None:
    """A ring round `Non Beras`, of which `Non` was lost, was accepted as one round Beras, which stood before it."""
    words = (word("Beras,/N", Box(402, 205, 530, 235)), word("Beras", SECOND))
    assert inline_options(FOOD, [(AREA, words)]) == ()


def test_a_stroke_in_the_words_of_an_option_parts_no_options() -> None:
    levels = (
        PrintedOption("SD", ("SD/MI",)),
        PrintedOption("SMA", ("SMA/SMK", "SMU/SMK")),
        PrintedOption("S1", ("S1",)),
    )
    words = (word("SD/MI", FIRST), word("A/SMK", SECOND), word("S1", THIRD))
    found = inline_options(levels, [(AREA, words)])
    assert [option.value for option in found] == ["SD", "SMA", "S1"]
    assert found[0].label.overlap(FIRST) > 0.9 * found[0].label.area


@pytest.mark.parametrize("texts", [(), ("Pxxx",), ("Lainnya",), ("??", "Sumur")])
def test_words_whose_order_is_in_doubt_are_no_options(texts: tuple[str, ...]) -> None:
    words = [word(text, box) for text, box in zip(texts, (FIRST, SECOND), strict=False)]
    assert inline_options(WATER, [(AREA, words)]) == ()


def test_an_option_without_room_between_others_is_not_printed() -> None:
    near = Box(530, 205, 620, 235)
    found = inline_options(WATER, [(Box(400, 200, 622, 240), (word("PDAM", FIRST), word("Lainnya", near)))])
    assert [option.value for option in found] == ["PDAM", "DLL"]


def test_a_marked_word_at_the_end_of_its_line_is_not_taken_for_missing() -> None:
    assert inline_options(FOOD, [(Box(400, 200, 502, 240), (word("Beras", FIRST),))]) == ()


def test_a_row_that_wraps_is_divided_as_its_words_say() -> None:
    lines = [
        (Box(400, 200, 700, 240), (word("PDAM", FIRST), word("Sumur", SECOND))),
        (Box(400, 260, 500, 300), (word("Lainnya", Box(402, 265, 498, 295)),)),
    ]
    assert [option.label.top < 250 for option in inline_options(WATER, lines)] == [True, True, False]


@pytest.mark.parametrize(
    ("end", "first_line"), [(802, True), (645, False)], ids=["room for DLL", "none: it stands below"]
)
def test_writing_below_a_row_is_not_its_last_option_where_that_has_room_in_the_row(
    end: float, first_line: bool
) -> None:
    """A ring hid the words behind the row; IRT, written below, was taken for Lainnya, and the field was blank."""
    lines = [
        (Box(400, 200, end, 240), (word("PDAM", FIRST), word("Sumur", SECOND))),
        (Box(402, 260, 460, 300), (word("IRT", Box(404, 265, 458, 295)),)),
    ]
    found = inline_options(WATER, lines)
    assert [option.value for option in found] == ["PDAM", "Sumur", "DLL"]
    assert (found[-1].label.top < 250) is first_line


def test_a_word_that_a_tick_made_illegible_stays_with_its_option() -> None:
    house = (
        PrintedOption("healthy", ("Rumah Sehat", "Sehat")),
        PrintedOption("unhealthy", ("Kurang Sehat", "Tidak Sehat")),
    )
    words = [
        word("RumaW", Box(400, 205, 495, 235)),
        word("Sehat", Box(505, 205, 580, 235)),
        word("/", Box(600, 205, 608, 235)),
        word("Kurang", Box(630, 205, 720, 235)),
        word("Sehat", Box(730, 205, 805, 235)),
    ]
    found = inline_options(house, [(AREA, words)])
    assert [(round(option.label.left), round(option.label.right)) for option in found] == [(400, 580), (630, 805)]


@pytest.mark.parametrize(
    ("right", "more"), [(372, False), (392, False), (470, True)], ids=["its words", "and a ring", "and writing"]
)
def test_an_option_far_wider_than_its_words_takes_writing_with_it(right: float, more: bool) -> None:
    """DLL, ringed so that it could not be read, and `Ibu RT` behind it: the room for that began behind the writing."""
    labels = [Box(100, 200, 180, 220), Box(210, 200, 290, 220), Box(310, 200, right, 220)]
    found = tuple(Option(option.value, None, label) for option, label in zip(WATER, labels, strict=True))
    assert takes_more(WATER, found) is more
    assert not takes_more(WATER, found[2:])


@pytest.mark.parametrize(
    ("right", "more"), [(132, False), (160, False), (330, True)], ids=["its words", "ring", "more"]
)
def test_writing_between_two_options_makes_the_first_too_wide(right: float, more: bool) -> None:
    """`Ya, jenis warung / Tidak`: the room for the writing was looked for behind Tidak, and it was blank, accepted."""
    answers = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
    labels = [Box(100, 200, right, 220), Box(360, 200, 420, 220)]
    found = tuple(Option(option.value, None, label) for option, label in zip(answers, labels, strict=True))
    assert takes_more(answers, found) is more


def test_a_tick_in_brackets_is_not_the_option_that_was_not_read() -> None:
    """`( v ) Kepala Rumah Tangga` above `( ) Anggota Keluarga`: the tick was on Anggota Keluarga, accepted."""
    relation = (
        PrintedOption("Kepala Rumah Tangga", ("Kepala Rumah Tangga",)),
        PrintedOption("Anggota Keluarga", ("Anggota Keluarga",)),
    )
    words = [word("Kepala", Box(500, 205, 600, 235)), word("Rumah", Box(610, 205, 710, 235))]
    words = [word("(V", Box(400, 200, 450, 240)), *words, word("Tangga", Box(720, 205, 800, 235))]
    assert inline_options(relation, [(AREA, words)]) == ()


def test_room_among_options_in_the_forms_order_is_not_that_of_the_last() -> None:
    """`g.` before S2 was S3, which stood on the next line, and was marked, accepted."""
    levels = tuple(PrintedOption(text, (text,)) for text in ("Diploma", "S1", "S2", "S3"))
    boxes = [Box(402, 205, 500, 235), Box(520, 205, 550, 235), Box(740, 205, 770, 235)]
    words = [word(text, box) for text, box in zip(("Diploma", "S1", "S2"), boxes, strict=True)]
    assert inline_options(levels, [(Box(400, 200, 770, 240), words)]) == ()
    words = [word(text, box) for text, box in zip(("Diploma", "S1", "S3"), boxes, strict=True)]
    assert [option.value for option in inline_options(levels, [(Box(400, 200, 770, 240), words)])][2] == "S2"


@pytest.mark.parametrize("rest", ["SI", "SI '"])
def test_what_a_ring_left_of_one_word_is_not_the_option_that_was_read_surely(rest: str) -> None:
    """Of a ringed `Tidak Tamat SD` its last word read `SI '`, which was S1, and the S1 of the next line was none."""
    options = (PrintedOption("Tidak Tamat SD", ("Tidak Tamat SD",)), PrintedOption("S1", ("S1",)))
    upper = [word("Yidak", FIRST), word("Tamat", SECOND), PrintedWord(rest, THIRD, 0.1)]
    own = Box(402, 265, 430, 295)
    found = inline_options(options, [(AREA, upper), (Box(400, 260, 440, 300), [word("S1", own)])])
    assert {option.value: option.label for option in found}["S1"] == own


def test_a_word_that_was_not_read_is_found_though_writing_makes_the_next_line_longer() -> None:
    """Of seven jobs six were read; that `Lainnya ...... *)` is far longer than Lainnya made the room of all a guess."""
    lower = Box(402, 260, 800, 300)
    lines = [
        (AREA, [word("PDAM", FIRST), word("xxmxr", SECOND), word("Sungai", THIRD)]),
        (lower, [word("Lainnya", Box(402, 265, 480, 295))]),
    ]
    options = (*WATER[:2], PrintedOption("Sungai", ("Sungai",)), WATER[2])
    found = {option.value: option.label for option in inline_options(options, lines)}
    assert set(found) == {"PDAM", "Sumur", "Sungai", "DLL"}
    assert found["Sumur"].overlap(SECOND) > 0.7 * SECOND.area
