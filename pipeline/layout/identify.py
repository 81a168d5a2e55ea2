"""Which form a page is: every known form is scored on what is printed, and the best must lead by a margin.

A point is about one printed label's worth of evidence. The score of a form is what it gained of what it could gain;
the margin between two forms counts in points, because two editions may differ in three labels out of thirty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.form import Entry, Form
from pipeline.layout.glance import Glance
from pipeline.layout.naming import extra_labels, name_labels
from pipeline.layout.words import likeness, plain
from pipeline.model import PageFault
from pipeline.refusals import fault

LEAST_SCORE = 0.62
LEAST_LEAD_POINTS = 1.5
TITLE_POINTS = 6.0
LAMPIRAN_POINTS = 4.0
COLUMNS_POINTS = 5.0
TOTAL_POINTS = 1.0
MISSING_POINTS = 1.0
STRANGE_POINTS = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """A form weighed against a page. entry_of: for each label of the page, the entry it names, or None.

    extras: indices of labels that only introduce the writing beside some options.
    """

    form: Form
    points: float
    score: float
    entry_of: tuple[Entry | None, ...]
    extras: frozenset[int]


def rank(glance: Glance, forms: Sequence[Form]) -> tuple[Match, ...]:
    """All forms from best to worst (then by key)."""
    matches = [_weigh(glance, form) for form in forms]
    return tuple(sorted(matches, key=lambda match: (-match.points, -match.score, match.form.key)))


def verdict(matches: Sequence[Match]) -> PageFault | None:
    """Why the best of ranked matches may not be taken, or None when it may."""
    if not matches or matches[0].score < LEAST_SCORE:
        nearest = f"nearest: {matches[0].form.key}" if matches else "no forms are loaded"
        return fault("unknown_form", nearest)
    if len(matches) > 1 and matches[0].points - matches[1].points < LEAST_LEAD_POINTS:
        return fault("ambiguous_form", f"{matches[0].form.key} or {matches[1].form.key}")
    return None


def _weigh(glance: Glance, form: Form) -> Match:
    gained, possible = 0.0, 0.0
    entries = (*form.heads, *form.items)
    table = glance.lattice.box if glance.lattice else None
    entry_of = name_labels(glance.label_texts, glance.labels, entries, table)
    extras = extra_labels(glance.label_texts, entry_of, entries)
    found = {id(entry) for entry in entry_of if entry is not None}
    for entry in entries:
        if not entry.optional:
            possible += 1.0
            gained += 1.0 if id(entry) in found else -MISSING_POINTS
    for index, (named, label) in enumerate(zip(entry_of, glance.labels, strict=True)):
        if named is None and label.colon and index not in extras:
            gained -= STRANGE_POINTS
    possible += TITLE_POINTS
    gained += TITLE_POINTS * _title(glance.title, form)
    if glance.lampiran:
        possible += LAMPIRAN_POINTS
        gained += LAMPIRAN_POINTS * _lampiran(glance.lampiran, form)
    possible += COLUMNS_POINTS
    gained += COLUMNS_POINTS if _columns_fit(glance, form) else -2 * COLUMNS_POINTS
    return Match(form, gained, max(0.0, min(1.0, gained / possible)), entry_of, extras)


def _columns_fit(glance: Glance, form: Form) -> bool:
    """Whether the page has a table just when the form has, of as many columns."""
    return (glance.lattice.columns if glance.lattice else 0) == len(form.columns)


def _title(read: str, form: Form) -> float:
    """How well the title fits: from -1 for other words to 1."""
    best = max((likeness(read, " ".join(lines)) for lines in form.titles), default=0.0)
    return max(-1.0, (best - 0.5) * 2)


def _lampiran(read: str, form: Form) -> float:
    """1 when the number read is one of the form's, -1 when it is another."""
    number = _number(re.sub(r"^\s*LAMP\w*", "", read, flags=re.IGNORECASE))
    known = {_number(lampiran) for lampiran in form.lampiran}
    return 1.0 if number in known else -1.0


def _number(text: str) -> str:
    """A lampiran number with the letters that look like ones put right: `Ill-16a` and `!I1-16a` are III16A."""
    letters = re.sub(r"[\s./\\_-]", "", text).upper().replace("O", "0")
    roman = re.match(r"^[IL1|!T\]\[]{2,3}(?=\d)", letters)
    return "III" + letters[roman.end() :] if roman else plain(letters).replace(" ", "")
