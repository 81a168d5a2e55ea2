"""Streams of training strips and fixed test sets, from every source in set shares."""

from __future__ import annotations

import dataclasses
import hashlib
import pickle
import random
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.handwriting import OnnxRecogniser
from pipeline.read.ink import find_ink
from pipeline.read.strips import WIDTHS_PX, strips_of
from training.hands import MixedHand, brought_hands, digit_hand, font_hands
from training.letters import LetterHand, Pages, cut_letters
from training.phrases import Phrases, number
from training.real import Line, cut_words, read_lines
from training.spoil import spoil, strip

Grey = NDArray[np.uint8]

SHARES = {
    "fonts": 0.1,
    "brought-fonts": 0.28,
    "letters": 0.27,
    "digits": 0.1,
    "lectaurep-numeric": 0.09,
    "copiste": 0.12,
    "peraire": 0.04,
}
"""How often each source is drawn; `letters` is made of those of REAL."""

REAL = ("lectaurep-numeric", "copiste", "peraire")

MOST_WIDE_PX = 512

LOOSE_SHARE = {True: 0.2, False: 0.6}
"""Share of strips cut more loosely than the product cuts them, dirt left in, of rendered and of real writing: real
lines come with rulings that the product would have removed before it looks for ink."""

_MIXED_SHARE = 0.25
"""Of rendered words, those whose letters come from several fonts."""

_CELL = Cell(Part.TABLE, 0, Field("training", Kind.TEXT), Box(0, 0, 0, 0))


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """A strip 48 px high and what it says."""

    source: str
    grey: Grey
    text: str


class Writers:
    """All hands of one side (training or testing), loaded once."""

    def __init__(self, folder: Path, held_out: bool, cache: Path, without: frozenset[str] = frozenset()) -> None:
        self._fonts = {"fonts": font_hands(folder / "fonts", held_out), "brought-fonts": brought_hands(held_out)}
        self._mixed = None if held_out else MixedHand([hand for hands in self._fonts.values() for hand in hands])
        self._digits = digit_hand(folder / "digits" / "mnist-train.npz", held_out)
        self._phrases = Phrases()
        self._real = {s: _real(folder, s, held_out, cache) for s in REAL if s not in without}
        self._letters = LetterHand(_letters(self._real, held_out, cache))
        left_out = without | {source for source, hands in self._fonts.items() if not hands}
        left_out |= set() if self._letters.can_write else {"letters"}
        self.sources = [source for source in SHARES if source not in left_out]
        """Those that can be drawn."""

    def draw(self, rng: random.Random, source: str | None = None) -> Strip:
        """One strip; of any source in its share, or of the one named."""
        while True:
            chosen = source or rng.choices(self.sources, [SHARES[s] for s in self.sources])[0]
            made = _spoiled(chosen, *self._write(chosen, rng), rng)
            if made is not None:
                return made

    def draw_number(self, rng: random.Random, source: str) -> Strip:
        """One strip of `source` that says a number or a date in digits (of registers: whatever the cell says)."""
        while True:
            text = number(rng)
            if source in REAL:
                grey, text, rendered = self._write(source, rng)
            elif source == "letters":
                if not self._letters.knows(text):
                    continue
                grey, rendered = self._letters.write(text, rng), True
            else:
                grey = self._digits.write(text, rng) if source == "digits" else self.in_font(text, rng, source)
                rendered = True
            made = _spoiled(source, grey, text, rendered, rng)
            if made is not None:
                return made

    def in_font(self, text: str, rng: random.Random, source: str = "fonts") -> Grey:
        """`text` in one font of `source`, or with letters of several (in training)."""
        mixed = self._mixed is not None and rng.random() < _MIXED_SHARE
        hand = self._mixed if mixed and self._mixed else rng.choice(self._fonts[source])
        return hand.write(text, rng)

    def _write(self, source: str, rng: random.Random) -> tuple[Grey, str, bool]:
        if source in self._fonts:
            text = self._phrases.draw(rng)
            return self.in_font(text, rng, source), text, True
        if source == "digits":
            text = number(rng)
            return self._digits.write(text, rng), text, True
        if source == "letters":
            text = self._letters.text(self._phrases, rng)
            return self._letters.write(text, rng), text, True
        line = rng.choice(self._real[source])
        return line.grey, line.text, False


def _spoiled(source: str, grey: Grey, text: str, rendered: bool, rng: random.Random) -> Strip | None:
    """What a scan and the product make of this writing; None when it finds no ink, or too little room for the text."""
    spoiled = spoil(grey, rng, rendered)
    made = strip(spoiled, rng) if rng.random() < LOOSE_SHARE[rendered] else as_served(spoiled, rng)
    if made is None or not 6 * len(text) <= made.shape[1] <= MOST_WIDE_PX:
        return None
    return Strip(source, made, text)


def as_served(grey: Grey, rng: random.Random) -> Grey | None:
    """The strip that the product makes of this writing in a cell of its own; None when it finds no ink."""
    # A cell leaves some room around the writing; the crop shows a margin beyond the cell.
    room, margin = int(grey.shape[0] * rng.uniform(0.0, 0.25)), 6
    paper = int(np.percentile(grey, 90))
    framed = np.pad(grey, room + margin, constant_values=paper)
    height, width = framed.shape
    cell = dataclasses.replace(_CELL, box=Box(margin, margin, width - margin, height - margin))
    crop = Crop(cell, framed, Box(0, 0, width, height))
    ink = find_ink(crop, 0.0)
    level, _ = cv2.threshold(framed, 0, 255, cv2.THRESH_OTSU)
    if ink.blank or sum(part.area for part in ink.parts) < 0.6 * np.count_nonzero(framed < level):
        return None  # a dark ruling hid the writing: no crop of the product looks so
    return strips_of(crop, ink, [ink.parts])[0]


def bucket_px(width_px: int) -> int:
    """The width a strip is padded to."""
    return next(width for width in WIDTHS_PX if width >= width_px)


def _real(folder: Path, source: str, held_out: bool, cache: Path) -> list[Line]:
    stored = cache / f"{source}-{'test' if held_out else 'train'}.pickle"
    if not stored.exists():
        lines = read_lines(folder, source, held_out)
        if source != "lectaurep-numeric":
            # Imported here: cutting needs the stock reader; a cached run does not.
            from training.stock import stock_model_path

            lines = cut_words(lines, OnnxRecogniser(stock_model_path(), "stock"))
        cache.mkdir(parents=True, exist_ok=True)
        stored.write_bytes(pickle.dumps([(x.source, x.page, x.grey, x.text) for x in lines]))
    return [Line(*parts) for parts in pickle.loads(stored.read_bytes())]


def _letters(lines: dict[str, list[Line]], held_out: bool, cache: Path) -> Pages:
    """Cut from all real lines that were loaded: once, for it takes minutes."""
    stored = cache / f"letters-{'test' if held_out else 'train'}.pickle"
    if not stored.exists():
        pages = cut_letters((line for some in lines.values() for line in some), OnnxRecogniser())
        stored.write_bytes(pickle.dumps(pages))
    pages = pickle.loads(stored.read_bytes())
    kept = {line.page for some in lines.values() for line in some}
    return {page: letters for page, letters in pages.items() if page in kept}


def held_out_letters(folder: Path, cache: Path, calibrating: bool) -> LetterHand:
    """Letters of people held out: those of one half calibrate, those of the other measure."""
    lines = {source: _real(folder, source, True, cache) for source in REAL}
    pages = _letters(lines, True, cache)
    halves = {page: hashlib.sha256(page.encode()).digest()[1] % 2 == 0 for page in pages}
    return LetterHand({page: letters for page, letters in pages.items() if halves[page] == calibrating})


def test_sets(folder: Path, cache: Path, size: int) -> dict[str, list[Strip]]:
    """Fixed strips of held-out hands, by source: the same for every model."""
    writers = Writers(folder, True, cache)
    return {
        source: [writers.draw(random.Random(f"{source} {number}"), source) for number in range(size)]
        for source in writers.sources
    }
