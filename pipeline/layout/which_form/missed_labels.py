"""Labels that neither a colon nor a place to write told from other print, found by what they say.

A ring round the first option hides the colon before it; of a column of one or two labels no other is left by which it
would be known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.form import Entry
from pipeline.layout.glance import Glance, strip_of
from pipeline.layout.labelling.columns import SAME_COLUMN_MM
from pipeline.layout.labelling.labels import Label, is_option
from pipeline.layout.labelling.naming import SAME_LABEL
from pipeline.layout.print_reader import PrintReader
from pipeline.layout.which_form.identify import Match
from pipeline.layout.which_form.joined_labels import with_joined
from pipeline.layout.words import entry_likeness

LIKELY_FORMS, LIKELY_SCORE = 2, 0.4
"""Of the forms ranked, those whose labels are looked for, and the score they must have."""
MOST_READ = 24
"""To read more takes long; labels that begin below others are few."""


def with_missed(glance: Glance, matches: Sequence[Match], reader: PrintReader) -> Glance:
    """The glance with those labels of the likeliest forms added that stand below or above others and say what they do.

    The same glance where none is missing, or none is found.
    """
    likely = [match for match in matches[:LIKELY_FORMS] if match.score >= LIKELY_SCORE]
    missing = [entry for match in likely for entry in _missing(match)]
    if not missing:
        return glance
    candidates = _candidates(glance, likely[0])[:MOST_READ]
    scale = glance.page.px_per_mm
    read = reader.read_strips([strip_of(glance.cleaned, label.pieces[0], scale) for label in candidates])
    known = list(zip(glance.labels, glance.label_texts, strict=True))
    added = [(label, text.text) for label, text in zip(candidates, read, strict=True)]
    more = with_joined(_with(glance, known + added), likely)
    kept = [
        (label, text)
        for label, text in zip(more.labels, more.label_texts, strict=True)
        if label in glance.labels or max(entry_likeness(text, entry) for entry in missing) >= SAME_LABEL
    ]
    return _with(glance, kept) if len(kept) > len(known) else glance


def _missing(match: Match) -> list[Entry]:
    named = {id(entry) for entry in match.entry_of if entry is not None}
    return [entry for entry in match.form.entries if id(entry) not in named and not entry.optional]


def _candidates(glance: Glance, match: Match) -> list[Label]:
    """Print that is of no label and begins below or above one that names something, from top to bottom; its value
    begins where that one's does, or right behind it where it is longer."""
    taken = {piece for label in glance.labels for piece in label.pieces}
    named = [label for label, entry in zip(glance.labels, match.entry_of, strict=True) if entry is not None]
    found = []
    for piece in sorted(glance.printed.pieces, key=lambda box: box.top):
        if piece in taken or is_option(piece, glance.printed.boxes, glance.page.px_per_mm):
            continue
        aligned = [one for one in named if abs(one.box.left - piece.left) < SAME_COLUMN_MM * glance.page.px_per_mm]
        mate = min(aligned, key=lambda one: abs(one.y - piece.centre[1]), default=None)
        if mate is not None:
            start = max(mate.value_left, piece.right)
            found.append(Label((piece,), start, piece.centre[1], piece.height, False, False, sought=True))
    return found


def _with(glance: Glance, labels: Sequence[tuple[Label, str]]) -> Glance:
    ordered = sorted(labels, key=lambda pair: (pair[0].y, pair[0].value_left))
    return replace(glance, labels=tuple(one for one, _ in ordered), label_texts=tuple(text for _, text in ordered))
