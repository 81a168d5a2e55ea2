"""A page's way, from grey pixels to field values: a pure function of pixels, forms, models, settings and notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.book_notes import BookNotes
from pipeline.codes import Codes
from pipeline.evidence.judge import judge
from pipeline.evidence.unlocated import unlocated
from pipeline.form import Form
from pipeline.geometry import Step
from pipeline.layout.cells import cut
from pipeline.layout.find import Found, find_layout
from pipeline.layout.print_reader import PrintReader
from pipeline.model import Grey, PageContent, PageFault, PageImage
from pipeline.read.engine import Engines
from pipeline.read.reader import read_cells
from pipeline.refusals import fault
from pipeline.run.inbox.booknotes import admits
from pipeline.run.workers.other_form import shows_another
from pipeline.scan.spread import split_spread, within
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings

Watch = Callable[[str], None]
"""Told the name of each stage as it begins; how a caller times the stages of a function that knows no clock."""


@dataclass(frozen=True, slots=True, eq=False)
class Tools:
    """What is built once per process and used for every page."""

    forms: tuple[Form, ...]
    codes: Codes
    engines: Engines
    print_reader: PrintReader
    settings: Settings


@dataclass(frozen=True, slots=True, eq=False)
class PageReading:
    """What was read from a page, with what was found on the way (for the overlay)."""

    found: Found
    content: PageContent


def read_picture(
    grey: Grey, tools: Tools, notes: BookNotes, watch: Watch | None = None
) -> tuple[PageReading | PageFault, ...]:
    """What stands on the one page that `grey` shows, or on the two of an open book; or why a page is refused.

    Where neither half of what looked like an open book can be read, but the whole can, it was one page after all.
    """
    begin: Watch = watch if watch is not None else lambda stage: None
    begin("straighten")
    halves = list(split_spread(grey))
    # Let go where a page is straight: 20 MB of an A4 that neither layout nor reading looks at.
    whole = grey if len(halves) > 1 else None
    del grey
    readings: list[PageReading | PageFault] = []
    while halves:
        begin("straighten")
        readings.append(_read_page(_straight(*halves.pop(0), tools.settings), tools, notes, begin))
    if whole is not None and all(isinstance(reading, PageFault) for reading in readings):
        begin("straighten")
        reading = _read_page(straighten(View(whole), tools.settings), tools, notes, begin)
        if isinstance(reading, PageReading):
            return (reading,)
    return tuple(readings)


def _straight(view: View, step: Step, settings: Settings) -> PageImage | PageFault:
    """The page in `view`, which `step` leads back to the picture that it was cut from."""
    page = straighten(view, settings)
    return page if isinstance(page, PageFault) else within(page, step)


def _read_page(page: PageImage | PageFault, tools: Tools, notes: BookNotes, begin: Watch) -> PageReading | PageFault:
    """What stands on the page, if it is one."""
    if isinstance(page, PageFault):
        return page
    begin("layout")
    found = _find(page, tools, notes)
    if isinstance(found, PageFault):
        return found
    if shows_another(found, tools.forms, tools.print_reader):
        return fault("two_forms", f"{found.layout.form} {found.layout.edition}")
    crops = cut(found)
    begin("read")
    readings = read_cells(crops, tools.engines)
    begin("evidence")
    layout = found.layout
    form = next(form for form in tools.forms if (form.form, form.edition) == (layout.form, layout.edition))
    values = judge(form, readings, tools.codes, found.page.page_map, tools.settings)
    return PageReading(
        found,
        PageContent(
            form=layout.form,
            edition=layout.edition,
            match_score=layout.match_score,
            runner_up=layout.runner_up,
            quarter_turns=found.page.quarter_turns,
            skew_deg=found.page.skew_deg,
            grid_residual_px=layout.grid_residual_px,
            values=(*values, *unlocated(form, values)),
        ),
    )


def _find(page: PageImage, tools: Tools, notes: BookNotes) -> Found | PageFault:
    """The form on the page, looked for among all forms, so that a page of another form than stated is known as such.

    Only where that leaves doubt are the stated forms alone the candidates.
    """
    found = find_layout(page, tools.forms, tools.print_reader)
    candidates = tuple(form for form in tools.forms if admits(notes, form.form, form.edition))
    if isinstance(found, PageFault):
        doubtful = found.reason == "ambiguous_form" and len(candidates) < len(tools.forms)
        return find_layout(page, candidates, tools.print_reader) if doubtful else found
    if not admits(notes, found.layout.form, found.layout.edition):
        return fault("form_mismatch", f"{found.layout.form} {found.layout.edition}")
    return found
