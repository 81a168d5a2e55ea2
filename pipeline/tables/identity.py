"""Keyed ids of households and persons: the same in every run and year with the same key, with no data in clear.

A plain hash of a name or a NIK can be undone by trying all of them; without the key this one cannot (domain 4).
"""

from __future__ import annotations

import hashlib
import hmac

ID_LENGTH = 20
"""Hexadecimal digits of an id: 80 bits. Two of ten million persons share one with a probability below 1e-10."""


def keyed_id(key: bytes, kind: str, *parts: str) -> str:
    """The id of what `parts` name, of that kind (`household`, `person`): 20 hexadecimal digits.

    Parts are joined so that no two lists of parts give the same text.
    """
    text = "\x1f".join((kind, *(part.replace("\x1f", " ") for part in parts)))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:ID_LENGTH]
