"""An option before a colon or a line is no label."""

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box, PageMap
from pipeline.layout.fields.option_labels import without_option_labels
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, paper

WORK = Entry(
    Field(
        "work",
        Kind.CHOICE_TEXT,
        options=(PrintedOption("PNS", ("PNS",)), PrintedOption("Lainnya", ("Lainnya", "DLL"))),
    ),
    ("Pekerjaan",),
    extra=Field("work_text", Kind.TEXT),
)


def seen(*texts: str, placed: bool = True) -> Glance:
    """A label for each text, below one another."""
    page = PageImage(paper(), PageMap(), PX_PER_MM)
    boxes = [Box(100, 100 * at, 400, 100 * at + 30) for at in range(len(texts))]
    labels = tuple(Label((box,), 420, box.centre[1], 30, placed, placed) for box in boxes)
    printed = PrintLines(tuple(boxes), (), (), (), ())
    return Glance(page, page.grey, page.grey, None, printed, labels, texts, (), (), "", False, 0, False, ())


def test_an_option_before_its_line_is_print() -> None:
    """`TNI/Polri / Lainnya :` took the check boxes that stood right of it, and the field had none left."""
    glance = seen("Pekerjaan", "PNS / Lainnya", "jenis", "Alamat")
    named = without_option_labels(glance, (WORK, None, None, None), frozenset({2}), (WORK,))
    assert named.glance.label_texts == ("Pekerjaan", "jenis", "Alamat")
    assert named.entry_of == (WORK, None, None)
    assert named.extras == frozenset({1})
    assert named.glance.printed is glance.printed


def test_labels_that_name_something_or_say_something_else_stay() -> None:
    named = without_option_labels(seen("Lainnya", "DLL"), (WORK, None), frozenset(), (WORK,))
    assert named.glance.label_texts == ("Lainnya", "DLL")
    assert len(without_option_labels(seen("Lainnya", placed=False), (None,), frozenset(), (WORK,)).entry_of) == 1
    assert not without_option_labels(seen("Lainnya"), (None,), frozenset(), (WORK,)).entry_of


def test_a_row_of_options_before_a_line_is_print_whatever_stands_last() -> None:
    """`Lainnya / PNS` before the dots was a label: the field had no options, and no place for the writing."""
    named = without_option_labels(seen("Pekerjaan", "Lainnya / PNS"), (WORK, None), frozenset(), (WORK,))
    assert named.glance.label_texts == ("Pekerjaan",)
    for other in ("PNS / Alamat", "PNS", "/"):
        assert len(without_option_labels(seen(other), (None,), frozenset(), (WORK,)).entry_of) == 1
