"""A form is told by titles, lampiran, labels, columns and their numbers; what is missing or surplus weighs against."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.form import Form
from pipeline.formfile import load_forms
from pipeline.geometry import Box, PageMap
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.labels import Label
from pipeline.layout.print_reader import PrintedText
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.layout.which_form.identify import HEADING_POINTS, LAMPIRAN_POINTS, STRANGE_POINTS, Match, rank, verdict
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, lattice_of, paper, table

FORMS = load_forms()
BY_KEY = {form.key: form for form in FORMS}


def seen(form: Form, page: PageImage, columns: int | None = None, last_number: int = 0) -> Glance:
    """What a reader that errs nowhere sees of the form, with its first title, every label and its table."""
    columns = len(form.columns) if columns is None else columns
    lattice = None
    if columns:
        sheet = paper(1600, 2600)
        wide = 60 if columns > 9 else 240
        table(sheet, [60 + wide * index for index in range(columns + 1)], [600, 900, 950, 1040, 1130])
        lattice = lattice_of(sheet)
        assert lattice.columns == columns
    labels, texts = [], []
    for index, entry in enumerate((*form.heads, *form.items)):
        top = (1200.0 if entry.after_table else 200.0) + 9 * index
        labels.append(Label((Box(100, top, 500, top + 8),), 520, top + 4, 8, True))
        texts.append(entry.labels[0])
    nothing = PrintLines((), (), (), (), ())
    titles = form.titles[0]
    heights = tuple(50.0 + index for index in range(len(titles)))
    grey = page.grey
    return Glance(
        page, grey, grey, lattice, nothing, tuple(labels), tuple(texts), titles, heights, "", last_number > 0,
        last_number, False, (),
    )  # fmt: skip


@pytest.fixture
def page() -> PageImage:
    return PageImage(paper(), PageMap(), PX_PER_MM)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_every_form_is_its_own_best_match(form: Form, page: PageImage) -> None:
    best = rank(seen(form, page), FORMS)[0]
    twins = {other.key for other in FORMS if other.form == form.form}
    assert best.form.key in twins
    assert best.score > 0.9


@pytest.mark.parametrize(("key", "told"), [("rekap-dusun 4.16d", 33), ("rekap-dusun III-16d", 34)])
def test_column_numbers_outweigh_a_column_too_many_or_too_few(key: str, told: int, page: PageImage) -> None:
    form = BY_KEY[key]
    other = 67 - told
    fits = rank(seen(form, page, last_number=told), FORMS)
    assert next(match for match in fits if match.form.key == key).columns_fit
    astray = rank(seen(form, page, columns=other, last_number=told), FORMS)
    assert not any(match.columns_fit for match in astray if match.form.form == form.form)
    assert verdict(astray) is not None


@pytest.mark.parametrize(("key", "columns"), [("rekap-dusun 4.16d", 32), ("rekap-rw III-16c", 33)])
def test_a_table_that_became_anothers_does_not_outweigh_what_is_printed_above_it(
    key: str, columns: int, page: PageImage
) -> None:
    """A copier's black streak over a bar made the dusun's table the RW's, and the page was read as that."""
    assert len(BY_KEY[key].columns) != columns
    found = verdict(rank(seen(BY_KEY[key], page, columns=columns), FORMS))
    assert found is not None
    assert (found.reason, BY_KEY[key].form in found.message) == ("lattice_lost", True)


def test_a_form_without_half_its_labels_is_refused(page: PageImage) -> None:
    whole = seen(BY_KEY["data-warga 4.14.1a"], page)
    half = len(whole.labels) // 2
    assert verdict(rank(whole, FORMS)) is None
    upper = replace(whole, labels=whole.labels[:half], label_texts=whole.label_texts[:half])
    assert verdict(rank(upper, FORMS)) is not None


@pytest.mark.parametrize("line", ["TP PKK KABUPATEN TUBAN", "TAHUN 2015"])
def test_a_line_of_an_office_beside_the_title_costs_little(line: str, page: PageImage) -> None:
    plain = seen(BY_KEY["catatan-keluarga 4.15"], page)
    more = replace(plain, titles=(line, *plain.titles), title_heights=(10.0, *plain.title_heights))
    first, second = (rank(glance, FORMS)[0] for glance in (plain, more))
    assert first.form is second.form
    assert second.points == pytest.approx(first.points, abs=1)


def test_a_title_that_passed_for_the_label_of_a_colon_below_is_a_title(page: PageImage) -> None:
    """A clean page was refused: CATATAN KELUARGA, far above, was taken for what `Jumlah :` follows."""
    whole = seen(BY_KEY["catatan-keluarga III-15"], page)
    title = Label((Box(800, 50, 1300, 90),), 1900, whole.labels[0].y, 40, True)
    texts = (" ".join(whole.titles), *whole.label_texts)
    taken = replace(whole, titles=(), title_heights=(), labels=(title, *whole.labels), label_texts=texts)
    assert rank(taken, FORMS)[0].score > 0.9


def test_a_label_that_only_one_edition_has_is_no_title_of_the_other(page: PageImage) -> None:
    """Of a page whose title was not seen, JAMBAN KELUARGA passed for CATATAN KELUARGA on the edition without it."""
    whole = seen(BY_KEY["catatan-keluarga III-15"], page)
    latrine = whole.label_texts.index("JAMBAN KELUARGA")
    raised = [replace(label, y=150.0) if at == latrine else label for at, label in enumerate(whole.labels)]
    untitled = replace(whole, titles=(), title_heights=(), labels=tuple(raised))
    points = {match.form.key: match.points for match in rank(untitled, FORMS)}
    plain = {match.form.key: match.points for match in rank(replace(untitled, labels=whole.labels), FORMS)}
    assert points["catatan-keluarga 4.15"] <= plain["catatan-keluarga 4.15"] + STRANGE_POINTS
    assert points["catatan-keluarga III-15"] == pytest.approx(plain["catatan-keluarga III-15"], abs=0.5)


@pytest.mark.parametrize("key", ["catatan-keluarga III-15", "catatan-keluarga 4.15"])
def test_a_label_that_begins_with_the_title_says_it(key: str, page: PageImage) -> None:
    """The national forms print nothing above `CATATAN KELUARGA DARI :`; a stranger's whole books were refused."""
    whole = seen(BY_KEY[key], page)
    assert rank(replace(whole, titles=(), title_heights=()), FORMS)[0].score > 0.9


def test_a_form_whose_title_stands_above_is_less_likely_without(page: PageImage) -> None:
    whole = seen(BY_KEY["rekap-rt III-16b"], page)
    assert rank(replace(whole, titles=(), title_heights=()), FORMS)[0].score < rank(whole, FORMS)[0].score - 0.1


def test_a_title_that_passed_for_a_label_is_a_title(page: PageImage) -> None:
    plain = seen(BY_KEY["kegiatan-warga 4.14.1b"], page)
    label = Label((Box(100, 50, 500, 60),), 520, 55, 10, True)
    as_label = replace(
        plain,
        titles=(),
        title_heights=(),
        labels=(label, *plain.labels),
        label_texts=(" ".join(plain.titles), *plain.label_texts),
    )
    assert rank(as_label, FORMS)[0].points == pytest.approx(rank(plain, FORMS)[0].points, abs=0.5)


@pytest.mark.parametrize(("read", "named"), [("FW", None), ("RW", 2)])
def test_the_last_words_of_a_title_are_no_label(read: str, named: int | None, page: PageImage) -> None:
    """`PKK RW`, the last line of the title, was the label of the RW, which was misread: blank, accepted."""
    form = BY_KEY["rekap-rw III-16c"]
    plain = seen(form, page, columns=0)
    lines = ("CATATAN DATA DAN KEGIATAN WARGA", "PKK RW", read, "DESA/KEL.", "TAHUN")
    labels = tuple(
        Label((Box(100, 40.0 + 40 * row, 500, 66.0 + 40 * row),), 520, 53.0 + 40 * row, 26, False, False)
        for row in range(len(lines))
    )
    glance = replace(plain, labels=labels, label_texts=lines, titles=(), title_heights=())
    best = next(match for match in rank(glance, FORMS) if match.form.key == form.key)
    found = [entry and entry.field.name for entry in best.entry_of]
    assert [at for at, name in enumerate(found) if name == "rw"] == ([] if named is None else [named])
    assert found[3:] == ["desa", "year"]


def test_nothing_is_known_of_a_blank_page(page: PageImage) -> None:
    blank = replace(page, grey=np.full_like(page.grey, 255))
    bare = Glance(blank, blank.grey, blank.grey, None, PrintLines((), (), (), (), ()), (), (), (), (), "", False, 0,
                  False, ())  # fmt: skip
    refused = verdict(rank(bare, FORMS))
    assert refused is not None
    assert refused.reason == "unknown_form"


@pytest.mark.parametrize(
    ("key", "read"),
    [
        ("kegiatan-warga 4.14.1b", "LAMPIRAN 4.14.lb"),
        ("kegiatan-warga 4.14.1b", "LAMPIRAN 4.14.1Ib"),
        ("data-warga 4.14.1a", "LAMPIRAN : 4.l4.Ia"),
        ("catatan-keluarga 4.15", "Lampiran 4.1S"),
        ("rekap-dasawisma 4.16a", "LAMPIRAN 4.J6a"),
        ("rekap-dasawisma III-16a", "LAMPIRAN !I1-l6a"),
        ("catatan-keluarga III-15", "LAMPIRAN lll - IS"),
        ("catatan-keluarga III-15", "Lampiran 11-15"),
        ("ibu-bayi III-18a / 4.18a", "LAMPIRAN III:18a /4.18a"),
        ("ibu-bayi III-18a / 4.18a", "Lampiran III-1Ba"),
    ],
)
def test_letters_that_look_like_digits_are_the_lampirans_digits(key: str, read: str, page: PageImage) -> None:
    """A page was refused for `4.14.lb`: a number that is another form's weighs as much as four labels."""
    own = next(match for match in rank(replace(seen(BY_KEY[key], page), lampiran=read), FORMS) if match.form.key == key)
    bare = next(match for match in rank(seen(BY_KEY[key], page), FORMS) if match.form.key == key)
    assert own.points == bare.points + LAMPIRAN_POINTS


@pytest.mark.parametrize("read", ["LAMPIRAN III-1a", "Lampiran II-17", "LAMPIRAN 17a"])
def test_a_lampiran_that_lacks_a_digit_speaks_neither_for_nor_against(read: str, page: PageImage) -> None:
    """The scanner cut its top off, and of `III-17a` the 7 was not read: the page was refused."""
    form = BY_KEY["rekap-desa III-17a"]
    bare, other = (
        next(match for match in rank(glance, FORMS) if match.form is form)
        for glance in (seen(form, page), replace(seen(form, page), lampiran=read))
    )
    assert other.points == bare.points


def test_a_garbled_heading_says_nothing_and_another_ones_words_weigh_against(page: PageImage) -> None:
    """Headings in letters of 1 mm were half read, and as many points against the form as others would be."""
    form = BY_KEY["rekap-desa III-17a"]
    at = next(index for index, column in enumerate(form.columns) if column.field.name == "waste_place")
    points = []
    for text in ("", "Milik: PEb Sapal", "MEMILIKI SPAL", "BUKU TAMU"):
        ranked = rank(seen(form, page), FORMS, {at: PrintedText(text, 0.9)})
        points.append(next(match for match in ranked if match.form is form).points)
    assert points == [points[0], points[0], points[0] - HEADING_POINTS, points[0] - HEADING_POINTS]


@pytest.mark.parametrize("read", ["LAMPIRAN 4.14.1", "Lampiran 4.l4.1"])
def test_a_lampiran_without_its_last_letter_speaks_neither_for_nor_against(read: str, page: PageImage) -> None:
    """A page was refused for `LAMPIRAN 4.14.1`, which is no other form's."""
    for form in (BY_KEY["kegiatan-warga 4.14.1b"], BY_KEY["data-warga 4.14.1a"]):
        bare, other = (
            next(match for match in rank(glance, FORMS) if match.form is form)
            for glance in (seen(form, page), replace(seen(form, page), lampiran=read))
        )
        assert other.points == bare.points


@pytest.mark.parametrize("read", ["LAMPIRAN 5", "Lampiran 12", "LAMPIRAN : 2"])
def test_a_lampiran_of_the_offices_own_counting_says_nothing(read: str, page: PageImage) -> None:
    """Three pages were refused for `LAMPIRAN 5`: an annex to a village's own letter."""
    form = BY_KEY["rekap-desa III-17a"]
    bare, numbered = (
        next(match for match in rank(glance, FORMS) if match.form is form)
        for glance in (seen(form, page), replace(seen(form, page), lampiran=read))
    )
    assert (numbered.points, numbered.score) == (bare.points, bare.score)


@pytest.mark.parametrize("read", ["Lamp. 4.14..v", "Lamp. 4.141 26"])
def test_a_lampiran_that_is_none_says_nothing(read: str, page: PageImage) -> None:
    """A note stuck over its end, or one badly read, made clear pages unknown."""
    form = BY_KEY["kegiatan-warga 4.14.1b"]
    bare, other = (
        next(match for match in rank(glance, FORMS) if match.form is form)
        for glance in (seen(form, page), replace(seen(form, page), lampiran=read))
    )
    assert (other.points, other.score) == (bare.points, bare.score)


def test_another_lampiran_still_weighs_against_a_form(page: PageImage) -> None:
    form = BY_KEY["rekap-rt 4.16b"]
    bare, other = (
        next(match for match in rank(glance, FORMS) if match.form is form)
        for glance in (seen(form, page), replace(seen(form, page), lampiran="LAMPIRAN 4.l6c"))
    )
    assert other.points == bare.points - LAMPIRAN_POINTS


@pytest.mark.parametrize(
    ("key", "unread", "told"),
    [
        ("data-keluarga 4.14.2a-old", ("Stiker",), True),
        ("data-keluarga 4.14.2a-old", ("Jamban",), True),
        ("data-keluarga 4.14.2a-old", ("Stiker", "Jamban"), False),
        ("data-keluarga 4.14.2a-new", (), True),
        ("data-keluarga 4.14.2a-new", ("MCK",), False),
    ],
)
def test_editions_are_told_by_a_label_of_their_own(
    key: str, unread: tuple[str, ...], told: bool, page: PageImage
) -> None:
    """One of them read is enough; where none is, that the other edition's are not seen is too little to go by."""
    whole = seen(BY_KEY[key], page)
    texts = tuple("" if any(word in text for word in unread) else text for text in whole.label_texts)
    matches = rank(replace(whole, label_texts=texts), FORMS)
    refused = verdict(matches)
    if told:
        assert refused is None
        assert matches[0].form.key == key
    else:
        assert refused is not None
        assert refused.reason == "ambiguous_form"


@pytest.mark.parametrize(("without", "score", "refused"), [(0.2, 0.66, True), (0.2, 0.8, False), (0.3, 0.66, False)])
def test_of_which_little_but_the_table_speaks_that_says_more(without: float, score: float, refused: bool) -> None:
    """A sheet of Karang Taruna, its title its own, had a recap's columns but for one, and was taken for it."""
    form = BY_KEY["rekap-rt 4.16b"]
    found = verdict([Match(form, 25.0, score, (), frozenset(), True, without)])
    assert (found is not None and found.reason == "unknown_form") is refused
