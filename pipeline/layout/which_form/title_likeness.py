"""How like a form's title the lines are that stand above a page's labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from pipeline.form import Entry, Form
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.lampiran import LAMPIRAN
from pipeline.layout.words import likeness, plain

SAME_TITLE, LIKE_TITLE, MOST_TITLE_LINES = 0.9, 0.8, 4
MOST_LINES = 16
OTHER_LINES = 0.04
"""What is taken from a title's likeness when other lines stand above or below it."""


def ends_title(glance: Glance, index: int, form: Form) -> bool:
    """Whether a label that no place to write follows is the last words of a title (`PKK RW`), which stands in several
    lines: they and the lines above it say it better than these alone."""
    label, text = glance.labels[index], plain(glance.label_texts[index])
    titles = [" ".join(title) for title in form.titles]
    if label.placed or not text or not any(plain(title).endswith(text) for title in titles):
        return False
    lines = list(zip(glance.title_heights, glance.titles, strict=True))
    lines += [(one.box.centre[1], read) for one, read in zip(glance.labels, glance.label_texts, strict=True)]
    above = [read for y, read in sorted(lines) if y < label.box.centre[1] - 0.5 * label.height]
    for count in range(1, min(MOST_TITLE_LINES, len(above)) + 1):
        alone = " ".join(above[-count:])
        for title in titles:
            whole = likeness(f"{alone} {text}", title)
            if whole >= SAME_TITLE and whole > likeness(alone, title):
                return True
    return False


def lines_above(glance: Glance, first: float, labels: frozenset[int]) -> tuple[str, ...]:
    """What is printed above the first label that names something (at height `first`): titles, or taken for labels.

    labels: indices of those that are labels of another edition, JAMBAN KELUARGA, and so of no title, CATATAN KELUARGA.
    """
    placed = list(zip(glance.title_heights, glance.titles, strict=True))
    placed += [
        (label.box.centre[1], text)
        for index, (label, text) in enumerate(zip(glance.labels, glance.label_texts, strict=True))
        # A title may have been taken for what a colon far below it follows.
        if min(label.y, label.box.bottom) < first and index not in labels
    ]
    texts = [text for _, text in sorted(placed, key=lambda one: one[0]) if text and not LAMPIRAN.match(text)]
    return tuple(texts[:MOST_LINES])


def title_points(lines: Sequence[str], form: Form) -> float:
    """How well the title fits: from -1 for other words to 1. Lines of an office or a year beside it count a little."""
    best = 0.0
    runs = [(start, end) for start in range(len(lines)) for end in range(start + 1, len(lines) + 1)]
    for start, end in runs:
        read = " ".join(lines[start:end])
        whole = end - start == len(lines)
        for title in form.titles:
            best = max(best, likeness(read, " ".join(title)) - (0.0 if whole else OTHER_LINES))
    return max(-1.0, (best - 0.5) * 2)


def is_said_by_a_label(named: Iterable[Entry | None], form: Form) -> bool:
    """Whether an entry that was named has a label that begins with the form's title: the national forms print no title
    above `CATATAN KELUARGA DARI :`."""
    titles = [plain(" ".join(title)) + " " for title in form.titles]
    return any(plain(label).startswith(title) for one in named if one for label in one.labels for title in titles)


def title_height(glance: Glance, form: Form) -> float:
    """Height of the first line of what is most like the form's title, in pixels; 0 where nothing is."""
    lines = [one for one in zip(glance.title_heights, glance.titles, strict=True) if not LAMPIRAN.match(one[1])]
    found = [
        (max(likeness(" ".join(text for _, text in lines[start:end]), " ".join(title)) for title in form.titles), start)
        for start, end in combinations(range(len(lines) + 1), 2)
        if end - start <= MOST_TITLE_LINES
    ]
    alike, start = max(found, default=(0.0, 0))
    return lines[start][0] if alike >= LIKE_TITLE else 0.0
