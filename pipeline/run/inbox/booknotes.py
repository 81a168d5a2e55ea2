"""book.toml: what the people who scanned a book state about it (contract, books and pages)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.areas import is_village, of_digits
from pipeline.book_notes import BookNotes
from pipeline.errors import ConfigurationError
from pipeline.form import Form
from pipeline.plain_files import open_plain
from pipeline.toml_lines import curly_quotes, line_numbers

NOTES_NAME = "book.toml"

_KEYS = ("village_code", "year", "form", "edition")
# A village in the Ministry of Home Affairs' codes: province, regency, district, village.
_VILLAGE_CODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_CODE_SHAPE = (
    'village_code harus sepuluh angka Kemendagri dengan titik dalam tanda kutip, seperti "35.22.13.2001" (provinsi 35,'
    " kabupaten 22, kecamatan 13, desa 2001) / must be the Ministry of Home Affairs' ten digits with dots, in quotes"
)
_LOOK_UP = "Kodenya / Look it up: dasawisma village DESA KABUPATEN"
# The PKK began in 1972; a later year than this is a slip of the pen.
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


def read_notes(file: Path, forms: Iterable[Form] = ()) -> BookNotes:
    """What `file` states; empty notes where there is no such file.

    forms: those that can be read; none: not compared. Raises ConfigurationError, naming file and line, for an unknown
    key, a value of the wrong kind, the code of no village, or a form or edition that is not among `forms`.
    """
    try:
        with open_plain(file) as stream:
            text = stream.read().decode("utf-8-sig")
    except FileNotFoundError:
        return BookNotes()
    except OSError as error:
        raise ConfigurationError(f"{file} tidak dapat dibaca / cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            f"{file}: bukan teks UTF-8; di Notepad pilih Simpan sebagai, Pengodean UTF-8 / not UTF-8 text; in Notepad"
            " choose Save as, Encoding UTF-8."
        ) from error
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        quotes = curly_quotes(text, str(error))
        if quotes is not None:
            sentence = (
                f'tanda kutip lengkung {quotes[1]}; ganti dengan tanda kutip lurus " (bukan dari Word atau WhatsApp) /'
                ' a curly quotation mark; type a straight one, "'
            )
            raise _at(file, quotes[0], sentence) from error
        raise ConfigurationError(
            f"{file}: bukan TOML yang benar / not valid TOML: {error}. Kode dan nama dalam tanda kutip lurus, tahun"
            ' tanpa / codes and names in straight quotes, the year without: village_code = "35.22.13.2001"; year = 2019'
        ) from error
    except RecursionError as error:
        raise ConfigurationError(f"{file}: bukan TOML yang benar / not valid TOML: nested without end.") from error
    for key in stated:
        if key not in _KEYS:
            raise _wrong(file, text, key, f"kunci `{key}` tidak dikenal / unknown key; known are {', '.join(_KEYS)}")
    notes = BookNotes(
        village_code=_village_code(file, text, stated.get("village_code")),
        year=_year(file, text, stated.get("year")),
        forms=_names(file, text, "form", stated.get("form")),
        editions=_names(file, text, "edition", stated.get("edition")),
    )
    _check_forms(file, text, notes, [(form.form, form.edition) for form in forms])
    return notes


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


def admits(notes: BookNotes, form: str, edition: str) -> bool:
    """Whether a page of that form may stand in a book with these notes."""
    return (not notes.forms or form in notes.forms) and (not notes.editions or edition in notes.editions)


def _village_code(file: Path, text: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _VILLAGE_CODE.fullmatch(value):
        raise _wrong(file, text, "village_code", f"{_CODE_SHAPE}{_meant(str(value).strip())}. {_LOOK_UP}")
    if not is_village(value):
        sentence = (
            f"desa {value} tidak ada di daftar resmi; betulkan kodenya, atau hapus bila desanya lebih baru dari daftar"
            " / the official list has no such village; mend the code, or leave it out for a village that is newer."
            f" {_LOOK_UP}"
        )
        raise _wrong(file, text, "village_code", sentence)
    return value


def _meant(written: str) -> str:
    """What ten digits may mean, dots or none: Kemendagri's code or that of BPS; nothing is taken for granted."""
    digits = re.sub(r"[.\s]", "", written)
    meant = of_digits(digits) if re.fullmatch(r"[0-9]{10}", digits) else ()
    told = (f'"{one.code}" ({one.desa}, {one.kecamatan}, {one.kabupaten})' for one in meant)
    return f"; mungkin / perhaps {' atau / or '.join(told)}" if meant else ""


def _year(file: Path, text: str, value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not _FIRST_YEAR <= value <= _LAST_YEAR:
        sentence = (
            f"year harus bilangan bulat {_FIRST_YEAR} sampai {_LAST_YEAR}, tanpa tanda kutip / must be a"
            " whole number between these, without quotes"
        )
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


def _check_forms(file: Path, text: str, notes: BookNotes, known: Sequence[tuple[str, str]]) -> None:
    """Raises ConfigurationError if `notes` name a form or edition that is not `known`, or none of the pairs is."""
    if not known:
        return
    for name in notes.forms:
        if name not in (there := {form for form, _ in known}):
            raise _wrong(file, text, "form", _unknown("form", name, there))
    of_forms = {edition for form, edition in known if not notes.forms or form in notes.forms}
    for name in notes.editions:
        if name not in {edition for _, edition in known}:
            raise _wrong(file, text, "edition", _unknown("edition", name, of_forms))
    if not any(admits(notes, form, edition) for form, edition in known):
        forms, editions, theirs = (", ".join(names) for names in (notes.forms, notes.editions, sorted(of_forms)))
        sentence = (
            f"form `{forms}` tidak punya edition `{editions}`; edisinya: {theirs} / form `{forms}` has no edition"
            f" `{editions}`; its editions are: {theirs}"
        )
        raise _wrong(file, text, "edition", sentence)


def _unknown(key: str, name: str, there: Iterable[str]) -> str:
    return f"{key} `{name}` tidak dikenal; yang dikenal / is unknown; known are {', '.join(sorted(there))}"


def _wrong(file: Path, text: str, key: str, sentence: str) -> ConfigurationError:
    return _at(file, line_numbers(text).get((key,), 1), sentence)


def _at(file: Path, line: int, sentence: str) -> ConfigurationError:
    return ConfigurationError(f"{file}, baris / line {line}: {sentence}.")
