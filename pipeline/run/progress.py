"""How a run shows where it is: a bar on a terminal, else a line per book."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable
from typing import IO, Any, Never, Protocol, cast

from tqdm import tqdm

from pipeline.run.plan import PlannedPage


class Progress(Protocol):
    """Told what is going on; tells it a person."""

    def begin(self, pages: Iterable[PlannedPage], unread: Iterable[PlannedPage] = ()) -> None:
        """These pages will be read. unread: refused without, as their files cannot be opened."""
        ...

    def page_done(self, page: PlannedPage, reasons: tuple[str | None, ...]) -> None:
        """The pages of this picture are read (null) or refused for that reason."""
        ...

    def stage(self, words: str) -> None:
        """The run has come to a stage, told in words."""
        ...

    def end(self) -> None:
        """Nothing more will come."""
        ...


class Bar:
    """A bar with rate and time left, for a terminal."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._bar: tqdm[Never] | None = None

    def begin(self, pages: Iterable[PlannedPage], unread: Iterable[PlannedPage] = ()) -> None:
        """See Progress."""
        self._bar = tqdm(total=len(tuple(pages)), unit="page", file=self._stream, dynamic_ncols=True, smoothing=0.1)

    def page_done(self, page: PlannedPage, reasons: tuple[str | None, ...]) -> None:
        """See Progress."""
        if self._bar is not None:
            self._bar.set_postfix_str(f"{page.book_id}#{page.page_no}", refresh=False)
            self._bar.update()

    def stage(self, words: str) -> None:
        """See Progress."""
        self.end()
        print(words, file=self._stream, flush=True)

    def end(self) -> None:
        """See Progress."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class Lines:
    """One line per book, when its last page is done: for cron mails and log files."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._left: Counter[str] = Counter()
        self._read: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()

    def begin(self, pages: Iterable[PlannedPage], unread: Iterable[PlannedPage] = ()) -> None:
        """See Progress."""
        self._left = Counter(page.book_id for page in pages)
        self._refused = Counter(page.book_id for page in unread)
        for book in self._refused:
            if not self._left[book]:
                self._tell(book)

    def page_done(self, page: PlannedPage, reasons: tuple[str | None, ...]) -> None:
        """See Progress."""
        book = page.book_id
        self._read[book] += reasons.count(None)
        self._refused[book] += len(reasons) - reasons.count(None)
        self._left[book] -= 1
        if self._left[book] == 0:
            self._tell(book)

    def _tell(self, book: str) -> None:
        said = f"{book}: {self._read[book]} terbaca / read, {self._refused[book]} ditolak / refused"
        print(said, file=self._stream, flush=True)

    def stage(self, words: str) -> None:
        """See Progress."""
        print(words, file=self._stream, flush=True)

    def end(self) -> None:
        """See Progress."""


class _WhileItLasts:
    """A stream to show progress on. When it is gone, a closed terminal or pipe, what is written is dropped: that
    nobody watches is no reason to end a run, nor to end it otherwise than it was asked to."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def shown_on(stream: IO[str]) -> Progress:
    """A bar if `stream` is a terminal, else lines; a stream that is gone is written to no more."""
    lasting = cast("IO[str]", _WhileItLasts(stream))
    return Bar(lasting) if stream.isatty() else Lines(lasting)
