"""Takes what training learns from to a machine that is lent without a network: in little room, and back.

usage: python -m training.pack --data ../shared/handwriting --work .cache/training --to FOLDER
       python -m training.pack --unpack FOLDER --data DATA --work WORK      (there)

Real lines and letters (cut before, in WORK/cache) travel as WebP at the height that a strip needs; of MNIST a third.
The test sets stay: what was learnt is scored here. Fonts from npm lie in .cache/fonts and travel by themselves.
"""

from __future__ import annotations

import argparse
import pickle
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.font_files import Use, shared_fonts
from training.letters import Pages, Piece
from training.samples import REAL

_MOST_HIGH_PX = 64
_QUALITY = 45
_DIGITS = 3
"""One of so many images of MNIST travels."""


def pack(data: Path, work: Path, folder: Path) -> None:
    """Write `folder`; raises FileNotFoundError where lines or letters were not cut yet."""
    (folder / "fonts").mkdir(parents=True)
    for path in shared_fonts(data / "fonts", {Use.TRAIN}):
        shutil.copy(path, folder / "fonts")
    stored = np.load(data / "digits" / "mnist-train.npz")
    np.savez_compressed(folder / "digits.npz", images=stored["images"][::_DIGITS], labels=stored["labels"][::_DIGITS])
    for source in REAL:
        lines = pickle.loads((work / "cache" / f"{source}-train.pickle").read_bytes())
        small = [(name, page, _encoded(grey), text) for name, page, grey, text in lines]
        (folder / f"{source}.pickle").write_bytes(pickle.dumps(small))
    pages: Pages = pickle.loads((work / "cache" / "letters-train.pickle").read_bytes())
    (folder / "letters.pickle").write_bytes(
        pickle.dumps(
            {
                page: {said: [_encoded_piece(piece) for piece in some] for said, some in pieces.items()}
                for page, pieces in pages.items()
            }
        )
    )


def unpack(folder: Path, data: Path, work: Path) -> None:
    """From `folder` what `training.train --data DATA --work WORK` reads."""
    (data / "digits").mkdir(parents=True)
    (work / "cache").mkdir(parents=True)
    shutil.copytree(folder / "fonts", data / "fonts")
    shutil.copy(folder / "digits.npz", data / "digits" / "mnist-train.npz")
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(_unpack_one, [folder] * 4, [work] * 4, [*REAL, "letters"]):
            pass


def _unpack_one(folder: Path, work: Path, source: str) -> None:
    stored: Any = pickle.loads((folder / f"{source}.pickle").read_bytes())
    whole: Any
    if source == "letters":
        whole = {
            page: {said: [Piece(_decoded(ink), *rest) for ink, *rest in some] for said, some in pieces.items()}
            for page, pieces in stored.items()
        }
    else:
        whole = [(name, page, _decoded(coded), text) for name, page, coded, text in stored]
    (work / "cache" / f"{source}-train.pickle").write_bytes(pickle.dumps(whole))


def _encoded_piece(piece: Piece) -> tuple[bytes, float, float]:
    scale = min(1.0, _MOST_HIGH_PX / piece.ink.shape[0])
    return _encoded(piece.ink), piece.above_px * scale, piece.unit_px * scale


def _encoded(grey: NDArray[np.uint8]) -> bytes:
    if grey.shape[0] > _MOST_HIGH_PX:
        width = max(1, round(grey.shape[1] * _MOST_HIGH_PX / grey.shape[0]))
        grey = cv2.resize(grey, (width, _MOST_HIGH_PX), interpolation=cv2.INTER_AREA)
    return cv2.imencode(".webp", grey, [cv2.IMWRITE_WEBP_QUALITY, _QUALITY])[1].tobytes()


def _decoded(coded: bytes) -> NDArray[np.uint8]:
    decoded = cv2.imdecode(np.frombuffer(coded, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)


def main() -> None:
    """Pack or unpack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", type=Path)
    way.add_argument("--unpack", type=Path)
    options = parser.parse_args()
    if options.unpack is not None:
        unpack(options.unpack, options.data, options.work)
    else:
        pack(options.data, options.work, options.to)


if __name__ == "__main__":
    main()
