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
from pipeline.model import Alternative, State

PACKAGED_TABLE = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "reading.toml"
FEATURES = ("share", "seen", "quality", "bias")
"""What the logistic fit of a family weighs: logit of the raw share, the recogniser's doubt, the ink's faintness."""
_MOST, _LEAST = 0.9995, 0.0005

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
    Kind.MARK_TEXT: "marks",
    Kind.NAME: "names",
    Kind.TEXT: "texts",
}


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of FEATURES per family; a family that is not there keeps its raw shares."""

    weights: Mapping[str, tuple[float, ...]]

    def applied(
        self, kind: Kind, alternatives: Sequence[Alternative], seen: float, quality: float
    ) -> tuple[Alternative, ...]:
        """The alternatives with the first one's probability calibrated, the others sharing what it leaves as before.

        seen: the line recogniser's mean confidence per frame, 1 where it was not asked. quality: of the ink, 0 to 1.
        """
        if not alternatives:
            return ()
        first, *others = alternatives
        weights = self.weights.get(family(kind, first))
        if weights is None:
            return tuple(alternatives)
        chance = 1 / (1 + np.exp(-float(features(first.probability, seen, quality) @ np.array(weights))))
        chance = float(np.clip(chance, _LEAST, _MOST))
        scale = (1 - chance) / max(1 - first.probability, 1e-3)
        # A doubtful first stays first: that it is the likeliest reading is not for calibration to change.
        rest = [replace(other, probability=min(other.probability * scale, chance)) for other in others]
        over = max(1.0, sum(other.probability for other in rest) / max(1 - chance, 1e-9))
        return (
            replace(first, probability=chance),
            *(replace(other, probability=other.probability / over) for other in rest),
        )


def family(kind: Kind, first: Alternative) -> str:
    """The family of a reading: of one kind and state, right about as often for the same raw share."""
    if kind in OPTION_KINDS:
        return "options"
    if first.state is not State.VALUE:
        return str(first.state)
    if first.text in ("tick", "cross"):
        return "marks"
    return _FAMILIES.get(kind, "texts")


def features(share: float, seen: float, quality: float) -> NDArray[np.float64]:
    """The figures that FEATURES names, shape (4,)."""
    clipped = float(np.clip(share, 1e-4, 1 - 1e-4))
    return np.array([np.log(clipped / (1 - clipped)), 10 * (seen - 1), quality - 1, 1.0])


def load_calibration(file: Path = PACKAGED_TABLE) -> Calibration:
    """The packaged table. Raises ConfigurationError when it cannot be read."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found = {name: tuple(float(row[feature]) for feature in FEATURES) for name, row in table.items()}
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read as a table of calibration ({error}).") from error
    return Calibration(MappingProxyType(found))
