"""Numbers and marks that are corrected in their place: written over, crossed out, with a digit put in by a caret.

Networks look for it (number_net.py): one at counts and marks, one along years, dates and strings of digits.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.form import COUNT_KINDS, MARK_KINDS, Kind
from pipeline.model import Crop
from pipeline.read.ink import Ink
from pipeline.read.raised import STRINGS, has_caret, lines_with_carets, may_stand_above, rises
from pipeline.read.raw import SIGNS, Raw

_OF_SIGN, _OF_SEVERAL, _OF_YEAR, _OF_STRING = 3.0, 4.5, 3.5, 5.0
"""Log odds of the networks, where half of all are corrected, from which on one goes to a person: a mark or count of one
digit, of several, a year, a longer string. Of 12,200 plain counts and marks of calibration's hands, accepted, 36 do, of
809 on a stranger's pages 3; of 18 corrected ones that were accepted wrong 13."""
_BROADER, _WITH_BROADER = 1.4, 0.0
"""From these odds on a mark or digit does whose broadest stroke is so much broader than those of half of the page's: a
1 over a 4 looks like a 4 with a broad stem."""
_BROAD, _OF_BROAD, _OUTSIDE = 1.5, 1.0, 3.5
"""The network of strings is asked, too, where a count has a stroke so broad, and tells from these odds on: of 990
corrected ones it adds 73, of 12,200 plain ones 4. And of those outside tables, which are few, from the last on."""
_WITH_ABOVE, _WITH_CARET, _WITH_RISE = 1.0, 1.5, -1.0
"""From these a year or string does above which something stands, below which a caret hangs, of which a piece rises
above the others: with a digit put in, or above a crossed-out one. Of 764 plain ones, 370 of them a stranger's, 7 do."""
_OF_WORDS = 8.0
"""A date with a month by name, or an age with its unit or in brackets, is told from these odds on: the network has seen
few letters. Of 64 plain ones 7 have 5 or more and one this, of 9 corrected ones 2 and one."""
_WORDED, _TALL_SIGNS = re.compile(r"[^\W\d_]|[()]"), re.compile(r"[^\W\d_]|[/()]")
"""What is read then, and what rises above digits in its own right: of 112 plain dates with such a sign a piece rises in
16."""
_PERHAPS = 0.0
"""From these odds of the network of counts one may be corrected. Of 18 corrected ones that were accepted wrong 12 stood
in columns that did not add up with them, 11 above these odds; of 12,900 plain ones in other columns 434 are."""
_HABIT, _FEWEST = 0.2, 4
"""Where so many of what is read alike on a page, and so large a share, seem corrected, that is how its hand writes it:
one of thirteen hands curls the end of its 0 into it."""
_LEAST_LIKELY = 0.5
"""What is less likely as it was read no check makes sure (evidence reader:likely)."""

_Count = tuple[Ink, str, bool]
"""Of a count or mark: its ink, what was read, whether it stands in a table."""

Telling = Callable[[Ink], float]
"""Log odds that what stands there is corrected, where half of all is (NumberNet.log_odds)."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The places of numbers and marks that are corrected, and of others that may be."""

    surely: frozenset[int]
    perhaps: frozenset[int]


def rewritten(cells: Mapping[int, tuple[Crop, Ink, Raw]], of_counts: Telling, of_strings: Telling) -> Rewritten:
    """The numbers and marks that seem to be corrected. cells: those of a page with ink and what was read in it, by
    place."""
    told: set[int] = set()
    counts: dict[int, _Count] = {}
    for at, (crop, ink, raw) in cells.items():
        said = number_read(crop, raw)
        if said and crop.cell.field.kind not in STRINGS:
            counts[at] = ink, said, crop.cell.part.in_table
        elif said and _is_rewritten(crop, ink, said, of_strings):
            told.add(at)
    surely, perhaps = _counts_rewritten(counts, of_counts, of_strings)
    return Rewritten(surely | told, perhaps - surely)


def number_read(crop: Crop, raw: Raw) -> str:
    """The number or mark that was read and may be accepted, "" where another is likelier: a person sees that anyhow."""
    best = raw.alternatives[0] if raw.alternatives else None
    if best is None or best.probability * (1 - raw.doubt) < _LEAST_LIKELY:
        return ""
    kind, said = crop.cell.field.kind, best.text or ""
    number = kind in COUNT_KINDS | STRINGS and any(map(str.isdigit, said))
    return said if number or (kind in MARK_KINDS and said in SIGNS) else ""


def _is_rewritten(crop: Crop, ink: Ink, said: str, telling: Telling) -> bool:
    usual = _OF_YEAR if crop.cell.field.kind is Kind.YEAR else _OF_STRING
    usual = _OF_WORDS if _WORDED.search(said) else usual
    usual = min(usual, _WITH_ABOVE if may_stand_above(crop, ink) else usual)
    rising = _WITH_RISE if not _TALL_SIGNS.search(said) else usual
    for line in lines_with_carets(ink):
        least = min(usual, _WITH_CARET if has_caret(line) else usual, rising if rises(line) else usual)
        if telling(replace(ink, parts=line)) > least:
            return True
    return False


def _counts_rewritten(
    cells: Mapping[int, _Count], telling: Telling, of_strings: Telling
) -> tuple[frozenset[int], frozenset[int]]:
    """The counts and marks that are corrected, and those that may be, the same among them or not."""
    broadest = {at: _broadest_stroke(ink) for at, (ink, _, _) in cells.items()}
    usual = float(np.median(list(broadest.values()))) if broadest else 0.0
    alike = {at: said.rstrip(".").lstrip("0") for at, (_, said, _) in cells.items()}
    surely: set[int] = set()
    perhaps: set[int] = set()
    for at, (ink, said, in_table) in cells.items():
        several = said not in SIGNS and len(alike[at]) > 1
        broad = not several and broadest[at] >= _BROADER * usual
        odds = telling(ink)
        if odds > _PERHAPS:
            perhaps.add(at)
        least = _OF_SEVERAL if several else _WITH_BROADER if broad else _OF_SIGN
        of_string = _OF_BROAD if broadest[at] >= _BROAD * usual else math.inf if in_table else _OUTSIDE
        if odds > least or (of_string < math.inf and of_strings(ink) > of_string):
            surely.add(at)
    written, told = Counter(alike.values()), Counter(alike[at] for at in surely)
    usual_so = {said for said, many in told.items() if many >= _FEWEST and many > _HABIT * written[said]}
    return frozenset(at for at in surely if alike[at] not in usual_so), frozenset(perhaps)


def _broadest_stroke(ink: Ink) -> float:
    """Half of its width, pixels."""
    return float(cv2.distanceTransform(np.pad(ink.own.astype(np.uint8), 1), cv2.DIST_L2, 3).max())
