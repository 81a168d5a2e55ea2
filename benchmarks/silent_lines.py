"""Lines on a page that are none of its table: of a pen, of a scanner, of the paper, the edges of stains."""

from __future__ import annotations

import random

import cv2
import numpy as np

from benchmarks.silent_clean import Clean
from pipeline.geometry import Box
from pipeline.model import Grey
from samples.generator.sheet import mm
from samples.generator.strokes import Paper


def struck_row(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """One row, or two, struck out by a pen line each, from near one side of the table to the other or beyond."""
    rows = clean.rows
    paper = Paper(grey, rng.choice((clean.hand.ink_grey, rng.randint(20, 120))), clean.hand.pen_px)
    for at in rng.sample(range(len(rows)), rng.choice((1, 1, 2))):
        row = rows[at]
        left, right = row.left + mm(rng.uniform(-5, 8)), row.right - mm(rng.uniform(-5, 8))
        middle, falls = row.top + row.height * rng.uniform(0.35, 0.65), row.height * rng.uniform(-0.15, 0.15)
        shares = np.linspace(0, 1, rng.choice((2, 2, 6)))
        wave = [0.0, *(rng.gauss(0, mm(0.3)) for _ in shares[1:-1]), 0.0]
        line = [
            (left + share * (right - left), middle + (share - 0.5) * falls + off)
            for share, off in zip(shares, wave, strict=True)
        ]
        paper.stroke(line, rng, rng.uniform(0.7, 1.3))
        for cell in clean.cells:
            if cell["part"] == "cell" and cell["row"] == str(at) and cell["state"] != "blank":
                cell["state"], cell["value"] = "struck", None  # type: ignore[index]
    return grey


def slanted(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """Two to four rows cancelled by one line from side to side, with or without a ruler, or by a Z."""
    rows = clean.rows
    paper = Paper(grey, rng.choice((clean.hand.ink_grey, rng.randint(20, 120))), clean.hand.pen_px)
    first = rng.randrange(len(rows) - 1)
    last = min(len(rows) - 1, first + rng.choice((1, 1, 2, 3)))
    upper, lower = (rows[at].top + rows[at].height * rng.uniform(0.1, 0.9) for at in (first, last))
    left, right = rows[first].left + mm(rng.uniform(-5, 8)), rows[first].right - mm(rng.uniform(-5, 8))
    if rng.random() < 0.4:
        ends = [[(left, upper), (right, upper)], [(right, upper), (left, lower)], [(left, lower), (right, lower)]]
    else:
        ends = [[(left, upper), (right, lower)] if rng.random() < 0.5 else [(left, lower), (right, upper)]]
    ruler = rng.random() < 0.4
    for start, end in ends:
        if ruler:
            points = [(round(x), round(y)) for x, y in (start, end)]
            cv2.line(grey, points[0], points[1], clean.hand.ink_grey, max(2, round(clean.hand.pen_px)), cv2.LINE_AA)
        else:
            paper.stroke([start, (end[0], end[1] + rng.gauss(0, mm(0.6)))], rng, rng.uniform(0.7, 1.3))
    cancelled = {str(at) for at in range(first, last + 1)}
    for cell in clean.cells:
        if cell["part"] == "cell" and cell["row"] in cancelled and cell["state"] != "blank":
            cell["state"] = "any"  # type: ignore[index]
    return grey


def struck_column(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """One column, or two, with a pen line down most of their rows."""
    rows = clean.rows
    paper = Paper(grey, clean.hand.ink_grey, clean.hand.pen_px)
    first = [cell for cell in clean.cells if cell["part"] == "cell" and cell["row"] == "0"]
    for cell in rng.sample(first, min(len(first), rng.choice((1, 1, 2)))):
        box = Box(*cell["box"])
        x = box.left + box.width * rng.uniform(0.25, 0.75)
        top, bottom = rows[0].top + rows[0].height * rng.uniform(0.1, 1.5), rows[-1].bottom - mm(rng.uniform(0, 6))
        paper.stroke(
            [(x, top), (x + rng.gauss(0, mm(0.5)), (top + bottom) / 2), (x + rng.gauss(0, mm(1)), bottom)], rng
        )
        for other in clean.cells:
            if other["part"] == "cell" and other["field"] == cell["field"]:
                other["state"] = "any"  # type: ignore[index]
    return grey


def streaked(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """One to three thin lines from the upper to the lower edge, as dust on a scanner's glass leaves them."""
    rows = clean.rows
    for _ in range(rng.choice((1, 2, 3))):
        x, wide, dark = round(rng.uniform(rows[0].left, rows[0].right)), rng.choice((1, 2, 3)), rng.randint(30, 215)
        grey[:, x : x + wide] = np.minimum(grey[:, x : x + wide], dark)
    return grey


def ruled_paper(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """The form is printed on the ruled paper of a notebook, whose lines are paler than its own."""
    apart, wide, dark = mm(rng.choice((7, 8, 9.5))), rng.choice((1, 2, 3)), rng.randint(150, 215)
    for y in np.arange(rng.uniform(0, apart), grey.shape[0] - wide, apart):
        line = grey[round(y) : round(y) + wide]
        line[:] = np.minimum(line, dark)
    return grey


def squared_paper(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """The form is printed on squared paper."""
    apart, wide, dark = mm(rng.choice((4, 5, 5, 7))), rng.choice((1, 2, 3)), rng.randint(150, 215)
    lines = np.full_like(grey, 255)
    for way in (lines, lines.T):
        for at in np.arange(rng.uniform(0, apart), way.shape[0] - wide, apart):
            way[round(at) : round(at) + wide] = dark
    return np.minimum(grey, lines)


def stained(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """The rings of one to three cups, or the edges of drops that dried, over the table: soft, broad, dark in parts."""
    rows = clean.rows
    for _ in range(rng.choice((1, 2, 3))):
        x, y = rng.uniform(rows[0].left, rows[0].right), rng.uniform(rows[0].top, rows[-1].bottom)
        axes = (round(mm(rng.uniform(15, 45))), round(mm(rng.uniform(15, 45))))
        turn, first = rng.uniform(0, 180), rng.uniform(0, 360)
        stain = np.zeros(grey.shape, np.float32)
        broad = max(2, round(mm(rng.uniform(0.6, 3.5))))
        cv2.ellipse(stain, (round(x), round(y)), axes, turn, first, first + rng.uniform(120, 360), 1.0, broad)
        stain = cv2.GaussianBlur(stain, (0, 0), mm(rng.uniform(0.15, 0.5)))
        grey = (grey * (1 - rng.uniform(0.15, 0.65) * stain)).astype(np.uint8)
    return grey
