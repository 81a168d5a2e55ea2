"""The legend above an overlay: which form, how the page lay, what was found in how many cells, in two languages."""

from __future__ import annotations

from collections import Counter

import cv2
import numpy as np

from pipeline.model import Decision, FieldValue, PageContent, PageFault, State
from pipeline.run.showing.overlay_labels import FONT_PX, Colour, Picture, width_px, write

COLOURS: dict[State, Colour] = {
    State.VALUE: (60, 140, 0),
    State.BLANK: (130, 130, 130),
    State.NONE: (190, 110, 0),
    State.DITTO: (170, 0, 140),
    State.STRUCK: (60, 60, 120),
    State.UNREADABLE: (0, 0, 200),
}
"""Blue, green, red of what is on the paper: the text of a label, and the box of an accepted cell."""

FOR_REVIEW: Colour = (0, 120, 255)
"""The box of a cell for review, whatever its state."""

_BLACK: Colour = (0, 0, 0)
_STATES = {
    State.VALUE: "isi / value",
    State.BLANK: "kosong / blank",
    State.NONE: "tidak ada / none",
    State.DITTO: "idem / ditto",
    State.STRUCK: "dicoret / struck out",
    State.UNREADABLE: "tak terbaca / unreadable",
}


def states(values: tuple[FieldValue, ...]) -> dict[State, int]:
    """How many cells are in each state, accepted or not; states without any are left out."""
    counts = Counter(value.state for value in values)
    return {state: counts[state] for state in State if counts[state]}


def origin(run_id: str) -> tuple[str, ...]:
    """Whether what is shown was published, in both languages. run_id: of the publication; "" of a page read alone."""
    if run_id:
        return (f"seperti yang terbit / as published: {run_id}",)
    return (
        "Halaman ini dibaca sendiri, bukan dari terbitan: tanpa pemeriksaan antarhalaman; yang terbit dapat berbeda.",
        "This page is read alone, not from a publication: no checks between pages; what is published may differ.",
    )


def legend(became: PageContent | PageFault, width: int, size: float, run_id: str = "") -> Picture:
    """The legend of a page, as wide as its picture, in a font of that size or as small as its lines need.

    run_id: as for `origin`.
    """
    told: tuple[_Line, ...] = tuple(((text, None),) for text in origin(run_id))
    lines = (*told, *(_of_refused(became) if isinstance(became, PageFault) else _of_read(became)))
    widest = max(sum(width_px(text, size) + 2 * FONT_PX * size for text, _ in line) for line in lines)
    size *= min(1.0, width / widest)
    line_px = FONT_PX * size * 1.4
    made = np.full((round(line_px * (len(lines) + 0.5)), width, 3), 245, dtype=np.uint8)
    for number, line in enumerate(lines, start=1):
        left, baseline = round(FONT_PX * size / 2), round(number * line_px)
        for text, swatch in line:
            if swatch is not None:
                end = (left + round(FONT_PX * size * 0.7), baseline)
                cv2.rectangle(made, (left, baseline - round(FONT_PX * size * 0.7)), end, swatch, -1)
                left += round(FONT_PX * size)
            write(made, text, left, baseline, size, _BLACK)
            left += width_px(text, size) + round(FONT_PX * size)
    return made


_Line = tuple[tuple[str, Colour | None], ...]


def _of_refused(page: PageFault) -> tuple[_Line, ...]:
    return ((f"ditolak / refused: {page.reason}", COLOURS[State.UNREADABLE]),), ((page.message, None),)


def _of_read(page: PageContent) -> tuple[_Line, ...]:
    lay = [f"kemiringan / tilt {abs(page.skew_deg):.1f} deg"]
    if page.quarter_turns:
        lay.insert(0, f"diputar / turned {90 * page.quarter_turns} deg")
    if page.grid_residual_px:
        lay.append(f"garis tabel meleset / table lines off by {page.grid_residual_px:.1f} px")
    form = f"formulir / form {page.form} {page.edition}, kecocokan / match {page.match_score:.2f}"
    runner_up = page.runner_up or "tidak ada / none"
    to_review = sum(value.decision is Decision.REVIEW for value in page.values)
    return (
        ((f"{form} (berikutnya / next best: {runner_up})", None), (", ".join(lay), None)),
        (
            (f"{len(page.values)} sel / cells:", None),
            *((f"{_STATES[state]} {count}", COLOURS[state]) for state, count in states(page.values).items()),
        ),
        (
            (f"kotak jingga: perlu diperiksa / orange box: for a person to check {to_review}", FOR_REVIEW),
            (f"diterima / accepted {len(page.values) - to_review}", None),
            ("angka % = keyakinan / how sure", None),
        ),
    )
