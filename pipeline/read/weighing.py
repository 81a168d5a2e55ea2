"""Weigh what the networks of signs, of lines and of digits see in a cell: ticks, dashes, dittos, digits, words.

Each reading of a cell gets a score, a sum of FIGURES by weights that were fitted to how often such readings are right
(training/weighing.py, schemas/calibration/weighing.toml); the shares are the softmax of the scores.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ConfigurationError
from pipeline.form import COUNT_KINDS, MARK_KINDS, Kind
from pipeline.model import State
from pipeline.read.marks import DITTO_LOOKS, DITTO_WORDS, Shares

PACKAGED_WEIGHTS = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "weighing.toml"
FIGURES = ("sign", "line", "digits", "tick_sign", "tick_line", "tick", "dash_sign", "dash_line", "dash", "unforeseen")
"""What is weighed. Of texts: the log share of what the network of signs sees, the log likelihoods by the recogniser of
lines and by the network of digits, against the best; of ticks and crosses, and of dashes: the log share of the sign,
the log likelihood that a line was read as one, and one; of what was not foreseen: its log prior, with sign and line."""
ALIKE = 0.2
"""So often a digit looks like other writing to the network of signs: with a rest of a ruling beside it."""

_LOG_LEAST = -7.0
"""The line recogniser's log likelihood counts for no less: it is no judge of ticks."""
_LOG_LEAST_TEXT = 3 * _LOG_LEAST
_LOG_LEAST_DIGITS = -12.0
_FAMILIES: Mapping[Kind, str] = MappingProxyType(
    dict.fromkeys(COUNT_KINDS, "counts")
    | {Kind.YEAR: "years", Kind.DIGITS: "digits", Kind.DIGITS_OR_WORD: "digits"}
    | dict.fromkeys((Kind.MARK, Kind.MARK_TEXT), "marks")
)
_OTHERS = "words"

Key = tuple[State, str | None]
Row = tuple[Key | None, Mapping[str, float]]
"""A reading (None: what was not foreseen) and those of its FIGURES that are not nought."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen in a cell.

    signs: probability of each of SHAPES. texts: what the kind may hold, with log likelihoods. looks: that a tick, a
    cross was read (marks.log_looks). dash: that a dash was read (marks.log_dash); None when the line recogniser was not
    asked. ditto: that ditto marks were read (marks.log_ditto); None where nothing looks so. unforeseen: log prior and
    log likelihood that none of texts is written. digits: log likelihood of texts by the network of digits, where it
    was asked. below: whether it stands below others, in a table: elsewhere two strokes do not say that something is
    repeated.
    """

    signs: Mapping[str, float]
    texts: Sequence[tuple[str, float]]
    looks: tuple[float, float] = (0.0, 0.0)
    dash: float | None = None
    unforeseen: tuple[float, float] = (-np.inf, 0.0)
    digits: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    below: bool = True
    ditto: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Weights of FIGURES, shape (10,), per family of kinds."""

    families: Mapping[str, NDArray[np.float64]]

    def shares(self, kind: Kind, seen: Seen) -> Shares:
        """Shares of all readings of a cell; they sum to one less the share of what was not foreseen."""
        keys, values = figures(kind, seen)
        scores = values @ self.families[weighed_as(kind)]
        shares: Shares = {}
        for key, share in zip(keys, np.exp(scores - np.logaddexp.reduce(scores)).tolist(), strict=True):
            if key is not None:
                shares[key] = shares.get(key, 0.0) + share
        return shares


def weighed_as(kind: Kind) -> str:
    """The family of weights of a kind."""
    return _FAMILIES.get(kind, _OTHERS)


def figures(kind: Kind, seen: Seen) -> tuple[list[Key | None], NDArray[np.float64]]:
    """The readings of a cell and their FIGURES (readings, 10); several rows of one reading count together."""
    rows = list(_rows(kind, seen))
    values = np.zeros((len(rows), len(FIGURES)))
    for at, (_, row) in enumerate(rows):
        for name, value in row.items():
            values[at, FIGURES.index(name)] = value
    return [key for key, _ in rows], values


def _rows(kind: Kind, seen: Seen) -> Iterator[Row]:
    signs, marked = seen.signs, kind in MARK_KINDS
    repeats = kind not in COUNT_KINDS and kind is not Kind.MARK
    # Long writing is unlikely letter by letter: the line recogniser counts against its own best only.
    best = max([score for _, score in seen.texts] + (list(seen.looks) if marked else []), default=0.0)
    if repeats and seen.below and seen.ditto is not None:
        # What the list holds may fit worse than two strokes do: `Is`, for Islam.
        best = max(best, seen.ditto)
    read = 0.0 if seen.dash is None else float(np.clip(seen.dash - best, _LOG_LEAST, 0.0))
    yield (State.NONE, None), {"dash_sign": _log(signs["dash"]), "dash_line": read, "dash": 1.0}
    if repeats and seen.below:
        yield (State.DITTO, None), {"sign": _log(signs["ditto"])}
    if marked:
        for mark, look in zip(("tick", "cross"), seen.looks, strict=True):
            line = max(look - best, _LOG_LEAST)
            yield (State.VALUE, mark), {"tick_sign": _log(signs[mark]), "tick_line": line, "tick": 1.0}
    # What the network of signs sees and the kind cannot hold is no evidence: the line recogniser decides.
    excluded = 0.0 if marked else signs["tick"] + signs["cross"]
    excluded += signs["ditto"] if kind in COUNT_KINDS else 0.0
    elsewhere = signs["other"] + excluded
    most = max(seen.digits.values(), default=0.0)
    for text, score in seen.texts:
        plain = text.lower().replace(".", "").replace(" ", "")
        key: Key = (State.VALUE, "0" if plain == "o" else text)
        one = key[1] in signs and len(key[1] or "") == 1
        sign = signs[key[1] or ""] + 0.1 * excluded + ALIKE * elsewhere if one else elsewhere
        if repeats and (plain in DITTO_WORDS or (seen.below and plain in DITTO_LOOKS)):
            key = (State.DITTO, None)
            sign = max(signs["ditto"], sign * (1.0 if plain in DITTO_WORDS else 0.3))
        second = max(seen.digits.get(text, most) - most, _LOG_LEAST_DIGITS)
        yield key, {"sign": _log(sign), "line": max(score - best, _LOG_LEAST_TEXT), "digits": second}
    prior, likelihood = seen.unforeseen
    if prior > -np.inf:
        line = float(np.clip(likelihood - best, _LOG_LEAST_TEXT, -_LOG_LEAST_TEXT))
        yield None, {"sign": _log(elsewhere), "line": line, "unforeseen": prior}


def load_weights(file: Path = PACKAGED_WEIGHTS) -> Weights:
    """The packaged weights. Raises ConfigurationError when they cannot be read."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found = {name: np.array([float(row[figure]) for figure in FIGURES]) for name, row in table.items()}
        missing = {_OTHERS, *_FAMILIES.values()} - found.keys()
        if missing:
            raise KeyError(*sorted(missing))
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read as a table of weights ({error}).") from error
    return Weights(MappingProxyType(found))


def _log(share: float) -> float:
    return float(np.log(max(share, 1e-4)))
