"""The forms that can be read, for people and programs (commands `forms list` and `forms check`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.formfile import check_form_file, load_forms


@dataclass(frozen=True, slots=True)
class KnownForm:
    """One form in one edition, and how much it asks: head fields, items, table columns."""

    form: str
    edition: str
    title: str
    heads: int
    items: int
    columns: int


def known_forms(folder: Path | None = None) -> tuple[KnownForm, ...]:
    """The forms of `folder` (default: the packaged ones), which may be one file. Raises ConfigurationError for the
    first thing wrong in it.
    """
    if folder is not None and not folder.exists():
        raise InputError(f"{folder} is not there; name a form file, or the folder that holds the form files.")
    forms = (check_form_file(folder),) if folder is not None and folder.is_file() else load_forms(folder)
    return tuple(
        KnownForm(
            form.form, form.edition, " ".join(form.titles[0]), len(form.heads), len(form.items), len(form.columns)
        )
        for form in forms
    )


def in_words(forms: tuple[KnownForm, ...]) -> str:
    """A line per form."""
    width = max(len(f"{form.form} {form.edition}") for form in forms)
    return "\n".join(
        f"{f'{form.form} {form.edition}':{width}}  {form.heads:2} heads {form.items:2} items {form.columns:2} columns"
        f"  {form.title}"
        for form in forms
    )
