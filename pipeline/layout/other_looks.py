"""Other looks at a page that cannot be read as it is: what is damaged is made good, one thing at a time."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.layout.faded_print import with_faded_darkened
from pipeline.layout.glance import look
from pipeline.layout.gridlines import without_gridlines
from pipeline.layout.ground import without_ground
from pipeline.layout.pale_rulings import with_pale_drawn
from pipeline.layout.print_reader import PrintReader, RememberingReader
from pipeline.layout.streaked_rulings import with_bars_drawn
from pipeline.layout.unruled_rows import with_rows_drawn
from pipeline.model import PageImage
from pipeline.scan.straighten import turned


def looked_at_otherwise(page: PageImage, reader: PrintReader) -> Iterator[PageImage]:
    """The page with bars where streaks may hide them, then without gridlines round its table, then with lines between
    numbered rows that have none, then with pale rulings drawn, then with faded print as dark as the rest, then without
    the ground beside its sheet; none without such."""
    if page.streaks:
        remembering = RememberingReader(reader)
        seen = _table(page, remembering)
        for drawn in with_bars_drawn(page):
            # A bar that is taken for none at a first look is at the others, which take ten times as long.
            if seen is None or _table(drawn, remembering) != seen:
                yield drawn
    for way in (page, turned(page, 2)):
        alone = without_gridlines(way)
        if alone is not None:
            yield alone
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


def _table(page: PageImage, reader: PrintReader) -> tuple[int, int] | None:
    """How many columns and bands the table has that is seen at a first look; None without one."""
    lattice = look(page, reader).lattice
    return None if lattice is None else (lattice.columns, lattice.bands)
