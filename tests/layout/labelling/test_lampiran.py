"""The LAMPIRAN number is found among the titles."""

import pytest

from pipeline.geometry import Box
from pipeline.layout.labelling.labels import Label
from pipeline.layout.labelling.lampiran import as_title, lampiran_of, lampiran_with_colon
from pipeline.layout.printed.print_lines import PrintLines
from tests.layout.drawing import PX_PER_MM


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((), ""),
        (("DATA WARGA",), ""),
        (("LAMPIRAN 4.16a", "REKAPITULASI"), "LAMPIRAN 4.16a"),
        (("Lampiran", "4.17a", "CATATAN"), "Lampiran 4.17a"),
        (("Lampiran", "CATATAN DATA"), ""),
        (("LAMP.", "III-16b"), "LAMP. III-16b"),
        (("Lampiran III-17a |", "REKAPITULASI"), "Lampiran III-17a"),
        (("Lamp", "III", "16a", "REKAPITULASI"), "Lamp III - 16a"),
        (("Lamp: III -", "16a", "REKAPITULASI"), "Lamp: III - 16a"),
        (("Lamp: III", "16a"), "Lamp: III - 16a"),
        (("Lamp", "III", "TAHUN"), ""),
        (("Lampiran", "16a"), ""),
        (("| LAMPIRAN : 4.16a", "REKAPITULASI"), "LAMPIRAN : 4.16a"),
    ],
)
def test_the_lampiran_is_told_with_its_number(texts: tuple[str, ...], expected: str) -> None:
    assert lampiran_of(texts) == expected


def label(text_at: Box, colon: bool = True) -> Label:
    return Label((text_at,), text_at.right + 12, text_at.centre[1], text_at.height, colon)


def test_a_lampiran_whose_point_looks_like_a_colon_is_a_title_whole() -> None:
    """`LAMPIRAN 4:14.1b` was the first label, and the title below it was not looked at: the page was refused."""
    own, rest = Box(1500, 100, 1760, 130), Box(1775, 100, 1850, 130)
    name, title, far = Box(200, 300, 320, 330), Box(200, 160, 640, 200), Box(1950, 100, 2100, 130)
    colons = (Box(1765, 104, 1770, 128), Box(340, 304, 345, 328))
    printed = PrintLines((own, rest, far, title, name), (), colons, (), ())
    labels = (label(own), label(name))
    found = lampiran_with_colon(labels, ["LAMPIRAN 4", "NAMA"])
    assert found is labels[0]
    left, read = as_title(found, labels, printed, PX_PER_MM)
    assert left == labels[1:]
    assert read.pieces == (Box(1500, 100, 1850, 130), far, title, name)
    assert read.colons == colons[1:]


def test_no_label_is_the_lampiran() -> None:
    assert lampiran_with_colon((label(Box(0, 0, 90, 30)),), ["NAMA"]) is None
