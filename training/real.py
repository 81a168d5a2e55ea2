"""Real lines: digit cells of registers, and ball-point lines cut into words by the stock reader's own alignment.

Whole source pages (copiste: whole writers) are kept apart for testing, chosen by a hash of the page's name.
Labels have errors and some crops show half a number: labels.tsv beside this file mends them. Those of test pages were
judged by eye; those of training pages are left out where reader 1 found them under e^-5 as likely as what it read.
"""

from __future__ import annotations

import csv
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.read.alphabet import ALPHABET
from pipeline.read.handwriting import OnnxRecogniser

Grey = NDArray[np.uint8]

_TEST_SHARE = 0.12
LABELS = Path(__file__).parent / "labels.tsv"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A crop of real writing and what it says, in ALPHABET."""

    source: str
    page: str
    grey: Grey
    text: str


def read_lines(folder: Path, source: str, held_out: bool) -> Iterator[Line]:
    """The lines of one source, for training or for testing."""
    mended = _mended()
    listing = (folder / source / "lines.tsv").read_text(encoding="utf-8").splitlines()
    for row in listing:
        image, page, text = row.split("\t")
        # One writer fills several sheets of copiste: the number in the name is the text given to one person.
        writer = page.removeprefix("imp_").split("_")[1] if source == "copiste" else page
        digest = hashlib.sha256(f"{source} {writer}".encode()).digest()
        if (digest[0] / 256 < _TEST_SHARE) != held_out:
            continue
        grey = cv2.imread(str(folder / source / image), cv2.IMREAD_GRAYSCALE)
        folded = mended.get(image, fold(text)) if source == "lectaurep-numeric" else fold(text)
        if grey is not None and folded:
            yield Line(source, page, grey, folded)


def _mended() -> dict[str, str]:
    """Label by image of lectaurep-numeric; empty: leave the image out."""
    with LABELS.open(encoding="utf-8", newline="") as stream:
        return {row["image"]: row["label"] for row in csv.DictReader(stream, delimiter="\t")}


def fold(text: str) -> str:
    """`text` in ALPHABET: accents off, quotes and dashes plain, spaces single; empty when a character has no place."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("–", "-").replace("—", "-").replace("œ", "oe"))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    kept = " ".join(kept.replace("«", '"').replace("»", '"').split())
    return kept if all(c in ALPHABET for c in kept) else ""


def cut_words(lines: Iterable[Line], reader: OnnxRecogniser, most_px: int = 420) -> Iterator[Line]:
    """Each line in pieces of one to a few words, at most about `most_px` wide when 48 px high.

    The pieces end in the middle of gaps between words, found by aligning the known text with what the reader saw; a
    line whose alignment is poor is left out (its label or its segmentation is likely wrong).
    """
    for line in lines:
        scale = 48 / line.grey.shape[0]
        frames, _, found = aligned(line, reader)
        if found is None:
            continue
        starts, score = found
        if score < -3.0:
            continue
        px = line.grey.shape[1] / len(frames)
        begin, begin_px = 0, 0.0
        spaces = [i for i, c in enumerate(line.text) if c == " "]
        for position, space in enumerate([*spaces, len(line.text)]):
            last = space == len(line.text)
            end_px = line.grey.shape[1] if last else (starts[space] + 0.5) * px
            following = spaces[position + 1] if position + 1 < len(spaces) else len(line.text)
            next_px = line.grey.shape[1] if following == len(line.text) else starts[following] * px
            if last or (next_px - begin_px) * scale > most_px:
                piece = line.grey[:, int(begin_px) : int(end_px)]
                text = line.text[begin:space]
                if text and piece.shape[1] > 12:
                    yield Line(line.source, line.page, piece, text)
                begin, begin_px = space + 1, end_px


def aligned(
    line: Line, reader: OnnxRecogniser
) -> tuple[NDArray[np.float32], list[int], tuple[list[int], float] | None]:
    """What the reader saw of a line, the columns of its text, and their alignment as `align` gives it."""
    width = max(8, round(line.grey.shape[1] * 48 / line.grey.shape[0]))
    frames = reader.read([cv2.resize(line.grey, (width, 48), interpolation=cv2.INTER_AREA)])[0]
    targets = [ALPHABET.index(c) + 1 for c in line.text]
    return frames, targets, align(np.log(frames + 1e-8), targets)


def align(log_frames: NDArray[np.float32], targets: list[int]) -> tuple[list[int], float] | None:
    """Viterbi over CTC: the frame at which each target starts, and the mean log-probability of a frame.

    None when there are fewer frames than the targets need.
    """
    extended = [0]
    for target in targets:
        extended += [target, 0]
    states, frames = len(extended), len(log_frames)
    skip = np.array([i >= 2 and e != 0 and e != extended[i - 2] for i, e in enumerate(extended)])
    scores = np.full(states, -np.inf)
    scores[:2] = log_frames[0, extended[:2]]
    back = np.zeros((frames, states), np.int8)
    for frame in range(1, frames):
        stay = scores
        step = np.concatenate([[-np.inf], scores[:-1]])
        jump = np.where(skip, np.concatenate([[-np.inf, -np.inf], scores[:-2]]), -np.inf)
        choices = np.stack([stay, step, jump])
        back[frame] = choices.argmax(axis=0)
        scores = choices.max(axis=0) + log_frames[frame, extended]
    state = states - 1 if scores[-1] > scores[-2] else states - 2
    if not np.isfinite(scores[state]):
        return None
    total = float(scores[state]) / frames
    starts = [0] * len(targets)
    for frame in range(frames - 1, -1, -1):
        if state % 2:
            starts[state // 2] = frame
        state -= int(back[frame, state])
    return starts, total
