"""The strict loader of form files (schemas/forms/*.toml, docs/add-a-form.md). A wrong file names its line."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pipeline.codes import load_codes
from pipeline.errors import ConfigurationError
from pipeline.form import Field, Form, TotalRow
from pipeline.form_parts import NUMBER_KINDS, Known, check, column, entry
from pipeline.form_table import FormTable
from pipeline.toml_lines import line_numbers

PACKAGED_FORMS = Path(__file__).parent.parent / "schemas" / "forms"
LEVELS = ("dasawisma", "rt", "rw", "dusun", "desa")
ROW_UNITS = ("person", "household", "dasawisma", "rt", "rw", "dusun", "activity", "event")


def load_forms(folder: Path | None = None) -> tuple[Form, ...]:
    """All forms of `folder` (default: the packaged ones), sorted by key. Adding an edition is adding a file.

    Raises ConfigurationError, naming file and line, for the first thing that is wrong.
    """
    where = folder or PACKAGED_FORMS
    known = _known(where)
    forms: dict[str, Form] = {}
    for file in sorted(where.glob("*.toml")):
        form = _load(file, known)
        if form.key in forms:
            raise ConfigurationError(f"{file}, line 1: another file is {form.key} already")
        forms[form.key] = form
    if not forms:
        raise ConfigurationError(f"{where}: no form file (*.toml) in this folder")
    return tuple(forms[key] for key in sorted(forms))


def check_form_file(path: Path) -> Form:
    """The form in one file, for `dasawisma forms check`; raises ConfigurationError as load_forms does."""
    return _load(path, _known(path.parent))


def field_meanings(folder: Path | None = None) -> dict[str, str]:
    """Meaning of each field name: of the packaged fields.csv, and of the one in `folder` if it has one."""
    meanings: dict[str, str] = {}
    for place in dict.fromkeys((PACKAGED_FORMS, folder or PACKAGED_FORMS)):
        file = place / "fields.csv"
        if file.exists():
            with file.open(encoding="utf-8", newline="") as stream:
                for line, row in enumerate(csv.reader(stream), start=1):
                    if len(row) != 2 or not all(cell.strip() for cell in row):
                        raise ConfigurationError(f"{file}, line {line}: a field and its meaning, both written")
                    meanings[row[0]] = row[1]
    meanings.pop("field", None)
    return meanings


def _known(folder: Path) -> Known:
    return Known(load_codes(), frozenset(field_meanings(folder)))


def _load(file: Path, known: Known) -> Form:
    try:
        text = file.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = at[1] if at else text.count("\n") + 1  # tomllib names no line for the end of the document
        raise ConfigurationError(f"{file}, line {line}: not TOML: {error}") from error
    return _form(FormTable(str(file), line_numbers(text), (), values), known)


def _form(top: FormTable, known: Known) -> Form:
    groups = top.table("groups")
    words = {} if groups is None else {key: groups.texts(key) for key in groups}
    head_tables, item_tables, column_tables = top.tables("heads"), top.tables("items"), top.tables("columns")
    heads = tuple(entry(table, known, numbered=False) for table in head_tables)
    items = tuple(entry(table, known, numbered=True) for table in item_tables)
    columns = tuple(column(table, known, words) for table in column_tables)
    _each_field_once(head_tables, [(one.field, one.extra) for one in heads])
    _each_field_once(item_tables, [(one.field, one.extra) for one in items])
    _each_field_once(column_tables, [(one.field,) for one in columns])
    for at, (table, number) in enumerate(zip(column_tables, [one.number for one in columns], strict=True), start=1):
        if number != at:
            table.fail(f"column {number} stands where column {at} should: a gap or a wrong order", "number")
    total = TotalRow(top.one_of("total", tuple(TotalRow), required=bool(columns)) or TotalRow.NEVER)
    fields = [*(one.field for one in (*heads, *items)), *(one.field for one in columns)]
    numbers = frozenset(field.name for field in fields if field.kind in NUMBER_KINDS)
    form = Form(
        form=top.text("form"),
        edition=top.text("edition"),
        titles=top.alternatives("titles"),
        lampiran=top.texts("lampiran", required=False),
        heads=heads,
        items=items,
        columns=columns,
        total=total,
        checks=tuple(check(table, columns, numbers, total) for table in top.tables("checks")),
        level=top.one_of("level", LEVELS, required=False),
        row_unit=top.one_of("row_unit", ROW_UNITS, required=bool(columns)),
        landscape=top.flag("landscape"),
    )
    top.done()
    if not items and not columns:
        top.fail("a form needs items or columns")
    return form


def _each_field_once(tables: Sequence[FormTable], fields: Sequence[tuple[Field | None, ...]]) -> None:
    """Refuse a field name that stands twice in one part of the form, the writings beside options included."""
    seen: set[str] = set()
    for table, names in zip(tables, fields, strict=True):
        for field in names:
            if field is not None and field.name in seen:
                table.fail(f"field '{field.name}' stands twice in this part of the form", "field")
            seen.update((field.name,) if field else ())
