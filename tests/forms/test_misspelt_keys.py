"""A misspelt key that must be there is named beside what is missing; a single file can be checked."""

from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError, InputError
from pipeline.formfile import PACKAGED_FORMS
from pipeline.run.formlist import known_forms

FILE = PACKAGED_FORMS / "catatan-keluarga-iii-15.toml"


def test_one_file_is_checked_as_the_guide_says() -> None:
    (form,) = known_forms(FILE)
    assert (form.form, form.edition) == ("catatan-keluarga", "III-15")


def test_a_misspelt_key_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(FILE.read_text().replace("headings =", "headngs =", 1))
    with pytest.raises(ConfigurationError, match=r"line \d+: 'headings' is missing; is 'headngs' meant for it\?"):
        known_forms(wrong)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        known_forms(tmp_path / "nothing.toml")
