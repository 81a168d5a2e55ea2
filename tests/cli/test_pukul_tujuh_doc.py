"""docs/pukul-tujuh-pagi.md, the operator's page, says where the command is, and of which OUT each command is."""

import re
from pathlib import Path

TEXT = (Path(__file__).parents[2] / "docs" / "pukul-tujuh-pagi.md").read_text(encoding="utf-8")


def test_it_says_where_the_command_is_before_it_is_asked_for_twice() -> None:
    assert TEXT.count(".venv/bin/dasawisma") == 1
    assert TEXT.index(".venv/bin/dasawisma") < TEXT.index("dasawisma show")


def test_every_command_names_its_out() -> None:
    commands = re.findall(r"^dasawisma (?:run|show|erase|status) .+$", TEXT, re.MULTILINE)
    assert len(commands) >= 5 and all(" OUT" in command for command in commands)
