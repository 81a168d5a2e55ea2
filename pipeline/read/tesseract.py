"""Print read by Tesseract: many strips in one call. The only file that knows pytesseract."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from pipeline.errors import MachineError
from pipeline.geometry import Box
from pipeline.layout.print_reader import PrintedText, PrintedWord
from pipeline.model import Grey

LINE_HEIGHT_PX = 40
"""Strips taller than this are shrunk to it: Tesseract's line reader works at 36 px, more only costs time."""

_INSTALL = "sudo apt-get install -y tesseract-ocr tesseract-ocr-ind"


@dataclass(frozen=True, slots=True)
class TesseractReader:
    """A PrintReader over the Tesseract program, language `ind` or, where that is missing, as given to `tesseract`."""

    language: str

    def read_strips(self, strips: Sequence[Grey]) -> tuple[PrintedText, ...]:
        """The print on each strip, in the order given, from one run of the program.

        The strips lie in a private folder (0700) that is gone afterwards. Raises MachineError if the program fails.
        """
        if not strips:
            return ()
        with tempfile.TemporaryDirectory(prefix="dasawisma-print-") as folder:
            scales = [_write(Path(folder, f"{index}.pgm"), strip) for index, strip in enumerate(strips)]
            listing = Path(folder, "strips.txt")
            listing.write_text("".join(f"{Path(folder, f'{index}.pgm')}\n" for index in range(len(strips))))
            try:
                pytesseract.pytesseract.run_tesseract(
                    str(listing), str(Path(folder, "read")), "", self.language, "--psm 7 tsv"
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
        raise MachineError(f"The program `{program}` is missing; install it: {_INSTALL}.")
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractError, OSError) as error:
        raise MachineError(f"The program `{program}` does not run; install it anew: {_INSTALL}.") from error
    for language in ("ind", "eng"):
        if language in languages:
            return TesseractReader(language)
    raise MachineError(f"Tesseract's language `ind` is missing; install it: {_INSTALL}.")


def _write(path: Path, strip: Grey) -> float:
    """Writes the strip, shrunk if tall and framed in white as Tesseract wants; returns the factor of the shrinking."""
    scale = float(min(1.0, LINE_HEIGHT_PX / max(1, strip.shape[0])))
    if scale < 1.0:
        width = max(1, round(strip.shape[1] * scale))
        strip = cv2.resize(strip, (width, LINE_HEIGHT_PX), interpolation=cv2.INTER_AREA).astype(np.uint8)
    framed = cv2.copyMakeBorder(strip, _FRAME_PX, _FRAME_PX, _FRAME_PX, _FRAME_PX, cv2.BORDER_CONSTANT, value=[255.0])
    path.write_bytes(b"P5 %d %d 255\n" % (framed.shape[1], framed.shape[0]) + np.ascontiguousarray(framed).tobytes())
    return scale


_FRAME_PX = 6


def _texts(table: str, scales: list[float]) -> tuple[PrintedText, ...]:
    """Tesseract's table of words, gathered by strip (its page number)."""
    words: list[list[PrintedWord]] = [[] for _ in scales]
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        strip = int(row["page_num"]) - 1
        scale = scales[strip]
        left, top = (int(row["left"]) - _FRAME_PX) / scale, (int(row["top"]) - _FRAME_PX) / scale
        box = Box(left, top, left + int(row["width"]) / scale, top + int(row["height"]) / scale)
        words[strip].append(PrintedWord(text, box, max(0.0, float(row["conf"]) / 100)))
    return tuple(
        PrintedText(
            " ".join(word.text for word in found),
            float(np.mean([word.confidence for word in found])) if found else 0.0,
            tuple(found),
        )
        for found in words
    )
