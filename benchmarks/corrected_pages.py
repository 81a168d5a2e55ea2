"""Filled pages of which some fields are corrected in one way (benchmarks/corrected_writing.py)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.corrected_writing import IN_RECAPS, IN_SHEETS, Asked, Correction
from benchmarks.correcting_pen import CorrectingPen
from benchmarks.evidence_books import truth_place
from pipeline.form import LIST_KINDS, Form, Kind
from pipeline.geometry import Box
from pipeline.model import Grey
from samples.generator.damage import draw_damage, spoil
from samples.generator.draw import print_form
from samples.generator.fill import Filled, fill_page
from samples.generator.habits import Habits
from samples.generator.make import draw_subject, draw_writer, spoiled_box
from samples.generator.printing import draw_printing
from samples.generator.strokes import Paper
from samples.generator.writing import write_answer

PLAIN = ("plain", "counts_plain")
"""Pages without a correction: of sheets, and of recaps."""
KINDS = (PLAIN[0], *IN_SHEETS, PLAIN[1], *IN_RECAPS)
_LEVELS = ("scan", "scan", "clean", "copy", "phone")
_SHEETS = ("data-warga", "data-warga", "data-keluarga", "ibu-bayi", "catatan-keluarga")
"""Of these forms the pages are in turn: persons' sheets hold most dates and numbers."""
_OF_HEAD, _WHOLE_OF_HEAD, _OF_TABLE = 0.75, 0.35, 0.15
"""Share of fields that are corrected, where a digit or word of the head, or all of it, or one of the table may be."""

Place = tuple[str, int | None, str]


@dataclass(frozen=True, slots=True, eq=False)
class CorrectedPage:
    """A page as it was scanned. truth: cells as in a line of the truth (`state` is "two" where two values stand), by
    part, row and field; first: of corrected ones, what was written first."""

    form: Form
    image: Grey
    hand: str
    truth: Mapping[Place, Mapping[str, Any]]
    first: Mapping[Place, str]


def make_corrected_page(forms: Sequence[Form], kind: str, seed: int, fonts: tuple[Path, ...]) -> CorrectedPage:
    """A page of one of the forms for which `kind` is, in a hand of `fonts`; the same for the same seed."""
    rng = random.Random(f"corrected:{kind}:{seed}")
    form = _form(forms, kind, seed)
    printing, writer, subject = draw_printing(seed), draw_writer(seed, fonts), draw_subject(seed)
    habits = replace(writer.habits, slips=0.0)
    page = print_form(form, printing)
    filled = fill_page(form, page, subject, habits)
    paper = Paper(page.grey.copy(), writer.hand.ink_grey, writer.hand.pen_px)
    pen, writing = CorrectingPen(paper, writer.hand, rng), random.Random(f"writing:{seed}:{form.key}")
    others = _others(filled)
    inks: list[Box | None] = []
    cells: list[Filled] = []
    first: dict[Place, str] = {}
    last: dict[str, int] = {}
    for one in filled:
        slot, row = one.slot, int(one.slot.row) if (one.slot.row or "").isdigit() else None
        beside = last.get(slot.field.name if row is not None else "")
        found = None
        if beside is None or (row if row is not None else len(cells)) - beside > 1:
            found = _corrected(one, kind, pen, habits, others)
        if found is not None:
            last[slot.field.name if row is not None else ""] = row if row is not None else len(cells)
            first[truth_place(_cell(one, None))] = found.first
            gone = found.state != "value"
            said = replace(one.answer, state=found.state, value=None, age=None) if gone else one.answer
            one = replace(one, answer=said)
        inks.append(found.ink if found else write_answer(paper, slot, one.answer, writer.hand, habits, writing))
        cells.append(one)
    image, page_map = spoil(paper.grey, draw_damage(seed, _LEVELS[seed % len(_LEVELS)]), page.grey)
    height, width = image.shape
    boxes = [None if ink is None else spoiled_box(ink, page_map, width, height) for ink in inks]
    truth = [_cell(one, box) for one, box in zip(cells, boxes, strict=True)]
    return CorrectedPage(form, image, writer.hand.name, {truth_place(cell): cell for cell in truth}, first)


def _form(forms: Sequence[Form], kind: str, seed: int) -> Form:
    if kind in IN_RECAPS or kind == PLAIN[1]:
        fitting = [form for form in forms if form.form.startswith("rekap")]
    else:
        fitting = [form for form in forms if form.form == _SHEETS[seed % len(_SHEETS)]]
    return fitting[seed // len(_SHEETS) % len(fitting)]


def _corrected(
    one: Filled, kind: str, pen: CorrectingPen, habits: Habits, others: Mapping[Kind, Sequence[str]]
) -> Correction | None:
    """The correction drawn into a field, None where none is."""
    slot, said = one.slot, one.answer
    if kind in PLAIN or said.state != "value" or said.options or said.written in ("tick", "cross"):
        return None
    if slot.field.name == "row_no" or slot.row == "total":
        return None
    way, kinds = (IN_SHEETS | IN_RECAPS)[kind]
    share = _OF_HEAD if slot.row is None or kind == "two_lines" else _OF_TABLE
    if slot.row is None and kind.startswith("whole"):
        share = _WHOLE_OF_HEAD
    if slot.field.kind not in kinds or (kind in IN_RECAPS and slot.row is None) or pen.rng.random() >= share:
        return None
    spoken = str.upper if habits.capitals else str
    usual = [spoken(other) for other in others.get(slot.field.kind, ())]
    return way(pen, Asked(slot, spoken(said.written), usual))


def _others(filled: Sequence[Filled]) -> dict[Kind, list[str]]:
    """What is written on the page, by kind; words of open lists are in closed ones, too."""
    found: dict[Kind, set[str]] = {}
    for one in filled:
        written = one.answer.written
        if one.answer.state == "value" and len(written) > 1 and written not in ("tick", "cross"):
            found.setdefault(one.slot.field.kind, set()).add(written)
    words = {kind: sorted(texts) for kind, texts in found.items()}
    return words | dict.fromkeys(LIST_KINDS, sorted({word for kind in LIST_KINDS for word in words.get(kind, ())}))


def _cell(one: Filled, ink: list[float] | None) -> dict[str, Any]:
    slot, said = one.slot, one.answer
    place = {"part": slot.part, "row": slot.row, "field": slot.field.name, "kind": slot.field.kind.value}
    told = {"state": said.state, "written": said.written, "value": said.value, "age": said.age, "ink": ink}
    return place | told
