"""The scores of an evaluation as a table for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LEGEND = """cells: of the truth, a count; all else in percent. found: a reading stands there. right: state and value
are as in the truth. accepted: taken unseen (decision accepted). right of accepted: what of those is right. CER:
characters to change per character of the truth. at 99 %, at 99.7 %: the share of cells that could be taken, the surest
first, with so many right. confidence: how sure readings were, and how many of those were right. stray readings:
accepted writing where the truth has none."""


def in_words(scores: Mapping[str, Any]) -> str:
    """Cells, found, right, accepted, right of accepted, character error rate and coverage at 99 and 99.7 % right, in
    percent, over all and by group, damage, form and hand; and how often cells of each confidence are right.
    """
    heads = f"{'cells':>6}  {'found':>6}  {'right':>6}  {'accepted':>8}  {'right of accepted':>17}"
    lines = [f"{'':34} {heads}  {'CER':>6}  {'at 99 %':>8}  {'at 99.7 %':>9}"]
    rows = [("written cells", scores["all_written"]), ("blank cells", scores["blank"])]
    for kind, name in (("groups", "group"), ("levels", "level"), ("forms", "form"), ("hands", "hand")):
        rows += [(f"  {name} {key}", shares) for key, shares in scores[kind].items()]
    for title, shares in rows:
        found, right, accepted, of_accepted, cer, at_99, at_997 = (
            _percent(shares[key])
            for key in ("found", "right", "accepted", "right_of_accepted", "cer", "coverage_99", "coverage_997")
        )
        figures = f"{found:>6}  {right:>6}  {accepted:>8}  {of_accepted:>17}  {cer:>6}  {at_99:>8}  {at_997:>9}"
        lines.append(f"{title:34} {shares['cells']:6d}  {figures}")
    lines.append(f"{'confidence of written cells':34} {'cells':>6}  {'mean':>6}  {'right':>6}")
    lines += [
        f"  {bin_['from']:.4f} to {bin_['to']:.4f}{'':14} {bin_['cells']:6d}  {_percent(bin_['expected']):>6}"
        f"  {_percent(bin_['right']):>6}"
        for bin_ in scores["reliability"]
    ]
    lines.append(
        f"names: character error rate {_percent(scores['name_cer'])} %; calibration error"
        f" {_percent(scores['calibration_error'])} points; {scores['pages']} pages,"
        f" {scores['wrong_form_pages']} read as another form, {scores['unknown_pages']} not found by the run;"
        f" {scores['stray_readings']} stray readings"
    )
    lines.append(_LEGEND)
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.2f}"
