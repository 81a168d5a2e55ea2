"""Lines of print in faces held out: read by our network, by Tesseract, and by both as the product has them read.

usage: python -m benchmarks.print_reading [--strips N]      (after `make fonts`, else in three faces alone)

Strips as training/print_drawn.py spoils them, upside-down ones left out. Prints a row for each reader: whole strips
right and character error rate, without case and signs, in percent; and the time of a strip on one core.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence

import cv2
from rapidfuzz.distance import Levenshtein

from pipeline.layout.print_reader import PrintedText
from pipeline.layout.words import plain
from pipeline.model import Grey
from pipeline.read.print_net import SURE, PrintNet, SurePrintReader
from pipeline.read.tesseract import tesseract
from training.print_drawn import draw_strip, held_out_faces
from training.print_texts import PrintTexts

Read = Callable[[Sequence[Grey]], Sequence[PrintedText]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strips", type=int, default=1000)
    number = parser.parse_args().strips
    cv2.setNumThreads(1)
    texts, those, rng = PrintTexts(), held_out_faces(), random.Random("print reading")
    drawn = [draw_strip(texts, those, rng) for _ in range(number)]
    drawn = [(strip, text) for strip, text in drawn if plain(text)]
    net, other = PrintNet(), tesseract()
    sure = [net.read(strip).confidence >= SURE for strip, _ in drawn]
    ways: dict[str, Read] = {
        "network": lambda strips: [net.read(strip) for strip in strips],
        "Tesseract": other.read_strips,
        "both": SurePrintReader(net, other).read_strips,
    }
    print(f"{len(drawn)} strips in {len(those)} faces; the network is sure of {100 * sum(sure) / len(sure):.1f} %\n")
    print("| read by | right % | CER % | of those it is sure of, right % | ms a strip |")
    print("|---|---|---|---|---|")
    for name, read in ways.items():
        began = time.process_time()
        said = [text.text for text in read([strip for strip, _ in drawn])]
        spent_ms = 1000 * (time.process_time() - began) / len(drawn)
        right = [plain(one) == plain(text) for one, (_, text) in zip(said, drawn, strict=True)]
        edits = [Levenshtein.distance(plain(one), plain(text)) for one, (_, text) in zip(said, drawn, strict=True)]
        of_sure = [good for good, certain in zip(right, sure, strict=True) if certain]
        print(
            f"| {name} | {100 * sum(right) / len(right):.1f} |"
            f" {100 * sum(edits) / sum(len(plain(text)) for _, text in drawn):.2f} |"
            f" {100 * sum(of_sure) / max(1, len(of_sure)):.1f} | {spent_ms:.1f} |"
        )


if __name__ == "__main__":
    main()
