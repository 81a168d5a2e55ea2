"""Headings that are read to tell the best form from its rivals, whichever way up they stand."""

from __future__ import annotations

from pipeline.form import Form
from pipeline.layout.glance import Glance
from pipeline.layout.which_form.heading_words import heading_likeness
from pipeline.layout.which_form.headings import ReadsHeadings
from pipeline.layout.which_form.identify import LEAST_SCORE, SAME_HEADING, Match, doubtful_columns, rank

UPRIGHT = 0.8
"""Share of the headings that can be read where they are turned the way they were taken to be."""

NEARLY = 0.5
"""Score from which a form is nearly sure: labels in lines too close, rings over their colons or holes beside them cost
one that has as many columns no more."""


def with_headings(
    glance: Glance, matches: tuple[Match, ...], forms: tuple[Form, ...], reads: ReadsHeadings
) -> tuple[tuple[Match, ...], dict[int, str]]:
    """The matches weighed anew with those headings that tell the best from its rivals, or, of a form that is nearly
    sure by all else, with all; and every heading, by column.

    Headings that speak against the best form may be turned the other way than most printers turn them.
    """
    lattice = glance.lattice
    if not matches or lattice is None or not matches[0].form.columns:
        return matches, {}
    columns = matches[0].form.columns if matches[0].columns_fit else ()
    nearly = bool(columns) and NEARLY <= matches[0].score < LEAST_SCORE
    doubtful = tuple(range(len(columns))) if nearly else doubtful_columns(glance, matches)
    wanted = tuple(sorted({*doubtful, *range(len(columns))}))
    ways = []
    for downwards in (False, True) if wanted else ():
        read = reads(glance, wanted, downwards)
        ranked = rank(glance, forms, {at: read[at] for at in doubtful}) if doubtful else matches
        named = [heading_likeness(read[at].text, column) >= SAME_HEADING for at, column in enumerate(columns)]
        ways.append((ranked[0].points, sum(named), ranked, {at: text.text for at, text in read.items()}))
        # Those that do not stand upright may be read the wrong way though the others speak for the form.
        readable = sum(named) > UPRIGHT * len(named) or not named
        if readable and (not doubtful or ranked[0].points > matches[0].points):
            break
    _, _, ranked, texts = max(ways, key=lambda way: way[:2], default=(0.0, 0, matches, {}))
    return ranked, texts
