"""What is asked of a worker and what it answers: small, frozen, picklable, free of any heavy import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageTask:
    """One page to read: page `index` (from 0) of the file at `path`; forms, editions: what book.toml states.

    key: of the work store.
    """

    key: str
    path: str
    index: int
    forms: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """The entry for the work store, the code of the fault if it was refused, and the seconds that each stage took."""

    key: str
    entry: bytes
    reason: str | None
    seconds: tuple[tuple[str, float], ...] = ()
