"""A network of numbers is scored on half of each, its command fits nothing where only what ships is asked for."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.read.ink import Ink
from pipeline.read.number_net import PACKAGED_STRINGS, STRING, NumberNet, load_corrected_strings
from samples.generator.hands import hand_fonts
from training import number_fit
from training.corrected_numbers import draw_string
from training.hands import DigitHand, FontHand
from training.number_fit import NumberFit
from training.real_tiles import Tiles

DRAWN: list[tuple[bool, bool]] = []


def drawn(
    rng: random.Random, hands: Sequence[FontHand], digits: DigitHand, real: Tiles, told: bool, held_out: bool
) -> Ink:
    DRAWN.append((told, held_out))
    return draw_string(rng, hands, None, [], told, False)


def test_what_ships_is_scored_on_what_is_held_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded: list[NumberNet] = []

    def load() -> NumberNet:
        loaded.append(load_corrected_strings())
        return loaded[0]

    monkeypatch.setattr(number_fit, "all_hands", lambda *_: [FontHand(path) for path in hand_fonts()[:2]])
    monkeypatch.setattr(number_fit, "digit_hand", lambda *_: None)
    monkeypatch.setattr(number_fit, "real_numbers", lambda *_: [])
    monkeypatch.setattr("sys.argv", ["fit", "--packaged", "--score-cells", "6", "--writing", str(Path("nowhere"))])
    fit = NumberFit("corrected ones", drawn, STRING, (8, 8, 8, 8), 8, PACKAGED_STRINGS, load)
    assert fit.run("text") == 0
    assert len(loaded) == 1
    assert DRAWN == [(False, True), (True, True)] * 3
    told = capsys.readouterr().out.splitlines()
    assert [line[:5] for line in told] == ["1.0 %", "0.3 %", "0.1 %"]
    assert all(line.endswith("of corrected ones") for line in told)
