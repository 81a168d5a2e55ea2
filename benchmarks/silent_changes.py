"""What a pen changes on a page that is filled: rows cancelled, numbers over a ruling, headings and letters replaced."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.silent_clean import Clean
from pipeline.form import COUNT_KINDS
from pipeline.geometry import Box
from pipeline.model import Grey
from samples.generator.hands import write_tile
from samples.generator.sheet import mm
from samples.generator.strokes import INK_SEEN, Paper, line_through

Point = tuple[float, float]


def cancelled(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """Two to six rows cancelled by a large X, one long stroke or two beside each other, over the whole table or a part
    of its width: what lies between the ends is no longer meant."""
    rows = clean.rows
    paper = Paper(grey, rng.choice((clean.hand.ink_grey, rng.randint(20, 120))), clean.hand.pen_px)
    first = rng.randrange(len(rows) - 1)
    last = min(len(rows) - 1, first + rng.choice((1, 2, 3, 5)))
    top, bottom = rows[first].top + mm(rng.uniform(-1, 2)), rows[last].bottom + mm(rng.uniform(-2, 1))
    left, right = rows[first].left + mm(rng.uniform(-3, 10)), rows[first].right - mm(rng.uniform(-3, 10))
    if rng.random() < 0.4:
        left, right = sorted(rng.uniform(left, right) for _ in range(2))
        right = max(right, left + mm(40))
    shape, falls = rng.choice(("x", "x", "one", "two")), rng.random() < 0.5
    down, up = ((left, top), (right, bottom)), ((left, bottom), (right, top))
    strokes = [down, up] if shape == "x" else [down if falls else up]
    if shape == "two":
        (x0, y0), (x1, y1) = strokes[0]
        middle, off = (x0 + x1) / 2, mm(rng.uniform(0, 6))
        strokes = [((x0, y0), (middle + off, y1)), ((middle - off, y0), (x1, y1))]
    for start, end in strokes:
        _long_stroke(paper, start, end, rng)
    box = Box(left, top, right, bottom)
    over = {str(at) for at in range(first, last + 1)}
    for cell in clean.cells:
        if cell["part"] == "cell" and cell["row"] in over and cell["state"] != "blank":
            inside = box.contains(*Box(*(cell["ink"] or cell["box"])).centre)
            cell["state"], cell["value"] = ("struck", None) if inside else ("any", None)  # type: ignore[index]
    return grey


def _long_stroke(paper: Paper, start: Point, end: Point, rng: random.Random) -> None:
    """A stroke of a whole arm's movement: a little bent, not shaky."""
    away = np.array([-(end[1] - start[1]), end[0] - start[0]])
    bend = away / max(1.0, float(np.hypot(*away))) * rng.gauss(0, mm(1.5))
    middle = (np.array(start) + end) / 2 + bend
    paper.stroke([start, (float(middle[0]), float(middle[1])), end], rng, rng.uniform(0.7, 1.3))


def over_ruling(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """Two to five counts of one or two digits written across the ruling into the cell beside, which is blank."""
    paper = Paper(grey, clean.hand.ink_grey, clean.hand.pen_px)
    kinds = {column.field.name: column.field.kind for column in clean.form.columns}
    cells = [cell for cell in clean.cells if cell["part"] == "cell" and cell["row"] != "total"]
    pairs = [
        (one, other)
        for one, other in pairwise(cells)
        if one["row"] == other["row"]
        and kinds.get(one["field"]) in COUNT_KINDS
        and kinds.get(other["field"]) in COUNT_KINDS
        and one["field"] != "row_no"
    ]
    taken: set[int] = set()
    left = rng.choice((2, 3, 4, 5))
    for one, other in rng.sample(pairs, len(pairs)):
        if not left or taken & {id(one), id(other)}:
            continue
        if _written_across(grey, paper, (one, other), clean, rng):
            taken |= {id(one), id(other)}
            left -= 1
    return grey


def _written_across(
    grey: Grey, paper: Paper, pair: tuple[Mapping[str, Any], Mapping[str, Any]], clean: Clean, rng: random.Random
) -> bool:
    """Empties both cells, and writes a number that lies over the ruling between them; False where they hold more."""
    boxes = [Box(*cell["box"]) for cell in pair]
    inks = [(Box(*cell["ink"]), box) for cell, box in zip(pair, boxes, strict=True) if cell["ink"]]
    if any(box.left + 4 >= own.left or own.right >= box.right - 4 or own.top <= box.top for own, box in inks):
        return False
    if any(own.bottom > box.bottom - 4 for own, box in inks):
        return False
    for own, _ in inks:
        grey[round(own.top) : round(own.bottom) + 1, round(own.left) : round(own.right) + 1] = 255
    number = str(rng.randint(10, 99) if rng.random() < 0.75 else rng.randint(2, 9))
    tile = write_tile(number, clean.hand, min(boxes[0].height * 0.6, mm(clean.hand.cap_mm)), rng)[0]
    down, across = np.nonzero(tile >= INK_SEEN)
    wide = int(np.ptp(across)) + 1
    share = rng.uniform(0.3, 0.7)
    x = boxes[0].right - share * wide - int(across.min())
    y = boxes[0].centre[1] - (int(down.min()) + int(down.max())) / 2
    seen = paper.stamp(tile, round(x), round(y), rng.uniform(0.8, 1.0))
    ink = [seen.left, seen.top, seen.right, seen.bottom] if seen is not None else None
    owner = 0 if share >= 0.5 else 1
    for at, cell in enumerate(pair):
        said = ("value", number, number) if at == owner else ("blank", None, None)
        cell["state"], cell["value"], cell["written"] = said  # type: ignore[index]
        cell["ink"] = ink if at == owner else None  # type: ignore[index]
    return True


def heading_changed(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """The printed heading of a column, or of two, crossed out and another word written over or under it: what stands
    below is none of that column."""
    paper = Paper(grey, clean.hand.ink_grey, clean.hand.pen_px)
    rows = clean.rows
    first = [cell for cell in clean.cells if cell["row"] == "0" and cell["field"] != "row_no"]
    left = rng.choice((1, 1, 2))
    for cell in rng.sample(first, len(first)):
        box = Box(*cell["box"])
        words = [
            one.box
            for one in clean.made.printed
            if one.role == "heading"
            and box.left <= one.box.left
            and one.box.right <= box.right
            and one.box.bottom <= rows[0].top
        ]
        if not words:
            continue
        around = words[0]
        for word in words[1:]:
            around = around.union(word)
        for word in words if around.width >= around.height else [around]:
            line_through(paper, word, rng, rng.choice((1, 1, 2)))
        _write_beside(paper, around, box, clean, rng)
        left -= 1
        for other in clean.cells:
            if other["part"] == "cell" and other["field"] == cell["field"] and other["state"] != "blank":
                other["state"], other["value"] = "moved", None  # type: ignore[index]
        if not left:
            break
    return grey


def _write_beside(paper: Paper, words: Box, column: Box, clean: Clean, rng: random.Random) -> None:
    """A short word over or under the words of a heading, as wide as the column at most."""
    word = rng.choice(("KIA", "BPJS", "KUA", "DTKS", "Usaha", "PKH", "Umur", "KIP"))
    cap = mm(rng.uniform(1.6, 2.6))
    tile = write_tile(word, clean.hand, cap, rng)[0]
    down, across = np.nonzero(tile >= INK_SEEN)
    if np.ptp(across) > column.width:
        tile = write_tile(word[0], clean.hand, cap, rng)[0]
        down, across = np.nonzero(tile >= INK_SEEN)
    x = column.centre[0] - (int(across.min()) + int(across.max())) / 2
    above = words.top - mm(0.4) - int(down.max())
    below = words.bottom + mm(0.4) - int(down.min())
    paper.stamp(tile, round(x), round(rng.choice((above, below))), 1.0)


def over_letter(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """L written over P, or P over L, by the same pen, in one to three cells of the column of the sexes."""
    paper = Paper(grey, clean.hand.ink_grey, clean.hand.pen_px)
    sexes = [cell for cell in clean.cells if cell["written"] in ("L", "P") and cell["ink"] and cell["part"] == "cell"]
    for cell in rng.sample(sexes, min(len(sexes), rng.choice((1, 2, 3)))):
        ink = Box(*cell["ink"])
        new = "L" if cell["written"] == "P" else "P"
        tile = write_tile(new, clean.hand, ink.height * rng.uniform(0.9, 1.25), rng)[0]
        down, across = np.nonzero(tile >= INK_SEEN)
        x = ink.left - int(across.min()) + rng.gauss(0, 3)
        y = ink.bottom - int(down.max()) + rng.gauss(0, 3)
        for _ in range(rng.choice((1, 1, 2))):
            paper.stamp(tile, round(x + rng.gauss(0, 1)), round(y + rng.gauss(0, 1)), 1.0)
        cell["value"], cell["written"] = new, new  # type: ignore[index]
    return grey
