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
from pipeline.read.tesseract_library import ONE_LINE, TesseractLibrary, tesseract_library

LINE_HEIGHT_PX = 40
"""Strips taller than this are shrunk to it: Tesseract's line reader works at 36 px, more only costs time."""

_INSTALL = "sudo apt-get install -y tesseract-ocr tesseract-ocr-ind"


@dataclass(frozen=True, slots=True)
class TesseractReader:
    """A PrintReader over Tesseract, language `ind` or, where that is missing, as given to `tesseract`.

    library: Tesseract in this process; without it the program is run, which reads the same and takes longer to start.
    """

    language: str
    library: TesseractLibrary | None = None

    def read_strips(self, strips: Sequence[Grey]) -> tuple[PrintedText, ...]:
        """The print on each strip, in the order given. Raises MachineError if Tesseract fails."""
        if self.library is None:
            return self._by_program(strips) if strips else ()
        found = []
        for strip in strips:
            line, scale = _framed(strip)
            found.append(_text(map(_columns, self.library.read(line).splitlines()), scale))
        return tuple(found)

    def _by_program(self, strips: Sequence[Grey]) -> tuple[PrintedText, ...]:
        """The same from one run of the program.

        The strips lie in a private folder (0700) that is gone afterwards.
        """
        with tempfile.TemporaryDirectory(prefix="dasawisma-print-") as folder:
            scales = [_write(Path(folder, f"{index}.pgm"), strip) for index, strip in enumerate(strips)]
            listing = Path(folder, "strips.txt")
            listing.write_text("".join(f"{Path(folder, f'{index}.pgm')}\n" for index in range(len(strips))))
            try:
                pytesseract.pytesseract.run_tesseract(
                    str(listing), str(Path(folder, "read")), "", self.language, f"--psm {ONE_LINE} tsv"
                )
            except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError, OSError, RuntimeError) as error:
                raise MachineError(f"Tesseract failed on the print of a page; try: {_INSTALL}.") from error
            table = Path(folder, "read.tsv").read_text(encoding="utf-8")
        return _texts(table, scales)


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


def _framed(strip: Grey) -> tuple[Grey, float]:
    """The strip, shrunk if tall and framed in white as Tesseract wants, and the factor of the shrinking."""
    scale = float(min(1.0, LINE_HEIGHT_PX / max(1, strip.shape[0])))
    if scale < 1.0:
        width = max(1, round(strip.shape[1] * scale))
        strip = cv2.resize(strip, (width, LINE_HEIGHT_PX), interpolation=cv2.INTER_AREA).astype(np.uint8)
    framed = cv2.copyMakeBorder(strip, _FRAME_PX, _FRAME_PX, _FRAME_PX, _FRAME_PX, cv2.BORDER_CONSTANT, value=[255.0])
    return np.ascontiguousarray(framed, dtype=np.uint8), scale


def _write(path: Path, strip: Grey) -> float:
    """Writes the strip as _framed makes it; returns the factor of the shrinking."""
    framed, scale = _framed(strip)
    path.write_bytes(b"P5 %d %d 255\n" % (framed.shape[1], framed.shape[0]) + framed.tobytes())
    return scale


_FRAME_PX = 6


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
