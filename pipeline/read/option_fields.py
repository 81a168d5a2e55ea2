"""Read the fields of a page with printed options: which of them are marked, in words or in check boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.form import OPTION_KINDS
from pipeline.model import Crop, State
from pipeline.read.blanks import DOUBTED
from pipeline.read.engine import Engines
from pipeline.read.faint import faint_marks
from pipeline.read.options import box_ink, heavy_doubts, read_boxes, read_words
from pipeline.read.printed_words import placed_surely
from pipeline.read.raw import MARKS_NAME, Raw
from pipeline.read.shapes import Floats

_FEWEST_BOXED, _LOST = 3, 0.4
"""Fields with check boxes, so many at least, beside which those without are so small a share that their boxes were not
seen: of seven such on 240 office pages one is read right for sure, and two wrong."""


def read_options(crops: Sequence[Crop], engines: Engines) -> dict[int, Raw]:
    """The readings of fields with printed options, by their place among the crops."""
    found: dict[int, Raw] = {}
    words: dict[int, tuple[Sequence[str], Floats]] = {}
    boxed: list[int] = []
    for at, crop in enumerate(crops):
        options = crop.cell.options
        if crop.cell.field.kind not in OPTION_KINDS:
            continue
        if not options:
            found[at] = Raw((), MARKS_NAME, quality=0.0)
        elif any(option.mark is not None for option in options):
            found[at] = Raw(read_boxes(crop, engines.looks.log_looks), MARKS_NAME, quality=placed_surely(crop))
            boxed.append(at)
        else:
            words[at] = ([option.value for option in options], engines.looks.log_looks(crop))
    for at, doubt in zip(boxed, heavy_doubts([box_ink(crops[at]) for at in boxed]), strict=True):
        found[at] = replace(found[at], doubt=doubt)
    for at, answer in zip(words, read_words(list(words.values())), strict=True):
        found[at] = Raw(answer.alternatives, MARKS_NAME, quality=placed_surely(crops[at]), doubt=answer.cancelled)
    lost = len(boxed) >= _FEWEST_BOXED and len(words) <= _LOST * len(boxed)
    for at, raw in found.items():
        blank = bool(raw.alternatives) and raw.alternatives[0].state is State.BLANK
        # An option that was not found may be the one with the mark; what seems one on another may be a blurred box.
        unsure = _lacks_options(crops[at]) or (at in boxed and _is_of_no_box(crops[at], raw)) or (at in words and lost)
        if unsure or (blank and faint_marks(crops[at])):
            found[at] = replace(raw, doubt=max(raw.doubt, DOUBTED))
    return found


def _lacks_options(crop: Crop) -> bool:
    """Whether fewer options were found than the form has."""
    return len(crop.cell.options) < len(crop.cell.field.options)


def _is_of_no_box(crop: Crop, raw: Raw) -> bool:
    """Whether the answer, or that there is none, may be that of an option whose box was not seen though others' were:
    a bracket that is read as its words' lies where the box must be."""
    unseen = {option.value for option in crop.cell.options if option.mark is None or option.supposed}
    best = raw.alternatives[0] if raw.alternatives else None
    return bool(unseen) and (best is None or best.state is not State.VALUE or best.text in unseen)
