"""The engines that read cells, built once per worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.codes import Codes
from pipeline.form import Field, Kind
from pipeline.model import Grey, Line
from pipeline.read.alphabet import Probabilities
from pipeline.read.calibrate import Calibration, load_calibration
from pipeline.read.column_lines import load_line_shares
from pipeline.read.lexicon import Lexicon, load_activities, load_lexicon
from pipeline.read.marks import DITTO_WORDS
from pipeline.read.number_net import NumberNet, load_corrected_counts, load_corrected_strings, load_numbers
from pipeline.read.option_looks import LookNet, load_looks
from pipeline.read.shapes import ShapeNet, load_shapes
from pipeline.read.strike_net import StrikeNet, load_strikes
from pipeline.read.vocabulary import Vocabulary, make_vocabulary
from pipeline.read.weighing import Weights, load_weights

ACTIVITIES = "activities"
"""Name of the vocabulary of activity columns, beside those of the code lists."""


class LineRecogniser(Protocol):
    """Reads strips of handwriting. name: name and version, as it stands in table readings."""

    name: str

    def read(self, strips: Sequence[Grey]) -> tuple[Probabilities, ...]:
        """CTC probabilities (T, 1 + len(ALPHABET)) of each strip, uint8 (48, width)."""


class DigitReader(Protocol):
    """Reads strips of digits a second time (digit_net.DigitNet)."""

    def read(self, strips: Sequence[Grey]) -> tuple[Probabilities, ...]:
        """As LineRecogniser.read, of digits and what stands between them alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Engines:
    """All that reading needs besides pixels. vocabularies: the written words of each code list, by its name. lines: how
    often what a line down a column says was right. numbers: tells a struck digit of a count. corrected_counts,
    corrected_strings: tell a count or mark, and a year, date or string of digits, that is corrected."""

    recogniser: LineRecogniser
    vocabularies: Mapping[str, Vocabulary]
    lexicon: Lexicon
    shapes: ShapeNet
    looks: LookNet
    strikes: StrikeNet
    numbers: NumberNet
    corrected_counts: NumberNet
    corrected_strings: NumberNet
    digits: DigitReader
    weights: Weights
    calibration: Calibration
    lines: Mapping[Line, float]

    def vocabulary(self, field: Field) -> Vocabulary | None:
        """The words that may stand in `field`: the form's own and the code list's; null when it has neither."""
        listed = self.vocabularies.get(field.codes or (ACTIVITIES if field.kind is Kind.MARK_TEXT else ""))
        if not field.values:
            return listed
        return make_vocabulary([*field.values, *(listed.texts if listed is not None else ())])


def build_engines(
    codes: Codes, model: Path | None = None, calibration: Calibration | None = None, weights: Weights | None = None
) -> Engines:
    """The engines with the reader that ships or the ONNX file `model`, calibration and weights as packaged or others.


    Raises MachineError if the model is missing.
    """
    # onnxruntime is loaded here and not before: commands that read no page need not pay for it.
    from pipeline.read.digit_net import DigitNet
    from pipeline.read.handwriting import OnnxRecogniser

    recogniser = OnnxRecogniser(model, model.stem) if model else OnnxRecogniser()
    vocabularies = {
        name: make_vocabulary([*(text for text, _ in listed.written()), *DITTO_WORDS])
        for name, listed in codes.lists.items()
    }
    vocabularies[ACTIVITIES] = make_vocabulary([*load_activities(), *DITTO_WORDS])
    of_numbers = load_numbers(), load_corrected_counts(), load_corrected_strings()
    networks = load_shapes(), load_looks(), load_strikes(), *of_numbers, DigitNet()
    fitted = weights or load_weights(), calibration or load_calibration()
    return Engines(recogniser, vocabularies, load_lexicon(), *networks, *fitted, load_line_shares())
