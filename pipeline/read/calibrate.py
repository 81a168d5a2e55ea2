"""From raw shares to calibrated probabilities: how often readings of a family that look like this one are right."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ConfigurationError
from pipeline.form import OPTION_KINDS, Kind
from pipeline.model import Alternative, Crop, State
from pipeline.read.column_lines import LINE_SHARES
from pipeline.read.raw import SIGNS, Raw
from pipeline.read.trace import UNASKED, Trace

PACKAGED_TABLE = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "reading.toml"
FEATURES = ("share", "sure", "margin", "mean", "weakest", "gap", "free", "letters", "quality", "bias")
"""What the logistic fit of a family weighs: the logit of the raw share, and how far it is above SURE_LOGIT (where two
networks agree the curve rises faster: of 1,500 digit strings one was wrong above 6); its log odds against the next
reading; the recogniser's doubt per frame, at its weakest character and at its weakest gap; whether its free reading is
the same; how many characters that has; the ink's faintness."""
SURE_LOGIT = 4.0
_MOST, _LEAST = 0.9995, 0.0005
_TINY = 1e-4
_NO_STRIKE, _EVEN = 0.2, 0.5
"""Where it is no likelier that writing is crossed out, it is not: of 15 such readings of 15 made books one was."""

_FAMILIES: Mapping[Kind, str] = {
    Kind.COUNT: "counts",
    Kind.TICK_OR_COUNT: "counts",
    Kind.YEAR: "years",
    Kind.DIGITS: "digits",
    Kind.DIGITS_OR_WORD: "digits",
    Kind.DATE: "dates",
    Kind.DATE_AGE: "dates",
    Kind.MONTH: "words",
    Kind.CODE: "words",
    Kind.CODE_TEXT: "open_words",
    Kind.MARK: "marks",
    Kind.MARK_TEXT: "open_words",
    Kind.NAME: "names",
    Kind.TEXT: "texts",
}


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of FEATURES per family; a family that is not there keeps its raw shares."""

    weights: Mapping[str, tuple[float, ...]]

    def applied(
        self, name: str, alternatives: Sequence[Alternative], trace: Trace, quality: float
    ) -> tuple[Alternative, ...]:
        """The alternatives with the first one's probability calibrated, the others sharing what it leaves as before.

        name: of the family. trace: of the line recogniser. quality: of the ink, 0 to 1.
        """
        if not alternatives:
            return ()
        first, *others = alternatives
        weights = self.weights.get(name)
        if weights is None:
            return tuple(alternatives)
        chance = 1 / (1 + np.exp(-float(features(alternatives, trace, quality) @ np.array(weights))))
        chance = float(np.clip(chance, _LEAST, _MOST))
        scale = (1 - chance) / max(1 - first.probability, 1e-3)
        if first.state is State.STRUCK and chance < _NO_STRIKE:
            return _as_not_struck(replace(first, probability=chance), others)
        # Else a doubtful first stays first: that it is the likeliest reading is not for calibration to change.
        rest = [replace(other, probability=min(other.probability * scale, chance)) for other in others]
        over = max(1.0, sum(other.probability for other in rest) / max(1 - chance, 1e-9))
        return (
            replace(first, probability=chance),
            *(replace(other, probability=other.probability / over) for other in rest),
        )


def _as_not_struck(struck: Alternative, others: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """What else was read and that it is crossed out, the likeliest first: a hand that strikes nothing out may look like
    it. All else has no more than even odds, for a person to see."""
    share = _EVEN / max(sum(other.probability for other in others), 1e-9)
    rest = [replace(other, probability=other.probability * share) for other in others]
    return tuple(sorted((*rest, struck), key=lambda one: -one.probability))


def family_of(crop: Crop, raw: Raw) -> str:
    """The family of the calibration that a reading belongs to; of one without alternatives any."""
    if crop.cell.line is not None:
        return LINE_SHARES
    boxed = any(option.mark is not None for option in crop.cell.options)
    return family(crop.cell.field.read_as, raw.alternatives[0], boxed) if raw.alternatives else ""


def family(kind: Kind, first: Alternative, boxed: bool) -> str:
    """The family of a reading: of one kind and state, right about as often for the same raw share.

    boxed: the printed options have check boxes.
    """
    if kind in OPTION_KINDS:
        return "boxes" if boxed else "options"
    if first.state is not State.VALUE:
        return str(first.state)
    if first.text in SIGNS:
        return "marks"
    return _FAMILIES.get(kind, "texts")


def features(alternatives: Sequence[Alternative], trace: Trace, quality: float) -> NDArray[np.float64]:
    """The figures that FEATURES names, shape (10,), of one or more alternatives, best first."""
    first = alternatives[0]
    if first.state is not State.VALUE:
        trace = UNASKED  # what the line recogniser makes of a dash or a scribble tells nothing
    second = alternatives[1].probability if len(alternatives) > 1 else 0.0
    share = _logit(first.probability)
    free = trace is UNASKED or _plain(trace.text) == _plain(first.text or "")
    return np.array(
        [
            share,
            max(0.0, share - SURE_LOGIT),
            np.log(np.clip(first.probability, _TINY, 1) / np.clip(second, _TINY, 1)),
            10 * (trace.mean - 1),
            _logit(trace.weakest),
            _logit(trace.gap),
            float(free),
            len(trace.text) / 10,
            quality - 1,
            1.0,
        ]
    )


def _logit(share: float) -> float:
    clipped = float(np.clip(share, _TINY, 1 - _TINY))
    return float(np.log(clipped / (1 - clipped)))


def _plain(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def load_calibration(file: Path = PACKAGED_TABLE) -> Calibration:
    """The packaged table. Raises ConfigurationError when it cannot be read."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found = {name: tuple(float(row[feature]) for feature in FEATURES) for name, row in table.items()}
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read as a table of calibration ({error}).") from error
    return Calibration(MappingProxyType(found))
