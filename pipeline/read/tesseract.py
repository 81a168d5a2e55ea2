"""Print read by Tesseract, in this process where its library can be had, else many strips in one call of its program.

The only file that knows pytesseract.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from pipeline.errors import MachineError
from pipeline.geometry import Box
from pipeline.layout.print_reader import PrintedText, PrintedWord
from pipeline.model import Grey
from pipeline.read.tesseract_library import ONE_LINE, VARIABLES, TesseractLibrary, tesseract_library

LINE_HEIGHT_PX = 40
"""Strips taller than this are shrunk to it: Tesseract's line reader works at 36 px, more only costs time."""

NARROWER = 0.7
"""Strips of which the text alone matters are pressed together to this share of their width, which is what Tesseract's
time goes with. Of 1,700 strips of 52 pages it reads as many right as at full width; at 0.6 fewer."""
_DOUBTED, _SHORT_PX = (0.5, 0.9), 250
"""Between these confidences a word so pressed may be misread and is read once more as it is, if the strip is no wider:
labels of one word. Below them nothing is readable either way."""

_SETTINGS = " ".join(f"-c {name}={value}" for name, value in VARIABLES.items())
_INSTALL = "sudo apt-get install -y tesseract-ocr tesseract-ocr-ind"


@dataclass(frozen=True, slots=True)
class TesseractReader:
    """A PrintReader over Tesseract, language `ind` or, where that is missing, as given to `tesseract`.

    library: Tesseract in this process; without it the program is run, which reads the same and takes longer to start.
    """

    language: str
    library: TesseractLibrary | None = None

    def read_strips(self, strips: Sequence[Grey], *, places: bool = True) -> tuple[PrintedText, ...]:
        """The print on each strip, in the order given. Raises MachineError if Tesseract fails.

        Where places do not matter, the strips are pressed together, and those that are short and not sure are read once
        more. On one all of one tone there is no print; Tesseract
        makes letters of the frame around it.
        """
        inked = [at for at, strip in enumerate(strips) if strip.size and strip.min() < strip.max()]
        texts = [PrintedText("", 0.0) for _ in strips]
        for at, text in zip(inked, self._read([strips[at] for at in inked], 1.0 if places else NARROWER), strict=True):
            texts[at] = text
        doubted = [] if places else [at for at in inked if _is_doubted(strips[at], texts[at])]
        for at, text in zip(doubted, self._read([strips[at] for at in doubted], 1.0), strict=True):
            texts[at] = max(texts[at], text, key=lambda one: one.confidence)
        return tuple(texts)

    def _read(self, strips: Sequence[Grey], narrower: float) -> tuple[PrintedText, ...]:
        lines = [_framed(strip, narrower) for strip in strips]
        return self._by_library(lines, self.library) if self.library else self._by_program(lines)

    def _by_library(self, lines: Sequence[_Line], library: TesseractLibrary) -> tuple[PrintedText, ...]:
        return tuple(_text(map(_columns, library.read(line).splitlines()), scale) for line, scale in lines)

    def _by_program(self, lines: Sequence[_Line]) -> tuple[PrintedText, ...]:
        """The same from one run of the program, none for no lines.

        They lie in a private folder (0700) that is gone afterwards.
        """
        if not lines:
            return ()
        with tempfile.TemporaryDirectory(prefix="dasawisma-print-") as folder:
            for index, (line, _) in enumerate(lines):
                _write(Path(folder, f"{index}.pgm"), line)
            listing = Path(folder, "strips.txt")
            listing.write_text("".join(f"{Path(folder, f'{index}.pgm')}\n" for index in range(len(lines))))
            try:
                pytesseract.pytesseract.run_tesseract(
                    str(listing), str(Path(folder, "read")), "", self.language, f"--psm {ONE_LINE} {_SETTINGS} tsv"
                )
            except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError, OSError, RuntimeError) as error:
                raise MachineError(f"Tesseract failed on the print of a page; try: {_INSTALL}.") from error
            table = Path(folder, "read.tsv").read_text(encoding="utf-8")
        return _texts(table, [scale for _, scale in lines])


def tesseract() -> TesseractReader:
    """A reader of print on this machine, in one thread.

    Raises MachineError, with the command that mends it, if Tesseract or its language `ind` is missing.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"
    program = pytesseract.pytesseract.tesseract_cmd
    if shutil.which(program) is None:
        raise MachineError(f"Program `{program}` tidak ada; pasang / is missing; install it: {_INSTALL}.")
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractError, OSError) as error:
        raise MachineError(
            f"Program `{program}` tidak jalan; pasang ulang / does not run; install it anew: {_INSTALL}."
        ) from error
    for language in ("ind", "eng"):
        if language in languages:
            return TesseractReader(language, tesseract_library(language, str(pytesseract.get_tesseract_version())))
    raise MachineError(f"Bahasa `ind` untuk Tesseract tidak ada; pasang / is missing; install it: {_INSTALL}.")


_Scale = tuple[float, float]
"""Pixels that Tesseract sees to one of a strip, across and down."""

_Line = tuple[Grey, _Scale]
"""What Tesseract sees of a strip, and on what scale."""


def _is_doubted(strip: Grey, read: PrintedText) -> bool:
    height, width = strip.shape
    least, most = _DOUBTED
    return least <= read.confidence < most and width * min(1.0, LINE_HEIGHT_PX / height) <= _SHORT_PX


def _framed(strip: Grey, narrower: float) -> _Line:
    """The strip framed in white, shrunk if tall, and pressed together to that share of its width.

    White print on black is turned into black on white.
    """
    if float(np.mean(strip[::_SPARSE, ::_SPARSE])) < _DARK:
        strip = cv2.bitwise_not(strip).astype(np.uint8, copy=False)
    height, width = strip.shape
    down = float(min(1.0, LINE_HEIGHT_PX / max(1, height)))
    size = (max(1, round(width * down * narrower)), max(1, round(height * down)))
    if size != (width, height):
        strip = cv2.resize(strip, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    framed = cv2.copyMakeBorder(strip, _FRAME_PX, _FRAME_PX, _FRAME_PX, _FRAME_PX, cv2.BORDER_CONSTANT, value=[255.0])
    return np.ascontiguousarray(framed, dtype=np.uint8), (down * narrower, down)


def _write(path: Path, line: Grey) -> None:
    path.write_bytes(b"P5 %d %d 255\n" % (line.shape[1], line.shape[0]) + line.tobytes())


_FRAME_PX = 6
_SPARSE, _DARK = 3, 110
"""Every so many pixels are looked at; where they are so dark on average, the ground is black."""


def _texts(table: str, scales: Sequence[_Scale]) -> tuple[PrintedText, ...]:
    """Tesseract's table of words, gathered by strip (its page number)."""
    rows: list[list[_Columns]] = [[] for _ in scales]
    for line in table.splitlines()[1:]:
        columns = _columns(line)
        rows[int(columns[_PAGE]) - 1].append(columns)
    return tuple(_text(found, scale) for found, scale in zip(rows, scales, strict=True))


_Columns = Sequence[str]
"""Of Tesseract's table: level page_num block_num par_num line_num word_num left top width height conf text."""
_LEVEL, _PAGE, _PLACE, _CONFIDENCE, _WORDS = 0, 1, slice(6, 10), 10, 11
_WORD = "5"


def _columns(line: str) -> _Columns:
    return line.split("\t")


def _text(rows: Iterable[_Columns], scale: _Scale) -> PrintedText:
    """The words among the rows, their boxes in pixels of a strip that was shrunk by `scale` and framed."""
    across, down = scale
    words = []
    for row in rows:
        text = row[_WORDS].strip() if row[_LEVEL] == _WORD else ""
        if text:
            left, top, width, height = (int(number) for number in row[_PLACE])
            left_px, top_px = (left - _FRAME_PX) / across, (top - _FRAME_PX) / down
            box = Box(left_px, top_px, left_px + width / across, top_px + height / down)
            words.append(PrintedWord(text, box, max(0.0, float(row[_CONFIDENCE]) / 100)))
    confidence = float(np.mean([word.confidence for word in words])) if words else 0.0
    return PrintedText(" ".join(word.text for word in words), confidence, tuple(words))
