"""Which OUT a command means that takes it as a word or after --out, as `run` does."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import UsageError


def named_out(word: Path | None, option: Path | None, example: str, default: Path | None = None) -> Path:
    """The folder OUT: as a word, after --out, or `default`. A folder in OUT that only this program makes, such as
    OUT/current, stands for OUT. Raises UsageError with the `example` where none is named, or two are."""
    if word is not None and option is not None and os.path.realpath(word) != os.path.realpath(option):
        raise UsageError(
            f"Dua folder OUT disebut: {word} dan --out {option}; sebut satu saja: {example} / Two folders OUT are"
            f" named, {word} and --out {option}; name one: {example}"
        )
    found = word or option or default
    if found is None:
        raise UsageError(
            f"Sebut folder OUT, yaitu --out dari `run`: {example} / Name the folder OUT, which is --out of `run`:"
            f" {example}"
        )
    inside = found.name in ("current", "work") and (found.parent / "work").is_dir()
    return found.parent if inside else found
