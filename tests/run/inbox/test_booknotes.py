"""book.toml is read strictly, and what is wrong in it is named with its line."""

from pathlib import Path

import pytest

from pipeline.book_notes import BookNotes
from pipeline.errors import ConfigurationError
from pipeline.formfile import load_forms
from pipeline.run.inbox.booknotes import admits, read_notes
from pipeline.run.inbox.sources import find_books

FORMS = load_forms()


def written(folder: Path, text: str) -> Path:
    file = folder / "book.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_what_is_stated_is_read(tmp_path: Path) -> None:
    text = 'village_code = "35.22.13.2001"\nyear = 2019\nform = "data-warga"\nedition = ["4.14.1a", "III-15"]\n'
    assert read_notes(written(tmp_path, text)) == BookNotes(
        "35.22.13.2001", 2019, ("data-warga",), ("4.14.1a", "III-15")
    )


def test_no_file_states_nothing(tmp_path: Path) -> None:
    assert read_notes(tmp_path / "book.toml") == BookNotes()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('\n\nvillage = "35.22.13.2001"', 3),
        ('year = 2019\nvillage_code = "3522132001"', 2),
        ("village_code = 35", 1),
        ('year = 2019\n\nvillage_code = "35.22.13.2999"', 3),
        ('# years\nyear = "2019"', 2),
        ("year = true", 1),
        ("year = 19", 1),
        ("form = []", 1),
        ('year = 2019\nedition = ["III-15", 3]', 2),
        ("[form]\nname = 3", 1),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(ConfigurationError, match=rf"book\.toml, baris / line {line}: "):
        read_notes(written(tmp_path, text))


def test_what_is_no_toml_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="not valid TOML"):
        read_notes(written(tmp_path, "year 2019"))
    with pytest.raises(ConfigurationError, match="nested"):
        read_notes(written(tmp_path, "form = " + "[" * 100_000))
    (tmp_path / "book.toml").write_bytes(b"\xff\xfe\0")
    with pytest.raises(ConfigurationError, match="in Notepad choose Save as, Encoding UTF-8"):
        read_notes(tmp_path / "book.toml")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('year = 2019\nform = "data-wargo"', 2, "`data-wargo`.*data-warga"),
        ('edition = "III-99"', 1, "`III-99`.*III-15.*III-16a"),
        ('\nform = "data-warga"\nedition = "III-15"', 3, "`data-warga` tidak punya edition `III-15`.*has no edition"),
    ],
)
def test_forms_that_no_file_describes_are_refused(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"book\.toml, baris / line {line}: .*{says}"):
        read_notes(written(tmp_path, text), FORMS)


def test_of_a_wrong_edition_those_of_the_named_form_are_listed(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_notes(written(tmp_path, 'form = "data-warga"\nedition = "4.14.1"'), FORMS)
    listed = caught.value.message.rpartition("known are ")[2].rstrip(".").split(", ")
    assert listed == sorted(form.edition for form in FORMS if form.form == "data-warga")


@pytest.mark.parametrize("quoted", ["“35.22.13.2001”", "‘35.22.13.2001’", "”35.22.13.2001”"])
def test_curly_quotation_marks_are_named_as_such(tmp_path: Path, quoted: str) -> None:
    with pytest.raises(ConfigurationError, match=r"baris / line 2: tanda kutip lengkung .* a straight one"):
        read_notes(written(tmp_path, f"year = 2019\nvillage_code = {quoted}"))
    with pytest.raises(ConfigurationError, match="not valid TOML"):
        read_notes(written(tmp_path, "# “so”\nyear 2019"))


def test_all_wrong_notes_are_named_at_once(tmp_path: Path) -> None:
    for book, text in (("anggrek", "year = 19"), ("mawar", "year = 2019"), ("melati", 'form = "data-wargo"')):
        (tmp_path / book).mkdir()
        (tmp_path / book / "1.jpg").write_bytes(b"\xff\xd8\xff")
        written(tmp_path / book, text)
    with pytest.raises(ConfigurationError) as caught:
        find_books(tmp_path, None, forms=FORMS)
    first, second = caught.value.message.splitlines()
    assert "anggrek/book.toml, baris / line 1: year" in first and "melati/book.toml, baris / line 1: form" in second


def test_forms_that_are_known_pass_and_are_admitted(tmp_path: Path) -> None:
    notes = read_notes(written(tmp_path, 'form = "catatan-keluarga"\nedition = ["III-15", "4.15"]'), FORMS)
    assert admits(notes, "catatan-keluarga", "4.15")
    assert not admits(notes, "data-warga", "4.15")
    assert admits(BookNotes(), "data-warga", "4.14.1a")


@pytest.mark.parametrize("name", ["book.toml.txt", "Book.toml", "BOOK.TOML.TXT"])
def test_a_misnamed_book_toml_is_not_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    (tmp_path / "in" / "mawar").mkdir(parents=True)
    (tmp_path / "in" / "mawar" / "1.jpg").write_bytes(b"\xff\xd8\xff")
    for harmless in ("book.txt", "catatan.toml.txt", "book.toml"):
        (tmp_path / "in" / "mawar" / harmless).write_text("")
    assert len(find_books(tmp_path / "in", None).books) == 1
    (tmp_path / "in" / "mawar" / name).write_text("year = 2019")
    with pytest.raises(ConfigurationError, match=rf"{name}.*rename it"):
        find_books(tmp_path / "in", None)


@pytest.mark.parametrize(("code", "meant"), [("3522152002", "Pacul, Bojonegoro"), ("3522160002", "Pacul, Bojonegoro")])
def test_a_code_without_dots_or_of_bps_is_not_taken_but_the_right_one_is_named(
    tmp_path: Path, code: str, meant: str
) -> None:
    for quoted in (code, f'"{code}"'):
        with pytest.raises(ConfigurationError, match="dasawisma village DESA KABUPATEN") as told:
            read_notes(written(tmp_path, f"village_code = {quoted}"))
        assert '"35.22.15.2002"' in told.value.message and meant in told.value.message


def test_a_code_of_no_village_says_where_codes_are_found(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="dasawisma village DESA KABUPATEN"):
        read_notes(written(tmp_path, 'village_code = "35.22.13.2999"'))


@pytest.mark.parametrize("line", ["village_code = 35.22.15.2002", "village_code = Pacul", "year: 2019"])
def test_what_is_no_toml_says_how_it_is_written(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigurationError, match=r"line 1, .*straight quotes, the year without"):
        read_notes(written(tmp_path, line))
