"""Lines that name an entry only together are one label."""

from __future__ import annotations

import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Box, PageMap
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.layout.which_form.identify import rank
from pipeline.layout.which_form.joined_labels import with_joined
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, paper

FORMS = tuple(form for form in load_forms() if form.form == "data-keluarga")
RECAPS = tuple(form for form in load_forms() if form.form == "rekap-rw")
WRAPPED = ("Mempunyai Sarana", "MCK dan Septic", "Tank")


def line(y: float, left: float = 200, colon: bool = False, placed: bool = False) -> Label:
    return Label((Box(left, y - 14, left + 300, y + 14),), 560, y, 28, colon, placed)


def seen(*lines: tuple[str, Label]) -> Glance:
    """A page on which the lines were read, and nothing else."""
    page = PageImage(paper(), PageMap(), PX_PER_MM)
    texts, labels = [text for text, _ in lines], [label for _, label in lines]
    nothing = PrintLines((), (), (), (), ())
    return Glance(page, page.grey, page.grey, None, nothing, tuple(labels), tuple(texts), (), (), "", False, 0, False,
                  ())  # fmt: skip


def texts_of(glance: Glance) -> tuple[str, ...]:
    return with_joined(glance, rank(glance, FORMS)).label_texts


def test_three_lines_of_one_label_name_it_together() -> None:
    """On one page of finding seed 5505 neither edition's own label was read, and the page was refused."""
    glance = seen(*((text, line(300 + 36 * at)) for at, text in enumerate(WRAPPED)), ("Kriteria Rumah", line(408)))
    joined = with_joined(glance, rank(glance, FORMS))
    assert joined.label_texts == ("Mempunyai Sarana MCK dan Septic Tank", "Kriteria Rumah")
    assert joined.labels[0].pieces == tuple(label.pieces[0] for label in glance.labels[:3])
    assert (joined.labels[0].y, joined.labels[0].value_left) == (336, 560)
    best = rank(joined, FORMS)[0]
    assert best.form.edition == "4.14.2a-new"


def test_the_value_stands_on_the_line_behind_which_there_is_a_place_for_it() -> None:
    lines = [(text, line(300 + 36 * at, placed=at == 2)) for at, text in enumerate(WRAPPED)]
    (label,) = with_joined(seen(*lines), rank(seen(*lines), FORMS)).labels
    assert (label.y, label.placed) == (372, True)


@pytest.mark.parametrize(
    "lines",
    [
        [(WRAPPED[0], line(300)), (WRAPPED[1], line(400)), (WRAPPED[2], line(500))],
        [(WRAPPED[0], line(300)), (WRAPPED[1], line(336, left=260)), (WRAPPED[2], line(372))],
        [(text, line(300 + 36 * at, colon=True)) for at, text in enumerate(WRAPPED)],
    ],
    ids=("far apart", "askew", "each with a colon"),
)
def test_lines_that_are_not_set_as_one_label_stay_apart(lines: list[tuple[str, Label]]) -> None:
    assert texts_of(seen(*lines)) == tuple(text for text, _ in lines)


def test_labels_that_say_as_much_alone_stay_apart() -> None:
    lines = [("Jumlah", line(300)), ("Balita", line(336)), ("Makanan Pokok", line(372)), ("Sehari-hari", line(408))]
    assert texts_of(seen(*lines)) == ("Jumlah", "Balita", "Makanan Pokok", "Sehari-hari")


def test_lines_of_a_title_are_no_label() -> None:
    """`WARGA KELOMPOK` over `PKK RW` was the label of the RW, whose cell was blank beside the title."""
    lines = [
        ("CATATAN DATA DAN", line(300)),
        ("KEGIATAN WARGA", line(336)),
        ("KELOMPOK", line(372)),
        ("PKK BW", line(408)),
    ]
    glance = seen(*lines)
    assert with_joined(glance, rank(glance, RECAPS)) is glance


def test_a_groups_words_are_of_the_label_below_them() -> None:
    """The value stands level with the middle of all lines; below it, beside the last line, the field was blank."""
    words = ("JUMLAH ANGGOTA", "KELUARGA", "Laki-laki", "Perempuan")
    glance = seen(*((text, line(300 + 36 * at)) for at, text in enumerate(words)))
    joined = with_joined(glance, rank(glance, FORMS))
    assert joined.label_texts == ("JUMLAH ANGGOTA KELUARGA Laki-laki", "Perempuan")
    assert joined.labels[0].y == 336
