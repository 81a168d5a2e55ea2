"""What is wrong with a page on which no form is known: it may be blurred, exposed twice or mirrored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.form import Form
from pipeline.layout.glance import look
from pipeline.layout.print_reader import PrintReader
from pipeline.layout.which_form.identify import rank, verdict
from pipeline.model import PageFault, PageImage
from pipeline.refusals import fault
from pipeline.scan.blurred import is_blurred
from pipeline.scan.doubled import is_doubled
from pipeline.scan.pieces import piece_boxes
from pipeline.scan.straighten import turned

INK, SAMPLED = 200, 2
LETTER_MM, LETTERS = (1.0, 6.0), (60, 3000)
"""Heights of letters, and how many a form has at least and at most, shaken ones, too: a page of fewer is none."""


def seen_to_be_why(
    refused: PageFault, page: PageImage, forms: tuple[Form, ...], print_reader: PrintReader
) -> PageFault:
    """The refusal for what makes the page unreadable, where that is seen on it; else the refusal itself.

    What is mirrored is refused, not read: where it is the front that shines through to the back of a sheet, the sheet
    would count twice.
    """
    if refused.reason not in ("unknown_form", "lattice_lost"):
        return refused
    if not _has_letters(page):
        return refused
    if is_blurred(page.grey) or is_doubled(page.grey, ruled=True):
        return fault("too_blurred", refused.reason)
    mirrored = refused.reason == "unknown_form" and _is_form(_mirrored(page), forms, print_reader)
    return fault("mirrored") if mirrored else refused


def _is_form(page: PageImage, forms: tuple[Form, ...], print_reader: PrintReader) -> bool:
    """Whether a form is known on the page at a first look, as it lies or upside down."""
    for turns in (0, 2):
        glance = look(turned(page, turns), print_reader)
        if verdict(rank(glance, forms)) is None:
            return True
        if glance.reads_well:
            break
    return False


def _has_letters(page: PageImage) -> bool:
    heights = piece_boxes((page.grey[::SAMPLED, ::SAMPLED] < INK).astype(np.uint8))[:, 3] * SAMPLED / page.px_per_mm
    return LETTERS[0] <= int(np.count_nonzero((heights >= LETTER_MM[0]) & (heights <= LETTER_MM[1]))) <= LETTERS[1]


def _mirrored(page: PageImage) -> PageImage:
    """The page with left and right exchanged, without what was known of places on it; its map leads nowhere."""
    grey = np.ascontiguousarray(page.grey[:, ::-1])
    return replace(page, grey=grey, rings=(), glares=(), patches=(), panels=(), streaks=())
