"""Labels of several lines, known by what the lines say together where their places leave it open.

In a printing without colons the lines of one label may stand no closer than labels do (`Mempunyai Sarana`, `MCK dan
Septic`, `Tank`); alone they name nothing, and the label by which two editions differ was missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.form import Entry
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.columns import SAME_COLUMN_MM
from pipeline.layout.labelling.labels import LINE_SPACING, Label
from pipeline.layout.labelling.naming import SAME_LABEL
from pipeline.layout.which_form.identify import Match
from pipeline.layout.which_form.parted_labels import SURER, with_parted
from pipeline.layout.words import entry_likeness, likeness, within

LIKELY_FORMS = 3
"""Of the forms ranked, those whose labels are looked for."""
MOST_LINES = 4
SAME_GROUP, GROUP_ABOVE = 0.9, 2
"""How alike a group's words with a label are; so many lines are a group on one line above a label."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """Labels (their indices, from top to bottom) that say more together; what, and how alike that is to an entry."""

    indices: tuple[int, ...]
    text: str
    alike: float


def with_joined(glance: Glance, matches: Sequence[Match]) -> Glance:
    """The glance with labels joined that name an entry of the likeliest forms only together, and those parted that
    name two; the same where none do."""
    entries = _entries(matches[:LIKELY_FORMS])
    glance = with_parted(glance, entries)
    titles = {" ".join(title) for match in matches[:LIKELY_FORMS] for title in match.form.titles}
    found = [
        lines
        for indices in _runs(glance.labels, glance.page.px_per_mm)
        if (lines := _naming(indices, glance.label_texts, entries)) is not None
        # A title in several lines may hold the words of a label (KELOMPOK / PKK RW); no place to write follows it.
        and not any(within(lines.text, title) >= SAME_LABEL for title in titles)
    ]
    if not found:
        return glance
    taken: set[int] = set()
    joined: dict[int, tuple[Label, str]] = {}
    for lines in sorted(found, key=lambda one: (-one.alike, one.indices)):
        if not taken & set(lines.indices):
            taken |= set(lines.indices)
            whole = _one_label([glance.labels[at] for at in lines.indices])
            joined[lines.indices[0]] = (whole, lines.text)
    kept = [
        joined.get(at, (label, text))
        for at, (label, text) in enumerate(zip(glance.labels, glance.label_texts, strict=True))
        if at in joined or at not in taken
    ]
    kept.sort(key=lambda pair: (pair[0].y, pair[0].value_left))
    return replace(glance, labels=tuple(label for label, _ in kept), label_texts=tuple(text for _, text in kept))


def _entries(matches: Sequence[Match]) -> tuple[Entry, ...]:
    """The entries of the forms, those with the same labels once."""
    known = {(entry.labels, entry.group): entry for match in matches for entry in match.form.entries}
    return tuple(known.values())


def _runs(labels: Sequence[Label], px_per_mm: float) -> Iterator[tuple[int, ...]]:
    """Two or more labels without a colon or a cell, indices from top to bottom, each as lines of one label stand."""
    free = [at for at, label in enumerate(labels) if not label.colon and label.cell is None]
    below: dict[int, int] = {}
    for at in free:
        under = [other for other in free if _follows(labels[at], labels[other], px_per_mm)]
        if under:
            below[at] = min(under, key=lambda other: labels[other].box.top)
    for at in free:
        run = [at]
        while run[-1] in below and len(run) < MOST_LINES:
            run.append(below[run[-1]])
            yield tuple(run)


def _follows(label: Label, other: Label, px_per_mm: float) -> bool:
    last, first = label.pieces[-1], other.pieces[0]
    down = first.centre[1] - last.centre[1]
    aligned = abs(first.left - label.pieces[0].left) < SAME_COLUMN_MM * px_per_mm
    return aligned and 0 < down < LINE_SPACING * max(first.height, last.height)


def _naming(indices: tuple[int, ...], texts: Sequence[str], entries: Sequence[Entry]) -> _Lines | None:
    """The lines where together they name an entry that none of them names as well, or name it with its group; else
    None."""
    whole = " ".join(texts[at] for at in indices)
    best: _Lines | None = None
    for entry in entries:
        alike = entry_likeness(whole, entry)
        lines = max(entry_likeness(texts[at], entry) for at in indices)
        if alike >= SAME_LABEL and (alike >= lines + SURER or _with_group(whole, entry, len(indices))):
            best = best if best is not None and best.alike >= alike else _Lines(indices, whole, alike)
    return best


def _with_group(whole: str, entry: Entry, lines: int) -> bool:
    """Whether the lines are the group's words and the label below them, which alone names the entry as well.

    Words of a group on a line of their own may stand above a list of labels; wrapped, they are of the label.
    """
    return (
        entry.group is not None
        and lines > GROUP_ABOVE
        and any(likeness(whole, f"{entry.group} {label}") >= SAME_GROUP for label in entry.labels)
    )


def _one_label(labels: Sequence[Label]) -> Label:
    """One label of several; its value stands on the line of the one behind which a line or a box was seen, else in
    the middle."""
    placed = [label for label in labels if label.placed]
    pieces = tuple(piece for label in labels for piece in label.pieces)
    y = placed[0].y if placed else sum(piece.centre[1] for piece in pieces) / len(pieces)
    start = (placed[0] if placed else max(labels, key=lambda label: label.value_left)).value_left
    sought = any(label.sought for label in labels)
    return Label(pieces, start, y, min(label.height for label in labels), False, bool(placed), sought)
