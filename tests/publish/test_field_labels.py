"""Every field is told by what is printed on its form."""

from collections import Counter

import pytest

from pipeline.form import Form
from pipeline.publish.field_labels import SHORT, field_labels
from tests.evidence.written_pages import forms


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.key)
def test_every_field_of_every_form_has_a_label_that_says_something(form: Form) -> None:
    labels = field_labels(form.form, form.edition)
    fields = {entry.field.name for entry in (*form.heads, *form.items)} | {column.field.name for column in form.columns}
    assert set(labels) >= fields
    grouped = {column.field.name for column in form.columns if column.groups}
    assert all(len(label) > SHORT for name, label in labels.items() if name in grouped)
    uses = Counter(labels[name] for name in grouped)
    assert not [label for label, count in uses.items() if count > 1]


def test_what_stands_beside_an_option_and_under_a_group_is_told_by_that() -> None:
    assert field_labels("data-warga", "4.14.1a")["cooperative_text"] == "Ikut dalam Kegiatan Koperasi: jenis"
    assert field_labels("ibu-bayi", "III-18a / 4.18a")["baby_male"] == "CATATAN KELAHIRAN: L"
    assert field_labels("no", "form") == {}
