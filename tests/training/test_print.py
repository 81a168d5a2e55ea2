"""Print to learn from: what stands on it, how it looks, that a network learns it and the product reads with it.

Learning is skipped where the dependency group `training` is not installed (CI brings it: .ci/run).
"""

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.finding_printings import HELD_OUT_FACES
from pipeline.read.print_net import PRINT_ALPHABET, PrintNet
from pipeline.read.print_strips import print_line
from training.print_drawn import draw_strip, held_out_faces, learnt_faces
from training.print_texts import CHARACTERS, PrintTexts, form_lines

ROOT = Path(__file__).parents[2]


def test_every_text_can_be_spelt_by_the_network() -> None:
    assert frozenset(PRINT_ALPHABET) == CHARACTERS
    texts, rng = PrintTexts(), random.Random(1)
    drawn = [texts.draw(rng) for _ in range(300)]
    assert all(set(text) <= CHARACTERS and 0 < len(text) <= 60 for text in drawn)
    assert len(set(drawn)) > 200


def test_the_words_of_the_forms_are_among_them() -> None:
    assert {"NAMA KEPALA KELUARGA", "PUS"} & set(form_lines())
    words = {word for line in form_lines() for word in line.upper().split()}
    texts, rng = PrintTexts(), random.Random(2)
    known = [bool(set(texts.draw(rng).upper().split()) & words) for _ in range(300)]
    assert 0.3 < np.mean(known) < 0.95, "of forms mostly, and of other things too"


def test_nearly_all_drawn_print_can_be_seen() -> None:
    texts, rng, those = PrintTexts(), random.Random(3), learnt_faces()
    lines = [print_line(draw_strip(texts, those, rng)[0]) for _ in range(60)]
    assert sum(line is not None for line in lines) > 55


def test_faces_that_are_held_out_are_not_learnt() -> None:
    assert held_out_faces()
    assert not set(held_out_faces()) & set(learnt_faces())
    assert set(HELD_OUT_FACES) <= {path.stem for path in held_out_faces()}


def test_the_network_learns_and_goes_on(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    for minutes in ("0.1", "0.16"):
        command = [sys.executable, "-m", "training.print_reader", "--work", str(tmp_path), "--minutes", minutes]
        done = subprocess.run([*command, "--tests", "5"], cwd=ROOT, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()[-2000:]
    ends = [text for text in (tmp_path / "log.txt").read_text(encoding="utf-8").splitlines() if "end" in text]
    steps = [int(text.split()[1]) for text in ends]
    assert 0 < steps[0] < steps[1], "the second run goes on from the first one's checkpoint"
    strip = np.full((40, 90), 255, np.uint8)
    strip[12:30, 20:70:6] = 0
    assert 0 <= PrintNet(tmp_path / "print.onnx").read(strip).confidence <= 1
