"""Every field of a known form found on the page, in the form's order."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.form import OPTION_KINDS, Entry
from pipeline.geometry import Box
from pipeline.layout.glance import Glance, strip_of
from pipeline.layout.identify import Match
from pipeline.layout.naming import name_by_place
from pipeline.layout.options import boxed_options, inline_options, pick_options, words_of_box
from pipeline.layout.print_reader import PrintedWord, PrintReader
from pipeline.layout.table_cells import table_cells
from pipeline.layout.value_boxes import box_behind_label, box_on_line, print_in
from pipeline.layout.values import Place, deal
from pipeline.model import Cell, Option, Part


def locate(glance: Glance, match: Match, reader: PrintReader) -> tuple[Cell, ...]:
    """The cells of heads, items and table. What a printing leaves out gives no cell."""
    scale = glance.page.px_per_mm
    entries = (*match.form.heads, *match.form.items)
    entry_of = name_by_place(match.entry_of, glance.labels, entries, match.extras, scale)
    width = float(glance.page.grey.shape[1])
    places = deal(glance.labels, entry_of, match.extras, glance.printed, scale, width)
    options = _options(places, glance, reader)
    form = match.form
    cells: list[Cell] = []
    for part, entries in ((Part.HEAD, form.heads), (Part.ITEMS, form.items)):
        for entry in entries:
            for place, found in zip(places, options, strict=True):
                if place.entry is entry:
                    cells += _cells(part, place, found, glance)
    return (*cells, *table_cells(glance, form))


def _cells(part: Part, place: Place, options: tuple[Option, ...], glance: Glance) -> list[Cell]:
    """The cell of an entry and that of its extra writing."""
    scale, entry = glance.page.px_per_mm, place.entry
    lines = list(place.lines)
    if entry.field.kind in OPTION_KINDS:
        box = _around(options) if options else box_behind_label(place.label, place.limit, scale)
    elif lines:
        box = box_on_line(lines.pop(0), glance.printed, scale)
    else:
        box = box_behind_label(place.label, place.limit, scale)
    cells = [Cell(part, None, entry.field, box, options, print_in(box, glance.printed))]
    if entry.extra is not None and lines:
        extra = box_on_line(lines[-1], glance.printed, scale)
        cells.append(Cell(part, None, entry.extra, extra, (), print_in(extra, glance.printed)))
    return cells


def _around(options: Sequence[Option]) -> Box:
    box = options[0].label
    for option in options:
        box = box.union(option.label)
        if option.mark is not None:
            box = box.union(option.mark)
    return box


def _options(places: Sequence[Place], glance: Glance, reader: PrintReader) -> list[tuple[Option, ...]]:
    """The options of every place, empty where it has none; what must be read for that is read in one call."""
    wanted: list[tuple[int, Box]] = []
    for index, place in enumerate(places):
        wanted += [(index, box) for box in _to_read(place, glance)]
    scale = glance.page.px_per_mm
    texts = reader.read_strips([strip_of(glance.cleaned, box, scale) for _, box in wanted])
    found: list[tuple[Option, ...]] = []
    for index, place in enumerate(places):
        mine = [(box, text) for (owner, box), text in zip(wanted, texts, strict=True) if owner == index]
        if place.entry.field.kind not in OPTION_KINDS:
            found.append(())
        elif place.boxes and not mine:
            limit = place.limit
            found.append(boxed_options(place.entry.field.options, place.boxes, limit, glance.printed, scale))
        elif place.boxes:
            picked = pick_options(place.entry.field.options, [text.text for _, text in mine])
            found.append(
                tuple(
                    Option(place.entry.field.options[which].value, mark, box)
                    for which, mark, (box, _) in zip(picked, place.boxes, mine, strict=True)
                    if which is not None
                )
            )
        elif mine:
            area, text = mine[0]
            shift = (area.left - 0.5 * scale, area.top - 0.35 * scale)
            words = [PrintedWord(word.text, word.box.shifted(*shift), word.confidence) for word in text.words]
            found.append(inline_options(place.entry.field.options, area, words))
        else:
            found.append(())
    return found


def _to_read(place: Place, glance: Glance) -> list[Box]:
    """What must be read to know the options: nothing where there are as many boxes as options."""
    entry, scale = place.entry, glance.page.px_per_mm
    if entry.field.kind not in OPTION_KINDS or len(place.boxes) == len(entry.field.options):
        return []
    if place.boxes:
        limit = place.limit
        return [words_of_box(box, place.boxes, limit, glance.printed, scale) for box in place.boxes]
    area = _inline_area(place, entry, glance)
    return [area] if area is not None else []


def _inline_area(place: Place, entry: Entry, glance: Glance) -> Box | None:
    """Around the print behind the colon, up to the label of the extra writing."""
    scale = glance.page.px_per_mm
    end = place.limit
    if place.lines:
        end = place.lines[0].left
    pieces = [
        piece
        for piece in glance.printed.pieces
        if place.label.value_left - 0.5 * scale <= piece.left < end
        and abs(piece.centre[1] - place.label.y) < 0.9 * max(place.label.height, piece.height)
    ]
    pieces.sort(key=lambda piece: piece.left)
    if place.lines and entry.extra_label and len(pieces) > 1:
        pieces = pieces[:-1]
    if not pieces:
        return None
    area = pieces[0]
    for piece in pieces[1:]:
        area = area.union(piece)
    return area
