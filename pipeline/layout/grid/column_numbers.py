"""The printed numbers of the columns, in a band under the heading: told from a first row of writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
from rapidfuzz import fuzz

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.lattice_changes import parted
from pipeline.layout.lines.drawn_columns import MOST_DRAWN
from pipeline.layout.print_reader import PrintedText
from pipeline.layout.words import plain
from pipeline.model import Grey
from pipeline.scan.grey_levels import with_dark_strokes
from pipeline.scan.pieces import piece_boxes

MOST_COLUMNS = 60
LOW_BAND, LOWER_BAND = 0.72, 0.9
"""Of a row's height: a band so low holds numbers; one a little lower than a row does where it reads about like them."""
SAME_NUMBERS, ABOUT_NUMBERS = 0.75, 0.55
UNLIKE_NUMBERS, LEAST_READ = 0.55, 4
"""Less than so like numbers writing is, of which so many letters at least were read."""
IN_DOUBT = 0.5
"""Of a digit among those read: by so little the numbers may be more like those of another number of columns."""
TALL_BAND = 1.12
"""Of a row's height: such a band may hold the numbers and, without a line between, the first row."""
MOST_SEEN = 0.2
"""Share of the columns behind the last number read in which something as high as a digit stands though it is hidden."""
LEAST_NUMBERS_MM = 2.0
DEEPEST = 3
"""So many bands below the heading's first line the numbers may stand, where folds look like lines above them."""
STRIP_PX = 40
INK_BELOW, WHITE = 160, 255
BROKEN_DIGIT_MM = 0.5
"""As high is a piece at least that is left of a pale digit."""
LEAST_DIGIT_MM, NEAR_DIGIT_MM, AT_EDGE_MM = 1.0, 0.5, 0.3
"""Printed digits are 1.4 mm high and more; lower pieces within the second of one may be of a digit that is broken, but
for those within the third of the band's upper or lower edge, where rests of rulings lie."""


def number_strips(cleaned: Grey, lattice: Lattice, px_per_mm: float) -> tuple[Grey, Grey]:
    """What stands in the band under the heading; and in what it has more height than a row, at its top."""
    share = _more_than_a_row(lattice)
    high = share * lattice.height(1) >= LEAST_NUMBERS_MM * px_per_mm
    return _strip(cleaned, lattice, px_per_mm), _strip(cleaned, lattice, px_per_mm, share) if high else _gap(px_per_mm)


def low_bands(lattice: Lattice) -> tuple[int, ...]:
    """Bands below the first under the heading that are lower than rows: the numbers, if lines above are folds."""
    heights = [lattice.height(band) for band in range(1, lattice.bands)]
    if len(heights) <= DEEPEST:
        return ()
    usual = float(np.median(heights[DEEPEST:]))
    return tuple(band for band in range(2, DEEPEST + 1) if heights[band - 1] < LOWER_BAND * usual)


def numbers_in(band: int, cleaned: Grey, lattice: Lattice, px_per_mm: float) -> Grey:
    """What stands in a band, column beside column without the paper between."""
    return _strip(cleaned, lattice, px_per_mm, band=band)


def with_numbers(lattice: Lattice, read: Sequence[PrintedText]) -> tuple[Lattice, bool, int]:
    """The lattice, whether the band under its heading holds numbers, and the last of them, 0 where none were read.

    read: what number_strips gave, as read. A band of numbers that runs into the first row is parted from it.
    """
    height = _height_in_rows(lattice)
    whole, upper = (last_number(text, lattice.columns) for text in read)
    if height > TALL_BAND:
        return (parted(lattice, 1, _more_than_a_row(lattice)), True, upper) if upper else (lattice, False, 0)
    about = height < LOWER_BAND and last_number(read[0], lattice.columns, ABOUT_NUMBERS) > 0
    return lattice, whole > 0 or height < LOW_BAND or about, whole


def numbered_columns(cleaned: Grey, lattice: Lattice, last: int, px_per_mm: float) -> Lattice:
    """The lattice without columns behind the last numbered one in which no number stands: a village ruled them."""
    more = lattice.columns - last
    cleaned = _darkened(cleaned, lattice, 1)
    beyond = range(last, lattice.columns)
    if not (last and 0 < more <= MOST_DRAWN) or any(
        _in_column(cleaned, lattice, 1, at, px_per_mm).size for at in beyond
    ):
        return lattice
    nodes = lattice.nodes[:, : last + 1]
    lines = tuple(
        line.between(float(ends[0, 0]), float(ends[-1, 0])) for line, ends in zip(lattice.lines, nodes, strict=True)
    )
    return replace(lattice, lines=lines, bars=lattice.bars[: last + 1], nodes=nodes)


def last_of_all(cleaned: Grey, lattice: Lattice, last: int, px_per_mm: float) -> int:
    """The last number read; 0 where more columns behind it than a village rules hold none: these are hidden, by paper
    or light, and say nothing of how many there are."""
    if not 0 < last < lattice.columns - MOST_DRAWN:
        return last
    cleaned = _darkened(cleaned, lattice, 1)
    beyond = [_in_column(cleaned, lattice, 1, at, px_per_mm) for at in range(last, lattice.columns)]
    numbered = sum(_holds_digit(part, px_per_mm) for part in beyond)
    return last if numbered > MOST_SEEN * len(beyond) else 0


def all_numbered(cleaned: Grey, lattice: Lattice, px_per_mm: float, least_mm: float = LEAST_DIGIT_MM) -> bool:
    """Whether something as high as a digit stands in each column of the band under the heading: so many numbers there
    are, however badly those are read whose tops touch the line above."""
    cleaned = _darkened(cleaned, lattice, 1)
    parts = (_in_column(cleaned, lattice, 1, column, px_per_mm) for column in range(lattice.columns))
    return all(_holds_digit(part, px_per_mm, least_mm) for part in parts)


def _holds_digit(part: Grey, px_per_mm: float, least_mm: float = LEAST_DIGIT_MM) -> bool:
    if not part.size:
        return False
    return bool((piece_boxes((part < INK_BELOW).astype(np.uint8))[:, 3] >= least_mm * px_per_mm).any())


def last_alone(cleaned: Grey, lattice: Lattice, px_per_mm: float) -> Grey:
    """What stands in the last column of the band under the heading, alone: in a row the last number is easily lost."""
    return _strip(cleaned, lattice, px_per_mm, first=lattice.columns - 1)


def is_number(read: PrintedText, number: int) -> bool:
    """Whether what was read is that number and nothing else, or one digit of it, where a pale copy broke the other."""
    text = plain(read.text)
    return text == str(number) or (len(text) == 1 and text in str(number) and number > 9)


def is_one_more(read: PrintedText, cleaned: Grey, lattice: Lattice, px_per_mm: float) -> bool:
    """Whether what was read alone in the last column is another number than the last one before it, though misread, and
    no column is without one: a bar that is none leaves a part of its column empty. `9` was read as 3."""
    text = plain(read.text)
    before, after = str(lattice.columns - 1), str(lattice.columns)
    another = text.isdecimal() and len(text) == len(after) and text != before
    return another and all_numbered(cleaned, lattice, px_per_mm, BROKEN_DIGIT_MM)


def last_number(read: PrintedText, columns: int, alike: float = SAME_NUMBERS) -> int:
    """N when the band reads as 1, 2, 3 ... N, else 0.

    N is at least half the number of columns: what is written in a first row may read as 1 2 3, and taking it for the
    band of numbers would lose that row. Nor is it that band where more letters were read than it has digits: print of
    the row, `1 Penghayatan dan Pengamalan Pancasila 2` in a table of four columns.
    """
    text = plain(read.text)
    digits = "".join(letter for letter in text if letter.isdigit())
    if sum(map(str.isalpha, text)) > len(_numbers_to(columns)):
        return 0
    least = min(max(3, columns // 2), MOST_COLUMNS)
    best = max(range(least, MOST_COLUMNS + 1), key=lambda last: fuzz.ratio(digits, _numbers_to(last)))
    most = fuzz.ratio(digits, _numbers_to(best))
    if (
        columns >= least
        and most < 100
        and fuzz.ratio(digits, _numbers_to(columns)) >= most - 100 * IN_DOUBT / max(1, len(digits))
    ):
        best = columns  # A digit too many or too few is a speck, and no column.
    return best if most > 100 * alike else 0


def numbers_or_not(read: PrintedText, columns: int) -> bool:
    """Whether it is plain from what was read, though not surely, that a band holds the numbers of so many columns, or
    that it does not: what was read is unlike them.

    Of 248 bands that the network was not sure of, those with the numbers were like them by 0.79 and more, rows of
    writing by 0.59 at most but for one (0.74), and Tesseract found none in these.
    """
    if last_number(read, columns) == columns:
        return True
    letters = len(plain(read.text).replace(" ", ""))
    return letters >= LEAST_READ and not last_number(read, columns, UNLIKE_NUMBERS)


def _strip(
    cleaned: Grey, lattice: Lattice, px_per_mm: float, share: float = 1.0, band: int = 1, first: int = 0
) -> Grey:
    """What stands in the upper share of the band, from the first column on, side by side without the paper between."""
    cleaned = _darkened(cleaned, lattice, band)
    columns = range(first, lattice.columns)
    return side_by_side((_in_column(cleaned, lattice, band, at, px_per_mm, share) for at in columns), px_per_mm)


def side_by_side(parts: Iterable[Grey], px_per_mm: float) -> Grey:
    """Numbers that stand apart as one line of print, as high as one another; the empty ones are left out."""
    gap = _gap(px_per_mm)
    line = [gap]
    for part in parts:
        if part.size:
            size = (max(1, round(part.shape[1] * STRIP_PX / part.shape[0])), STRIP_PX)
            line += [cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.uint8), gap]
    return np.concatenate(line, axis=1)


def _darkened(cleaned: Grey, lattice: Lattice, band: int) -> Grey:
    """The page with the numbers in a band as dark as print is: the last of a pale page was none, and its column a
    village's."""
    return with_dark_strokes(
        cleaned, *lattice.cell(band, 0, lattice.columns).slices(cleaned.shape[1], cleaned.shape[0])
    )


def _in_column(cleaned: Grey, lattice: Lattice, band: int, column: int, px_per_mm: float, share: float = 1.0) -> Grey:
    """What stands in the upper share of a cell, without the paper beside it; empty where nothing does."""
    box = lattice.cell(band, column).grown(-0.25 * px_per_mm)
    rows, columns = box.slices(cleaned.shape[1], cleaned.shape[0])
    part = cleaned[rows.start : rows.start + max(1, round(share * (rows.stop - rows.start))), columns]
    part = _digits_alone(part, px_per_mm) if part.size else part
    dark = np.nonzero((part < INK_BELOW).any(axis=0))[0] if part.size else np.zeros(0, np.int64)
    return part[:, max(0, dark[0] - 3) : dark[-1] + 4] if len(dark) else part[:0]


def _digits_alone(part: Grey, px_per_mm: float) -> Grey:
    """The part without what is too low for a digit and of none: rests of the rulings above and below, specks.

    As it is where nothing is as high as a digit.
    """
    found = piece_boxes((part < INK_BELOW).astype(np.uint8))
    left, top, wide, high = found.T
    tall = high >= LEAST_DIGIT_MM * px_per_mm
    if not tall.any() or tall.all():
        return part
    aside, edge = NEAR_DIGIT_MM * px_per_mm, AT_EDGE_MM * px_per_mm
    near = (left[:, None] < (left + wide)[tall] + aside) & ((left + wide)[:, None] > left[tall] - aside)
    inside = (top > edge) & (top + high < len(part) - edge)
    result = part.copy()
    for x, y, across, down in found[~tall & ~(near.any(axis=1) & inside)].tolist():
        result[max(0, y - 1) : y + down + 1, max(0, x - 1) : x + across + 1] = WHITE
    return result


def _gap(px_per_mm: float) -> Grey:
    return np.full((STRIP_PX, round(1.6 * px_per_mm)), 255, np.uint8)


@cache
def _numbers_to(last: int) -> str:
    return "".join(str(number) for number in range(1, last + 1))


def _height_in_rows(lattice: Lattice) -> float:
    """How tall the band under the heading is, in rows; 1 where there are too few rows to tell."""
    heights = [lattice.height(band) for band in range(1, lattice.bands)]
    return heights[0] / float(np.median(heights[1:])) if len(heights) > 2 else 1.0


def _more_than_a_row(lattice: Lattice) -> float:
    """The share of the band's height that it has more than a row, 0 where it has not."""
    return max(0.0, 1.0 - 1.0 / _height_in_rows(lattice))
