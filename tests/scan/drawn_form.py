"""Forms drawn for the tests of scan: a table with a tall head, labels and dotted lines above it, words in cells."""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.geometry import Points
from pipeline.model import Grey

HEIGHT, WIDTH = 2100, 3000


@dataclass(frozen=True, slots=True, eq=False)
class DrawnForm:
    """The picture, its table's ruling crossings (n, 2) and its horizontal rulings' y, all in its pixels."""

    grey: Grey
    crossings: Points
    rows: tuple[float, ...]


def drawn_form(paper: int = 240, ink: int = 40) -> DrawnForm:
    """A landscape form, 3000 x 2100 px, without any damage."""
    grey = np.full((HEIGHT, WIDTH), paper, dtype=np.uint8)
    _words(grey, "CATATAN KELUARGA", 1200, 150, 2.0, ink)
    for row in range(5):
        y = 260 + 75 * row
        _words(grey, f"Nama kelompok {row}   :", 150, y, 1.2, ink)
        cv2.line(grey, (700, y + 6), (1300, y + 6), (ink,), 2)
        _words(grey, "Sehat / Kurang Sehat", 2100, y, 1.2, ink)
    columns = [150, 250, 700, 950, 1050, *range(1300, 2851, 155)]
    rows = [680, 900, 950, *range(1040, 1761, 90)]
    for x in columns:
        cv2.line(grey, (x, rows[0]), (x, rows[-1]), (ink,), 4)
    for y in rows:
        cv2.line(grey, (columns[0], y), (columns[-1], y), (ink,), 4)
    for at, x in enumerate(columns[:-1]):
        _words(grey, str(at + 1), x + 20, 938, 0.9, ink)
        _upwards(grey, "Keterangan", x + 35, 890, ink)
    for at, y in enumerate(rows[3:9]):
        _words(grey, str(at + 1), 170, y - 25, 1.3, ink)
        _words(grey, "Siti Aminah", 270, y - 25, 1.5, ink)
    crossings = np.array([[x + 0.5, y + 0.5] for x in columns for y in rows], dtype=np.float64)
    return DrawnForm(grey, crossings, tuple(y + 0.5 for y in rows))


def rotated(grey: Grey, counter_clockwise_deg: float) -> Grey:
    """The picture turned about its middle in a frame of the same size; the corners that come free are light grey."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), counter_clockwise_deg, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), borderValue=(232,)).astype(np.uint8, copy=False)


def _words(grey: Grey, text: str, x: int, y: int, size: float, ink: int) -> None:
    cv2.putText(grey, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, (ink,), 3, cv2.LINE_AA)


def _upwards(grey: Grey, text: str, x: int, bottom: int, ink: int) -> None:
    strip = np.full((40, 200), 240, dtype=np.uint8)
    _words(strip, text, 5, 30, 0.9, ink)
    turned = np.rot90(strip)
    grey[bottom - turned.shape[0] : bottom, x : x + turned.shape[1]] = turned
