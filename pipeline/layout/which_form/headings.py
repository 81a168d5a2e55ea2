"""The headings of a table's columns: cut out of the heading band, turned upright and read."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import Column
from pipeline.geometry import Box
from pipeline.layout.glance import Glance
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import HEAVIEST_MM, Ruling, median_of
from pipeline.layout.print_reader import NO_PRINT, PrintedText, PrintReader
from pipeline.layout.words import plain
from pipeline.model import Grey
from pipeline.scan.grey_levels import with_dark_strokes
from pipeline.scan.pieces import components, runs

DIVIDER_COVERED = 0.85
LINE_GAP_PX = 22
INK_BELOW = 150
LARGEST_SPECK_MM = 0.9
NEAR_LETTER_MM = 0.7
SHORT = 2
"""Letters of a heading that says nothing without the one above it: L, P."""
TALLEST_LETTER = 2.4
"""Of its width: an L in narrow type."""
LEAST_TELLING, TOLD = 6, 0.8
"""Letters and spaces of words as which no other print is misread; so sure is at least what reads as such."""
LEAST_BELOW_MM, BELOW_LINE_MM = 4.0, 0.3
"""A heading's own words take so much room below its group's line, and stand so far from it."""
THICKEST, ACROSS = 1.4, 0.97
"""Of the table's lines: what is traced as thicker may be words side by side in bold, nearly two to five times as thick.
Of a row of such a line, how much is ink: of bold capitals 0.9 in their arms."""
LEAST_WORDS_MM = 2.0
"""Height of a band of the heading in which words stand."""
NEAR_MIDDLE, FULL, TOUCHING = (0.35, 0.65), 75.0, 0.2
"""Of the height of two lines that touch: where they do; of the rows of either, a percentile of their ink; of that, how
much is left between them. In the middle of one line of capitals there is a third and more."""
LEAST_TWO_PX = 16
"""Two lines of the smallest letters that are read are higher."""

ReadsHeadings = Callable[[Glance, tuple[int, ...], bool], dict[int, PrintedText]]
"""read_headings of a page's columns, one way up."""


def heading_reader(reader: PrintReader, likely: Sequence[Column]) -> ReadsHeadings:
    """What reads headings, and the same ones once; it keeps the pages. likely: as in read_headings."""
    return cache(lambda glance, columns, downwards: read_headings(glance, columns, reader, downwards, likely))


def read_headings(
    glance: Glance, columns: Sequence[int], reader: PrintReader, downwards: bool, likely: Sequence[Column]
) -> dict[int, PrintedText]:
    """The headings of columns (0-based) as read; a letter or two with the words above that it shares.

    downwards: headings that do not stand upright read from the top downwards; else upwards, as most are printed.
    likely: the columns of the form that the page seems to be; what reads as one's words is read well enough.
    """
    if glance.lattice is None:
        return {}
    words = {plain(heading) for column in likely for heading in column.headings}
    words = {heading for heading in words if len(heading) >= LEAST_TELLING}
    page, box = glance.page, glance.lattice.cell(0, 0, glance.lattice.columns)
    cleaned = with_dark_strokes(glance.cleaned, *box.slices(glance.cleaned.shape[1], glance.cleaned.shape[0]))
    dividers = heading_dividers(glance.lattice, glance.horizontals, glance.ink, page.px_per_mm)
    strips = heading_strips(cleaned, glance.lattice, columns, dividers, page.px_per_mm, downwards)
    read = reader.read_strips(strips, lambda text: plain(text.text) in words)
    texts = {
        column: replace(text, confidence=max(text.confidence, TOLD)) if plain(text.text) in words else text
        for column, text in zip(columns, read, strict=True)
    }
    short = {column for column, text in texts.items() if len(plain(text.text)) <= SHORT}
    pairs = pair_strips(cleaned, glance.lattice, short, dividers, glance.horizontals, page.px_per_mm)
    shared = dict(zip(pairs, reader.read_strips(list(pairs.values())), strict=True))
    shared |= {first + 1: text for first, text in shared.items()}
    return {
        column: replace(text, text=f"{shared[column].text} {text.text}") if column in short & set(shared) else text
        for column, text in texts.items()
    }


def heading_dividers(
    lattice: Lattice, horizontals: Sequence[Ruling], ink: Grey, px_per_mm: float
) -> tuple[Ruling | None, ...]:
    """For each column, the lowest line across its heading, below which its own words stand; None without one.

    ink: the page's, 255 where it is.
    """
    headings = [lattice.cell(0, column) for column in range(lattice.columns)]
    lowest = max(heading.bottom for heading in headings)
    lines = [line for line in horizontals if line.reach[0] < lowest and _from_bar(line, lattice)]
    thick = THICKEST * median_of(np.array([line.weight_px for line in lattice.lines]))
    middles = np.array([heading.centre[0] for heading in headings])
    heights = np.array([line.at(middles) for line in lines]).reshape(len(lines), len(headings)).T

    def across(heading: Box, line: Ruling, y: float) -> bool:
        return line.weight_px <= thick or _is_across(heading, y, line, ink)

    return tuple(
        _divider(heading, list(zip(lines, at.tolist(), strict=True)), across, px_per_mm)
        for heading, at in zip(headings, heights, strict=True)
    )


def _is_across(heading: Box, y: float, line: Ruling, ink: Grey) -> bool:
    """Whether there is ink all along some row of a line at that height: there is none between letters in bold."""
    near = Box(heading.left, y - line.weight_px, heading.right, y + line.weight_px)
    part = ink[near.slices(ink.shape[1], ink.shape[0])]
    return bool(part.size) and float((part > 0).mean(axis=1).max()) >= ACROSS


def heading_strips(
    cleaned: Grey,
    lattice: Lattice,
    columns: Sequence[int],
    dividers: Sequence[Ruling | None],
    px_per_mm: float,
    downwards: bool = False,
) -> list[Grey]:
    """One strip for each column (0-based): its own heading, not its group's, upright, its lines side by side.

    downwards: headings that do not stand upright read from the top downwards; else upwards, as most are printed.
    """
    return [_strip(cleaned, lattice.cell(0, column), dividers[column], px_per_mm, downwards) for column in columns]


def pair_strips(
    cleaned: Grey,
    lattice: Lattice,
    columns: Set[int],
    dividers: Sequence[Ruling | None],
    horizontals: Sequence[Ruling],
    px_per_mm: float,
) -> dict[int, Grey]:
    """A strip of every heading that two neighbours share (BALITA over L and P), one of them among `columns` (0-based).

    By the first of the two. horizontals: the page's rulings from left to right.
    """
    found = {}
    for first, divider in enumerate(dividers[:-1]):
        if divider is None or divider is not dividers[first + 1] or not columns & {first, first + 1}:
            continue
        bars = lattice.nodes[0, [first, first + 2], 0]
        if np.abs(bars - (divider.start, divider.end)).max() > _slack(divider):
            continue
        box = lattice.cell(0, first, 2)
        y = float(divider.at(box.centre[0]))
        heights = [float(line.at(box.centre[0])) for line in horizontals]
        above = [at for at in heights if box.top <= at < y - LEAST_WORDS_MM * px_per_mm]
        shared = Box(box.left, max(above, default=box.top), box.right, y)
        found[first] = _strip(cleaned, shared, None, px_per_mm, False)
    return found


def _divider(
    heading: Box,
    lines: Sequence[tuple[Ruling, float]],
    across: Callable[[Box, Ruling, float], bool],
    px_per_mm: float,
) -> Ruling | None:
    """lines: each with its height in the middle of the heading. across: whether one goes through it; it takes longer
    to tell than all the rest."""
    found, lowest = None, heading.top
    for line, y in lines:
        inside = heading.top + 2 * px_per_mm < y < heading.bottom - LEAST_BELOW_MM * px_per_mm
        if not inside or y <= lowest or line.covered(heading.left, heading.right) <= DIVIDER_COVERED:
            continue
        if across(heading, line, y):
            found, lowest = line, y
    return found


def _strip(cleaned: Grey, box: Box, divider: Ruling | None, px_per_mm: float, downwards: bool) -> Grey:
    inset = 0.35 * px_per_mm
    top = box.top if divider is None else float(divider.at((box.left + box.right) / 2))
    rows = slice(max(0, round(top + 2.2 * inset)), max(1, round(box.bottom - inset)))
    part = cleaned[rows, max(0, round(box.left + inset)) : max(1, round(box.right - inset))]
    part = _without_specks(_below_line(part, px_per_mm), px_per_mm)
    ink = part < INK_BELOW
    if not part.size or not ink.any():
        return NO_PRINT
    tall, wide = ink[_around_ink(ink)].shape
    upright = (
        wide >= tall or (tall < 1.8 * wide and part.shape[1] > 0.8 * part.shape[0]) or _stacked(ink) or _is_letter(ink)
    )
    turn = cv2.ROTATE_90_COUNTERCLOCKWISE if downwards else cv2.ROTATE_90_CLOCKWISE
    text = part if upright else cv2.rotate(part, turn).astype(np.uint8)
    return _one_line(text)


def _stacked(ink: NDArray[np.bool_]) -> bool:
    """Whether the rows with ink are short words one below the other (JML, KRT), each of several letters side by side;
    of words that stand upright, rows with ink are letters, each in one piece, or in one for each of two lines."""
    lines = [ink[top:bottom] for top, bottom in runs(np.asarray(ink.any(axis=1)))]
    tallest = max(len(line) for line in lines)
    lines = [line for line in lines if len(line) > 0.4 * tallest]
    columns = [runs(np.asarray(line.any(axis=0))) for line in lines]
    two = len(runs(np.asarray(ink.any(axis=0)))) == 2 and max(map(len, columns)) == 2
    words = [
        len(letters) > 1 and letters[-1][1] - letters[0][0] > len(line)
        for line, letters in zip(lines, columns, strict=True)
    ]
    # A spreadsheet breaks words where its column ends, and one letter may be left: HAMI, L.
    left = len(lines) > 1 and len(columns[-1]) == 1
    return len(lines) > 1 and not two and all(words[:-1] if left else words)


def _is_letter(ink: NDArray[np.bool_]) -> bool:
    """Whether all that stands there is one letter: L, P. Of words that stand upright each letter is a piece."""
    tall, wide = ink[_around_ink(ink)].shape
    found = components(np.ascontiguousarray(ink, dtype=np.uint8) * np.uint8(255))[1]
    return tall < TALLEST_LETTER * wide and len(found) == 2


def _below_line(part: Grey, px_per_mm: float) -> Grey:
    """The part below the lowest line across all of it: over two narrow columns one is too short to be traced."""
    if not part.size:
        return part
    level = runs((part < INK_BELOW).mean(axis=1) >= DIVIDER_COVERED)
    last = part.shape[0] - LEAST_BELOW_MM * px_per_mm
    ends = [bottom for top, bottom in level if bottom - top <= HEAVIEST_MM * px_per_mm and bottom < last]
    return part[ends[-1] + round(BELOW_LINE_MM * px_per_mm) :] if ends else part


def _without_specks(part: Grey, px_per_mm: float) -> Grey:
    """The part without the dots a copier adds: whatever is no larger than a full stop and near no letter."""
    if not part.size or part.min() >= INK_BELOW:
        return part
    part = part.copy()
    inked = part[_around_ink(part < INK_BELOW)]
    ink = cv2.threshold(inked, INK_BELOW - 1, 255, cv2.THRESH_BINARY_INV)[1]
    labels, stats, _ = components(ink)
    small = np.maximum(stats[:, 2], stats[:, 3]) <= LARGEST_SPECK_MM * px_per_mm
    small[0] = False
    letters = np.where(~small[labels] & (ink > 0), 255, 0).astype(np.uint8)
    reach = max(3, round(NEAR_LETTER_MM * px_per_mm)) | 1
    near = cv2.dilate(letters, np.ones((reach, reach), np.uint8)) > 0
    alone = small.copy()
    alone[np.asarray(labels)[near]] = False
    inked[alone[labels]] = 255
    return part


def _around_ink(ink: NDArray[np.bool_]) -> tuple[slice, slice]:
    """The rows and columns from the first to the last with ink, of which there must be some."""
    down, right = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    return slice(int(down[0]), int(down[-1]) + 1), slice(int(right[0]), int(right[-1]) + 1)


def _from_bar(line: Ruling, lattice: Lattice) -> bool:
    """Whether a line begins and ends at bars, as a group's line does and letters in a row do not."""
    slack = _slack(line)
    bars = lattice.nodes[0, :, 0]
    return bool(np.abs(bars - line.start).min() < slack and np.abs(bars - line.end).min() < slack)


def _slack(line: Ruling) -> float:
    """How far a line may end from the bar it is ruled to, in pixels: it is traced in steps."""
    return 1.3 * line.step_px


def _one_line(text: Grey) -> Grey:
    """Lines of text below one another, side by side."""
    dark = (text < INK_BELOW).any(axis=1)
    found = [line for run in runs(np.asarray(dark)) for line in _touching(text, *run)]
    tallest = max(bottom - top for top, bottom in found)
    lines = [(top, bottom) for top, bottom in found if bottom - top > 0.4 * tallest]
    height = max(bottom - top for top, bottom in lines) + 8
    parts = []
    for top, bottom in lines:
        line = text[top:bottom]
        columns = np.nonzero((line < INK_BELOW).any(axis=0))[0]
        line = line[:, columns[0] : columns[-1] + 1]
        below = height - 4 - line.shape[0]
        parts.append(
            cv2.copyMakeBorder(line, 4, below, LINE_GAP_PX // 2, LINE_GAP_PX // 2, cv2.BORDER_CONSTANT, value=[255.0])
        )
    return np.concatenate(parts, axis=1).astype(np.uint8)


def _touching(text: Grey, top: int, bottom: int) -> list[tuple[int, int]]:
    """The lines of a run of rows with ink: two, where near its middle next to none is left, as tails of letters leave
    that touch the next line."""
    ink = (text[top:bottom] < INK_BELOW).sum(axis=1)
    if len(ink) < LEAST_TWO_PX:
        return [(top, bottom)]
    first, last = (round(share * len(ink)) for share in NEAR_MIDDLE)
    least = first + int(np.argmin(ink[first:last]))
    if ink[least] > TOUCHING * min(ink[:least].max(), ink[least + 1 :].max()):
        return [(top, bottom)]  # Whatever is usual is no more than the most.
    usual = min(float(np.percentile(part, FULL)) for part in (ink[:least], ink[least + 1 :]))
    if ink[least] > TOUCHING * usual:
        return [(top, bottom)]
    return [(top, top + least), (top + least + 1, bottom)]
