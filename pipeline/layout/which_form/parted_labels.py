"""Two labels that were taken for one, known by what each says: a ring round an option hid the colon between them.

`Jamban Keluarga` above `Sumber Air` has its colon under the ring round `Ada`; with the next one's it seemed a label in
two lines that names nothing, and a third label took the options beside it for its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from pipeline.form import Entry
from pipeline.geometry import Box
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.columns import SAME_COLUMN_MM
from pipeline.layout.labelling.labels import LINE_SPACING, Label
from pipeline.layout.labelling.naming import SAME_LABEL
from pipeline.layout.words import entry_likeness

SURER = 0.05
"""By so much more alike to an entry must two labels be together than the upper one is."""
FAR_SURER = 0.1
"""And by so much more must each be alone than a label that names one as a whole: `Mempunyai Saluran Pembuangan Air
Limbah` with `Menempel Stiker P4K` below it still was like the former, and took the other's answer."""
LEVEL = 0.35
"""Of a line's height: so near to its middle the colon beside it stands; half way between two lines it is farther."""


def with_parted(glance: Glance, entries: Sequence[Entry]) -> Glance:
    """The glance with labels parted that name no entry, or one far worse, where what their upper and lower lines say
    names one each.

    Each value is as far right as the other's, and beside the line of its label that the other's colon is beside of its
    own: the first, the last, or in the middle. Where the upper one's words are the last ones of the label above
    (`Jumlah Anggota Keluarga`, `Laki-laki`) they are its. The same glance where none are.
    """
    said = list(zip(glance.labels, glance.label_texts, strict=True))
    found: list[tuple[Label, str]] = []
    for label, text in said:
        parts = next(_parts(label, text, entries), None) if len(label.pieces) > 1 else None
        if parts is None:
            found.append((label, text))
            continue
        upper, lower = parts
        above = next((one for one in found if _goes_on(one, upper, entries, glance.page.px_per_mm)), None)
        if above is None:
            found.append(upper)
        else:
            whole = replace(above[0], pieces=(*above[0].pieces, *upper[0].pieces))
            found[found.index(above)] = whole, f"{above[1]} {upper[1]}"
        found.append(lower)
    if found == said:
        return glance
    found.sort(key=lambda pair: (pair[0].y, pair[0].value_left))
    return replace(glance, labels=tuple(label for label, _ in found), label_texts=tuple(text for _, text in found))


def _parts(label: Label, text: str, entries: Sequence[Entry]) -> Iterator[tuple[tuple[Label, str], tuple[Label, str]]]:
    """The label in two, with what each says: the likeliest first; nothing where it names an entry as well as it is."""
    words = text.split()
    whole = _named(text, entries)[0]
    least = whole + FAR_SURER if whole >= SAME_LABEL else SAME_LABEL
    lines = sorted(label.pieces, key=lambda piece: piece.centre[1])
    widths = np.cumsum([line.width for line in lines])[:-1] / sum(line.width for line in lines)
    ranked = []
    for cut in range(1, len(words)):
        upper, lower = " ".join(words[:cut]), " ".join(words[cut:])
        (above, first), (below, second) = _named(upper, entries), _named(lower, entries)
        if min(above, below) >= least and first is not second:
            ranked.append((above + below, upper, lower))
    for _, upper, lower in sorted(ranked, reverse=True):
        at = 1 + int(np.argmin(np.abs(widths - len(upper) / len(text))))
        over, under = tuple(lines[:at]), tuple(lines[at:])
        above_y, below_y = label.y, label.y
        if label.y < (over[-1].bottom + under[0].top) / 2:
            below_y = _beside(under, over, label.y)
        else:
            above_y = _beside(over, under, label.y)
        yield (replace(label, pieces=over, y=above_y), upper), (replace(label, pieces=under, y=below_y), lower)


def _beside(lines: Sequence[Box], others: Sequence[Box], colon_y: float) -> float:
    """The height of a label's colon that was not seen, where that of another's lines was: beside the same line."""
    for at in (-1, 0):
        if len(others) > 1 and abs(others[at].centre[1] - colon_y) < LEVEL * others[at].height:
            return lines[at].centre[1]
    return float(np.mean([line.centre[1] for line in lines]))


def _goes_on(above: tuple[Label, str], below: tuple[Label, str], entries: Sequence[Entry], px_per_mm: float) -> bool:
    """Whether a label with a colon names what the lines right below it do, and better with them."""
    (label, text), (other, words) = above, below
    last, first = label.pieces[-1], other.pieces[0]
    beside = abs(first.left - last.left) < SAME_COLUMN_MM * px_per_mm
    near = 0 < first.centre[1] - last.centre[1] < LINE_SPACING * max(first.height, last.height)
    whole, named = _named(f"{text} {words}", entries)
    surer = whole >= SAME_LABEL and whole >= _named(text, entries)[0] + SURER
    return label.colon and beside and near and surer and named is _named(words, entries)[1]


def _named(text: str, entries: Sequence[Entry]) -> tuple[float, Entry | None]:
    """How alike the text is to the label of an entry, and that entry."""
    return max(((entry_likeness(text, entry), entry) for entry in entries), key=lambda one: one[0], default=(0.0, None))
