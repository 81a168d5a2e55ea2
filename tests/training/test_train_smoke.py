"""Training runs, goes on from its checkpoint, and writes a model that the product loads (a minute at most).

On invented writing alone; skipped where the dependency group `training` is not installed (CI brings it: .ci/run).
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from pipeline.read.alphabet import ALPHABET  # noqa: E402
from pipeline.read.digit_net import DigitNet  # noqa: E402
from pipeline.read.handwriting import MODEL, OnnxRecogniser  # noqa: E402

ROOT = Path(__file__).parents[2]
HANDS = ROOT / "samples" / "fonts" / "hands"


def line(text: str) -> np.ndarray:
    grey = np.full((80, 60 + 30 * len(text)), 235, np.uint8)
    cv2.putText(grey, text, (25, 55), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.3, 40, 2, cv2.LINE_AA)
    return grey


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like ../shared/handwriting with writing that nobody wrote."""
    folder = tmp_path_factory.mktemp("writing")
    (folder / "fonts").symlink_to(HANDS)
    (folder / "digits").mkdir()
    images, labels = np.zeros((400, 28, 28), np.uint8), np.arange(400, dtype=np.uint8) % 10
    for image, label in zip(images, labels, strict=True):
        cv2.putText(image, str(label), (5, 22), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2, cv2.LINE_AA)
    np.savez(folder / "digits" / "mnist-train.npz", images=images, labels=labels)
    texts = {"copiste": "une main", "peraire": "La Mer", "lectaurep-numeric": "1234"}
    for source, text in texts.items():
        (folder / source).mkdir()
        rows = []
        for number in range(40):
            cv2.imwrite(str(folder / source / f"{number}.png"), line(text))
            rows.append(f"{number}.png\timp_{number}_{number}\t{text}")
        (folder / source / "lines.tsv").write_text("\n".join(rows), encoding="utf-8")
    return folder


def run(module: str, arguments: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env={**os.environ, **environment}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]


def test_the_reader_learns_and_goes_on(writing: Path, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="words are cut by the stock reader")
    arguments = ["--data", str(writing), "--work", str(tmp_path), "--tests", "3", "--threads", "1"]
    start = ["--start", str(MODEL), "--minutes"]
    run("training.train", [*arguments, *start, "0.1"], {"OMP_NUM_THREADS": "1"})
    run("training.train", [*arguments, *start, "0.16"], {"OMP_NUM_THREADS": "1"})
    ends = [text for text in (tmp_path / "log.txt").read_text(encoding="utf-8").splitlines() if "end" in text]
    steps = [int(text.split()[1]) for text in ends]
    assert 0 < steps[0] < steps[1], "the second run goes on from the first one's checkpoint"
    frames = OnnxRecogniser(tmp_path / "reader.onnx", "trained").read([np.full((48, 96), 255, np.uint8)])[0]
    assert frames.shape[1] == 1 + len(ALPHABET)
    assert np.allclose(frames.sum(axis=1), 1, atol=1e-3)


def test_the_network_of_digits_learns_and_goes_on(writing: Path, tmp_path: Path) -> None:
    arguments = ["--data", str(writing), "--work", str(tmp_path), "--tests", "3"]
    run("training.digit_reader", [*arguments, "--minutes", "0.1"], {"OMP_NUM_THREADS": "1"})
    run("training.digit_reader", [*arguments, "--minutes", "0.14"], {"OMP_NUM_THREADS": "1"})
    ends = [text for text in (tmp_path / "log.txt").read_text(encoding="utf-8").splitlines() if "end" in text]
    steps = [int(text.split()[1]) for text in ends]
    assert 0 < steps[0] < steps[1], "the second run goes on from the first one's checkpoint"
    frames = DigitNet(tmp_path / "digits.onnx").read([np.full((48, 96), 255, np.uint8)])[0]
    assert frames.shape == (24, 1 + len(ALPHABET))
    assert np.allclose(frames.sum(axis=1), 1, atol=1e-2)
