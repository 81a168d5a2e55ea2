"""What the operator states of a book in book.toml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookNotes:
    """What book.toml beside the pages states; null and empty where it does not."""

    village_code: str | None = None
    year: int | None = None
    forms: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
