"""Ruled pages that are no known form: tables of other offices, sister forms, halves of forms, calendars, grids."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from benchmarks.not_form_texts import LABELS, OFFICES, PROSE, labelled, paper, pixels
from pipeline.form import Column, Field, Form, Kind
from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.model import Grey
from samples.generator.damage import Damage
from samples.generator.draw import print_form
from samples.generator.make import make_page
from samples.generator.printing import FACES, draw_printing
from samples.generator.sheet import PX_PER_PT, Sheet, mm, print_face


def ruled_table(rng: random.Random) -> Grey:
    """Any table of 5 to 40 columns under any title, its headings of Indonesian words."""
    columns = rng.randint(5, 40)
    sheet = paper(rng, columns > 14 or rng.random() < 0.3)
    face = print_face(rng.choice(FACES), True, round(13 * PX_PER_PT))
    title = rng.choice(("DAFTAR HADIR", "BUKU TAMU", "DAFTAR INVENTARIS", "BUKU KAS", "DAFTAR PESERTA", "JADWAL PIKET"))
    sheet.text(sheet.width_px / 2, mm(18), f"{title} {rng.choice(OFFICES)}", face, "title", anchor="ms")
    top = labelled(sheet, rng, mm(22), rng.randint(0, 4)) + mm(8)
    grid(sheet, rng, top, columns, rng.randint(6, 22), headings=True)
    return pixels(sheet)


def empty_grid(rng: random.Random) -> Grey:
    """A grid without a word, of as many columns as some form has."""
    columns = rng.choice([len(form.columns) for form in load_forms() if form.columns])
    sheet = paper(rng, columns > 14)
    grid(sheet, rng, mm(rng.uniform(12, 60)), columns, rng.randint(5, 20), headings=False)
    return pixels(sheet)


def grid(sheet: Sheet, rng: random.Random, top: float, columns: int, rows: int, headings: bool) -> None:
    """A lattice of columns of unlike widths; with headings and, mostly, a row of column numbers."""
    left, right = mm(12), sheet.width_px - mm(12)
    parts = np.cumsum([0.0] + [rng.uniform(0.7, 1.6) for _ in range(columns)])
    xs = [left + (right - left) * float(part / parts[-1]) for part in parts]
    face = print_face(rng.choice(FACES), False, round(rng.uniform(6, 9) * PX_PER_PT))
    head = mm(rng.uniform(12, 32)) if headings else 0
    pitch = min(mm(rng.uniform(6, 11)), (sheet.height_px - top - head - mm(12)) / (rows + 1))
    ys = [top, *(top + head + pitch * row for row in range(rows + 1))]
    line_px = rng.choice((2, 3, 4))
    for x in xs:
        sheet.line(x, ys[0], x, ys[-1], line_px)
    for y in ys:
        sheet.line(left, y, right, y, line_px)
    numbered = headings and rng.random() < 0.6
    for at in range(columns):
        middle = (xs[at] + xs[at + 1]) / 2
        if headings:
            word = rng.choice((*LABELS, *PROSE)).replace("_", " ").upper()
            tall = face.getlength(word) > xs[at + 1] - xs[at] - 6
            sheet.block(_cell(xs, at, ys[0], ys[1]), [word], face, "heading", turned=tall)
        for row in range(1, rows):
            if numbered and row == 1:
                sheet.text(middle, ys[1] + pitch * 0.7, str(at + 1), face, "number", anchor="ms")
            elif rng.random() < 0.5:
                sheet.text(middle, ys[row] + pitch * 0.7, str(rng.randint(0, 99)), face, "figure", anchor="ms")


def _cell(xs: list[float], at: int, top: float, bottom: float) -> Box:
    return Box(xs[at], top, xs[at + 1], bottom)


def sister_form(rng: random.Random) -> Grey:
    """PKK's own way of printing, but another form: a recap of a kecamatan, a local edition; other columns."""
    form = rng.choice([form for form in load_forms() if form.columns])
    level = rng.choice(("TP PKK KECAMATAN", "TP PKK KABUPATEN/KOTA", "TP PKK PROVINSI", "KARANG TARUNA", "POSYANDU"))
    titles = ((f"CATATAN DATA DAN KEGIATAN {level}",),) if form.level else ((f"BUKU ANGGOTA {level}",),)
    lampiran: tuple[str, ...] = ("III-17b",)
    if rng.random() < 0.4:
        # A local edition: the known title, and columns that the known form has not.
        titles, lampiran = form.titles, ()
    columns = list(form.columns)
    for _ in range(rng.randint(2, 5)):
        if rng.random() < 0.5 and len(columns) > 5:
            del columns[rng.randrange(2, len(columns))]
        else:
            columns.insert(rng.randint(2, len(columns)), _column(rng, len(columns)))
    if columns == list(form.columns):
        del columns[2]  # What was put in was taken away again: it would be the known form.
    return _printed(replace(form, titles=titles, lampiran=lampiran, columns=tuple(columns)), rng)


def same_columns(rng: random.Random) -> Grey:
    """A table with as many columns as a known form, in PKK's print, with a title and headings of its own."""
    form = rng.choice([form for form in load_forms() if form.columns])
    columns = tuple(_column(rng, at) for at in range(len(form.columns)))
    heads = form.heads if rng.random() < 0.5 else tuple(rng.sample(form.heads, len(form.heads) // 2))
    titles = (("BUKU KEGIATAN " + rng.choice(OFFICES),),)
    return _printed(replace(form, titles=titles, lampiran=("VII-2",), columns=columns, heads=heads, items=()), rng)


def _column(rng: random.Random, at: int) -> Column:
    word = f"{rng.choice(LABELS)} {rng.choice(PROSE)}".replace("_", " ").upper()
    return Column(Field(f"strange_{at}_{rng.randrange(10**6)}", Kind.COUNT), at + 1, (word,))


def _printed(form: Form, rng: random.Random) -> Grey:
    """The form in the first printing in which it fits."""
    while True:
        try:
            return print_form(form, draw_printing(rng.randrange(10**6))).grey.copy()
        except ValueError:
            continue


def half_page(rng: random.Random) -> Grey:
    """Half of a filled form: the sheet was torn, or lay half outside the glass."""
    form = rng.choice(load_forms())
    page = make_page(form, rng.randrange(10**6), damage=Damage("clean")).image
    height, width = page.shape
    share = rng.uniform(0.4, 0.55)
    # Only parts of the table's columns or of the items may be left; the upper half of a table form is a short form.
    sides = ["left", "right"] if form.columns else ["left", "right", "top", "bottom"]
    side = rng.choice(sides)
    kept = {
        "left": (slice(None), slice(0, int(width * share))),
        "right": (slice(None), slice(int(width * share), None)),
        "top": (slice(0, int(height * share * 0.8)), slice(None)),
        "bottom": (slice(int(height * 0.4), None), slice(None)),
    }[side]
    if rng.random() < 0.5:
        torn = np.full_like(page, 255)
        torn[kept] = page[kept]
        return torn
    return np.ascontiguousarray(page[kept])


def calendar(rng: random.Random) -> Grey:
    """A month or a year, seven columns each."""
    sheet = paper(rng)
    across, down = rng.choice(((1, 1), (2, 2), (3, 4), (4, 3)))
    wide, high = (sheet.width_px - mm(20)) / across, (sheet.height_px - mm(30)) / down
    face = print_face(rng.choice(FACES), False, round(min(14.0, 26 / across) * PX_PER_PT))
    for month in range(across * down):
        left, top = mm(10) + month % across * wide, mm(20) + month // across * high
        cell, row = (wide - mm(6)) / 7, (high - mm(14)) / 7
        for day in range(42):
            x, y = left + day % 7 * cell, top + mm(8) + (day // 7 + 1) * row
            if 2 <= day < 33:
                sheet.text(x + cell / 2, y + row * 0.6, str(day - 1), face, "day", anchor="ms")
        if rng.random() < 0.7:
            for at in range(8):
                sheet.line(left + at * cell, top + mm(8), left + at * cell, top + mm(8) + 7 * row, 3)
                sheet.line(left, top + mm(8) + at * row, left + 7 * cell, top + mm(8) + at * row, 3)
    return pixels(sheet)


def crossword(rng: random.Random) -> Grey:
    """A square grid with black squares and small numbers; sometimes the questions below."""
    sheet = paper(rng)
    cells = rng.randint(9, 34)
    side = (min(sheet.width_px, sheet.height_px) - mm(24)) / cells
    face = print_face("arimo", False, max(12, round(side * 0.3)))
    for at in range(cells + 1):
        sheet.line(mm(12) + at * side, mm(12), mm(12) + at * side, mm(12) + cells * side, 3)
        sheet.line(mm(12), mm(12) + at * side, mm(12) + cells * side, mm(12) + at * side, 3)
    for row in range(cells):
        for column in range(cells):
            x, y = mm(12) + column * side, mm(12) + row * side
            if rng.random() < 0.25:
                sheet.line(x + side / 2, y, x + side / 2, y + side, round(side))
            elif rng.random() < 0.2:
                sheet.text(x + 6, y + face.size, str(rng.randint(1, 99)), face, "number")
    return pixels(sheet)
