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

from pipeline.geometry import Box
from pipeline.layout.print_reader import PrintedText, PrintedWord, PrintReader
from pipeline.model import Grey
from pipeline.read.alphabet import Probabilities
from pipeline.read.onnx_network import OnnxNetwork
from pipeline.read.print_strips import INK, PrintLine, print_line
from pipeline.read.tesseract import tesseract

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
"""Where the network is less sure of any letter of a line, the other reader is asked, too. Of 1,615 strips of 41 pages
in held-out faces the likelier of the two reads 1,284 right, each alone 1,277; with 0.95 instead, no more."""

Inked = NDArray[np.bool_]
"""Whether each column of a line holds ink."""


class PrintNet:
    """Reads lines of print."""

    def __init__(self, path: Path = PRINT_MODEL) -> None:
        """Load `path`. Raises MachineError when it is missing or broken."""
        self._network = OnnxNetwork(path, PRINT_ALPHABET)

    def read(self, strip: Grey) -> PrintedText:
        """The print on a strip and the boxes of its words; the confidence of a word and of the whole is that of the
        least sure letter."""
        line = print_line(strip)
        if line is None:
            return PrintedText("", 0.0)
        words = _words(_letters(self._network.run(np.pad(line.darkness, ((0, 0), (0, _PAPER_PX)))[None])), line)
        confidence = min((word.confidence for word in words), default=0.0)
        return PrintedText(" ".join(word.text for word in words), confidence, words)


@dataclass(frozen=True, slots=True)
class SurePrintReader:
    """A PrintReader: what `net` reads; where it is not sure, what `other` reads if that is surer."""

    net: PrintNet
    other: PrintReader

    def read_strips(self, strips: Sequence[Grey]) -> tuple[PrintedText, ...]:
        """See PrintReader."""
        texts = [self.net.read(strip) for strip in strips]
        # Of what says nothing to the network, as of what is upside down, the other makes nothing either.
        doubted = [at for at, text in enumerate(texts) if 0 < text.confidence < SURE]
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


def _letters(probabilities: Probabilities) -> list[_Letter]:
    """What the likeliest group of each frame says, in order, each time by its likeliest letter.

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
    return letters


def _words(letters: Sequence[_Letter], line: PrintLine) -> tuple[PrintedWord, ...]:
    """The letters between spaces, each word with its box in pixels of the strip."""
    spelt = [list(some) for space, some in groupby(letters, key=lambda letter: letter.text == " ") if not space]
    inked: Inked = np.max(line.darkness, axis=0) > INK
    columns = np.flatnonzero(inked)
    if not spelt or not len(columns):
        return ()
    gaps = [_gap(inked, before[-1], after[0]) for before, after in pairwise(spelt)]
    lefts = [int(columns[0]), *(end for _, end in gaps)]
    rights = [*(start for start, _ in gaps), int(columns[-1]) + 1]
    top, bottom = line.rows
    return tuple(
        PrintedWord(
            "".join(letter.text for letter in word),
            Box(line.left + left / line.scale, top, line.left + max(left + 1, right) / line.scale, bottom),
            min(letter.confidence for letter in word),
        )
        for word, left, right in zip(spelt, lefts, rights, strict=True)
    )


def _gap(inked: Inked, before: _Letter, after: _Letter) -> tuple[int, int]:
    """The widest run of columns without ink between two letters: where it begins and ends; their middle, where there
    is none."""
    first, last = before.last * FRAME_PX, (after.first + 1) * FRAME_PX
    edges = np.flatnonzero(np.diff(np.concatenate([[True], inked[first:last], [True]]).astype(np.int8)))
    runs = [(first + int(start), first + int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    middle = (first + last) // 2
    return max(runs, key=lambda run: run[1] - run[0], default=(middle, middle))


def print_reader() -> SurePrintReader:
    """The reader of print on this machine. Raises MachineError if the network or Tesseract is missing."""
    return SurePrintReader(PrintNet(), tesseract())
