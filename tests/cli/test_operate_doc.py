"""docs/operate.md names every exit code, setting and command there is, and none that is not."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import typer.main

import cli
from pipeline.errors import ExitCode
from pipeline.run.inbox.booknotes import read_notes
from pipeline.settings import Settings

TEXT = (Path(__file__).parents[2] / "docs" / "operate.md").read_text(encoding="utf-8")


def test_every_exit_code_says_what_to_do() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \| .+ \| .+ \|$", TEXT, re.MULTILINE)}
    assert told == {int(code) for code in ExitCode}


def test_every_setting_stands_with_its_default() -> None:
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| (.+?) \|", TEXT, re.MULTILINE)
    told = {key: value for keys, value in rows for key in re.findall(r"`(\w+)`", keys)}
    assert set(told) == {field.name for field in fields(Settings)}
    singles = {field.name: field.default for field in fields(Settings)}
    for key, value in told.items():
        if "," not in value:
            assert float(value) == singles[key]


def test_every_command_that_is_shown_exists() -> None:
    known = set(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]
    shown = set(re.findall(r"(?<![\w/])dasawisma ([a-z]+)\b(?= [A-Z'\-s]|$)", TEXT, re.MULTILINE))
    assert {"run", "doctor", "plan", "status", "show", "evaluate"} <= shown & known
    assert shown <= known


def test_the_book_toml_that_is_shown_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.+?)```", TEXT, re.DOTALL)
    (tmp_path / "book.toml").write_text(example, encoding="utf-8")
    assert read_notes(tmp_path / "book.toml").year == 2019
    assert set(tomllib.loads(example)) == {"village_code", "year", "form", "edition"}
