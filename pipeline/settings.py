"""One frozen Settings: option > environment > file > default; unknown keys are errors."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.errors import ConfigurationError

ENVIRONMENT_PREFIX = "DASAWISMA_"

_HIGHEST = 10**15
_BOUNDS: dict[str, tuple[int, int]] = {
    "accepted_error": (0, 1),
    "max_failed_share": (0, 1),
    "max_drop_share": (0, 1),
    "pdf_dpi": (72, 1200),
    "page_limit_s": (1, 86_400),
}
"""Lowest and highest value of a setting; from 0 where none is named."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an owner of the data may choose. Each field: a key of the file and DASAWISMA_<KEY> in the environment.

    accepted_error: share of wrong values accepted unseen; 0.003 is about single keying's 0.29 %.
    min_cell: counts below this are not published in the village tables.
    max_pixels, max_pages, max_bytes: a file beyond these is refused. page_limit_s: seconds of
    computing (see time_limits) before a page is given up.
    keep_runs: publications kept beside the current one (those younger than 24 h always are).
    max_failed_share: the gate refuses to publish when more of the pages than this are refused (1 = never).
    max_drop_share: the gate refuses when a village loses more of its rows than this.
    """

    accepted_error: float = 0.003
    min_cell: int = 5
    max_pixels: int = 150_000_000
    max_pages: int = 2_000
    max_bytes: int = 2_000_000_000
    page_limit_s: float = 120.0
    pdf_dpi: int = 300
    keep_runs: int = 7
    max_failed_share: float = 1.0
    max_drop_share: float = 0.2


def load_settings(
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    options: Mapping[str, str | int | float | None] | None = None,
) -> Settings:
    """The settings in force. `options` whose value is None do not count.

    Raises ConfigurationError, naming the source, for an unknown key or a value that is no number of the right kind.
    """
    known = {field.name: type(field.default) for field in fields(Settings)}
    chosen: dict[str, float | int] = {}
    if file is not None:
        for key, value in _read_toml(file).items():
            chosen[key] = _number(key, value, known, str(file))
    for name, text in sorted((os.environ if environment is None else environment).items()):
        if name.startswith(ENVIRONMENT_PREFIX):
            key = name.removeprefix(ENVIRONMENT_PREFIX).lower()
            chosen[key] = _number(key, text, known, name)
    for key, option in (options or {}).items():
        if option is not None:
            chosen[key] = _number(key, option, known, f"--{key.replace('_', '-')}")
    return Settings(**chosen)  # type: ignore[arg-type]


def _read_toml(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"Berkas pengaturan {file} tidak dapat dibaca: {error.strerror}. Periksa nama dan hak aksesnya. /"
            f" The settings file {file} cannot be read: {error.strerror}. See to its name and its rights."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        why = "nested without end" if isinstance(error, RecursionError) else error
        raise ConfigurationError(
            f"Berkas pengaturan / settings file {file}: bukan TOML yang benar / not valid TOML: {why}."
        ) from error


def _number(key: str, value: object, known: Mapping[str, type], where: str) -> float | int:
    if key not in known:
        raise ConfigurationError(
            f"{where}: pengaturan `{key}` tidak dikenal / unknown setting; yang dikenal / known are:"
            f" {', '.join(sorted(known))}."
        )
    kind = known[key]
    low, high = _BOUNDS.get(key, (0, _HIGHEST))
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError
        number = kind(value)
        if (isinstance(value, float) and number != value) or not low <= number <= high:
            raise ValueError
    except (ValueError, OverflowError):
        indonesian, english = ("bilangan bulat", "a whole number") if kind is int else ("bilangan", "a number")
        raise ConfigurationError(
            f"{where}: pengaturan `{key}` harus {indonesian} {low} sampai {high} / must be {english} between these."
        ) from None
    return number  # type: ignore[no-any-return]
