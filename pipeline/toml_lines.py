"""Where each key of a TOML file stands: tomllib gives values without lines, and a message needs the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

KeyPath = tuple[str | int, ...]
"""The way to a value: keys of tables, indices of arrays: ("columns", 3, "field")."""

_TOKEN = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>#[^\n]*)|(?P<newline>\n)|(?P<mark>[\[\]{},=.])|(?P<bare>[^\s\[\]{},=.#\"']+)",
    re.DOTALL,
)


_CURLY = re.compile("[\u2018-\u201f\u2032\u2033\u00ab\u00bb]")
"""Quotation marks that word processors and telephones put in place of straight ones."""
_AT_LINE = re.compile(r"at line (\d+)")


def curly_quotes(text: str, error: str) -> tuple[int, str] | None:
    """Line, from 1, and the first curly quotation mark on it, where tomllib's `error` is about that line; else null."""
    named = _AT_LINE.search(error)
    if named is None:
        return None
    line = int(named[1])
    curly = _CURLY.search(text.split("\n")[line - 1])
    return (line, curly.group()) if curly is not None else None


def line_numbers(text: str) -> dict[KeyPath, int]:
    """The line, from 1, on which each key and each array element of valid TOML `text` begins."""
    lines: dict[KeyPath, int] = {(): 1}
    tokens = list(_tokens(text))
    tables: dict[KeyPath, int] = {}
    prefix: KeyPath = ()
    at = 0
    while at < len(tokens):
        word, line = tokens[at]
        if word == "\n":
            at += 1
        elif word == "[":
            several = tokens[at + 1][0] == "["
            end = next(i for i in range(at, len(tokens)) if tokens[i][0] == "]")
            prefix = _inside(tables, _keys(tokens[at + 1 + several : end]))
            if several:
                tables[prefix] = tables.get(prefix, -1) + 1
                lines.setdefault(prefix, line)
                prefix = (*prefix, tables[prefix])
            lines[prefix] = line
            at = end + 1 + several
        else:
            at = _pair(tokens, at, prefix, lines)
    return lines


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Words, marks and line ends of `text`, each with its line; no comments."""
    line = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "comment":
            yield match.group(), line
        line += match.group().count("\n")


def _keys(words: list[tuple[str, int]]) -> KeyPath:
    return tuple(word.strip("\"'") for word, _ in words if word != ".")


def _inside(tables: dict[KeyPath, int], keys: KeyPath) -> KeyPath:
    """`keys` of a table header, with the index of the last element after each array of tables on the way."""
    path: KeyPath = ()
    for i, key in enumerate(keys):
        path = (*path, key)
        if path in tables and i < len(keys) - 1:
            path = (*path, tables[path])
    return path


def _pair(tokens: list[tuple[str, int]], at: int, prefix: KeyPath, lines: dict[KeyPath, int]) -> int:
    """Note `key = value` that begins at token `at`; return the index of the token after it."""
    equals = next(i for i in range(at, len(tokens)) if tokens[i][0] == "=")
    path = (*prefix, *_keys(tokens[at:equals]))
    lines[path] = tokens[at][1]
    return _value(tokens, equals + 1, path, lines)


def _value(tokens: list[tuple[str, int]], at: int, path: KeyPath, lines: dict[KeyPath, int]) -> int:
    opening = tokens[at][0]
    if opening not in ("[", "{"):
        while at < len(tokens) and tokens[at][0] not in ("\n", ",", "]", "}"):
            at += 1  # one string, or the words of a number or date with their dots
        return at
    at, index = at + 1, 0
    while tokens[at][0] not in ("]", "}"):
        if tokens[at][0] in ("\n", ","):
            at += 1
        elif opening == "{":
            at = _pair(tokens, at, path, lines)
        else:
            lines[(*path, index)] = tokens[at][1]
            at = _value(tokens, at, (*path, index), lines)
            index += 1
    return at + 1
