"""img2table on the same pages: how long it takes, whether it finds the table, and how many of its cells."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.finding_pages import BenchPage
from pipeline.geometry import Box
from pipeline.model import Part

ENOUGH_OVERLAP = 0.8
HOW_TO_INSTALL = (
    "img2table was not measured: it needs an interpreter of its own, as it brings another OpenCV. Make one with\n"
    "  python3 -m venv .venv/img2table && .venv/img2table/bin/python -m pip install 'img2table>=2,<3'\n"
    "or name one with --peer PYTHON."
)


@dataclass(frozen=True, slots=True)
class PeerScore:
    """seconds: of one core. columns_right: a table with the form's number of columns was found."""

    level: str
    seconds: float
    has_table: bool
    columns_right: bool
    cells: int
    cells_right: int


class Peer:
    """A running img2table process."""

    def __init__(self, python: Path) -> None:
        self._process = subprocess.Popen(
            [str(python), str(Path(__file__).with_name("img2table_peer.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._line()

    def score(self, page: BenchPage, file: Path) -> PeerScore:
        """What img2table finds. A true cell counts when a cell found overlaps its upright box in the file."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{file}\n")
        self._process.stdin.flush()
        answer = json.loads(self._line())
        boxes = [Box(*cell) for table in answer["tables"] for cell in table["cells"]]
        true = [page.page_map.box_to_source(p.box) for p in page.places if p.part in (Part.TABLE, Part.TOTAL)]
        return PeerScore(
            level=page.level,
            seconds=answer["seconds"],
            has_table=bool(page.form.columns),
            columns_right=any(table["columns"] == len(page.form.columns) for table in answer["tables"]),
            cells=len(true),
            cells_right=sum(any(box.iou(cell) >= ENOUGH_OVERLAP for cell in boxes) for box in true),
        )

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=60)

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise OSError("the img2table process ended; run benchmarks/img2table_peer.py by hand to see why")
        return line
