"""What training learns from, packed and unpacked."""

import pickle
from pathlib import Path

import numpy as np

from training.letters import Piece
from training.pack import pack, unpack


def test_what_was_packed_comes_back(tmp_path: Path) -> None:
    data, work = tmp_path / "data", tmp_path / "work"
    (data / "fonts").mkdir(parents=True)
    (data / "fonts" / "a-hand.ttf").write_bytes(b"font")
    (data / "digits").mkdir()
    np.savez(data / "digits" / "mnist-train.npz", images=np.zeros((9, 28, 28), np.uint8), labels=np.arange(9))
    cache = work / "cache"
    cache.mkdir(parents=True)
    grey = np.full((96, 200), 230, np.uint8)
    grey[30:60, 40:160] = 30
    for source in ("lectaurep-numeric", "copiste", "peraire"):
        (cache / f"{source}-train.pickle").write_bytes(pickle.dumps([(source, "page", grey, "una")]))
    letters = {"page": {"a": [Piece(grey[:, :80], 70.0, 40.0), Piece(grey[:40, :80], 30.0, 40.0)]}}
    (cache / "letters-train.pickle").write_bytes(pickle.dumps(letters))

    pack(data, work, tmp_path / "packed")
    unpack(tmp_path / "packed", tmp_path / "there", tmp_path / "works")

    assert (tmp_path / "there" / "fonts" / "a-hand.ttf").read_bytes() == b"font"
    digits = np.load(tmp_path / "there" / "digits" / "mnist-train.npz")
    assert digits["labels"].tolist() == [0, 3, 6]
    back = pickle.loads((tmp_path / "works" / "cache" / "copiste-train.pickle").read_bytes())
    source, page, small, text = back[0]
    assert (source, page, text) == ("copiste", "page", "una")
    assert small.shape == (64, 133)
    assert abs(int(small[30, 66]) - 30) < 25 and abs(int(small[5, 5]) - 230) < 25
    high, low = pickle.loads((tmp_path / "works" / "cache" / "letters-train.pickle").read_bytes())["page"]["a"]
    assert high.ink.shape[0] == 64
    assert np.allclose((high.unit_px, high.above_px), (40 * 64 / 96, 70 * 64 / 96))
    assert low.ink.shape == (40, 80) and low.unit_px == 40.0
