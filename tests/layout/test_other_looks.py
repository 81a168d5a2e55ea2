"""Bars drawn in streaks are looked at in full only where a first look sees them."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from pipeline.geometry import PageMap
from pipeline.layout import other_looks
from pipeline.model import PageImage
from pipeline.read.print_net import print_reader

STREAK = np.array([[100.0, 0.0], [110.0, 0.0], [110.0, 600.0], [100.0, 600.0]])


def page_with(bars: int | None) -> PageImage:
    """A page of which a first look sees a table with so many columns; none of None."""
    grey = np.full((600, 400), 250, np.uint8)
    grey[0, 0] = 0 if bars is None else bars
    return PageImage(grey, PageMap(), 8.0, streaks=(STREAK,))


@pytest.mark.parametrize(
    ("seen", "drawn", "looked_at"), [(28, (28, 29, 28, 30), [29, 30]), (None, (28, 0), [28, 0]), (28, (28, 28), [])]
)
def test_bars_that_a_first_look_takes_for_none_are_none(
    monkeypatch: pytest.MonkeyPatch, seen: int | None, drawn: Sequence[int], looked_at: Sequence[int]
) -> None:
    """A page was looked at six times more, each as long as the first, with nothing new on it."""

    def look(page: PageImage, _: object) -> SimpleNamespace:
        bars = int(page.grey[0, 0])
        return SimpleNamespace(lattice=SimpleNamespace(columns=bars, bands=12) if bars else None)

    monkeypatch.setattr(other_looks, "look", look)
    monkeypatch.setattr(other_looks, "with_bars_drawn", lambda page: iter([page_with(bars) for bars in drawn]))
    for other in ("with_rows_drawn", "with_pale_drawn", "with_faded_darkened", "without_ground"):
        monkeypatch.setattr(other_looks, other, lambda *_: None)
    page = page_with(seen)
    assert [int(way.grey[0, 0]) for way in other_looks.looked_at_otherwise(page, print_reader())] == looked_at
    assert list(other_looks.looked_at_otherwise(replace(page, streaks=()), print_reader())) == []
