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
from pipeline.layout.print_reader import Enough, PrintedText, PrintedWord, never
from pipeline.model import Grey
from pipeline.read.tesseract_library import ONE_LINE, VARIABLES, TesseractLibrary, tesseract_library

LINE_HEIGHT_PX = 40
"""Strips taller than this are shrunk to it: Tesseract's line reader works at 36 px, more only costs time."""

_SETTINGS = " ".join(f"-c {name}={value}" for name, value in VARIABLES.items())
_INSTALL = "sudo apt-get install -y tesseract-ocr tesseract-ocr-ind"


@dataclass(frozen=True, slots=True)
class TesseractReader:
    """A PrintReader over Tesseract, language `ind` or, where that is missing, as given to `tesseract`.

    library: Tesseract in this process; without it the program is run, which reads the same and takes longer to start.
    """

    language: str
    library: TesseractLibrary | None = None

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        """The print on each strip, in the order given; nobody else is asked. Raises MachineError if Tesseract fails.

        On a strip all of one tone there is no print; Tesseract makes letters of the frame around it.
        """
        inked = [at for at, strip in enumerate(strips) if strip.size and strip.min() < strip.max()]
        lines = [_framed(strips[at]) for at in inked]
        read = self._by_library(lines, self.library) if self.library else self._by_program(lines)
        texts = [PrintedText("", 0.0) for _ in strips]
        for at, text in zip(inked, read, strict=True):
            texts[at] = text
        return tuple(texts)

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


_Line = tuple[Grey, float]
"""What Tesseract sees of a strip, and how many of its pixels it sees to one of the strip."""


def _framed(strip: Grey) -> _Line:
    """The strip framed in white, shrunk if tall; white print on black is turned into black on white."""
    if float(np.mean(strip[::_SPARSE, ::_SPARSE])) < _DARK:
        strip = cv2.bitwise_not(strip).astype(np.uint8, copy=False)
    height, width = strip.shape
    scale = min(1.0, LINE_HEIGHT_PX / max(1, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if size != (width, height):
        strip = cv2.resize(strip, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    framed = cv2.copyMakeBorder(strip, _FRAME_PX, _FRAME_PX, _FRAME_PX, _FRAME_PX, cv2.BORDER_CONSTANT, value=[255.0])
    return np.ascontiguousarray(framed, dtype=np.uint8), scale


def _write(path: Path, line: Grey) -> None:
    path.write_bytes(b"P5 %d %d 255\n" % (line.shape[1], line.shape[0]) + line.tobytes())


_FRAME_PX = 6
_SPARSE, _DARK = 3, 110
"""Every so many pixels are looked at; where they are so dark on average, the ground is black."""


def _texts(table: str, scales: Sequence[float]) -> tuple[PrintedText, ...]:
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


def _text(rows: Iterable[_Columns], scale: float) -> PrintedText:
    """The words among the rows, their boxes in pixels of a strip that was shrunk by `scale` and framed."""
    words = []
    for row in rows:
        text = row[_WORDS].strip() if row[_LEVEL] == _WORD else ""
        if text:
            left, top, width, height = (int(number) for number in row[_PLACE])
            left_px, top_px = (left - _FRAME_PX) / scale, (top - _FRAME_PX) / scale
            box = Box(left_px, top_px, left_px + width / scale, top_px + height / scale)
            words.append(PrintedWord(text, box, max(0.0, float(row[_CONFIDENCE]) / 100)))
    confidence = float(np.mean([word.confidence for word in words])) if words else 0.0
    return PrintedText(" ".join(word.text for word in words), confidence, tuple(words))
