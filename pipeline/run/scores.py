"""The scores of an evaluation as a table for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def in_words(scores: Mapping[str, Any]) -> str:
    """Cells, found, right, accepted and right of accepted, in percent, over all and by group, damage, form and hand."""
    lines = [f"{'':34} {'cells':>6}  {'found':>6}  {'right':>6}  {'accepted':>8}  {'right of accepted':>17}"]
    rows = [("written cells", scores["all_written"]), ("blank cells", scores["blank"])]
    for kind, name in (("groups", "group"), ("levels", "level"), ("forms", "form"), ("hands", "hand")):
        rows += [(f"  {name} {key}", shares) for key, shares in scores[kind].items()]
    for title, shares in rows:
        found, right, accepted, of_accepted = (
            _percent(shares[key]) for key in ("found", "right", "accepted", "right_of_accepted")
        )
        lines.append(f"{title:34} {shares['cells']:6d}  {found:>6}  {right:>6}  {accepted:>8}  {of_accepted:>17}")
    lines.append(
        f"names: character error rate {_percent(scores['name_cer'])} %; calibration error"
        f" {_percent(scores['calibration_error'])} points; {scores['pages']} pages,"
        f" {scores['wrong_form_pages']} read as another form; {scores['stray_readings']} stray readings"
    )
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.2f}"
