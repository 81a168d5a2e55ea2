"""Scores and searches over CTC output: the probability of given strings, and the best strings that a grammar allows.

Source of both: A. Graves, Supervised Sequence Labelling with Recurrent Neural Networks (2012), chapter 7.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.read.alphabet import Probabilities
from pipeline.read.grammar import Grammar

Found = tuple[str, float]
"""A string and its log probability given the ink."""

_FLOOR = 1e-7
"""No column of a frame counts for less: the network is never surer than that."""
_BLANK_FRAME = 0.9995
"""A frame whose blank is at least this says nothing."""


def spelt(best: NDArray[np.int64]) -> NDArray[np.int64]:
    """The columns that a path says, one column per frame: without repeats and blanks."""
    return best[np.concatenate([[True], best[1:] != best[:-1]]) & (best > 0)]


def log_likelihood(folded: Probabilities, strings: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """log P(string | ink) of each string of columns, by the CTC forward recursion; shape (len(strings),).

    `folded` is (T, columns), linear, column 0 blank. All strings are scored at once.
    """
    if not strings:
        return np.zeros(0)
    longest = max(len(string) for string in strings)
    states = np.zeros((len(strings), 2 * longest + 1), dtype=np.int64)
    for at, string in enumerate(strings):
        states[at, 1 : 2 * len(string) : 2] = string
    # 1.0 where a state may be reached from the one two before it, else 0.0.
    skip = ((states[:, 2:] != 0) & (states[:, 2:] != states[:, :-2])).astype(np.float64)
    emitted = np.maximum(folded, _FLOOR)[:, states]
    alpha = np.zeros(states.shape)
    alpha[:, :2] = emitted[0, :, :2]
    scale = np.zeros(len(strings))
    for frame in emitted[1:]:
        moved = alpha.copy()
        moved[:, 1:] += alpha[:, :-1]
        moved[:, 2:] += skip * alpha[:, :-2]
        moved *= frame
        total = np.maximum(moved.sum(axis=1), 1e-300)
        scale += np.log(total)
        alpha = moved / total[:, None]
    rows = np.arange(len(strings))
    ends = 2 * np.array([len(string) for string in strings])
    reached = alpha[rows, ends] + np.where(ends > 0, alpha[rows, np.maximum(ends - 1, 0)], 0.0)
    result: NDArray[np.float64] = scale + np.log(np.maximum(reached, 1e-300))
    return result


def best_strings(folded: Probabilities, grammar: Grammar, beam: int = 12, wide: int = 6) -> list[Found]:
    """The likeliest strings that `grammar` accepts, best first, with log P(string | ink), by prefix beam search.

    `folded` has the columns of the grammar's characters (column 0 blank). `beam` prefixes are kept and `wide`
    columns looked at per frame. Sums over alignments are exact for the prefixes kept.
    """
    columns = np.maximum(folded, _FLOOR)
    used = np.array(grammar.used)
    order = used[np.argsort(-columns[:, used], axis=1, kind="stable")[:, :wide]]
    blank_frames = columns[:, 0] >= _BLANK_FRAME
    # prefix -> [P ending in blank, P ending in its last character, state of the grammar]
    kept: dict[tuple[int, ...], list[float]] = {(): [1.0, 0.0, 0.0]}
    log_scale = 0.0
    frames, tops = columns.tolist(), order.tolist()
    for at, frame in enumerate(frames):
        if blank_frames[at]:
            for entry in kept.values():
                entry[0], entry[1] = entry[0] + entry[1], 0.0
            continue
        kept, scale = _step(kept, frame, tops[at], grammar, beam)
        log_scale += scale
    found = []
    for prefix, (blank, last, state) in kept.items():
        if grammar.accepts[int(state)]:
            text = "".join(grammar.characters[column - 1] for column in prefix)
            found.append((text, float(np.log(max(blank + last, 1e-300))) + log_scale))
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _step(
    kept: dict[tuple[int, ...], list[float]], frame: list[float], top: list[int], grammar: Grammar, beam: int
) -> tuple[dict[tuple[int, ...], list[float]], float]:
    """One frame of the search: the new prefixes (their sum scaled to 1) and the log of what they were scaled by."""
    grown: dict[tuple[int, ...], list[float]] = {}
    for prefix, (blank, last, state) in kept.items():
        both = blank + last
        entry = grown.setdefault(prefix, [0.0, 0.0, state])
        entry[0] += both * frame[0]
        if prefix:
            entry[1] += last * frame[prefix[-1]]
        steps = grammar.steps[int(state)]
        for column in top:
            following = steps.get(column)
            if following is None:
                continue
            add = (blank if prefix and prefix[-1] == column else both) * frame[column]
            if add > 0.0:
                longer = grown.setdefault((*prefix, column), [0.0, 0.0, float(following)])
                longer[1] += add
    best = sorted(grown.items(), key=lambda item: (-(item[1][0] + item[1][1]), item[0]))[:beam]
    total = sum(blank + last for _, (blank, last, _) in best)
    if total <= 0.0:
        return dict(best), 0.0
    return {prefix: [blank / total, last / total, state] for prefix, (blank, last, state) in best}, float(np.log(total))
