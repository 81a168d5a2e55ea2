"""A label that names two entries, line by line, is two; one that names an entry as it is stays one."""

from __future__ import annotations

import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.layout.labelling.labels import Label
from pipeline.layout.which_form.parted_labels import with_parted
from tests.layout.which_form.test_joined_labels import seen

(FAMILY,) = (form for form in load_forms() if (form.form, form.edition) == ("catatan-keluarga", "III-15"))
ENTRIES = (*FAMILY.heads, *FAMILY.items)


def label(*widths: int, y: float = 452) -> Label:
    """Lines of those widths, 80 px apart; the value stands beside the last."""
    tops = [y - 80 * (len(widths) - 1 - at) - 14 for at in range(len(widths))]
    pieces = tuple(Box(1800, top, 1800 + wide, top + 28) for wide, top in zip(widths, tops, strict=True))
    return Label(pieces, 2342, y, 28, colon=True)


def test_the_label_whose_colon_a_ring_hides_is_parted_from_the_one_below() -> None:
    """The options of Jamban were read as those of Tempat Sampah, accepted."""
    glance = seen(("Kriteria Rumah", label(240, y=285)), ("Jamban Keluarga Sumber Air", label(290, 180)))
    parted = with_parted(glance, ENTRIES)
    assert parted.label_texts == ("Kriteria Rumah", "Jamban Keluarga", "Sumber Air")
    assert [one.y for one in parted.labels] == [285, 372, 452]
    assert [len(one.pieces) for one in parted.labels] == [1, 1, 1]
    assert {one.value_left for one in parted.labels} == {2342}


def test_two_labels_that_together_are_still_like_one_of_them_are_parted() -> None:
    """Drainage was answered by what stands behind the sticker of P4K."""
    (form,) = (one for one in load_forms() if (one.form, one.edition) == ("data-keluarga", "4.14.2a-old"))
    glance = seen(("Mempunyai Saluran Pembuangan Air Limbah Menempel Stiker P4K", label(690, 402)))
    parted = with_parted(glance, (*form.heads, *form.items))
    assert parted.label_texts == ("Mempunyai Saluran Pembuangan Air Limbah", "Menempel Stiker P4K")
    assert [one.y for one in parted.labels] == [372, 452]


@pytest.mark.parametrize(
    ("colon_y", "heights"), [(212, [212, 452]), (452, [212, 452]), (132, [132, 372]), (172, [172, 412])]
)
def test_the_colon_that_was_not_seen_stands_beside_the_same_line_as_the_other(
    colon_y: float, heights: list[float]
) -> None:
    """The lower label's colon was lost: its value was looked for where the upper one's stands (4 women, none of the
    men; accepted)."""
    (form,) = (one for one in load_forms() if (one.form, one.edition) == ("data-keluarga", "4.14.2a-new"))
    pieces = tuple(Box(1800, top, 2100, top + 28) for top in (118, 198, 358, 438))
    glance = seen(
        (
            "Jumlah Anggota Keluarga Laki-laki Jumlah Anggota Keluarga Perempuan",
            Label(pieces, 2342, colon_y, 28, colon=True),
        )
    )
    parted = with_parted(glance, (*form.heads, *form.items))
    assert [one.y for one in parted.labels] == heights


def test_the_upper_part_that_ends_the_label_above_goes_to_it() -> None:
    """`Laki-laki` and `Perempuan`, set close, had one colon: the number of men was looked for between two lines."""
    (form,) = (one for one in load_forms() if (one.form, one.edition) == ("data-keluarga", "4.14.2a-new"))
    entries = (*form.heads, *form.items)
    above = Label((Box(1800, 340, 2100, 368), Box(1800, 380, 2100, 408)), 2342, 374, 28, colon=True)
    close = Label((Box(1800, 420, 1940, 448), Box(1800, 452, 1970, 480)), 2342, 466, 28, colon=True)
    glance = seen(("Jumlah Anggota Keluarga", above), ("Laki-laki Perempuan", close))
    parted = with_parted(glance, entries)
    assert parted.label_texts == ("Jumlah Anggota Keluarga Laki-laki", "Perempuan")
    assert [(one.y, len(one.pieces)) for one in parted.labels] == [(374, 3), (466, 1)]


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        ("Anggota Kelompok Dasa Wisma", (410, 110)),
        ("Jamban Keluarga Sumber Air", (480,)),
        ("Jamban Keluarga Warga Desa", (290, 180)),
    ],
    ids=("names an entry", "on one line", "names but one"),
)
def test_other_labels_stay_as_they_are(text: str, widths: tuple[int, ...]) -> None:
    glance = seen((text, label(*widths)))
    assert with_parted(glance, ENTRIES) is glance
