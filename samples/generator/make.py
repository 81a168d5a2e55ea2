"""One filled, spoiled page with its truth, and books of them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.form import Form
from pipeline.geometry import Box, PageMap
from pipeline.model import Grey
from samples.generator.containers import jpeg
from samples.generator.damage import LEVELS, Damage, draw_damage, spoil
from samples.generator.draw import print_form
from samples.generator.fill import Filled, Subject, fill_page
from samples.generator.habits import Habits, draw_habits
from samples.generator.hands import Hand, draw_hand
from samples.generator.people import PACUL, SIDOBANDUNG, Place, draw_dasawisma
from samples.generator.printing import Printing, draw_printing
from samples.generator.sheet import Printed
from samples.generator.strokes import Paper
from samples.generator.writing import write_answer

Truth = dict[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class MadePage:
    """A page: its pixels, a line of the truth, what is printed on it (clean pixels), the way from clean to spoiled."""

    image: Grey
    truth: Truth
    printed: tuple[Printed, ...]
    page_map: PageMap


@dataclass(frozen=True, slots=True)
class Writer:
    """Who fills pages: a hand and habits."""

    hand: Hand
    habits: Habits


def draw_writer(seed: int, fonts: tuple[Path, ...] | None = None) -> Writer:
    """The writer of that seed, with one of `fonts` (default: those of samples/fonts/hands)."""
    return Writer(draw_hand(seed, fonts), draw_habits(seed))


def draw_subject(seed: int, place: Place | None = None, rows: int = 12) -> Subject:
    """A dasawisma of invented people, one of its households and one member."""
    rng = random.Random(f"subject:{seed}")
    place = place or rng.choice((SIDOBANDUNG, PACUL))
    households = draw_dasawisma(seed, place, rng.randint(2014, 2023), rng.randint(max(3, rows - 6), rows))
    at = rng.randrange(len(households))
    return Subject(households, at, rng.randrange(len(households[at].members)), rng.randint(1, 12), seed)


def make_page(
    form: Form,
    seed: int,
    printing: Printing | None = None,
    damage: Damage | None = None,
    writer: Writer | None = None,
    subject: Subject | None = None,
    wrong_totals: int = 0,
    wrong_niks: int = 0,
) -> MadePage:
    """A filled page of `form`; what is not given is drawn from `seed` (damage: of level scan).

    wrong_totals, wrong_niks: errors of paper to plant where the form has such fields; `planted` in the truth's cell.
    The truth has the keys of a line of the bench's truth.jsonl; `box` of a cell is where its writing may be and `ink`
    where it is (null: nothing is written), both [left, top, right, bottom] in pixels of the image.
    """
    printing = printing or draw_printing(seed)
    damage = damage or draw_damage(seed)
    writer = writer or draw_writer(seed)
    subject = subject or draw_subject(seed)
    page = print_form(form, printing)
    filled = fill_page(form, page, subject, writer.habits, wrong_totals, wrong_niks)
    paper = Paper(page.grey.copy(), writer.hand.ink_grey, writer.hand.pen_px)
    rng = random.Random(f"writing:{seed}:{form.key}")
    inks = [write_answer(paper, one.slot, one.answer, writer.hand, writer.habits, rng) for one in filled]
    image, page_map = spoil(paper.grey, damage, page.grey)
    height, width = image.shape
    cells = []
    for one, ink in zip(filled, inks, strict=True):
        cells.append(_cell(one, ink, page_map, width, height))
    truth: Truth = {
        "book": f"book-{seed}", "page": 1, "file": "", "form": form.form, "edition": form.edition,
        "writer": writer.hand.name, "village_code": subject.households[0].place.village_code, "rows": page.rows,
        "spoiled": damage.told(), "cells": cells,
    }  # fmt: skip
    return MadePage(image, truth, page.printed, page_map)


def _cell(one: Filled, ink: Box | None, page_map: PageMap, width: int, height: int) -> dict[str, object]:
    slot, said = one.slot, one.answer
    cell: dict[str, object] = {
        "key": slot.key, "part": slot.part, "row": slot.row, "field": slot.field.name,
        "state": said.state, "written": said.written, "value": said.value,
    }  # fmt: skip
    if said.age is not None:
        cell["age"] = said.age
    if one.planted is not None:
        cell["planted"] = one.planted
    cell["box"] = spoiled_box(slot.box, page_map, width, height)
    cell["ink"] = spoiled_box(ink, page_map, width, height) if ink is not None else None
    return cell


def spoiled_box(box: Box, page_map: PageMap, width: int, height: int) -> list[float]:
    """The edges of a box of the clean page on the spoiled one of that size: left, top, right, bottom."""
    found = page_map.box_to_source(box).clipped(width, height)
    return [round(edge, 1) for edge in (found.left, found.top, found.right, found.bottom)]


def make_books(
    folder: Path,
    seed: int,
    forms: Sequence[Form],
    books: int = 1,
    levels: Sequence[str] = LEVELS,
    fonts: tuple[Path, ...] | None = None,
    pages_per_form: int = 1,
) -> list[Truth]:
    """Writes `books` folders of JPEG with `pages_per_form` pages of every form, and truth.jsonl beside them.

    A book has one printing and one writer; the level of damage changes from page to page. Returns the truth.
    """
    truths: list[Truth] = []
    for at in range(books):
        book_seed = seed * 1000 + at
        name = f"book-{book_seed:06d}"
        place = (SIDOBANDUNG, PACUL)[book_seed % 2]
        printing, writer = draw_printing(book_seed), draw_writer(book_seed, fonts)
        rng = random.Random(f"book:{book_seed}")
        people = draw_subject(book_seed, place)
        (folder / name).mkdir(parents=True, exist_ok=True)
        number = 0
        for form in forms:
            for _ in range(pages_per_form):
                number += 1
                page_seed = book_seed * 100 + number
                one = random.Random(f"whom:{page_seed}").randrange(len(people.households))
                member = page_seed % len(people.households[one].members)
                subject = replace(people, household=one, member=member, seed=page_seed)
                damage = draw_damage(page_seed, rng.choice(list(levels)))
                made = make_page(form, page_seed, printing, damage, writer, subject)
                file = f"{name}/{number:03d}.jpg"
                (folder / file).write_bytes(jpeg(made.image, rng.randint(72, 92)))
                truths.append(made.truth | {"book": name, "page": number, "file": file})
    lines = [json.dumps(truth, ensure_ascii=False) + "\n" for truth in truths]
    (folder / "truth.jsonl").write_text("".join(lines), encoding="utf-8")
    return truths
