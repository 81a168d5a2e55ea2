"""What benchmarks.finding prints: three Markdown tables, and a line for every page that was not read as what it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.finding_levels import LEVELS, MORE_LEVELS
from benchmarks.finding_peer import PeerScore
from benchmarks.finding_scores import PageScore

SAMPLE_LEVELS = LEVELS[:6]
PAGES = (
    "damage", "pages", "read", "another form", "refused", "skew left °, median / 95 % / max",
    "skew reported, error °, median / max", "turns right %",
)  # fmt: skip
CELLS = (
    "damage", "table cells", "found %", "overlap ≥ 0.8 %", "the same on pages read %", "corners off px, median / 99 %",
    "heads, items", "found %", "overlap ≥ 0.8 %", "ink in box %", "ink in crop %", "options right %", "strays",
)  # fmt: skip
SECONDS = (
    "damage", "dasawisma, median / 95 % / max", "of that: straighten", "of that: layout", "img2table, median / max",
    "its tables of the right number of columns %", "its table cells with overlap ≥ 0.8 %",
)  # fmt: skip


def report(scores: Sequence[PageScore], peers: Sequence[PeerScore]) -> str:
    """The tables by level of damage; without `peers` the columns of img2table stay empty."""
    groups = [(level, (level,)) for level in LEVELS + MORE_LEVELS if any(score.level == level for score in scores)]
    groups += [("first six", SAMPLE_LEVELS), ("all", LEVELS + MORE_LEVELS)]
    pages, cells, seconds = [], [], []
    for name, levels in groups:
        some = [score for score in scores if score.level in levels]
        if some:
            pages.append([name, *_pages(some)])
            cells.append([name, *_cells(some)])
            seconds.append([name, *_seconds(some, [peer for peer in peers if peer.level in levels])])
    parts = [
        "### Pages", _table(PAGES, pages), "### Cells", _table(CELLS, cells),
        "### Seconds of one core a page, from the file to the cut cells", _table(SECONDS, seconds),
    ]  # fmt: skip
    parts += [
        f"- {score.outcome}: {score.level}, {score.form}, seed {score.seed}: {score.reason}"
        for score in scores
        if score.outcome != "read"
    ]
    return "\n\n".join(parts[:6]) + "\n\n" + "\n".join(parts[6:])


def _pages(some: Sequence[PageScore]) -> list[str]:
    known = [score for score in some if score.outcome != "refused"]
    return [
        str(len(some)),
        *(str(sum(score.outcome == outcome for score in some)) for outcome in ("read", "other form", "refused")),
        spread([score.left_deg for score in some], (50, 95, 100), 3),
        spread([score.skew_error_deg for score in some], (50, 100), 3),
        percent(sum(score.turns_right for score in known), len(known)),
    ]


def _cells(some: Sequence[PageScore]) -> list[str]:
    def total(name: str, only: Sequence[PageScore] = some) -> int:
        return sum(getattr(score, name) for score in only)

    read = [score for score in some if score.outcome == "read"]
    corners = [distance for score in some for distance in score.corners_px]
    return [
        str(total("table")), percent(total("table_found"), total("table")),
        percent(total("table_right"), total("table")), percent(total("table_right"), total("table", read)),
        spread(corners, (50, 99), 1),
        str(total("fields")), percent(total("fields_found"), total("fields")),
        percent(total("fields_right"), total("fields")), percent(total("inks_in_box"), total("inks")),
        percent(total("inks_in_crop"), total("inks")), percent(total("options_right"), total("options")),
        str(total("strays")),
    ]  # fmt: skip


def _seconds(some: Sequence[PageScore], peers: Sequence[PeerScore]) -> list[str]:
    tables = [one for one in peers if one.has_table]
    return [
        spread([score.seconds for score in some], (50, 95, 100), 2),
        spread([score.stages.get("straighten") for score in some], (50,), 2),
        spread([score.stages.get("layout") for score in some], (50,), 2),
        spread([one.seconds for one in peers], (50, 100), 2),
        percent(sum(one.columns_right for one in tables), len(tables)),
        percent(sum(one.cells_right for one in tables), sum(one.cells for one in tables)),
    ]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def percent(part: int, whole: int) -> str:
    """A share in percent, a dash of nothing."""
    return "–" if whole == 0 else f"{100 * part / whole:.2f}"


def spread(values: Sequence[float | None], percentiles: Sequence[int], digits: int) -> str:
    """Percentiles of the values that are known."""
    known = [value for value in values if value is not None]
    return " / ".join(f"{np.percentile(known, p):.{digits}f}" for p in percentiles) if known else "–"
