"""Whether a picture shows a second form above, below or beside the one that was found: two sheets on one glass.

One of them would be lost in silence, or the table of one be read under the head of the other. Sheets side by side are
parted before (pipeline.scan.spread) where they are about as wide; of sheets one above the other nothing tells by the
white between them, which every form has.
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
from pipeline.scan.pieces import runs
from pipeline.scan.rulings import horizontals

_LEAST_SHARE = 0.25
"""Of the picture, the least height or width of a strip that may show a form, half of it being taken by the other."""
_LEAST_RULINGS = 8
"""Rulings of a table, its heading's among them. The heading of the table that was found, which stands in the strip
above it, has two to four of that length, and what is written and printed beside it hardly any."""
_RULING_SHARE = 0.4
"""Of the picture's width, the least length of such a ruling."""
_LEAST_INK = 0.004
"""Share of a strip beside a table, which takes the width of its sheet, that the print of another form covers; a finger
or the ground may cover more."""
_INK_BELOW, _SPECKS = 128, 0.002
_BANDS = 3
"""A list of labels and rooms has one or two of its own."""
_LEAST_BARS, _BAR_SHARE = 4, 0.08
"""So many lines run down a table, so long of the picture's height; lines to write on have none."""
_REDUCED = 0.5
"""Rulings are traced at about 150 dpi."""
_GAPS = 2
"""The widest gaps between rulings at which a strip is cut, for what lies below the other table is not of its form: the
head, wider than any row, and perhaps the heading of the table that was found."""


def shows_another(found: Found, forms: tuple[Form, ...], reader: PrintReader) -> bool:
    """Whether one of `forms` that has a table stands above, below or beside the table that was found, or all cells of a
    form without one; or beside a table one without.

    Costs little where few rulings stand there, and nothing beside a table.
    """
    page, cells = found.page, found.layout.cells
    table = [cell.box for cell in cells if cell.part.in_table]
    boxes = table or [cell.box for cell in cells]
    above, below = int(min(box.top for box in boxes)), int(np.ceil(max(box.bottom for box in boxes)))
    strips = [*_strips(page, page.grey[: max(0, above)]), *_strips(page, page.grey[below:])]
    if table:
        left, right = int(min(box.left for box in boxes)), int(np.ceil(max(box.right for box in boxes)))
        strips += [*_beside_table(page, page.grey[:, : max(0, left)]), *_beside_table(page, page.grey[:, right:])]
    else:
        strips += _with_table(page.grey)
    return any(isinstance(find_layout(_alone(page, strip), forms, reader), Found) for strip in strips)


def _strips(page: PageImage, strip: Grey) -> Iterator[Grey]:
    """What of a strip of the page may be a form: all of it, and what stands above a wide gap; nothing if too little."""
    if strip.shape[0] < _LEAST_SHARE * page.grey.shape[0]:
        return
    rulings = _rulings(strip)
    if len(rulings) < _LEAST_RULINGS:
        return
    yield strip
    gaps = np.diff(rulings)
    for gap in np.argsort(-gaps)[:_GAPS].tolist():
        if gap + 1 >= _LEAST_RULINGS:
            yield strip[: round(rulings[gap] + gaps[gap] / 2)]


def _beside_table(page: PageImage, strip: Grey) -> Iterator[Grey]:
    """The strip beside a table, where enough is printed on it to be another form."""
    broad = strip.shape[1] >= _LEAST_SHARE * page.grey.shape[1]
    if broad and float((strip[::4, ::4] < _INK_BELOW).mean()) >= _LEAST_INK:
        yield strip


def _with_table(grey: Grey) -> Iterator[Grey]:
    """The parts to the left and to the right of the widest clear bands from top to bottom that hold a table, of a page
    on which a form without one was found: its rooms to write in may run on to the other sheet."""
    least = _LEAST_SHARE * grey.shape[1]
    clear = (grey[::4, ::4] < _INK_BELOW).mean(axis=0) <= _SPECKS
    bands = [(4 * start, 4 * end) for start, end in runs(clear) if least < 2 * (start + end) < grey.shape[1] - least]
    widest = sorted(bands, key=lambda band: band[0] - band[1])[:_BANDS]
    middles = [(start + end) // 2 for start, end in widest]
    for part in (side for middle in middles for side in (grey[:, :middle], grey[:, middle:])):
        if _bars(part) >= _LEAST_BARS and len(_rulings(part)) >= _LEAST_RULINGS:
            yield part


def _bars(part: Grey) -> int:
    """How many long lines run down it."""
    dark = cv2.dilate((part[::2, ::2] < _INK_BELOW).astype(np.uint8), np.ones((3, 3), np.uint8))
    long = cv2.erode(dark, np.ones((max(1, round(_BAR_SHARE * len(dark))), 1), np.uint8))
    return len(runs(np.asarray(long.any(axis=0), dtype=np.bool_)))


def _alone(page: PageImage, strip: Grey) -> PageImage:
    return replace(
        page, grey=np.ascontiguousarray(strip), source_px=None, rings=(), glares=(), patches=(), panels=(), streaks=()
    )


def _rulings(strip: Grey) -> NDArray[np.float64]:
    """Where long lines run across it, from the top, in pixels."""
    small = np.asarray(cv2.resize(strip, None, fx=_REDUCED, fy=_REDUCED, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    traces = horizontals(np.asarray(cv2.bitwise_not(small), dtype=np.uint8))
    starts, ends = np.full(traces.lines, np.inf), np.zeros(traces.lines)
    np.minimum.at(starts, traces.line, traces.along)
    np.maximum.at(ends, traces.line, traces.along)
    heights = np.bincount(traces.line, traces.across, traces.lines) / np.bincount(traces.line, minlength=traces.lines)
    return np.sort(heights[ends - starts >= _RULING_SHARE * small.shape[1]]) / _REDUCED
