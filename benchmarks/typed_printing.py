"""Prints typed documents with LibreOffice, and finds where the marks of their places came to stand."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.typed_document import Document, Spot

PADDING = 0.5


@dataclass
class Print:
    """A printed page: its picture, grey, and by key the box of each place, pixels; how many pages it took."""

    picture: NDArray[np.uint8]
    boxes: dict[str, tuple[float, float, float, float]]
    pages: int
    dpi: int


def office() -> str | None:
    """LibreOffice's program, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def printed(documents: list[Document], room: Path) -> list[Path]:
    """Let LibreOffice print documents to PDF."""
    files = []
    for number, document in enumerate(documents):
        files.append(room / f"{number:04}.fodt")
        files[-1].write_text(document.text(), encoding="utf-8")
    program = office()
    if program is None:
        raise SystemExit("LibreOffice is missing: apt-get install libreoffice-writer")
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", str(room), *map(str, files)], check=True, capture_output=True, timeout=600
        )
    return [file.with_suffix(".pdf") for file in files]


def photographed(file: Path, document: Document, dpi: int) -> Print:
    """The first page of a PDF as a picture, and its places."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(str(file))
    page = pdf[0]
    scale = dpi / 72
    picture = np.asarray(page.render(scale=scale, grayscale=True).to_numpy(), dtype=np.uint8)
    marks = _marks(page, pypdfium2)
    boxes = {}
    for spot in document.spots:
        box = _box(spot, marks)
        if box is not None:
            left, low, right, high = box
            boxes[spot.key] = (left * scale, (page.get_height() - high) * scale,
                               right * scale, (page.get_height() - low) * scale)  # fmt: skip
    grey = picture[..., 0] if picture.ndim == 3 else picture
    return Print(np.ascontiguousarray(grey), boxes, len(pdf), dpi)


def _marks(page: Any, pypdfium2: Any) -> dict[int, tuple[float, float, float, float]]:
    text = page.get_textpage()
    small = []
    for at in range(text.count_chars()):
        if pypdfium2.raw.FPDFText_GetFontSize(text.raw, at) <= 1.3:
            small.append((chr(pypdfium2.raw.FPDFText_GetUnicode(text.raw, at)), text.get_charbox(at, loose=True)))
    letters = "".join(letter for letter, _ in small)
    found = {}
    for match in re.finditer(r"q(\d+)z", letters):
        parts = [box for _, box in small[match.start() : match.end()]]
        found[int(match[1])] = (min(b[0] for b in parts), min(b[1] for b in parts),
                                max(b[2] for b in parts), max(b[3] for b in parts))  # fmt: skip
    return found


def _box(spot: Spot, marks: dict[int, tuple[float, float, float, float]]) -> tuple[float, float, float, float] | None:
    """Left, low, right, high in points, y up."""
    point = 72 / 25.4
    start = marks.get(spot.start)
    if start is None:
        return None
    if spot.kind == "cell":
        left, high = start[0] - PADDING * point, start[3] + PADDING * point
        return left, high - spot.height * point, left + spot.width * point, high
    end = marks.get(spot.end or 0)
    if end is None or abs(end[1] - start[1]) > 3:
        return None
    base, height = start[1], spot.height * point
    return start[2], base - 0.22 * height, end[0], base + 0.78 * height


def toner(picture: NDArray[np.uint8], weight: float) -> NDArray[np.uint8]:
    """A print with more (above 0) or less toner."""
    if weight > 0:
        return np.asarray(
            cv2.addWeighted(cv2.erode(picture, np.ones((2, 2), np.uint8)), weight, picture, 1 - weight, 0), np.uint8
        )
    faded = 255 - (255 - picture.astype(np.float32)) * (1 + weight)
    return faded.astype(np.uint8)
