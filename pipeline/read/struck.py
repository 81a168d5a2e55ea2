"""Lines drawn through writing or print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.read.ink import USUAL_CELL_PX, Ink, Mask, Part, around
from pipeline.read.lined_words import lined, standing_on_line

_SLOPES = np.linspace(-0.15, 0.15, 13)
_HIGHEST, _LOWEST = 0.3, 0.72
"""Where, as shares of the ink's height, a line through writing runs."""
_LONGEST_RUN_PX = 14

_SLOPE, _HALF = 1.7, 1.5
"""Logistic fit to names, and where half are crossed out: of 1,000 names in the calibration's hands and 1,600 words and
numbers of people and registers held out, half of all crossed out, the fewest are then told wrongly if 3 in 100 are in
books. How surely the line recogniser reads adds nothing: what one line crosses out as surely as most real hands."""
_TOO_NARROW = 0.002
_WORD_GAP = 0.3
"""Room between words, in heights of their line."""
_LINE_GAP, _LONG = 0.12, 1.5
"""Room between the end of a line through a word and the next word; length of what a line makes one piece."""
_SURELY = 0.6
_START = 0.5
"""Of the width that a line runs through: what touches it and is narrower is the beginning of the same word."""
_LINED = 0.9
"""The chance from which on the word is crossed out that a line in it runs through: flowing hands have such lines."""
_LEAST_WRITING, _AS_TALL = 0.2, 0.5
"""What is lower is the end of a stroke, or dirt: of a usual cell; of the taller of two numbers, or of what is struck in
a hand that writes small."""
LEFT_OUT_DOUBT = 0.14
"""Where words or lines are left out as crossed out: so many of such readings are wrong (benchmarks.reading,
corrected)."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The nearly level line with the most ink: its height in each column, and the share of columns it covers."""

    rows: NDArray[np.int64]
    covered: float


def best_line(ink: Mask) -> Line:
    """The line through the middle of `ink` (height, width ≥ 2) that meets ink in the largest share of columns."""
    height, width = ink.shape
    columns = np.arange(width)
    first, last = int(_HIGHEST * height), max(int(_HIGHEST * height) + 1, int(_LOWEST * height))
    drops = np.round(_SLOPES[:, None] * (columns - width / 2)).astype(np.int64)
    rows = np.clip(np.arange(first, last)[:, None] + drops[:, None], 0, height - 1).reshape(-1, width)
    covered = np.count_nonzero(np.ascontiguousarray(ink).ravel().take(rows * width + columns), axis=1) / width
    best = int(np.argmax(covered))
    return Line(rows[best], float(covered[best]))


Telling = Callable[[Ink], float | None]
"""Log odds that writing is crossed out where half of all is, None for what is too narrow to tell (strike_net)."""


def struck_probability(ink: Ink, telling: Telling) -> float:
    """Probability that the writing was crossed out."""
    odds = telling(ink)
    return _TOO_NARROW if odds is None else float(1 / (1 + np.exp(-_log_struck(odds))))


def _log_struck(odds: float) -> float:
    """Log odds that writing is crossed out, from those of the network, where half of all is."""
    return _SLOPE * (odds - _HALF)


def without_struck(ink: Ink, lines: Sequence[Sequence[Part]], number: bool, telling: Telling) -> tuple[Ink, float]:
    """The ink without words and lines that are crossed out, when others stand: a correction above, below or beside.

    Second, the chance that it went the wrong way: that what stands is struck, or what was left out is not.
    number: a number never takes two lines, so the upper one corrects the lower one, unless it is itself crossed out
    or much lower than the other. A scribble over a digit or two is too small to be told from a dash by itself.
    """
    words = [[piece for word in words_of(line) for piece in _parted(word, ink, telling)] for line in lines]
    for at, line in enumerate(lines):
        on_line = standing_on_line(ink, line)
        if on_line is not None and _crossed_out(replace(on_line.ink, parts=on_line.through), telling) > _LINED:
            others = tuple(part for other in (*lines[:at], *lines[at + 1 :]) for part in other)
            whole = replace(on_line.ink, parts=(*others, *on_line.through, *on_line.behind))
            parted = [*words[:at], [list(on_line.through), list(on_line.behind)], *words[at + 1 :]]
            return _standing(whole, parted, number, telling)[:2]
    standing, doubt, found = _standing(ink, words, number, telling) if sum(map(len, words)) > 1 else (ink, 0.0, False)
    if found or number:
        return standing, doubt
    for at, line in enumerate(lines):
        beside = _lined_words(ink, line, telling)
        if beside is not None:
            again = [*words[:at], beside[1], *words[at + 1 :]]
            return _standing(beside[0], again, number, telling)[:2]
    return standing, doubt


def _standing(
    ink: Ink, in_lines: Sequence[Sequence[Sequence[Part]]], number: bool, telling: Telling
) -> tuple[Ink, float, bool]:
    """As without_struck, of the words in their lines, two or more; last, whether any is crossed out."""
    standing: list[list[Part]] = []
    struck: list[Sequence[Part]] = []
    doubt = 0.0
    for words in in_lines:
        kept: list[Part] = []
        for word in words:
            chance = _crossed_out(replace(ink, parts=tuple(word)), telling)
            doubt = max(doubt, min(chance, 1 - chance))
            if chance > _SURELY:
                struck.append(word)
            else:
                kept.extend(word)
        if kept:
            standing.append(kept)
    least = min([_LEAST_WRITING * min(ink.cell.height, USUAL_CELL_PX), *(_AS_TALL * _height(word) for word in struck)])
    if struck and not any(_height(line) > least for line in standing):
        # Everything is crossed out: what remains of it says so; unless one of the words only seemed to be.
        return ink, max(doubt, LEFT_OUT_DOUBT), True
    two = number and len(standing) > 1
    if two:
        tallest = max(map(_height, standing))
        standing = [line for line in standing if _height(line) >= _AS_TALL * tallest][:1]
    if struck or two:
        doubt = max(doubt, LEFT_OUT_DOUBT)
    own = [part for line in standing for part in line]
    kept_ink = replace(ink, parts=tuple(sorted(own, key=lambda part: (part.box.left, part.box.top))))
    return kept_ink, doubt, bool(struck)


def words_of(line: Sequence[Part], gap: float = _WORD_GAP) -> list[list[Part]]:
    """The parts of a line in words, parted where there is room: `gap`, in heights of the line."""
    room = gap * max((part.box.height for part in line), default=0.0)
    words: list[list[Part]] = []
    reached = -np.inf
    for part in sorted(line, key=lambda part: part.box.left):
        if part.box.left - reached > room:
            words.append([])
        words[-1].append(part)
        reached = max(reached, part.box.right)
    return words


def _parted(word: list[Part], ink: Ink, telling: Telling) -> list[list[Part]]:
    """The word; or in pieces, where one is crossed out and the others are not: its line may end close to the next."""
    pieces = words_of(word, _LINE_GAP)
    if len(pieces) < 2:
        return [word]
    for at, piece in enumerate(pieces):
        box = around(piece)
        if box.width > _LONG * box.height and _crossed_out(replace(ink, parts=tuple(piece)), telling) > _SURELY:
            others = ([part for other in side for part in other] for side in (pieces[:at], pieces[at + 1 :]))
            before, behind = others
            return [part for part in (before, piece, behind) if part]
    return [word]


def _lined_words(ink: Ink, line: Sequence[Part], telling: Telling) -> tuple[Ink, list[list[Part]]] | None:
    """The ink, and what stands before, on and behind a line that crosses out a word and runs into the next; None
    without one. The ink is cut where the line ends, if it ends on a letter."""
    found = lined(ink, line)
    if found is None or _crossed_out(replace(found.ink, parts=found.through), telling) <= _LINED:
        return None
    before, through, others = words_of(found.before), list(found.through), [p for p in ink.parts if p not in line]
    if before:
        box, last = around(through), around(before[-1])
        if box.left - last.right < _LINE_GAP * box.height and last.width < _START * box.width:
            through = [*before.pop(), *through]  # the line begins within the word
    words = [*before, through, *words_of(found.behind)]
    return replace(found.ink, parts=(*others, *(part for word in words for part in word))), words


def _height(line: Sequence[Part]) -> float:
    return max(part.box.height for part in line)


def _crossed_out(word: Ink, telling: Telling) -> float:
    high = word.box().height > 0.15 * min(word.cell.height, USUAL_CELL_PX)
    return struck_probability(word, telling) if high else 0.0


def struck_features(ink: Ink) -> Floats | None:
    """What tells crossed-out writing, shape (8,); None when the ink is too narrow for a line, or one block of it.

    Columns covered by the best line; the same with a pixel to either side; how much its middle strays, in pen widths;
    how far it reaches beyond the rest of the ink, in heights; the least of ink above and below it; log of the aspect;
    the width of the widest piece, in all; ink per height of the box in the columns that have ink: scribbled over.
    """
    mask = ink.own
    height, width = mask.shape
    # Where no paper is left in the box, no pen can be measured: it would be as wide as no sheet.
    if height < 8 or width < 0.8 * height or mask.all():
        return None
    line = best_line(mask)
    pen = max(2.0, 2 * float(np.percentile(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)[mask], 75)))
    above, below = _runs(mask, line.rows)
    thin = (above + below > 0) & (above + below <= 1.8 * pen)
    stray = float(((below - above)[thin] / 2).std()) if np.count_nonzero(thin) > 3 else 2 * pen
    rest = mask.copy()
    rest[_beside(line, int(pen) + 1, height)] = False
    filled = np.flatnonzero(rest.any(axis=0))
    beyond = (filled[0] + width - 1 - filled[-1]) / height if len(filled) else 3.0
    higher = np.arange(height)[:, None] < line.rows
    least = min(float((rest & higher).any(axis=0).mean()), float((rest & ~higher).any(axis=0).mean()))
    widest = max(part.box.width for part in ink.parts) / width
    dense = float(mask.sum() / max(1, np.count_nonzero(mask.any(axis=0))) / height)
    figures = [line.covered, _thick(mask, line), stray / pen, min(float(beyond), 2.0), least]
    return np.array([*figures, float(np.log(width / height)), widest, dense])


def _thick(mask: Mask, line: Line) -> float:
    return float(mask[_beside(line, 1, mask.shape[0])].any(axis=0).mean())


def _beside(line: Line, reach: int, height: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows, shape (2 * reach + 1, width), of the line and of so many pixels above and below it; columns."""
    rows = np.clip(line.rows + np.arange(-reach, reach + 1)[:, None], 0, height - 1)
    return rows, np.arange(rows.shape[1])


def _runs(mask: Mask, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ink without a gap from the line upwards, and downwards (its own pixel counted below), pixels per column."""
    columns = np.arange(mask.shape[1])
    lengths = []
    for way, start in ((-1, 1), (1, 0)):
        at = rows + way * np.arange(start, _LONGEST_RUN_PX)[:, None]
        inked = (at >= 0) & (at < mask.shape[0]) & mask[np.clip(at, 0, mask.shape[0] - 1), columns]
        lengths.append(np.logical_and.accumulate(inked, axis=0).sum(axis=0))
    return lengths[0], lengths[1]
