"""Every packaged form loads with the shape it has in print; a wrong file is refused with its line."""

from pathlib import Path

import pytest

from pipeline.codes import load_codes
from pipeline.errors import ConfigurationError
from pipeline.form import OPTION_KINDS, CheckKind, Form, Kind, TotalRow
from pipeline.formfile import PACKAGED_FORMS, check_form_file, field_meanings, load_forms

FORMS = load_forms()

# Columns of each table as the sources count them (docs/add-a-form.md), and what a row is.
SHAPES = {
    "catatan-keluarga III-15": (19, "person"),
    "catatan-keluarga 4.15": (19, "person"),
    "data-keluarga 4.14.2a-old": (9, "person"),
    "data-keluarga 4.14.2a-new": (9, "person"),
    "data-warga 4.14.1a": (0, None),
    "kegiatan-warga 4.14.1b": (4, "activity"),
    "rekap-dasawisma III-16a": (30, "household"),
    "rekap-dasawisma 4.16a": (29, "household"),
    "rekap-rt III-16b": (31, "dasawisma"),
    "rekap-rt 4.16b": (30, "dasawisma"),
    "rekap-rw III-16c": (32, "rt"),
    "rekap-rw 4.16c": (32, "rt"),
    "rekap-dusun III-16d": (34, "rw"),
    "rekap-dusun 4.16d": (33, "rw"),
    "rekap-desa III-17a": (34, "dusun"),
    "rekap-desa 4.17a": (33, "dusun"),
    "ibu-bayi III-18a / 4.18a": (17, "event"),
}

GOOD = """
form = "small"
edition = "1"
titles = [["SMALL FORM"]]
row_unit = "dasawisma"
total = "always"
heads = [
  { field = "year", kind = "year", labels = ["TAHUN"] },
]
columns = [
  { number = 1, field = "row_no", kind = "count", headings = ["NO"] },
  { number = 2, field = "name", kind = "name", headings = ["NAMA"] },
  { number = 3, field = "families", kind = "count", group = "members", headings = ["KK"] },
]
[groups]
members = ["JUMLAH"]
[[items]]
number = 1
field = "latrine"
kind = "yes_no_count"
labels = ["Jamban"]
options = ["Ya", "Tidak"]
[[checks]]
name = "total"
kind = "column_sum"
source = "test"
"""

# What is replaced in GOOD, by what, the line the message must name, and a word it must say.
SLIPS = [
    ('edition = "1"', 'edition = "1"\ncolour = "red"', 4, "colour"),
    ('edition = "1"', "edition = 1", 3, "text"),
    ('edition = "1"', "", 1, "edition"),
    ('[["SMALL FORM"]]', "[]", 4, "titles"),
    ('total = "always"', 'total = "often"', 6, "sometimes"),
    ('total = "always"', 'total = "never"', 25, "JUMLAH"),
    ('row_unit = "dasawisma"', "", 1, "row_unit"),
    ('kind = "year"', 'kind = "yeer"', 8, "yeer"),
    ('field = "year"', 'field = "yaer"', 8, "fields.csv"),
    ('labels = ["TAHUN"]', "labels = []", 8, "labels"),
    ('labels = ["TAHUN"]', 'labels = ["TAHUN", "TAHUN"]', 8, "twice"),
    ('labels = ["TAHUN"]', 'labels = ["TAHUN"], lable = "x"', 8, "lable"),
    ('labels = ["TAHUN"]', 'labels = ["TAHUN"], number = 3', 8, "number"),
    ('labels = ["TAHUN"]', 'labels = ["TAHUN"], options = ["a", "b"]', 8, "options"),
    ('labels = ["TAHUN"]', 'labels = ["TAHUN"], length = 4', 8, "length"),
    ("number = 3", "number = 4", 13, "gap"),
    ("number = 3, ", "", 13, "number"),
    ("number = 3", 'number = "3"', 13, "number"),
    ('field = "families"', 'field = "name"', 13, "twice"),
    ('kind = "name"', 'kind = "code"', 12, "values"),
    ('kind = "name"', 'kind = "code", values = ["A", "B"]', 12, "codes"),
    ('kind = "name"', 'kind = "code", values = ["A", "B"], codes = "colours"', 12, "colours"),
    ('kind = "name"', 'kind = "name", codes = "sex"', 12, "codes"),
    ('kind = "name"', 'kind = "choice", options = ["A", "B"]', 12, "column"),
    ('group = "members"', 'group = "people"', 13, "people"),
    ('options = ["Ya", "Tidak"]', 'options = ["Ya"]', 22, "options"),
    ('options = ["Ya", "Tidak"]', 'options = [["Ya", "Y"], ["Ya", "Tidak"]]', 22, "options"),
    ('options = ["Ya", "Tidak"]', "", 17, "options"),
    ('options = ["Ya", "Tidak"]', 'options = ["Ya", "Tidak"]\nextra = { lable = "x" }', 23, "lable"),
    ('options = ["Ya", "Tidak"]', 'options = ["Ya", "Tidak"]\nextra = { codes = "sex" }', 23, "codes"),
    ('kind = "column_sum"', 'kind = "column_sum"\nleft = ["name"]', 26, "name"),
    ('kind = "column_sum"', 'kind = "at_most"\nleft = ["families"]\nright = ["familys"]', 27, "familys"),
    ('kind = "column_sum"', 'kind = "at_most"\nleft = ["families", "row_no"]\nright = ["families"]', 26, "one"),
    ('kind = "column_sum"', 'kind = "sum_equals"\nleft = ["families"]', 23, "right"),
]


def put(folder: Path, text: str) -> Path:
    file = folder / "small.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file_loads(tmp_path: Path) -> None:
    form = check_form_file(put(tmp_path, GOOD))
    assert form.key == "small 1"
    assert form.columns[2].groups == ("JUMLAH",)
    assert form.items[0].extra is not None and form.items[0].extra.name == "latrine_count"
    assert form.checks[0].left == ("families",)
    assert load_forms(tmp_path) == (form,)


@pytest.mark.parametrize(("old", "new", "line", "word"), SLIPS)
def test_a_slip_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int, word: str) -> None:
    assert GOOD.count(old) >= 1
    file = put(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ConfigurationError) as refused:
        check_form_file(file)
    assert f"{file}, line {line}:" in refused.value.message
    assert word in refused.value.message


@pytest.mark.parametrize(
    ("content", "word"), [(b"form = ", "line 1"), (b"\xff\xfe", "UTF-8"), (b'form = "a"\nform = "b"', "line 2")]
)
def test_what_is_no_toml_is_refused(tmp_path: Path, content: bytes, word: str) -> None:
    file = tmp_path / "small.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=word):
        load_forms(tmp_path)


def test_a_form_twice_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no form file"):
        load_forms(tmp_path)
    put(tmp_path, GOOD)
    (tmp_path / "zweite.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"zweite\.toml, line 1: .*small 1"):
        load_forms(tmp_path)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        check_form_file(tmp_path / "none.toml")


def test_a_folder_may_name_fields_of_its_own(tmp_path: Path) -> None:
    file = put(tmp_path, GOOD.replace('field = "families"', 'field = "goats"'))
    with pytest.raises(ConfigurationError, match="goats"):
        check_form_file(file)
    (tmp_path / "fields.csv").write_text("goats,goats of the household\n", encoding="utf-8")
    assert check_form_file(file).columns[2].field.name == "goats"
    (tmp_path / "fields.csv").write_text("goats\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"fields\.csv, line 1"):
        check_form_file(file)


def test_all_national_forms_are_there_with_their_columns() -> None:
    assert {form.key: (len(form.columns), form.row_unit) for form in FORMS} == SHAPES
    assert [form.key for form in FORMS] == sorted(SHAPES)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_a_packaged_form_makes_sense(form: Form) -> None:
    codes = load_codes()
    fields = [*(one.field for one in (*form.heads, *form.items)), *(one.field for one in form.columns)]
    for field in fields:
        assert (field.kind in OPTION_KINDS) == bool(field.options), field.name
        assert field.codes is None or field.codes in codes.lists
        for option in field.options:
            assert option.words[0] == option.value
        for value in field.values if field.kind is not Kind.PRINTED else ():
            assert codes[field.codes or ""].canonical(value, field.values) == value
    if form.form.startswith("rekap"):
        assert form.level == form.form.removeprefix("rekap-")
        assert form.total is not TotalRow.NEVER
        sums = next(check for check in form.checks if check.kind is CheckKind.COLUMN_SUM)
        numbers = [one.field.name for one in form.columns if one.field.kind in (Kind.COUNT, Kind.TICK_OR_COUNT)]
        assert set(numbers) - set(sums.left) <= {"row_no", "rt", "rw"}
        assert form.columns[-1].field.name == "note"
    else:
        assert form.level is None
        assert form.total is TotalRow.NEVER


def test_editions_of_a_form_can_be_told_apart() -> None:
    for one in FORMS:
        for other in FORMS:
            if one.form == other.form and one is not other:
                assert (one.columns, one.heads, one.items) != (other.columns, other.heads, other.items)


def test_every_field_has_a_meaning_and_every_meaning_a_field() -> None:
    used = {one.field.name for form in FORMS for one in (*form.heads, *form.items, *form.columns)}
    assert set(field_meanings()) == used
    lines = (PACKAGED_FORMS / "fields.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == sorted(lines[1:], key=lambda line: line.split(",")[0])
