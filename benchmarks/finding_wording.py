"""Forms set in other words: titles broken elsewhere or with lines added, headings abbreviated, options reordered."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from pipeline.form import Column, Entry, Form

SHORTER = {
    "JUMLAH": "JML.", "KETERANGAN": "KET", "MEMILIKI": "PUNYA", "KELUARGA": "KLG", "PEREMPUAN": "PR",
    "IBU HAMIL": "BUMIL",
    "BERKEBUTUHAN": "BERKEB.", "PEMBUANGAN": "PEMB.", "TEMPAT": "TPT.", "TANGGAL": "TGL.", "PENDIDIKAN": "PENDDK.",
    "PEKERJAAN": "PEKERJ.", "PEMANFAATAN": "PEMANF.", "PEKARANGAN": "PEKAR.", "INDUSTRI": "IND.", "KESEHATAN": "KES.",
    "LINGKUNGAN": "LINGK.", "TANAMAN": "TAN.", "KERJA": "KRJ", "STATUS": "STS", "NOMOR": "NO.",
}  # fmt: skip
"""Abbreviations that printers use and no form file lists."""
TOWNS = ("BOJONEGORO", "TUBAN", "BLORA", "NGAWI")


def reworded(form: Form, seed: int) -> Form:
    """The same form as another printer words it; fields, their order in the table and their values stay."""
    rng = random.Random(f"bench wording:{seed}")
    titles = _titles(form, rng)
    short = rng.random() < 0.35
    columns = tuple(_column(column, rng) for column in form.columns) if short else form.columns
    swap, capitals = rng.random() < 0.2, rng.random() < 0.2
    heads = tuple(_entry(entry, rng, swap, capitals) for entry in form.heads)
    items = tuple(_entry(entry, rng, swap, capitals) for entry in form.items)
    return replace(form, titles=titles, columns=columns, heads=heads, items=items)


def _titles(form: Form, rng: random.Random) -> tuple[tuple[str, ...], ...]:
    """Each title broken over as many lines as it falls out, some with a line of this office or year above or below."""
    titles = []
    for lines in form.titles:
        words = " ".join(lines).split()
        if rng.random() < 0.4:
            lines = _broken(words, rng.randint(1, min(4, len(words))))
        if rng.random() < 0.25:
            extra = rng.choice((f"TP PKK KABUPATEN {rng.choice(TOWNS)}", f"TAHUN {rng.randint(2015, 2026)}"))
            lines = (extra, *lines) if rng.random() < 0.5 and extra.startswith("TP") else (*lines, extra)
        titles.append(lines)
    return tuple(titles)


def _broken(words: list[str], lines: int) -> tuple[str, ...]:
    """The words on so many lines of about one length."""
    per = -(-len(words) // lines)
    return tuple(" ".join(words[at : at + per]) for at in range(0, len(words), per))


def _column(column: Column, rng: random.Random) -> Column:
    return replace(column, headings=tuple(_shorter(one, rng) for one in column.headings))


def _shorter(text: str, rng: random.Random) -> str:
    for word, short in SHORTER.items():
        if rng.random() < 0.6:
            text = re.sub(rf"\b{word}\b", short, text)
    return text


def _entry(entry: Entry, rng: random.Random, swap: bool, capitals: bool) -> Entry:
    labels = tuple(label.upper() if capitals else label for label in entry.labels)
    options = entry.field.options
    if swap and len(options) > 1 and rng.random() < 0.5:
        options = (*options[1:], options[0])
    return replace(entry, labels=labels, field=replace(entry.field, options=options))
