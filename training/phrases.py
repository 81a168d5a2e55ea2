"""What a cadre writes in a cell: names, dates, numbers, words of the forms. Invented, drawn from a seeded generator."""

from __future__ import annotations

import csv
import random
import tomllib
from collections.abc import Callable
from pathlib import Path

from pipeline.codes import load_codes
from pipeline.read.lexicon import PACKAGED_PARTS

_WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
GIVEN, FAMILY, PLACES, FLOWERS, MONTHS = (
    _WORDS[key].split() for key in ("given", "family", "places", "flowers", "months")
)
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
with PACKAGED_PARTS.open(encoding="utf-8", newline="") as _stream:
    PARTS = [row["part"] for row in csv.DictReader(_stream) if row["part"].isascii()]
TEXTS = [" ".join(text.split()) for text in _WORDS["texts"].split("|")]


class Phrases:
    """Draws (kind, text) pairs."""

    def __init__(self) -> None:
        lists = load_codes().lists
        self._coded = [written for code_list in lists.values() for written, _ in code_list.written()]
        self._kinds: list[tuple[Callable[[random.Random], str], float]] = [
            (_count, 3.0),
            (_digits, 1.5),
            (_date, 3.0),
            (_year, 0.7),
            (_name, 4.0),
            (self._code, 3.0),
            (lambda r: r.choice(PLACES), 1.0),
            (lambda r: f"{r.choice(FLOWERS)} {r.randint(1, 15)}", 0.7),
            (_address, 0.5),
            (lambda r: r.choice(TEXTS), 1.0),
            (lambda r: r.choice(["L", "P", "L", "P", "Y", "T", "0", "-"]), 0.8),
            (_scramble, 1.0),
            (_altered, 1.0),
        ]

    def draw(self, rng: random.Random) -> str:
        """One phrase, in the letter case of some writer."""
        make = rng.choices([kind for kind, _ in self._kinds], [weight for _, weight in self._kinds])[0]
        text = make(rng)
        way = rng.random()
        return text.upper() if way < 0.3 else text.lower() if way < 0.36 else text

    def _code(self, rng: random.Random) -> str:
        return rng.choice(self._coded)


def number(rng: random.Random) -> str:
    """A phrase of digits and signs alone: a count, a date, a NIK, a year."""
    return rng.choices([_count, _digits, _numeric_date, _year], [4, 2, 3, 1])[0](rng)


def date_or_number(rng: random.Random) -> str:
    """A date in whatever form, an age, a NIK, a count, a year."""
    return rng.choices([_date, _digits, _count, _year], [5, 3, 1, 1])[0](rng)


def _count(rng: random.Random) -> str:
    size = rng.choices([1, 2, 3, 4], [5, 4, 2, 1])[0]
    text = str(rng.randint(0 if size == 1 else 10 ** (size - 1), 10**size - 1))
    way = rng.random()
    return f"{text}." if way < 0.06 else text.zfill(2) if way < 0.12 else text


def _digits(rng: random.Random) -> str:
    if rng.random() < 0.6:
        day = rng.randint(1, 31) + rng.choice([0, 40])
        born = rng.choice([*range(40, 100), *range(0, 24)])
        area = rng.choice(["352213", "352215", "352201", "351511", f"{rng.randint(110101, 949999)}"])
        return f"{area}{day:02d}{rng.randint(1, 12):02d}{born:02d}{rng.randint(1, 60):04d}"
    return "".join(rng.choice("0123456789") for _ in range(rng.choice([3, 5, 5, 6, 8, 15, 15, 15])))


def _numeric_date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1930, 2024)
    sign = rng.choice("---//.")
    spaces = rng.choice(["", "", "", " "])
    short = f"{year % 100:02d}" if rng.random() < 0.25 else str(year)
    padded = rng.random() < 0.7
    text = f"{spaces}{sign}{spaces}".join(
        [f"{day:02d}" if padded else str(day), f"{month:02d}" if padded else str(month), short]
    )
    if rng.random() > 0.15:
        return text
    age = str(rng.randint(0, 90))
    return rng.choice([f"{text} / {age}", f"{text}/{age}", f"{text} ({age})", f"{text}, {age}"])


def _date(rng: random.Random) -> str:
    way = rng.random()
    if way < 0.55:
        return _numeric_date(rng)
    if way < 0.63:
        sign = rng.choice("---//. ")
        return f"{rng.randint(1, 31)}{sign}{rng.choice(ROMAN)}{sign}{rng.randint(1930, 2024)}"
    if way < 0.8:
        signs = rng.choice(" -"), rng.choice(" -")
        return f"{rng.randint(1, 31)}{signs[0]}{rng.choice(MONTHS)}{signs[1]}{rng.randint(1930, 2024)}"
    if way < 0.92:
        return f"{rng.randint(0, 95)} {rng.choice(['th', 'thn', 'Th', 'tahun', 'bln', 'th.'])}"
    return rng.choice(["th ", "thn ", ""]) + str(rng.randint(1930, 2024))


def _year(rng: random.Random) -> str:
    return str(rng.randint(2010, 2026))


def _name(rng: random.Random) -> str:
    if rng.random() < 0.5:  # the short lists hold the commonest names, the long one whatever names there are
        return " ".join(rng.choice(PARTS) for _ in range(rng.choice([1, 2, 2, 2, 3])))
    parts = [rng.choice(GIVEN)]
    if rng.random() < 0.6:
        parts.append(rng.choice(FAMILY if rng.random() < 0.7 else GIVEN))
    if rng.random() < 0.1:
        parts.insert(0, rng.choice(["M.", "Hj.", "H.", "Ny.", "By.", "Moh.", "St.", "Abd."]))
    return " ".join(parts)


def _address(rng: random.Random) -> str:
    return f"RT {rng.randint(1, 20)} RW {rng.randint(1, 9)} {rng.choice(PLACES)}"


def _altered(rng: random.Random) -> str:
    # A name spelt as no list spells it: the ink must win over habit.
    name = rng.choice(PARTS)
    at = rng.randrange(len(name))
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    changed = rng.choice([letter, letter, "", name[at] + letter])
    return (name[:at] + changed + name[at + 1 :]).capitalize() or name


def _scramble(rng: random.Random) -> str:
    # Words that no list holds keep the reader from learning the lists by heart.
    syllables = [
        rng.choice("bcdfghjklmnprstwyzqvx") + rng.choice("aiueo") + rng.choice(["", "n", "r", "h", "t", "k"])
        for _ in range(rng.randint(1, 4))
    ]
    return "".join(syllables).capitalize()
