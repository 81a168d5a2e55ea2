"""What lies on a page and hides a part of it, or adds ink of its own: slips, tape, white fluid, a stamp's arc."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np

from benchmarks.silent_clean import Clean
from pipeline.geometry import Box
from pipeline.model import Grey
from samples.generator.sheet import mm


def slips(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """Slips of paper, tape or white fluid over the left or right half of two to five written cells of the table, and
    over the rulings there."""
    written = [cell for cell in clean.cells if cell["part"] == "cell" and cell["ink"] is not None]
    for cell in rng.sample(written, min(len(written), rng.choice((2, 3, 4, 5)))):
        grey = _slip(grey, cell, rng)
    return grey


def _slip(grey: Grey, cell: Mapping[str, Any], rng: random.Random) -> Grey:
    box, ink = Box(*cell["box"]), Box(*cell["ink"])
    middle = ink.left + ink.width * rng.uniform(0.25, 0.75)
    top, bottom = box.top - mm(rng.uniform(0.5, 6)), box.bottom + mm(rng.uniform(0.5, 6))
    way = rng.choice((-1, 1))
    end = (box.left if way < 0 else box.right) + way * mm(rng.uniform(-0.5, 12))
    left, right = sorted((middle, end))
    lies = Box(left, top, max(right, left + mm(2)), bottom)
    kind, paper = rng.choice(("paper", "paper", "tape", "fluid")), rng.choice((255, 255, rng.randint(236, 254)))
    mask = np.zeros(grey.shape, np.uint8)
    if kind == "fluid":
        axes = (round(lies.width / 2), round(lies.height / 2))
        cv2.ellipse(mask, (round(lies.centre[0]), round(lies.centre[1])), axes, 0, 0, 360, (255.0,), -1)
        for _ in range(4):
            x, y = rng.uniform(lies.left, lies.right), rng.uniform(lies.top + mm(1), lies.bottom - mm(1))
            cv2.circle(mask, (round(x), round(y)), mm(rng.uniform(0.8, 2)), (255.0,), -1)
    else:
        lean = 1.0 if kind == "paper" else 0.3
        corners = cv2.boxPoints((lies.centre, (lies.width, lies.height), rng.uniform(-3, 3) * lean))
        cv2.fillPoly(mask, [np.round(corners).astype(np.int32)], (255.0,))
    if rng.random() < 0.5:
        # The edge throws a shadow to one side.
        aside, down = rng.choice((-3, -2, 2, 3)), rng.choice((-3, -2, 2, 3))
        cast = cv2.warpAffine(mask, np.array([[1, 0, aside], [0, 1, down]], np.float32), grey.shape[::-1])
        shade = np.where(cv2.GaussianBlur(cast, (0, 0), 1.5) > 100, 255 - rng.randint(15, 90), 255).astype(np.uint8)
        grey = np.minimum(grey, shade)
    grey[mask > 0] = paper
    return grey


def arcs(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """One to three arcs of stamps that were pressed down on one side only, or sideways, over the table."""
    rows = clean.rows
    for _ in range(rng.choice((1, 2, 2, 3))):
        radius = mm(rng.uniform(11, 20))
        x, y = rng.uniform(rows[0].left, rows[0].right), rng.uniform(rows[0].top, rows[-1].bottom)
        turn, first = rng.uniform(0, 360), rng.uniform(0, 360)
        colour, wide = rng.randint(40, 160), rng.choice((3, 4, 5, 7))
        layer = np.full_like(grey, 255)
        for ring, pen in ((radius, wide), (radius - mm(1.2), 2))[: rng.choice((1, 2))]:
            at = first
            while at < first + rng.uniform(60, 200):
                piece = rng.uniform(8, 60)
                axes = (ring, round(ring * rng.uniform(0.96, 1.0)))
                cv2.ellipse(layer, (round(x), round(y)), axes, turn, at, at + piece, (float(colour),), pen, cv2.LINE_AA)
                at += piece + rng.uniform(0, 25)
        grey = np.minimum(grey, layer)
    return grey


def laid_over(grey: Grey, other: Grey, rng: random.Random) -> Grey:
    """Another filled sheet lies over a part of the page, askew, from below or from the right, or as a strip of it from
    above; its edge throws a shadow."""
    height, width = grey.shape
    way, share = rng.choice(("below", "below", "right", "above")), rng.uniform(0.5, 0.95)
    shift = {"below": (0.0, share * height), "right": (share * width, 0.0), "above": (0.0, (share - 1) * height)}[way]
    angle = rng.uniform(-3, 3)
    matrix = cv2.getRotationMatrix2D((other.shape[1] / 2, other.shape[0] / 2), angle, 1.0)
    matrix[:, 2] += shift
    laid = cv2.warpAffine(other, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=255)
    lies = cv2.warpAffine(np.full_like(other, 255), matrix, (width, height), flags=cv2.INTER_NEAREST, borderValue=0)
    shadow = cv2.GaussianBlur(lies, (0, 0), rng.uniform(2, 8)).astype(np.float32) / 255 * rng.uniform(0.0, 0.5)
    under = (grey * (1 - shadow)).astype(np.uint8)
    return np.where(lies > 0, laid, under).astype(np.uint8)
