"""A page with what was found drawn on it: every cell coloured by state and decision, with its reading beside it."""

from __future__ import annotations

import unicodedata
from collections import Counter

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, Grey, PageContent, PageFault, State
from pipeline.run.codec import Pages

Picture = NDArray[np.uint8]
"""Pixels in blue, green, red, shape (height, width, 3)."""

Colour = tuple[int, int, int]

_REVIEW = "review"
_COLOURS: dict[str, Colour] = {
    State.VALUE: (60, 140, 0),
    State.BLANK: (190, 190, 190),
    State.NONE: (190, 110, 0),
    State.DITTO: (170, 0, 140),
    State.STRUCK: (60, 60, 120),
    State.UNREADABLE: (0, 0, 200),
    _REVIEW: (0, 120, 255),
}
"""Blue, green, red; a cell for review is orange whatever its state."""

_SHOWN = {State.NONE: "-", State.DITTO: '"', State.STRUCK: "struck", State.UNREADABLE: "?"}
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_FONT_PX = 30.0
"""Height of a line of that font, with its leading, at scale 1."""

# The overlay is for a screen: lines are drawn for a page of about this width, and scaled with it.
_USUAL_WIDTH_PX = 2400.0


def draw(grey: Grey, became: Pages) -> Picture:
    """The picture turned upright, in colour, with the cells and readings of its pages on it and legends above."""
    contents = [page for page in became if isinstance(page, PageContent)]
    turns = contents[0].quarter_turns if contents else 0
    upright = np.ascontiguousarray(np.rot90(grey, -turns))
    # Paler ink, so that the drawing stands out from what it is drawn on.
    picture = cv2.cvtColor((255 - (255 - upright) * 0.6).astype(np.uint8), cv2.COLOR_GRAY2BGR).astype(np.uint8)
    scale = max(0.5, picture.shape[1] / _USUAL_WIDTH_PX)
    values = [value for content in contents for value in content.values]
    for value in sorted(values, key=lambda value: value.state is not State.BLANK):
        _draw_cell(picture, value, _turned(value.box, turns, grey), scale)
    return np.concatenate([*(_legend(page, picture.shape[1], scale) for page in became), picture])


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


def _draw_cell(picture: Picture, value: FieldValue, box: Box, scale: float) -> None:
    colour = _COLOURS[_look(value)]
    line_px = max(1, round((1 if value.state is State.BLANK else 2) * scale))
    start, end = (round(box.left), round(box.top)), (round(box.right), round(box.bottom))
    cv2.rectangle(picture, start, end, colour, line_px)
    text = _text(value)
    if not text:
        return
    width_1, _ = cv2.getTextSize(text, _FONT, 1.0, 1)[0]
    fitting = box.width / max(1, width_1)
    size = float(np.clip(min(fitting, box.height * 0.36 / _FONT_PX), 0.4 * scale, 0.6 * scale))
    _write(picture, text, (start[0] + 2, end[1] - 2), size, colour)


def _look(value: FieldValue) -> str:
    return _REVIEW if value.decision is Decision.REVIEW else value.state


def _text(value: FieldValue) -> str:
    """What stands beside a cell: its value, what was written if that has none, and how sure it is when in doubt."""
    if value.state is State.BLANK:
        return "" if value.decision is Decision.ACCEPTED else f"blank? {value.confidence:.2f}"
    age = "" if value.age is None else f"({value.age})"
    text = " ".join(part for part in (value.value or _SHOWN.get(value.state) or value.raw_text or "?", age) if part)
    return text if value.decision is Decision.ACCEPTED else f"{text} {value.confidence:.2f}"


def _write(picture: Picture, text: str, corner: tuple[int, int], size: float, colour: Colour) -> None:
    """Text on a veil of white, its lower left corner at `corner`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    (width, height), below = cv2.getTextSize(plain, _FONT, size, 1)
    left, bottom = corner
    veil = picture[max(0, bottom - height - below) : bottom, max(0, left) : max(0, left + width)]
    veil[:] = (veil * 0.25 + 255 * 0.75).astype(np.uint8)
    cv2.putText(picture, plain, (left, bottom - below // 2), _FONT, size, colour, max(1, round(size * 2)), cv2.LINE_AA)


def _legend(became: PageContent | PageFault, width_px: int, scale: float) -> Picture:
    size = 0.9 * scale
    line_px = round(_FONT_PX * size * 1.5)
    legend = np.full((line_px * 3, width_px, 3), 245, dtype=np.uint8)
    black: Colour = (0, 0, 0)
    if isinstance(became, PageFault):
        _write(legend, f"refused: {became.reason}", (line_px // 2, line_px), size, _COLOURS[State.UNREADABLE])
        _write(legend, became.message, (line_px // 2, 2 * line_px), size * 0.8, black)
        return legend
    facts = (
        f"{became.form} {became.edition}   score {became.match_score:.2f} (next: {became.runner_up or 'none'})   "
        f"turned {90 * became.quarter_turns} deg   skew {became.skew_deg:.2f} deg   "
        f"lattice within {became.grid_residual_px:.1f} px"
    )
    fit = width_px / max(1.0, cv2.getTextSize(facts, _FONT, size, 1)[0][0] + line_px)
    _write(legend, facts, (line_px // 2, line_px), size * min(1.0, fit), black)
    counts = Counter(_look(value) for value in became.values)
    left = line_px // 2
    for look, colour in _COLOURS.items():
        name = f"{look} {counts[look]}"
        cv2.rectangle(legend, (left, round(1.5 * line_px)), (left + line_px // 2, 2 * line_px), colour, -1)
        _write(legend, name, (left + line_px * 2 // 3, round(2.1 * line_px)), size * 0.8, black)
        left += line_px * 2 + cv2.getTextSize(name, _FONT, size * 0.8, 1)[0][0]
    return legend
