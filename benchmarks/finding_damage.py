"""Damage that the sample generator does not know, with known geometry: folds, broken rulings, fingers, cut margins."""

from __future__ import annotations

import random

import cv2
import numpy as np

from benchmarks.finding_paper import bent, grid
from benchmarks.finding_pictures import cropped
from pipeline.geometry import Box, Mesh, PageMap
from pipeline.model import Grey
from samples.generator.sheet import mm
from samples.generator.strokes import Paper
from samples.generator.table import Lattice


def broken_rulings(grey: Grey, lattice: Lattice, line_px: int, rng: random.Random) -> None:
    """Takes 10 to 30 % away from every ruling of the table's body, in gaps; half of the pages get them faint too."""
    faint = rng.randint(120, 185) if rng.random() < 0.5 else None
    top, bottom = lattice.ys[0], lattice.ys[-1]
    for x in lattice.xs:
        _gaps(grey[round(top) : round(bottom), round(x) - line_px : round(x) + line_px + 1], faint, rng)
    for y in lattice.ys:
        along = grey[round(y) - line_px : round(y) + line_px + 1, round(lattice.xs[0]) : round(lattice.xs[-1])]
        _gaps(along.T, faint, rng)


def _gaps(strip: Grey, faint: int | None, rng: random.Random) -> None:
    """The ruling runs down the strip."""
    if faint is not None:
        strip[strip < faint] = faint
    length, missing = strip.shape[0], rng.uniform(0.1, 0.3)
    gone = np.zeros(length, dtype=bool)
    while gone.mean() < missing:
        at, size = rng.randrange(length), rng.choice((4, 9, 20, 45, max(4, length // 16)))
        gone[at : at + size] = True
    strip[gone] = 255


def extra_column(paper: Paper, lattice: Lattice, rng: random.Random) -> None:
    """A column ruled by hand beside the table, as far as the margin allows, with a word on top."""
    room = paper.grey.shape[1] - lattice.xs[-1] - mm(2)
    right = lattice.xs[-1] + min(room, mm(rng.uniform(9, 16)))
    for start in (lattice.top, lattice.ys[0], *lattice.ys[1 : rng.randint(2, len(lattice.ys))]):
        wave = rng.uniform(-mm(0.5), mm(0.5))
        paper.stroke([(lattice.xs[-1], start), (right, start + wave)], rng, 0.7)
    paper.stroke([(right, lattice.top), (right + rng.uniform(-8, 8), lattice.ys[-1])], rng, 0.7)
    middle, y = (lattice.xs[-1] + right) / 2, (lattice.top + lattice.ys[0]) / 2
    paper.stroke([(middle - 20, y), (middle, y - 30), (middle + 5, y + 20), (middle + 25, y - 20)], rng)


def folded(page: Grey, rng: random.Random) -> tuple[Grey, Mesh]:
    """The page after it was folded once or twice: each half lies a little askew, toner has left the crease.

    The mesh takes points of the flat page to the folded one.
    """
    height, width = page.shape
    xs, ys = grid(page.shape)
    moved = np.zeros((ys.shape[0], xs.shape[1], 2))
    shade = np.ones(page.shape, dtype=np.float32)
    flecked = page.copy()
    for across in rng.choice(((True,), (False,), (True, False))):
        length, other = (height, width) if across else (width, height)
        at = length * rng.uniform(0.42, 0.58)
        along, aside = (ys - at, xs - other / 2) if across else (xs - at, ys - other / 2)
        beyond = 1 / (1 + np.exp(-along / 60))
        pinched = -rng.uniform(2, 7) * along / 120 * np.exp(0.5 - along**2 / 28800)
        moved[..., 1 if across else 0] += rng.uniform(-0.004, 0.004) * aside * beyond + pinched
        pixels = np.arange(length, dtype=np.float32) - np.float32(at)
        profile = 1 - rng.uniform(0.1, 0.4) * np.exp(-np.abs(pixels) / 7) - rng.uniform(0, 0.12) * (pixels > 0)
        shade *= profile[:, None] if across else profile[None, :]
        crease = flecked[round(at) - 2 : round(at) + 3] if across else flecked[:, round(at) - 2 : round(at) + 3].T
        crease[:, np.repeat(np.random.default_rng(rng.getrandbits(32)).random(other // 6 + 1) < 0.4, 6)[:other]] = 255
    shown, mesh = bent(flecked, moved)
    return (shown * shade).astype(np.uint8), mesh


def cut_margins(image: Grey, page_map: PageMap, print_box: Box, rng: random.Random) -> tuple[Grey, PageMap]:
    """The picture cut 1 to 5 mm outside the print, as a scanner's operator does who saves paper."""
    height, width = image.shape
    seen = page_map.box_to_source(print_box)
    left, top, right, bottom = (mm(rng.uniform(1, 5)) for _ in range(4))
    edges = (
        max(0, round(seen.left) - left),
        max(0, round(seen.top) - top),
        min(width, round(seen.right) + right),
        min(height, round(seen.bottom) + bottom),
    )
    return cropped(image, page_map, edges)


def cluttered(image: Grey, page_map: PageMap, page: tuple[int, int], print_box: Box, rng: random.Random) -> Grey:
    """Another written sheet looks out from under the page, and a finger or two hold its margin; no print is hidden."""
    height, width = image.shape
    outline = np.rint(page_map.to_source(Box(0, 0, page[1], page[0]).corners())).astype(np.int32)
    outside = np.full(image.shape, 255, np.uint8)
    cv2.fillPoly(outside, [outline], 0)
    under = image.copy()
    corner = np.array([rng.choice((0, width)), rng.choice((0, height))])
    size = (width * rng.uniform(0.5, 1.2), height * rng.uniform(0.3, 0.9))
    sheet = cv2.boxPoints((tuple(float(v) for v in corner), size, rng.uniform(-20, 20)))
    inside = np.zeros(image.shape, np.uint8)
    cv2.fillPoly(inside, [np.rint(sheet).astype(np.int32)], 255)
    under[(inside > 0) & (outside > 0)] = rng.randint(170, 235)
    for y in range(rng.randint(10, 60), height, rng.randint(50, 90)):
        line = under[y : y + 3]
        line[(inside[y : y + 3] > 0) & (outside[y : y + 3] > 0)] = 90
    found = under
    seen = page_map.box_to_source(print_box)
    for _ in range(rng.choice((1, 1, 2))):
        left = rng.random() < 0.5
        room = (seen.left if left else width - seen.right) - mm(2)
        reach = min(room, mm(rng.uniform(12, 30)))
        if reach < mm(4):
            continue
        y = rng.uniform(0.2, 0.8) * height
        tip = (round(reach - mm(8)) if left else round(width - reach + mm(8)), round(y))
        back = (-mm(20) if left else width + mm(20), round(y + rng.uniform(-1, 1) * mm(25)))
        cv2.line(found, back, tip, rng.randint(110, 190), mm(16), cv2.LINE_AA)
    return found
