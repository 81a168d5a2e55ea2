"""Forms drawn for the tests of scan, and the damage that scanners, phones and bound books do to them."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.geometry import Homography, Points
from pipeline.model import Grey
from pipeline.scan.shading import lit_by, paper_of

HEIGHT, WIDTH = 2100, 3000
INK = 40
PlaceMap = Callable[[Points], Points]
"""Points of the drawn form, (n, 2), in the damaged picture."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawnForm:
    """The picture, crossings of its table's rulings, shape (rows, columns, 2), and where its points went."""

    grey: Grey
    crossings: Points
    moved: PlaceMap

    def crossings_in_picture(self) -> Points:
        """The crossings, (n, 2), in pixels of the picture."""
        return self.moved(self.crossings.reshape(-1, 2))


def evened(grey: Grey) -> Grey:
    """The picture with shadows, tint and vignette divided out, as a page's view has it; same size."""
    paper, edges = paper_of(grey)
    return lit_by(grey, paper, edges)


def drawn_form(paper: int = 240) -> DrawnForm:
    """A landscape form, 3000 x 2100 px, without any damage: a table with a tall head under title and labels."""
    grey = np.full((HEIGHT, WIDTH), paper, dtype=np.uint8)
    words(grey, "CATATAN KELUARGA", 1200, 150, 2.0)
    for row in range(5):
        y = 260 + 75 * row
        words(grey, f"Nama kelompok {row}   :", 150, y, 1.2)
        dotted(grey, 700, 1300, y + 6)
        words(grey, "Sehat / Kurang Sehat", 2100, y, 1.2)
    columns = [150, 250, 700, 950, 1050, *range(1300, 2851, 155)]
    rows = [680, 900, 950, *range(1040, 1761, 90)]
    for x in columns:
        cv2.rectangle(grey, (x - 2, rows[0] - 2), (x + 1, rows[-1] + 1), (INK,), -1)
    for y in rows:
        cv2.rectangle(grey, (columns[0] - 2, y - 2), (columns[-1] + 1, y + 1), (INK,), -1)
    for at, x in enumerate(columns[:-1]):
        words(grey, str(at + 1), x + 20, 938, 0.9)
        _upwards(grey, "Keterangan", x + 35, 890, paper)
    for at, y in enumerate(rows[3:9]):
        words(grey, str(at + 1), 170, y - 25, 1.3)
        words(grey, "Siti Aminah", 270, y - 25, 1.5)
    crossings = np.array([[[x, y] for x in columns] for y in rows], dtype=np.float64)
    return DrawnForm(grey, crossings, lambda points: points)


def drawn_list(paper: int = 240) -> DrawnForm:
    """A portrait form, 2100 x 3000 px, without table: numbered labels, dotted lines, check boxes. Crossings: boxes."""
    grey = np.full((WIDTH, HEIGHT), paper, dtype=np.uint8)
    words(grey, "DATA WARGA", 850, 200, 2.0)
    boxes = []
    for row in range(18):
        y = 400 + 95 * row
        words(grey, f"{row + 1}.", 150, y, 1.1)
        words(grey, "Nama kepala rumah tangga", 230, y, 1.1)
        if row % 3:
            dotted(grey, 900, 1500 + 20 * row, y + 6)
        else:
            for x in (900, 1200, 1500):
                cv2.rectangle(grey, (x, y - 35), (x + 40, y + 5), (INK,), 3)
                words(grey, "Tidak", x + 55, y, 1.1)
                boxes.append([x + 0.5, y - 34.5])
    return DrawnForm(grey, np.array(boxes, dtype=np.float64)[None], lambda points: points)


def quarter_turned(form: DrawnForm, turns: int) -> DrawnForm:
    """The form lying turned by that many counter-clockwise quarter turns."""
    height, width = form.grey.shape
    places: tuple[PlaceMap, ...] = (
        lambda p: p,
        lambda p: np.column_stack([p[:, 1], width - p[:, 0]]),
        lambda p: np.column_stack([width - p[:, 0], height - p[:, 1]]),
        lambda p: np.column_stack([height - p[:, 1], p[:, 0]]),
    )
    turned = np.ascontiguousarray(np.rot90(form.grey, turns))
    return DrawnForm(turned, form.crossings, lambda p: places[turns](form.moved(p)))


def skewed(form: DrawnForm, counter_clockwise_deg: float) -> DrawnForm:
    """The form turned about its middle in a picture of the same size; the corners that come free are light grey."""
    height, width = form.grey.shape
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), counter_clockwise_deg, 1.0)
    return _through(form, matrix, width, height, np.full((height, width), 232, np.uint8))


def photographed(form: DrawnForm, seed: int, lean: float = 0.03) -> DrawnForm:
    """The sheet on a dark grained table, its corners off by up to that share of its long side, light from one side."""
    random = np.random.default_rng(seed)
    height, width = form.grey.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    there = corners + [150, 120] + random.uniform(-lean, lean, (4, 2)) * max(width, height)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), there.astype(np.float32))
    grain = random.normal(90, 14, (height + 240, 40)).repeat((width + 300) // 40 + 1, axis=1)[:, : width + 300]
    table = cv2.blur(grain.clip(0, 255).astype(np.uint8), (31, 3))
    photo = _through(form, matrix, width + 300, height + 240, table)
    light = np.linspace(1.0, 0.7, width + 300)[None, :]
    return DrawnForm((photo.grey * light).astype(np.uint8), photo.crossings, photo.moved)


def bound(form: DrawnForm, curl_px: float) -> DrawnForm:
    """The form as scanned from a bound book: towards the left it rises more and more, up to that many pixels."""
    height, width = form.grey.shape

    def lift(x: Points) -> Points:
        return np.asarray(curl_px * np.exp(-x / (0.12 * width)) + 0.1 * curl_px * np.sin(x / width * 5))

    x = np.arange(width) + 0.5
    map_y = (np.arange(height, dtype=np.float64)[:, None] - lift(x)[None, :]).astype(np.float32)
    map_x = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
    bent = cv2.remap(form.grey, np.ascontiguousarray(map_x), map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    def moved(points: Points) -> Points:
        flat = form.moved(points)
        return np.column_stack([flat[:, 0], flat[:, 1] + lift(flat[:, 0])])

    return DrawnForm(bent.astype(np.uint8, copy=False), form.crossings, moved)


def words(grey: Grey, text: str, x: int, y: int, size: float) -> None:
    """Print on the picture."""
    cv2.putText(grey, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, (INK,), 3, cv2.LINE_AA)


def dotted(grey: Grey, left: int, right: int, y: int) -> None:
    """A dotted line on the picture."""
    for x in range(left, right, 8):
        cv2.rectangle(grey, (x, y), (x + 2, y + 2), (INK,), -1)


def _through(form: DrawnForm, matrix: Points, width: int, height: int, behind: Grey) -> DrawnForm:
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    flags, border = cv2.INTER_LINEAR, cv2.BORDER_CONSTANT
    by_middles = np.linalg.inv(half) @ matrix @ half
    moved = cv2.warpPerspective(form.grey, by_middles, (width, height), flags=flags, borderMode=border)
    there = cv2.warpPerspective(np.full_like(form.grey, 255), by_middles, (width, height), flags=cv2.INTER_NEAREST)
    forward = Homography(np.asarray(matrix, dtype=np.float64))
    return DrawnForm(
        np.where(there > 0, moved, behind).astype(np.uint8),
        form.crossings,
        lambda points: forward.to_older(form.moved(points)),
    )


def _upwards(grey: Grey, text: str, x: int, bottom: int, paper: int) -> None:
    strip = np.full((40, 200), paper, dtype=np.uint8)
    words(strip, text, 5, 30, 0.9)
    turned = np.rot90(strip)
    grey[bottom - turned.shape[0] : bottom, x : x + turned.shape[1]] = turned
