"""One table of a form file, read key by key: values have types, keys must be known, errors name their line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from pipeline.errors import ConfigurationError
from pipeline.toml_lines import KeyPath

_T = TypeVar("_T")


class FormTable:
    """A TOML table with its place in the file. Keys are taken by the methods; `done` refuses those nobody took."""

    __slots__ = ("_file", "_lines", "_path", "_taken", "_values")

    def __init__(self, file: str, lines: Mapping[KeyPath, int], path: KeyPath, values: dict[str, Any]) -> None:
        self._file, self._lines, self._path, self._values = file, lines, path, values
        self._taken: set[str] = set()

    def fail(self, message: str, key: str | None = None) -> NoReturn:
        """Raise ConfigurationError for `key`, or for the table as a whole when it is absent."""
        path = self._path if key is None else (*self._path, key)
        line = self._lines.get(path) or self._lines.get(self._path, 1)
        raise ConfigurationError(f"{self._file}, line {line}: {message}")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def done(self) -> None:
        """Refuse keys that nobody asked for: a misspelt key must not pass in silence."""
        for key in self._values:
            if key not in self._taken:
                self.fail(f"unknown key '{key}'; known here: {', '.join(sorted(self._taken))}", key)

    def _missing(self, key: str) -> NoReturn:
        """Refuse the table for want of `key`, naming the key that may be a misspelling of it."""
        alike = difflib.get_close_matches(key, [name for name in self._values if name not in self._taken], n=1)
        self.fail(f"'{key}' is missing" + (f"; is '{alike[0]}' meant for it?" if alike else ""))

    def text(self, key: str) -> str:
        """A text that must be there and not be empty."""
        found = self.optional_text(key)
        return found if found is not None else self._missing(key)

    def optional_text(self, key: str) -> str | None:
        """A text, or null when the key is absent."""
        return self._typed(key, str, "a text")

    def number(self, key: str) -> int | None:
        """A number from 1, or null when the key is absent."""
        found = self._typed(key, int, "a number")
        if found is not None and found < 1:
            self.fail(f"'{key}' must be a number from 1", key)
        return found

    def flag(self, key: str) -> bool | None:
        """true, false, or null when the key is absent."""
        return self._typed(key, bool, "true or false")

    def texts(self, key: str, required: bool = True) -> tuple[str, ...]:
        """A list of different texts; empty only when the key is absent and not required."""
        if required and key not in self:
            self._missing(key)
        return self._texts(self._typed(key, list, "a list of texts"), key)

    def alternatives(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list whose elements are texts or lists of texts: several words for one thing, the first is its name."""
        if key not in self:
            self._missing(key)
        found = self._typed(key, list, "a list") or self.fail(f"'{key}' must not be empty", key)
        return tuple(self._texts(one if isinstance(one, list) else [one], key) for one in found)

    def one_of(self, key: str, allowed: Sequence[str], required: bool = True) -> str | None:
        """One of the allowed words; null only when the key is absent and not required."""
        found = self.text(key) if required else self.optional_text(key)
        if found is not None and found not in allowed:
            self.fail(f"'{key}' is '{found}'; allowed: {', '.join(allowed)}", key)
        return found

    def table(self, key: str) -> FormTable | None:
        """A table inside, or null when the key is absent."""
        found = self._typed(key, dict, "a table")
        return None if found is None else FormTable(self._file, self._lines, (*self._path, key), found)

    def tables(self, key: str) -> tuple[FormTable, ...]:
        """A list of tables, empty when the key is absent."""
        found = self._typed(key, list, "a list of tables") or []
        if not all(isinstance(one, dict) for one in found):
            self.fail(f"'{key}' must be a list of tables", key)
        return tuple(FormTable(self._file, self._lines, (*self._path, key, i), one) for i, one in enumerate(found))

    def _typed(self, key: str, kind: type[_T], what: str) -> _T | None:
        self._taken.add(key)
        found = self._values.get(key)
        if found is None:
            return None
        if not isinstance(found, kind) or type(found) is not kind:  # true is an int to isinstance
            self.fail(f"'{key}' must be {what}", key)
        if found == "":
            self.fail(f"'{key}' is empty", key)
        return found

    def _texts(self, found: list[Any] | None, key: str) -> tuple[str, ...]:
        if found is None:
            return ()
        if not found or not all(isinstance(one, str) and one.strip() for one in found):
            self.fail(f"'{key}' must be a list of texts, none of them empty", key)
        if len(set(found)) < len(found):
            self.fail(f"'{key}' says the same thing twice", key)
        return tuple(found)
