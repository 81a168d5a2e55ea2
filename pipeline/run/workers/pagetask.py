"""What is asked of a worker and what it answers: small, frozen, picklable, free of any heavy import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageTask:
    """One picture to read: page `index` (from 0) of the file at `path`; forms, editions: what book.toml states.

    key: of the work store.
    """

    key: str
    path: str
    index: int
    forms: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """The entry for the work store, and the seconds that each stage took.

    reasons: of the one page on the picture, or the two of an open book, the code of the fault or null.
    tried: false where it was put off without a look (see WorkerPool).
    """

    key: str
    entry: bytes
    reasons: tuple[str | None, ...]
    seconds: tuple[tuple[str, float], ...] = ()
    tried: bool = True
