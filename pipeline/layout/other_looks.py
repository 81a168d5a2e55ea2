"""Other looks at a page that cannot be read as it is: what is damaged is made good, one thing at a time."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.layout.faded_print import with_faded_darkened
from pipeline.layout.ground import without_ground
from pipeline.layout.pale_rulings import with_pale_drawn
from pipeline.layout.print_reader import PrintReader
from pipeline.layout.streaked_rulings import with_bars_drawn
from pipeline.layout.unruled_rows import with_rows_drawn
from pipeline.model import PageImage
from pipeline.scan.straighten import turned


def looked_at_otherwise(page: PageImage, reader: PrintReader) -> Iterator[PageImage]:
    """The page with bars where streaks may hide them, then with lines between numbered rows that have none, then with
    pale rulings drawn, then with faded print as dark as the rest, then without the ground beside its sheet; none
    without such."""
    if page.streaks:
        yield from with_bars_drawn(page)
    for way in (page, turned(page, 2)):
        ruled = with_rows_drawn(way, reader)
        if ruled is not None:
            yield ruled
    pale = with_pale_drawn(page)
    if pale is not None:
        yield pale
    darkened = with_faded_darkened(page)
    if darkened is not None:
        yield darkened
    alone = without_ground(page, reader)
    if alone is not None:
        yield alone
