"""How well cells are read in hands never trained on, beside the stock recogniser and Tesseract on the same crops.

usage: python -m benchmarks.reading [--writing ../shared/handwriting] [--cells N] [--cache DIR] [--model ONNX] [--once]

Prints a Markdown table: right with a 95 % interval (Wilson), character error rate, coverage at 99 and 99.7 % right,
processor time. The peers read the crop as a line of text and are parsed by the same rules; marks, printed options and
blanks are not theirs to read. Stock: PP-OCRv6 small, from package `rapidocr` (dependency group `training`).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
import pandas as pd

from benchmarks.evidence_scores import wilson
from benchmarks.mark_cells import SIGNS, draw_blank, draw_sign, draw_struck
from benchmarks.option_fields import draw_page
from benchmarks.reading_cells import GROUPS, Bed, WrittenCell, framed_line
from pipeline.codes import load_codes
from pipeline.evidence.parse import parse
from pipeline.form import Field, Kind
from pipeline.model import Alternative, Grey, Reading, State
from pipeline.read.decode import free_text
from pipeline.read.engine import Engines, build_engines
from pipeline.read.handwriting import OnnxRecogniser
from pipeline.read.reader import read_cells
from pipeline.read.strips import STRIP_HEIGHT_PX
from pipeline.read.tesseract import tesseract
from pipeline.read.weighing import FIGURES, Weights, load_weights
from pipeline.run.evaluating.evaluate import edits, normal
from pipeline.run.evaluating.reliability import coverage
from training.hands import FontHand, font_hands
from training.real import read_lines
from training.samples import held_out_letters, test_sets
from training.stock import stock_model_path

Made = TypeVar("Made")
CODES = load_codes()
YEAR = 2021
HEAD = (
    "| | cells | right % (95 %) | CER % | at 99 % | at 99.7 % | ms | stock | Tesseract |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
IN_LETTERS = ("counts", "NIK", "registration", "dates", "education", "marital status", "occupation", "names")
"""Groups also written with letters that were cut from the lines of people held out (training/letters.py)."""
LONG_NUMBERS = ("NIK", "registration")
"""Groups also drawn apart by one hand each (fonts), as on a page, and of as many hands as digits (MNIST)."""
WORDS = ["Siti", "Bambang", "Rahayu", "Sutrisno", "Petani", "Dahlia", "Wagimin", "Lestari", "Karjo", "Munawaroh"]


@dataclass(slots=True)
class Score:
    """Of one group and one reader. edits, characters: of values, where the group is text."""

    right: list[bool] = field(default_factory=list)
    confidence: list[float] = field(default_factory=list)
    edits: int = 0
    characters: int = 0
    seconds: float = 0.0

    def add(self, wanted: tuple[str, ...], got: tuple[str, ...], confidence: float = 1.0) -> None:
        """One cell: (state, value, age) as they are and as read."""
        self.right.append(wanted == got)
        self.confidence.append(confidence)
        self.edits += edits(wanted[1], got[1])
        self.characters += len(wanted[1])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--cells", type=int, default=400, help="of each group")
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"), help="of training.samples")
    parser.add_argument("--model", type=Path, default=None, help="an ONNX recogniser other than the packaged one")
    parser.add_argument("--once", action="store_true", help="without the network of digits")
    chosen = parser.parse_args()
    engines = build_engines(CODES, chosen.model, weights=without_digits() if chosen.once else None)
    stock = OnnxRecogniser(stock_model_path(), "stock")
    print(HEAD)
    bed = Bed(chosen.writing, CODES)
    for name in GROUPS:
        written(name, [bed.draw(name, number) for number in range(chosen.cells)], engines, stock)
    for hands, share in (("one hand", 0.0), ("many hands", 1.0)):
        apart = Bed(chosen.writing, CODES, digits=share)
        for name in LONG_NUMBERS:
            written(f"{name}, {hands}", drawn(apart, name, chosen.cells), engines, stock)
    letters = held_out_letters(chosen.writing, chosen.cache, calibrating=False)
    by_letters = Bed(chosen.writing, CODES, [letters], digits=0.0)
    for name in IN_LETTERS:
        written(f"{name}, letters of people", drawn(by_letters, name, chosen.cells), engines, stock)
    written("digit cells of registers", _registers(chosen.writing), engines, stock)
    fonts = font_hands(chosen.writing / "fonts", True)
    marks(0, chosen.cells // 2, fonts, engines)
    own_row("blank", [draw_blank(number, fonts) for number in range(2 * chosen.cells)], engines)
    lines(chosen.writing, chosen.cache, chosen.cells, engines, stock)


def without_digits() -> Weights:
    """The packaged weights, nothing for what the network of digits reads."""
    kept = np.array([name != "digits" for name in FIGURES])
    return Weights({family: weights * kept for family, weights in load_weights().families.items()})


def drawn(bed: Bed, name: str, cells: int) -> list[WrittenCell]:
    """So many cells of a group, those left out that need a letter which was cut from no page."""
    found: list[WrittenCell] = []
    for number in count():
        if len(found) == cells:
            break
        with suppress(KeyError):
            found.append(bed.draw(name, number))
    return found


def written(name: str, cells: Sequence[WrittenCell], engines: Engines, stock: OnnxRecogniser) -> None:
    """The row of a kind that is written, with both peers."""
    peers = [Score(), Score()]
    by_stock = [free_text(read) for read in stock.read([line_strip(cell.crop.grey) for cell in cells])]
    printed = tesseract().read_strips([cell.crop.grey for cell in cells])
    by_tesseract = [" ".join(word.text for word in text.words) for text in printed]
    for score, texts in zip(peers, (by_stock, by_tesseract), strict=True):
        for cell, text in zip(cells, texts, strict=True):
            score.add(said(cell.crop.cell.field, cell.state, cell.text), said(cell.crop.cell.field, State.VALUE, text))
    row(name, own(cells, engines), peers)


def own_row(name: str, cells: Sequence[WrittenCell], engines: Engines) -> None:
    """The row of what no peer reads."""
    row(name, own(cells, engines), ())


def own(cells: Sequence[WrittenCell], engines: Engines) -> Score:
    """What the product reads in these cells, each a page of its own."""
    score = Score()
    for cell in cells:
        first = _timed(score, lambda crop=cell.crop: likeliest(read_cells([crop], engines)[0]))
        of = cell.crop.cell.field
        score.add(said(of, cell.state, cell.text), said(of, first.state, first.text), first.probability)
    return score


def likeliest(reading: Reading) -> Alternative:
    """The reading's best alternative; unreadable, with no probability, where it has none."""
    return reading.alternatives[0] if reading.alternatives else Alternative(State.UNREADABLE, None, 0.0)


def marks(first: int, each: int, fonts: list[FontHand], engines: Engines) -> None:
    """The rows of signs, of crossed-out writing and of printed options, drawn with numbers from `first` on.

    each: cells of each sign; twice as many crossed-out and corrected words together, and fields with options.
    """
    start = first - first % len(SIGNS)
    for at, sign in enumerate(SIGNS):
        own_row(f"sign: {sign}", [draw_sign(start + at + len(SIGNS) * i) for i in range(each)], engines)
    struck = [draw_struck(first + number, fonts, WORDS) for number in range(2 * each)]
    for name in ("struck", "corrected"):
        own_row(name, [cell for cell in struck if cell.group == name], engines)
    for boxed, name in ((False, "printed options"), (True, "check boxes")):
        options(name, boxed, range(first, first + 2 * each // 5), engines)


def options(name: str, boxed: bool, pages: Sequence[int], engines: Engines) -> None:
    """The row of printed options: words to circle or strike, or check boxes. pages: numbers of those drawn."""
    score = Score()
    for number in pages:
        fields = draw_page(number, boxed)
        readings = _timed(score, lambda fields=fields: read_cells([one.crop for one in fields], engines))
        for one, reading in zip(fields, readings, strict=True):
            first = likeliest(reading)
            wanted = (str(one.state), one.chosen[0] if one.state is State.VALUE else "")
            score.add(wanted, (str(first.state), first.text or ""), first.probability)
    row(name, score, ())


def lines(writing: Path, cache: Path, cells: int, engines: Engines, stock: OnnxRecogniser) -> None:
    """The rows of held-out real lines, read freely (no vocabulary), case aside."""
    for source, strips in test_sets(writing, cache, cells).items():
        scores = [Score(), Score(), Score()]
        greys = [strip.grey for strip in strips]
        readers: Sequence[Callable[[Sequence[Grey]], list[str]]] = (
            lambda greys: [free_text(read) for read in engines.recogniser.read([_padded(grey) for grey in greys])],
            lambda greys: [free_text(read) for read in stock.read([_padded(grey) for grey in greys])],
            lambda greys: [" ".join(word.text for word in text.words) for text in tesseract().read_strips(greys)],
        )
        for score, read in zip(scores, readers, strict=True):
            texts = _timed(score, lambda read=read, greys=greys: read(greys))
            for strip, text in zip(strips, texts, strict=True):
                score.add(("value", strip.text.lower()), ("value", text.lower()))
        row(f"strips: {source}", scores[0], scores[1:], free=True)


def said(of: Field, state: State, text: str | None) -> tuple[str, ...]:
    """State, value and age as they are compared (as `evaluate` does)."""
    read = parse(of, state, text, CODES, YEAR)
    return str(read.state), normal(read.value) or "", str(read.age)


def row(name: str, score: Score, peers: Sequence[Score], free: bool = False) -> None:
    """Print a row. free: read without confidence."""
    low, high = wilson(sum(score.right), len(score.right))
    right = 100 * sum(score.right) / len(score.right)
    sure, were = pd.Series(score.confidence), pd.Series(score.right)
    at = ["–", "–"] if free else [f"{100 * coverage(sure, were, level):.1f}" for level in (0.99, 0.997)]
    beside = [f"{100 * np.mean(peer.right):.1f} / {_cer(peer)}" for peer in peers] or ["–", "–"]
    figures = [f"{right:.1f} ({100 * low:.1f} to {100 * high:.1f})", _cer(score), *at]
    figures += [f"{1000 * score.seconds / len(score.right):.1f}", *beside]
    print(f"| {name} | {len(score.right)} | " + " | ".join(figures) + " |", flush=True)


def line_strip(grey: Grey) -> Grey:
    """A crop as a line 48 px high, padded as the stock model was trained: what a peer is given."""
    width = max(8, round(grey.shape[1] * STRIP_HEIGHT_PX / grey.shape[0]))
    return _padded(cv2.resize(grey, (width, STRIP_HEIGHT_PX), interpolation=cv2.INTER_AREA).astype(np.uint8))


def _padded(strip: Grey) -> Grey:
    return np.pad(strip, ((0, 0), (0, max(0, 320 - strip.shape[1]))), constant_values=127)


def _registers(writing: Path) -> list[WrittenCell]:
    """All numbers of the pages held out: a part of them may be a few easy pages."""
    of = Field("number", Kind.COUNT)
    return [
        WrittenCell("registers", framed_line(line.grey, of), State.VALUE, line.text, line.page)
        for line in read_lines(writing, "lectaurep-numeric", True)
        if line.text.isdigit()
    ]


def _timed(score: Score, work: Callable[[], Made]) -> Made:
    start = time.process_time()
    result = work()
    score.seconds += time.process_time() - start
    return result


def _cer(score: Score) -> str:
    return f"{100 * score.edits / score.characters:.1f}" if score.characters else "–"


if __name__ == "__main__":
    main()
