"""book.toml: what the people who scanned a book state about it (contract, books and pages)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from pipeline.areas import is_village
from pipeline.errors import ConfigurationError
from pipeline.form import Form
from pipeline.model import BookNotes
from pipeline.plain_files import open_plain
from pipeline.toml_lines import line_numbers

NOTES_NAME = "book.toml"

_KEYS = ("village_code", "year", "form", "edition")
# A village in the Ministry of Home Affairs' codes: province, regency, district, village.
_VILLAGE_CODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
# The PKK began in 1972; a later year than this is a slip of the pen.
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


def read_notes(file: Path) -> BookNotes:
    """What `file` states; empty notes where there is no such file.

    Raises ConfigurationError, naming file and line, for an unknown key, a value of the wrong kind, or the code of no
    village.
    """
    try:
        with open_plain(file) as stream:
            text = stream.read().decode("utf-8-sig")
    except FileNotFoundError:
        return BookNotes()
    except OSError as error:
        raise ConfigurationError(f"{file} tidak dapat dibaca / cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: bukan teks UTF-8 / not UTF-8 text.") from error
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: bukan TOML yang benar / not valid TOML: {error}.") from error
    except RecursionError as error:
        raise ConfigurationError(f"{file}: bukan TOML yang benar / not valid TOML: nested without end.") from error
    for key in stated:
        if key not in _KEYS:
            raise _wrong(file, text, key, f"kunci `{key}` tidak dikenal / unknown key; known are {', '.join(_KEYS)}")
    return BookNotes(
        village_code=_village_code(file, text, stated.get("village_code")),
        year=_year(file, text, stated.get("year")),
        forms=_names(file, text, "form", stated.get("form")),
        editions=_names(file, text, "edition", stated.get("edition")),
    )


def check_notes_name(folder: Path, names: Iterable[str]) -> None:
    """Raises ConfigurationError if one of the `names` in a folder is meant for book.toml, which none would read.

    Windows' Notepad saves `book.toml` as `book.toml.txt`, and shows it without the ending.
    """
    for name in sorted(names):
        if name != NOTES_NAME and name.casefold().removesuffix(".txt") == NOTES_NAME:
            raise ConfigurationError(
                f"{folder / name}: namanya harus `{NOTES_NAME}`; ganti namanya. /"
                f" Its name must be `{NOTES_NAME}`; rename it."
            )


def check_notes(book_id: str, notes: BookNotes, forms: Iterable[Form]) -> None:
    """Raises ConfigurationError if `notes` name a form or edition that no form file describes."""
    known = [(form.form, form.edition) for form in forms]
    for key, stated, there in (
        ("form", notes.forms, {form for form, _ in known}),
        ("edition", notes.editions, {edition for _, edition in known}),
    ):
        for name in stated:
            if name not in there:
                raise ConfigurationError(
                    f"{NOTES_NAME} (buku / book {book_id}): {key} `{name}` tidak dikenal; yang dikenal / is unknown;"
                    f" known are {', '.join(sorted(there))}."
                )
    if (notes.forms or notes.editions) and not any(admits(notes, form, edition) for form, edition in known):
        raise ConfigurationError(
            f"{NOTES_NAME} (buku / book {book_id}): tidak ada berkas formulir dengan form dan edition yang disebut. /"
            " No form file has one of the forms and one of the editions it names."
        )


def admits(notes: BookNotes, form: str, edition: str) -> bool:
    """Whether a page of that form may stand in a book with these notes."""
    return (not notes.forms or form in notes.forms) and (not notes.editions or edition in notes.editions)


def _village_code(file: Path, text: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _VILLAGE_CODE.fullmatch(value):
        sentence = (
            'village_code harus kode seperti "35.22.13.2001", dalam tanda kutip / must be a code like this, in quotes'
        )
        raise _wrong(file, text, "village_code", sentence)
    if not is_village(value):
        sentence = (
            f"desa {value} tidak ada di daftar resmi; betulkan kodenya, atau hapus bila desanya lebih baru dari daftar"
            " / the official list has no such village; mend the code, or leave it out for a village that is newer"
        )
        raise _wrong(file, text, "village_code", sentence)
    return value


def _year(file: Path, text: str, value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not _FIRST_YEAR <= value <= _LAST_YEAR:
        sentence = f"year harus bilangan bulat {_FIRST_YEAR} sampai {_LAST_YEAR} / must be a whole number between these"
        raise _wrong(file, text, "year", sentence)
    return value


def _names(file: Path, text: str, key: str, value: object) -> tuple[str, ...]:
    names = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(name, str) and name.strip() for name in names) or (value is not None and not names):
        sentence = (
            f"{key} harus nama dalam tanda kutip, atau daftar nama / must be a name in quotes, or a list of names"
        )
        raise _wrong(file, text, key, sentence)
    return tuple(names)


def _wrong(file: Path, text: str, key: str, sentence: str) -> ConfigurationError:
    return ConfigurationError(f"{file}, baris / line {line_numbers(text).get((key,), 1)}: {sentence}.")
