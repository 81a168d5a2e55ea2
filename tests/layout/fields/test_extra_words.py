"""Words that introduce writing beside options are told from the options before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box, PageMap
from pipeline.layout.fields.extra_words import with_extras_apart
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.labels import Label
from pipeline.layout.print_reader import Enough, PrintedText, PrintedWord, never
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Grey, PageImage
from tests.layout.drawing import PX_PER_MM, paper

LATRINE = Entry(
    Field("latrine", Kind.YES_NO_COUNT, options=(PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))),
    ("Jamban",),
    extra=Field("n", Kind.COUNT),
    extra_label="jumlah",
)
ABOVE, BESIDE = Box(900, 270, 1300, 300), Box(900, 330, 1400, 360)


class Reads:
    """A print reader that reads those words everywhere, 100 pixels apart."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        boxes = [Box(6 + 120 * at, 4, 106 + 120 * at, 34) for at in range(len(self.words))]
        words = tuple(PrintedWord(word, box, 0.9) for word, box in zip(self.words, boxes, strict=True))
        return tuple(PrintedText(" ".join(self.words), 0.9, words) for _ in strips)


def seen(text: str, *pieces: Box) -> Glance:
    page = PageImage(paper(), PageMap(), PX_PER_MM)
    labels = (
        Label((Box(100, 330, 400, 360),), 800, 345, 30, False),
        Label(pieces, 1420, 345, 30, True),
    )
    printed = PrintLines((*labels[0].pieces, *pieces), (), (), (), ())
    return Glance(page, page.grey, page.grey, None, printed, labels, ("Jamban", text), (), (), "", False, 0, False,
                  ())  # fmt: skip


def test_options_before_the_words_are_print_and_the_words_alone_the_label() -> None:
    """`Beras / Non Beras` above, `Ya / Tidak jumlah :` below: a label that named nothing took both items' options."""
    glance = seen("Beras / Non Beras Ya / Tidak jumlah", ABOVE, BESIDE)
    apart = with_extras_apart(glance, (LATRINE, None), frozenset(), (LATRINE,), Reads("Ya", "/", "Tidak", "jumlah"))
    assert apart.extras == frozenset({1})
    (own,) = apart.glance.labels[1].pieces
    assert own.left == pytest.approx(BESIDE.left + 360, abs=8)
    assert (own.right, own.top, own.bottom) == (BESIDE.right, BESIDE.top, BESIDE.bottom)
    assert (apart.glance.labels[1].value_left, apart.glance.labels[1].colon) == (1420, True)
    pieces = set(apart.glance.printed.pieces)
    options = pieces - {own, ABOVE, *glance.labels[0].pieces}
    assert ABOVE in pieces
    assert BESIDE not in pieces
    assert [(round(piece.left), piece.right < own.left) for piece in options] == [(900, True)]


def test_words_on_a_line_of_their_own_leave_the_lines_above() -> None:
    glance = seen("Ya / Tidak jumlah", ABOVE, BESIDE)
    apart = with_extras_apart(glance, (LATRINE, None), frozenset(), (LATRINE,), Reads("jumlah"))
    assert apart.glance.labels[1].pieces == (BESIDE,)
    assert set(apart.glance.printed.pieces) == {*glance.labels[0].pieces, ABOVE, BESIDE}


@pytest.mark.parametrize("text", ["jumlah", "Ya / Tidak", "jumlah Ya", ""])
def test_other_labels_are_left_as_they_are(text: str) -> None:
    glance = seen(text, BESIDE)
    apart = with_extras_apart(glance, (LATRINE, None), frozenset(), (LATRINE,), Reads("Ya", "jumlah"))
    assert apart.glance is glance
    assert apart.extras == frozenset()


def test_a_label_that_names_an_entry_is_that_entrys() -> None:
    glance = seen("Ya / Tidak jumlah", BESIDE)
    other = Entry(Field("x", Kind.NAME), ("Ya / Tidak jumlah",))
    apart = with_extras_apart(glance, (LATRINE, other), frozenset(), (LATRINE,), Reads("Ya", "jumlah"))
    assert apart.glance is glance


@pytest.mark.parametrize(("left", "extras"), [(904, {0, 1}), (960, {1})])
def test_an_unread_label_under_such_words_is_the_same_words(left: int, extras: set[int]) -> None:
    """Print of the back between its letters made `JeS` of a `jenis :`, and what it introduced had no place."""
    above, below = Box(left, 230, left + 500, 260), Box(900, 330, 1400, 360)
    glance = seen("jumlah", below)
    glance = replace(
        glance, labels=(Label((above,), 1420, 245, 30, True), glance.labels[1]), label_texts=("JuS", "jumlah")
    )
    found = with_extras_apart(glance, (None, None), frozenset({1}), (LATRINE,), Reads("jumlah"))
    assert found.extras == extras


def test_a_ringed_option_that_is_not_read_leaves_the_words_apart_all_the_same() -> None:
    """`Ya jenis`, its `Tidak` in a ring, is as good as `jenis`; the options went with it, and the field was blank."""
    jenis = replace(LATRINE, extra_label="jenis")
    glance = seen("Ya jenis", BESIDE)
    apart = with_extras_apart(glance, (jenis, None), frozenset({1}), (jenis,), Reads("Ya", "jenis"))
    assert apart.extras == {1}
    (own,) = apart.glance.labels[1].pieces
    assert own.left == pytest.approx(BESIDE.left + 120, abs=8)
    assert any(piece.left == BESIDE.left and piece.right < own.left for piece in apart.glance.printed.pieces)


@pytest.mark.parametrize(("text", "read"), [("YAjenis", ("YA", "jenis")), ("YAjenis", ("YAjen",)), ("jenis", ("jen",))])
def test_a_ring_that_joins_an_option_to_the_words_is_taken_off_or_parted_by_letters(
    text: str, read: tuple[str, ...]
) -> None:
    """`YAjenis`, or `jenis` alone where the ring hid `Ya`: the option was lost in the label."""
    jenis = replace(LATRINE, extra_label="jenis")
    glance = seen(text, BESIDE)
    narrow = replace(glance.labels[0], pieces=(Box(100, 330, 200, 360),))
    glance = replace(glance, labels=(narrow, glance.labels[1]))
    apart = with_extras_apart(glance, (jenis, None), frozenset({1}), (jenis,), Reads(*read))
    (own,) = apart.glance.labels[1].pieces
    assert own.right == BESIDE.right
    assert BESIDE.left + 100 < own.left < BESIDE.right - 60
    assert any(piece.left == BESIDE.left and piece.right < own.left for piece in apart.glance.printed.pieces)


def test_words_as_wide_as_they_should_be_are_left() -> None:
    jenis = replace(LATRINE, extra_label="jenis")
    narrow = Box(900, 330, 1100, 360)
    apart = with_extras_apart(seen("jenis", narrow), (jenis, None), frozenset({1}), (jenis,), Reads("Ya", "jenis"))
    assert apart.glance.labels[1].pieces == (narrow,)


def test_what_stands_in_line_with_the_words_is_them_unless_it_is_an_option() -> None:
    """`Lainnya`, as wide as `Ya, jenis` below it, passed for it; a ring made `Ya, jenis` illegible and hid `Ya`."""
    said = Box(900, 330, 1400, 360)
    for text, more in (("Seis", True), ("Tidak", False)):
        glance = seen("Ya jumlah", said)
        other = replace(glance.labels[1], pieces=(said.shifted(0, 90),), y=435)
        glance = replace(
            glance,
            labels=(*glance.labels, other),
            label_texts=(*glance.label_texts, text),
            printed=replace(glance.printed, pieces=(*glance.printed.pieces, *other.pieces)),
        )
        apart = with_extras_apart(glance, (LATRINE, None, None), frozenset(), (LATRINE,), Reads("Ya", "jumlah"))
        assert apart.extras == frozenset({1, 2} if more else {1})
        (known,), (own,) = apart.glance.labels[1].pieces, apart.glance.labels[2].pieces
        assert (own.left, own.right) == ((known.left, 1400) if more else (900, 1400))
        assert any(piece.left == 900 and piece.top == own.top for piece in apart.glance.printed.pieces)


def test_words_read_whole_are_not_cut_to_the_length_of_shorter_ones() -> None:
    """`frekuensi/volume` was cut to as many letters as `jenis` has; the rest of it stood before an empty room."""
    items = (replace(LATRINE, extra_label="jenis"), replace(LATRINE, extra_label="frekuensi/volume"))
    glance = seen("frekuensi/volume", BESIDE)
    apart = with_extras_apart(glance, (items[0], None), frozenset({1}), items, Reads("frekuensi/volume"))
    assert apart.glance.labels[1].pieces == (BESIDE,)
