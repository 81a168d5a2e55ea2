"""Every field of a known form found on the page, in the form's order."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.form import DATE_KINDS, OPTION_KINDS, Entry
from pipeline.geometry import Box
from pipeline.layout.doubts.white_bands import doubted_on_bands, white_bands
from pipeline.layout.doubts.written_twice import written_twice
from pipeline.layout.fields.above_lines import above_options
from pipeline.layout.fields.across_frames import doubted_across_frames
from pipeline.layout.fields.along_lines import doubted_along
from pipeline.layout.fields.anothers_line import doubted_on_anothers_line
from pipeline.layout.fields.choices import Choice, read_choices
from pipeline.layout.fields.crossed_rooms import doubted_where_crossed
from pipeline.layout.fields.extra_words import with_extras_apart
from pipeline.layout.fields.framed_places import framed_places, in_its_cell
from pipeline.layout.fields.introductions import room_between
from pipeline.layout.fields.like_rows import with_like_rows
from pipeline.layout.fields.named_twice import doubted_named_twice
from pipeline.layout.fields.narrow_rooms import doubted_without_room
from pipeline.layout.fields.option_labels import without_option_labels
from pipeline.layout.fields.option_rows import takes_more
from pipeline.layout.fields.pale_boxes import doubted_beside_pale_boxes
from pipeline.layout.fields.places import (
    Place,
    find_places,
    with_usual_heights,
    without_feigned_lines,
    without_options_of_others,
)
from pipeline.layout.fields.print_beside import with_print_beside
from pipeline.layout.fields.ring_feet import without_ring_feet
from pipeline.layout.fields.rooms import extra_room, from_colon, room_behind, start_of, with_words_above
from pipeline.layout.fields.stray_writing import strays, under_options
from pipeline.layout.fields.table_cells import table_cells
from pipeline.layout.fields.tight_labels import with_tight_labels
from pipeline.layout.fields.unclaimed import doubted_beside_unclaimed
from pipeline.layout.fields.units import before_unit, up_to_unit
from pipeline.layout.fields.value_boxes import (
    around_pieces,
    around_words,
    box_behind,
    box_on_line,
    frame_on,
    print_in,
    words_before,
)
from pipeline.layout.glance import Glance
from pipeline.layout.grid.stray_lines import strayed_on
from pipeline.layout.labelling.framed_labels import parted
from pipeline.layout.labelling.labels import Label
from pipeline.layout.labelling.naming import name_by_place
from pipeline.layout.labelling.written_labels import written_labels
from pipeline.layout.print_reader import PrintReader
from pipeline.layout.which_form.column_order import Placed
from pipeline.layout.which_form.identify import Match
from pipeline.model import Cell, Doubt, Option, Part

BESIDE_LINE_MM = 1.0
MOSTLY_OPTIONS = 0.5
"""Of the width of the room for the writing beside options, what lies on them at most; where the foot of a ring round
one passes for the line to write on, all does."""


def locate(glance: Glance, match: Match, columns: Sequence[Placed], reader: PrintReader) -> tuple[Cell, ...]:
    """The cells of heads, items and table. What a printing leaves out gives no cell. columns: those of the table."""
    scale, form = glance.page.px_per_mm, match.form
    everything = form.entries
    apart = with_extras_apart(glance, match.entry_of, match.extras, everything, reader)
    named = without_option_labels(apart.glance, match.entry_of, apart.extras, everything)
    glance, extras = named.glance, named.extras
    written = written_labels(glance.labels, glance.label_texts, named.entry_of, scale)
    entry_of = name_by_place(named.entry_of, glance.labels, everything, extras | written, scale)
    guessed = _guessed(glance.labels, named.entry_of, entry_of)
    width = float(glance.page.grey.shape[1])
    places = _places(glance, entry_of, extras, written, width)
    places = with_usual_heights(without_feigned_lines(places))
    choices = with_like_rows(places, read_choices(places, glance, reader), glance.ink, scale)
    choices = with_tight_labels(places, choices, glance.ink)
    places = without_options_of_others(places, [[option.label for option in choice.options] for choice in choices])
    # A printing without lines to write on leaves room instead; one with lines has none where it asks for nothing.
    without_lines = not any(place.lines for place in places)
    cells: list[Cell] = []
    for part, entries in ((Part.HEAD, form.heads), (Part.ITEMS, form.items)):
        for entry in entries:
            for place, choice in zip(places, choices, strict=True):
                if place.entry is entry:
                    below = above_options(place, places)
                    found = _cells(part, place, below, choice, glance, reader, without_lines)
                    cells += [cell.doubted(Doubt.PLACE) for cell in found] if id(entry) in guessed else found
    cells = doubted_on_anothers_line(with_print_beside(cells, places, glance, reader), places, glance.labels, scale)
    cells = _doubted_on_options(doubted_along(cells, places, glance.ink, scale))
    cells = doubted_beside_pale_boxes(cells, glance.page.grey, scale)
    cells = doubted_across_frames(cells, places, glance.printed, glance.ink, scale)
    cells = doubted_where_crossed(cells, places, glance.printed, scale)
    cells = doubted_without_room(doubted_beside_unclaimed(cells, places, glance.printed, scale), places, scale)
    cells = doubted_named_twice(cells, glance.label_texts, entry_of, glance.printed, scale)
    cells = [*strayed_on(cells, glance.cleaned, scale), *table_cells(glance, form, columns)]
    if glance.lattice is not None and written_twice(glance.cleaned, glance.lattice, scale):
        cells = [cell.doubted(Doubt.TWICE) for cell in cells]
    bands = white_bands(glance.ink, glance.lattice, glance.horizontals, scale)
    return doubted_on_bands(cells, bands, glance.cleaned, scale)


def _places(
    glance: Glance,
    entry_of: Sequence[Entry | None],
    extras: frozenset[int],
    written: frozenset[int],
    page_width: float,
) -> tuple[Place, ...]:
    """The places of the entries in tables of items, and of those outside. written: indices of labels that are none."""
    kept = [at for at in range(len(glance.labels)) if at not in written]
    scale, labels = glance.page.px_per_mm, [glance.labels[at] for at in kept]
    entry_of = [entry_of[at] for at in kept]
    extras = frozenset(place for place, at in enumerate(kept) if at in extras)
    if not glance.frames:
        printed = without_ring_feet(glance.printed, labels, entry_of)
        return find_places(labels, entry_of, extras, printed, scale, page_width)
    outside, inside = parted(glance.printed, glance.frames, glance.ink)
    free = [None if label.cell is not None else entry for label, entry in zip(labels, entry_of, strict=True)]
    placed = find_places(labels, free, extras, outside, scale, page_width)
    return (*placed, *framed_places(labels, entry_of, extras, inside))


def _doubted_on_options(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, those doubted that are to be written in and lie on printed options, of any field: the foot of a ring
    passed for the line to write on."""
    options = [option.label for cell in cells for option in cell.options]
    return [cell.doubted(Doubt.PLACE) if not cell.options and _lies_on(cell.box, options) else cell for cell in cells]


def _guessed(labels: Sequence[Label], read: Sequence[Entry | None], named: Sequence[Entry | None]) -> frozenset[int]:
    """The entries (ids) whose place is a guess: of a label that was found by its words alone, or that could not be read
    and has no colon.

    read, named: beside the labels, the entries that their words name, and those known by their neighbours, too.
    """
    return frozenset(
        id(entry)
        for label, before, entry in zip(labels, read, named, strict=True)
        if entry is not None and (label.sought or (before is None and not label.colon))
    )


def _cells(
    part: Part,
    place: Place,
    below: Sequence[Box],
    choice: Choice,
    glance: Glance,
    reader: PrintReader,
    without_lines: bool,
) -> list[Cell]:
    """The cell of an entry and that of its extra writing. below: as from above_options."""
    scale, entry = glance.page.px_per_mm, place.entry
    options = entry.field.kind in OPTION_KINDS
    if options:
        box = (
            _around(choice.options)
            if choice.options
            else room_behind(place, place.label.value_left, place.limit, scale)
        )
    elif place.lines:
        on_line = box_on_line(place.lines[0], glance.printed, scale, words_before(place.label))
        whole = around_words(on_line, place.label.value_left, place.limit, glance.printed, scale)
        before = place.pieces if entry.extra is None else ()
        box = from_colon(whole, place.label, scale, before)
        box = with_words_above(box, place, glance.title_heights, scale)
        box = up_to_unit(box, entry.unit, glance, reader) if entry.unit else box
    elif entry.unit and entry.field.kind in DATE_KINDS:
        end = before_unit(place, start_of(place), entry.unit, glance, reader)
        box = around_pieces(
            box_behind(start_of(place), end, place.label.y, place.label.height, scale), place.pieces, place.label
        )
    else:
        box = around_pieces(room_behind(place, start_of(place), place.limit, scale), place.pieces, place.label)
    if place.label.cell is not None and not options:
        if entry.unit and not place.lines:
            box = room_behind(place, place.label.cell.left, place.limit, scale)
        if not place.lines or frame_on(place.lines[0], glance.printed) is None:
            box = in_its_cell(box, place.label.cell, bool(entry.unit), scale)
    # Nobody writes right behind a line on which nothing stands: print there is its unit.
    beside = BESIDE_LINE_MM * scale if place.lines else 0.0
    printed = print_in(box, glance.printed, 0.0 if options else beside)
    extra = extra_room(place, choice, glance, without_lines) if entry.extra is not None else None
    if extra is not None and choice.extra_until is not None:
        printed = (*printed, room_between(choice.options, extra, choice.extra_until))
    cells = [Cell(part, None, entry.field, box, choice.options, printed)]
    if entry.extra is not None and extra is not None:
        guessed = not place.lines and place.extra_label is None and choice.extra_from is None
        taken = bool(choice.options) and takes_more(entry.field.options, choice.options)
        beside_options = strays(place, below, choice, extra, glance.printed, scale) if guessed else ()
        under = None if taken else under_options(place, choice, beside_options, extra)
        unsure = guessed and (taken or beside_options) and under is None
        extra = extra if under is None else under
        # Where the options were not found, or their print lies there, they may be what is read.
        over = _lies_on(extra, [option.label for option in choice.options])
        doubts = (Doubt.PLACE,) if unsure or over or (options and not choice.options) else ()
        # What introduces it stands close before, and is no writing that begins before its place.
        said = () if choice.extra_from is None else (choice.extra_from,)
        cells.append(
            Cell(part, None, entry.extra, extra, (), (*print_in(extra, glance.printed, beside), *said), doubts)
        )
    return cells


def _lies_on(room: Box, words: Sequence[Box]) -> bool:
    """Whether most of a room's width is taken by words that stand in its height."""
    level = (one for one in words if room.top < one.centre[1] < room.bottom)
    shared = sum(max(0.0, min(one.right, room.right) - max(one.left, room.left)) for one in level)
    return shared > MOSTLY_OPTIONS * room.width


def _around(options: Sequence[Option]) -> Box:
    box = options[0].label
    for option in options:
        box = box.union(option.label)
        if option.mark is not None:
            box = box.union(option.mark)
    return box
