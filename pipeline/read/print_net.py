"""Print read by a small network of our own, and by another reader where it is not sure.

Tesseract took half of the time before a page's cells are cut; the words of forms in the faces of printers are a small
task, and were learnt (training/print_reader.py, weights/PRINT_CARD.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.print_reader import Enough, PrintedText, PrintedWord, PrintReader, never
from pipeline.model import Grey
from pipeline.read.alphabet import Probabilities
from pipeline.read.onnx_network import OnnxNetwork
from pipeline.read.print_strips import INK, Darkness, PrintLine, print_line
from pipeline.read.tesseract import tesseract
from pipeline.scan.pieces import runs

PRINT_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,/-:;()&+'\" "
"""Characters that the network knows, in the order of its output columns 1..; column 0 is the blank."""
FRAME_PX = 2
"""Columns of a line to a frame of the output."""
PRINT_MODEL = Path(__file__).parent / "weights" / "print.onnx"
_LOOK_ALIKE = ("O0o", "Il1i", "S5s", "B8", "Z2z")
"""Letters that hardly differ in some faces, beside large and small ones."""
_PAPER_PX = 16
"""Columns of paper behind the line: the network learnt with some, and without it the last letter may be lost."""
SURE = 0.8
"""Where the network is less sure of any letter of a line, or of having left none out, the other reader is asked, too:
of 1,615 strips of 41 pages in held-out faces the surer of the two reads 1,292 right, the network alone 1,284,
Tesseract 1,275; with 0.95 no more."""
MOST_SILENT = 0.2
"""Of strips read together, those that say nothing to the network."""
NEAR, NARROW_PX = 0.35, 8.0
"""How far from where a letter is read a piece of its ink may lie, in widths of the word's letters; the least width."""
ARC = 0.45
"""Of a word's width: dots and accents are narrower."""

Inked = NDArray[np.bool_]
"""Whether there is ink, in every column of a line or in every pixel."""


class PrintNet:
    """Reads lines of print."""

    def __init__(self, path: Path = PRINT_MODEL) -> None:
        """Load `path`. Raises MachineError when it is missing or broken."""
        self._network = OnnxNetwork(path, PRINT_ALPHABET)

    def read(self, strip: Grey) -> PrintedText:
        """The print on a strip and the boxes of its words. The confidence of a word is that of its least sure letter;
        that of the whole, how sure it is that no letter between was left out, where that is less."""
        return self.read_line(print_line(strip))

    def read_line(self, line: PrintLine | None) -> PrintedText:
        """The same of a line that was made of a strip; nothing of None."""
        if line is None:
            return PrintedText("", 0.0)
        grouped, letters = _letters(self._network.run(_with_paper(line.darkness)[None]))
        words = _words(letters, line)
        confidence = min((word.confidence for word in words), default=0.0)
        return PrintedText(" ".join(word.text for word in words), min(confidence, 1 - _left_out(grouped)), words)


@dataclass(frozen=True, slots=True)
class SurePrintReader:
    """A PrintReader: what `net` reads; where it is not sure, what `other` reads if that is surer."""

    net: PrintNet
    other: PrintReader

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        """See PrintReader."""
        lines = [print_line(strip) for strip in strips]
        texts = [self.net.read_line(line) for line in lines]
        # Of two lines that touch the network makes nothing, and the other one of them; on paper alone nobody is asked,
        # nor where many say nothing: they are upside down.
        silent = [at for at, text in enumerate(texts) if not text.words and lines[at] is not None]
        doubted = silent if len(silent) <= max(1, MOST_SILENT * len(texts)) else []
        unsure = (at for at, text in enumerate(texts) if text.words and text.confidence < SURE)
        doubted = sorted([*doubted, *(at for at in unsure if not enough(texts[at]))])
        again = self.other.read_strips([strips[at] for at in doubted]) if doubted else ()
        for at, text in zip(doubted, again, strict=True):
            texts[at] = max(texts[at], text, key=lambda one: one.confidence)
        return tuple(texts)


@dataclass(frozen=True, slots=True)
class _Letter:
    """first, last: its frames. confidence: at its surest frame."""

    text: str
    first: int
    last: int
    confidence: float


def _with_paper(darkness: Darkness) -> Darkness:
    # Padded by numpy, which takes ten times as long, it would be the same.
    padded = np.zeros((darkness.shape[0], darkness.shape[1] + _PAPER_PX), np.float32)
    padded[:, : darkness.shape[1]] = darkness
    return padded


def _alike() -> NDArray[np.float32]:
    """The matrix from the network's columns to groups of letters that look alike, the blank by itself first."""
    firsts = {letter: group[0] for group in _LOOK_ALIKE for letter in group}
    keys = [firsts.get(letter, letter.upper()) for letter in PRINT_ALPHABET]
    groups = sorted(set(keys))
    matrix = np.zeros((1 + len(keys), 1 + len(groups)), np.float32)
    matrix[0, 0] = 1.0
    matrix[np.arange(1, 1 + len(keys)), [1 + groups.index(key) for key in keys]] = 1.0
    return matrix


_GROUPS = _alike()


_SPACE = int(_GROUPS[1 + PRINT_ALPHABET.index(" ")].argmax())


def _letters(probabilities: Probabilities) -> tuple[Probabilities, list[_Letter]]:
    """How likely each group is at each frame; and what the likeliest says, in order, each time by its likeliest letter.

    An O may be a 0 and an I an l: taken by themselves, none of them might be as likely as the blank.
    """
    grouped = probabilities @ _GROUPS
    best = grouped.argmax(axis=1)
    starts = np.flatnonzero(np.concatenate([[True], best[1:] != best[:-1]]))
    ends = np.append(starts[1:], len(best))
    letters = []
    for first, after in zip(starts.tolist(), ends.tolist(), strict=True):
        group = int(best[first])
        if group:
            within = probabilities[first:after].sum(axis=0) * _GROUPS[:, group]
            chance = float(grouped[first:after, group].max())
            letters.append(_Letter(PRINT_ALPHABET[int(within.argmax()) - 1], first, after - 1, chance))
    return grouped, letters


def _left_out(grouped: Probabilities) -> float:
    """How likely a letter is that stands nowhere, at its likeliest frame of those where the blank is likelier.

    Letters run together, and the d of 4.16d, were left out though each letter that stood was sure. A letter is likely
    at frames beside its own, too: what stands before and behind is none that was left out. Nor are spaces, which tell
    little.
    """
    best = grouped.argmax(axis=1)
    said, blank = np.flatnonzero(best), np.flatnonzero(best == 0)
    if not len(said) or not len(blank):
        return 0.0
    chances, after = grouped[blank], np.searchsorted(said, blank)
    chances[:, [0, _SPACE]] = 0.0
    for beside in (np.maximum(after - 1, 0), np.minimum(after, len(said) - 1)):
        chances[np.arange(len(blank)), best[said[beside]]] = 0.0
    return float(chances.max())


def _words(letters: Sequence[_Letter], line: PrintLine) -> tuple[PrintedWord, ...]:
    """The letters between spaces, each word with its box in pixels of the strip."""
    spelt = [list(some) for space, some in groupby(letters, key=lambda letter: letter.text == " ") if not space]
    ink: Inked = np.asarray(line.darkness > INK)
    inked: Inked = np.asarray(ink.any(axis=0))
    columns = np.flatnonzero(inked)
    if not spelt or not len(columns):
        return ()
    gaps = [_gap(inked, before[-1], after[0]) for before, after in pairwise(spelt)]
    lefts = [int(columns[0]), *(end for _, end in gaps)]
    rights = [*(start for start, _ in gaps), int(columns[-1]) + 1]
    return tuple(
        PrintedWord(
            "".join(letter.text for letter in word),
            line.box(*_around(word, ink, left, right)),
            min(letter.confidence for letter in word),
        )
        for word, left, right in zip(spelt, lefts, rights, strict=True)
    )


def _around(word: Sequence[_Letter], ink: Inked, left: int, right: int) -> tuple[int, int, int, int]:
    """Columns and rows of a word: left, top, right, bottom. left, right: of the ink between its neighbours.

    A ring round it is none of the word: neither pieces of ink beside its outer letters, nor those above and below the
    others that are as wide as a ring's arc.
    """
    first, after = FRAME_PX * word[0].first, min(ink.shape[1], FRAME_PX * (word[-1].last + 1))
    beside = NEAR * max(NARROW_PX, (after - first) / len(word))
    within = ink[:, first:after]
    rows = runs(np.asarray(within.any(axis=1))) or [(0, len(ink))]
    top = bottom = max(range(len(rows)), key=lambda at: int(within[slice(*rows[at])].sum()))
    while top > 0 and _narrow(within[slice(*rows[top - 1])]):
        top -= 1
    while bottom < len(rows) - 1 and _narrow(within[slice(*rows[bottom + 1])]):
        bottom += 1
    band = slice(rows[top][0], rows[bottom][1])
    pieces = [(left + start, left + end) for start, end in runs(np.asarray(ink[band, left:right].any(axis=0)))]
    own = [piece for piece in pieces if piece[1] > first - beside and piece[0] < after + beside]
    own = own or [(left, max(left + 1, right))]
    return own[0][0], band.start, own[-1][1], band.stop


def _narrow(piece: Inked) -> bool:
    """Whether it is a dot or an accent, and not an arc over the word."""
    return bool(piece.any(axis=0).sum() < ARC * piece.shape[1])


def _gap(inked: Inked, before: _Letter, after: _Letter) -> tuple[int, int]:
    """The widest run of columns without ink between two letters: where it begins and ends; their middle, where there
    is none."""
    first, last = before.last * FRAME_PX, (after.first + 1) * FRAME_PX
    free = [(first + start, first + end) for start, end in runs(~inked[first:last])]
    middle = (first + last) // 2
    return max(free, key=lambda run: run[1] - run[0], default=(middle, middle))


def print_reader() -> SurePrintReader:
    """The reader of print on this machine. Raises MachineError if the network or Tesseract is missing."""
    return SurePrintReader(PrintNet(), tesseract())
