"""Digits whose labels are wrong are known by their pixels, wherever they stand in the file."""

from pathlib import Path

import numpy as np
import pytest

from training import digit_labels
from training.digit_labels import mended


def test_labels_of_known_digits_are_mended_and_the_undecided_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    images = np.random.default_rng(3).integers(0, 256, (4, 28, 28)).astype(np.uint8)
    names = [digit_labels._name(image) for image in images]
    table = tmp_path / "labels.tsv"
    table.write_text(f"image\tsha256\twas\tlabel\n7\t{names[1]}\t4\t7\n8\t{names[2]}\t5\t\n", encoding="utf-8")
    monkeypatch.setattr(digit_labels, "LABELS", table)
    labels, told = mended(images, np.array([1, 4, 5, 9], np.uint8))
    assert labels.tolist() == [1, 7, 5, 9]
    assert told.tolist() == [True, True, False, True]


def test_every_entry_of_the_table_says_another_digit_or_none() -> None:
    rows = [line.split("\t") for line in digit_labels.LABELS.read_text(encoding="utf-8").splitlines()[1:]]
    assert len({name for _, name, _, _ in rows}) == len(rows) > 0
    assert all(label != was and label in {"", *"0123456789"} for _, _, was, label in rows)
