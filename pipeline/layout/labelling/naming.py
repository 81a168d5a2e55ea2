"""Labels read on a page, named: which entry of a form each of them stands for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.form import Entry
from pipeline.geometry import Box
from pipeline.layout.labelling.columns import label_columns
from pipeline.layout.labelling.labels import Label
from pipeline.layout.words import entry_likeness, likeness, within

SAME_LABEL = 0.8
SAME_EXTRA_LABEL = 0.75
PLACED = 0.1
"""Likeness that a label gains by a colon, a line or a box behind it, and loses above the form's title, where an office
fills in its own name: `KECAMATAN ........ KABUPATEN BOJONEGORO`."""
LEAST_COLONS = 3
"""Where so many labels have one, words without that are as like an option are that: of Status Dalam Keluarga Kepala
Rumah Tangga is one, and it was taken for the label before the name of the head."""
FARTHEST_ROWS = 4.0
"""Of the usual distance from label to label: so near is the next of its column to one that is named by its place as the
first or the last of them."""


def name_labels(
    texts: Sequence[str], labels: Sequence[Label], entries: Sequence[Entry], table: Box | None, title_y: float = 0.0
) -> tuple[Entry | None, ...]:
    """For each label the entry its text names, or None; each entry is named once, by the text most like it.

    title_y: height of the form's title, in pixels, 0 where none was read.
    """
    options = {word for entry in entries for option in entry.field.options for word in option.words}
    colons = sum(label.colon for label in labels) >= LEAST_COLONS
    pairs = []
    for index, (text, label) in enumerate(zip(texts, labels, strict=True)):
        for order, entry in enumerate(entries):
            if table is not None and (label.y > table.centre[1]) != entry.after_table:
                continue
            alike = entry_likeness(text, entry)
            if alike < SAME_LABEL or _of_group(text, alike, entries):
                continue
            if label.colon or not colons or all(likeness(text, word) < alike for word in options):
                # A title above may hold the words of a label (KELOMPOK PKK RT): no place to write follows it.
                sure = alike + PLACED * (label.placed - (label.y < title_y))
                pairs.append((-sure, not label.colon, index if label.placed else -index, index, order))
    named: dict[int, Entry] = {}
    used: set[int] = set()
    for *_, index, order in sorted(pairs):
        if index not in named and order not in used:
            named[index] = entries[order]
            used.add(order)
    return tuple(named.get(index) for index in range(len(texts)))


def _of_group(text: str, alike: float, entries: Sequence[Entry]) -> bool:
    """Whether the text is more like words of a group printed before labels, a line of them, than like a label: JUMLAH
    ANGGOTA, of JUMLAH ANGGOTA KELUARGA, is no Jumlah Anak."""
    return any(entry.group is not None and within(text, entry.group) > alike for entry in entries)


def extra_labels(texts: Sequence[str], entry_of: Sequence[Entry | None], entries: Sequence[Entry]) -> frozenset[int]:
    """Indices of labels that only introduce the writing beside an entry's options (`jumlah : ...... buah`)."""
    words = {entry.extra_label for entry in entries if entry.extra_label}
    return frozenset(
        index
        for index, (text, entry) in enumerate(zip(texts, entry_of, strict=True))
        if entry is None and any(likeness(text, word) >= SAME_EXTRA_LABEL for word in words)
    )


def name_by_place(
    entry_of: Sequence[Entry | None],
    labels: Sequence[Label],
    entries: Sequence[Entry],
    extras: frozenset[int],
    px_per_mm: float,
) -> tuple[Entry | None, ...]:
    """The same with labels named that could not be read, where their neighbours leave just one way.

    Between two named labels of one column, as many unread labels as there are unnamed required entries between
    theirs in the form's order: those are they. Not evidence for the form; only used once it is known.
    """
    result = list(entry_of)
    order = {id(entry): index for index, entry in enumerate(entries)}
    named = {id(entry) for entry in entry_of if entry is not None}
    own = [index for index, label in enumerate(labels) if label.placed and index not in extras]
    farthest = FARTHEST_ROWS * _pitch([labels[index] for index in own])
    for places in label_columns([labels[index] for index in own], px_per_mm):
        column = [own[place] for place in places]
        known = [index for index in column if result[index] is not None]
        for first, last in zip([None, *known], [*known, None], strict=True):
            unread = [index for index in column if (first is None or index > first) and (last is None or index < last)]
            if not unread or (first is None and last is None):
                continue
            if first is None or last is None:
                heights = [labels[index].y for index in (first, *unread, last) if index is not None]
                if max(after - before for before, after in pairwise(heights)) > farthest:
                    continue
            begin = order[id(result[first])] + 1 if first is not None else None
            end = order[id(result[last])] if last is not None else None
            if begin is None and end is not None:
                begin = max(0, end - len(unread))
            if end is None and begin is not None:
                end = min(len(entries), begin + len(unread))
            between = [entry for entry in entries[begin:end] if id(entry) not in named and not entry.optional]
            if len(between) == len(unread) == (end or 0) - (begin or 0):
                for index, entry in zip(unread, between, strict=True):
                    result[index] = entry
                    named.add(id(entry))
    return tuple(result)


def _pitch(labels: Sequence[Label]) -> float:
    """The usual distance from one row of labels to the next, in pixels; 0 of fewer than two rows."""
    heights = sorted(label.y for label in labels)
    steps = [after - before for before, after in pairwise(heights) if after - before > 0.5 * labels[0].height]
    return median(steps) if steps else 0.0
