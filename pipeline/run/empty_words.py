"""Commands in which a word is empty, as a script writes them whose variable is not set."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.errors import UsageError


def refuse_empty_words(words: Iterable[str]) -> None:
    """Raises UsageError for an empty word of a command (`--out ""`, `--out=`).

    A Path takes it for the folder that the command is given in: its pictures would be read, and tables written to it.
    """
    if any(re.fullmatch("(--[a-z-]+=)?", word) for word in words):
        raise UsageError(
            "Ada kata yang kosong di perintah ini; variabel yang belum terisi? Sebutkan foldernya. / A word of this"
            " command is empty; a variable that is not set? Name the folder."
        )
