"""A person sees where a run is: a bar on a terminal, a line per book elsewhere."""

import errno
import io
from pathlib import Path

import pytest

from pipeline.run.plan import PlannedPage
from pipeline.run.progress import Bar, Lines, shown_on

PAGES = [
    PlannedPage(book, f"{book}/{number}.jpg", Path(), number, 0, "", f"{book}{number}", "new")
    for book in ("mawar", "melati")
    for number in (1, 2)
]


def test_a_line_per_book_when_its_last_page_is_done() -> None:
    stream = io.StringIO()
    lines = Lines(stream)
    lines.begin(PAGES)
    for number, reasons in ((0, (None,)), (2, (None, "blank_page")), (1, ("cut_off",)), (3, (None,))):
        lines.page_done(PAGES[number], reasons)
        if number == 2:
            assert stream.getvalue() == ""
    lines.stage("Publishing")
    lines.end()
    assert stream.getvalue() == (
        "mawar: 1 terbaca / read, 1 ditolak / refused\nmelati: 2 terbaca / read, 1 ditolak / refused\nPublishing\n"
    )


def test_files_that_cannot_be_opened_count_as_refused_in_their_book() -> None:
    """The lines counted fewer refused pages than the end of the run."""
    stream = io.StringIO()
    lines = Lines(stream)
    lines.begin(PAGES[:1], PAGES[1:3])
    lines.page_done(PAGES[0], (None,))
    assert stream.getvalue() == (
        "melati: 0 terbaca / read, 1 ditolak / refused\nmawar: 1 terbaca / read, 1 ditolak / refused\n"
    )


def test_a_bar_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    bar = shown_on(stream)
    assert isinstance(bar, Bar) and isinstance(shown_on(io.StringIO()), Lines)
    bar.begin(PAGES)
    for page in PAGES:
        bar.page_done(page, (None,))
    bar.stage("Publishing")
    assert "4/4" in stream.getvalue() and stream.getvalue().endswith("Publishing\n")


@pytest.mark.parametrize("terminal", [True, False])
def test_a_stream_that_is_gone_ends_nothing(terminal: bool) -> None:
    class Gone(io.StringIO):
        def isatty(self) -> bool:
            return terminal

        def write(self, text: str) -> int:
            raise OSError(errno.EIO, "Input/output error")

    progress = shown_on(Gone())
    progress.stage("Reading")
    progress.begin(PAGES)
    for page in PAGES:
        progress.page_done(page, (None,))
    progress.end()
