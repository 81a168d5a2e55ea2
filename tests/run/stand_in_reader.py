"""A reader for tests of runs: a page's file says what shall be found on it, and real stages do all the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.model import PageContent, PageFault, PageResult
from pipeline.plain_files import open_plain
from pipeline.refusals import fault
from pipeline.run.kept.codec import Pages, encode
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from tests.run.written_files import JPEG
from tests.tables.invented_books import family_page, person_page, recap_page

MARK = b"\nstand-in:"


def page_file(says: str) -> bytes:
    """A JPEG on which a StandIn reads what `says` names: `family HEAD`, `person`, `recap`, `refuse REASON`, `stop`,
    or `spread HEAD`, an open book with an empty page on the right."""
    return JPEG + MARK + says.encode()


class StandIn:
    """An Executor that looks at a page's last bytes instead of its pixels, and counts what it was asked to read."""

    def __init__(self, before_each: Callable[[PageTask], None] | None = None) -> None:
        self.asked: list[str] = []
        self._before_each = before_each

    def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
        for task in tasks:
            if self._before_each is not None:
                self._before_each(task)
            self.asked.append(Path(task.path).name)
            with open_plain(Path(task.path)) as file:
                became = found(file.read())
            reasons = tuple(page.reason if isinstance(page, PageFault) else None for page in became)
            yield PageOutcome(task.key, encode(task.key, *became), reasons, (("read", 0.5),))


def found(content: bytes) -> Pages:
    what, _, more = content.partition(MARK)[2].decode().partition(" ")
    match what:
        case "family":
            return (content_of(family_page(head=more)),)
        case "person":
            return (content_of(person_page()),)
        case "recap":
            return (content_of(recap_page()),)
        case "spread":
            return (content_of(family_page(head=more)), fault("blank_page"))
        case "stop":
            raise KeyboardInterrupt
    return (fault(more or "unknown_form"),)


def content_of(page: PageResult) -> PageContent:
    assert page.content is not None
    return page.content


class Silent:
    """A Progress that keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def begin(self, pages: object, unread: object = ()) -> None:
        self.told.append("begin")

    def page_done(self, page: object, reasons: tuple[str | None, ...]) -> None:
        self.told.extend(reason or "read" for reason in reasons)

    def stage(self, words: str) -> None:
        self.told.append(words)

    def end(self) -> None:
        self.told.append("end")
