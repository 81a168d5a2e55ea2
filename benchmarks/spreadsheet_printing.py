"""Prints workbooks with LibreOffice Calc and finds on the print where one writes, to the pixel."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pdf2image import convert_from_path

from benchmarks.spreadsheet_workbook import STEP, colour

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom in pixels
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass
class Print:
    """A printed page: its picture (H, W, 3; uint8), the box of every place, and its words with their boxes."""

    picture: np.ndarray
    places: list[Rectangle]
    words: list[tuple[str, Rectangle]]


def installed() -> bool:
    """Whether LibreOffice is there to print with."""
    return shutil.which("soffice") is not None


def to_pdf(workbooks: list[Path], folder: Path) -> None:
    """Prints all workbooks to PDFs of their names in `folder`, in one start of LibreOffice."""
    profile = f"-env:UserInstallation=file://{(folder / 'profile').resolve()}"
    for at in range(0, len(workbooks), 40):
        files = [str(one) for one in workbooks[at : at + 40]]
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=600)


def _boxes(picture: np.ndarray, count: int) -> list[Rectangle]:
    """The box of each colour on the print of places; the mean of edge pixels that mix two colours is none of them."""
    wide = picture.astype(np.int64)
    near = (wide - 10 + STEP // 2) // STEP
    exact = (np.abs(wide - 10 - near * STEP) <= 1).all(axis=2)
    base = 240 // STEP
    number = near[..., 0] + base * near[..., 1] + base * base * near[..., 2] - 1
    number[~exact | (number < 0) | (number >= count)] = -1
    rows, columns = np.nonzero(number >= 0)
    which = number[rows, columns]
    order = np.argsort(which, kind="stable")
    rows, columns, which = rows[order], columns[order], which[order]
    found = []
    for one in range(count):
        low, high = np.searchsorted(which, [one, one + 1])
        if high - low < 30:
            raise ValueError(f"place {one} {colour(one)} is not on the print")
        y, x = rows[low:high], columns[low:high]
        # A stray mixed pixel elsewhere may have this colour: its bulk is between the quantiles.
        found.append(
            (
                float(np.quantile(x, 0.001)),
                float(np.quantile(y, 0.001)),
                float(np.quantile(x, 0.999)) + 1,
                float(np.quantile(y, 0.999)) + 1,
            )
        )
    return found


def _words(pdf: Path, dpi: float) -> list[tuple[str, Rectangle]]:
    text = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    scale = dpi / 72
    return [
        (word, (float(a) * scale, float(b) * scale, float(c) * scale, float(d) * scale))
        for a, b, c, d, word in WORD.findall(text)
    ]


def read_print(pdf: Path, places: Path, count: int, dpi: int) -> Print:
    """The one page of `pdf` at `dpi` with the `count` places of its twin. ValueError if it is not one page."""
    pictures = convert_from_path(pdf, dpi=dpi)
    twins = convert_from_path(places, dpi=dpi)
    if len(pictures) != 1 or len(twins) != 1 or pictures[0].size != twins[0].size:
        raise ValueError(f"{pdf.name} is not one page like its twin")
    return Print(
        np.asarray(pictures[0].convert("RGB")).copy(),
        _boxes(np.asarray(twins[0].convert("RGB")), count),
        _words(pdf, dpi),
    )
