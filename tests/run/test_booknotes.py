"""book.toml is read strictly, and what is wrong in it is named with its line."""

from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError
from pipeline.formfile import load_forms
from pipeline.model import BookNotes
from pipeline.run.booknotes import admits, check_notes, read_notes
from pipeline.run.sources import find_books

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
    with pytest.raises(ConfigurationError, match="UTF-8"):
        read_notes(tmp_path / "book.toml")


@pytest.mark.parametrize(
    "notes",
    [
        BookNotes(forms=("data-wargo",)),
        BookNotes(editions=("III-99",)),
        BookNotes(forms=("data-warga",), editions=("III-15",)),
    ],
)
def test_forms_that_no_file_describes_are_refused(notes: BookNotes) -> None:
    with pytest.raises(ConfigurationError, match="melati"):
        check_notes("desa/melati", notes, FORMS)


def test_forms_that_are_known_pass_and_are_admitted() -> None:
    notes = BookNotes(forms=("catatan-keluarga",), editions=("III-15", "4.15"))
    check_notes("desa/melati", notes, FORMS)
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
