"""Labels whose colon was not seen, known by standing in line with labels that have one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.labelling.between_colons import WRAP_LEFT_MM
from pipeline.layout.labelling.columns import label_columns
from pipeline.layout.labelling.labels import (
    LINE_SPACING,
    WORDY,
    Label,
    is_option,
    item_numbers,
    number_of,
)
from pipeline.layout.labelling.wrapped_labels import with_wrapped

LEAST_LABELS, LEAST_SHARE = 3, 0.4
"""So many labels, and such a share of those seen, have a colon where colons are printed."""
BEYOND_PITCHES = 2.5
BEHIND_MM, VALUES_WITHIN_MM = 1.5, 25.0
"""Behind the longest label of its column a value begins; from there to the next label is more room than this."""
MOST_BESIDE = 12
"""Where more stands beside labels it is options, and to read all of them takes long."""
LEVEL = 0.75
"""Of the letters' height: labels side by side are printed on one line."""
CLOSER = 0.85
"""Of the usual distance of a column's lines: so close the lines of one label are set."""


def with_lost_colons(
    labels: Sequence[Label], pieces: Sequence[Box], px_per_mm: float, boxes: Sequence[Box] = ()
) -> tuple[Label, ...]:
    """The labels with those added, from top to bottom; their values begin where those above and below begin theirs.

    boxes: check boxes. The words behind one are an option, whatever label they may read like (Kepala Rumah Tangga).
    """
    taken = {piece for label in labels for piece in label.pieces}
    free = [piece for piece in pieces if piece not in taken and not is_option(piece, boxes, px_per_mm)]
    numbers = item_numbers(pieces, px_per_mm)
    seen = [label for label in labels if label.colon]
    without = len(seen) < max(LEAST_LABELS, LEAST_SHARE * len(labels)) or not any(_begins(one, pieces) for one in seen)
    if without:
        # A printing without colons (a copier's specks may feign some): lines and check boxes say where values begin.
        seen = list(labels)
    added: list[Label] = []
    labels = _begun_with_mates(_values_of_column(labels, seen, px_per_mm), px_per_mm)
    for column in label_columns(seen, px_per_mm):
        members = [seen[index] for index in column]
        more = _of_column(members, free, px_per_mm, numbers)
        while more:
            # What is known now reaches farther up and down.
            added += more
            members = sorted([*members, *more], key=lambda label: label.y)
            free = [piece for piece in free if all(piece not in label.pieces for label in more)]
            more = _of_column(members, free, px_per_mm, numbers)
    known, free = with_wrapped([*labels, *added], free, numbers, px_per_mm)
    if without:
        known += _aligned(free, known, numbers, px_per_mm)
    return tuple(sorted(known, key=lambda label: (label.y, label.value_left)))


def _begins(label: Label, pieces: Sequence[Box]) -> bool:
    """Whether no words stand before a label on its line: behind options a colon introduces writing (`Ya / Tidak  jenis
    :`), where the items themselves may have none."""
    box = label.pieces[0]
    level = (piece for piece in pieces if piece.right < box.left and piece.width > WORDY * piece.height)
    return not any(abs(piece.centre[1] - box.centre[1]) < LEVEL * box.height for piece in level)


def _aligned(pieces: Sequence[Box], known: Sequence[Label], numbers: Sequence[Box], px_per_mm: float) -> list[Label]:
    """Print that begins below other print, as the labels of a printing without colons and lines do.

    A value begins a little to the right of the longest label of its column. What is written in a column makes labels,
    too, which name nothing. So does, of a shorter column, what stands level with a label on its left.
    """
    taken = {piece for label in known for piece in label.pieces}
    starts = _value_starts(known, px_per_mm)
    taken |= _values(pieces, known, starts, px_per_mm)
    columns: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda box: box.left):
        if piece in taken:
            continue
        if columns and piece.left - columns[-1][-1].left < WRAP_LEFT_MM * px_per_mm:
            columns[-1].append(piece)
        else:
            columns.append([piece])
    found: list[Label] = []
    few: list[tuple[float, list[Box]]] = []
    for column in columns:
        lines: list[list[Box]] = []
        column = sorted(column, key=lambda box: box.top)
        # Where all lines are set closely, each is a label.
        usual = float(np.median(np.diff([piece.centre[1] for piece in column]))) if len(column) > 1 else 0.0
        for piece in column:
            near = min(LINE_SPACING * piece.height, CLOSER * usual)
            own = number_of(piece, numbers, px_per_mm)
            same = bool(lines) and number_of(lines[-1][-1], numbers, px_per_mm) is own
            if same and piece.centre[1] - lines[-1][-1].centre[1] < near:
                lines[-1].append(piece)
            else:
                lines.append([piece])
        # Beside one of the labels a copier's specks may feign a colon.
        mates = [label.box for label in known if abs(label.box.left - column[0].left) < WRAP_LEFT_MM * px_per_mm]
        start = max(box.right for box in (*column, *mates)) + BEHIND_MM * px_per_mm
        seen = [known_start for left, known_start in starts if abs(left - column[0].left) < WRAP_LEFT_MM * px_per_mm]
        start = max([start, *seen])
        if len(lines) + len(mates) >= LEAST_LABELS:
            found += [_label(line, start) for line in lines]
        else:
            few += [(start, line) for line in lines]
    shorter = [_label(line, start) for start, line in few]
    left = [label for label in (*known, *found) if not label.placed]
    if not left and not known:
        # A few heads, none of them one of many: what something stands level with is one.
        left = [label for label in shorter if any(_level(other, label) for other in shorter)]
        found += left
    beside = [label for label in shorter if label not in left and any(_level(label, other) for other in left)]
    return _with_what_follows(found + (beside if len(beside) <= MOST_BESIDE else []), px_per_mm)


def _with_what_follows(labels: Sequence[Label], px_per_mm: float) -> list[Label]:
    """The labels, a figure that begins where labels do with the words right behind it: the 3 of `3 Buta` passes for an
    item's number, and alone names nothing."""
    result = list(labels)
    for label in labels:
        first, *more = label.pieces
        mates = [other for other in labels if abs(other.box.left - first.left) < WRAP_LEFT_MM * px_per_mm]
        words = [other for other in mates if other.box.width > WORDY * other.height]
        if label not in result or more or first.width > WORDY * first.height or len(words) < LEAST_LABELS:
            continue
        behind = [
            other
            for other in result
            if 0 < other.box.left - first.right < first.height and abs(other.y - label.y) < LEVEL * label.height
        ]
        if len(behind) == 1:
            start = max(label.value_left, behind[0].box.right + BEHIND_MM * px_per_mm)
            result[result.index(label)] = replace(label, pieces=(first, *behind[0].pieces), value_left=start)
            result.remove(behind[0])
    return result


def _value_starts(known: Sequence[Label], px_per_mm: float) -> list[tuple[float, float]]:
    """Where the labels of a column begin, and where its values do, of columns in which lines or boxes tell it."""
    placed = [label for label in known if label.placed]
    starts = []
    for label in placed:
        mates = [other for other in placed if abs(other.box.left - label.box.left) < WRAP_LEFT_MM * px_per_mm]
        if len(mates) >= LEAST_LABELS:
            starts.append((label.box.left, min(mate.value_left for mate in mates)))
    return starts


def _values(
    pieces: Sequence[Box], known: Sequence[Label], starts: Sequence[tuple[float, float]], px_per_mm: float
) -> set[Box]:
    """The pieces that begin where the values of a column do, level with a label there: options, or what is written."""
    labels = [*pieces, *(piece for label in known for piece in label.pieces)]
    values = set()
    for left, start in starts:
        own = [label for label in labels if abs(label.left - left) < WRAP_LEFT_MM * px_per_mm]
        for piece in pieces:
            if 0 <= piece.left - start + BEHIND_MM * px_per_mm < VALUES_WITHIN_MM * px_per_mm and any(
                label.right < piece.left and abs(piece.centre[1] - label.centre[1]) < LEVEL * label.height
                for label in own
            ):
                values.add(piece)
    return values


def _label(line: Sequence[Box], start: float) -> Label:
    y = float(np.mean([piece.centre[1] for piece in line]))
    return Label(tuple(line), start, y, min(piece.height for piece in line), False, False)


def _level(label: Label, other: Label) -> bool:
    """Whether a label stands level with another, to the right of it."""
    return label.box.left > other.box.right and any(
        abs(piece.centre[1] - other.y) < LEVEL * other.height for piece in label.pieces
    )


def _values_of_column(labels: Sequence[Label], seen: Sequence[Label], px_per_mm: float) -> list[Label]:
    """The labels, those whose colon is hidden with the place where the values of their column begin: what was seen
    behind is the line beside their options."""
    result = list(labels)
    for column in label_columns(seen, px_per_mm):
        members = [seen[index] for index in column if seen[index].colon]
        if len(members) < LEAST_LABELS:
            continue
        left = float(np.median([label.box.left for label in members]))
        heights, starts = np.array([[label.y, label.value_left] for label in members]).T
        for at, label in enumerate(result):
            start = float(np.interp(label.y, heights, starts))
            aligned = abs(label.box.left - left) < WRAP_LEFT_MM * px_per_mm and heights[0] < label.y < heights[-1]
            if not label.colon and aligned and label.box.right < start < label.value_left:
                result[at] = replace(label, value_left=start)
    return result


def _begun_with_mates(labels: Sequence[Label], px_per_mm: float) -> list[Label]:
    """The labels, those without a colon with the place where the lines of labels above and below begin: writing hides
    where their own begins, and was cut off."""
    result = list(labels)
    for at, label in enumerate(labels):
        if label.colon or not label.placed:
            continue
        mates = [
            other.value_left
            for other in labels
            if other.placed and abs(other.box.left - label.box.left) < WRAP_LEFT_MM * px_per_mm
        ]
        start = min(mates)
        if label.box.right < start:
            result[at] = replace(label, value_left=start)
    return result


def _of_column(members: Sequence[Label], free: Sequence[Box], px_per_mm: float, numbers: Sequence[Box]) -> list[Label]:
    """Labels without colon that begin where those of a column do, near to them; none of a column of one or two."""
    found = []
    if len(members) >= LEAST_LABELS:
        left = float(np.median([label.box.left for label in members]))
        heights = np.array([label.y for label in members])
        starts = np.array([label.value_left for label in members])
        pitch = float(np.median(np.diff(heights)))
        reach = BEYOND_PITCHES * pitch
        for piece in free:
            y = piece.centre[1]
            aligned = abs(piece.left - left) < WRAP_LEFT_MM * px_per_mm and piece.right < float(starts.min())
            inside = heights[0] - reach < y < heights[-1] + reach
            if aligned and inside and not _belongs(piece, members, numbers, pitch, px_per_mm):
                found.append(Label((piece,), float(np.interp(y, heights, starts)), y, piece.height, False, False))
    return found


def _belongs(piece: Box, members: Sequence[Label], numbers: Sequence[Box], pitch: float, px_per_mm: float) -> bool:
    """Whether the piece stands as close to a label as the lines of one label do, and has no other item's number."""
    own = number_of(piece, numbers, px_per_mm)
    return any(
        abs(piece.centre[1] - other.centre[1]) < min(LINE_SPACING * max(piece.height, other.height), CLOSER * pitch)
        and number_of(other, numbers, px_per_mm) is own
        for label in members
        for other in label.pieces
    )
