"""Which printed option was chosen: a marked box, a circled or ticked word, or the one left when others are struck."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from pipeline.geometry import Box
from pipeline.model import Alternative, Crop, State
from pipeline.read.beside import Beside, log_area, plain_ink, strokes_beside
from pipeline.read.ink import Mask, darkness
from pipeline.read.option_looks import LOOKS
from pipeline.read.shapes import Floats
from pipeline.scan.pieces import piece_boxes

_INNER = 0.2
"""Share of a check box's side that its outline and print tolerance take away at each edge."""
_MARKED_FILL, _FILL_SPREAD = 0.055, 0.009
"""Ink inside a check box: half of the boxes with this share of dark pixels are marked; logistic spread. Of 841 empty
ones on pages of samples.generator, spoiled in all ways, 14 held more than 0.005, at most 0.049 (copies); of 462 marked
ones all held 0.05 or more, and all but 5 more than 0.12."""

_UNSURE = 5e-4
"""No check box is surer than this to be marked, or empty."""

_EDGE, _TRACE, _TRACE_MORE, _TRACE_CHANCE = 0.04, 0.006, 3.0, 0.2
"""So far within a box's sides, what share of it is a trace of a mark, and of how many times the others' most, where no
box is marked; and how likely a mark then is: enough that a person looks. A guess: one such tick was seen."""

_SPECK, _FEWEST_SPECKS = 0.38, 4
"""Of a check box's side: where all of so many pieces well inside it are smaller, none is a stroke; a tick is longer."""
_AROUND = 0.35
"""Share of a check box's side around it in which marks reach out of it."""
_HEAVY, _LEAST_HEAVY, _FEWEST_MARKED, _HEAVY_DOUBT = 1.6, 0.075, 3, 0.2
"""A mark with so many times the ink of the page's other marked boxes, of which there are so many at least, and with so
much by itself, may be one that was scribbled over again. A hand's ticks differ by more where they have less ink, its
crosses by less (samples.generator)."""

_BESIDE, _BESIDE_SPREAD, _SUREST_BESIDE = -1.2, 0.1, 0.85
"""Log10 of the ink beside a check box and its words: half of those with so much are meant, when no box is marked;
logistic spread. Never surer than this: a neighbour's tick may swing over."""
_RINGED = -0.4
"""As _BESIDE, for another option than the one whose box is marked: on four made books a marked box left up to 0.17
squares of ink beside its own words and none beside those of 326 others; a ring has half a square and more."""
_SUREST_CUT = 0.5
"""What the crop cuts off is as often a neighbour's: enough that a person looks."""
_LOG_ON_WORDS = -3.5
"""Log prior that the words are ticked where their check box is not."""

_WAYS = {"circle": 0.4, "tick": 0.22, "strike": 0.2, "beside": 0.1, "under": 0.08}
"""How people choose among printed words, and how often."""
_ANSWERED, _NONE, _SEVERAL = 0.88, 0.11, 0.01
_OTHER_WAY = 0.03
"""Chance that a field is answered in another way than the rest of its page."""
_USUAL = {"clean": 0.6, "cancelled": 0.002}
"""How many words of answered fields are left alone, and how many bear a mark that was crossed out again. A guess: with
it 3 of 100 fields drawn in held-out printings or by a held-out pen go to review that need not, and of 100 marks crossed
out again 2 to 5 are taken (training.option_looks)."""
_WHERE_STRUCK = {"clean": 0.3, "strike": 0.69, "cancelled": 0.0005}
"""The same where all options but one are struck. A guess, too."""
_SHARED = 0.6
"""How much the other fields of the page count: one hand's marks resemble each other, so they are not new evidence."""
Result = tuple[Alternative, ...]
Looks = Callable[[Crop], Floats]
"""The looks of the options' words of a crop (LookNet.log_looks)."""


def read_boxes(crop: Crop, looks: Looks | None = None) -> Result:
    """The option whose check box is marked; blank, or unreadable when several are. Probabilities sum to at most 1.

    Where no box is marked, what stands beside one counts: a ring round it or its words; with `looks`, a tick on the
    words too. Where one is, other words that are ringed count against it.
    """
    options = crop.cell.options
    dark = plain_ink(darkness(crop.grey))
    marked = [
        _chance_inside(dark, option.mark.shifted(-crop.box.left, -crop.box.top)) if option.mark else 0.003
        for option in options
    ]
    beside = strokes_beside(crop)
    if max(marked) < 0.5:
        marked = [max(inside, _chance_beside(near)) for inside, near in zip(marked, beside, strict=True)]
        if looks is not None:
            marked = [max(share, _chance_on_words(word)) for share, word in zip(marked, looks(crop), strict=True)]
        marked = [max(share, chance) for share, chance in zip(marked, _traces(crop, dark), strict=True)]
    else:
        marked = [max(inside, _chance_ringed(near)) for inside, near in zip(marked, beside, strict=True)]
    none = float(np.prod([1 - share for share in marked]))
    one = [none * share / (1 - share) for share in marked]
    return _alternatives([option.value for option in options], one, none, marked)


def box_ink(crop: Crop) -> float:
    """How much ink the most inked check box of a field holds and has about it, 0 to 1; 0 where none is marked."""
    dark, most = plain_ink(darkness(crop.grey)), 0.0
    for option in crop.cell.options:
        if option.mark is not None:
            box = option.mark.shifted(-crop.box.left, -crop.box.top)
            inside = _fill_inside(dark, box)
            around = dark[box.grown(_AROUND * box.width).slices(dark.shape[1], dark.shape[0])]
            if _logistic(inside) > 0.5:
                most = max(most, inside * float(around.mean()))
    return most


def heavy_doubts(inks: Sequence[float]) -> list[float]:
    """Per field of a page the chance that its mark was scribbled over again. inks: box_ink of its fields."""
    doubts = []
    for at, ink in enumerate(inks):
        others = [other for place, other in enumerate(inks) if other > 0 and place != at]
        heavy = len(others) >= _FEWEST_MARKED and ink > max(_LEAST_HEAVY, _HEAVY * float(np.median(others)))
        doubts.append(_HEAVY_DOUBT if heavy else 0.0)
    return doubts


@dataclass(frozen=True, slots=True)
class Answer:
    """Which words of a field were chosen. alternatives: best first. cancelled: the chance that a mark in it was crossed
    out again; then a person must tell what was meant."""

    alternatives: Result
    cancelled: float


def read_words(fields: Sequence[tuple[Sequence[str], Floats]]) -> tuple[Answer, ...]:
    """The chosen words of each field of one page, which has mostly one way: where the other fields are answered by
    striking, so is this one, and strokes over words are of those.

    fields: values of their options, their looks as LookNet.log_looks gives them.
    """
    posteriors = [{way: _posterior(words, way) for way in _WAYS} for _, words in fields]
    answers = []
    for (values, words), found, others in zip(fields, posteriors, _ways_of_others(posteriors), strict=True):
        likely = {way: (1 - _OTHER_WAY) * others[way] + _OTHER_WAY / len(_WAYS) for way in _WAYS}
        weights = _softmax({way: float(np.log(likely[way])) + found[way][1] for way in _WAYS})
        shares = np.sum([np.array(found[way][0]) * weights[way] for way in _WAYS], axis=0).tolist()
        one, none = shares[: len(words)], shares[-2]
        marked = [sum(weights[way] * _chosen(word, way) for way in _WAYS) for word in words]
        struck = others["strike"]
        cancelled = struck * _cancelled(words, _WHERE_STRUCK) + (1 - struck) * _cancelled(words, _USUAL)
        answers.append(Answer(_alternatives(values, one, none, marked), cancelled))
    return tuple(answers)


def _ways_of_others(posteriors: Sequence[Mapping[str, tuple[list[float], float]]]) -> list[dict[str, float]]:
    """Per field how likely each way is by the page's other fields. posteriors: as from _posterior, of each way."""
    page = {way: float(np.log(prior)) + sum(found[way][1] for found in posteriors) for way, prior in _WAYS.items()}
    return [_softmax({way: _SHARED * (page[way] - found[way][1]) for way in _WAYS}) for found in posteriors]


def _cancelled(words: Floats, usual: Mapping[str, float]) -> float:
    """Chance that one of the words bears a mark that was crossed out again; usual: how many words look how."""
    left = (1 - sum(usual.values())) / (1 - sum(share for way, share in _WAYS.items() if way in usual))
    logs = np.log([usual.get(look, left * _WAYS.get(look, 0.0)) for look in LOOKS])
    shares = [_softmax(dict(zip(LOOKS, (word + logs).tolist(), strict=True)))["cancelled"] for word in words]
    return 1 - float(np.prod([1 - share for share in shares]))


def _softmax(logs: Mapping[str, float]) -> dict[str, float]:
    top = max(logs.values())
    scaled = {name: float(np.exp(log - top)) for name, log in logs.items()}
    return {name: value / sum(scaled.values()) for name, value in scaled.items()}


def _chosen(word: Floats, way: str) -> float:
    """Chance that these words, looked at alone, are chosen in this `way`: touched, or for strikes left alone."""
    touched = 1 / (1 + float(np.exp(_log_look(word, "clean") - _log_look(word, way))))
    return 1 - touched if way == "strike" else touched


def _posterior(words: Floats, way: str) -> tuple[list[float], float]:
    """Shares of (each option chosen, none, several) if the field was answered in this `way`, and the log evidence."""
    clean = [_log_look(word, "clean") for word in words]
    done = [_log_look(word, way) for word in words]
    count = len(words)
    everything = range(count)

    def log_case(touched: Sequence[int]) -> float:
        return sum(done[at] if at in touched else clean[at] for at in everything)

    if way == "strike":
        single = [[other for other in everything if other != at] for at in everything]
    else:
        single = [[at] for at in everything]
    known = [set(case) for case in single] + [set()]
    several = [
        case for size in range(1, count + 1) for case in combinations(everything, size) if set(case) not in known
    ]
    logs = [log_case(case) + np.log(_ANSWERED / count) for case in single]
    logs.append(log_case(()) + np.log(_NONE))
    logs.append(
        float(np.logaddexp.reduce([log_case(case) for case in several])) + np.log(_SEVERAL / len(several))
        if several
        else -99.0
    )
    evidence = float(np.logaddexp.reduce(logs))
    return [float(np.exp(log - evidence)) for log in logs], evidence


def _log_look(word: Floats, look: str) -> float:
    return float(word[LOOKS.index(look)])


def _alternatives(values: Sequence[str], one: Sequence[float], none: float, marked: Sequence[float]) -> Result:
    """Value, blank and unreadable, best first; of several marked ones each stays as an alternative."""
    several = max(0.0, 1.0 - none - sum(one))
    found = [Alternative(State.VALUE, value, share) for value, share in zip(values, one, strict=True) if share > 1e-3]
    found.append(Alternative(State.BLANK, None, none))
    if several > max(0.5, none):
        left = (1.0 - several) / max(sum(marked), 1e-9)
        found = [
            Alternative(State.VALUE, value, share * left)
            for value, share in zip(values, marked, strict=True)
            if share > 0.3
        ]
    if several > 1e-3:
        found.append(Alternative(State.UNREADABLE, None, several))
    return tuple(sorted(found, key=lambda alt: (-alt.probability, alt.state, alt.text or "")))


def _chance_inside(dark: Mask, square: Box) -> float:
    """How likely a check box is marked by the ink inside: a stroke is one, specks of a dirty drum may hide one."""
    share = _logistic(_fill_inside(dark, square))
    part = dark[square.grown(-_INNER * square.width).slices(dark.shape[1], dark.shape[0])]
    sizes = piece_boxes(part.astype(np.uint8))[:, 2:4].max(axis=1) if part.size else np.zeros(0)
    dust = len(sizes) >= _FEWEST_SPECKS and float(sizes.max()) < _SPECK * square.width
    return min(share, _TRACE_CHANCE) if dust else share


def _fill_inside(dark: Mask, square: Box) -> float:
    """Share of dark pixels well inside a check box."""
    return _share_of(dark, square.grown(-_INNER * square.width, -_INNER * square.height))


def _share_of(dark: Mask, area: Box) -> float:
    part = dark[area.slices(dark.shape[1], dark.shape[0])]
    return float(part.mean()) if part.size else 0.0


def _traces(crop: Crop, dark: Mask) -> list[float]:
    """Per option the chance that its box is marked, by a little ink at its edges where the other boxes have none: a
    tick that lies along the outline is taken off with it, of boxes as small as letters nearly all of it."""
    boxes = [option.mark and option.mark.shifted(-crop.box.left, -crop.box.top) for option in crop.cell.options]
    inks = [_share_of(dark, box.grown(-_EDGE * box.width)) if box is not None else 0.0 for box in boxes]
    others = [max([*inks[:at], *inks[at + 1 :]], default=0.0) for at in range(len(inks))]
    return [
        _TRACE_CHANCE if ink >= _TRACE and ink > _TRACE_MORE * most else 0.0
        for ink, most in zip(inks, others, strict=True)
    ]


def _chance_beside(near: Beside) -> float:
    whole, cut = (1 / (1 + np.exp(-(ink - _BESIDE) / _BESIDE_SPREAD)) for ink in (near.log_ink, log_area(near.cut)))
    return float(max(min(whole, _SUREST_BESIDE), min(cut, _SUREST_CUT)))


def _chance_ringed(near: Beside) -> float:
    return float(min(1 / (1 + np.exp(-(near.log_ink - _RINGED) / _BESIDE_SPREAD)), _SUREST_BESIDE))


def _chance_on_words(word: Floats) -> float:
    drawn = max(_log_look(word, way) for way in ("tick", "circle"))
    share = 1 / (1 + np.exp(_log_look(word, "clean") - drawn - _LOG_ON_WORDS))
    return float(min(share, _SUREST_BESIDE))


def _logistic(fill: float) -> float:
    return float(np.clip(1 / (1 + np.exp(-(fill - _MARKED_FILL) / _FILL_SPREAD)), _UNSURE, 1 - _UNSURE))
