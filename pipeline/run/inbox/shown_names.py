"""Names of files as text that can be shown and stored: no control character, no loose byte, and no two alike."""

from __future__ import annotations

import os
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that steer a terminal or a page instead of being seen: controls, marks of direction, line ends."""


def shown_name(name: str) -> str:
    r"""The file name in valid Unicode that is seen as it is: other bytes as `\xff`, control characters as `\x0a`,
    `\u202e`, and a backslash doubled, so that two names are never shown alike. name: as the operating system gave it.
    """
    text = os.fsencode(name).decode("utf-8", errors="surrogateescape")
    return "".join(_shown(letter) for letter in text)


def shown_text(text: str) -> str:
    """A message with everything escaped that would steer a terminal, but for line ends and tabs."""
    return "".join(letter if letter in "\n\t\\" else _shown(letter) for letter in text)


def _shown(letter: str) -> str:
    code = ord(letter)
    if letter == "\\":
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8, as surrogateescape has it
        return f"\\x{code - 0xDC00:02x}"
    if unicodedata.category(letter) in _HIDDEN:
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return letter
