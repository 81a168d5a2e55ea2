"""Ruled (not dotted) lines to write on, among the rulings that were found on the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.lines.rulings import Ruling
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.model import Grey

SHORTEST_MM = 6.0
UNBROKEN = 0.93
BELOW_SHARE = 0.12
ABOVE_SHARE = 0.42
MOST_ABOUT, SAME_ENDS_MM = 0.7, 1.0
"""So much ink may be above or below a line that begins and ends so near to where another one does."""
UNDERLINE_MM = 1.5
"""A line drawn under words begins, ends and lies this near to them."""
LOWER, TALLER = 0.6, 2.0
"""Of their height, a label beside them: what is lower is dirt, or of a sheet's dashed edge, what is taller a fold."""
EDGE_MM = 0.6
"""So far beyond a check box what is left of its edges lies at most."""
NEAREST_LINES_MM = 3.6
"""Lines to write on lie farther apart: nobody writes lower than this."""


def ruled_lines(rulings: Sequence[Ruling], ink: Grey, px_per_mm: float) -> tuple[DottedLine, ...]:
    """The rulings that are lines to write on: unbroken, paper below them, at most some writing above.

    What else looks like a ruling outside a table is the stroke through a struck option (ink below it) or the feet of
    capitals (full of gaps).
    """
    measured = [line for ruling in rulings if (line := _measured(ruling, ink, px_per_mm)) is not None]
    clear = [line for line, crowded in measured if not crowded]
    # Where lines are near, tall writing below one reaches up to it; but a printer draws many from one edge to another.
    return tuple(
        line for line, crowded in measured if not crowded or any(_alike(line, one, px_per_mm) for one in clear)
    )


def _alike(line: DottedLine, other: DottedLine, px_per_mm: float) -> bool:
    """Whether two lines begin and end below one another, as far apart as lines to write on are."""
    ends = max(abs(line.left - other.left), abs(line.right - other.right))
    return ends < SAME_ENDS_MM * px_per_mm and abs(line.y - other.y) >= NEAREST_LINES_MM * px_per_mm


def with_ruled(lines: Sequence[DottedLine], ruled: Sequence[DottedLine], px_per_mm: float) -> tuple[DottedLine, ...]:
    """Dotted lines and ruled ones; pieces of a ruled line that passed for dotted ones are left out."""
    kept = [
        line
        for line in lines
        if not any(
            abs(line.y - other.y) < 0.8 * px_per_mm
            and min(line.right, other.right) - max(line.left, other.left) > 0.5 * line.width
            for other in ruled
        )
    ]
    return tuple(sorted((*kept, *ruled), key=lambda line: (line.y, line.left)))


def without_tops(lines: Sequence[DottedLine], px_per_mm: float) -> tuple[DottedLine, ...]:
    """The lines but for those right above a longer one, within its ends: what broke off the tops of writing there."""
    return tuple(line for line in lines if not any(_on_top(line, other, px_per_mm) for other in lines))


def without_edges(lines: Sequence[DottedLine], boxes: Sequence[Box], px_per_mm: float) -> tuple[DottedLine, ...]:
    """The lines but for the edges of check boxes: what is left of one passes for a short line."""
    slack = EDGE_MM * px_per_mm
    around = [box.grown(slack) for box in boxes]
    return tuple(
        line
        for line in lines
        if not any(
            box.left <= line.left and line.right <= box.right and box.top <= line.y <= box.bottom for box in around
        )
    )


def _on_top(line: DottedLine, other: DottedLine, px_per_mm: float) -> bool:
    within = other.left - px_per_mm <= line.left and line.right <= other.right + px_per_mm
    return within and line.width < other.width and 0 < other.y - line.y < NEAREST_LINES_MM * px_per_mm


def without_underlines(lines: Sequence[DottedLine], pieces: Sequence[Box], px_per_mm: float) -> tuple[DottedLine, ...]:
    """The lines but for those drawn under print: as wide as the words right above, with no label left of them."""
    return tuple(line for line in lines if not _underlines(line, pieces, px_per_mm))


def _underlines(line: DottedLine, pieces: Sequence[Box], px_per_mm: float) -> bool:
    slack = UNDERLINE_MM * px_per_mm
    above = [
        piece
        for piece in pieces
        if piece.left >= line.left - slack
        and piece.right <= line.right + slack
        and -0.5 * px_per_mm <= line.y - piece.bottom <= slack
    ]
    if not above:
        return False
    first, last = min(piece.left for piece in above), max(piece.right for piece in above)
    top = min(piece.top for piece in above)
    high = max(piece.height for piece in above)
    beside = (other for other in pieces if other.right < line.left and other.top < line.y and other.bottom > top)
    alone = not any(LOWER * high <= other.height <= TALLER * high for other in beside)
    return alone and abs(line.left - first) <= slack and abs(line.right - last) <= slack


def _measured(ruling: Ruling, ink: Grey, px_per_mm: float) -> tuple[DottedLine, bool] | None:
    """The ruling with its ends found to the pixel, and whether there is so much ink about it that it may be no line to
    write on; None when it is none."""
    first = max(0, round(ruling.start - ruling.step_px))
    last = min(ink.shape[1], round(ruling.end + ruling.step_px))
    x = np.arange(first, last)
    y = ruling.at(x.astype(np.float64))
    near = max(1, round(0.12 * px_per_mm))
    on_line = _any_ink(ink, x, y, -near, near)
    runs = np.nonzero(on_line)[0]
    if not len(runs):
        return None
    start, end = _longest(on_line, gap=max(2, round(0.5 * px_per_mm)))
    if end - start < SHORTEST_MM * px_per_mm:
        return None
    part = slice(start, end)
    below = _any_ink(ink, x[part], y[part], round(0.4 * px_per_mm), round(0.9 * px_per_mm)).mean()
    above = _any_ink(ink, x[part], y[part], -round(0.9 * px_per_mm), -round(0.4 * px_per_mm)).mean()
    if on_line[part].mean() < UNBROKEN or max(below, above) > MOST_ABOUT:
        return None
    if _goes_on(ink, x, y, start, end, px_per_mm):
        return None
    line = DottedLine(float(x[start]), float(x[end - 1] + 1), float(y[start]), float(y[end - 1]), ruling.weight_px)
    return line, bool(below > BELOW_SHARE or above > ABOVE_SHARE)


def _goes_on(ink: Grey, x: np.ndarray, y: np.ndarray, start: int, end: int, px_per_mm: float) -> bool:
    """Whether ink leads on from both ends, a little above or below, as the curve of a circled word does."""
    reach = max(2, round(1.0 * px_per_mm))
    ends = (slice(max(0, start - reach), start), slice(end, end + reach))
    off = max(2, round(0.9 * px_per_mm))
    return all(len(x[part]) > 1 and _any_ink(ink, x[part], y[part], -off, off).mean() > 0.6 for part in ends)


def _any_ink(ink: Grey, x: np.ndarray, y: np.ndarray, first: int, last: int) -> np.ndarray:
    """Per column, whether there is ink between `first` and `last` pixels below the line."""
    rows = np.clip(np.round(y).astype(int)[None, :] + np.arange(first, last + 1)[:, None], 0, ink.shape[0] - 1)
    result: np.ndarray = (ink[rows, x[None, :]] > 0).any(axis=0)
    return result


def _longest(on_line: np.ndarray, gap: int) -> tuple[int, int]:
    """Start and end of the longest run, gaps up to `gap` pixels bridged."""
    at = np.nonzero(on_line)[0]
    breaks = np.nonzero(np.diff(at) > gap)[0]
    starts = np.concatenate([[at[0]], at[breaks + 1]])
    ends = np.concatenate([at[breaks], [at[-1]]]) + 1
    best = int(np.argmax(ends - starts))
    return int(starts[best]), int(ends[best])
