"""A page with what was found drawn on it: every cell coloured by state and decision, its name and reading beside it."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, Grey, PageContent, Part, State
from pipeline.run.kept.codec import Pages
from pipeline.run.showing.overlay_labels import Colour, Picture, Sheet, patch, width_px
from pipeline.run.showing.overlay_legend import COLOURS, FOR_REVIEW, legend

_SHOWN = {State.NONE: "-", State.DITTO: '"', State.STRUCK: "dicoret / struck", State.UNREADABLE: "?"}

# A smaller scan is enlarged, so that labels of a size that can be read find room between its lines.
_WIDTH_PX, _MOST_ENLARGED = 3600.0, 2.0
_FONT_SIZE = 1.0
_NAME: Colour = (90, 70, 70)
_LONGEST_NAME = 28


def draw(grey: Grey, became: Pages, run_id: str = "") -> Picture:
    """The picture turned upright, in colour, with the cells and readings of its pages on it and legends above.

    run_id: the publication that the pages are from, "" where they were read alone.
    """
    contents = [page for page in became if isinstance(page, PageContent)]
    turns = contents[0].quarter_turns if contents else 0
    upright = np.ascontiguousarray(np.rot90(grey, -turns))
    by = enlarged(upright.shape[1])
    large = cv2.resize(upright, None, fx=by, fy=by, interpolation=cv2.INTER_LINEAR).astype(np.uint8)
    # Paler ink, so that the drawing stands out from what it is drawn on.
    picture = cv2.cvtColor((255 - (255 - large) * 0.6).astype(np.uint8), cv2.COLOR_GRAY2BGR).astype(np.uint8)
    size = _FONT_SIZE * max(0.5, picture.shape[1] / _WIDTH_PX)
    sheet = Sheet(picture, large)
    placed = [[(value, _turned(value.box, turns, grey).scaled(by)) for value in content.values] for content in contents]
    for value, box in sorted((cell for cells in placed for cell in cells), key=lambda cell: cell[0].state != "blank"):
        _draw_box(picture, value, box, size)
    for cells in placed:
        _label(sheet, cells, size)
    legends = [legend(page, picture.shape[1], size * 1.2, run_id) for page in became]
    return np.concatenate([*legends, picture])


def enlarged(width: int) -> float:
    """How many times as wide as that upright scan, in pixels, its picture is."""
    return min(_MOST_ENLARGED, max(1.0, _WIDTH_PX / width))


def _turned(box: Box, turns: int, grey: Grey) -> Box:
    """Where a box of `grey` lies after so many quarter turns clockwise."""
    height, width = float(grey.shape[0]), float(grey.shape[1])
    match turns % 4:
        case 1:
            return Box(height - box.bottom, box.left, height - box.top, box.right)
        case 2:
            return Box(width - box.right, height - box.bottom, width - box.left, height - box.top)
        case 3:
            return Box(box.top, width - box.right, box.bottom, width - box.left)
    return box


def _draw_box(picture: Picture, value: FieldValue, box: Box, size: float) -> None:
    colour = FOR_REVIEW if value.decision is Decision.REVIEW else COLOURS[value.state]
    line_px = max(1, round((1 if value.state is State.BLANK else 3) * size))
    cv2.rectangle(picture, (round(box.left), round(box.top)), (round(box.right), round(box.bottom)), colour, line_px)


def _label(sheet: Sheet, cells: list[tuple[FieldValue, Box]], size: float) -> None:
    """Names first, once for a column, above its first cell; then what was read."""
    named: set[str] = set()
    for value, box in cells:
        if value.part is Part.TABLE and value.field not in named:
            named.add(value.field)
            name = _name(value)
            sheet.put(patch(((name, _NAME),), size * 0.8, width_px(name, size * 0.8) > box.width), box, above=True)
    for value, box in cells:
        text = _text(value)
        parts = [(text, COLOURS[value.state])] if text else []
        if not value.part.in_table:
            parts.insert(0, (_name(value) + (":" if text else ""), _NAME))
        if parts:
            sheet.put(patch(tuple(parts), size), box)


def _name(value: FieldValue) -> str:
    return value.field if len(value.field) <= _LONGEST_NAME else value.field[: _LONGEST_NAME - 2] + ".."


def _text(value: FieldValue) -> str:
    """What stands beside a cell: its value, what was written if that has none, and how sure it is when in doubt."""
    sure = "" if value.decision is Decision.ACCEPTED else f" {value.confidence:.0%}"
    if value.state is State.BLANK:
        return f"kosong? / blank?{sure}" if sure else ""
    age = "" if value.age is None else f"({value.age})"
    text = " ".join(part for part in (value.value or _SHOWN.get(value.state) or value.raw_text or "?", age) if part)
    return text + sure
