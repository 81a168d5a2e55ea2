"""Fills a printed page in: writes, marks options, crosses out, and tells the truth of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.typed_pen import FINE, Box, Hand
from benchmarks.typed_people import Said
from benchmarks.typed_printing import Print


@dataclass
class Filled:
    """A page in colour while it is written on, and the cells of its truth."""

    page: Print
    hand: Hand
    marks: str
    """How options are marked: circle, strike, tick, cross."""
    cells: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.layer = np.zeros(self.page.picture.shape, np.float32)

    def picture(self) -> NDArray[np.uint8]:
        """Paper, print and ink."""
        paper = cv2.cvtColor(self.page.picture, cv2.COLOR_GRAY2BGR).astype(np.float32)
        dense = self.layer.clip(0, 1)[..., None]
        colour = np.array(self.hand.colour, np.float32)
        return np.asarray((paper * (1 - dense) + np.minimum(paper, colour) * dense).clip(0, 255), np.uint8)

    def put(self, key: str, part: str, row: str | None, name: str, said: Said) -> None:
        """Write into a place."""
        box = self.page.boxes.get(key)
        if box is None:
            return
        ink, written = box, said.text
        if said.mark:
            ink, written = self._mark(said.mark, box), said.mark
        elif said.state == "ditto":
            ink, written = self._text('"', box, True), "ditto"
        elif said.state == "struck":
            ink = self._text(said.text, box)
            self._strike(ink)
        elif said.text:
            middle = part == "cell" and self._middle(said)
            ink = self._corrected(said, box) if said.wrong else self._text(said.text, box, middle)
        self._tell(key, part, row, name, said, written, box, ink)

    def choose(self, place: str, part: str, name: str, option: str, values: list[str]) -> None:
        """Mark one of a place's printed options."""
        boxes = {value: self.page.boxes.get(f"opt:{name}={value}") for value in values}
        if any(box is None for box in boxes.values()):
            return
        whole = _around([box for box in boxes.values() if box])
        said = Said("value", "", option, mark=self.marks) if option else Said()
        ink = whole
        target = boxes.get(option)
        gap = self.page.boxes.get(f"box:{name}={option}")
        if option and target and self.marks == "strike":
            ink = _around([self._strike(boxes[value] or whole) for value in values if value != option])
        elif option and target and self.marks == "circle":
            ink = self._ring(target)
        elif option and target:
            ink = self._mark(self.marks, gap or target, loose=True)
        self._tell(f"opt:{name}", part, None, name, said, said.mark, whole, ink)

    def _tell(
        self, key: str, part: str, row: str | None, name: str, said: Said, written: str, box: Box, ink: Box
    ) -> None:
        cell = {"key": key, "part": part, "row": row, "field": name, "state": said.state, "written": written,
                "value": said.value, "box": list(box), "ink": list(ink)}  # fmt: skip
        self.cells.append(cell | ({"age": said.age} if said.age is not None else {}))

    def _middle(self, said: Said) -> bool:
        return len(said.text) < 3 or self.hand.centre

    def _text(
        self, text: str, box: Box, middle: bool = False, part: tuple[float, float] = (0.0, 1.0), small: float = 1.0
    ) -> Box:
        """Write a line, as large as fits; on two lines where one would be too small."""
        left, top, right, bottom = box
        room, tall = (right - left) * (part[1] - part[0]), bottom - top
        high = min(self.hand.size, tall * 0.58) * small
        layer, base = self.hand.line(text, high)
        fit = room * 0.96 / max(1.0, layer.shape[1] / FINE)
        if fit < 0.62 and " " in text and small == 1.0 and tall > 0.2 * self.hand.dpi:
            words = text.split(" ")
            half = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) * 2 - len(text)))
            middle_y = (top + bottom) / 2
            upper = self._text(" ".join(words[:half]), (left, top, right, middle_y), middle, part, 1.06)
            return _around(
                [upper, self._text(" ".join(words[half:]), (left, middle_y, right, bottom), middle, part, 1.06)]
            )
        if fit < 1:
            narrow = max(fit, 0.5)
            layer, base = self.hand.line(text, high * max(narrow, 0.72))
            squeeze = min(1.0, room * 0.98 / max(1.0, layer.shape[1] / FINE))
            if squeeze < 1:
                layer = cv2.resize(
                    layer,
                    (max(2, int(layer.shape[1] * max(squeeze, 0.66))), layer.shape[0]),
                    interpolation=cv2.INTER_AREA,
                )
        width, noise = layer.shape[1] / FINE, self.hand.noise
        spare = max(0.0, room - width)
        x = (
            left
            + (right - left) * part[0]
            + (spare / 2 if middle else min(spare, tall * 0.12 + abs(noise.normal(0, 0.05)) * tall))
        )
        y = bottom - tall * (0.27 + noise.normal(0, 0.025)) - base / FINE
        return self._lay(layer, x, y)

    def _lay(self, layer: NDArray[np.float32], x: float, y: float) -> Box:
        made = self.hand.ink(layer)
        left, top = round(x), round(y)
        height, width = made.shape
        x0, y0 = max(0, left), max(0, top)
        x1, y1 = min(self.layer.shape[1], left + width), min(self.layer.shape[0], top + height)
        if x1 <= x0 or y1 <= y0:
            return float(left), float(top), float(left + width), float(top + height)
        room = self.layer[y0:y1, x0:x1]
        np.maximum(room, made[y0 - top : y1 - top, x0 - left : x1 - left], out=room)
        return float(x0), float(y0), float(x1), float(y1)

    def _drawn(self, strokes: list[list[tuple[float, float]]], box: Box) -> Box:
        """Strokes given in a box's own measures, 0 to 1."""
        left, top, right, bottom = box
        edge = self.hand.pen * 3 + (right - left + bottom - top) * 0.25
        layer = np.zeros(
            (int((bottom - top + 2 * edge) * FINE) + 2, int((right - left + 2 * edge) * FINE) + 2), np.float32
        )
        found = []
        for stroke in strokes:
            points = np.array(stroke) * [right - left, bottom - top] + edge
            many = np.linspace(0, len(points) - 1, 24)
            curve = np.stack([np.interp(many, np.arange(len(points)), points[:, side]) for side in (0, 1)], 1)
            for _ in range(3):
                curve[1:-1] = (curve[:-2] + 2 * curve[1:-1] + curve[2:]) / 4
            self.hand.trace(layer, curve * FINE, self.hand.pen * FINE)
            found.append((curve[:, 0].min(), curve[:, 1].min(), curve[:, 0].max(), curve[:, 1].max()))
        self._lay(layer, left - edge, top - edge)
        x0, y0, x1, y1 = _around(found)
        return left - edge + x0, top - edge + y0, left - edge + x1, top - edge + y1

    def _mark(self, mark: str, box: Box, loose: bool = False) -> Box:
        """A tick or a cross in the middle of a place."""
        shift = self.hand.noise.normal(0, 0.06, 8)
        left, top, right, bottom = box
        side = min(right - left, bottom - top) * (1.25 if loose else 0.62)
        side = min(side, self.hand.size * 1.15)
        x, y = (left + right) / 2 + shift[6] * side, (top + bottom) / 2 + shift[7] * side
        square = (x - side / 2, y - side / 2, x + side / 2, y + side / 2)
        if mark == "cross":
            return self._drawn(
                [[(0.05 + shift[0], 0 + shift[1]), (1 + shift[2], 1)], [(0.95, shift[3]), (shift[4], 1 + shift[5])]],
                square,
            )
        return self._drawn(
            [[(shift[0], 0.5 + shift[1]), (0.32 + shift[2], 1), (1.1 + shift[3], -0.05 + shift[4])]], square
        )

    def _ring(self, box: Box) -> Box:
        left, top, right, bottom = box
        tall = bottom - top
        turn = np.linspace(0.4, 0.4 + 2 * np.pi * 1.04, 24)
        grow = (right - left + tall * 0.7) / (right - left)
        wobble = 1 + self.hand.noise.normal(0, 0.02, 24)
        points = [
            (0.5 + 0.5 * grow * np.cos(a) * w, 0.5 + 0.78 * np.sin(a) * w) for a, w in zip(turn, wobble, strict=True)
        ]
        return self._drawn([points], box)

    def _strike(self, box: Box) -> Box:
        shift = self.hand.noise.normal(0, 0.07, 6)
        strokes = [[(-0.03, 0.55 + shift[0]), (0.5, 0.5 + shift[1]), (1.03, 0.5 + shift[2])]]
        if self.hand.chance.random() < 0.3:
            strokes.append([(0.0, 0.68 + shift[3]), (1.0, 0.62 + shift[4])])
        return self._drawn(strokes, box)

    def _corrected(self, said: Said, box: Box) -> Box:
        """The wrong beginning crossed out, and what stands beside it."""
        share = max(0.2, min(0.4, len(said.wrong) / (len(said.wrong) + len(said.text))))
        self._strike(self._text(said.wrong, box, part=(0.0, share), small=0.85))
        return self._text(said.text, box, part=(share + 0.03, 1.0), small=0.85)


def _around(boxes: list[Box]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
