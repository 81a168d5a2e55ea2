"""Pages without a table and mostly without words: blank, noise, textures, drawings, maps, staves, squared paper."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np

from benchmarks.not_form_texts import paper, pixels
from pipeline.model import Grey
from samples.generator import words
from samples.generator.printing import FACES
from samples.generator.sheet import PX_PER_PT, mm, print_face


def blank(rng: random.Random) -> Grey:
    """A sheet with nothing on it: white, grey, black, or paper with a shadow or a fold."""
    page = np.full(pixels(paper(rng)).shape, rng.choice((255, 250, 225, 128, 0)), np.uint8)
    if rng.random() < 0.4:
        slope = np.linspace(1, rng.uniform(0.5, 0.95), page.shape[1])
        page = (page * slope[None, :]).astype(np.uint8)
    if rng.random() < 0.3:
        page[page.shape[0] // 2 : page.shape[0] // 2 + 4] = 180
    return page


def noise(rng: random.Random) -> Grey:
    """Noise: even, normal, salt and pepper, or in stripes."""
    height, width = pixels(paper(rng)).shape
    numbers = np.random.default_rng(rng.getrandbits(32))
    kind = rng.choice(("even", "normal", "salt", "rows", "columns", "blocks"))
    if kind == "even":
        return numbers.integers(0, 256, (height, width), dtype=np.uint8)
    if kind == "normal":
        return np.clip(numbers.normal(200, rng.uniform(5, 60), (height, width)), 0, 255).astype(np.uint8)
    if kind == "salt":
        return np.where(numbers.random((height, width)) < rng.uniform(0.001, 0.3), 0, 255).astype(np.uint8)
    if kind == "blocks":
        small = numbers.integers(0, 2, (height // 24, width // 24), dtype=np.uint8) * 255
        return cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)
    line = numbers.integers(0, 256, height if kind == "rows" else width, dtype=np.uint8)
    return np.broadcast_to(line[:, None] if kind == "rows" else line[None, :], (height, width)).copy()


def photograph(rng: random.Random) -> Grey:
    """A texture such as a photograph has: smooth fields at several scales, with edges and blobs."""
    height, width = pixels(paper(rng)).shape
    numbers = np.random.default_rng(rng.getrandbits(32))
    page = np.zeros((height, width), np.float32)
    for knots in (3, 8, 20, 60, 200):
        field = numbers.uniform(-1, 1, (knots, knots)).astype(np.float32)
        page += cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC) / math.sqrt(knots)
    grey = cv2.normalize(page, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)
    for _ in range(rng.randint(0, 25)):
        centre = (rng.randrange(width), rng.randrange(height))
        axes = (rng.randint(20, width // 4), rng.randint(20, height // 4))
        cv2.ellipse(grey, centre, axes, rng.uniform(0, 180), 0, 360, rng.randrange(256), -1)
    return cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.5, 4))


def drawing(rng: random.Random) -> Grey:
    """A child's drawing or a building's plan: strokes, circles, boxes, rooms."""
    page = np.full(pixels(paper(rng)).shape, 255, np.uint8)
    height, width = page.shape
    straight = rng.random() < 0.5
    for _ in range(rng.randint(5, 80)):
        thick, grey = rng.randint(2, 12), rng.randint(0, 140)
        x, y = rng.randrange(width), rng.randrange(height)
        if straight:
            corner = (x + rng.randint(60, width // 2), y + rng.randint(60, height // 2))
            cv2.rectangle(page, (x, y), corner, grey, thick)
        else:
            steps = np.cumsum([[x, y]] + [[rng.gauss(0, 90), rng.gauss(0, 90)] for _ in range(12)], axis=0)
            cv2.polylines(page, [np.rint(steps).astype(np.int32)], rng.random() < 0.3, grey, thick, cv2.LINE_AA)
    return page


def chart_of_land(rng: random.Random) -> Grey:
    """A map of a village: roads, a river, plots, names, a legend with a frame."""
    sheet = paper(rng)
    face = print_face(rng.choice(FACES), False, round(10 * PX_PER_PT))
    for _ in range(rng.randint(10, 40)):
        place = f"{rng.choice(('RT', 'RW', 'Dusun', 'Jl.'))} {rng.choice(words.FLOWERS)}"
        sheet.text(rng.uniform(0, sheet.width_px * 0.8), rng.uniform(mm(10), sheet.height_px), place, face, "name")
    page = pixels(sheet)
    height, width = page.shape
    for _ in range(rng.randint(4, 20)):
        x, y, angle = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0, 6.3)
        road = [(x, y)]
        for _ in range(60):
            angle += rng.gauss(0, 0.2)
            road.append((road[-1][0] + 60 * math.cos(angle), road[-1][1] + 60 * math.sin(angle)))
        cv2.polylines(page, [np.rint(road).astype(np.int32)], False, 60, rng.choice((3, 3, 6, 14)), cv2.LINE_AA)
    cv2.rectangle(page, (mm(8), mm(8)), (width - mm(8), height - mm(8)), 0, 4)
    cv2.rectangle(page, (width - mm(60), height - mm(60)), (width - mm(8), height - mm(8)), 0, 4)
    return page


def squared(rng: random.Random) -> Grey:
    """Squared or millimetre paper, staves of music, or a chart with bars."""
    page = np.full(pixels(paper(rng)).shape, 255, np.uint8)
    height, width = page.shape
    kind = rng.choice(("squares", "millimetres", "staves", "bars"))
    if kind in ("squares", "millimetres"):
        pitch = mm(5) if kind == "squares" else mm(1)
        page[::pitch] = page[:, ::pitch] = rng.randint(90, 200)
        for first, last in (
            (page[:: pitch * 10], page[1 :: pitch * 10]),
            (page[:, :: pitch * 10], page[:, 1 :: pitch * 10]),
        ):
            first[:], last[:] = 80, 80
    elif kind == "staves":
        for top in range(mm(20), height - mm(20), mm(22)):
            for line in range(5):
                cv2.line(page, (mm(15), top + line * mm(2)), (width - mm(15), top + line * mm(2)), 0, 2)
            for x in range(mm(20), width - mm(20), mm(rng.uniform(5, 12))):
                cv2.circle(page, (x, top + rng.randint(0, 8) * mm(1)), mm(1), 0, -1)
    else:
        cv2.line(page, (mm(25), mm(20)), (mm(25), height - mm(30)), 0, 4)
        cv2.line(page, (mm(25), height - mm(30)), (width - mm(15), height - mm(30)), 0, 4)
        for x in range(mm(32), width - mm(25), mm(14)):
            top = rng.randint(mm(30), height - mm(35))
            cv2.rectangle(page, (x, top), (x + mm(9), height - mm(30)), rng.randint(0, 200), rng.choice((-1, 4)))
    return page


def odd_shape(rng: random.Random) -> Grey:
    """Pixels of a shape that no page has, or a picture that is nearly nothing."""
    height, width = rng.choice(((600, 6000), (6000, 620), (601, 601), (599, 3000), (1, 1), (3000, 3000), (40, 5000)))
    numbers = np.random.default_rng(rng.getrandbits(32))
    page = np.full((height, width), 255, np.uint8)
    if rng.random() < 0.7:
        page[numbers.random(page.shape) < 0.05] = 0
        page[:: max(1, height // 12)] = 0
        page[:, :: max(1, width // 20)] = 0
    return page
