"""Fonts of real letters, for whole pages in hands of people held out: python -m benchmarks.letter_fonts TO [--fonts N].

Each font is one writer of training.samples.held_out_letters (the half that measures); what a writer lacks is taken from
another. benchmarks.evidence_books writes with them by --hands TO.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from numpy.typing import NDArray

from training.letters import Piece
from training.samples import held_out_letters

EM, UNIT, GAP = 1000, 330, 50
"""Units of a font's square, of a low letter, and of the room between letters."""
_FINER = 4
"""Letters are traced so many times larger than they were scanned."""


def main() -> None:
    """Write the fonts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("to", type=Path)
    parser.add_argument("--fonts", type=int, default=4)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"), help="of training.samples")
    chosen = parser.parse_args()
    chosen.to.mkdir(parents=True, exist_ok=True)
    hand = held_out_letters(chosen.writing, chosen.cache, calibrating=False)
    for number, letters in enumerate(hand.alphabets(chosen.fonts, random.Random(1))):
        write_font(letters, f"people-{number}", chosen.to / f"people-{number}.ttf")


def write_font(letters: Mapping[str, Piece], name: str, file: Path) -> None:
    """A TrueType font of these letters."""
    names = {character: f"u{ord(character):04X}" for character in letters}
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", *names.values()])
    builder.setupCharacterMap({32: "space", **{ord(character): glyph for character, glyph in names.items()}})
    glyphs, widths = {".notdef": TTGlyphPen(None).glyph(), "space": TTGlyphPen(None).glyph()}, {}
    for character, glyph in names.items():
        glyphs[glyph], widths[glyph] = _traced(letters[character])
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({".notdef": (300, 0), "space": (280, 0)} | {g: (w, GAP) for g, w in widths.items()})
    builder.setupHorizontalHeader(ascent=900, descent=-300)
    builder.setupNameTable({"familyName": name, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-300, usWinAscent=900, usWinDescent=300)
    builder.setupPost()
    builder.save(file)


def _traced(letter: Piece) -> tuple[object, int]:
    """The glyph and how far it moves the pen."""
    large = cv2.resize(letter.ink, None, fx=_FINER, fy=_FINER, interpolation=cv2.INTER_CUBIC)
    mask = np.pad((large > 110).astype(np.uint8), 1)
    contours, levels = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_TC89_L1)
    scale = UNIT / (letter.unit_px * _FINER)
    pen = TTGlyphPen(None)
    for at, contour in enumerate(contours):
        points = _placed(contour[:, 0].astype(float) - 1, letter.above_px * _FINER, scale)
        hole = levels[0, at, 3] >= 0
        if len(points) < 3:
            continue
        # TrueType fills what is drawn clockwise, holes the other way.
        clockwise = np.sum(points[:, 0] * np.roll(points[:, 1], -1) - np.roll(points[:, 0], -1) * points[:, 1]) < 0
        ordered = points if clockwise != hole else points[::-1]
        pen.moveTo(tuple(ordered[0]))
        for point in ordered[1:]:
            pen.lineTo(tuple(point))
        pen.closePath()
    return pen.glyph(), round(large.shape[1] * scale) + 2 * GAP


def _placed(points: NDArray[np.float64], base: float, scale: float) -> NDArray[np.int64]:
    return np.rint(np.column_stack([points[:, 0] * scale + GAP, (base - points[:, 1]) * scale])).astype(int)


if __name__ == "__main__":
    main()
