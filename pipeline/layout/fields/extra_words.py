"""The words that introduce the writing beside options (`jumlah :`), told from options printed before them.

Their colon makes a label of all the print on its left, and of the lines above that are set as one label's are: where
the options' own label has no colon, or none was seen, its options were among them, and were not found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.form import Entry
from pipeline.geometry import Box
from pipeline.layout.fields.marked_words import without_marks
from pipeline.layout.fields.option_labels import ends_in_option, is_row_of_options, last_options
from pipeline.layout.fields.option_names import letters_wide
from pipeline.layout.glance import Glance, strip_of
from pipeline.layout.labelling.naming import SAME_EXTRA_LABEL
from pipeline.layout.print_reader import PrintReader
from pipeline.layout.words import ending_likeness, likeness, plain

BEFORE_MM = 1.0
"""Between the options and these words; narrower is the blank between words."""
WIDER = 1.5
"""So much wider than its words are, more is printed on it than was read."""
ALIGNED_MM = 1.0
"""So much the ends of the same words differ that are printed below each other."""


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """A glance whose labels of extra writing hold their own words alone, and the indices of all such labels."""

    glance: Glance
    extras: frozenset[int]


def with_extras_apart(
    glance: Glance,
    entry_of: Sequence[Entry | None],
    extras: frozenset[int],
    entries: Sequence[Entry],
    reader: PrintReader,
) -> Apart:
    """The glance and `extras` with those labels told apart that name nothing, and end in words of extra writing.

    entry_of: beside the glance's labels.
    """
    words = sorted({entry.extra_label for entry in entries if entry.extra_label})
    labels, texts, pieces = list(glance.labels), glance.label_texts, list(glance.printed.pieces)
    scale = glance.page.px_per_mm
    usual = float(np.median([label.height for label in labels])) if labels else 0.0
    wides = [label.box.width / max(1.0, letters_wide(text)) for label, text in zip(labels, texts, strict=True) if text]
    unit = float(np.median(wides)) if wides else 0.0
    found, options = set(extras), last_options(entries)
    inline: list[int] = []
    for at, (label, text) in enumerate(zip(glance.labels, glance.label_texts, strict=True)):
        if entry_of[at] is not None or not (label.placed or at in extras):
            continue
        said = next((one for one in words if _ends_in(text, one)), None)
        last = max(label.pieces, key=lambda piece: (piece.centre[1], piece.right))
        own = None if said is None else _words_at_end(glance, last, said, reader)
        # The words that it is likest to, of all: others, which may be shorter, would cut it.
        likest = max(words, key=lambda one: likeness(text, one)) if at in extras and words else ""
        grown = len(plain(text)) > len(plain(likest)) or last.width > WIDER * letters_wide(likest) * unit
        if own is None and likest and grown:
            # A ring round the option joined its words to these (`YAjenis`), or left nothing to be read of them.
            own = _words_at_end(glance, last, likest, reader, usual) or _by_letters(last, likest, unit)
        if own is None:
            if not (ends_in_option(text, options) or is_row_of_options(text, entries)):
                inline.append(at)
            continue
        found.add(at)
        labels[at] = replace(label, pieces=(own,))
        pieces = _parted(pieces, last, own, scale)
    for at in inline:
        # Read wrongly, through another's ink, or the back's.
        like = [
            other for other in sorted(found) if _in_line_with(glance.labels[at].box, glance.labels[other].box, scale)
        ]
        if not like:
            continue
        found.add(at)
        last, own = glance.labels[at].pieces[-1], labels[like[0]].pieces[-1]
        if last.left < own.left < last.right and len(glance.labels[at].pieces) == 1:
            own = Box(own.left, last.top, last.right, last.bottom)
            labels[at] = replace(labels[at], pieces=(own,))
            pieces = _parted(pieces, last, own, scale)
    if len(found) == len(extras) and labels == list(glance.labels):
        return Apart(glance, extras)
    ordered = tuple(sorted(pieces, key=lambda piece: (piece.top, piece.left)))
    apart = replace(glance, labels=tuple(labels), printed=replace(glance.printed, pieces=ordered))
    return Apart(apart, frozenset(found))


def _parted(pieces: Sequence[Box], whole: Box, own: Box, px_per_mm: float) -> list[Box]:
    """The pieces with one of them parted before the words that introduce extra writing."""
    before = Box(whole.left, whole.top, own.left - BEFORE_MM * px_per_mm, whole.bottom)
    return [piece for piece in pieces if piece != whole] + [own] + ([before] if before.width > 0 else [])


def _in_line_with(box: Box, other: Box, px_per_mm: float) -> bool:
    """Whether two labels begin and end at the same x: a printing repeats its `jenis :` under the one above."""
    return max(abs(box.left - other.left), abs(box.right - other.right)) < ALIGNED_MM * px_per_mm


def _ends_in(text: str, words: str) -> bool:
    """Whether a text of more words ends in these."""
    return len(text.split()) > len(words.split()) and ending_likeness(text, words) >= SAME_EXTRA_LABEL


def _words_at_end(
    glance: Glance, piece: Box, said: str, reader: PrintReader, letter_px: float | None = None
) -> Box | None:
    """The box of the last words of a piece of print, as many as are said; None where it is not read as more than
    nothing, or, with `letter_px`, the height of its letters, not as more than them once marks are taken off it."""
    scale, count = glance.page.px_per_mm, len(said.split())
    strip = strip_of(glance.cleaned, piece, scale)
    (read,) = reader.read_strips([strip if letter_px is None else without_marks(strip, letter_px)])
    if len(read.words) < count or (letter_px is not None and not _ends_in(read.text, said)):
        return None
    if len(read.words) == count:
        return piece
    left = max(0.0, piece.left - 0.5 * scale) + read.words[-count].box.left
    return Box(left, piece.top, piece.right, piece.bottom) if piece.left < left < piece.right else None


def _by_letters(piece: Box, said: str, unit: float) -> Box:
    """The end of a piece of print that is as wide as the words said are; unit: width of a letter, in pixels."""
    left = max(piece.left + 1, piece.right - letters_wide(said) * unit)
    return Box(min(left, piece.right - 1), piece.top, piece.right, piece.bottom)
