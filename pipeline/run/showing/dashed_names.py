"""Names of books that begin with a dash, as arguments of a command: `show '-d#1'` names a page, and no option `-d`."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand

_PAGE = re.compile(r"-.*#[0-9]+", re.DOTALL)


class PageCommand(TyperCommand):
    """A command of which one argument is a page, BOOK_ID#PAGE_NO, whatever the book is called."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is left of the words after the options, as of any command, but for a page that looks like an option.

        ctx: typer's own context.
        """
        return super().parse_args(ctx, with_pages_last(args))


def with_pages_last(words: list[str]) -> list[str]:
    """The words with those that are a page, and begin with a dash, behind `--`; the same where that stands there."""
    pages = [word for word in words if _PAGE.fullmatch(word)]
    if not pages or "--" in words:
        return words
    return [*(word for word in words if word not in pages), "--", *pages]
