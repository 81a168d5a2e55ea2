"""Numbers and marks that are corrected in their place: written over, crossed out, with a digit put in by a caret.

Networks look for it (number_net.py): one at counts and marks, one along years, dates and strings of digits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import cv2
import numpy as np

from pipeline.form import COUNT_KINDS, MARK_KINDS, Kind
from pipeline.model import Crop
from pipeline.read.ink import Ink
from pipeline.read.raised import STRINGS, has_caret, lines_with_carets, may_stand_above, rises
from pipeline.read.raw import Raw

_OF_SIGN, _OF_SEVERAL, _OF_YEAR, _OF_STRING = 3.0, 4.5, 3.5, 5.0
"""Log odds of the networks, where half of all are corrected, from which on one goes to a person: a mark or count of one
digit, of several, a year, a longer string. Of 12,200 plain counts and marks of calibration's hands, accepted, 36 do, of
809 on a stranger's pages 3; of 18 corrected ones that were accepted wrong 13."""
_BROADER, _WITH_BROADER = 1.4, 0.0
"""From these odds on a mark or digit does whose broadest stroke is so much broader than those of half of the page's: a
1 over a 4 looks like a 4 with a broad stem."""
_BROAD, _OF_BROAD = 1.5, 1.0
"""With a stroke so broad the network of strings is asked, too, and tells from these odds on: of 990 corrected counts it
adds 73, of 12,200 plain ones 4."""
_WITH_ABOVE, _WITH_CARET, _WITH_RISE = 1.0, 1.5, -1.0
"""From these a year or string does above which something stands, below which a caret hangs, of which a piece rises
above the others: with a digit put in, or above a crossed-out one. Of 764 plain ones, 370 of them a stranger's, 7 do."""
_HABIT, _FEWEST = 0.2, 4
"""Where so many of what is read alike on a page, and so large a share, seem corrected, that is how its hand writes it:
one of thirteen hands curls the end of its 0 into it."""
_MARKS = frozenset({"tick", "cross"})
_LEAST_LIKELY = 0.5
"""What is less likely as it was read no check makes sure (evidence reader:likely)."""

Telling = Callable[[Ink], float]
"""Log odds that what stands there is corrected, where half of all is (NumberNet.log_odds)."""


def rewritten(cells: Mapping[int, tuple[Crop, Ink, Raw]], of_counts: Telling, of_strings: Telling) -> frozenset[int]:
    """The places of the numbers and marks that seem to be corrected. cells: those of a page with ink and what was read
    in it, by place."""
    told: set[int] = set()
    counts: dict[int, tuple[Ink, str]] = {}
    for at, (crop, ink, raw) in cells.items():
        said = number_read(crop, raw)
        if said and crop.cell.field.kind not in STRINGS:
            counts[at] = ink, said
        elif said and _is_rewritten(crop, ink, of_strings):
            told.add(at)
    return _counts_rewritten(counts, of_counts, of_strings) | told


def number_read(crop: Crop, raw: Raw) -> str:
    """The number or mark that was read and may be accepted, "" where another is likelier: a person sees that anyhow."""
    best = raw.alternatives[0] if raw.alternatives else None
    kind = crop.cell.field.kind
    if best is None or kind not in COUNT_KINDS | MARK_KINDS | STRINGS:
        return ""
    said = best.text or ""
    number = any(map(str.isdigit, said)) or (said in _MARKS and kind in MARK_KINDS)
    return said if number and best.probability * (1 - raw.doubt) >= _LEAST_LIKELY else ""


def _is_rewritten(crop: Crop, ink: Ink, telling: Telling) -> bool:
    usual = _OF_YEAR if crop.cell.field.kind is Kind.YEAR else _OF_STRING
    usual = min(usual, _WITH_ABOVE if may_stand_above(crop, ink) else usual)
    for line in lines_with_carets(ink):
        least = min(usual, _WITH_CARET if has_caret(line) else usual, _WITH_RISE if rises(line) else usual)
        if telling(replace(ink, parts=line)) > least:
            return True
    return False


def _counts_rewritten(cells: Mapping[int, tuple[Ink, str]], telling: Telling, of_strings: Telling) -> frozenset[int]:
    broadest = {at: _broadest_stroke(ink) for at, (ink, _) in cells.items()}
    usual = float(np.median(list(broadest.values()))) if broadest else 0.0
    alike = {at: said.rstrip(".").lstrip("0") for at, (_, said) in cells.items()}
    found = set()
    for at, (ink, said) in cells.items():
        several = said not in _MARKS and len(alike[at]) > 1
        broad = not several and broadest[at] >= _BROADER * usual
        least = _OF_SEVERAL if several else _WITH_BROADER if broad else _OF_SIGN
        if telling(ink) > least or (broadest[at] >= _BROAD * usual and of_strings(ink) > _OF_BROAD):
            found.add(at)
    written, told = Counter(alike.values()), Counter(alike[at] for at in found)
    usual_so = {said for said, many in told.items() if many >= _FEWEST and many > _HABIT * written[said]}
    return frozenset(at for at in found if alike[at] not in usual_so)


def _broadest_stroke(ink: Ink) -> float:
    """Half of its width, pixels."""
    return float(cv2.distanceTransform(np.pad(ink.own.astype(np.uint8), 1), cv2.DIST_L2, 3).max())
