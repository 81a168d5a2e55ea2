"""How much ink each printed letter takes: python -m training.printed; writes schemas/calibration/print_ink.csv.

The mean over open fonts like those that forms are set in (samples/fonts/print), each scaled to mean 1 first.
"""

from __future__ import annotations

import csv
import string
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.read.printed_words import PRINT_INK

FONTS = Path(__file__).parent.parent / "samples" / "fonts" / "print"
LETTERS = string.ascii_letters + string.digits + "/-."
_SIZE_PX = 64


def main() -> int:
    rows = []
    for path in sorted(FONTS.glob("*.ttf")):
        font = ImageFont.truetype(str(path), _SIZE_PX)
        amounts = []
        for letter in LETTERS:
            image = Image.new("L", (2 * _SIZE_PX, 2 * _SIZE_PX), 0)
            ImageDraw.Draw(image).text((20, 20), letter, font=font, fill=255)
            amounts.append(float(np.asarray(image).sum()))
        rows.append(np.array(amounts) / np.mean(amounts))
    with PRINT_INK.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["letter", "ink"])
        writer.writerows((letter, f"{ink:.3f}") for letter, ink in zip(LETTERS, np.mean(rows, axis=0), strict=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
