"""Whether a picture shows a second form above or below the table that was found: two sheets on one glass.

One of them would be lost in silence, or the table of one be read under the head of the other. Sheets side by side are
parted before (pipeline.scan.spread); of sheets one above the other nothing tells by the white between them, which every
form has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import Form
from pipeline.layout.find import Found, find_layout
from pipeline.layout.print_reader import PrintReader
from pipeline.model import Grey, PageImage
from pipeline.scan.rulings import horizontals

_LEAST_HEIGHT_SHARE = 0.25
"""Of the picture, the least height of a strip that may show a form, half of it being taken by the other one."""
_LEAST_RULINGS = 8
"""Rulings of a table, its heading's among them. The heading of the table that was found, which stands in the strip
above it, has two to four of that length, and what is written and printed beside it hardly any."""
_RULING_SHARE = 0.4
"""Of the picture's width, the least length of such a ruling."""
_REDUCED = 0.5
"""Rulings are traced at about 150 dpi."""
_GAPS = 2
"""The widest gaps between rulings at which a strip is cut, for what lies below the other table is not of its form: the
head, wider than any row, and perhaps the heading of the table that was found."""


def shows_another(found: Found, forms: tuple[Form, ...], reader: PrintReader) -> bool:
    """Whether one of `forms` that has a table stands above or below the table that was found, or all cells of a form
    without one.

    Costs little where few rulings stand there.
    """
    page, cells = found.page, found.layout.cells
    boxes = [cell.box for cell in cells if cell.part.in_table] or [cell.box for cell in cells]
    above, below = int(min(box.top for box in boxes)), int(np.ceil(max(box.bottom for box in boxes)))
    return any(
        isinstance(find_layout(_alone(page, strip), forms, reader), Found)
        for strip in (*_strips(page, page.grey[: max(0, above)]), *_strips(page, page.grey[below:]))
    )


def _strips(page: PageImage, strip: Grey) -> Iterator[Grey]:
    """What of a strip of the page may be a form: all of it, and what stands above a wide gap; nothing if too little."""
    if strip.shape[0] < _LEAST_HEIGHT_SHARE * page.grey.shape[0]:
        return
    rulings = _rulings(strip)
    if len(rulings) < _LEAST_RULINGS:
        return
    yield strip
    gaps = np.diff(rulings)
    for gap in np.argsort(-gaps)[:_GAPS].tolist():
        if gap + 1 >= _LEAST_RULINGS:
            yield strip[: round(rulings[gap] + gaps[gap] / 2)]


def _alone(page: PageImage, strip: Grey) -> PageImage:
    return replace(page, grey=np.ascontiguousarray(strip), source_px=None, rings=(), glares=(), panels=(), streaks=())


def _rulings(strip: Grey) -> NDArray[np.float64]:
    """Where long lines run across it, from the top, in pixels."""
    small = np.asarray(cv2.resize(strip, None, fx=_REDUCED, fy=_REDUCED, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    traces = horizontals(np.asarray(cv2.bitwise_not(small), dtype=np.uint8))
    starts, ends = np.full(traces.lines, np.inf), np.zeros(traces.lines)
    np.minimum.at(starts, traces.line, traces.along)
    np.maximum.at(ends, traces.line, traces.along)
    heights = np.bincount(traces.line, traces.across, traces.lines) / np.bincount(traces.line, minlength=traces.lines)
    return np.sort(heights[ends - starts >= _RULING_SHARE * small.shape[1]]) / _REDUCED
