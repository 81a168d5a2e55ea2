"""MNIST's labels, mended where they are wrong: digit_labels.tsv beside this file.

usage: python -m training.digit_labels [--data FOLDER] SHEET.png    draws the digits that both networks read otherwise

Some digits of MNIST are labelled as what nobody reads in them (a plain 7 as 4), and of others nobody can tell what
they are. In strings of sixteen digits such ones are a wrong number in forty. As with labels.tsv, those were looked at
by eye where the label and both of our networks disagree: of what is plainly another digit the label is mended, what
the eye cannot tell is left out, all others stay as they are, however strange.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.codes import load_codes
from pipeline.read.alphabet import DIGITS, Probabilities
from pipeline.read.ctc import best_strings
from pipeline.read.engine import build_engines
from pipeline.read.grammar import compile_grammar, one_of

LABELS = Path(__file__).parent / "digit_labels.tsv"
_TILE_PX, _A_ROW, _TITLE_PX = 88, 12, 14

Images = NDArray[np.uint8]
Labels = NDArray[np.uint8]


def mended(images: Images, labels: Labels) -> tuple[Labels, NDArray[np.bool_]]:
    """The labels (n,) of images (n, 28, 28) with the wrong ones mended, and which images (n,) can be told."""
    right, told = labels.copy(), np.ones(len(labels), dtype=bool)
    with LABELS.open(encoding="utf-8", newline="") as stream:
        known = {row["sha256"]: row["label"] for row in csv.DictReader(stream, delimiter="\t")}
    for number, image in enumerate(images):
        label = known.get(_name(image))
        if label is not None:
            told[number] = label != ""
            right[number] = label or right[number]
    return right, told


def _name(image: Images) -> str:
    return hashlib.sha256(image.tobytes()).hexdigest()[:16]


def main() -> int:
    """Draw what both networks read otherwise than it is labelled now, with number, label and what they read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/handwriting"))
    said = parser.parse_args()
    stored = np.load(said.data / "digits" / "mnist-train.npz")
    labels, told = mended(stored["images"], stored["labels"])
    engines = build_engines(load_codes())
    tiles = []
    for number in np.flatnonzero(told):
        strip = _strip(stored["images"][number])
        read = {_digit(network.read([strip])[0]) for network in (engines.recogniser, engines.digits)}
        if str(labels[number]) not in read:
            tiles.append(_tile(strip, f"{number} {labels[number]}>{''.join(sorted(read))}"))
    if tiles:
        empty = [np.full_like(tiles[0], 255)] * (-len(tiles) % _A_ROW)
        rows = [np.hstack((tiles + empty)[start : start + _A_ROW]) for start in range(0, len(tiles), _A_ROW)]
        cv2.imwrite(str(said.sheet), np.vstack(rows))
    changed = np.count_nonzero(labels != stored["labels"])
    print(f"{len(labels)} digits, {changed} labels mended, {np.count_nonzero(~told)} left out, {len(tiles)} drawn")
    return 0


def _strip(image: Images) -> Images:
    """The digit as a strip for the networks: 48 px high, dark on white."""
    strip = np.full((48, 56), 255, np.uint8)
    strip[2:46, 6:50] = 255 - cv2.resize(image, (44, 44), interpolation=cv2.INTER_CUBIC)
    return strip


def _digit(probabilities: Probabilities) -> str:
    found = best_strings(DIGITS.fold(probabilities), compile_grammar(one_of("0123456789"), DIGITS.characters))
    return found[0][0]


def _tile(strip: Images, title: str) -> Images:
    tile = np.full((_TITLE_PX + _TILE_PX, strip.shape[1] * _TILE_PX // strip.shape[0]), 255, np.uint8)
    tile[_TITLE_PX:] = cv2.resize(strip, (tile.shape[1], _TILE_PX))
    cv2.putText(tile, title, (1, _TITLE_PX - 3), cv2.FONT_HERSHEY_SIMPLEX, 0.36, 0, 1)
    return tile


if __name__ == "__main__":
    sys.exit(main())
