"""The titles of a page: the print above its first label, or above its table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.labelling.labels import Label
from pipeline.layout.print_reader import PrintedText
from pipeline.model import PageImage

MOST_TITLE_PIECES = 14
LOWEST_LABEL = 0.6
"""Of the usual height of labels' letters: what is lower is none."""
BESIDE_MM = 10.0
IN_LINE_MM = 3.0
FAR_COLON_MM, CENTRED_MM, UNLIKE_MM, LINES_APART = 12.0, 1.0, 8.0, 2.5
"""So far behind a line of the title a colon of two specks is seen to be none; so near their middles lie below one
another, though their widths differ by so much; and so many heights are lines of a title apart."""
LEAST_LETTERS = 2
"""Shorter than RT and RW is no label."""
SURE, LEAST_UNSURE = 0.5, 4
"""Confidence from which so short a label is one; grain reads as so many letters, none of them sure."""


def without_wordless(labels: Sequence[Label], texts: Sequence[PrintedText]) -> tuple[Label, ...]:
    """The labels from the first that says something: above it may lie the ground that a sheet was photographed on,
    whose grain makes colons, and a label ends the titles. texts: beside the labels, as read."""
    letters = [sum(letter.isalpha() for letter in text.text) for text in texts]
    said = [
        count >= (LEAST_LETTERS if text.confidence >= SURE else LEAST_UNSURE)
        for count, text in zip(letters, texts, strict=True)
    ]
    top = min((label.box.top for label, one in zip(labels, said, strict=True) if one), default=0.0)
    return tuple(label for label, one in zip(labels, said, strict=True) if one or label.box.top >= top)


def without_centred(labels: Sequence[Label], pieces: Sequence[Box], px_per_mm: float) -> tuple[Label, ...]:
    """The labels without lines of the title: those set in the middle below one that is no label, as lines of unlike
    width never are by chance, and far before what seems their colon, two specks."""
    of_labels = {piece for label in labels for piece in label.pieces}
    others = [piece for piece in pieces if piece not in of_labels]
    return tuple(label for label in labels if not _is_centred(label, others, px_per_mm))


def _is_centred(label: Label, others: Sequence[Box], px_per_mm: float) -> bool:
    box = label.box
    if len(label.pieces) > 1 or not label.colon or label.value_left - box.right < FAR_COLON_MM * px_per_mm:
        return False
    return any(
        0 < box.centre[1] - other.centre[1] < LINES_APART * max(box.height, other.height)
        and abs(box.centre[0] - other.centre[0]) < CENTRED_MM * px_per_mm
        and abs(box.width - other.width) > UNLIKE_MM * px_per_mm
        for other in others
    )


def title_pieces(pieces: Sequence[Box], labels: Sequence[Label], lattice: Lattice | None, page: PageImage) -> list[Box]:
    """Pieces above the first label (or the table) that are no label, in reading order: titles, the LAMPIRAN number."""
    usual = float(np.median([label.height for label in labels])) if labels else 0.0
    with_colon = [
        label.box
        for label in labels
        # Specks along the sheet's edge look like colons behind a little print.
        if (label.colon or label.cell) and label.box.width > 2.2 * label.height and label.height > LOWEST_LABEL * usual
    ]
    first = _first_in_line(with_colon, page.px_per_mm)
    limit = first.top if first is not None else lattice.box.top if lattice else page.grey.shape[0] / 4
    above = [piece for piece in pieces if piece.centre[1] < limit - 0.5 * page.px_per_mm]
    of_labels = {piece for label in labels for piece in label.pieces}
    above = [piece for piece in above if piece.width > 1.2 * piece.height and piece not in of_labels]
    if lattice is not None:
        # What stands farther aside than the table reaches is on the ground that a sheet was photographed on.
        left, right = lattice.box.left - BESIDE_MM * page.px_per_mm, lattice.box.right + BESIDE_MM * page.px_per_mm
        above = [piece for piece in above if left < piece.left and piece.right < right]
    lines: list[list[Box]] = []
    for piece in above:
        if lines and abs(lines[-1][0].centre[1] - piece.centre[1]) < 0.6 * piece.height:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    ordered = [piece for line in lines for piece in sorted(line, key=lambda box: box.left)]
    near = with_colon or lattice is not None
    return ordered[-MOST_TITLE_PIECES:] if near else ordered[:MOST_TITLE_PIECES]


def _first_in_line(labels: Sequence[Box], px_per_mm: float) -> Box | None:
    """The first of the labels, from top to bottom, but for those that begin where no other does, though others begin
    below one another: specks behind a line of the title are its colon. None without labels."""
    apart = IN_LINE_MM * px_per_mm
    in_line = [label for label in labels if sum(abs(label.left - other.left) < apart for other in labels) > 1]
    return min(in_line or labels, key=lambda box: box.top, default=None)
