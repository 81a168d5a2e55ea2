"""What is full of lines without a table is no page; what reads well is one, whatever else is on it."""

from dataclasses import replace

import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import PageMap
from pipeline.layout import find
from pipeline.layout.find import find_layout
from pipeline.layout.glance import Glance, look
from pipeline.layout.which_form.pictures import MOST_LINES, MOST_PIECES, is_picture
from pipeline.model import Grey, PageFault, PageImage
from tests.layout.drawing import PX_PER_MM, Told, line, paper, table, word


def lines(rows: int) -> Grey:
    """Short level lines, two side by side, and a word above them."""
    sheet = paper(3500, 2400)
    for row in range(rows):
        y = 100 + row * 3300 // rows
        line(sheet, (100 + row % 7 * 40, y), (700 + row % 7 * 40, y))
        line(sheet, (1300 - row % 5 * 30, y), (2100 - row % 5 * 30, y))
    word(sheet, 100, 60, letters=8)
    return sheet


def looked_at(sheet: Grey) -> Glance:
    return look(PageImage(sheet, PageMap(), PX_PER_MM), Told())


def test_more_lines_than_any_page_has_make_a_picture() -> None:
    many = looked_at(lines(120))
    assert len(many.printed.lines) > MOST_LINES
    assert is_picture(many)
    assert not is_picture(replace(many, reads_well=True))
    assert not is_picture(looked_at(lines(40)))


def test_what_has_no_word_at_all_is_a_picture_unless_it_is_a_table() -> None:
    """Noise in which nothing was as large as a letter took 10 s: five looks of two."""
    assert is_picture(looked_at(paper()))
    ruled = paper(1600, 2400)
    table(ruled, [100, 180, 900, 1200, 2300], [200, 400, 490, 580, 670, 760])
    assert not is_picture(looked_at(ruled))


def test_more_words_than_any_page_has_make_a_picture() -> None:
    sheet = paper(3500, 2400)
    for at in range(MOST_PIECES + 40):
        word(sheet, 60 + at % 12 * 190, 100 + at // 12 * 74, letters=4)
    assert len(looked_at(sheet).printed.pieces) > MOST_PIECES
    assert is_picture(looked_at(sheet))
    assert not is_picture(looked_at(sheet[:2000]))


def test_a_page_on_its_side_is_worth_a_look_though_each_letter_counts_as_a_piece() -> None:
    """Of one whose rulings were too broken to be seen 402 were counted, and it was not turned."""
    sheet = paper(3500, 2400)
    for at in range(430):
        word(sheet, 60 + at % 12 * 190, 100 + at // 12 * 80, letters=4)
    seen = looked_at(sheet)
    assert len(seen.printed.pieces) > 402
    assert not is_picture(seen)


@pytest.mark.parametrize(("rows", "looks"), [(120, 1), (40, 3)])
def test_a_picture_is_looked_at_once(rows: int, looks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photograph was looked at nine times, and took 12 s: turned, closely, and as framed items."""
    times = []

    def looked(page: PageImage, *others: object, **more: object) -> Glance:
        times.append(page.quarter_turns)
        return look(page, Told(), *others[1:], **more)  # type: ignore[arg-type]

    monkeypatch.setattr(find, "look", looked)
    refused = find_layout(PageImage(lines(rows), PageMap(), PX_PER_MM), load_forms(), Told())
    assert isinstance(refused, PageFault)
    assert refused.reason == "unknown_form"
    assert len(times) >= looks if looks > 1 else len(times) == 1
