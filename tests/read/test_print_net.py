"""Print read by the network that ships, and by another reader where it is not sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import MachineError
from pipeline.layout.print_reader import Enough, PrintedText, RememberingReader, never
from pipeline.model import Grey
from pipeline.read.print_net import SURE, PrintNet, SurePrintReader
from pipeline.read.print_strips import PrintLine

FACES = Path(__file__).parents[2] / "samples" / "fonts" / "print"
WORDS = (
    "JUMLAH ANGGOTA KELUARGA", "Makanan Pokok", "LAMPIRAN III-18a", "Pemanfaatan Tanah Pekarangan", "4.14.2b",
    "Berkebutuhan khusus", "1 2 3 4 5 6 7 8 9 10 11 12",
)  # fmt: skip


def strip(words: str, face: str = "arimo", size: int = 34) -> Grey:
    font = ImageFont.truetype(str(FACES / f"{face}.ttf"), size)
    image = Image.new("L", (int(font.getlength(words)) + 60, 2 * size), 235)
    ImageDraw.Draw(image).text((30, size // 3), words, fill=30, font=font)
    return np.asarray(image)


def noise(seed: int = 0) -> Grey:
    return np.random.default_rng(seed).integers(0, 255, (40, 200), dtype=np.uint8)


@pytest.fixture(scope="module")
def net() -> PrintNet:
    return PrintNet()


@dataclass
class Other:
    """Says one thing of every strip, and keeps how many it was asked for."""

    confidence: float = 0.5
    asked: list[int] = field(default_factory=list)

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        self.asked.append(len(strips))
        return tuple(PrintedText("other", self.confidence) for _ in strips)


def test_print_is_read_surely(net: PrintNet) -> None:
    strips = {(words, face): strip(words, face) for words in WORDS for face in ("arimo", "tinos", "carlito")}
    texts = {case: net.read(made) for case, made in strips.items()}
    assert sum(text.text.lower() == words.lower() for (words, _), text in texts.items()) >= len(texts) - 1
    assert sum(text.confidence >= SURE for text in texts.values()) >= 0.8 * len(texts)


def test_words_have_their_boxes(net: PrintNet) -> None:
    made = strip("Sehat Kurang Sehat", size=40)
    words = net.read(made).words
    assert [word.text for word in words] == ["Sehat", "Kurang", "Sehat"]
    font = ImageFont.truetype(str(FACES / "arimo.ttf"), 40)
    starts = [30 + font.getlength(before) for before in ("", "Sehat ", "Sehat Kurang ")]
    assert [word.box.left for word in words] == pytest.approx(starts, abs=5)
    ends = [30 + font.getlength(before) for before in ("Sehat", "Sehat Kurang", "Sehat Kurang Sehat")]
    assert [word.box.right for word in words] == pytest.approx(ends, abs=5)
    rows = np.flatnonzero((made < 130).any(axis=1))
    assert [word.box.top for word in words] == pytest.approx([rows[0]] * 3, abs=3)
    assert words[1].box.bottom == pytest.approx(rows[-1] + 1, abs=3), "the g reaches below the line, and it alone does"
    assert words[0].box.bottom < words[1].box.bottom - 4


def test_a_ring_is_none_of_the_word_in_it(net: PrintNet) -> None:
    plain = strip("Ada  /  Tidak", size=40)
    ringed = cv2.ellipse(plain.copy(), (66, 38), (56, 34), 0, 0, 360, 70, 3, cv2.LINE_AA)
    before, after = net.read(plain).words[0], net.read(ringed).words[0]
    assert (before.text, after.text) == ("Ada", "Ada")
    assert [after.box.left, after.box.right] == pytest.approx([before.box.left, before.box.right], abs=6)
    assert [after.box.top, after.box.bottom] == pytest.approx([before.box.top, before.box.bottom], abs=6)


def test_what_is_no_print_is_not_read_surely(net: PrintNet) -> None:
    assert all(net.read(noise(seed)).confidence < SURE for seed in range(5))
    assert net.read(np.full((40, 60), 255, np.uint8)) == PrintedText("", 0.0)


def test_where_the_network_is_sure_nobody_else_is_asked(net: PrintNet) -> None:
    other = Other()
    (text,) = SurePrintReader(net, other).read_strips([strip("JUMLAH")])
    assert (text.text, other.asked) == ("JUMLAH", [])


def doubtful(net: PrintNet) -> Grey:
    """Print under so much noise that the network reads it and is not sure."""
    grain = np.random.default_rng(3).normal(0, 1, strip("JUMLAH KRT").shape)
    for strength in range(40, 400, 10):
        made = np.clip(strip("JUMLAH KRT") + strength * grain, 0, 255).astype(np.uint8)
        if 0.05 < net.read(made).confidence < 0.75:
            return made
    raise AssertionError("the network is sure of anything")


@pytest.mark.parametrize(("sure", "taken"), [(0.99, True), (0.01, False)])
def test_where_it_is_not_sure_the_surer_one_is_taken(net: PrintNet, sure: float, taken: bool) -> None:
    other = Other(sure)
    blank = np.full((40, 60), 255, np.uint8)
    first, second, third = SurePrintReader(net, other).read_strips([doubtful(net), strip("JUMLAH"), blank])
    assert (first.text == "other", second.text, third.text) == (taken, "JUMLAH", "")
    assert other.asked == [1]


def test_what_is_enough_is_asked_of_nobody_else(net: PrintNet) -> None:
    other, made = Other(0.99), doubtful(net)
    reader = RememberingReader(SurePrintReader(net, other))
    (text,) = reader.read_strips([made], lambda read: read == net.read(made))
    assert (text, other.asked) == (net.read(made), [])
    (text,) = SurePrintReader(net, other).read_strips([made], lambda read: read.text == "other")
    assert (text.text, other.asked) == ("other", [1])


class Silent(PrintNet):
    """A network to which nothing says anything, as two lines that touch."""

    def __init__(self) -> None:
        pass

    def read_line(self, line: PrintLine | None) -> PrintedText:
        return PrintedText("", 0.0)


def test_of_ink_that_says_nothing_to_the_network_the_other_is_asked() -> None:
    other = Other()
    blank = np.full((40, 60), 255, np.uint8)
    texts = SurePrintReader(Silent(), other).read_strips([strip("Gotong"), blank])
    assert [text.text for text in texts] == ["other", ""]
    SurePrintReader(Silent(), other).read_strips([strip("Gotong"), strip("Royong"), strip("Pangan")])
    assert other.asked == [1], "headings upside down say nothing to anybody"


def test_the_last_letter_is_not_lost(net: PrintNet) -> None:
    """Without paper behind it, it was: NO read as N."""
    strips = [strip(words, face)[:, 25:-28] for words in ("NO", "DLL", "KET") for face in ("arimo", "tinos")]
    assert [net.read(made).text.upper() for made in strips] == ["NO", "NO", "DLL", "DLL", "KET", "KET"]


@pytest.mark.parametrize("words", ["LAMPIRAN 4.16d", "LAMPIRAN III-16d"])
@pytest.mark.parametrize(("face", "size", "blur"), [("carlito", 26, 0.4), ("carlito", 34, 1.5), ("tinos", 16, 0.4)])
def test_the_network_is_not_sure_where_it_may_have_left_a_letter_out(
    net: PrintNet, words: str, face: str, size: int, blur: float
) -> None:
    """It read 4.16, each letter with 0.96 to 1: no edition has that number."""
    made = cv2.GaussianBlur(strip(words, face, size), (0, 0), blur).astype(np.uint8, copy=False)
    text = net.read(made)
    assert text.text == words or text.confidence < SURE


def test_a_letter_beside_its_own_is_not_left_out(net: PrintNet) -> None:
    surest = [net.read(strip(words, face)) for words in WORDS for face in ("arimo", "tinos", "carlito")]
    alone = [min(word.confidence for word in text.words) for text in surest]
    assert np.mean([text.confidence >= SURE for text in surest]) >= np.mean([one >= SURE for one in alone]) - 0.1


def test_a_missing_network_is_named(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match=r"print\.onnx"):
        PrintNet(tmp_path / "print.onnx")
