"""Pages to find cells on: printings and damage wider than the samples', each cell with its true box on the page."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.finding_damage import broken_rulings, cluttered, cut_margins, extra_column, folded
from benchmarks.finding_levels import wide_damage
from benchmarks.finding_light import faded, shadowed, streaked
from benchmarks.finding_paper import bound_anywhere, creased, crumpled
from benchmarks.finding_pictures import framed, inverted, on_a_table, out_of_picture, resized
from benchmarks.finding_printings import widen
from benchmarks.finding_wording import reworded
from pipeline.form import Form, Kind
from pipeline.geometry import Box, Homography, PageMap
from pipeline.model import Grey, Part
from samples.generator.damage import Damage, spoil
from samples.generator.draw import PrintedPage, print_form
from samples.generator.fill import fill_page
from samples.generator.habits import draw_habits
from samples.generator.hands import draw_hand
from samples.generator.make import draw_subject
from samples.generator.printing import Printing
from samples.generator.sheet import OptionSlot, mm
from samples.generator.strokes import Paper
from samples.generator.writing import write_answer

LIGHT = {"shadowed": shadowed, "faded": faded, "streaked": streaked}
_EXIF_ORIENTATION, _TURN_CLOCKWISE = 0x0112, 6


@dataclass(frozen=True, slots=True)
class TruePlace:
    """A field of the page: its box and the box of the ink in it (null: none), in pixels of the flat page at 300 dpi."""

    part: Part
    row: int | None
    field: str
    box: Box
    ink: Box | None
    options: tuple[OptionSlot, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BenchPage:
    """A spoiled page. page_map: from the flat page to `image`. size: height and width of the flat page."""

    form: Form
    level: str
    seed: int
    image: Grey
    page_map: PageMap
    size: tuple[int, int]
    damage: Damage
    places: tuple[TruePlace, ...]


def make_bench_pages(form: Form, level: str, seed: int, ruled_items: bool = False) -> tuple[BenchPage, ...]:
    """A filled page of `form`, spoiled in the way of `level`; of a spread, `form` and a page that faces it."""
    rng = random.Random(f"bench page:{form.key}:{level}:{seed}")
    damage = wide_damage(seed, level)
    if level == "spread":
        facing = fill(form, level, seed + 5_000_000, ruled_items)
        return _spread(fill(form, level, seed, ruled_items), facing, damage, seed, rng)
    one = fill(form, level, seed, ruled_items)
    bend = {"folded": folded, "creased": creased, "crumpled": crumpled}.get(level)
    clean, mesh = bend(one.clean, rng) if bend else (one.clean, None)
    if level == "curled":
        image, page_map = bound_anywhere(clean, damage, rng)
    else:
        image, page_map = spoil(clean, damage, one.page.grey)
    if mesh is not None:
        page_map = page_map.then(mesh)
    image, page_map = _seen(image, page_map, one, level, rng)
    return (BenchPage(form, level, seed, image, page_map, one.page.grey.shape, damage, one.places),)


def _seen(image: Grey, page_map: PageMap, one: FilledPage, level: str, rng: random.Random) -> tuple[Grey, PageMap]:
    """The picture with what `level` has round the page in it, and the map to its pixels."""
    size = one.page.grey.shape
    if level == "cropped":
        return cut_margins(image, page_map, one.print_box, rng)
    if level == "cluttered":
        return cluttered(image, page_map, size, one.print_box, rng), page_map
    if level in ("framed", "inverted"):
        image, page_map = framed(image, page_map, size, rng) if level == "framed" else (inverted(image), page_map)
    if level in ("table", "creased"):
        image = on_a_table(image, page_map, size, rng)
    if level == "table" and rng.random() < 0.5:
        return out_of_picture(image, page_map, one.print_box, rng)
    if level in LIGHT:
        return LIGHT[level](image, rng), page_map
    if level == "coarse":
        return resized(image, page_map, rng.uniform(120, 200) / mm(25.4) * size[0] / max(image.shape[0], 1))
    return image, page_map


@dataclass(frozen=True, slots=True, eq=False)
class FilledPage:
    """A filled page before any damage: as printed, as written on, where its fields are, and around all its print."""

    form: Form
    page: PrintedPage
    clean: Grey
    places: tuple[TruePlace, ...]

    @property
    def print_box(self) -> Box:
        """Around all print and all fields."""
        box = self.page.slots[0].box
        for other in (*(slot.box for slot in self.page.slots), *(printed.box for printed in self.page.printed)):
            box = box.union(other)
        return box


def fill(form: Form, level: str, seed: int, ruled_items: bool = False) -> FilledPage:
    """The form of that seed, filled; with what `level` does before any scanner sees it."""
    rng = random.Random(f"bench filling:{form.key}:{level}:{seed}")
    page, printing = _printed(form, level, seed, ruled_items)
    habits = replace(draw_habits(900_000 + seed), crowds=rng.choice((0.0, 0.1, 0.6)))
    hand = draw_hand(900_000 + seed)
    filled = fill_page(form, page, draw_subject(900_000 + seed), habits)
    grey = page.grey.copy()
    if level == "broken" and page.lattice is not None:
        broken_rulings(grey, page.lattice, printing.line_px, rng)
    paper = Paper(grey, hand.ink_grey, hand.pen_px)
    inks = [write_answer(paper, one.slot, one.answer, hand, habits, rng) for one in filled]
    if level == "extra" and page.lattice is not None:
        extra_column(paper, page.lattice, rng)
    places = []
    for one, ink in zip(filled, inks, strict=True):
        slot = one.slot
        row = int(slot.row) if slot.row is not None and slot.row != "total" else None
        part = {"head": Part.HEAD, "cell": Part.TOTAL if slot.row == "total" else Part.TABLE}.get(slot.part, Part.ITEMS)
        if slot.field.kind is not Kind.PRINTED:
            places.append(TruePlace(part, row, slot.field.name, slot.box, ink, slot.options))
    return FilledPage(form, page, paper.grey, tuple(places))


def _spread(
    left: FilledPage, right: FilledPage, damage: Damage, seed: int, rng: random.Random
) -> tuple[BenchPage, BenchPage]:
    """Two pages side by side in one picture, a gutter between them, the shorter one white below."""
    height = max(page.clean.shape[0] for page in (left, right))
    padded = [
        np.pad(page.clean, ((0, height - page.clean.shape[0]), (0, 0)), constant_values=255) for page in (left, right)
    ]
    gutter = np.full((height, mm(rng.uniform(4, 14))), 255, np.uint8)
    image, page_map = spoil(np.hstack([padded[0], gutter, padded[1]]), damage)
    pages = []
    for page, start in ((left, 0), (right, padded[0].shape[1] + gutter.shape[1])):
        shift = Homography(np.array([[1, 0, start], [0, 1, 0], [0, 0, 1]], dtype=np.float64))
        own = page_map.then(shift)
        pages.append(BenchPage(page.form, "spread", seed, image, own, page.page.grey.shape, damage, page.places))
    return pages[0], pages[1]


def _printed(form: Form, level: str, seed: int, ruled_items: bool) -> tuple[PrintedPage, Printing]:
    """The form in the first printing of that seed in which it fits on its paper."""
    for attempt in range(50):
        printing = widen(seed, attempt, level, ruled_items)
        try:
            return print_form(reworded(form, seed), printing), printing
        except ValueError:
            continue
    raise ValueError(f"form {form.key} fits no printing of seed {seed}")


def write_bench_page(page: BenchPage, folder: Path, name: str) -> Path:
    """The page as a file: PNG when clean, else JPEG; every other turned page is turned back by its EXIF orientation."""
    folder.mkdir(parents=True, exist_ok=True)
    if page.level == "clean":
        path = folder / f"{name}.png"
        cv2.imwrite(str(path), page.image)
        return path
    rng = random.Random(f"bench jpeg:{page.seed}")
    path, quality = folder / f"{name}.jpg", rng.randint(30, 50) if page.level == "coarse" else rng.randint(60, 92)
    exif = Image.Exif()
    pixels = Image.fromarray(_tinted(page.image, rng) if page.level == "tinted" else page.image)
    if page.level == "turned" and page.seed % 2:
        exif[_EXIF_ORIENTATION] = _TURN_CLOCKWISE
        pixels = pixels.transpose(Image.Transpose.ROTATE_90)
    pixels.save(path, quality=quality, exif=exif)
    return path


def _tinted(grey: Grey, rng: random.Random) -> NDArray[np.uint8]:
    """The picture in colours whose grey it is: yellow, pink, green, blue or brown paper."""
    colour = np.array(rng.choice(((255, 240, 150), (255, 200, 215), (200, 255, 205), (190, 220, 255), (225, 200, 165))))
    colour = colour / (colour @ (0.299, 0.587, 0.114))
    return (grey[..., None] * colour).clip(0, 255).astype(np.uint8)
