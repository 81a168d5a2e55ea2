"""Label texts and the entries they name."""

from dataclasses import replace

import pytest

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.labelling.labels import Label
from pipeline.layout.labelling.naming import extra_labels, name_by_place, name_labels
from pipeline.layout.words import likeness
from tests.layout.drawing import PX_PER_MM


def entry(
    name: str, *labels: str, group: str | None = None, after_table: bool = False, extra: str | None = None
) -> Entry:
    return Entry(Field(name, Kind.NAME), labels, group=group, after_table=after_table, extra_label=extra)


def label(y: float, left: float = 400) -> Label:
    return Label((Box(100, y - 15, 300, y + 15),), left, y, 30, True)


@pytest.mark.parametrize(
    ("read", "printed", "same"),
    [
        ("DASA WlSMA", "DASA WISMA", True),
        ("Tgl Lahir / Umur", "TGL. LAHIR/UMUR", True),
        ("RT", "RW", False),
        ("RT.", "RT", True),
        ("PUS", "WUS", False),
        ("Mempunyai Jamban Keluarga", "Mempunyai Sarana MCK dan Septic Tank", False),
        ("", "NO", False),
    ],
)
def test_likeness(read: str, printed: str, same: bool) -> None:
    assert (likeness(read, printed) >= 0.8) is same


def test_each_entry_is_named_once_by_the_text_most_like_it() -> None:
    entries = (entry("desa", "DESA"), entry("dasawisma", "DASA WISMA"))
    named = name_labels(["DASA WISM4", "DASA WISMA", "DESA"], [label(y) for y in (1, 2, 3)], entries, None)
    assert [found and found.field.name for found in named] == [None, "dasawisma", "desa"]


@pytest.mark.parametrize("colons", [True, False])
def test_an_option_without_a_colon_is_no_label_where_labels_have_one(colons: bool) -> None:
    """Of Status Dalam Keluarga it took the place of NAMA KEP. RUMAH TANGGA: the head was blank, accepted."""
    options = (PrintedOption("Kepala Rumah Tangga", ("Kepala Rumah Tangga",)),)
    relation = Entry(Field("relation", Kind.CHOICE, options=options), ("Status Dalam Keluarga",))
    entries = (entry("head_name", "NAMA KEPALA RUMAH TANGGA", "KEPALA RUMAH TANGGA"), entry("desa", "DESA"), relation)
    read = ["NAMA KEP. RUMAH TANGGA", "DESA", "Kepala Rumah Tangga", "Status Dalam Keluarga"]
    labels = [replace(label(y), colon=colons and y != 3) for y in (1, 2, 3, 4)]
    named = name_labels(read, labels, entries, None)
    assert [found and found.field.name for found in named][0 if colons else 2] == "head_name"


def test_a_line_of_a_groups_words_is_no_label_like_it() -> None:
    """JUMLAH ANGGOTA was the label of Jumlah Anak, which the page did not have: blank, accepted."""
    entries = (entry("children", "Jumlah Anak"), entry("male", "Laki-laki", group="JUMLAH ANGGOTA KELUARGA"))
    named = name_labels(["JUMLAH ANGGOTA", "Jumlah Anak", "Laki-laki"], [label(y) for y in (1, 2, 3)], entries, None)
    assert [found and found.field.name for found in named] == [None, "children", "male"]
    assert name_labels(["JUMLAH ANGGOTA", "KELUARGA"], [label(y) for y in (1, 2)], entries, None) == (None, None)


def test_an_items_number_read_with_its_label_is_none_of_its_words() -> None:
    """`11. Aamat` was less like Alamat than a label must be."""
    entries = (entry("address", "Alamat"), entry("illiterate", "3 Buta"))
    assert name_labels(["11. Aamat", "3 Buta"], [label(1), label(2)], entries, None) == entries


def test_a_group_may_stand_before_the_label() -> None:
    entries = (entry("male", "Laki-laki", group="JUMLAH ANGGOTA KELUARGA"),)
    assert name_labels(["JUMLAH ANGGOTA KELUARGA Laki-laki"], [label(1)], entries, None) == entries


def test_items_below_the_table_are_not_named_above_it() -> None:
    entries = (entry("house", "Kriteria Rumah", after_table=True),)
    table = Box(0, 500, 2000, 900)
    assert name_labels(["Kriteria Rumah"], [label(100)], entries, table) == (None,)
    assert name_labels(["Kriteria Rumah"], [label(1000)], entries, table) == entries


def test_the_label_of_the_writing_beside_options_is_no_label_of_its_own() -> None:
    entries = (entry("latrine", "Jamban Keluarga", extra="jumlah"),)
    named = name_labels(["Jamban Keluarga", "Jumlah :"], [label(1), label(1, 900)], entries, None)
    assert extra_labels(["Jamban Keluarga", "Jumlah :"], named, entries) == frozenset({1})


def test_an_unread_label_is_named_by_its_neighbours_when_there_is_one_way() -> None:
    entries = (entry("dasawisma", "DASA WISMA"), entry("rt", "RT"), entry("rw", "RW"))
    labels = [label(100), label(200), label(300)]
    named = name_by_place((entries[0], None, entries[2]), labels, entries, frozenset(), PX_PER_MM)
    assert named == entries


@pytest.mark.parametrize(("placed", "named"), [(True, True), (False, False)])
def test_a_label_before_a_line_is_named_by_its_neighbours_too(placed: bool, named: bool) -> None:
    """In a printing without colons RT and RW, misread in a script face, were missing in silence."""
    entries = (entry("dasawisma", "DASA WISMA"), entry("rt", "RT"), entry("rw", "RW"))
    labels = [replace(label(y), colon=False, placed=placed) for y in (100, 200, 300)]
    found = name_by_place((entries[0], None, entries[2]), labels, entries, frozenset(), PX_PER_MM)
    assert found == (entries if named else (entries[0], None, entries[2]))


def test_an_offices_own_name_above_the_title_is_no_label_of_the_form() -> None:
    """`KECAMATAN ........ KABUPATEN BOJONEGORO` stood at the head of an office's sheets: its dots were the kecamatan's,
    and what was written behind the label below was lost."""
    entries = (entry("kecamatan", "KECAMATAN"),)
    labels = [replace(label(100, 900), colon=False), replace(label(500), colon=False)]
    texts = ["KECAMATAN", "KECAMATAN"]
    assert name_labels(texts, labels, entries, None, title_y=200) == (None, entries[0])
    assert name_labels(texts, labels, entries, None) == (entries[0], None)
    assert name_labels(texts[:1], labels[:1], entries, None, title_y=200) == entries


def test_a_label_far_above_its_column_is_none_that_could_not_be_read() -> None:
    """The same dots were, far above the items whose values begin below them, the members of a family."""
    entries = tuple(entry(name, name) for name in ("a", "b", "c", "d"))
    near, far = ([label(y) for y in (first, 500, 560, 620)] for first in (440, 100))
    known = (None, *entries[1:])
    assert name_by_place(known, near, entries, frozenset(), PX_PER_MM) == entries
    assert name_by_place(known, far, entries, frozenset(), PX_PER_MM) == known


def test_two_ways_are_no_way() -> None:
    entries = tuple(entry(name, name) for name in ("a", "b", "c", "d"))
    labels = [label(100), label(200), label(300)]
    known = (entries[0], None, entries[3])
    assert name_by_place(known, labels, entries, frozenset(), PX_PER_MM) == known


def test_words_of_a_title_are_no_label() -> None:
    """`KELOMPOK PKK RT` at the end of a title was taken for the label, and nothing is written behind it."""
    entries = (entry("rt", "RT", "KELOMPOK PKK RT"),)
    title = replace(label(100), colon=False, placed=False)
    for own in (label(200), replace(label(200), colon=False), replace(label(200), colon=False, placed=False)):
        assert name_labels(["KELOMPOK PKK RT", "RT"], [title, own], entries, None) == (None, entries[0])
