"""A straight page -> which form it is and where every field lies, or why it is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.form import Form
from pipeline.layout.creases import without_creases
from pipeline.layout.doubts.dark_patches import doubted_on_patches
from pipeline.layout.doubts.glares import doubted_under, on_panels
from pipeline.layout.doubts.painted_over import doubted_under_paint
from pipeline.layout.doubts.whole_page import as_a_whole
from pipeline.layout.framed_items import LEAST_CROSSED, crossed, frames_of, without_frames, without_pieces
from pipeline.layout.glance import Glance, look
from pipeline.layout.grid.covered import closed_below, closed_beside, goes_on_below
from pipeline.layout.grid.cut_edges import cut_edges
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.page_border import (
    SIDES,
    crowded_side,
    crowded_sides,
    cut_cells,
    margin_beside,
    missing_sides,
    run_outs,
)
from pipeline.layout.lines.frames import Frame
from pipeline.layout.locate import locate
from pipeline.layout.lost_rows import lost_table, rows_lost, without_total
from pipeline.layout.other_looks import looked_at_otherwise
from pipeline.layout.print_reader import PrintReader, RememberingReader
from pipeline.layout.streaked_rulings import with_lines_drawn
from pipeline.layout.unreadable import seen_to_be_why
from pipeline.layout.which_form.column_order import is_another_table, placed_columns
from pipeline.layout.which_form.halved_heading import with_whole_heading
from pipeline.layout.which_form.headings import heading_reader
from pipeline.layout.which_form.hidden_heading import row_for_heading
from pipeline.layout.which_form.identify import LEAST_SCORE, Match, rank, verdict
from pipeline.layout.which_form.joined_labels import with_joined
from pipeline.layout.which_form.lost_end import beside_lost_end, end_is_lost, missing_ends
from pipeline.layout.which_form.missed_labels import with_missed
from pipeline.layout.which_form.other_edition import rather_of
from pipeline.layout.which_form.pictures import is_picture
from pipeline.layout.which_form.weighed_headings import with_headings
from pipeline.model import Doubt, Grey, PageFault, PageImage, PageLayout, Part
from pipeline.refusals import cut_off, explained, fault
from pipeline.scan.straighten import turned

LEAST_RULINGS, MOST_RULINGS = 6, 400
"""From left to right: fewer make no table, more is what a photograph has."""

FEW_ROWS = 2
"""Forms are ruled for more; with so few it is looked for lines that are hardly to be seen."""
LIKELY_SCORE = 0.25
"""Halves of forms score 0.3 to 0.6, pages of no form are seldom above 0.1."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A page whose form is known. page: as it reads (it may have been turned). cleaned: its pixels without rulings."""

    page: PageImage
    layout: PageLayout
    cleaned: Grey


def find_layout(page: PageImage, forms: tuple[Form, ...], print_reader: PrintReader) -> Found | PageFault:
    """The layout of the page, or why it is refused: by what is wrong with the picture, where that is a likely cause.

    One that is refused is looked at once more with its damage made good (layout.other_looks), then for what is wrong.
    """
    page = with_lines_drawn(page)
    found = _found_on(page, forms, print_reader)
    if isinstance(found, Found):
        layout = as_a_whole(found.layout, found.page, found.cleaned)
        return layout if isinstance(layout, PageFault) else replace(found, layout=layout)
    again = (
        _found_on(way, forms, print_reader)
        for way in looked_at_otherwise(page, print_reader)
        if found.reason != "cut_off"
    )
    other = next((one for one in again if isinstance(one, Found) and not _astray(one)), None)
    return other or seen_to_be_why(found, page, forms, print_reader)


def _astray(found: Found) -> bool:
    """Whether the headings of columns name others: a bar put where there is none parts one and moves the next. That of
    one alone may be crossed out."""
    return len({cell.field.name for cell in found.layout.cells if Doubt.HEADING in cell.doubts}) > 1


def _found_on(page: PageImage, forms: tuple[Form, ...], print_reader: PrintReader) -> Found | PageFault:
    """The layout of the page as it is, or why it is refused.

    A page is turned where only that way its print makes sense. One that is refused though many rulings
    were seen on it, or whose rows are uneven, is looked at closely, too.
    """
    print_reader = RememberingReader(print_reader)
    glance = look(page, print_reader)
    smooth = without_creases(glance)
    if smooth is not page:
        page, glance = smooth, look(smooth, print_reader)
    upright = glance
    glance, matches = _weighed(glance, forms, print_reader)
    refused = verdict(matches) if is_picture(glance) else None
    if refused is not None:
        return _refused(refused, glance, matches)
    if (not matches or matches[0].score < LEAST_SCORE) and not glance.reads_well:
        glance, matches = _other_way_up(glance, matches, forms, print_reader)
    found, glance = _found(glance, matches, forms, print_reader)
    sure = isinstance(found, Found) and _sure(found, glance, forms)
    if not sure and LEAST_RULINGS <= len(glance.horizontals) <= MOST_RULINGS:
        found, glance = _closely(found, glance, forms, print_reader)
    if isinstance(found, PageFault):
        # Of a page of framed items little is read while their rulings are taken for a table's: its way up was a guess.
        ways = (glance,) if glance.page is page else (glance, upright)
        framed = next((one for way in ways if (one := _framed(way, forms, print_reader)) is not None), None)
        return framed or _refused(found, glance, matches)
    whole = _whole(found, _form_of(found, forms), glance.lattice)
    if isinstance(whole, Found) and (times := crossed(whole.layout.cells)) >= LEAST_CROSSED:
        framed = _framed(glance, forms, print_reader)
        known = isinstance(framed, Found) and framed.layout.key == whole.layout.key
        if isinstance(framed, Found) and known and crossed(framed.layout.cells) < times:
            return framed
    return whole


def _framed(glance: Glance, forms: tuple[Form, ...], reader: PrintReader) -> Found | PageFault | None:
    """What is found where the items' own ruled tables are taken for what they are; None where the page has none, or
    no form is known even so."""
    frames = frames_of(glance)
    whole = without_pieces(frames)
    found = _without_frames(glance, frames, forms, reader) if frames else None
    if isinstance(found, Found) or not whole or whole == frames:
        return found
    return _without_frames(glance, whole, forms, reader) or found


def _without_frames(
    glance: Glance, frames: tuple[Frame, ...], forms: tuple[Form, ...], reader: PrintReader
) -> Found | PageFault | None:
    """As _framed, with these tables taken off the page."""
    found, again = _found_by(look(without_frames(glance, frames), reader, frames=frames), forms, reader)
    if isinstance(found, PageFault) or not _sure(found, again, forms):
        found, again = _closely(found, again, forms, reader)
    if isinstance(found, PageFault):
        return found if found.reason == "lattice_lost" else None
    return _whole(found, _form_of(found, forms), again.lattice)


def _weighed(glance: Glance, forms: tuple[Form, ...], reader: PrintReader) -> tuple[Glance, tuple[Match, ...]]:
    """The glance with those lines joined that are one label by what they say, and labels found that were missed; and
    the forms ranked on it."""
    matches = rank(glance, forms)
    joined = with_joined(glance, matches)
    matches = matches if joined is glance else rank(joined, forms)
    whole = with_missed(joined, matches, reader)
    return whole, matches if whole is joined else rank(whole, forms)


def _refused(found: PageFault, glance: Glance, matches: tuple[Match, ...]) -> PageFault:
    """The refusal for a part of the page that is missing, or for what is wrong with its picture, where that is why.

    Of a table that is cut there are too few columns, or none: more speaks for a form without a look at them.
    """
    page = glance.page
    likely = bool(matches) and max(matches[0].score, matches[0].without_columns) >= LIKELY_SCORE
    outs = run_outs(page)
    edges = cut_edges(page, glance.lattice) if glance.lattice is not None else ()
    # What runs out of a page of a notebook on both sides is its lines.
    edges = edges or (crowded_sides(outs) if likely else ()) or (missing_ends(matches[0]) if matches else ())
    known = likely or glance.reads_well
    if found.reason == "unknown_form" and not (edges and known) and (edges or crowded_side(outs)):
        # Which way up it lies is not sure.
        return fault("cut_off", found.reason)
    return explained(found, edges, page.doubt)


def _whole(found: Found, form: Form, lattice: Lattice | None) -> Found | PageFault:
    """What was found, its cells doubted where strokes run out of the page; a fault where part of it is missing."""
    page, layout = found.page, found.layout
    outs = run_outs(page)
    tabled = lattice is not None and any(cell.part is Part.TABLE for cell in layout.cells)
    closed = closed_beside(page.grey, lattice, page.px_per_mm) if outs and lattice is not None else ()
    missing = missing_sides(layout.cells, lattice if tabled else None, outs, page.px_per_mm, closed)
    if lattice is not None and tabled:
        top = min(cell.box.top for cell in layout.cells)
        margins = [side for side in closed if margin_beside(page.grey, lattice, top, side, page.px_per_mm)]
        missing = tuple(side for side in missing if side not in margins)
    # The other edges take columns or headings with them, which are missed; rows are not.
    if lattice is not None and tabled and (cut_edges(page, lattice, ("bottom",)) or _goes_on(found, lattice)):
        missing = tuple(side for side in SIDES if side in missing or side == "bottom")
    if missing or end_is_lost(form, layout.cells):
        return cut_off(missing or ("bottom",), layout.key)
    cells = doubted_on_patches(beside_lost_end(form, layout.cells), page.grey, page.px_per_mm)
    cells = doubted_under(cut_cells(cells, outs, page.px_per_mm), (*page.glares, *page.streaks))
    cells = doubted_under_paint(cells, page.patches, found.cleaned, page.px_per_mm)
    return replace(found, layout=replace(layout, cells=on_panels(cells, page.panels)))


def _form_of(found: Found, forms: tuple[Form, ...]) -> Form:
    return next(form for form in forms if form.key == found.layout.key)


def _goes_on(found: Found, lattice: Lattice) -> bool:
    """Whether rows may lie below the last one seen: no line closes the table, or bars go on; no JUMLAH ends it."""
    page = found.page
    ended = any(cell.part is Part.TOTAL for cell in found.layout.cells)
    closed = closed_below(page.grey, lattice, page.px_per_mm) and not goes_on_below(page.grey, lattice, page.px_per_mm)
    return not ended and not closed


def _closely(
    found: Found | PageFault, glance: Glance, forms: tuple[Form, ...], print_reader: PrintReader
) -> tuple[Found | PageFault, Glance]:
    """What is found where faint and broken rulings are looked for, too; what was found before where that is nothing."""
    closely = look(glance.page, print_reader, closely=True, frames=glance.frames)
    closely, matches = _weighed(closely, forms, print_reader)
    poor = (not matches or matches[0].score < LEAST_SCORE) and not closely.reads_well
    if closely.lattice is not None and poor and not closely.frames:
        closely, matches = _other_way_up(closely, matches, forms, print_reader, closely=True)
    again, closely = _found(closely, matches, forms, print_reader)
    if isinstance(again, Found):
        return (fault("lattice_lost", again.layout.key) if _rows_lost(again, closely, forms) else again), closely
    lost = isinstance(found, Found) and _rows_lost(found, glance, forms)
    if lost or again.reason == "lattice_lost":
        # Of the lines too few were seen, maybe all bars; more than there are, of the back page, may have been since.
        rows = look(glance.page, print_reader, closely=True, frames=glance.frames, bars=False)
        again, rows = _found_by(rows, forms, print_reader)
        if isinstance(again, Found) and not _rows_lost(again, rows, forms):
            return again, rows
    return (fault("lattice_lost", found.layout.key) if isinstance(found, Found) and lost else found), glance


def _sure(found: Found, glance: Glance, forms: tuple[Form, ...]) -> bool:
    """Whether all rows were seen. Where most lines are too faint to be seen, few are left, evenly apart."""
    return (glance.lattice is None or len(glance.rows) > FEW_ROWS) and not _rows_lost(found, glance, forms)


def _rows_lost(found: Found, glance: Glance, forms: tuple[Form, ...]) -> bool:
    """Whether a line between two rows was not seen."""
    return rows_lost(_form_of(found, forms), glance)


def _found_by(glance: Glance, forms: tuple[Form, ...], reader: PrintReader) -> tuple[Found | PageFault, Glance]:
    """As _found, by the best of all forms."""
    weighed, matches = _weighed(glance, forms, reader)
    return _found(weighed, matches, forms, reader)


def _found(
    glance: Glance, matches: tuple[Match, ...], forms: tuple[Form, ...], print_reader: PrintReader
) -> tuple[Found | PageFault, Glance]:
    """The layout by the best of the matches, or why it may not be taken; and the page with its whole heading."""
    read = heading_reader(print_reader, matches[0].form.columns if matches else ())
    if matches and matches[0].columns_fit:
        glance = with_whole_heading(glance, matches[0].form.columns, read)
    matches, headings = with_headings(glance, matches, forms, read)
    if (refused := verdict(matches)) is not None:
        return refused, glance
    best = matches[0]
    other = rather_of(matches, headings)
    if row_for_heading(glance, headings, best.form.columns) or other is not None:
        return fault("lattice_lost", (other or best).form.key), glance
    glance = without_total(best.form, glance)
    second = matches[1] if len(matches) > 1 else None
    placed = placed_columns(best.form.columns, headings)
    if is_another_table(placed, best.score):
        return fault("unknown_form", f"nearest: {best.form.key}"), glance
    cells = locate(glance, best, placed, print_reader)
    lost = lost_table(best.form, cells, glance, print_reader)
    if lost is not None:
        return lost, glance
    layout = PageLayout(
        form=best.form.form,
        edition=best.form.edition,
        match_score=best.score,
        runner_up=second.form.key if second else "",
        runner_up_score=second.score if second else 0.0,
        grid_residual_px=glance.lattice.residual_px if glance.lattice and best.form.columns else 0.0,
        cells=cells,
    )
    return Found(glance.page, layout, glance.cleaned), glance


def _other_way_up(
    glance: Glance, matches: tuple[Match, ...], forms: tuple[Form, ...], reader: PrintReader, closely: bool = False
) -> tuple[Glance, tuple[Match, ...]]:
    """The page upside down if it reads better so, or on its side where that is not sure, else as it was."""
    best = glance, matches
    for turns in (2,) if glance.page.turn_sure else (2, 1, 3):
        over = look(turned(glance.page, turns), reader, closely)
        over, over_matches = _weighed(over, forms, reader)
        if over_matches and (not best[1] or over_matches[0].score > best[1][0].score):
            best = over, over_matches
        if over.reads_well:
            break
    return best
