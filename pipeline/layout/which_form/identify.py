"""Which form a page is: every known form is scored on what is printed, and the best must lead by a margin.

A point is about one printed label's worth of evidence. The score of a form is what it gained of what it could gain;
the margin between two forms counts in points, because two editions may differ in three labels out of thirty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from pipeline.form import Column, Entry, Form
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.naming import SAME_LABEL, extra_labels, name_labels
from pipeline.layout.print_reader import PrintedText
from pipeline.layout.which_form.heading_words import heading_likeness
from pipeline.layout.which_form.title_likeness import (
    ends_title,
    is_said_by_a_label,
    lines_above,
    title_height,
    title_points,
)
from pipeline.layout.words import entry_likeness, plain
from pipeline.model import PageFault
from pipeline.refusals import fault

LEAST_SCORE = 0.62
SAID, SURE_BY_TABLE = 0.25, 0.75
"""Where title, number and labels say less for a form than the first, its table must say more: another office's sheet
has the same one but for a column."""
LEAST_LEAD_POINTS = 1.5
SURE_WITHOUT = 0.85
NAMED_BETTER = 0.2
"""By so much of its score but for the table another form is named better: a twin of the next level scores 0.3 less, for
its title and a label."""
OWN_LABEL_POINTS = 1.0
LEAST_OWN_LETTERS = 8
"""Shorter labels (RT, KEC.) may be read where others stand."""
TITLE_POINTS = 6.0
LAMPIRAN_POINTS = 4.0
SHORTEST_LAMPIRAN, LEAST_LAMPIRAN = 3, 4
"""`LAMPIRAN 5` is a place in an office's own papers, no number of a form: the shortest of those is 4.15, which without
one of its digits could be anything."""
COLUMNS_POINTS = 5.0
HEADING_POINTS = 1.0
SAME_HEADING, HALF_HEADING = 0.75, 0.5
READABLE = 0.7
CLOSE_POINTS = 8.0
MOST_HEADINGS = 20
MISSING_POINTS = 1.0
STRANGE_POINTS = 0.5
LEAST_LETTERS = 3
_IS_LAMPIRAN = re.compile(r"I?\d{1,4}([A-E](\d{2,4}[A-E]?)?)?")
"""How every number of the book of forms is made; what is not was misread, or a note lies over it, and says nothing."""
_DIGITS = str.maketrans("IJL|!S", "111115")
"""Letters that digits are read as; none of them stands in a lampiran number."""


@dataclass(frozen=True, slots=True)
class Match:
    """A form weighed against a page. entry_of: for each label of the page, the entry it names, or None.

    extras: indices of labels that only introduce the writing beside some options. columns_fit: the table has as many
    columns as the form. without_columns: the score but for the table.
    """

    form: Form
    points: float
    score: float
    entry_of: tuple[Entry | None, ...]
    extras: frozenset[int]
    columns_fit: bool
    without_columns: float


Named = tuple[Entry | None, ...]
Headings = Mapping[int, PrintedText]
"""The headings that were read, by the lattice's column, 0-based."""


def rank(glance: Glance, forms: Sequence[Form], headings: Headings = MappingProxyType({})) -> tuple[Match, ...]:
    """All forms from best to worst (then by key)."""
    columns = {column for form in forms for column in form.columns}
    plainly = {
        index: any(heading_likeness(read.text, column) >= SAME_HEADING for column in columns)
        for index, read in headings.items()
    }
    named = [_named(glance, form) for form in forms]
    matches = [
        _weigh(glance, form, entry_of, _named_elsewhere(form, entry_of, forms, named), headings, plainly)
        for form, entry_of in zip(forms, named, strict=True)
    ]
    return tuple(sorted(matches, key=lambda match: (-match.points, -match.score, match.form.key)))


def verdict(matches: Sequence[Match]) -> PageFault | None:
    """Why the best of ranked matches may not be taken, or None when it may."""
    if matches and matches[0].form.columns and not matches[0].columns_fit and matches[0].without_columns > SURE_WITHOUT:
        return fault("lattice_lost", matches[0].form.key)
    if matches and matches[0].form.columns and (named := _named_else(matches)) is not None:
        return fault("lattice_lost", named.form.key)
    if not matches or matches[0].score < (LEAST_SCORE if matches[0].without_columns >= SAID else SURE_BY_TABLE):
        nearest = f"nearest: {matches[0].form.key}" if matches else "no forms are loaded"
        return fault("unknown_form", nearest)
    if len(matches) > 1 and _lead(*matches[:2]) < LEAST_LEAD_POINTS:
        return fault("ambiguous_form", f"{matches[0].form.key} or {matches[1].form.key}")
    return None


def _named_else(matches: Sequence[Match]) -> Match | None:
    """The other form that titles and labels name plainly, and the best of them hardly: a ruling lost, or one too many,
    makes its table another's."""
    best = matches[0]
    sure = max(SURE_WITHOUT, best.without_columns + NAMED_BETTER)
    others = (one for one in matches[1:] if one.form.form != best.form.form and one.form.columns)
    return next((one for one in others if not one.columns_fit and one.without_columns > sure), None)


def _lead(best: Match, second: Match) -> float:
    """By how many points the best leads the second.

    Between editions a label that only one of them has counts once more where it was read: what is not read may be
    hidden or misread, but nothing else is misread as `Mempunyai Jamban Keluarga`.
    """
    lead = best.points - second.points
    if best.form.form != second.form.form:
        return lead
    return lead + OWN_LABEL_POINTS * (_own_labels(best, second.form) - _own_labels(second, best.form))


def _own_labels(match: Match, other: Form) -> int:
    """How many labels were read that stand on this form and, by their words, not on the other."""
    others = other.entries
    named = [entry for entry in match.entry_of if entry is not None and _long(entry)]
    return sum(not any(_alike(entry, one) for one in others) for entry in named)


def _long(entry: Entry) -> bool:
    return min(len(plain(label)) for label in entry.labels) >= LEAST_OWN_LETTERS


def _alike(entry: Entry, other: Entry) -> bool:
    return any(entry_likeness(label, other) >= SAME_LABEL for label in entry.labels)


def doubtful_columns(glance: Glance, matches: Sequence[Match]) -> tuple[int, ...]:
    """The columns, 0-based, whose headings would tell the best form from its rivals; none when there is no doubt.

    A rival is a form that fits as well but for its columns: a lost ruling makes one form's table look like another's.
    """
    best = matches[0]
    lattice = glance.lattice
    if lattice is None or not best.form.columns or (glance.lampiran and _lampiran(glance.lampiran, best.form) > 0):
        return ()
    own = best.points - (COLUMNS_POINTS if best.columns_fit else -2 * COLUMNS_POINTS)
    doubtful: set[int] = set()
    for match in matches[1:]:
        other = match.points - (COLUMNS_POINTS if match.columns_fit else -2 * COLUMNS_POINTS)
        if match.form.columns and own - other < CLOSE_POINTS:
            pairs = enumerate(zip(best.form.columns, match.form.columns, strict=False))
            doubtful |= {index for index, (mine, its) in pairs if not set(mine.headings) & set(its.headings)}
    inside = sorted(index for index in doubtful if index < lattice.columns)
    spread = np.linspace(0, len(inside) - 1, min(len(inside), MOST_HEADINGS))
    return tuple(inside[round(float(index))] for index in spread)


def _named(glance: Glance, form: Form) -> Named:
    """For each label of the page the entry of the form that it names, or None."""
    table = glance.lattice.box if glance.lattice else None
    shown = [not ends_title(glance, index, form) for index in range(len(glance.labels))]
    texts = [text if one else "" for text, one in zip(glance.label_texts, shown, strict=True)]
    return name_labels(texts, glance.labels, form.entries, table, title_height(glance, form))


def _named_elsewhere(form: Form, own: Named, forms: Sequence[Form], named: Sequence[Named]) -> frozenset[int]:
    """The labels (indices) that another edition of the form names, and this one, whose are `own`, does not."""
    others = [entry_of for other, entry_of in zip(forms, named, strict=True) if other.form == form.form]
    return frozenset(at for at, entry in enumerate(own) if entry is None and any(other[at] for other in others))


def _weigh(
    glance: Glance,
    form: Form,
    entry_of: Named,
    of_others: frozenset[int],
    headings: Headings,
    plainly: Mapping[int, bool],
) -> Match:
    """entry_of: as in Match. of_others: labels that other editions name. plainly: whether each heading read is one of
    any form."""
    gained, possible = 0.0, 0.0
    entries = form.entries
    extras = extra_labels(glance.label_texts, entry_of, entries)
    found = {id(entry) for entry in entry_of if entry is not None}
    for entry in entries:
        if not entry.optional:
            possible += 1.0
            gained += 1.0 if id(entry) in found else -MISSING_POINTS
    first = min((label.y for label, named in zip(glance.labels, entry_of, strict=True) if named), default=np.inf)
    for index, (named, label) in enumerate(zip(entry_of, glance.labels, strict=True)):
        strange = named is None and label.colon and index not in extras and label.y > first
        if strange and len(plain(glance.label_texts[index])) >= LEAST_LETTERS:
            gained -= STRANGE_POINTS
    possible += TITLE_POINTS
    said = is_said_by_a_label(entry_of, form)
    gained += TITLE_POINTS * (1.0 if said else title_points(lines_above(glance, first, of_others), form))
    number = _lampiran_number(glance.lampiran)
    speaks = _lampiran(glance.lampiran, form)
    if len(number) >= SHORTEST_LAMPIRAN and (_IS_LAMPIRAN.fullmatch(number) or speaks > 0):
        possible += LAMPIRAN_POINTS
        gained += LAMPIRAN_POINTS * speaks
    without = max(0.0, min(1.0, gained / possible))
    fit = _columns_fit(glance, form)
    possible += COLUMNS_POINTS
    gained += COLUMNS_POINTS if fit else -2 * COLUMNS_POINTS
    for index, read in headings.items():
        points = _heading(read, form.columns[index], plainly[index]) if index < len(form.columns) else 0.0
        possible += abs(points)
        gained += points
    return Match(form, gained, max(0.0, min(1.0, gained / possible)), entry_of, extras, fit, without)


def _columns_fit(glance: Glance, form: Form) -> bool:
    """Whether the page has a table just when the form has, of as many columns.

    More column numbers than columns mean that a ruling was lost; fewer, that there is one too many, or another form.
    """
    columns = glance.lattice.columns if glance.lattice else 0
    return columns == len(form.columns) and glance.last_number in (0, columns)


def _heading(read: PrintedText, column: Column, plainly: bool) -> float:
    """Points for a heading that names the column, against one that clearly says something else.

    Small print is garbled (`Milik: PEb Sapal`): what is half alike and no heading of any form says nothing. plainly:
    whether it is one.
    """
    alike = heading_likeness(read.text, column)
    if alike >= SAME_HEADING:
        return HEADING_POINTS
    garbled = alike >= HALF_HEADING and not plainly
    readable = read.confidence >= READABLE and len(plain(read.text)) >= 3
    return -HEADING_POINTS if readable and not garbled else 0.0


def _lampiran(read: str, form: Form) -> float:
    """1 when the number read is one of the form's, -1 when it is another; 0 when one character alone was not read."""
    number = _lampiran_number(read)
    known = {_number(lampiran) for lampiran in form.lampiran}
    if number in known:
        return 1.0
    shorter = {one[:at] + one[at + 1 :] for one in known for at in range(len(one)) if len(one) >= LEAST_LAMPIRAN}
    return 0.0 if number in shorter else -1.0


def _lampiran_number(read: str) -> str:
    return _number(re.sub(r"^\s*LAMP\w*", "", read, flags=re.IGNORECASE))


def _number(text: str) -> str:
    """A lampiran number with the letters that look like digits put right, and strokes read twice once.

    `Ill-16a` and `11-16a` are I16A as III-16a is, `4.14.lb` and `4.14.1Ib` are 4141B, `III-1Ba` is III-18a.
    """
    # Before a dash two strokes are all of the roman number that was read; without one, where it ends is not sure.
    text = re.sub(r"^\s*[IL1|!T\]\[]{2,3}\s*[-_]\s*(?=[\dIL|!S])", "III", text.upper())
    letters = re.sub(r"[^\w|!\[\]]|_", "", text).replace("O", "0")
    roman = re.match(r"^[IL1|!T\]\[]{2,3}(?=[\dIL|!S])", letters)
    # A letter stands at the end alone: before it a B is an 8.
    digits = re.sub(r"B(?=[A-Z]$)", "8", letters[roman.end() if roman else 0 :]).translate(_DIGITS)
    return re.sub(r"(.)\1+", r"\1", "III" + digits if roman else plain(digits).replace(" ", ""))
