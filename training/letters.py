"""Letters cut out of real lines, to write Indonesian words in the hands of people who never wrote one.

The reader aligns the known text with the line; a letter whose strokes touch no neighbour's is cut out, with its height
above the line it was written on, and so are two or three that touch each other alone, as one piece. What is left of a
writer is an alphabet of shapes with their natural variety, and the ways in which that hand joins them.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.read.alphabet import ALPHABET
from pipeline.read.ctc import spelt
from pipeline.read.handwriting import OnnxRecogniser
from training.phrases import Phrases, number
from training.real import Line, align, aligned

Grey = NDArray[np.uint8]

_LOW = frozenset("acemnorsuvwxz")
"""Letters that reach from the base line to the middle line: their height is the unit of a line's letters."""
_ON_BASE = _LOW | frozenset("bdhiklt0123456789ABCDEFGHIKLMNOPRSTUVWXYZ")
_SMALL = frozenset(".,'-:\"")
"""Signs that are smaller than any letter; all others have to be at least half a unit high."""
_LEAST_FIT = -1.0
"""Least mean log-probability of a line's alignment: below it the label or the line is likely another."""
_LEAST_UNIT_PX = 6.0
_SURE, _SURE_ALONE = 0.5, 0.3
"""Least probability that the reader gives to a letter where it is aligned, and to what was cut out: a piece of a letter
reads as something else. Much higher would keep only the plain ones."""
_ALIKE = ("0oO", "1lIi", "5sS", "2zZ", "9gq", "uUvV", "cC", "kK", "pP", "wW", "xX", "fF", "jJ", "mM", ".,'")
"""Letters that nobody can tell apart when they stand alone."""

_NUMBERS = 0.4
"""Share of numbers: registers have good digits."""
_FEWEST_OWN, _FEWEST_OF_ALL = 8, 50
"""Different characters that a writer must have to be one, and that all together must have."""
_LONGEST = 3
"""Characters in one piece, at most."""
_JOINED = 0.8
"""How often a piece of several letters is written where the writer has one: the rest in letters that stand alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The ink of one to three letters, 0 to 255, where its first row lies above the base line and how high a low letter
    is, in px."""

    ink: Grey
    above_px: float
    unit_px: float


Pages = dict[str, dict[str, list[Piece]]]
"""Pieces by page, and there by what they say."""

_Box = tuple[int, int, int, int]
_Span = tuple[int, int]
"""First character and the one after the last."""


def cut_letters(lines: Iterable[Line], reader: OnnxRecogniser) -> Pages:
    """Pieces by page and by what they say; of lines that the reader could not align nothing is taken."""
    pages: dict[str, dict[str, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        for text, piece in _pieces_of(line, reader):
            if _reads_as(piece, text, reader):
                pages[line.page][text].append(piece)
    return {page: dict(pieces) for page, pieces in pages.items()}


def _pieces_of(line: Line, reader: OnnxRecogniser) -> list[tuple[str, Piece]]:
    height, width = line.grey.shape
    frames, targets, found = aligned(line, reader)
    if found is None or found[1] < _LEAST_FIT:
        return []
    frame_px = width / len(frames)
    sure = [float(frames[start, target]) > _SURE for start, target in zip(found[0], targets, strict=True)]
    _, ink = cv2.threshold(line.grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    owned = _own_parts(line.text, [(start + 0.5) * frame_px for start in found[0]], stats, height, frame_px)
    boxes = {span: _around(stats[parts]) for span, parts in owned.items() if all(sure[slice(*span)])}
    scale = _scale(line.text, boxes)
    if scale is None:
        return []
    unit, base = scale
    kept = [span for span, box in boxes.items() if _likely(line.text[slice(*span)], box, unit, base)]
    return [(line.text[slice(*span)], _piece(line.grey, labels, owned[span], boxes[span], unit, base)) for span in kept]


def _own_parts(
    text: str, middles: list[float], stats: NDArray[np.int32], height: int, frame_px: float
) -> dict[_Span, list[int]]:
    """Connected parts by the few characters that lie under them and under no other part of the line."""
    under: list[tuple[_Span, int]] = []
    for part, (x, y, wide, high, area) in enumerate(stats[1:], 1):
        from_top_to_bottom = y <= 0 and y + high >= height
        if area < 12 or wide > 3.5 * height or from_top_to_bottom:
            continue
        left, right = x - 0.5 * frame_px, x + wide + 0.5 * frame_px
        over = [i for i, middle in enumerate(middles) if left <= middle <= right and text[i] != " "]
        if over:
            under.append(((over[0], over[-1] + 1), part))
    owned: dict[_Span, list[int]] = {}
    for span, part in sorted(under):
        # Spans that overlap are one piece: a dot over one of two letters that touch.
        last = next(reversed(owned), (0, 0))
        if span[0] < last[1]:
            owned[(last[0], max(last[1], span[1]))] = [*owned.pop(last), part]
        else:
            owned[span] = [part]
    return {
        span: parts for span, parts in owned.items() if span[1] - span[0] <= _LONGEST and " " not in text[slice(*span)]
    }


def _around(stats: NDArray[np.int32]) -> _Box:
    """Left, top, right, bottom of some parts."""
    left, top = stats[:, 0].min(), stats[:, 1].min()
    right, bottom = (stats[:, 0] + stats[:, 2]).max(), (stats[:, 1] + stats[:, 3]).max()
    return int(left), int(top), int(right), int(bottom)


def _scale(text: str, boxes: dict[_Span, _Box]) -> tuple[float, float] | None:
    """How high a low letter is, and where the base line is, px; None where too little shows it."""
    said = {span: text[slice(*span)] for span in boxes}
    low = [box[3] - box[1] for span, box in boxes.items() if set(said[span]) <= _LOW]
    tall = [box[3] - box[1] for span, box in boxes.items() if all(c.isdigit() or c.isupper() for c in said[span])]
    bottoms = [box[3] for span, box in boxes.items() if set(said[span]) <= _ON_BASE]
    if len(bottoms) < 2 or not (low or tall):
        return None
    unit = float(np.median(low)) if len(low) >= 2 or not tall else 0.6 * float(np.median(tall))
    return (unit, float(np.median(bottoms))) if unit >= _LEAST_UNIT_PX else None


def _likely(text: str, box: _Box, unit: float, base: float) -> bool:
    left, top, right, bottom = box
    smaller = bottom - top < 0.6 * unit and not set(text) <= _SMALL
    if bottom - top > 4 * unit or right - left > 4 * unit + 2 * unit * (len(text) - 1) or smaller:
        return False
    return not set(text) <= _ON_BASE or abs(bottom - base) <= 0.8 * unit


def _piece(grey: Grey, labels: NDArray[np.int32], parts: list[int], box: _Box, unit: float, base: float) -> Piece:
    left, top, right, bottom = box
    mask = np.isin(labels[top:bottom, left:right], parts)
    near = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    cut = grey[top:bottom, left:right].astype(np.float32)
    paper, dark = float(np.percentile(grey, 80)), float(np.percentile(cut[mask], 30))
    strength = np.clip((paper - cut) / max(20.0, paper - dark), 0, 1) * 255
    return Piece(np.where(near, strength, 0).astype(np.uint8), base - top, unit)


def _reads_as(piece: Piece, text: str, reader: OnnxRecogniser) -> bool:
    """Whether `piece` still says `text` when it stands alone on white paper."""
    room = round(0.5 * piece.unit_px)
    alone = 255 - np.pad(piece.ink, ((room, room), (2 * room, 2 * room)))
    width = max(16, round(alone.shape[1] * 48 / alone.shape[0]))
    frames = reader.read([cv2.resize(alone, (width, 48), interpolation=cv2.INTER_AREA)])[0]
    found = align(np.log(frames + 1e-8), [ALPHABET.index(character) + 1 for character in text])
    if found is None or len(spelt(frames.argmax(axis=1))) > len(text):
        return False  # there is a piece of a neighbour, or of a ruling, at its side
    likely = []
    for at, character in enumerate(text):
        alike = next((group for group in _ALIKE if character in group), character + character.swapcase())
        columns = [ALPHABET.index(c) + 1 for c in alike if c in ALPHABET]
        # One letter may be anywhere on its strip; of several each has its place.
        frame = slice(None) if len(text) == 1 else slice(found[0][at], found[0][at] + 1)
        likely.append(float(frames[frame, columns].sum(axis=1).max()))
    return min(likely) > _SURE_ALONE


class LetterHand:
    """Writes with pieces of one writer, each time another shape; what the writer lacks is taken from another one."""

    name = "letters"

    def __init__(self, pages: Pages) -> None:
        self._writers = [pieces for pieces in pages.values() if sum(len(said) == 1 for said in pieces) >= _FEWEST_OWN]
        self._all: dict[str, list[Piece]] = {}
        """Letters that stand alone: what a writer lends another."""
        for pieces in pages.values():
            for said, shapes in pieces.items():
                if len(said) == 1:
                    self._all.setdefault(said, []).extend(shapes)

    @property
    def can_write(self) -> bool:
        """Whether there is a writer, and nearly all that phrases are made of was cut from some page."""
        return bool(self._writers) and len(self._all) >= _FEWEST_OF_ALL

    def text(self, phrases: Phrases, rng: random.Random) -> str:
        """Something that can be written: every letter of it was cut from some page."""
        while True:
            drawn = number(rng) if rng.random() < _NUMBERS else phrases.draw(rng)
            if self.knows(drawn):
                return drawn

    def knows(self, text: str) -> bool:
        """Whether there is ink of every character of `text`."""
        return all(character == " " or character in self._all for character in text)

    def alphabets(self, count: int, rng: random.Random) -> list[dict[str, Piece]]:
        """One shape of every character, of so many writers who have most of them; others lend what they lack."""
        known = sorted(self._writers, key=lambda writer: -len(writer.keys() & self._all.keys()))[:count]
        return [
            {character: rng.choice(writer.get(character) or shapes) for character, shapes in sorted(self._all.items())}
            for writer in known
        ]

    def write(self, text: str, rng: random.Random) -> Grey:
        """`text`, dark on white, its low letters 22 to 34 px high.

        Raises KeyError for a character that nobody wrote: `text` draws none.
        """
        letters = set(text) - {" "}
        own = max(
            rng.sample(self._writers, min(4, len(self._writers))), key=lambda writer: len(letters & writer.keys())
        )
        unit = rng.uniform(22, 34)
        gap = unit * rng.uniform(-0.12, 0.3)
        canvas = np.zeros((int(unit * 5), int(unit * (2.2 * len(text) + 3))), np.uint8)
        base, x = unit * 3, unit * 0.6
        for said in _in_pieces(text, own, rng):
            if said == " ":
                x += unit * rng.uniform(0.5, 1.0)
                continue
            piece = rng.choice(own.get(said) or self._all[said])
            scale = unit / piece.unit_px * rng.uniform(0.93, 1.07)
            size = (max(2, round(piece.ink.shape[1] * scale)), max(2, round(piece.ink.shape[0] * scale)))
            shape = cv2.resize(piece.ink, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
            top = max(0, round(base - piece.above_px * scale + rng.gauss(0, 0.04 * unit)))
            area = canvas[top : top + size[1], round(x) : round(x) + size[0]]
            np.maximum(area, shape[: area.shape[0], : area.shape[1]], out=area)
            x += size[0] + gap * rng.uniform(0.3, 1.7)
        return 255 - canvas[:, : round(x + unit * 0.6)]


def _in_pieces(text: str, own: dict[str, list[Piece]], rng: random.Random) -> list[str]:
    """`text` in the longest pieces that the writer has, for the most part; spaces and lacking letters alone."""
    pieces, at = [], 0
    while at < len(text):
        longest = next((n for n in range(_LONGEST, 1, -1) if text[at : at + n] in own), 1)
        length = longest if rng.random() < _JOINED else 1
        length = min(length, len(text) - at)
        pieces.append(text[at : at + length])
        at += length
    return pieces
