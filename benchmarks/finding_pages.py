"""Pages to find cells on: printings and damage wider than the samples', each cell with its true box on the page."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
from PIL import Image

from benchmarks.finding_damage import broken_rulings, cluttered, cut_margins, extra_column, folded
from pipeline.form import Form, Kind
from pipeline.geometry import Box, Mesh, PageMap
from pipeline.model import Grey, Part
from samples.generator.damage import Damage, draw_damage, spoil
from samples.generator.draw import PrintedPage, print_form
from samples.generator.fill import fill_page
from samples.generator.habits import draw_habits
from samples.generator.hands import draw_hand
from samples.generator.make import draw_subject
from samples.generator.printing import Printing, draw_printing
from samples.generator.sheet import OptionSlot
from samples.generator.strokes import Paper
from samples.generator.writing import write_answer

LEVELS = (
    "clean", "scan", "copy", "bound", "phone", "turned",
    "skewed", "folded", "broken", "extra", "cluttered", "cropped",
)  # fmt: skip
"""The first six as in the samples, but wider. skewed: 6 to 15 degrees. folded: creases. broken: rulings thin, faint
or with gaps. extra: a column drawn by hand. cluttered: a photo with another sheet and fingers. cropped: margins cut."""
_BASE = {"skewed": "scan", "folded": "scan", "broken": "scan", "extra": "scan", "cluttered": "phone", "cropped": "scan"}
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


def wide_printing(seed: int, level: str) -> Printing:
    """A printing further from the usual than those of the samples."""
    rng = random.Random(f"bench printing:{seed}")
    label_pt = rng.uniform(7.8, 12.0)
    return replace(
        draw_printing(700_000 + seed),
        label_pt=label_pt, heading_pt=rng.uniform(6.4, 9.5), title_pt=label_pt + rng.uniform(0.5, 6.0),
        bold_title=rng.random() < 0.7, bold_headings=rng.random() < 0.5, title_case_headings=rng.random() < 0.25,
        margin_mm=rng.uniform(6.0, 24.0), rows=rng.choice((6, 7, 9, 11, 13, 16, 20)), row_mm=rng.uniform(6.0, 14.0),
        line_px=rng.choice((1, 2, 2) if level == "broken" else (2, 2, 3, 4, 5, 6, 7)),
        pitch_mm=rng.uniform(6.4, 11.0), box_mm=rng.uniform(2.8, 6.0), first_heading=rng.random() < 0.4,
        lampiran=rng.random() < 0.4, number_row=rng.random() < 0.6, footer=rng.random() < 0.4,
        head_grey=rng.choice((255, 255, 255, 205, 222, 240)), thick_frame=rng.random() < 0.25,
        title_left=rng.random() < 0.25, head_columns=rng.choice((1, 2)),
    )  # fmt: skip


def wide_damage(seed: int, level: str) -> Damage:
    """Damage of that level, stronger at its far end than the samples'."""
    rng = random.Random(f"bench damage:{level}:{seed}")
    drawn = draw_damage(800_000 + seed, _BASE.get(level, level))
    if level == "clean":
        return drawn
    wide = replace(
        drawn, paper=rng.randint(208, 254), shade=drawn.shade * rng.uniform(0.5, 1.5), noise=rng.uniform(0.5, 8),
        scale=drawn.scale * rng.choice((1.0, 1.0, 0.94, 1.12)), skew_deg=drawn.skew_deg * rng.uniform(0.2, 1.8),
        curl_px=drawn.curl_px * rng.uniform(0.6, 1.4),
        corners=tuple((x * 1.3, y * 1.3) for x, y in drawn.corners),
    )  # fmt: skip
    if level == "skewed":
        wide = replace(wide, skew_deg=rng.uniform(6, 15) * rng.choice((-1, 1)))
    if level == "copy":
        wide = replace(wide, scale=1.0, specks=rng.randint(50, 2000), paper=rng.randint(228, 254))
    return wide


def make_bench_page(form: Form, level: str, seed: int) -> BenchPage:
    """A filled page of `form`, spoiled in the way of `level`."""
    rng = random.Random(f"bench page:{form.key}:{level}:{seed}")
    page, printing = _printed(form, level, seed)
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
    damage = wide_damage(seed, level)
    clean, mesh = paper.grey, None
    if level == "folded":
        clean, mesh = folded(clean, rng)
    image, page_map = _seen(clean, mesh, damage, page, level, rng)
    places = []
    for one, ink in zip(filled, inks, strict=True):
        slot = one.slot
        row = int(slot.row) if slot.row is not None and slot.row != "total" else None
        part = {"head": Part.HEAD, "cell": Part.TOTAL if slot.row == "total" else Part.TABLE}.get(slot.part, Part.ITEMS)
        if slot.field.kind is not Kind.PRINTED:
            places.append(TruePlace(part, row, slot.field.name, slot.box, ink, slot.options))
    return BenchPage(form, level, seed, image, page_map, page.grey.shape, damage, tuple(places))


def _printed(form: Form, level: str, seed: int) -> tuple[PrintedPage, Printing]:
    """The form in the first printing of that seed in which it fits on its paper."""
    for attempt in range(50):
        printing = wide_printing(seed * 50 + attempt, level)
        try:
            return print_form(form, printing), printing
        except ValueError:
            continue
    raise ValueError(f"form {form.key} fits no printing of seed {seed}")


def _seen(
    clean: Grey, mesh: Mesh | None, damage: Damage, page: PrintedPage, level: str, rng: random.Random
) -> tuple[Grey, PageMap]:
    image, page_map = spoil(clean, damage, page.grey)
    if mesh is not None:
        page_map = page_map.then(mesh)
    print_box = page.slots[0].box
    for box in (*(slot.box for slot in page.slots), *(printed.box for printed in page.printed)):
        print_box = print_box.union(box)
    if level == "cropped":
        image, page_map = cut_margins(image, page_map, print_box, rng)
    if level == "cluttered":
        image = cluttered(image, page_map, page.grey.shape, print_box, rng)
    return image, page_map


def write_bench_page(page: BenchPage, folder: Path, name: str) -> Path:
    """The page as a file: PNG when clean, else JPEG; every other turned page is turned back by its EXIF orientation."""
    folder.mkdir(parents=True, exist_ok=True)
    if page.level == "clean":
        path = folder / f"{name}.png"
        cv2.imwrite(str(path), page.image)
        return path
    path, quality = folder / f"{name}.jpg", random.Random(f"bench jpeg:{page.seed}").randint(60, 92)
    exif = Image.Exif()
    pixels = Image.fromarray(page.image)
    if page.level == "turned" and page.seed % 2:
        exif[_EXIF_ORIENTATION] = _TURN_CLOCKWISE
        pixels = pixels.transpose(Image.Transpose.ROTATE_90)
    pixels.save(path, quality=quality, exif=exif)
    return path
