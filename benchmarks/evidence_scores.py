"""Scores of field values against what is written: right, accepted, right of accepted, with intervals; reliability."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.form import Form, Kind
from pipeline.model import Decision, FieldValue, PageResult
from pipeline.run.evaluating.evaluate import GROUPS, normal

BINS = 10
_WITHOUT_VALUE = frozenset({"blank", "none", "unreadable", "struck"})

TruthCells = Mapping[tuple[str, int | None, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Scored:
    """One cell: its page, place, kind's group (`blank cells` where nothing is written), and how it came out."""

    page: tuple[str, int]
    part: str
    field: str
    kind: Kind
    group: str
    right: bool
    accepted: bool
    confidence: float


def scored(
    pages: Iterable[PageResult], truths: Mapping[tuple[str, int], TruthCells], forms: Sequence[Form]
) -> list[Scored]:
    """Every cell of `pages` that the truth speaks of. Cells that layout did not find count as wrong, in review."""
    kinds = {(form.form, form.edition): form.kinds for form in forms}
    found = []
    for page in pages:
        content, truth = page.content, truths[page.book_id, page.page_no]
        if content is None:
            continue
        values = {(str(v.part), v.row, v.field): v for v in content.values}
        for place, cell in truth.items():
            kind = kinds[content.form, content.edition].get(place[2], Kind.TEXT)
            if kind is Kind.PRINTED:
                continue
            value = values.get(place)
            found.append(
                Scored(
                    (page.book_id, page.page_no), place[0], place[2], kind,
                    "blank cells" if cell["state"] == "blank" else GROUPS[kind],
                    value is not None and is_right(value, cell, kind),
                    value is not None and value.decision is Decision.ACCEPTED,
                    value.confidence if value is not None else 0.0,
                )
            )  # fmt: skip
    return found


def is_right(value: FieldValue, cell: Mapping[str, Any], kind: Kind) -> bool:
    """Whether state, value and age are what is written (pipeline.run.evaluating.evaluate's measure)."""
    wanted = None if cell["state"] in _WITHOUT_VALUE else normal(cell["value"])
    same = str(value.state) == cell["state"] and normal(value.value) == wanted
    return same and (kind is not Kind.DATE_AGE or value.age == cell.get("age"))


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; (0, 1) where nothing was counted."""
    if of == 0:
        return 0.0, 1.0
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def percent(hits: int, of: int) -> str:
    """A share in percent with its interval: `99.1 (98.7-99.4)`; a dash where nothing was counted."""
    if of == 0:
        return "–"
    low, high = wilson(hits, of)
    return f"{100 * hits / of:.1f} ({100 * low:.1f}-{100 * high:.1f})"


def shares(cells: Sequence[Scored]) -> tuple[str, str, str]:
    """Right, accepted and right of accepted, each in percent with its interval."""
    accepted = [cell for cell in cells if cell.accepted]
    return (
        percent(sum(cell.right for cell in cells), len(cells)),
        percent(len(accepted), len(cells)),
        percent(sum(cell.right for cell in accepted), len(accepted)),
    )


def calibration_error(cells: Sequence[Scored]) -> float:
    """Expected calibration error: mean distance of confidence and share right over bins of equal size, 0 to 1."""
    parts = reliability(cells)
    return sum(abs(right - confidence) * count for count, confidence, right in parts) / max(1, len(cells))


def reliability(cells: Sequence[Scored]) -> list[tuple[int, float, float]]:
    """Of each bin of equal size, by rising confidence: cells, mean confidence, share right."""
    ordered = sorted(cells, key=lambda cell: cell.confidence)
    bins = [part for part in np.array_split(np.arange(len(ordered)), BINS) if len(part)]
    return [
        (
            len(part),
            float(np.mean([ordered[i].confidence for i in part])),
            float(np.mean([ordered[i].right for i in part])),
        )
        for part in bins
    ]


def grouped(cells: Iterable[Scored], key: Callable[[Scored], str]) -> dict[str, list[Scored]]:
    """Cells by `key`, sorted."""
    found: dict[str, list[Scored]] = {}
    for cell in cells:
        found.setdefault(key(cell), []).append(cell)
    return dict(sorted(found.items()))
