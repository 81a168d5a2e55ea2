"""What is printed on forms: words of all form files, and others, so that new forms are read too."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.formfile import load_forms
from training.phrases import Phrases

CHARACTERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,/-:;()&+'\" ")
_OTHERS = (
    "TP PKK KABUPATEN", "KECAMATAN", "KABUPATEN", "PROVINSI", "TAHUN", "Mengetahui", "Ketua", "Sekretaris", "Kader",
    "Lembar", "Halaman", "Nama dan tanda tangan", "Diisi oleh", "Catatan", "Petunjuk pengisian", "Sumber", "Tanggal",
    "BUKU", "DAFTAR", "KELOMPOK", "LAPORAN", "BULAN", "Ketua Kelompok Dasawisma", "Coret yang tidak perlu",
)  # fmt: skip


class PrintTexts:
    """Draws lines of print."""

    def __init__(self) -> None:
        self._phrases = Phrases()
        self._lines = form_lines()
        self._choices = form_choices()
        self._words = sorted({word for line in self._lines for word in line.split()})

    def draw(self, rng: random.Random) -> str:
        """One line of at most 60 characters, all of them of CHARACTERS."""
        while True:
            text = " ".join(self._case(self._line(rng), rng).split())
            if text and len(text) <= 60 and set(text) <= CHARACTERS:
                return text

    def _line(self, rng: random.Random) -> str:
        way = rng.random()
        if way < 0.12:
            return _choice(self._choices, rng)
        if way < 0.42:
            text = rng.choice(self._lines)
        elif way < 0.52:
            text = " ".join(rng.choice(self._words) for _ in range(rng.randint(1, 4)))
        elif way < 0.6:
            text = rng.choice(_OTHERS)
        elif way < 0.68:
            return _lampiran(rng)
        elif way < 0.87:
            text = self._phrases.draw(rng)
        else:
            return _number(rng)
        if rng.random() < 0.12:
            text = _shortened(text, rng)
        if rng.random() < 0.12:
            text = f"{rng.randint(1, 40)}{rng.choice(['.', ')', '. ', ''])} {text}"
        return text + rng.choice(["", "", "", "", ":", ".", " :", "-", "/", ","])

    @staticmethod
    def _case(text: str, rng: random.Random) -> str:
        way = rng.random()
        return text.upper() if way < 0.35 else text.title() if way < 0.5 else text.lower() if way < 0.55 else text


@lru_cache(maxsize=1)
def form_lines() -> tuple[str, ...]:
    """Every title, label, group, option, unit and heading of the packaged forms, sorted."""
    lines: set[str] = set()
    for form in load_forms():
        lines |= {line for title in form.titles for line in title}
        for entry in form.entries:
            lines |= {*entry.labels, entry.group or "", entry.extra_label or "", entry.unit or ""}
            lines |= {word for option in entry.field.options for word in option.words}
        for column in form.columns:
            lines |= {*column.headings, *column.groups}
            lines |= {f"{group} {heading}" for group in column.groups for heading in column.headings}
    return tuple(sorted(lines - {""}))


@lru_cache(maxsize=1)
def form_choices() -> tuple[tuple[str, ...], ...]:
    """The words of every field of the packaged forms that offers printed options, sorted."""
    entries = (entry for form in load_forms() for entry in form.entries)
    return tuple(sorted({tuple(one.words[0] for one in entry.field.options) for entry in entries} - {()}))


def _choice(choices: Sequence[tuple[str, ...]], rng: random.Random) -> str:
    """Options in one line, as printers part them; sometimes the last of them alone, or the first."""
    words = rng.choice(choices)
    first = rng.choice((0, 0, 0, rng.randrange(len(words))))
    text = rng.choice((" / ", " / ", "/", "/ ", " ", " - ", " , ")).join(words[first : first + rng.randint(2, 5)])
    return rng.choice(("", "", "", "/ ", ": ")) + text + rng.choice(("", "", "", " /", "/", "."))


def _lampiran(rng: random.Random) -> str:
    """The number above a form, or one like it: a stroke or a letter of it is another form."""
    number = rng.choice(["III", "4"])
    sign, end = rng.choice([("-", ""), (".", "."), (". ", "")])
    end = rng.choice(["", "", "a", "b", "c", "d", ".1a", ".2a", ".1b", ".2"]) + end
    word = rng.choice(["LAMPIRAN", "LAMPIRAN", "LAMP", "LAMP.", "LAMPIRAN :", ""])
    return f"{word} {number}{sign}{rng.randint(1, 20)}{end}"


def _number(rng: random.Random) -> str:
    """A number, or those of columns in a row."""
    way = rng.random()
    if way < 0.35:
        return str(rng.randint(0, 45))
    if way < 0.5:
        return str(rng.randint(0, 99999))
    first = rng.choice([1, 1, rng.randint(2, 25)])
    return " ".join(map(str, range(first, first + rng.randint(2, 22))))


def _shortened(text: str, rng: random.Random) -> str:
    """The text with some words cut short, as printers do, or with a part of it left away."""
    words = text.split()
    at = rng.randrange(len(words))
    word = re.sub(r"\W+$", "", words[at])
    if len(word) > 4:
        words[at] = word[: rng.randint(2, len(word) - 1)] + rng.choice([".", "", "."])
    return " ".join(words[rng.randint(0, len(words) // 2) :] if rng.random() < 0.4 else words)
