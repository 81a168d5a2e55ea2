"""What is seen and read on a page before it is known which form it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.layout.erase import erased
from pipeline.layout.grid.column_numbers import (
    all_numbered,
    is_number,
    is_one_more,
    last_alone,
    last_of_all,
    low_bands,
    number_strips,
    numbered_columns,
    numbers_in,
    numbers_or_not,
    with_numbers,
)
from pipeline.layout.grid.column_numbers import last_number as last_of
from pipeline.layout.grid.heading_panel import with_heading_panel
from pipeline.layout.grid.lattice import Lattice, find_lattice
from pipeline.layout.grid.lattice_changes import without_lines
from pipeline.layout.grid.outer_rows import with_outer_rows
from pipeline.layout.grid.struck_columns import without_struck_columns
from pipeline.layout.grid.struck_rows import without_strikes
from pipeline.layout.grid.total_row import is_total
from pipeline.layout.labelling.framed_labels import labels_of
from pipeline.layout.labelling.labels import Label, likely_labels
from pipeline.layout.labelling.lampiran import as_title, lampiran_of, lampiran_with_colon
from pipeline.layout.labelling.titles import title_pieces, without_centred, without_wordless
from pipeline.layout.lines.faint_rulings import with_faint
from pipeline.layout.lines.forked_lines import without_forks
from pipeline.layout.lines.frames import Frame, lies_within
from pipeline.layout.lines.net import DOUBLE_LINES_MM, DOUBLE_MM, twins
from pipeline.layout.lines.rulings import Ruling, horizontal_rulings, vertical_rulings
from pipeline.layout.print_reader import NO_PRINT, PrintedText, PrintReader
from pipeline.layout.printed.print_lines import PrintLines, find_print
from pipeline.layout.stripes import Stripe, box_stripes, frame_stripes, lattice_stripes, line_stripes
from pipeline.model import Grey, PageImage

WIDEST_LABEL_MM = 130.0
"""The longest label in wide type takes 115; lines of running text are wider, and take long to read."""
LEAST_LETTERS, LEAST_WORDS, SURE, MOST_SURE = 4, 8, 0.85, 0.6
"""Titles and labels of so many letters, so many of them, and the confidence that so many have: upside down hardly any
reaches 0.75."""
BORDER_MM = 3.0
BESIDE_STRIP_MM, ABOVE_STRIP_MM = 0.5, 0.35
"""Paper around the strips of print that are read."""


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """One page seen: its ink, lattice, print and labels, and what the print reader made of titles and labels.

    cleaned: the page without rulings, dotted lines and check boxes. label_texts: beside `labels`. titles: the lines
    of print above the first label that are none themselves, in reading order, and title_heights: where they stand.
    lampiran: the text that begins with LAMPIRAN, with its number, empty without one. numbers: whether
    the band under the heading holds the printed column numbers; last_number: the last of them, 0 where none were read.
    total: whether the last band is JUMLAH. horizontals: all rulings from left to right, of the table or not.
    reads_well: whether most of the titles and labels were read with confidence, as is none that stands upside down.
    frames: ruled tables of items, whose rulings were taken off the page.
    """

    page: PageImage
    ink: Grey
    cleaned: Grey
    lattice: Lattice | None
    printed: PrintLines
    labels: tuple[Label, ...]
    label_texts: tuple[str, ...]
    titles: tuple[str, ...]
    title_heights: tuple[float, ...]
    lampiran: str
    numbers: bool
    last_number: int
    total: bool
    horizontals: tuple[Ruling, ...]
    reads_well: bool = False
    frames: tuple[Frame, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The lattice's bands that are data rows."""
        if self.lattice is None:
            return ()
        first, last = 1 + self.numbers, self.lattice.bands - self.total
        return tuple(range(first, last))


def look(
    page: PageImage, reader: PrintReader, closely: bool = False, frames: tuple[Frame, ...] = (), bars: bool = True
) -> Glance:
    """The page as it lies, with titles, labels, column numbers and the JUMLAH label read.

    closely: look for faint and dotted rulings, too; bars: for those from top to bottom as well. frames: as in Glance.
    """
    scale = page.px_per_mm
    ink = _without_border(ink_of(page.grey), scale)
    horizontals, verticals = horizontal_rulings(ink, scale), vertical_rulings(ink, scale)
    inks = (ink, ink)
    if closely:
        inks = (
            with_faint(page.grey, ink, scale, across=True),
            with_faint(page.grey, ink, scale, across=False) if bars else ink,
        )
        lattice = find_lattice(horizontal_rulings(inks[0], scale), vertical_rulings(inks[1], scale), scale, inks)
    else:
        lattice = find_lattice(horizontals, verticals, scale)
    if lattice is not None and lies_within(lattice.box, frames):
        lattice = None  # Strokes of large writing among its items feign a small table.
    if lattice is not None:
        lattice = with_heading_panel(lattice, page.panels, scale)
        lattice = without_strikes(without_struck_columns(lattice, inks[1], scale), inks[0], horizontals, scale)
        lattice = with_outer_rows(lattice, page.grey, scale)
    printed = find_print(ink, scale, lattice.framed if lattice else None, horizontals, verticals)
    labels = without_centred(labels_of(printed, frames, ink, scale), printed.pieces, scale)
    labels = likely_labels([label for label in labels if label.box.width <= WIDEST_LABEL_MM * scale])
    cleaned = _cleaned(page, ink, lattice, (horizontals, verticals), printed)
    titles, texts = _read_above((cleaned, page), printed, labels, lattice, reader)
    worded = without_wordless(labels, texts[len(titles) :])
    if len(worded) < len(labels):
        labels = worded
        titles, texts = _read_above((cleaned, page), printed, labels, lattice, reader)
    colon_in = lampiran_with_colon(labels, [text.text for text in texts[len(titles) :]])
    if colon_in is not None:
        labels, printed = as_title(colon_in, labels, printed, scale)
        titles, texts = _read_above((cleaned, page), printed, labels, lattice, reader)
    title_texts = [text.text for text in texts[: len(titles)]]
    label_texts = [text.text for text in texts[len(titles) :]]
    lampiran = lampiran_of(title_texts + label_texts)
    numbers, last_number, total = False, 0, False
    if lattice is not None:
        read = reader.read_strips(
            number_strips(cleaned, lattice, scale), partial(numbers_or_not, columns=lattice.columns)
        )
        lattice, numbers, last_number = with_numbers(lattice, read)
        if not last_number:
            lattice, numbers, last_number = _numbers_below(cleaned, lattice, numbers, reader, scale)
        if 0 < last_number < lattice.columns - 1 and all_numbered(cleaned, lattice, scale):
            last_number = lattice.columns
        if last_number == lattice.columns - 1:
            alone = reader.read_strips([last_alone(cleaned, lattice, scale)])[0]
            last_number += is_number(alone, lattice.columns) or is_one_more(alone, cleaned, lattice, scale)
        last_number = last_of_all(cleaned, lattice, last_number, scale)
        lattice = numbered_columns(cleaned, lattice, last_number, scale)
        total = is_total(cleaned, page.grey, lattice, reader, scale)
    return Glance(
        page,
        ink,
        cleaned,
        lattice,
        printed,
        labels,
        tuple(label_texts),
        tuple(title_texts),
        tuple(piece.centre[1] for piece in titles),
        lampiran,
        numbers,
        last_number,
        total,
        horizontals,
        _reads_well(texts),
        frames,
    )


def _read_above(
    sheet: tuple[Grey, PageImage],
    printed: PrintLines,
    labels: Sequence[Label],
    lattice: Lattice | None,
    reader: PrintReader,
) -> tuple[list[Box], tuple[PrintedText, ...]]:
    """The pieces that are titles, and what the reader makes of them and, behind those, of the labels."""
    cleaned, page = sheet
    titles = title_pieces(printed.pieces, labels, lattice, page)
    strips = [strip_of(cleaned, piece, page.px_per_mm) for piece in titles]
    strips += [_label_strip(cleaned, label, page.px_per_mm) for label in labels]
    return titles, reader.read_strips(strips)


def _reads_well(texts: Sequence[PrintedText]) -> bool:
    words = [text for text in texts if sum(letter.isalpha() for letter in text.text) >= LEAST_LETTERS]
    sure = sum(text.confidence >= SURE for text in words)
    return len(words) >= LEAST_WORDS and sure >= MOST_SURE * len(words)


def _numbers_below(
    cleaned: Grey, lattice: Lattice, numbers: bool, reader: PrintReader, px_per_mm: float
) -> tuple[Lattice, bool, int]:
    """The lattice, whether it has column numbers, and the last of them, where they may stand below lines that are none.

    A fold through the heading looks like its lower line; every row would be one off its place.
    """
    bands = low_bands(lattice)
    strips = [numbers_in(band, cleaned, lattice, px_per_mm) for band in bands]
    read = reader.read_strips(strips, partial(numbers_or_not, columns=lattice.columns))
    for band, text in zip(bands, read, strict=True):
        last = last_of(text, lattice.columns)
        if last:
            return without_lines(lattice, 1, band), True, last
    return lattice, numbers, 0


def ink_of(grey: Grey) -> Grey:
    """255 where there is ink, else 0. The limit lies between ink and paper by Otsu's rule, kept in a sane range.

    A page with next to no ink has no two classes; the range keeps the grain of its paper from counting as ink.
    """
    limit, _ = cv2.threshold(np.ascontiguousarray(grey[::4, ::4]), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    limit = min(max(limit + 15, 150.0), 195.0)
    return cv2.threshold(grey, limit, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)


def _without_border(ink: Grey, px_per_mm: float) -> Grey:
    """The ink but for a narrow border, where the ground shows beside the paper; no form prints so near the edge."""
    border = round(BORDER_MM * px_per_mm)
    ink[:border] = ink[-border:] = 0
    ink[:, :border] = ink[:, -border:] = 0
    return ink


def strip_of(grey: Grey, box: Box, px_per_mm: float) -> Grey:
    """The pixels of one line of print with a little paper around."""
    strip = grey[
        box.grown(BESIDE_STRIP_MM * px_per_mm, ABOVE_STRIP_MM * px_per_mm).slices(grey.shape[1], grey.shape[0])
    ]
    return strip if strip.size else NO_PRINT


def _cleaned(
    page: PageImage,
    ink: Grey,
    lattice: Lattice | None,
    rulings: tuple[tuple[Ruling, ...], tuple[Ruling, ...]],
    printed: PrintLines,
) -> Grey:
    """The page without rulings (of double ones both lines), lines to write on, frames and check boxes."""
    across: list[Stripe] = []
    down: list[Stripe] = []
    if lattice is not None:
        lines, bars = (
            without_forks(twins(seen, kept, page.px_per_mm, within), kept, page.px_per_mm, within)
            for seen, kept, within in (
                (rulings[0], lattice.lines, DOUBLE_LINES_MM),
                (rulings[1], lattice.bars, DOUBLE_MM),
            )
        )
        across, down = lattice_stripes(lattice, (lines, bars))
    across += line_stripes(printed.lines)
    above, beside = box_stripes(printed.boxes, 0.3 * page.px_per_mm)
    tops, sides = frame_stripes(printed.frames)
    return erased(page.grey, ink, across + above + tops, down + beside + sides)


def _label_strip(grey: Grey, label: Label, px_per_mm: float) -> Grey:
    """The pieces of a label side by side, as if it stood on one line."""
    parts = [strip_of(grey, piece, px_per_mm) for piece in label.pieces]
    height = max(part.shape[0] for part in parts)
    padded = [
        cv2.copyMakeBorder(part, 0, height - part.shape[0], 0, 0, cv2.BORDER_CONSTANT, value=[255.0]) for part in parts
    ]
    return np.concatenate(padded, axis=1).astype(np.uint8)
