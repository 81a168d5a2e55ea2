"""Pages on which a pen drew lines down columns: for "same as above", and for other reasons, for the calibration.

Lines below a value mean the same again: plain, bent, wavy, with arrow ends, with ticks at their ends. Others mean no
such thing: they strike out the empty rows below the last entry, they are tails of letters or slips of the pen.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pipeline.form import Form
from pipeline.geometry import Box
from samples.generator.damage import draw_damage, spoil
from samples.generator.habits import LINE_DOWN
from samples.generator.make import MadePage, Writer, make_page, spoiled_box
from samples.generator.sheet import mm
from samples.generator.strokes import Paper

_EMPTY_STRUCK, _TAILS, _SLIPS = 0.5, 0.3, 0.3
"""Shares of pages with the empty rows struck out, with tails of letters down into the next row, with slips."""
_DITTOS = 0.7
"""Share of pages whose writer draws lines for the same again."""
_INKED = 40
"""Grey levels above the pen's to which a pixel is of a letter."""

Point = tuple[float, float]
Cells = Sequence[dict[str, Any]]


def lined_page(form: Form, seed: int, writer: Writer, level: str) -> MadePage:
    """A page of `form` with such lines, spoiled as `level` has it; in its truth cells below a line are `ditto`.

    Raises ValueError where the form does not fit on its paper.
    """
    rng = random.Random(f"column lines:{seed}:{form.key}")
    ditto = LINE_DOWN if rng.random() < _DITTOS else None
    writer = replace(writer, habits=replace(writer.habits, ditto=ditto, slips=0.0))
    clean = make_page(form, seed, damage=draw_damage(seed, "clean"), writer=writer)
    cells: Any = clean.truth["cells"]
    paper = Paper(clean.image.copy(), writer.hand.ink_grey, writer.hand.pen_px)
    way = rng.choice(WAYS)
    for above, run in ditto_runs(cells):
        _line_below(paper, above, run, way, rng)
    if rng.random() < _EMPTY_STRUCK:
        _strike_empty(paper, cells, rng)
    if rng.random() < _TAILS:
        _draw_tails(paper, cells, rng)
    if rng.random() < _SLIPS:
        _slip(paper, cells, rng)
    damage = draw_damage(seed, level)
    image, way_there = spoil(paper.grey, damage, clean.image)
    height, width = image.shape
    for cell in cells:
        for name in ("box", "ink"):
            if cell[name] is not None:
                cell[name] = spoiled_box(Box(*cell[name]), way_there, width, height)
    return MadePage(image, clean.truth | {"spoiled": damage.told()}, clean.printed, way_there)


def ditto_runs(cells: Cells) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Of each column the cells that repeat the one above them, from the first to the last, and that one."""
    by_place = {(cell["field"], int(cell["row"])): cell for cell in cells if _in_rows(cell)}
    runs = []
    for (field, row), cell in by_place.items():
        below = by_place.get((field, row + 1))
        if cell["state"] != "value" or below is None or below["state"] != "ditto":
            continue
        run = []
        while below is not None and below["state"] == "ditto":
            run.append(below)
            below = by_place.get((field, row + len(run) + 1))
        runs.append((cell, run))
    return runs


def _in_rows(cell: dict[str, Any]) -> bool:
    return bool(cell["part"] == "cell" and cell["row"] != "total")


def _line_below(paper: Paper, above: dict[str, Any], run: Cells, way: Way, rng: random.Random) -> None:
    """The line from below the value down into the last cell that repeats it."""
    value, first, last = Box(*above["ink"]), Box(*run[0]["box"]), Box(*run[-1]["box"])
    x = min(max(first.left + first.width * rng.gauss(0.45, 0.12), first.left + mm(1.5)), first.right - mm(1.5))
    # Some begin below the value in its own cell, some in the next.
    top = (
        value.bottom + mm(rng.uniform(0.3, 1.0))
        if rng.random() < 0.6
        else first.top + first.height * rng.uniform(0, 0.25)
    )
    top = min(top, first.top + 0.3 * first.height)
    bottom = last.top + last.height * rng.uniform(0.55, 1.0)
    way(paper, (x, top), (x + rng.gauss(0, 0.02) * (bottom - top), bottom), rng)


def _plain(paper: Paper, start: Point, end: Point, rng: random.Random) -> None:
    long = end[1] - start[1]
    middle = (start[0] + end[0]) / 2 + rng.gauss(0, 0.02) * long, (start[1] + end[1]) / 2
    paper.stroke([start, middle, end], rng)


def _wavy(paper: Paper, start: Point, end: Point, rng: random.Random) -> None:
    turns = max(3, round((end[1] - start[1]) / mm(rng.uniform(2.5, 5.0))))
    swing = mm(rng.uniform(0.4, 1.0))
    points = [start]
    for at in range(1, turns):
        share = at / turns
        x = start[0] + share * (end[0] - start[0]) + (swing if at % 2 else -swing)
        points.append((x, start[1] + share * (end[1] - start[1])))
    paper.stroke([*points, end], rng)


def _arrow(paper: Paper, start: Point, end: Point, rng: random.Random) -> None:
    _plain(paper, start, end, rng)
    ends = [(end, -1)] if rng.random() < 0.7 else [(end, -1), (start, 1)]
    for (x, y), up in ends:
        size = mm(rng.uniform(0.9, 1.8))
        paper.stroke([(x - 0.7 * size, y + up * size), (x, y)], rng)
        paper.stroke([(x, y), (x + 0.7 * size, y + up * size)], rng)


def _barred(paper: Paper, start: Point, end: Point, rng: random.Random) -> None:
    _plain(paper, start, end, rng)
    half = mm(rng.uniform(0.6, 1.6))
    for x, y in (start, end):
        paper.stroke([(x - half, y + rng.uniform(-2, 2)), (x + half, y + rng.uniform(-2, 2))], rng)


def _brace(paper: Paper, start: Point, end: Point, rng: random.Random) -> None:
    """A curly brace that points to the right."""
    deep, (x, top), bottom = mm(rng.uniform(0.8, 1.6)), start, end[1]
    middle = (top + bottom) / 2
    side = [(x, top), (x + 0.8 * deep, top + deep), (x + 0.8 * deep, middle - deep), (x + 1.6 * deep, middle)]
    other = [(px, top + bottom - py) for px, py in reversed(side)]
    paper.stroke(side, rng)
    paper.stroke(other, rng)


Way = Callable[[Paper, Point, Point, random.Random], None]
WAYS: tuple[Way, ...] = (_plain, _plain, _plain, _wavy, _arrow, _arrow, _barred, _brace)


def _strike_empty(paper: Paper, cells: Cells, rng: random.Random) -> None:
    """Lines through the rows below the last entry: down some columns, or down all of them in one slanting line."""
    rows = [cell for cell in cells if _in_rows(cell)]
    written = [int(cell["row"]) for cell in rows if cell["state"] != "blank"]
    last = max((int(cell["row"]) for cell in rows), default=0)
    first = max(written, default=-1) + 1
    empty = [Box(*cell["box"]) for cell in rows if int(cell["row"]) >= first]
    if not empty or last - first < 1:
        return
    top, bottom = min(box.top for box in empty), max(box.bottom for box in empty)
    left, right = min(box.left for box in empty), max(box.right for box in empty)
    begin, end = top + mm(rng.uniform(-1, 4)), bottom - mm(rng.uniform(0, 6))
    if rng.random() < 0.3:
        across = left + mm(rng.uniform(3, 25)), right - mm(rng.uniform(3, 25))
        _plain(paper, (across[rng.random() < 0.5], begin), (across[rng.random() < 0.5], end), rng)
        return
    of_row = sorted({(box.left, box.right) for box in empty})
    for one, other in rng.sample(of_row, rng.randint(1, len(of_row))):
        x = one + (other - one) * rng.uniform(0.25, 0.75)
        rng.choice((_plain, _plain, _wavy))(paper, (x, begin), (x + rng.gauss(0, mm(0.7)), end), rng)


def _draw_tails(paper: Paper, cells: Cells, rng: random.Random) -> None:
    """Tails of a y or a g, down into the cell below, some with a hook."""
    names = [Box(*cell["ink"]) for cell in cells if _in_rows(cell) and cell["ink"] and isinstance(cell["value"], str)]
    for ink in rng.sample(names, min(len(names), rng.randint(1, 6))):
        word = paper.grey[ink.slices(paper.grey.shape[1], paper.grey.shape[0])] < paper.ink_grey + _INKED
        columns = np.flatnonzero(word.any(axis=0))
        if not len(columns):
            continue
        at = int(rng.choice(columns.tolist()))
        x, y, long = ink.left + at, ink.top + float(np.flatnonzero(word[:, at])[-1]), mm(rng.uniform(2.0, 5.5))
        points = [(x, y - mm(0.4)), (x - 0.1 * long, y + 0.6 * long), (x - 0.15 * long, y + long)]
        if rng.random() < 0.5:
            points.append((x - 0.5 * long, y + 0.8 * long))
        paper.stroke(points, rng)


def _slip(paper: Paper, cells: Cells, rng: random.Random) -> None:
    """A stroke that means nothing, from somewhere in a cell across into the next row or farther."""
    boxes = [Box(*cell["box"]) for cell in cells if _in_rows(cell)]
    if not boxes:
        return
    for _ in range(rng.choice((1, 1, 2))):
        box = rng.choice(boxes)
        x, y = box.left + box.width * rng.random(), box.top + box.height * rng.random()
        long = box.height * rng.uniform(0.5, 2.2)
        paper.stroke(
            [(x, y), (x + rng.gauss(0, 0.2) * long, y + long / 2), (x + rng.gauss(0, 0.3) * long, y + long)], rng
        )
